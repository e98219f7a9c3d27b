"""Milestones: reading them, moving them from state to state, extending their due dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.context import Setting, pass_setting
from kodoku_tui.cli.output import Table, give, tell
from kodoku_tui.cli.parts import Group, as_data, command, group_option, number_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.milestones import MilestoneEntry

MILESTONE_FIELDS = (
    "group_no",
    "key",
    "title",
    "kind",
    "planned",
    "due",
    "state",
    "round",
    "turn",
    "days_in_turn",
    "overdue",
    "extensions",
)
MOVES = ("submit", "review", "return", "accept", "pull-back", "waive", "not-applicable", "reopen")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(milestone, "milestone")
    for name in MOVES:
        key = name.replace("-", "_")
        command(milestone, name, f"cli.help.milestone_{key}")(_mover(key))


@click.group(cls=Group, help="cli.help.milestone")
def milestone() -> None:
    """The dated duties of groups."""


@command(milestone, "list", "cli.help.milestone_list")
@group_option
@as_data
@pass_setting
def milestone_list(setting: Setting, number: int | None, form: str | None) -> None:
    """The milestones of one group, or of every active one."""
    from kodoku_tui.services.milestones import list_milestones

    entries = list_milestones(setting.reading_desk(), number)
    give(
        form,
        MILESTONE_FIELDS,
        [milestone_record(entry) for entry in entries],
        lambda: milestone_table(setting, entries),
        empty="cli.empty.groups",
    )


@command(milestone, "extend", "cli.help.milestone_extend")
@number_argument
@click.argument("key", metavar="KEY")
@option("--to", metavar="DATE", required=True, help="cli.option.to")
@option("--reason", metavar="TEXT", required=True, help="cli.option.reason")
@pass_setting
def milestone_extend(setting: Setting, number: int, key: str, to: str, reason: str) -> None:
    """Give a milestone a later due date."""
    from kodoku_tui.domain.closed_days import is_closed
    from kodoku_tui.services.milestones import extend_due

    with setting.acting() as desk:
        day = setting.day(desk, to)
        extend_due(desk, number, key, to=day, reason=reason)
    if is_closed(day):
        tell(say("cli.closed_day", day=say_day(day, today=setting.today)))


def milestone_record(entry: MilestoneEntry) -> dict[str, Any]:
    """A milestone as data."""
    return {
        "group_no": entry.group_no,
        "key": entry.key,
        "title": say_title(entry.title, entry.title_en),
        "kind": entry.kind,
        "planned": entry.planned,
        "due": entry.due,
        "state": entry.state,
        "round": entry.round,
        "turn": entry.turn,
        "days_in_turn": entry.days_in_turn,
        "overdue": entry.overdue,
        "extensions": [
            {"to": extension.to, "on": extension.on, "by": extension.by, "reason": extension.reason}
            for extension in entry.extensions
        ],
    }


def milestone_table(setting: Setting, entries: list[MilestoneEntry]) -> Table:
    """Milestones for people."""
    names = ("number", "group", "key", "title", "state", "due", "days", "turn", "round")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                entry.group_no,
                entry.group,
                entry.key,
                say_title(entry.title, entry.title_en),
                say_word(entry.state),
                say_day(entry.due, today=setting.today),
                say_due(entry.due, setting.today) if entry.turn == "group" else None,
                say(f"standing.{entry.turn}") if entry.turn else None,
                entry.round or None,
            ]
            for entry in entries
        ],
    )


def _mover(move: str) -> Callable[..., None]:
    """The command that makes one move; all moves take the same arguments."""

    @number_argument
    @click.argument("key", metavar="KEY")
    @option("--on", metavar="DATE", help="cli.option.on")
    @option("--comment", metavar="TEXT", default="", help="cli.option.comment")
    @pass_setting
    def move_one(setting: Setting, number: int, key: str, on: str | None, comment: str) -> None:
        from kodoku_tui.domain.milestones import Move
        from kodoku_tui.services.milestones import move_milestone

        with setting.acting() as desk:
            move_milestone(desk, number, key, Move(move), on=setting.day(desk, on), comment=comment)

    return move_one
