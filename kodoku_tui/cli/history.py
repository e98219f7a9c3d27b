"""What was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give_csv, give_json, give_lines, give_table, tell
from kodoku_tui.cli.frame.parts import Whole, as_data, command, option
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_unit

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.desk.history import LoggedUnit

CHANGE_FIELDS = ("table", "id", "field", "before", "after")
LOG_FIELDS = ("unit", "at", "by", "what", "changes")

MERGE = "unit.merge"

_MANY_UNITS = 50
_MERGED_SHOWN = 20


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    command(root, "log", "cli.help.log")(log)
    command(root, "undo", "cli.help.undo")(undo)


@option("--limit", type=Whole(), default=_MANY_UNITS, metavar="N", help="cli.option.limit")
@as_data
@pass_setting
def log(setting: Setting, limit: int, form: str | None) -> None:
    """The acts on this file, newest first."""
    from kodoku_tui.services.desk.history import list_units

    desk = setting.reading_desk()
    units = list_units(desk, limit=limit)
    if form == "json":
        give_json([_log_record(desk, unit) for unit in units])
    elif form == "csv":
        # A line for each change: a list within a cell could not be sorted or filtered.
        acts = [_log_record(desk, unit) for unit in units]
        give_csv(
            (*LOG_FIELDS[:-1], *CHANGE_FIELDS), [act | change for act in acts for change in act["changes"]]
        )
    else:
        give_table(_log_table(units))
        for unit in units:
            if unit.what_key == MERGE:
                tell_merged(desk, unit)


@click.argument("unit", type=Whole(), required=False, metavar="[UNIT]")
@pass_setting
def undo(setting: Setting, unit: int | None) -> None:
    """Take an act back, by default the newest that still stands."""
    from kodoku_tui.services.desk import history

    desk = setting.writing_desk()
    outcome = history.undo(desk, unit)
    taken_back = outcome.taken_back
    tell(say("cli.undone", what=_what(taken_back), number=taken_back.id, again=outcome.unit))


def _log_record(desk: Desk, unit: LoggedUnit) -> dict[str, Any]:
    from kodoku_tui.services.desk.history import changes_of, merged_acts

    return {
        "unit": unit.id,
        "at": unit.at,
        "by": unit.by,
        "what": _what(unit),
        "changes": [
            {
                "table": change.table,
                "id": change.row_id,
                "field": change.field,
                "before": change.before,
                "after": change.after,
            }
            for change in changes_of(desk, unit.id)
        ],
        "merged": [
            {"at": act.at, "by": act.by, "what": say_unit(act.what_key, act.what_params)}
            for act in merged_acts(desk, unit.id)
        ],
    }


def tell_merged(desk: Desk, unit: LoggedUnit) -> None:
    """The acts that a merge brought, below the list."""
    from kodoku_tui.services.desk.history import merged_acts

    acts = merged_acts(desk, unit.id)
    give_lines([f"{unit.id} {_what(unit)}"])
    give_lines(
        [
            say(
                "merge.log_line",
                at=act.at.replace("T", " "),
                by=act.by or say("log.nobody"),
                what=say_unit(act.what_key, act.what_params),
            )
            for act in acts[:_MERGED_SHOWN]
        ]
    )
    if len(acts) > _MERGED_SHOWN:
        give_lines([say("merge.log_more", count=len(acts) - _MERGED_SHOWN)])


def _log_table(units: list[LoggedUnit]) -> Table:
    return Table(
        [say(f"cli.column.{name}") for name in ("unit", "at", "by", "act", "changes", "taken_back")],
        [
            [
                unit.id,
                unit.at.replace("T", " "),
                unit.by,
                _what(unit),
                unit.change_count,
                say("cli.taken_back") if unit.is_taken_back else None,
            ]
            for unit in units
        ],
    )


def _what(unit: LoggedUnit) -> str:
    return say_unit(unit.what_key, unit.what_params)
