"""Milestones (マイルストーン) from a workbook: states by legal moves, and extensions of due dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import (
    MOVES_WITH_A_REASON,
    ContractWord,
    MilestoneKind,
    MilestoneState,
    Move,
    effective_due,
    shown_state,
)
from kodoku_tui.excel.list_reading import ReadRow, folded_word
from kodoku_tui.locale import say
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.intake.columns import ListLayout, words_in_every_language
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.model import IntakeRow, Remark
from kodoku_tui.services.intake.planner import Planner
from kodoku_tui.services.intake.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.services.moves import (
    PlannedMove,
    plan_extension,
    plan_move,
    reason_for_extension,
    write_extension,
    write_move,
)
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT * FROM milestone_now WHERE programme_id = ?"
_TO_STATE = {
    MilestoneState.SENT: Move.SEND,
    MilestoneState.SUBMITTED: Move.SUBMIT,
    MilestoneState.IN_REVIEW: Move.REVIEW,
    MilestoneState.RETURNED: Move.RETURN,
    MilestoneState.ACCEPTED: Move.ACCEPT,
    MilestoneState.WAIVED: Move.WAIVE,
    MilestoneState.NOT_APPLICABLE: Move.NOT_APPLICABLE,
}
_SETTLED = (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE)
_BACKWARDS = (
    (MilestoneState.ACCEPTED, MilestoneState.IN_REVIEW),
    (MilestoneState.IN_REVIEW, MilestoneState.SUBMITTED),
)


class MilestonePlanner(Planner):
    """A milestone is found by its row key, else by group and title or key."""

    FIELDS = {  # noqa: RUF012 - so declared by the base
        "on": "state_on",
        "move": "state",
        "to": "extended_to",
        "reason": "extension_reason",
        "key": "milestone",
    }

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "milestone", origin, _SELECT, self.programme["id"])
        self._by_place = {(found["group_id"], found["key"]): found for found in self._rows.now.values()}
        self._key_of_title: dict[str, str] = {}
        self._plan_titles: dict[str, str] = {}
        for found in self._rows.now.values():
            if found["key"] not in self._plan_titles:
                self._plan_titles[found["key"]] = found["title"]
                for name in (found["key"], found["title_en"], *words_in_every_language(found["title"])):
                    self._key_of_title.setdefault(folded_word(name), found["key"])
        self._extensions = self._read_extensions()
        self._first_line: dict[int, int] = {}

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        found = self._found(read, row)
        self.say_group(row, self.finder.by_id[found["group_id"]], found["title"])
        if (first := self._first_line.setdefault(found["id"], row.row)) != row.row:
            row.remarks.append(Remark("import.remark_twice", {"row": first}))
            self.skip(row, "twice")
            return
        self._settle_state(read, found)
        here = self._shown(found)
        then = self._rows.then(found["id"]) if self.origin.is_ours else None
        exported = None if then is None else self._shown_then(found, then)
        is_keyed = self.key_of(read) is not None
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=not is_keyed)
        self.drop_naming(row, "milestone")
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        self._drop_what_no_act_changes(read, row, here)
        if row.cells:
            self._check(read, found, {cell.key: cell.workbook for cell in row.cells})
        row.write = lambda unit, taken: self._write(unit, found, read, taken)

    def _found(self, read: ReadRow, row: IntakeRow) -> Mapping[str, Any]:
        row_id = self.key_of(read)
        if row_id is not None:
            found = self._rows.now.get(row_id)
            if found is None:
                raise Refused("error.key_gone")
            group = self.finder.by_id[found["group_id"]]
            self.say_group(row, group)
            self.same_group(read, group.number)
            return found
        group = self.group_of(read, row, active=False)
        title = read.values.get("milestone")
        if not title:
            raise Refused("error.cell_empty", field="milestone", column=self.layout.column("milestone").title)
        key = self._key_named(title)
        if key is None or (group.id, key) not in self._by_place:
            raise Refused(
                "error.no_such_milestone",
                field="milestone",
                key=title,
                keys="、".join(self._plan_titles.values()),
            )
        return self._by_place[group.id, key]

    def _key_named(self, title: str) -> str | None:
        """The milestone that a title means: whole, else a part that only one title has."""
        wanted = folded_word(title)
        if wanted in self._key_of_title:
            return self._key_of_title[wanted]
        partly = {key for name, key in self._key_of_title.items() if wanted in name}
        return partly.pop() if len(partly) == 1 else None

    def _settle_state(self, read: ReadRow, found: Mapping[str, Any]) -> None:
        said = read.values.get("state")
        if said is None:
            return
        if said in tuple(ContractWord):
            said = next(
                state for state in MilestoneState if shown_state(state, MilestoneKind.CONTRACT).value == said
            )
        read.values["state"] = str(said)

    def _drop_what_no_act_changes(self, read: ReadRow, row: IntakeRow, here: Mapping[str, Any]) -> None:
        """A date without its state, a reason without its extension, an extension taken away: said and left."""
        edited = {cell.key for cell in row.cells}
        alone = {
            cell.key
            for cell in row.cells
            if (cell.key == "state_on" and "state" not in edited)
            or (cell.key == "extension_reason" and "extended_to" not in edited)
            or (cell.key in ("extended_to", "state") and cell.workbook in (None, ""))
        }
        if "extended_to" in alone:
            alone.add("extension_reason")
        for cell in row.cells:
            if cell.key in alone:
                row.remarks.append(
                    Remark("import.remark_not_alone", {"column": cell.heading, "cell": cell.cell})
                )
        had = bool(row.cells)
        row.cells = [cell for cell in row.cells if cell.key not in alone]
        if had and not row.cells:
            self.skip(row, "not_alone")

    def _check(self, read: ReadRow, found: Mapping[str, Any], taken: Mapping[str, Any]) -> None:
        """Plan what would be written; raises `Refused` for what cannot be."""
        if "extended_to" in taken:
            self._plan_extension(found, read, taken)
        if "state" in taken:
            self._plan_move(found, taken)

    def _write(self, unit: Unit, found: Mapping[str, Any], read: ReadRow, taken: Mapping[str, Any]) -> None:
        if taken.get("extended_to"):
            extension, reason = self._plan_extension(found, read, taken)
            write_extension(self.desk, unit, extension, reason)
        if "state" in taken:
            planned = self._plan_move(found, taken)
            comment = say("import.reason_of_move") if planned.move in MOVES_WITH_A_REASON else ""
            write_move(self.desk, unit, planned, comment, found["version"])

    def _plan_extension(self, found: Mapping[str, Any], read: ReadRow, taken: Mapping[str, Any]) -> Any:
        to = date.fromisoformat(taken["extended_to"])
        planned = plan_extension(self.desk, self._number(found), found["key"], to=to)
        said = taken.get("extension_reason") or read.values.get("extension_reason") or ""
        return planned, reason_for_extension(said)

    def _plan_move(self, found: Mapping[str, Any], taken: Mapping[str, Any]) -> PlannedMove:
        wanted = MilestoneState(taken["state"])
        now = MilestoneState(found["state"])
        said_on = taken.get("state_on")
        on = date.fromisoformat(said_on) if said_on else self.desk.today
        planned = plan_move(self.desk, self._number(found), found["key"], _move_between(now, wanted), on=on)
        if planned.state != wanted:
            raise Refused(
                "error.illegal_move",
                field="state",
                state=shown_state(now, found["kind"]),
                move=planned.move,
            )
        return planned

    def _number(self, found: Mapping[str, Any]) -> int:
        return self.finder.by_id[found["group_id"]].number

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        to, reason = self._extension_at(found["id"], None)
        return {
            "state": found["state"],
            "state_on": found["state_on"],
            "planned_on": found["planned_on"],
            "due_on": found["due_on"],
            "extended_to": to,
            "extension_reason": reason,
        }

    def _shown_then(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
        to, reason = self._extension_at(found["id"], self.origin.unit_id)
        kept = {key: then.get(key, found[key]) for key in ("state", "state_on", "planned_on")}
        extended = date.fromisoformat(to) if to else None
        due = effective_due(date.fromisoformat(kept["planned_on"]), extended, found["holiday_policy"])
        return {**kept, "due_on": due.isoformat(), "extended_to": to, "extension_reason": reason}

    def _extension_at(self, milestone_id: int, unit_id: int | None) -> tuple[str | None, str]:
        """The newest extension, or the newest that an export after act `unit_id` knew."""
        known = [
            extension
            for extension in self._extensions.get(milestone_id, ())
            if unit_id is None or extension["unit_id"] <= unit_id
        ]
        return (known[-1]["extended_to"], known[-1]["reason"]) if known else (None, "")

    def _read_extensions(self) -> dict[int, list[Mapping[str, Any]]]:
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for extension in self.connection.execute(
            "SELECT extension.*, coalesce((SELECT min(unit_id) FROM change WHERE table_name = 'extension'"
            " AND row_id = extension.id), 0) AS unit_id FROM extension ORDER BY extension.id"
        ):
            found[extension["milestone_id"]].append(dict(extension))
        return found


def _move_between(now: MilestoneState, wanted: MilestoneState) -> Move:
    """The move that leads from one state to another, if any does; whether it is open the machine says."""
    if wanted is MilestoneState.NOT_STARTED:
        return Move.REOPEN if now in _SETTLED else Move.PULL_BACK
    if (now, wanted) in _BACKWARDS:
        return Move.PULL_BACK
    return _TO_STATE[wanted]
