"""People of groups (連絡先) from a workbook: new ones, and what is said otherwise of those there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells
from kodoku_tui.services.register.contacts import columns_of_contact, step_down
from kodoku_tui.store.unit import Unit

_SELECT = (
    "SELECT contact.* FROM contact WHERE is_hidden = 0 AND organization_id IN"
    " (SELECT organization_id FROM adopted_group WHERE programme_id = ?)"
)
_COLUMNS = {
    "person": "name",
    "reading": "reading",
    "role": "role",
    "phone": "phone",
    "mail": "mail",
    "primary": "is_primary",
    "contact_note": "note",
}
_SIGNS_OF_NOTHING = " \u3000-‐ー―−－"
_WORDS_FOR_NOTHING = frozenset({"", "なし", "無し", "無", "n/a", "N/A"})
# A number of Japan without the nought that it begins with.
_DIGITS_WITHOUT_NOUGHT = (9, 10)


class ContactPlanner(Planner):
    """A person is the same one by their row key, else by group and name."""

    FIELDS = {"name": "person", "note": "contact_note"}  # noqa: RUF012 - so declared by the base
    TOLD_BY = "person"

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "contact", origin, _SELECT, self.programme["id"])
        self._group_of = {group.organization_id: group for group in finder.groups}
        self._of_name: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row_id, found in self._rows.now.items():
            self._of_name[found["organization_id"], search_key(found["name"])].append(row_id)
        self._first_to_call: dict[int, IntakeRow] = {}
        self._stepped_down: set[int] = set()

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            then = self._rows.then(row_id) or found
            group = self._group_of[found["organization_id"]]
            names = tuple(Name(group.id, title=search_key(one["name"])) for one in (found, then))
            said = f"{group.number} {found['name']}"
            known[row_id] = Identity(names, said, partial(self._both, found, then))
        return known

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        kept = own.names[0].title if own is not None else ""
        person = read.values.get("person")
        return Name(group_id, title=search_key(person) if person else kept)

    def said_name(self, read: ReadRow) -> str:
        return str(read.values.get("person") or say("phrase.none"))

    def _both(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(found), self._shown(then)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self._give_nought_back(read, row)
        if (found := self.keyed_row_of(read, self._rows.now)) is not None:
            then = self._rows.then(found["id"])
            exported = None if then is None else self._shown(then)
            self._correct(read, row, found, exported, is_keyed=True)
            return
        group = self.group_of(read, row, active=False)
        if not self.required(read, row, "person"):
            return
        person = read.values["person"]
        self.say_group(row, group, person)
        ids = self._of_name.get((group.organization_id, search_key(person)), [])
        if len(ids) > 1:
            raise Refused("error.contacts_of_one_name", field="person", name=person)
        if ids:
            self._correct(read, row, self._rows.now[ids[0]], None, is_keyed=False)
            return
        if self.comes_again(read, row, (group.id, search_key(person))):
            return
        entry = self._entry(read.values)
        self._hold_first(row, group, entry.is_primary)
        row.is_new = True
        row.write = lambda unit, _: self._insert(unit, group, entry)

    def _correct(
        self,
        read: ReadRow,
        row: IntakeRow,
        found: Mapping[str, Any],
        exported: Mapping[str, Any] | None,
        *,
        is_keyed: bool,
    ) -> None:
        group = self._group_of[found["organization_id"]]
        self.say_group(row, group, found["name"])
        if self.comes_again(read, row, found["id"]):
            return
        here = self._shown(found)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=not is_keyed)
        self.drop_naming(row)
        if not row.cells:
            return
        entry = self._entry({**here, **{cell.key: cell.workbook for cell in row.cells}})
        others = self._of_name.get((found["organization_id"], search_key(entry.name)), [])
        if any(one != found["id"] for one in others):
            raise Refused("error.contact_exists", field="person", name=entry.name)
        self._hold_first(row, group, entry.is_primary and not found["is_primary"])

        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            values = columns_of_contact(self._entry({**here, **taken}))
            changes = {_COLUMNS[key]: values[_COLUMNS[key]] for key in taken}
            if changes.get("is_primary"):
                self._let_step_down(unit, found["organization_id"])
            version = found["version"] + (found["id"] in self._stepped_down)
            unit.update("contact", found["id"], changes, version=version)

        row.write = write

    def _insert(self, unit: Unit, group: KnownGroup, entry: ContactEntry) -> None:
        if entry.is_primary:
            self._let_step_down(unit, group.organization_id)
        unit.insert("contact", organization_id=group.organization_id, **columns_of_contact(entry))

    def _let_step_down(self, unit: Unit, organization_id: int) -> None:
        self._stepped_down.update(step_down(unit, organization_id))

    def _hold_first(self, row: IntakeRow, group: KnownGroup, is_first: bool) -> None:
        """Raise `Refused` where an earlier line says of somebody else that they are to be called first."""
        if not is_first:
            return
        first = self._first_to_call.setdefault(group.organization_id, row)
        if first is not row:
            raise Refused("error.two_primary_contacts", field="primary", row=first.row)

    def _entry(self, values: Mapping[str, Any]) -> ContactEntry:
        """The person as they would be recorded; raises `Refused` for what cannot be."""
        entry = ContactEntry(
            name=values.get("person") or "",
            reading=values.get("reading") or "",
            role=_said(values.get("role")),
            phone=_said(values.get("phone")),
            mail=_said(values.get("mail")),
            is_primary=bool(values.get("primary")),
            note=values.get("contact_note") or "",
        )
        entry.check()
        entry.check_places()
        return entry

    def _give_nought_back(self, read: ReadRow, row: IntakeRow) -> None:
        """A telephone number that Excel took for a number begins with the nought that it lost; that is told."""
        place = read.table.positions.get("phone")
        value = None if place is None else read.record.values[place]
        if type(value) in (int, float) and value == int(value or 0):  # type: ignore[arg-type]
            digits = str(int(value or 0))  # type: ignore[arg-type]
            if len(digits) in _DIGITS_WITHOUT_NOUGHT:
                read.values["phone"] = f"0{digits}"
                cell, column = read.table.cell(read.record, "phone"), read.table.heading("phone")
                row.remarks.append(
                    Said("import.remark_phone", cell=cell, column=column, phone=read.values["phone"])
                )

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the file by the columns of the list; empty for a row that was not there."""
        if not found:
            return {}
        group = self._group_of.get(found["organization_id"])
        values = {key: found[column] or None for key, column in _COLUMNS.items()}
        return {
            "group_no": group.number if group else None,
            "group": group.name if group else None,
            **values,
            "primary": bool(found["is_primary"]) or None,
        }


def _said(value: str | None) -> str:
    """What a cell says; nothing where it says that there is nothing (なし, ―)."""
    return "" if value is None or value.strip(_SIGNS_OF_NOTHING) in _WORDS_FOR_NOTHING else value
