"""Remedies (対応策) from a workbook: new ones, and changes of those that went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow, Write
from kodoku_tui.services.intake.planners.planner import Planner, filled
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.services.issues.issues import insert_remedy
from kodoku_tui.store.unit import Unit

_ISSUES = "SELECT issue.* FROM issue JOIN adopted_group ON adopted_group.id = group_id WHERE programme_id = ?"
_REMEDIES = (
    "SELECT remedy.* FROM remedy JOIN issue ON issue.id = issue_id"
    " JOIN adopted_group ON adopted_group.id = group_id WHERE programme_id = ? AND remedy.is_hidden = 0"
)
_DEFAULTS = {"result": RemedyResult.TRYING.value, "result_note": ""}


class RemedyPlanner(Planner):
    """A remedy is the same one by its row key, else by group, title of the issue, day and text."""

    FIELDS = {"text": "remedy"}  # noqa: RUF012 - so declared by the base
    TOLD_BY = "title"

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "remedy", origin, _REMEDIES, self.programme["id"])
        self._issues = StandingRows(self.connection, "issue", origin, _ISSUES, self.programme["id"])
        self._titled: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._titled_then: dict[tuple[int, str], list[int]] = defaultdict(list)
        for issue_id, issue in self._issues.now.items():
            self._titled[issue["group_id"], search_key(issue["title"])].append(issue_id)
            if then := self._issues.then(issue_id):
                self._titled_then[issue["group_id"], search_key(then["title"])].append(issue_id)
        self._alike = {
            _sameness(found["issue_id"], found["tried_on"], found["text"]): row_id
            for row_id, found in self._rows.now.items()
        }

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            then = self._rows.then(row_id) or found
            issue = self._issues.now[found["issue_id"]]
            titles = (issue, self._issues.then(found["issue_id"]) or issue)
            names = tuple(
                Name(issue["group_id"], search_key(titled["title"]), one["tried_on"])
                for titled, one in zip(titles, (found, then), strict=True)
            )
            said = f"{issue['title']} {say_day(found['tried_on'], today=self.desk.today)}"
            known[row_id] = Identity(names, said, partial(self._both, found, then))
        return known

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        kept = own.names[0] if own is not None else Name(group_id)
        place: Hashable = search_key(read.values.get("title") or "")
        if own is not None and (group_id, place) not in self._titled:
            # A title that no issue of the group has: it is told that the issue is not renamed here.
            place = next((name.place for name in own.names if name.place == place), kept.place)
        return Name(group_id, place, read.values.get("tried_on") or kept.title)

    def said_name(self, read: ReadRow) -> str:
        day = read.values.get("tried_on")
        said = [read.values.get("title") or "", say_day(day, today=self.desk.today) if day else ""]
        return " ".join(said).strip() or super().said_name(read)

    def _both(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(found), self._shown(then, as_exported=True)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self.settle_staff(read, "staff")
        if (found := self.keyed_row_of(read, self._rows.now)) is not None:
            self._change(read, row, found)
            return
        group = self.group_of(read, row, active=False)
        if not self.required(read, row, "title", "tried_on", "remedy"):
            return
        self.say_group(row, group, read.values["title"])
        titled = group.id, search_key(read.values["title"])
        # An issue that was called otherwise when the workbook went out is found by that title too.
        issues = self._titled.get(titled) or self._titled_then.get(titled, [])
        places = [_sameness(issue, read.values["tried_on"], read.values["remedy"]) for issue in issues]
        recorded = [place for place in places if place in self._alike]
        if not recorded and len(issues) != 1:
            key = "error.remedy_issue_ambiguous" if issues else "error.remedy_issue_unknown"
            raise Refused(key, field="title", number=group.number, title=read.values["title"])
        place = (recorded or places)[0]
        if self.comes_again(read, row, self._alike.get(place, place)):
            return
        if recorded:
            known = self._rows.now[self._alike[place]]
            here = self._shown(known)
            row.cells = edited_cells(read, self.columns, here, None, leaves_empty=True)
            self._settle(row, known, here)
            return
        entry = self._entry(filled(read, _DEFAULTS))
        row.is_new = True
        row.write = lambda unit, _: self._insert(unit, issues[0], entry)

    def _change(self, read: ReadRow, row: IntakeRow, found: Mapping[str, Any]) -> None:
        here = self._shown(found)
        then = self._rows.then(found["id"])
        exported = None if then is None else self._shown(then, as_exported=True)
        issue = self._issues.now[found["issue_id"]]
        group = self.finder.by_id[issue["group_id"]]
        self.say_group(row, group, issue["title"])
        if self.comes_again(read, row, found["id"]):
            return
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=False)
        self._settle(row, found, here)
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))

    def _settle(self, row: IntakeRow, found: Mapping[str, Any], here: Mapping[str, Any]) -> None:
        self.drop_naming(row)
        if row.cells:
            self._entry({**here, **{cell.key: cell.workbook for cell in row.cells}})
        row.write = self._writes_change(found, here)

    def _writes_change(self, found: Mapping[str, Any], here: Mapping[str, Any]) -> Write:
        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            entry = self._entry({**here, **taken})
            standing = {
                "tried_on": entry.tried_on.isoformat(),
                "text": entry.text,
                "result": entry.result.value,
                "result_note": entry.result_note,
                "staff_id": self.staff_id(entry.staff, field="staff") if entry.staff else None,
            }
            columns = {{"remedy": "text", "staff": "staff_id"}.get(key, key) for key in taken}
            changes = {name: value for name, value in standing.items() if name in columns}
            unit.update("remedy", found["id"], changes, version=found["version"])

        return write

    def _insert(self, unit: Unit, issue_id: int, entry: RemedyEntry) -> None:
        insert_remedy(self.desk, unit, issue_id, entry)

    def _entry(self, values: Mapping[str, Any]) -> RemedyEntry:
        """The remedy as it would be written down; raises `Refused` for what cannot be."""
        for key in ("tried_on", "remedy", "result"):
            if values.get(key) in (None, ""):
                raise Refused("error.cell_empty", field=key, column=self.layout.column(key).title)
        entry = RemedyEntry(
            text=values["remedy"],
            tried_on=date.fromisoformat(values["tried_on"]),
            result=values["result"],
            result_note=values.get("result_note") or "",
            staff=values.get("staff") or None,
        )
        entry.check(self.desk.today)
        if entry.staff:
            self.staff_id(entry.staff, field="staff")
        return entry

    def _shown(self, found: Mapping[str, Any], *, as_exported: bool = False) -> dict[str, Any]:
        """A row of the file by the columns of the list; empty for a row that was not there."""
        if not found:
            return {}
        issue = self._issues.now[found["issue_id"]]
        group = self.finder.by_id.get(issue["group_id"])
        then = self._issues.then(found["issue_id"]) if as_exported else None
        return {
            "group_no": group.number if group else None,
            "group": group.name if group else None,
            "title": (then or issue)["title"],
            "tried_on": found["tried_on"],
            "remedy": found["text"],
            "result": found["result"],
            "result_note": found["result_note"],
            "staff": self.staff_name(found["staff_id"]),
        }


def _sameness(issue_id: int, tried_on: str, text: str) -> tuple[Any, ...]:
    return issue_id, tried_on, " ".join(text.split())
