"""Expenses (経費) from a workbook: budget, reported and proper amounts of each cost item, within the cap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kodoku_tui.domain.duties.money import check_budget
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import CostItem, cost_item_named, cost_items
from kodoku_tui.services.duties.money.recording import group_with_money, write_expense
from kodoku_tui.services.intake.columns.layouts import ListLayout
from kodoku_tui.services.intake.groups import GroupFinder, KnownGroup
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells, edited_computed
from kodoku_tui.store.unit import Unit

_SELECT = "SELECT group_cost.* FROM group_cost JOIN adopted_group ON adopted_group.id = group_id WHERE programme_id = ?"


class ExpensePlanner(Planner):
    """A line is found by its row key, else by group and cost item. The budgets of a group are judged together."""

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "group_cost", origin, _SELECT, self.programme["id"])
        self._items: dict[int, tuple[CostItem, ...]] = {}
        self._cost_ids = {
            (found["group_id"], found["cost_item_id"]): row_id for row_id, found in self._rows.now.items()
        }
        self._of_row: dict[int, tuple[KnownGroup, CostItem, ReadRow]] = {}

    TOLD_BY = "item"
    NOT_COMPARED = Planner.NOT_COMPARED | {"item"}

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            item = self._item(found["group_id"], found["cost_item_id"])
            contents = partial(self._both, item, row_id)
            known[row_id] = Identity((Name(found["group_id"], item.item_id),), item.title, contents)
        return known

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        if said := read.values.get("item"):
            return Name(group_id, cost_item_named(self._items_of(group_id), said, field="item").item_id)
        return Name(group_id, own.names[0].place if own is not None else None)

    def _both(self, item: CostItem, row_id: int) -> list[Mapping[str, Any]]:
        return [_shown(item), self._exported(row_id) or {}]

    def said_name(self, read: ReadRow) -> str:
        return read.values.get("item") or super().said_name(read)

    def is_unrecorded(self, name: Name) -> bool:
        return name.place is not None and name[:2] not in self._cost_ids

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        group, item = self._found(read, row)
        self.say_group(row, group, item.title)
        if self.comes_again(read, row, (group.id, item.item_id)):
            return
        here = _shown(item)
        cost_id = self._cost_ids.get((group.id, item.item_id))
        exported = self._exported(cost_id)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=self.key_of(read) is None)
        self.drop_naming(row, "item")
        self.remark_computed(row, read, edited_computed(read, self.columns, here, exported))
        if row.cells:
            group_with_money(self.desk, group.number)
        self._of_row[row.position] = (group, item, read)
        version = 0 if cost_id is None else self._rows.now[cost_id]["version"]

        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            values = {f"{key}_yen": amount for key, amount in taken.items()}
            if "budget_yen" in values:
                values["budget_yen"] = values["budget_yen"] or 0
            write_expense(self.desk, unit, group.id, item, values, version)

        row.write = write

    def finish(self, rows: Sequence[IntakeRow]) -> None:
        """Refuse budgets of a group that together pass the cap, at the cells that raise them."""
        of_group: dict[int, list[IntakeRow]] = defaultdict(list)
        for row in rows:
            if row.position in self._of_row and any(cell.key == "budget" for cell in row.cells):
                of_group[self._of_row[row.position][0].id].append(row)
        for group_id, changed in of_group.items():
            budgets = {
                self._of_row[row.position][1].item_id: next(
                    int(cell.workbook or 0) for cell in row.cells if cell.key == "budget"
                )
                for row in changed
            }
            lines = [
                replace(item.line, budget=budgets.get(item.item_id, item.line.budget))
                for item in self._items_of(group_id)
            ]
            try:
                check_budget(lines, cap=self.programme["cap_yen"], field="budget")
            except Refused as refused:
                for row in changed:
                    _, item, read = self._of_row[row.position]
                    if budgets[item.item_id] > item.line.budget or refused.key != "error.over_cap":
                        self.complain(read, row, refused)

    def before_writing(self, unit: Unit, rows: Sequence[IntakeRow]) -> Sequence[IntakeRow]:
        """What lowers a budget first: what it frees is what another line may take."""
        return sorted(rows, key=self._raises_by)

    def _raises_by(self, row: IntakeRow) -> int:
        budget = row.taken.get("budget")
        if "budget" not in row.taken or row.position not in self._of_row:
            return 0
        return int(budget or 0) - self._of_row[row.position][1].line.budget

    def _found(self, read: ReadRow, row: IntakeRow) -> tuple[KnownGroup, CostItem]:
        row_id = self.key_of(read)
        if row_id is not None and (found := self._rows.now.get(row_id)) is not None:
            group = self.finder.by_id[found["group_id"]]
            self.say_group(row, group)
            return group, self._item(group.id, found["cost_item_id"])
        group = self.group_of(read, row, active=False)
        if not read.values.get("item"):
            raise Refused("error.cell_empty", field="item", column=self.layout.column("item").title)
        return group, cost_item_named(self._items_of(group.id), read.values["item"], field="item")

    def _exported(self, cost_id: int | None) -> dict[str, Any] | None:
        """What went out; nothing for an item under which nothing was recorded then."""
        if self.origin.unit_id is None:
            return None
        then = {} if cost_id is None else self._rows.then(cost_id) or {}
        return {name: then.get(f"{name}_yen") for name in ("budget", "reported", "proper")}

    def _item(self, group_id: int, item_id: int) -> CostItem:
        return next(one for one in self._items_of(group_id) if one.item_id == item_id)

    def _items_of(self, group_id: int) -> tuple[CostItem, ...]:
        if group_id not in self._items:
            self._items[group_id] = cost_items(self.desk, group_id)
        return self._items[group_id]


def _shown(item: CostItem) -> dict[str, Any]:
    line = item.line
    return {
        "budget": line.budget if item.is_recorded else None,
        "reported": line.reported,
        "proper": line.proper,
        "accepted": None if line.proper is None else line.accepted,
    }
