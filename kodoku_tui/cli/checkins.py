"""Contacts with groups (面談記録)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    day_option,
    group_option,
    number_argument,
    option,
)
from kodoku_tui.domain.checkins.fields import FIELDS, CheckinField, RecordedCheckin
from kodoku_tui.domain.checkins.readers import as_stored, names_in
from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.words import Reader
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.services.desk.desk import Desk

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# What lists of check-ins as data hold, in an order that other programs may go by; a new field comes at the end.
_ORDER = (
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
CHECKIN_FIELDS = tuple(dict.fromkeys([*_ORDER, *(field.data_name or field.key for field in FIELDS)]))

_HELP = {
    "held_on": "cli.option.on",
    "held_at": "cli.option.at",
    "channel": "cli.option.channel",
    "answer": "cli.option.answer",
    "occasion": "cli.option.occasion",
    "staff": "cli.option.held_by",
    "participants": "cli.option.with",
    "condition": "cli.option.condition",
    "note": "cli.option.note",
    "next_on": "cli.option.next",
    "reader": "cli.option.reader",
    "named": "cli.option.for",
}
_METAVARS = {"staff": "NAME", "participants": "NAMES", "named": "NAMES", CellKind.LONG_TEXT: "TEXT"}


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(checkin)


@click.group(cls=Group, help="cli.help.checkin")
def checkin() -> None:
    """Contacts with groups."""


def field_options(*, required: Collection[str] = ()) -> Callable[[Decorated], Decorated]:
    """An option for each field of a check-in, under the field's key; its heading is the help where it has no other."""

    def add(function: Decorated) -> Decorated:
        for field in reversed(FIELDS):
            declare = day_option if field.kind is CellKind.DATE else partial(option, metavar=_metavar(field))
            if field.key == "named":
                declare = partial(declare, multiple=True, callback=_joined)
            function = declare(
                f"--{field.option or field.key.replace('_', '-')}",
                field.key,
                required=field.key in required,
                help=_HELP.get(field.key, f"heading.{field.key}"),
            )(function)
        return function

    return add


def _joined(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> str | None:
    """Names that were given one by one or together; None where the option was not given."""
    return as_stored(names) if names else None


def _metavar(field: CheckinField) -> str:
    written = field.key if field.words else field.kind
    return _METAVARS.get(field.key) or _METAVARS.get(written) or written.upper()


@command(checkin, "add", "cli.help.checkin_add")
@number_argument
@field_options(required=("channel", "note"))
@pass_setting
def checkin_add(setting: Setting, /, number: int, **given: str | None) -> None:
    """Write a contact down."""
    from kodoku_tui.domain.checkins.entries import CheckinEntry
    from kodoku_tui.services.checkins.checkins import log_checkin

    desk = setting.writing_desk()
    said = {"held_on": setting.today, **_said(setting, desk, given)}
    setting.tell(log_checkin(desk, CheckinEntry.model_validate({"group_no": number, **said})))


@command(checkin, "set", "cli.help.checkin_set")
@click.argument("checkin_id", type=Whole(), metavar="ID")
@field_options()
@pass_setting
def checkin_set(setting: Setting, /, checkin_id: int, **given: str | None) -> None:
    """Correct a contact; what is not given stays."""
    from kodoku_tui.domain.checkins.entries import CheckinEntry
    from kodoku_tui.services.checkins.checkins import checkin_to_change, correct_checkin

    desk = setting.writing_desk()
    was = checkin_to_change(desk, checkin_id)
    # Who held it stays where nobody else is named, also somebody who is no longer registered.
    standing = {field.key: getattr(was, field.key) for field in FIELDS if field.key != "staff"}
    changed = _said(setting, desk, given)
    if changed.get("reader", Reader.NAMED) != Reader.NAMED:
        # Nobody is named of a note that is no longer for named people.
        standing["named"] = ""
    elif changed.get("named"):
        standing["reader"] = Reader.NAMED
    said = {"group_no": was.group_no, **standing, **changed}
    setting.tell(correct_checkin(desk, checkin_id, CheckinEntry.model_validate(said), version=was.version))


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
    found = list_checkins(
        desk,
        number,
        since=None if since is None else setting.day_looked_for(desk, since, Direction.PAST),
        limit=limit or -1,
    )
    give(
        form,
        CHECKIN_FIELDS,
        [checkin_record(each) for each in found],
        lambda: _checkin_table(setting, found),
        empty="cli.empty.checkins",
    )


def checkin_record(each: RecordedCheckin) -> dict[str, Any]:
    """A contact as data."""
    known = {"id": each.id, "group_no": each.group_no, "group": each.group}
    said = known | {field.data_name or field.key: getattr(each, field.key) for field in FIELDS}
    said["named"] = names_in(each.named)
    return {name: said[name] for name in CHECKIN_FIELDS}


def _said(setting: Setting, desk: Desk, given: Mapping[str, str | None]) -> dict[str, Any]:
    """What the options say, by field; an empty one takes back what stands there, save where something has to."""
    return {
        field.key: _meant(setting, desk, field, text)
        for field in FIELDS
        if (text := given[field.key]) is not None and (text or field.key != "held_on")
    }


def _meant(setting: Setting, desk: Desk, field: CheckinField, text: str) -> Any:
    from kodoku_tui.domain.days.times import parse_time

    if field.key == "participants":
        return _names_in(text)
    if field.key == "reader":
        return word_of(Reader, text, field=field.key) if text else Reader.OFFICE
    if field.kind is CellKind.WORD:
        return word_of(type(field.words[0]), text, field=field.key) if text or field.is_required else None
    if field.kind is CellKind.DATE:
        return setting.day(desk, text, field.direction) if text else None
    if field.kind is CellKind.TIME:
        return parse_time(text) if text else None
    return text


def _names_in(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split("[,，、]", text or "") if name.strip())


def _checkin_table(setting: Setting, found: list[RecordedCheckin]) -> Table:
    from kodoku_tui.services.checkins.words import how_it_seemed, reader_words

    names = ("id", "on", "number", "group", "channel", "condition", "staff", "with", "next", "reader", "note")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                each.id,
                f"{say_day(each.held_on, today=setting.today)} {each.held_at or ''}".rstrip(),
                each.group_no,
                each.group,
                say_word(each.channel),
                how_it_seemed(each),
                each.staff,
                "、".join(each.participants),
                say_day(each.next_on, today=setting.today),
                reader_words(each),
                each.note,
            ]
            for each in found
        ],
    )
