"""Milestones (手続・行事) from a workbook: states by legal moves, and extensions of due dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.excel.recognition.list_reading import ReadRow, folded_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.passing import doubt_about
from kodoku_tui.services.duties.moves import PlannedExtension, PlannedMove, reason_for_extension
from kodoku_tui.services.intake.columns.layouts import ListLayout, words_in_every_language
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.milestones import StandingMilestones, state_said
from kodoku_tui.services.intake.standing.standing import Origin, edited_cells, edited_computed
from kodoku_tui.store.unit import Unit


class MilestonePlanner(Planner):
    """A milestone is found by its row key, else by group and title or key."""

    FIELDS = {  # noqa: RUF012 - so declared by the base
        "on": "state_on",
        "move": "state",
        "to": "extended_to",
        "reason": "extension_reason",
        "key": "milestone",
    }
    TOLD_BY = "milestone"

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._milestones = StandingMilestones(desk, origin, finder)
        self._key_of_title: dict[str, str] = {}
        self._plan_titles: dict[str, str] = {}
        for found in self._milestones.by_id.values():
            if found["key"] not in self._plan_titles:
                self._plan_titles[found["key"]] = found["title"]
                for name in (found["key"], found["title_en"], *words_in_every_language(found["title"])):
                    self._key_of_title.setdefault(folded_word(name), found["key"])

    def identities(self) -> Mapping[int, Identity]:
        return {
            row_id: Identity(
                (Name(found["group_id"], found["key"]),), found["title"], partial(self._both, found)
            )
            for row_id, found in self._milestones.by_id.items()
        }

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        said = read.values.get("milestone")
        key = self._key_named(said) if said else None
        # A title that is nobody's names the duty anew; it is told that titles are not taken in.
        return Name(group_id, key or (own.names[0].place if own is not None else None))

    def _both(self, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [self._milestones.shown(found), self._milestones.shown_then(found) or {}]

    def said_name(self, read: ReadRow) -> str:
        return read.values.get("milestone") or super().said_name(read)

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        found = self._found(read, row)
        self.say_group(row, self.finder.by_id[found["group_id"]], found["title"])
        if self.comes_again(read, row, found["id"]):
            return
        if said := read.values.get("state"):
            read.values["state"] = state_said(said)
        here, exported = self._milestones.shown(found), self._milestones.shown_then(found)
        is_keyed = self.key_of(read) is not None
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=not is_keyed)
        self.drop_naming(row, "milestone")
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        self._drop_what_no_act_changes(read, row, here)
        if row.cells:
            row.doubts += self._check(read, found, {cell.key: cell.workbook for cell in row.cells})
        row.write = lambda unit, taken: self._write(unit, found, read, taken)

    def _found(self, read: ReadRow, row: IntakeRow) -> Mapping[str, Any]:
        found = self.keyed_row_of(read, self._milestones.by_id)
        if found is not None:
            group = self.finder.by_id[found["group_id"]]
            self.say_group(row, group)
            return found
        group = self.group_of(read, row, active=False)
        title = read.values.get("milestone")
        if not title:
            raise Refused("error.cell_empty", field="milestone", column=self.layout.column("milestone").title)
        key = self._key_named(title)
        if key is None or (group.id, key) not in self._milestones.by_place:
            raise Refused(
                "error.no_such_milestone",
                field="milestone",
                key=title,
                keys="、".join(self._plan_titles.values()),
            )
        return self._milestones.by_place[group.id, key]

    def _key_named(self, title: str) -> str | None:
        """The milestone that a title means: whole, else a part that only one title has."""
        wanted = folded_word(title)
        if wanted in self._key_of_title:
            return self._key_of_title[wanted]
        partly = {key for name, key in self._key_of_title.items() if wanted in name}
        return partly.pop() if len(partly) == 1 else None

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
                row.remarks.append(Said("import.remark_not_alone", column=cell.heading, cell=cell.cell))
        had = bool(row.cells)
        row.cells = [cell for cell in row.cells if cell.key not in alone]
        if had and not row.cells:
            self.skip(row, "not_alone")

    def _check(self, read: ReadRow, found: Mapping[str, Any], taken: Mapping[str, Any]) -> list[Refused]:
        """Plan what would be written, and what is to be asked before; raises `Refused` for what cannot be."""
        if "extended_to" in taken:
            self._plan_extension(found, read, taken)
        if "state" not in taken:
            return []
        doubt = doubt_about(self.desk, self._plan_move(found, taken), field="state")
        return [] if doubt is None else [doubt]

    def _write(self, unit: Unit, found: Mapping[str, Any], read: ReadRow, taken: Mapping[str, Any]) -> None:
        if taken.get("extended_to"):
            extension, reason = self._plan_extension(found, read, taken)
            self._milestones.write_extension(unit, extension, reason)
        if "state" in taken:
            self._milestones.write_move(unit, found, self._plan_move(found, taken))

    def _plan_extension(
        self, found: Mapping[str, Any], read: ReadRow, taken: Mapping[str, Any]
    ) -> tuple[PlannedExtension, str]:
        planned = self._milestones.plan_extension(found, date.fromisoformat(taken["extended_to"]))
        said = taken.get("extension_reason") or read.values.get("extension_reason") or ""
        if planned.is_correction and not said:
            raise Refused(
                "error.correction_without_reason",
                field="to",
                date=planned.due,
                due=planned.before,
                missing=self.layout.column("extension_reason").title,
            )
        return planned, reason_for_extension(said)

    def _plan_move(self, found: Mapping[str, Any], taken: Mapping[str, Any]) -> PlannedMove:
        said_on = taken.get("state_on")
        on = date.fromisoformat(said_on) if said_on else None
        return self._milestones.plan_move(found, taken["state"], on)
