"""The people of a group's organization (連絡先): recorded once, whatever the year."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.meant import people_meant
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit

if TYPE_CHECKING:
    from kodoku_tui.domain.register.entries import ContactEntry


@dataclass(frozen=True, slots=True)
class Contact:
    """One person as they stand in the file; `last_on` is the newest check-in that they took part in."""

    id: int
    version: int
    group_no: int
    group: str
    name: str
    reading: str
    role: str
    phone: str
    mail: str
    primary: bool
    note: str
    last_on: str | None


def list_contacts(desk: Desk, number: int | None = None) -> list[Contact]:
    """The people of one group or of all: whom to call first, then by name. Those withdrawn from view are left out."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "register/contacts",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [Contact(**{**contact, "primary": bool(contact["primary"])}) for contact in found]


def add_contact(desk: Desk, number: int, entry: ContactEntry) -> Outcome:
    """Record a person. Whoever was called first before gives that up to a new primary one.

    Raises `Refused` for what `ContactEntry.check` refuses, and for a name that the organization has already.
    """
    entry.check()
    group = group_of(desk, number)
    with desk.writing("unit.add_contact", number=number, name=group["name"], contact=entry.name) as unit:
        known = _known(unit.connection, group["organization_id"])
        if any(search_key(one["name"]) == search_key(entry.name) for one in known):
            raise Refused("error.contact_exists", field="name", name=entry.name)
        if entry.is_primary:
            step_down(unit, group["organization_id"])
        row_id = unit.insert("contact", organization_id=group["organization_id"], **columns_of_contact(entry))
    return Outcome.of(unit, Said("saved.contact", name=entry.name), row_id=row_id)


def change_contact(
    desk: Desk, contact_id: int, entry: ContactEntry, *, version: int | None = None
) -> Outcome:
    """Correct what is known of a person. Raises `StaleVersion` when somebody else changed it first."""
    entry.check()
    contact = contact_of(desk, contact_id)
    with desk.writing("unit.change_contact", number=contact["group_no"], contact=entry.name) as unit:
        if entry.is_primary and not contact["is_primary"]:
            step_down(unit, contact["organization_id"])
        unit.update(
            "contact",
            contact_id,
            columns_of_contact(entry),
            version=contact["version"] if version is None else version,
        )
    return Outcome.of(unit, Said("saved.contact", name=entry.name), row_id=contact_id)


def hide_contact(desk: Desk, contact_id: int) -> Outcome:
    """Withdraw a person from view; the check-ins that they took part in keep their name."""
    contact = contact_of(desk, contact_id)
    with desk.writing("unit.hide_contact", number=contact["group_no"], contact=contact["name"]) as unit:
        unit.update("contact", contact_id, {"is_hidden": 1}, version=contact["version"])
    return Outcome.of(unit, Said("saved.hidden"), row_id=contact_id)


def contact_of(desk: Desk, contact_id: int) -> sqlite3.Row:
    """One person with the number of the group; raises `Refused` when there is none in this year."""
    with desk.reading() as connection:
        found = row(connection, "register/contact", contact_id=contact_id, programme_id=desk.programme["id"])
    if found is None:
        raise Refused("error.no_such_contact", field="contact", number=contact_id)
    return found


def contact_ids(unit: Unit, organization_id: int, names: Sequence[str]) -> list[int]:
    """The contacts meant by these names, each once; a name that nobody has becomes a new contact.

    A name means the person of that name, else the one whose name or reading begins so (やまだ for 山田 太郎).
    Raises `Refused` when it begins several.
    """
    found: list[int] = []
    for name in names:
        if not search_key(name):
            continue
        known = _known(unit.connection, organization_id)
        fitting = people_meant(name, known, lambda one: (one["name"], one["reading"]))
        if len(fitting) > 1 and search_key(fitting[0]["name"]) != search_key(name):
            choices = "、".join(one["name"] for one in fitting)
            raise Refused("error.contact_ambiguous", field="participants", name=name, names=choices)
        found.append(
            fitting[0]["id"]
            if fitting
            else unit.insert("contact", organization_id=organization_id, name=name)
        )
    return list(dict.fromkeys(found))


def remember_contact(unit: Unit, organization_id: int, name: str, mail: str) -> None:
    """Let a person be known by this name and mail: as a new contact, else by the mail of the one of that name."""
    mail = mail if _is_mail(mail) else ""
    same = [
        one for one in _known(unit.connection, organization_id) if search_key(one["name"]) == search_key(name)
    ]
    if not same:
        unit.insert("contact", organization_id=organization_id, name=name, mail=mail)
    elif mail and not same[0]["mail"]:
        unit.update("contact", same[0]["id"], {"mail": mail})


def _is_mail(mail: str) -> bool:
    from kodoku_tui.domain.register.entries import ContactEntry

    try:
        ContactEntry(name="-", mail=mail).check()
    except Refused:
        return False
    return True


def _known(connection: sqlite3.Connection, organization_id: int) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT id, name, reading, mail FROM contact WHERE organization_id = ? AND is_hidden = 0"
        " ORDER BY is_primary DESC, moment, uid",
        (organization_id,),
    ).fetchall()


def step_down(unit: Unit, organization_id: int) -> list[int]:
    """Whoever was to be called first no longer is; the ids of those who were."""
    found = unit.connection.execute(
        "SELECT id FROM contact WHERE organization_id = ? AND is_primary = 1 AND is_hidden = 0",
        (organization_id,),
    )
    before = [contact_id for (contact_id,) in found.fetchall()]
    for contact_id in before:
        unit.update("contact", contact_id, {"is_primary": 0})
    return before


def columns_of_contact(entry: ContactEntry) -> dict[str, Any]:
    """A person as the columns of the table."""
    return entry.model_dump() | {"is_primary": int(entry.is_primary), "reading": entry.reading or None}
