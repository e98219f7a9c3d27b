"""Who took part in check-ins, as one cell holds it: names that are joined, now and when the workbook went out."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.meant import people_meant
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.intake.standing.standing import Origin
from kodoku_tui.store.rows_then import rows_then

_BETWEEN = re.compile(r"[、，,;；\n]")
_JOINED_BY = "、"


class Participants:
    """The names of those who took part, and the contacts that a name in a cell may mean."""

    def __init__(self, connection: sqlite3.Connection, origin: Origin) -> None:
        contacts = _by_id(connection.execute("SELECT * FROM contact"))
        took_part = _by_id(connection.execute("SELECT * FROM checkin_contact"))
        self.now = _names(took_part, contacts)
        self.then = self.now
        if origin.unit_id is not None:
            took_part_then = {**took_part, **rows_then(connection, "checkin_contact", origin.unit_id)}
            contacts_then = contacts | {
                row_id: then
                for row_id, then in rows_then(connection, "contact", origin.unit_id).items()
                if then is not None
            }
            self.then = _names(took_part_then, contacts_then)
        self._known: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
        for contact in contacts.values():
            if not contact["is_hidden"]:
                self._known[contact["organization_id"]].append((contact["name"], contact["reading"]))

    def settled(self, said: str, here: str, organization_id: int) -> str:
        """The names of a cell as the contacts that they mean are called; those already there stay as they are.

        Raises `Refused` for a name that begins several names.
        """
        there = {search_key(name): name for name in names_in(here)}
        names = (
            there.get(search_key(name)) or self._meant(name, organization_id) or name
            for name in names_in(said)
        )
        chosen = list(dict.fromkeys(names))
        # Who took part has no order that anybody said.
        return here if sorted(chosen) == sorted(names_in(here)) else _JOINED_BY.join(chosen)

    def new_names(self, said: str, here: str, organization_id: int) -> list[str]:
        """Those of settled names that would become contacts."""
        known = {*names_in(here), *(name for name, _ in self._known[organization_id])}
        return [name for name in names_in(said) if name not in known]

    def _meant(self, name: str, organization_id: int) -> str | None:
        meant = people_meant(name, self._known[organization_id], lambda one: one)
        fitting = [one for one, _ in meant]
        if len(fitting) > 1 and search_key(fitting[0]) != search_key(name):
            choices = _JOINED_BY.join(fitting)
            raise Refused("error.contact_ambiguous", field="participants", name=name, names=choices)
        return fitting[0] if fitting else None


def names_in(cell: str | None) -> list[str]:
    """The names that stand in a cell."""
    parts = (clean_text(part).text.strip() for part in _BETWEEN.split(cell or ""))
    return [part for part in parts if search_key(part)]


def _by_id(found: Iterable[sqlite3.Row]) -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in found}


def _names(
    took_part: Mapping[int, Mapping[str, Any] | None], contacts: Mapping[int, Mapping[str, Any]]
) -> dict[int, str]:
    names: dict[int, list[str]] = defaultdict(list)
    there = [found for found in took_part.values() if found is not None]
    for found in sorted(there, key=lambda one: (one["moment"], one["uid"])):
        contact = contacts.get(found["contact_id"])
        if contact is not None:
            names[found["checkin_id"]].append(contact["name"])
    return {checkin_id: _JOINED_BY.join(found) for checkin_id, found in names.items()}
