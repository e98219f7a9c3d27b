"""The promises of a check-in's note as rows: written with it, and brought along when the note is corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kodoku_tui.domain.checkins.promise_lines import as_promise_line
from kodoku_tui.domain.checkins.promises import Promise, pairs, promises_in
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class NoteOfCheckin:
    """A note with what its promises depend on."""

    checkin_id: int
    group_id: int
    staff_id: int | None
    promises: Sequence[Promise]


def read_promises(desk: Desk, note: str, held_on: date) -> list[Promise]:
    """The promises that stand in a note of a check-in of that day, with the staff that this file knows."""
    with desk.reading() as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM staff WHERE is_active = 1")]
        year_starts_on = desk.year_starts_on
        return promises_in(note, held_on=held_on, staff=names, year_starts_on=year_starts_on)


def promise_in_words(desk: Desk, words: str, held_on: date) -> Promise:
    """What words of a note of that day promise, whole, by the rule for lines of promises.

    Raises `Refused` (`error.promise_empty`) for words that say nothing.
    """
    promises = read_promises(desk, as_promise_line(words), held_on)
    if not promises:
        raise Refused("error.promise_empty")
    return promises[0]


def unread_of(promises: Sequence[Promise]) -> list[Said]:
    """What looks like a person or a day in promises and could not be taken as one: it stays among their words."""
    return [
        Said("warning.promise_unread", title=promise.title, unread="、".join(promise.unread))
        for promise in promises
        if promise.unread and not promise.is_done
    ]


def write_promises(unit: Unit, note: NoteOfCheckin, *, held_on: date) -> None:
    """A row for each promise of a new note; what is ticked was done on the day of the check-in."""
    for place, promise in enumerate(note.promises):
        _insert(unit, note, place, promise, done_on=held_on)


def rewrite_promises(
    unit: Unit, before: Sequence[Promise], note: NoteOfCheckin, *, today: date
) -> tuple[int, list[str]]:
    """Bring the rows of a note to what it says now; how many promises are new, and the titles of those that are gone.

    Only what differs between the two notes is written: a promise that was put off, kept or reworded elsewhere
    stays so while its line stays as it was. A line that is gone takes its promise from view.
    """
    found = unit.connection.execute(
        "SELECT * FROM action WHERE checkin_id = ? AND note_line IS NOT NULL AND is_hidden = 0",
        (note.checkin_id,),
    )
    rows = {action["note_line"]: action for action in found.fetchall()}
    new, gone = 0, []
    for was, is_now in pairs(before, note.promises):
        action = None if was is None else rows.get(was)
        if is_now is None:
            if action is not None:
                unit.update("action", action["id"], {"is_hidden": 1})
                gone.append(str(action["title"]))
        elif was is None:
            _insert(unit, note, is_now, note.promises[is_now], done_on=today)
            new += 1
        elif action is not None:
            changes = _differences(unit, before[was], note, is_now, action, today)
            unit.update("action", action["id"], changes)
    return new, gone


def hide_promises(unit: Unit, checkin_id: int) -> None:
    """Take the promises of a note from view along with it."""
    for (action_id,) in unit.connection.execute(
        "SELECT id FROM action WHERE checkin_id = ? AND note_line IS NOT NULL AND is_hidden = 0",
        (checkin_id,),
    ).fetchall():
        unit.update("action", action_id, {"is_hidden": 1})


def _insert(unit: Unit, note: NoteOfCheckin, place: int, promise: Promise, *, done_on: date) -> None:
    unit.insert(
        "action",
        group_id=note.group_id,
        checkin_id=note.checkin_id,
        note_line=place,
        title=promise.title,
        turn=promise.turn.value,
        staff_id=_staff_id(unit, note, promise),
        due_on=promise.due_on.isoformat() if promise.due_on else None,
        done_on=done_on.isoformat() if promise.is_done else None,
    )


def _differences(
    unit: Unit, was: Promise, note: NoteOfCheckin, place: int, action: sqlite3.Row, today: date
) -> dict[str, Any]:
    promise = note.promises[place]
    changes: dict[str, Any] = {"note_line": place, "group_id": note.group_id}
    if promise.title != was.title:
        changes["title"] = promise.title
    if promise.due_on != was.due_on:
        changes["due_on"] = promise.due_on.isoformat() if promise.due_on else None
    if (promise.turn, promise.staff) != (was.turn, was.staff):
        changes |= {"turn": promise.turn.value, "staff_id": _staff_id(unit, note, promise)}
    if promise.is_done != was.is_done:
        changes["done_on"] = (action["done_on"] or today.isoformat()) if promise.is_done else None
    return changes


def _staff_id(unit: Unit, note: NoteOfCheckin, promise: Promise) -> int | None:
    """Who was named; else for a promise of ours whoever held the check-in."""
    if promise.staff:
        return staff_id_of(unit.connection, promise.staff)
    return None if promise.turn is Turn.GROUP else note.staff_id
