"""Issues (課題) from a workbook: new ones, and changes of those that went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.domain.words import IssueState, Noticed, Severity
from kodoku_tui.excel.recognition.list_reading import ReadRow, folded_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout, words_in_every_language
from kodoku_tui.services.intake.groups import GroupFinder, refuse_inactive
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow, Write
from kodoku_tui.services.intake.planners.planner import Planner, filled
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT issue.* FROM issue JOIN adopted_group ON adopted_group.id = group_id WHERE programme_id = ?"
_DEFAULTS = {
    "severity": Severity.MEDIUM.value,
    "noticed": Noticed.AFTER.value,
    "issue_state": IssueState.NEW.value,
    "subcategory": "",
    "note": "",
}
_COLUMN_OF = {"issue_state": "state"}


class IssuePlanner(Planner):
    """An issue is the same one by its row key, else by group, category and title."""

    FIELDS = {"state": "issue_state"}  # noqa: RUF012 - so declared by the base
    TOLD_BY = "title"

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "issue", origin, _SELECT, self.programme["id"])
        self._alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row_id, found in self._rows.now.items():
            self._alike[_sameness(found["group_id"], found)].append(row_id)
        self._subcategories = {
            folded_word(said): found["subcategory"]
            for found in self._rows.now.values()
            for said in words_in_every_language(found["subcategory"])
        }

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            then = self._rows.then(row_id) or found
            names = tuple(_name(found["group_id"], one["title"]) for one in (found, then))
            known[row_id] = Identity(names, found["title"], partial(self._both, found, then))
        return known

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        if title := read.values.get("title"):
            return _name(group_id, title)
        return Name(group_id, title=own.names[0].title if own is not None else None)

    def said_name(self, read: ReadRow) -> str:
        return read.values.get("title") or super().said_name(read)

    def _both(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(found), self._shown(then)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self._settle_subcategory(read)
        if (found := self.keyed_row_of(read, self._rows.now)) is not None:
            self._change(read, row, found)
            return
        group = self.group_of(read, row, active=False)
        if not self.required(read, row, "category", "title", "opened_on"):
            return
        self.say_group(row, group, read.values["title"])
        same = _sameness(group.id, read.values)
        known = self._standing(same, read.values["opened_on"])
        if self.comes_again(read, row, (*same, read.values["opened_on"]) if known is None else known["id"]):
            return
        if known is not None:
            row.cells = edited_cells(read, self.columns, self._shown(known), None, leaves_empty=True)
            self._settle(read, row, known, self._shown(known), None)
            return
        refuse_inactive(group)
        values = filled(read, _DEFAULTS)
        entry = self._entry(group.number, values)
        row.is_new = True
        if read.values.get("remedies"):
            self.remark_computed(row, read, ["remedies"])
        row.write = lambda unit, _: self._insert(unit, group.id, entry, values)

    def _change(self, read: ReadRow, row: IntakeRow, found: Mapping[str, Any]) -> None:
        here = self._shown(found)
        then = self._rows.then(found["id"])
        exported = None if then is None else self._shown(then)
        group = self.finder.by_id[found["group_id"]]
        self.say_group(row, group, found["title"])
        if self.comes_again(read, row, found["id"]):
            return
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=False)
        self._settle(read, row, found, here, exported)

    def _settle(
        self,
        read: ReadRow,
        row: IntakeRow,
        found: Mapping[str, Any],
        here: Mapping[str, Any],
        exported: Mapping[str, Any] | None,
    ) -> None:
        self.drop_naming(row)
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        group = self.finder.by_id[found["group_id"]]
        if row.cells:
            self._entry(group.number, {**here, **{cell.key: cell.workbook for cell in row.cells}})
        row.write = self._writes_change(found, here, group.number)

    def _writes_change(self, found: Mapping[str, Any], here: Mapping[str, Any], number: int) -> Write:
        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            self._entry(number, {**here, **taken})
            changes = {_COLUMN_OF.get(key, key): value for key, value in taken.items()}
            for key in ("note", "subcategory"):
                if key in changes:
                    changes[key] = changes[key] or ""
            if "state" in changes:
                is_closed = IssueState(changes["state"]).is_closed
                today = self.desk.today.isoformat()
                changes["closed_on"] = (found["closed_on"] or today) if is_closed else None
            unit.update("issue", found["id"], changes, version=found["version"])

        return write

    def _insert(self, unit: Unit, group_id: int, entry: IssueEntry, values: Mapping[str, Any]) -> None:
        state = IssueState(values["issue_state"])
        closed_on = values.get("closed_on") or self.desk.today.isoformat()
        unit.insert(
            "issue",
            group_id=group_id,
            category=entry.category.value,
            subcategory=values["subcategory"],
            severity=entry.severity.value,
            state=state.value,
            noticed=entry.noticed.value,
            title=entry.title,
            note=entry.note,
            opened_on=entry.opened_on.isoformat(),
            closed_on=closed_on if state.is_closed else None,
        )

    def _entry(self, number: int, values: Mapping[str, Any]) -> IssueEntry:
        """The issue as it would be recorded; raises `Refused` for what cannot be."""
        for key in ("category", "severity", "noticed", "issue_state", "opened_on"):
            if values.get(key) in (None, ""):
                raise Refused("error.cell_empty", field=key, column=self.layout.column(key).title)
        entry = IssueEntry(
            group_no=number,
            category=values["category"],
            title=values.get("title") or "",
            severity=values["severity"],
            noticed=values["noticed"],
            note=values.get("note") or "",
            opened_on=date.fromisoformat(values["opened_on"]),
        )
        entry.check(self.desk.today)
        return entry

    def _standing(self, same: tuple[Any, ...], opened_on: str) -> Mapping[str, Any] | None:
        """The issue of this group, category and title; of several the one of the same day."""
        found = [self._rows.now[row_id] for row_id in self._alike.get(same, ())]
        if len(found) > 1:
            return next((one for one in found if one["opened_on"] == opened_on), None)
        return found[0] if found else None

    def _settle_subcategory(self, read: ReadRow) -> None:
        """A second level as the file calls it, where it is said in the reader's language."""
        if said := read.values.get("subcategory"):
            read.values["subcategory"] = self._subcategories.get(folded_word(said), said)

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        if not found:
            return {}
        group = self.finder.by_id.get(found["group_id"])
        names = ("category", "subcategory", "title", "severity", "noticed", "opened_on", "closed_on", "note")
        shown = {name: found.get(name, "") for name in names}
        return {"group_no": group.number if group else None, "issue_state": found["state"], **shown}


def _name(group_id: int, title: str) -> Name:
    return Name(group_id, title=search_key(title))


def _sameness(group_id: int, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return group_id, values.get("category"), search_key(str(values.get("title") or ""))
