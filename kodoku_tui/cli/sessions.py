"""Training sessions and meetings, and who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.output import Table, give
from kodoku_tui.cli.parts import Group, Whole, as_data, command, flat, group_option, numbers_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.sessions import AttendanceRow, SessionEntry

SESSION_FIELDS = ("key", "title", "kind", "on", "is_duty", "present", "absent", "unknown")
ATTENDANCE_FIELDS = ("session", "group_no", "group", "staff", "mark", "heads", "names", "note")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(session)
    root.add_command(attendance)


@click.group(cls=Group, help="cli.help.session")
def session() -> None:
    """Training sessions and meetings."""


@click.group(cls=Group, help="cli.help.attendance")
def attendance() -> None:
    """Who came."""


@command(session, "add", "cli.help.session_add")
@click.argument("key", metavar="KEY")
@option("--title", metavar="TEXT", required=True, help="cli.option.session_title")
@option("--kind", metavar="KIND", required=True, help="cli.option.session_kind")
@option("--on", metavar="DATE", required=True, help="cli.option.held_on")
@pass_setting
def session_add(setting: Setting, key: str, title: str, kind: str, on: str) -> None:
    """Announce a gathering."""
    from kodoku_tui.services.sessions import add_session

    with setting.acting() as desk:
        add_session(desk, key, title, kind, on=setting.day(desk, on))


@command(session, "set", "cli.help.session_set")
@click.argument("key", metavar="KEY")
@option("--on", metavar="DATE", required=True, help="cli.option.held_on")
@pass_setting
def session_set(setting: Setting, key: str, on: str) -> None:
    """Set the day of a session."""
    from kodoku_tui.services.sessions import move_session

    with setting.acting() as desk:
        move_session(desk, key, on=setting.day(desk, on))


@command(session, "list", "cli.help.session_list")
@as_data
@pass_setting
def session_list(setting: Setting, form: str | None) -> None:
    """Every session, by date."""
    from kodoku_tui.services.sessions import list_sessions

    found = list_sessions(setting.reading_desk())
    give(
        form,
        SESSION_FIELDS,
        [_session_record(each) for each in found],
        lambda: _session_table(setting, found),
        empty="cli.empty.sessions",
    )


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
    from kodoku_tui.domain.entries import AttendanceEntry
    from kodoku_tui.domain.words import AttendanceMark
    from kodoku_tui.services.sessions import list_attendance, mark_attendance

    meant = word_of(AttendanceMark, mark, field="mark")
    meant_for_others = optional_word_of(AttendanceMark, others, field="others")
    named = flat(numbers)
    with setting.acting() as desk:
        entries = [AttendanceEntry(session=key, group_no=number, mark=meant, **given) for number in named]
        if meant_for_others is not None:
            entries += [
                AttendanceEntry(session=key, group_no=each.group_no, mark=meant_for_others)
                for each in list_attendance(desk, key)
                if each.mark == AttendanceMark.UNKNOWN and each.group_no not in named
            ]
        mark_attendance(desk, entries)


@command(attendance, "list", "cli.help.attendance_list")
@click.argument("key", metavar="[SESSION]", required=False)
@group_option
@as_data
@pass_setting
def attendance_list(setting: Setting, key: str | None, number: int | None, form: str | None) -> None:
    """Who came to a session, or to which sessions a group came."""
    from kodoku_tui.services.sessions import list_attendance

    found = list_attendance(setting.reading_desk(), key, number=number)
    give(
        form,
        ATTENDANCE_FIELDS,
        [{field: getattr(each, field) for field in ATTENDANCE_FIELDS} for each in found],
        lambda: _attendance_table(found),
        empty="cli.empty.groups",
    )


def _session_record(each: SessionEntry) -> dict[str, Any]:
    return {field: getattr(each, field) for field in SESSION_FIELDS} | {
        "title": say_title(each.title, each.title_en)
    }


def _session_table(setting: Setting, found: list[SessionEntry]) -> Table:
    names = ("key", "title", "kind", "on", "present", "absent", "unknown")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.key,
                say_title(each.title, each.title_en),
                say_word(each.kind),
                say_day(each.on, today=setting.today),
                each.present,
                each.absent,
                each.unknown,
            ]
            for each in found
        ],
    )


def _attendance_table(found: list[AttendanceRow]) -> Table:
    names = ("session", "number", "group", "staff", "mark", "heads", "names", "note")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.session,
                each.group_no,
                each.group,
                each.staff,
                say_word(each.mark),
                each.heads,
                each.names,
                each.note,
            ]
            for each in found
        ],
    )
