"""Contacts with groups (面談記録)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.context import Setting, optional_word_of, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import Group, Whole, as_data, command, group_option, number_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.checkins.checkins import LoggedCheckin

CHECKIN_FIELDS = (
    "id",
    "group_no",
    "group",
    "on",
    "channel",
    "staff",
    "condition",
    "note",
    "next",
    "at",
    "occasion",
    "participants",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(checkin)


@click.group(cls=Group, help="cli.help.checkin")
def checkin() -> None:
    """Contacts with groups."""


@command(checkin, "add", "cli.help.checkin_add")
@number_argument
@option("--on", metavar="DATE", help="cli.option.on")
@option("--channel", metavar="CHANNEL", required=True, help="cli.option.channel")
@option("--note", metavar="TEXT", required=True, help="cli.option.note")
@option("--next", "next_on", metavar="DATE", help="cli.option.next")
@option("--condition", metavar="CONDITION", help="cli.option.condition")
@option("--staff", metavar="NAME", help="cli.option.held_by")
@option("--at", "held_at", metavar="TIME", help="cli.option.at")
@option("--with", "participants", metavar="NAMES", help="cli.option.with")
@option("--occasion", metavar="OCCASION", help="cli.option.occasion")
@pass_setting
def checkin_add(
    setting: Setting,
    number: int,
    on: str | None,
    channel: str,
    note: str,
    next_on: str | None,
    condition: str | None,
    staff: str | None,
    held_at: str | None,
    participants: str | None,
    occasion: str | None,
) -> None:
    """Write a contact down."""
    from kodoku_tui.domain.checkins.entries import CheckinEntry
    from kodoku_tui.domain.days.times import parse_time
    from kodoku_tui.domain.words import Channel, Condition, Occasion
    from kodoku_tui.services.checkins.checkins import log_checkin

    desk = setting.writing_desk()
    entry = CheckinEntry(
        group_no=number,
        held_on=setting.day(desk, on),
        channel=word_of(Channel, channel, field="channel"),
        note=note,
        condition=word_of(Condition, condition or Condition.GOOD, field="condition"),
        next_on=setting.optional_day(desk, next_on),
        staff=staff,
        held_at=parse_time(held_at) if held_at else None,
        participants=_names_in(participants),
        occasion=optional_word_of(Occasion, occasion, field="occasion"),
    )
    setting.tell(log_checkin(desk, entry))


@command(checkin, "set", "cli.help.checkin_set")
@click.argument("checkin_id", type=Whole(), metavar="ID")
@option("--on", metavar="DATE", help="cli.option.on")
@option("--channel", metavar="CHANNEL", help="cli.option.channel")
@option("--note", metavar="TEXT", help="cli.option.note")
@option("--next", "next_on", metavar="DATE", help="cli.option.next")
@option("--condition", metavar="CONDITION", help="cli.option.condition")
@option("--staff", metavar="NAME", help="cli.option.held_by")
@option("--at", "held_at", metavar="TIME", help="cli.option.at")
@option("--with", "participants", metavar="NAMES", help="cli.option.with")
@option("--occasion", metavar="OCCASION", help="cli.option.occasion")
@pass_setting
def checkin_set(setting: Setting, /, checkin_id: int, **given: str | None) -> None:
    """Correct a contact; what is not given stays."""
    from kodoku_tui.domain.checkins.entries import CheckinEntry
    from kodoku_tui.domain.days.times import parse_time
    from kodoku_tui.domain.words import Channel, Condition, Occasion
    from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin

    desk = setting.writing_desk()
    was = checkin_of(desk, checkin_id)
    held_at = given["held_at"] if given["held_at"] is not None else was.at
    occasion = given["occasion"] if given["occasion"] is not None else was.occasion
    next_on = given["next_on"] if given["next_on"] is not None else was.next
    entry = CheckinEntry(
        group_no=was.group_no,
        held_on=setting.day(desk, given["on"] or was.on),
        channel=word_of(Channel, given["channel"] or was.channel, field="channel"),
        note=was.note if given["note"] is None else given["note"],
        next_on=setting.optional_day(desk, next_on or None),
        condition=word_of(Condition, given["condition"] or was.condition, field="condition"),
        staff=given["staff"],
        held_at=parse_time(held_at) if held_at else None,
        participants=(
            tuple(was.participants) if given["participants"] is None else _names_in(given["participants"])
        ),
        occasion=optional_word_of(Occasion, occasion or None, field="occasion"),
    )
    setting.tell(correct_checkin(desk, checkin_id, entry, version=was.version))


@command(checkin, "hide", "cli.help.checkin_hide")
@click.argument("checkin_id", type=Whole(), metavar="ID")
@pass_setting
def checkin_hide(setting: Setting, checkin_id: int) -> None:
    """Withdraw a contact from view."""
    from kodoku_tui.services.checkins.checkins import hide_checkin

    setting.tell(hide_checkin(setting.writing_desk(), checkin_id))


@command(checkin, "list", "cli.help.checkin_list")
@group_option
@option("--since", metavar="DATE", help="cli.option.since")
@option("--limit", type=Whole(), metavar="N", help="cli.option.limit")
@as_data
@pass_setting
def checkin_list(
    setting: Setting, number: int | None, since: str | None, limit: int | None, form: str | None
) -> None:
    """Contacts, newest first."""
    from kodoku_tui.services.checkins.checkins import list_checkins

    desk = setting.reading_desk()
    found = list_checkins(desk, number, since=setting.optional_day(desk, since), limit=limit or -1)
    give(
        form,
        CHECKIN_FIELDS,
        [{field: getattr(each, field) for field in CHECKIN_FIELDS} for each in found],
        lambda: _checkin_table(setting, found),
        empty="cli.empty.checkins",
    )


def _names_in(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split("[,，、]", text or "") if name.strip())


def _checkin_table(setting: Setting, found: list[LoggedCheckin]) -> Table:
    names = ("id", "on", "number", "group", "channel", "condition", "staff", "with", "next", "note")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                f"{say_day(each.on, today=setting.today)} {each.at or ''}".rstrip(),
                each.group_no,
                each.group,
                say_word(each.channel),
                say_word(each.condition),
                each.staff,
                "、".join(each.participants),
                say_day(each.next, today=setting.today),
                each.note,
            ]
            for each in found
        ],
    )
