"""The minutes of a review as a workbook: what was decided or done line by line, the rest on a page of facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.exports.sheets import FactPart, FactSheet, ListSheet, SheetColumn, SheetRow
from kodoku_tui.domain.review.minutes import GroupMinutes, Minutes
from kodoku_tui.domain.review.progress import LineStanding
from kodoku_tui.locale import say
from kodoku_tui.reports.minutes import (
    acts_words,
    left_words,
    minutes_facts,
    minutes_title,
    numbers_words,
    who_words,
    why_words,
)

_COLUMNS = (
    ("number", CellKind.NUMBER, 6, 8),
    ("group", CellKind.TEXT, 16, 30),
    ("staff", CellKind.TEXT, 10, 14),
    ("why", CellKind.LONG_TEXT, 30, 46),
    ("decision", CellKind.LONG_TEXT, 30, 46),
    ("who", CellKind.TEXT, 14, 20),
    ("acts", CellKind.LONG_TEXT, 24, 40),
)


def minutes_sheets(minutes: Minutes) -> tuple[ListSheet, FactSheet]:
    """The two sheets. Both say that they are for inside the secretariat."""
    decided = ListSheet(
        name=say("review.sheet_decided"),
        title=minutes_title(minutes),
        about=say("review.inside"),
        columns=tuple(
            SheetColumn(say(f"review.column_{key}"), kind, least, most) for key, kind, least, most in _COLUMNS
        ),
        rows=_rows(minutes),
        nobody=say("review.nothing_decided"),
        is_demonstration=minutes.is_demonstration,
    )
    others = tuple(
        (
            say(f"review.column_{standing.value}", count=len(minutes.of(standing))),
            numbers_words(minutes.of(standing)),
        )
        for standing in (LineStanding.LOOKED, LineStanding.SKIPPED)
    )
    left = tuple(
        (f"{group.group_no} {group.group}", left_words(group)) for group in minutes.groups if group.left
    )
    parts = [
        FactPart(say("review.part_about"), tuple(minutes_facts(minutes))),
        FactPart(say("review.part_others"), others),
    ]
    if left:
        parts.append(FactPart(say("review.part_left"), left))
    about = FactSheet(
        name=say("review.sheet_about"),
        title=minutes_title(minutes),
        about=say("review.inside"),
        parts=tuple(parts),
        is_demonstration=minutes.is_demonstration,
    )
    return decided, about


def _rows(minutes: Minutes) -> Iterator[SheetRow]:
    day = date.fromisoformat(minutes.started_on)
    return (_row(group, day) for group in minutes.groups if group.has_something)


def _row(group: GroupMinutes, day: date) -> SheetRow:
    who = who_words(turn=group.turn, by=group.by, due_on=group.due_on, is_promised=group.is_promised, day=day)
    acts = acts_words(group, day)
    if group.left:
        acts.append(left_words(group))
    why = "\n".join(why_words(group, day))
    return SheetRow((group.group_no, group.group, group.staff, why, group.decision, who, "\n".join(acts)))
