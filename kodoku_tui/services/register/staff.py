"""The people of the secretariat (担当者)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person and how many active groups of the programme they accompany, as main and as deputy."""

    id: int
    name: str
    main_groups: int
    deputy_groups: int


def list_staff(desk: Desk) -> list[StaffMember]:
    """Everybody who is registered, by name."""
    with desk.reading() as connection:
        return [
            StaffMember(**found)
            for found in rows(connection, "register/staff", programme_id=desk.programme["id"])
        ]


def add_staff(desk: Desk, name: str) -> Outcome:
    """Register a person; raises `Refused` for an empty name or one that is registered already."""
    name = clean_text(name).text
    with desk.writing("unit.add_staff", name=name) as unit:
        staff_id = register_staff(unit, name)
    return Outcome.of(unit, Said("saved.staff", name=name), row_id=staff_id)


def register_staff(unit: Unit, name: str, *, field: str = "name") -> int:
    """Register a person within another act; returns their id. Raises `Refused` as `add_staff`."""
    name = clean_text(name).text
    if not name:
        raise Refused("error.name_empty", field=field)
    if staff_named(unit.connection, name) is not None:
        raise Refused("error.staff_exists", field=field, name=name)
    return unit.insert("staff", name=name)


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
    """Whether this file knows a person of this name."""
    with desk.reading() as connection:
        return bool(name) and staff_named(connection, name) is not None


def staff_named(connection: sqlite3.Connection, name: str) -> int | None:
    """The person of exactly this name (spaces aside), or None."""
    everybody = connection.execute("SELECT id, name FROM staff")
    return next((found["id"] for found in everybody if search_key(found["name"]) == search_key(name)), None)


def staff_id_of(connection: sqlite3.Connection, name: str, *, field: str = "staff") -> int:
    """The person meant by `name`: the whole name, else the one name that begins with it (佐藤 for 佐藤 花子).

    Raises `Refused` when nobody or more than one person fits.
    """
    wanted = search_key(name)
    everybody = connection.execute("SELECT id, name FROM staff WHERE is_active = 1").fetchall()
    exact = [found for found in everybody if search_key(found["name"]) == wanted]
    fitting = exact or [
        found for found in everybody if wanted and search_key(found["name"]).startswith(wanted)
    ]
    if not fitting:
        raise Refused("error.no_such_staff", field=field, name=name)
    if len(fitting) > 1:
        names = "、".join(found["name"] for found in fitting)
        raise Refused("error.staff_ambiguous", field=field, name=name, names=names)
    return int(fitting[0]["id"])
