"""Check-ins (面談記録) from a workbook: new contacts, and corrections of those that went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.checkins.fields import COLUMNS, FIELDS
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.checkins.checkins import write_participants
from kodoku_tui.services.checkins.readers_of_notes import named_readers
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.participants import Participants, names_in
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.services.register.finding import group_on
from kodoku_tui.store.unit import Unit

_SELECT = (
    "SELECT checkin.* FROM checkin JOIN adopted_group ON adopted_group.id = group_id"
    " WHERE programme_id = ? AND is_hidden = 0"
)


# What only those change who read the note.
_OF_ITS_READERS = ("note", "reader", "named")


class CheckinPlanner(Planner):
    """A contact is the same one by its row key, else by group, day, way and note. Day and way show which it is."""

    TOLD_BY = "held_on"
    # Who took part is settled only once the group is known.
    NOT_COMPARED = Planner.NOT_COMPARED | {"participants"}

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "checkin", origin, _SELECT, self.programme["id"])
        self._alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row_id, found in self._rows.now.items():
            self._alike[_sameness(found["group_id"], found)].append(row_id)
        self._participants = Participants(self.connection, origin)

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            then = self._rows.then(row_id) or found
            names = tuple(_name(found["group_id"], one) for one in (found, then))
            known[row_id] = Identity(names, self._said(found), partial(self._both, found, then))
        return known

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        kept: Any = own.names[0].title if own is not None else (None, None)
        day, way = kept
        return Name(group_id, title=(read.values.get("held_on") or day, read.values.get("channel") or way))

    def said_name(self, read: ReadRow) -> str:
        return self._said(read.values)

    def _said(self, values: Mapping[str, Any]) -> str:
        day, way = values.get("held_on"), values.get("channel")
        said = [say_day(day, today=self.desk.today) if day else "", say_word(way) if way else ""]
        return " ".join(said).strip() or say("phrase.none")

    def _both(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(found), self._shown(then, self._participants.then)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self.settle_staff(read, "staff")
        row_id = self.key_of(read)
        if row_id is not None:
            self._correct(read, row, row_id)
            return
        if read.is_withheld:
            # Nothing tells which one it is, nor what was noted.
            self.group_of(read, row, active=False)
            self.skip(row, "withheld")
            return
        group = self.group_of(read, row, active=False)
        if not self.required(read, row, "held_on", "channel", "note"):
            return
        self.say_group(row, group, read.values["held_on"], read.values["channel"])
        same = _sameness(group.id, read.values)
        ids = self._alike.get(same)
        if self.comes_again(read, row, ids[0] if ids else same):
            return
        if ids:
            found = self._rows.now[ids[0]]
            here = self._shown(found)
            self._settle_participants(read, here, group)
            row.cells = edited_cells(read, self.columns, here, None, leaves_empty=True)
            self.drop_naming(row)
            self._remark_participants(read, row, here, group)
            row.write = self._writes_correction(ids[0], found, here)
            return
        entry = self._entry(group.number, read.values)
        if not GroupStatus(group.status).is_at_work:
            # What was said before a group left may come after it.
            group_on(self.desk, group.number, entry.held_on, field="held_on")
        self._settle_participants(read, {}, group)
        row.is_new = True
        self._remark_participants(read, row, {}, group)
        names = names_in(read.values.get("participants"))

        def write(unit: Unit, _: Mapping[str, Any]) -> None:
            write_participants(unit, self._insert(unit, group.id, entry), group.organization_id, names)

        row.write = write

    def _correct(self, read: ReadRow, row: IntakeRow, row_id: int) -> None:
        found = self._rows.now.get(row_id)
        if found is None:
            raise Refused("error.key_gone")
        here = self._shown(found)
        then = self._rows.then(row_id)
        exported = None if then is None else self._shown(then, self._participants.then)
        group = self.finder.by_id[found["group_id"]]
        self.say_group(row, group, found["held_on"], found["channel"])
        if self.comes_again(read, row, row_id):
            return
        self._settle_participants(read, here, group)
        self._refuse_what_is_for_others(read, found, here, exported)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=False)
        self.drop_naming(row)
        self._remark_participants(read, row, here, group)
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        if row.cells:
            self.finder.active(group.number, None)
            self._entry(group.number, here | {cell.key: cell.workbook for cell in row.cells})
        row.write = self._writes_correction(row_id, found, here)

    def _refuse_what_is_for_others(
        self,
        read: ReadRow,
        found: Mapping[str, Any],
        here: Mapping[str, Any],
        exported: Mapping[str, Any] | None,
    ) -> None:
        """What somebody may not read they do not change either, nor see beside what their list says."""
        author = self.staff_name(found["staff_id"])
        words = self.desk.note_as_read(found["note"], found["reader"], found["named"], author)
        if words == found["note"]:
            return
        columns = {key: self.columns[key] for key in _OF_ITS_READERS if key in self.columns}
        if edited := edited_cells(read, columns, here, exported, leaves_empty=False):
            raise Refused("error.note_limited", field=edited[0].key, note=words)

    def _settle_participants(self, read: ReadRow, here: Mapping[str, Any], group: KnownGroup) -> None:
        if said := read.values.get("participants"):
            there = here.get("participants", "")
            read.values["participants"] = self._participants.settled(said, there, group.organization_id)

    def _remark_participants(
        self, read: ReadRow, row: IntakeRow, here: Mapping[str, Any], group: KnownGroup
    ) -> None:
        """Say which names become contacts."""
        if not row.is_new and not any(cell.key == "participants" for cell in row.cells):
            return
        said, there = read.values.get("participants") or "", here.get("participants", "")
        if new := self._participants.new_names(said, there, group.organization_id):
            cell = read.table.cell(read.record, "participants")
            row.remarks.append(Said("import.remark_participants", cell=cell, names="、".join(new)))

    def _entry(self, number: int, values: Mapping[str, Any]) -> CheckinEntry:
        """The contact as it would be logged; raises `Refused` for what cannot be."""
        given = {
            field.key: value
            for field in FIELDS
            if field.key != "participants" and (value := values.get(field.key)) not in (None, "")
        }
        for field in FIELDS:
            if field.is_required and field.key not in given:
                title = self.layout.column(field.key).title
                raise Refused("error.cell_empty", field=field.key, column=title)
        entry = CheckinEntry.model_validate({"group_no": number, **given})
        entry.check(self.desk.today)
        if entry.staff:
            self.staff_id(entry.staff, field="staff")
        named_readers(self.desk, entry, entry.staff or self.desk.staff)
        return entry

    def _insert(self, unit: Unit, group_id: int, entry: CheckinEntry) -> int:
        held_by = entry.staff or self.desk.staff
        staff_id = self.staff_id(held_by, field="staff") if held_by else None
        named = named_readers(self.desk, entry, held_by)
        return unit.insert(
            "checkin", group_id=group_id, staff_id=staff_id, **{**entry.values(), "named": named}
        )

    def _writes_correction(self, row_id: int, found: Mapping[str, Any], here: Mapping[str, Any]) -> Any:
        group = self.finder.by_id[found["group_id"]]

        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            entry = self._entry(group.number, {**here, **taken})
            changes: dict[str, Any] = {name: value for name, value in entry.values().items() if name in taken}
            if "named" in taken or "reader" in taken:
                changes["named"] = named_readers(self.desk, entry, entry.staff)
            if "staff" in taken:
                changes["staff_id"] = self.staff_id(entry.staff, field="staff") if entry.staff else None
            unit.update("checkin", row_id, changes, version=found["version"])
            if "participants" in taken:
                write_participants(unit, row_id, group.organization_id, names_in(taken["participants"]))

        return write

    def _shown(
        self, found: Mapping[str, Any], participants: Mapping[int, str] | None = None
    ) -> dict[str, Any]:
        """A row of the file by the columns of the list; empty for a row that was not there."""
        if not found:
            return {}
        group = self.finder.by_id.get(found["group_id"])
        took_part = self._participants.now if participants is None else participants
        return {
            "group_no": group.number if group else None,
            "group": group.name if group else None,
            "staff": self.staff_name(found["staff_id"]),
            "participants": took_part.get(found["id"], ""),
            # What the log holds of before a field was there does not name it.
            **{field.key: found.get(field.key) or None for field in COLUMNS},
        }


def _name(group_id: int, found: Mapping[str, Any]) -> Name:
    return Name(group_id, title=(found["held_on"], found["channel"]))


def _sameness(group_id: int, values: Mapping[str, Any]) -> tuple[Any, ...]:
    note = " ".join(str(values.get("note") or "").split())
    return group_id, values.get("held_on"), values.get("channel"), note
