"""The people of the secretariat (担当者)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.checkins.readers import as_stored, names_in
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.meant import people_meant
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person and the numbers of the active groups of the programme that they accompany, as main and as deputy.

    Whoever is retired is given nothing new and stays in every record.
    """

    id: int
    name: str
    is_retired: bool
    main: tuple[int, ...]
    deputy: tuple[int, ...]
    reading: str = ""

    @property
    def main_groups(self) -> int:
        """How many groups they accompany as main."""
        return len(self.main)

    @property
    def deputy_groups(self) -> int:
        """How many groups they accompany as deputy."""
        return len(self.deputy)


def list_staff(desk: Desk, *, with_retired: bool = False) -> list[StaffMember]:
    """Everybody who can be given something, by name; the retired after them where they are asked for."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "register/staff",
            programme_id=desk.programme["id"],
            with_retired=int(with_retired),
        )
        return [
            StaffMember(
                one["id"],
                one["name"],
                bool(one["is_retired"]),
                _numbers(one["main"]),
                _numbers(one["deputy"]),
                one["reading"],
            )
            for one in found
        ]


def registered_in_words(name: str) -> Said:
    """What is said once somebody is registered."""
    return Said("saved.staff", name=name)


def add_staff(desk: Desk, name: str, *, reading: str = "") -> Outcome:
    """Register a person; one who had retired comes back. `reading` is the kana by which they are found and sorted.

    Raises `Refused` for an empty name or one that is registered already.
    """
    name = clean_text(name).text
    with desk.writing("unit.add_staff", name=name) as unit:
        staff_id = register_staff(unit, name)
        if reading := clean_text(reading).text:
            unit.update("staff", staff_id, {"reading": reading})
    return Outcome.of(unit, registered_in_words(name), row_id=staff_id)


def register_staff(unit: Unit, name: str, *, field: str = "name") -> int:
    """Register a person within another act; returns their id. Comes back and raises `Refused` as `add_staff`."""
    name = clean_text(name).text
    if not name:
        raise Refused("error.name_empty", field=field)
    known = staff_named(unit.connection, name)
    if known is None:
        return unit.insert("staff", name=name)
    if not unit.update("staff", known, {"is_active": 1}):
        raise Refused("error.staff_exists", field=field, name=name)
    return known


def rename_staff(desk: Desk, name: str, new_name: str, *, reading: str | None = None) -> Outcome:
    """Give a person another name: every record of every year shows it. What the log says was done by whom stays.

    `reading` is the kana by which they are found and sorted, empty for none; None leaves it.

    Raises `Refused` for an empty name and one that somebody else has.
    """
    new_name = clean_text(new_name).text
    if not new_name:
        raise Refused("error.name_empty", field="new_name")
    with desk.reading() as connection:
        staff_id = staff_id_of(connection, name, field="name", with_retired=True)
        before = name_of(connection, staff_id)
    what = "unit.rename_staff" if before != new_name else "unit.read_staff"
    with desk.writing(what, before=before, name=new_name) as unit:
        known = staff_named(unit.connection, new_name)
        if known is not None and known != staff_id:
            raise Refused("error.staff_exists", field="new_name", name=new_name)
        changes: dict[str, str | None] = {"name": new_name}
        if reading is not None:
            changes["reading"] = clean_text(reading).text or None
        unit.update("staff", staff_id, changes)
        if before != new_name:
            _rename_among_readers(unit, before, new_name)
    return Outcome.of(
        unit,
        Said("saved.staff_renamed", before=before, name=new_name)
        if before != new_name
        else Said("saved.staff_reading", name=new_name, reading=clean_text(reading or "").text),
        unchanged=Said("saved.staff_same_name", name=new_name),
        row_id=staff_id,
    )


def _rename_among_readers(unit: Unit, before: str, new_name: str) -> None:
    """Notes for named people name them by their names."""
    limited = unit.connection.execute("SELECT id, named FROM checkin WHERE named <> ''").fetchall()
    for checkin_id, named in limited:
        names = [new_name if one == before else one for one in names_in(named)]
        unit.update("checkin", checkin_id, {"named": as_stored(names)})


def registered_name(desk: Desk, name: str) -> str:
    """How the person meant by `name` is registered; the name as given when nobody or several people fit."""
    name = clean_text(name).text
    if not name:
        return ""
    with desk.reading() as connection:
        try:
            staff_id = staff_id_of(connection, name)
        except Refused:
            return name
    return next(member.name for member in list_staff(desk) if member.id == staff_id)


def is_registered(desk: Desk, name: str) -> bool:
    """Whether this file knows a person of this name who has not retired."""
    with desk.reading() as connection:
        staff_id = staff_named(connection, name) if name else None
        return staff_id is not None and not _is_retired(connection, staff_id)


def staff_named(connection: sqlite3.Connection, name: str) -> int | None:
    """The person of exactly this name (spaces aside), retired or not, or None."""
    everybody = connection.execute("SELECT id, name FROM staff ORDER BY name <> ?, id", (name,))
    return next((found["id"] for found in everybody if search_key(found["name"]) == search_key(name)), None)


def name_of(connection: sqlite3.Connection, staff_id: int) -> str:
    """How the person of this row is called."""
    (name,) = connection.execute("SELECT name FROM staff WHERE id = ?", (staff_id,)).fetchone()
    return str(name)


def staff_id_of(
    connection: sqlite3.Connection, name: str, *, field: str = "staff", with_retired: bool = False
) -> int:
    """The person meant by `name`: the whole name, else the one whose name or reading begins with it (佐藤, さとう).

    `with_retired` is for what was: a record, a list to read. Whoever has retired is meant by the whole name only.
    Raises `Refused` when nobody or more than one person fits, and for the retired where something new is given.
    """
    everybody = connection.execute("SELECT id, name, reading FROM staff WHERE is_active = 1").fetchall()
    fitting = people_meant(name, everybody, lambda one: (one["name"], one["reading"]))
    is_whole = bool(fitting) and search_key(fitting[0]["name"]) == search_key(name)
    retired = None if is_whole else staff_named(connection, name)
    if retired is not None:
        if with_retired:
            return retired
        raise Refused("error.staff_retired", field=field, name=name_of(connection, retired))
    if not fitting:
        raise Refused("error.no_such_staff", field=field, name=name)
    if len(fitting) > 1:
        names = "、".join(found["name"] for found in fitting)
        raise Refused("error.staff_ambiguous", field=field, name=name, names=names)
    return int(fitting[0]["id"])


def _is_retired(connection: sqlite3.Connection, staff_id: int) -> bool:
    (is_active,) = connection.execute("SELECT is_active FROM staff WHERE id = ?", (staff_id,)).fetchone()
    return not is_active


def _numbers(joined: str | None) -> tuple[int, ...]:
    return tuple(map(int, joined.split(","))) if joined else ()
