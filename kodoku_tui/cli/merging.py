"""Taking in what was done on another copy of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.display import cut
from kodoku_tui.cli.frame.output import Table, give_json, give_table, tell
from kodoku_tui.cli.frame.parts import DECISIONS, REFUSE, as_json, command, decision, option
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_column, say_table

if TYPE_CHECKING:
    from kodoku_tui.services.keeping.merging import Conflict, Merged, MergePlan

_WIDEST = 40
# What a whole record is told by.
_WORDS = ("title", "name", "text", "note", "held_on", "extended_to", "due_on", "reason", "comment", "decided")


def register(root: click.Group) -> None:
    """Add the command to the root."""
    command(root, "merge", "cli.help.merge")(merge)


@click.argument("file", metavar="OTHER.db")
@option("--dry-run", is_flag=True, help="cli.option.merge_dry_run")
@option(
    "--conflicts",
    default=REFUSE,
    metavar="|".join(DECISIONS),
    help="cli.option.merge_conflicts",
)
@option("--insist", "insists", is_flag=True, help="cli.option.merge_insist")
@as_json
@click.pass_context
@pass_setting
def merge(
    setting: Setting,
    context: click.Context,
    /,
    file: str,
    dry_run: bool,
    conflicts: str,
    insists: bool,
    form: str | None,
) -> None:
    """Take in what was done on a copy; one act, which can be taken back."""
    from kodoku_tui.services.keeping import merging

    takes_theirs = decision(conflicts)
    desk, other = setting.writing_desk(), Path(file).expanduser()
    plan = merging.plan_merge(desk, other)
    is_open = bool(plan.conflicts) and takes_theirs is None
    merged = None
    if not dry_run and not is_open:
        merged = merging.merge(desk, other, takes_theirs=takes_theirs, insists=insists)
    plan = plan if merged is None else merged.plan
    if form == "json":
        give_json(_record(plan, merged))
    elif plan.conflicts:
        give_table(_table(plan))
    _tell(setting, plan, merged)
    if dry_run:
        tell(say("cli.merge_dry_run"))
    elif is_open:
        tell(say("error.merge_conflicts", count=len(plan.conflicts)))
        context.exit(1)


def _tell(setting: Setting, plan: MergePlan, merged: Merged | None) -> None:
    tell(
        say(
            "cli.merge_counts",
            acts=plan.acts,
            new=plan.new,
            changed=plan.changed,
            unchanged=plan.unchanged,
            conflicts=len(plan.conflicts),
        )
    )
    for alike in plan.alike:
        tell(say("merge.alike", value=alike.value, of_table=say_table(alike.row.table)))
    if merged is not None:
        for table, was, now in merged.renumbered:
            tell(say("merge.renumbered", was=was, now=now, of_table=say_table(table)))
        setting.tell(merged)


def _record(plan: MergePlan, merged: Merged | None) -> dict[str, Any]:
    return {
        "new": plan.new,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "conflicts": [_conflict(each) for each in plan.conflicts],
        "unit": None if merged is None else merged.unit,
        "acts": plan.acts,
        "alike": [{"table": each.row.table, "field": each.field, "value": each.value} for each in plan.alike],
        "renumbered": []
        if merged is None
        else [{"table": table, "was": was, "now": now} for table, was, now in merged.renumbered],
    }


def _conflict(each: Conflict) -> dict[str, Any]:
    return {
        "table": each.row.table,
        "row": each.row.uid,
        "field": each.field,
        "about": each.about,
        "ours": _plain(each.ours),
        "theirs": _plain(each.theirs),
        "base": _plain(each.base),
    }


def _plain(value: Any) -> Any:
    """A value as data: a row that it refers to by its uid."""
    return getattr(value, "uid", value)


def _table(plan: MergePlan) -> Table:
    return Table(
        [say(f"merge.{name}") for name in ("table", "about", "field", "base", "ours", "theirs")],
        [
            [
                say_table(each.row.table),
                cut(each.about, _WIDEST),
                say_column(each.field) if each.field else say("merge.row"),
                *(_shown(value) for value in (each.base, each.ours, each.theirs)),
            ]
            for each in plan.conflicts
        ],
    )


def _shown(value: Any) -> str:
    """A value as far as it tells which one it is; a whole record by its words."""
    if isinstance(value, dict):
        value = "、".join(str(value[name]) for name in _WORDS if value.get(name)) or say("merge.there")
    return say("phrase.none") if value is None else cut(" ".join(str(_plain(value)).split()), _WIDEST)
