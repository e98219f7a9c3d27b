"""Notes for named people in the change log: whoever is not among them reads for whom they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kodoku_tui.domain.checkins.readers import is_read_by
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Reader
from kodoku_tui.services.desk.withheld import withheld_words
from kodoku_tui.store.history import FieldChange
from kodoku_tui.store.queries import rows

_OF_ITS_READERS = ("note", "reader", "named")


@dataclass(frozen=True, slots=True)
class _Readers:
    """Who reads a note. The author is None where nobody held the contact."""

    reader: str
    named: str
    author: str | None


def as_read_by(who: str, connection: sqlite3.Connection, changes: Sequence[FieldChange]) -> list[FieldChange]:
    """The changes as the person called `who` reads them: by who may read each note now, for all that it ever was."""
    ids = {one.row_id for one in changes if _is_note(one)}
    if not ids:
        return list(changes)
    standing = _standing(connection, ids)
    return [
        _withheld(one, known)
        if _is_note(one)
        and (known := standing.get(one.row_id) or _by_the_act(connection, changes, one.row_id))
        and not is_read_by(who, reader=known.reader, named=known.named, author=known.author)
        else one
        for one in changes
    ]


def refuse_what_is_for_others(
    who: str, connection: sqlite3.Connection, changes: Sequence[FieldChange]
) -> None:
    """Raise `Refused` (`error.note_limited`) where an act wrote a note that `who` may not read, or who reads it.

    Taking such an act back might open the note.
    """
    touched = {one.row_id for one in changes if one.table == "checkin" and one.field in _OF_ITS_READERS}
    for known in _standing(connection, touched).values() if touched else ():
        if not is_read_by(who, reader=known.reader, named=known.named, author=known.author):
            raise Refused("error.note_limited", note=withheld_words(known.reader, known.named, known.author))


def _is_note(change: FieldChange) -> bool:
    return (change.table, change.field) == ("checkin", "note")


def _standing(connection: sqlite3.Connection, ids: set[int]) -> Mapping[int, _Readers]:
    return {
        found["id"]: _Readers(found["reader"], found["named"], found["author"])
        for found in rows(connection, "desk/readers_of_notes", ids=f"[{','.join(map(str, ids))}]")
    }


def _by_the_act(connection: sqlite3.Connection, changes: Sequence[FieldChange], row_id: int) -> _Readers:
    """Of a check-in that is gone, by what the act itself says of it; where it does not say, nobody reads the note."""
    said = {
        one.field: one.before if one.after is None else one.after
        for one in changes
        if one.table == "checkin" and one.row_id == row_id
    }
    if "held_on" not in said:
        return _Readers(Reader.NAMED, "", None)
    author = connection.execute("SELECT name FROM staff WHERE id = ?", (said.get("staff_id"),)).fetchone()
    # Before there were readers every note was for the secretariat.
    return _Readers(
        said.get("reader") or Reader.OFFICE, said.get("named") or "", None if author is None else author[0]
    )


def _withheld(change: FieldChange, known: _Readers) -> FieldChange:
    words = withheld_words(known.reader, known.named, known.author)
    return replace(
        change,
        before=None if change.before is None else words,
        after=None if change.after is None else words,
    )
