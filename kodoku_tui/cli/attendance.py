"""Who came to the sessions: marking, taking in from a file, and following absences up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give, give_json, give_lines
from kodoku_tui.cli.frame.parts import (
    Group,
    Numbers,
    Whole,
    as_data,
    as_json,
    command,
    day_option,
    flat,
    group_option,
    numbers_argument,
    option,
    refuse_usage,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.words import Reply
from kodoku_tui.locale import say, say_word

if TYPE_CHECKING:
    from kodoku_tui.services.sessions.sessions import AttendanceRow

# What one mark holds, and what a list adds to it.
MARK_FIELDS = (
    *("session", "group_no", "group", "staff", "mark", "heads", "names", "note", "on", "followups"),
    "reply",
)
ATTENDANCE_FIELDS = (*MARK_FIELDS, "invited", "absences_in_a_row", "group_rate")


@click.group(cls=Group, help="cli.help.attendance")
def attendance() -> None:
    """Who came."""


@command(attendance, "set", "cli.help.attendance_set")
@click.argument("key", metavar="SESSION")
@numbers_argument
@click.argument("mark", metavar="MARK")
@option("--others", metavar="MARK", help="cli.option.others")
@option("--heads", type=Whole(), metavar="N", help="cli.option.heads")
@option("--names", metavar="TEXT", help="cli.option.names")
@option("--note", metavar="TEXT", help="cli.option.attendance_note")
@pass_setting
def attendance_set(
    setting: Setting,
    /,
    key: str,
    numbers: tuple[tuple[int, ...], ...],
    mark: str,
    others: str | None,
    **given: Any,
) -> None:
    """Mark groups at a session, all in one unit."""
    from kodoku_tui.domain.sessions.entries import AttendanceEntry
    from kodoku_tui.domain.words import AttendanceMark
    from kodoku_tui.services.sessions.sessions import list_attendance, mark_attendance, unconfirmed_numbers

    meant = word_of(AttendanceMark, mark, field="mark")
    meant_for_others = optional_word_of(AttendanceMark, others, field="others")
    named = flat(numbers)
    desk = setting.writing_desk()
    entries = [AttendanceEntry(session=key, group_no=number, mark=meant, **given) for number in named]
    if meant_for_others is not None:
        entries += [
            AttendanceEntry(session=key, group_no=number, mark=meant_for_others)
            for number in unconfirmed_numbers(list_attendance(desk, key), without=named)
        ]
    setting.tell(mark_attendance(desk, entries))


@command(attendance, "import", "cli.help.attendance_import")
@click.argument("key", metavar="SESSION")
@click.argument("file", metavar="FILE")
@option("--dry-run", is_flag=True, help="cli.option.dry_run")
@option("--partial", is_flag=True, help="cli.option.attendance_partial")
@option("--as", "chosen", metavar="NAME=N", multiple=True, help="cli.option.attendance_as")
@option("--remember", is_flag=True, help="cli.option.attendance_remember")
@as_json
@click.pass_context
@pass_setting
def attendance_import(
    setting: Setting,
    context: click.Context,
    key: str,
    file: str,
    dry_run: bool,
    partial: bool,
    chosen: tuple[str, ...],
    remember: bool,
    form: str | None,
) -> None:
    """Take a list of marks or a web meeting's list of participants in, as one unit."""
    from kodoku_tui.cli.imports import import_record, tell_import
    from kodoku_tui.services.intake.attendance.imports import import_attendance
    from kodoku_tui.services.intake.outcome_words import import_lines

    desk = setting.writing_desk()
    report = import_attendance(
        desk,
        key,
        Path(file).expanduser(),
        dry_run=dry_run,
        partial=partial,
        chosen=_chosen(chosen),
        remember=remember,
    )
    if form == "json":
        give_json(import_record(report))
    else:
        give_lines(import_lines(report))
    tell_import(report, dry_run=dry_run, partial=partial)
    if report.errors and not partial:
        context.exit(1)


@command(attendance, "followup", "cli.help.attendance_followup")
@click.argument("key", metavar="SESSION")
@click.argument("numbers", type=Numbers(), nargs=-1, metavar="[N...]")
@option("--what", metavar="WHAT", required=True, help="cli.option.followup_what")
@day_option("--due", help="cli.option.followup_due")
@option("--by", metavar="NAME", default="", help="cli.option.followup_by")
@pass_setting
def attendance_followup(
    setting: Setting, key: str, numbers: tuple[tuple[int, ...], ...], what: str, due: str | None, by: str
) -> None:
    """Promise a follow-up to the groups that were absent."""
    from kodoku_tui.domain.sessions.sessions import FollowUp
    from kodoku_tui.services.sessions.followups import absent_numbers, add_followups

    meant = word_of(FollowUp, what, field="what")
    desk = setting.writing_desk()
    wanted = flat(numbers) or absent_numbers(desk, key)
    setting.tell(
        add_followups(
            desk, key, wanted, meant, due_on=setting.optional_day(desk, due, Direction.FUTURE), staff=by
        )
    )


@command(attendance, "list", "cli.help.attendance_list")
@click.argument("key", metavar="[SESSION]", required=False)
@group_option
@as_data
@pass_setting
def attendance_list(setting: Setting, key: str | None, number: int | None, form: str | None) -> None:
    """Who came to a session, or to which sessions a group came."""
    from kodoku_tui.services.sessions.sessions import attendance_standings, list_attendance

    desk = setting.reading_desk()
    found = list_attendance(desk, key, number=number)
    standings = attendance_standings(desk)
    give(
        form,
        ATTENDANCE_FIELDS,
        [
            {field: getattr(each, field) for field in MARK_FIELDS}
            | {
                "invited": each.is_invited,
                "absences_in_a_row": standings[each.group_no].absences,
                "group_rate": standings[each.group_no].rate,
            }
            for each in found
        ],
        lambda: _attendance_table(found),
        empty="cli.empty.groups",
    )


def _chosen(given: tuple[str, ...]) -> dict[str, int]:
    """NAME=N as people give it; 0 for somebody who counts for no group."""
    chosen: dict[str, int] = {}
    for text in given:
        name, sign, number = text.rpartition("=")
        if not sign or not name.strip() or not number.strip().isdecimal():
            refuse_usage(say("usage.not_name_and_number", value=text))
        chosen[name.strip()] = int(number)
    return chosen


def _attendance_table(found: list[AttendanceRow]) -> Table:
    names = ("session", "number", "group", "staff", "mark", "reply", "heads", "names", "note", "followups")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.session,
                each.group_no,
                each.group,
                each.staff,
                say_word(each.mark),
                _reply(each),
                each.heads,
                each.names,
                each.note,
                each.followups,
            ]
            for each in found
        ],
    )


def _reply(each: AttendanceRow) -> str:
    """How a group did otherwise than it had said, else what it said; nothing of one that was not heard of."""
    if each.reply == Reply.UNANSWERED:
        return ""
    return say_word(each.difference or each.reply)
