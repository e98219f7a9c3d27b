"""Check-ins (面談記録) from a workbook: new contacts, and corrections of those that went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Condition
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.checkins.checkins import write_participants
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup, refuse_inactive
from kodoku_tui.services.intake.model import IntakeRow, Remark
from kodoku_tui.services.intake.planners.participants import Participants, names_in
from kodoku_tui.services.intake.planners.planner import Planner, filled
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.store.unit import Unit

_SELECT = (
    "SELECT checkin.* FROM checkin JOIN adopted_group ON adopted_group.id = group_id"
    " WHERE programme_id = ? AND is_hidden = 0"
)
_FIELDS_OF_ENTRY = ("held_on", "channel", "occasion", "staff", "condition", "note", "next_on")


class CheckinPlanner(Planner):
    """A contact is the same one by its row key, else by group, day, way and note."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "checkin", origin, _SELECT, self.programme["id"])
        self._alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row_id, found in self._rows.now.items():
            self._alike[_sameness(found["group_id"], found)].append(row_id)
        self._participants = Participants(self.connection, origin)

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self.settle_staff(read, "staff")
        row_id = self.key_of(read)
        if row_id is not None:
            self._correct(read, row, row_id)
            return
        group = self.group_of(read, row, active=False)
        if not self.required(read, row, "held_on", "channel", "note"):
            return
        self.say_group(row, group, read.values["held_on"], read.values["channel"])
        same = _sameness(group.id, read.values)
        if self.comes_again(row, same):
            return
        if ids := self._alike.get(same):
            found = self._rows.now[ids[0]]
            here = self._shown(found)
            self._settle_participants(read, here, group)
            row.cells = edited_cells(read, self.columns, here, None, leaves_empty=True)
            self.drop_naming(row)
            self._remark_participants(read, row, here, group)
            row.write = self._writes_correction(ids[0], found, here)
            return
        refuse_inactive(group)
        entry = self._entry(group.number, filled(read, {"condition": Condition.GOOD.value}))
        self._settle_participants(read, {}, group)
        row.is_new = True
        self._remark_participants(read, row, {}, group)
        held_at, names = read.values.get("held_at"), names_in(read.values.get("participants"))

        def write(unit: Unit, _: Mapping[str, Any]) -> None:
            write_participants(
                unit, self._insert(unit, group.id, entry, held_at), group.organization_id, names
            )

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
        self.same_group(read, group.number)
        self._settle_participants(read, here, group)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=False)
        self.drop_naming(row)
        self._remark_participants(read, row, here, group)
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        if row.cells:
            self.finder.active(group.number, None)
            self._entry(group.number, here | {cell.key: cell.workbook for cell in row.cells})
        row.write = self._writes_correction(row_id, found, here)

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
            row.remarks.append(Remark("import.remark_participants", {"cell": cell, "names": "、".join(new)}))

    def _entry(self, number: int, values: Mapping[str, Any]) -> CheckinEntry:
        """The contact as it would be logged; raises `Refused` for what cannot be."""
        given: dict[str, Any] = {name: values.get(name) or None for name in _FIELDS_OF_ENTRY}
        entry = CheckinEntry(
            group_no=number,
            held_on=date.fromisoformat(given["held_on"]),
            channel=given["channel"],
            occasion=given["occasion"],
            note=given["note"] or "",
            condition=given["condition"] or Condition.GOOD,
            next_on=date.fromisoformat(given["next_on"]) if given["next_on"] else None,
            staff=given["staff"],
        )
        entry.check(self.desk.today)
        if entry.staff:
            self.staff_id(entry.staff, field="staff")
        return entry

    def _insert(self, unit: Unit, group_id: int, entry: CheckinEntry, held_at: str | None) -> int:
        held_by = entry.staff or self.desk.staff
        return unit.insert(
            "checkin",
            group_id=group_id,
            held_on=entry.held_on.isoformat(),
            held_at=held_at,
            channel=entry.channel.value,
            occasion=entry.occasion.value if entry.occasion else "",
            staff_id=self.staff_id(held_by, field="staff") if held_by else None,
            condition=entry.condition.value,
            note=entry.note,
            next_on=entry.next_on.isoformat() if entry.next_on else None,
        )

    def _writes_correction(self, row_id: int, found: Mapping[str, Any], here: Mapping[str, Any]) -> Any:
        group = self.finder.by_id[found["group_id"]]

        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            entry = self._entry(group.number, {**here, **taken})
            standing = {
                "held_on": entry.held_on.isoformat(),
                "held_at": taken.get("held_at", found["held_at"]),
                "channel": entry.channel.value,
                "occasion": entry.occasion.value if entry.occasion else "",
                "staff_id": self.staff_id(entry.staff, field="staff") if entry.staff else None,
                "condition": entry.condition.value,
                "note": entry.note,
                "next_on": entry.next_on.isoformat() if entry.next_on else None,
            }
            columns = {"staff_id" if key == "staff" else key for key in taken}
            changes = {name: value for name, value in standing.items() if name in columns}
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
        return {
            "group_no": group.number if group else None,
            "group": group.name if group else None,
            "held_on": found["held_on"],
            "held_at": found["held_at"],
            "channel": found["channel"],
            "occasion": found["occasion"] or None,
            "staff": self.staff_name(found["staff_id"]),
            "participants": (self._participants.now if participants is None else participants).get(
                found["id"], ""
            ),
            "condition": found["condition"],
            "note": found["note"],
            "next_on": found["next_on"],
        }


def _sameness(group_id: int, values: Mapping[str, Any]) -> tuple[Any, ...]:
    note = " ".join(str(values.get("note") or "").split())
    return group_id, values.get("held_on"), values.get("channel"), note
