"""保存期限: up to when what is personal of each year is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import Group, as_data, command
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_full_day

if TYPE_CHECKING:
    from kodoku_tui.services.keeping.retention import KeptYear

FIELDS = ("year", "keep_until", "over", "left")
_FOR_GOOD = "none"


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(retention)


@click.group(cls=Group, help="cli.help.retention")
def retention() -> None:
    """The retention dates of personal data."""


@command(retention, "list", "cli.help.retention_list")
@as_data
@pass_setting
def retention_list(setting: Setting, form: str | None) -> None:
    """Each year with its date."""
    from kodoku_tui.services.keeping.retention import kept_years

    years = kept_years(setting.desk())
    records = [
        {
            "year": one.year,
            "keep_until": None if one.keep_until is None else one.keep_until.isoformat(),
            "over": one.is_over,
            "left": one.has_some_left,
        }
        for one in years
    ]
    give(form, FIELDS, records, lambda: _table(years), empty="cli.empty.retention")


@command(retention, "set", "cli.help.retention_set")
@click.argument("day", metavar="DATE|none")
@pass_setting
def retention_set(setting: Setting, day: str) -> None:
    """Set the date of the year at hand."""
    from kodoku_tui.services.keeping.retention import keep_until

    desk = setting.writing_desk()
    # Years ahead is what is meant: no day is far off here.
    until = None if day == _FOR_GOOD else setting.day_looked_for(desk, day, Direction.FUTURE)
    setting.tell(keep_until(desk, until))


def _table(years: list[KeptYear]) -> Table:
    return Table(
        [say("cli.column.year"), say("cli.column.keep_until"), say("cli.column.keep_state")],
        [
            [
                one.year,
                say("cli.keep_none") if one.keep_until is None else say_full_day(one.keep_until),
                _state(one),
            ]
            for one in years
        ],
    )


def _state(one: KeptYear) -> str:
    if not one.is_over:
        return say("cli.keep_running")
    return say("cli.keep_waiting" if one.has_some_left else "cli.keep_done")
