"""Milestones: reading them, moving them from state to state, extending their due dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.many import give_preview, groups_and_key, meant_by, say_date, tell_many
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import (
    Group,
    as_data,
    command,
    day_option,
    group_option,
    insist_option,
    option,
    refuse_usage,
)
from kodoku_tui.cli.milestone_page import register_pages
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_due, say_session_day, say_title, say_turn

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.duties.milestones import MilestoneEntry

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
    "standing",
    "late",
    "act",
    "opens_on",
    "counts_on",
    "late_after",
    "waits_for",
    "on_time",
    "day_open",
)
MOVES = ("send", "submit", "review", "return", "accept", "pull-back", "waive", "not-applicable", "reopen")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(milestone, "milestone")
    register_pages(milestone, milestone_record)
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
    from kodoku_tui.services.duties.milestones import list_milestones

    entries = list_milestones(setting.reading_desk(), number)
    give(
        form,
        MILESTONE_FIELDS,
        [milestone_record(entry) for entry in entries],
        lambda: milestone_table(setting, entries),
        empty="cli.empty.groups",
    )


@command(milestone, "extend", "cli.help.milestone_extend")
@groups_and_key
@day_option("--to", required=True, help="cli.option.to")
@option("--reason", metavar="TEXT", default="", help="cli.option.extension_reason")
@option("--asked-by", metavar="NAME", default="", help="cli.option.asked_by")
@option("--approved-by", metavar="NAME", default="", help="cli.option.approved_by")
@day_option("--consent-on", help="cli.option.consent_on")
@insist_option("cli.option.extension_insist")
@pass_setting
def milestone_extend(
    setting: Setting,
    /,
    to: str,
    reason: str,
    asked_by: str,
    approved_by: str,
    consent_on: str | None,
    **named: Any,
) -> None:
    """Give a milestone a later due date, for one group or for many."""
    from kodoku_tui.services.duties.bulk import extend_many, preview_extensions
    from kodoku_tui.services.duties.milestones import extend_due, preview_extension
    from kodoku_tui.services.duties.moves import Consent, ExtensionDoubted

    def consent_of(desk: Desk) -> Consent:
        return Consent(asked_by, approved_by, setting.optional_day(desk, consent_on, Direction.PAST))

    if not reason and not named["dry_run"]:
        refuse_usage(say("usage.needs_reason", name="--reason"))
    desk = setting.reading_desk() if named["dry_run"] else setting.writing_desk()
    numbers, key = meant_by(desk, named)
    day, consent = setting.day(desk, to, Direction.FUTURE), consent_of(desk)
    if named["dry_run"]:
        give_preview(preview_extensions(desk, numbers, key, day, consent=consent), say_date(setting))
        return
    if len(numbers) == 1:
        doubts = preview_extension(desk, numbers[0], key, to=day, consent=consent)
    else:
        doubts = preview_extensions(desk, numbers, key, day, consent=consent).doubts
    if doubts and not setting.insists:
        raise ExtensionDoubted(doubts)
    if len(numbers) == 1:
        setting.tell(extend_due(desk, numbers[0], key, to=day, reason=reason, consent=consent))
    else:
        tell_many(setting, extend_many(desk, numbers, key, day, reason, consent=consent))


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
            {
                "to": extension.to,
                "on": extension.on,
                "by": extension.by,
                "reason": extension.reason,
                "asked_by": extension.asked_by,
                "approved_by": extension.approved_by,
                "consent_on": extension.consent_on,
            }
            for extension in entry.extensions
        ],
        "standing": entry.standing,
        "late": entry.is_late,
        "act": entry.act,
        "opens_on": entry.opens_on,
        "counts_on": entry.counts_on,
        "late_after": entry.late_after,
        "waits_for": list(entry.waits_for),
        "on_time": entry.was_on_time,
        "day_open": entry.is_day_open,
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
                say_word(entry.word),
                say_session_day(entry.counts_on, entry.is_day_open, today=setting.today),
                say_due(entry.counts_on, setting.today) if entry.turn == "group" or entry.is_late else None,
                say_turn(entry.turn, entry.days_in_turn),
                entry.round or None,
            ]
            for entry in entries
        ],
    )


def _mover(move: str) -> Callable[..., None]:
    """The command that makes one move; all moves take the same arguments, a return also when it is to come again."""

    @groups_and_key
    @day_option("--on", help="cli.option.on")
    @option("--comment", metavar="TEXT", default="", help="cli.option.comment")
    @pass_setting
    def move_some(setting: Setting, /, on: str | None, comment: str, **named: Any) -> None:
        from kodoku_tui.domain.duties.milestones import Move
        from kodoku_tui.services.duties.bulk import move_many, preview_moves
        from kodoku_tui.services.duties.milestones import move_milestone

        desk = setting.reading_desk() if named["dry_run"] else setting.writing_desk()
        numbers, key = meant_by(desk, named)
        day, again_by = (
            setting.day(desk, on, Direction.PAST),
            setting.optional_day(desk, named.get("again_by"), Direction.FUTURE),
        )
        meant = Move(move)
        if named["dry_run"]:
            preview = preview_moves(
                desk, numbers, key, meant, day, again_by=again_by, insists=setting.insists
            )
            give_preview(preview, say_word)
            return
        if len(numbers) == 1:
            outcome = move_milestone(
                desk,
                numbers[0],
                key,
                meant,
                on=day,
                comment=comment,
                again_by=again_by,
                insists=setting.insists,
            )
            setting.tell(outcome)
            return
        moved = move_many(
            desk,
            numbers,
            key,
            meant,
            on=day,
            comment=comment,
            again_by=again_by,
            insists=setting.insists,
        )
        tell_many(setting, moved)

    if move == "return":
        return day_option("--by", "again_by", help="cli.option.again_by")(move_some)
    if move == "accept":
        return insist_option("cli.option.accept_insist")(move_some)
    return move_some
