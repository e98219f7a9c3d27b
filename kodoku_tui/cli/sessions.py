"""Sessions (研修・会議): announcing them, and who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.attendance import attendance
from kodoku_tui.cli.frame.context import Setting, group_filter, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give, tell
from kodoku_tui.cli.frame.parts import (
    Group,
    Numbers,
    as_data,
    command,
    day_option,
    flat,
    numbers_argument,
    option,
)
from kodoku_tui.cli.surveys import survey
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_said, say_session_day, say_title

if TYPE_CHECKING:
    from kodoku_tui.services.sessions.invitations import InvitationPreview
    from kodoku_tui.services.sessions.sessions import SessionEntry

SESSION_FIELDS = (
    "key",
    "title",
    "kind",
    "on",
    "is_duty",
    "present",
    "absent",
    "unknown",
    "time",
    "place",
    "format",
    "capacity",
    "invited",
    "expected",
    "rate",
    "survey_mean",
    "survey_count",
    "coming",
    "not_coming",
    "unanswered",
    "reply_by",
    "day_open",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(session)
    root.add_command(attendance)
    root.add_command(survey)


@click.group(cls=Group, help="cli.help.session")
def session() -> None:
    """Sessions: trainings and meetings."""


@command(session, "add", "cli.help.session_add")
@click.argument("key", metavar="KEY")
@option("--title", metavar="TEXT", required=True, help="cli.option.session_title")
@option("--kind", metavar="KIND", required=True, help="cli.option.session_kind")
@day_option("--on", required=True, help="cli.option.held_on")
@option("--day-open", is_flag=True, help="cli.option.day_open")
@option("--time", metavar="HH:MM", help="cli.option.session_time")
@option("--place", metavar="TEXT", help="cli.option.session_place")
@option("--format", metavar="FORMAT", help="cli.option.session_format")
@option("--capacity", metavar="N", help="cli.option.session_capacity")
@day_option("--reply-by", help="cli.option.reply_by")
@option("--required", "is_duty", is_flag=True, help="cli.option.session_required")
@pass_setting
def session_add(
    setting: Setting,
    /,
    key: str,
    title: str,
    kind: str,
    on: str,
    day_open: bool,
    reply_by: str | None,
    is_duty: bool,
    **given: Any,
) -> None:
    """Announce a session."""
    from kodoku_tui.services.sessions.sessions import SessionFacts, add_session

    desk = setting.writing_desk()
    facts = SessionFacts(
        **given, is_day_open=day_open, reply_by=setting.optional_day(desk, reply_by, Direction.OF_YEAR)
    )
    setting.tell(
        add_session(
            desk, key, title, kind, on=setting.day(desk, on, Direction.OF_YEAR), facts=facts, is_duty=is_duty
        )
    )


@command(session, "set", "cli.help.session_set")
@click.argument("key", metavar="KEY")
@day_option("--on", help="cli.option.held_on")
@option("--day-open", is_flag=True, help="cli.option.day_open")
@option("--title", metavar="TEXT", help="cli.option.session_title")
@option("--kind", metavar="KIND", help="cli.option.session_kind")
@option("--time", metavar="HH:MM", help="cli.option.session_time")
@option("--place", metavar="TEXT", help="cli.option.session_place")
@option("--format", metavar="FORMAT", help="cli.option.session_format")
@option("--capacity", metavar="N", help="cli.option.session_capacity")
@day_option("--reply-by", help="cli.option.reply_by")
@pass_setting
def session_set(
    setting: Setting, /, key: str, on: str | None, day_open: bool, reply_by: str | None, **given: Any
) -> None:
    """Change what is said of a session; another day moves the duties along."""
    from kodoku_tui.services.sessions.sessions import SessionFacts, change_session, move_session

    desk = setting.writing_desk()
    day = setting.optional_day(desk, on, Direction.OF_YEAR)
    # An empty one takes the day away.
    given["reply_by"] = setting.optional_day(desk, reply_by, Direction.OF_YEAR) if reply_by else reply_by
    if day is not None and not any(value is not None for value in given.values()):
        setting.tell(move_session(desk, key, on=day, is_day_open=day_open))
    else:
        facts = SessionFacts(on=day, is_day_open=day_open or None, **given)
        setting.tell(change_session(desk, key, facts))


@command(session, "invite", "cli.help.session_invite")
@click.argument("key", metavar="KEY")
@click.argument("numbers", type=Numbers(), nargs=-1, metavar="[N...]")
@option("--staff", metavar="NAME", help="cli.option.of_staff")
@option("--block", metavar="BLOCK", help="cli.option.block")
@option("--target", metavar="TARGET", help="cli.option.target")
@option("--text", metavar="TEXT", default="", help="cli.option.invite_text")
@option("--remove", is_flag=True, help="cli.option.invite_remove")
@option("--dry-run", is_flag=True, help="cli.option.invite_dry_run")
@pass_setting
def session_invite(
    setting: Setting,
    /,
    key: str,
    numbers: tuple[tuple[int, ...], ...],
    remove: bool,
    dry_run: bool,
    **chosen: Any,
) -> None:
    """Invite the groups that a filter leaves, or those named."""
    from kodoku_tui.services.sessions.invitations import (
        groups_to_invite,
        invite,
        preview_invitations,
        withdraw_invitations,
    )

    if dry_run:
        desk = setting.desk()
        wanted = _meant(desk, numbers, chosen, groups_to_invite)
        preview = preview_invitations(desk, key, wanted)
        _tell_invited(preview)
        for warning in preview.warnings:
            tell(say_said(warning))
        return
    desk = setting.writing_desk()
    wanted = _meant(desk, numbers, chosen, groups_to_invite)
    if remove:
        setting.tell(withdraw_invitations(desk, key, wanted))
        return
    outcome = invite(desk, key, wanted)
    _tell_invited(outcome.preview)
    setting.tell(outcome)


@command(session, "reply", "cli.help.session_reply")
@click.argument("key", metavar="KEY")
@numbers_argument
@click.argument("reply", metavar="REPLY")
@pass_setting
def session_reply(setting: Setting, key: str, numbers: tuple[tuple[int, ...], ...], reply: str) -> None:
    """Record what groups said before the day, all in one unit."""
    from kodoku_tui.domain.words import Reply
    from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies

    meant = word_of(Reply, reply, field="reply")
    desk = setting.writing_desk()
    setting.tell(record_replies(desk, key, [ReplyEntry(number, meant) for number in flat(numbers)]))


@command(session, "list", "cli.help.session_list")
@as_data
@pass_setting
def session_list(setting: Setting, form: str | None) -> None:
    """Every session, by date."""
    from kodoku_tui.services.sessions.sessions import list_sessions

    found = list_sessions(setting.reading_desk())
    give(
        form,
        SESSION_FIELDS,
        [_session_record(each) for each in found],
        lambda: _session_table(setting, found),
        empty="cli.empty.sessions",
    )


def _meant(
    desk: Any, numbers: tuple[tuple[int, ...], ...], chosen: dict[str, Any], found_by: Any
) -> list[int]:
    """The groups named, else those of the filter; without either nobody, lest everybody be invited by mistake."""
    if numbers:
        return flat(numbers)
    if not any(chosen.values()):
        return []
    found: list[int] = found_by(desk, group_filter(**chosen))
    return found


def _tell_invited(preview: InvitationPreview) -> None:
    tell(say("cli.invited", count=len(preview.numbers), new=preview.new, invited=preview.invited))


def _session_record(each: SessionEntry) -> dict[str, Any]:
    known = {
        field: getattr(each, field)
        for field in SESSION_FIELDS
        if field not in ("time", "title", "place", "format", "day_open")
    }
    return known | {
        "title": say_title(each.title, each.title_en),
        "time": each.starts_at,
        "place": each.place,
        "format": each.format,
        "day_open": each.is_day_open,
    }


def _session_table(setting: Setting, found: list[SessionEntry]) -> Table:
    names = (
        "key",
        "title",
        "kind",
        "on",
        "replies",
        "present",
        "absent",
        "unknown",
        "invited",
        "rate",
        "survey",
    )
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.key,
                say_title(each.title, each.title_en),
                say_word(each.kind),
                _when(each, setting),
                _replies(each),
                each.present,
                each.absent,
                each.unknown,
                each.invited,
                None if each.rate is None else f"{each.rate:.1f}%",
                None if each.survey_mean is None else f"{each.survey_mean:.1f} ({each.survey_count})",
            ]
            for each in found
        ],
    )


def _when(each: SessionEntry, setting: Setting) -> str:
    day = say_session_day(each.on, each.is_day_open, today=setting.today)
    return f"{day} {each.starts_at}" if each.starts_at else day


def _replies(each: SessionEntry) -> str:
    """How many said that they come, that they do not, and nothing; nothing where nobody replied."""
    if not each.has_replies:
        return ""
    return say("cli.replies", coming=each.coming, not_coming=each.not_coming, unanswered=each.unanswered)
