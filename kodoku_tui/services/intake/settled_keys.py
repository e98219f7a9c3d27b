"""Which record each line with a hidden row key is of, where the key and what the line shows do not agree.

Sorting or pasting some columns of an export leaves the hidden key behind. What people see then counts: a line is of
the record that it shows, if that is one record and no other line is of it. What shows is taken as an edit of the
key's own record only where no other record and no other line shows so; everything else is an error in words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.columns import ListColumn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.standing.standing import Shown, alike

if TYPE_CHECKING:
    from kodoku_tui.services.intake.planners.planner import Planner

_UNLIKE = 10_000


@dataclass(slots=True)
class _Line:
    row: IntakeRow
    read: ReadRow
    own: int
    name: Name
    distance: int


def settle_keys(planner: Planner, reads: Sequence[tuple[IntakeRow, ReadRow]]) -> dict[int, Identity]:
    """Give each line the key of the record that it is of; what cannot be told becomes an error of the row.

    The records whose keys were left beside lines of others, by the position of the line.
    """
    identities = planner.identities()
    if not identities:
        return {}
    settling = _Settling(planner, identities)
    settling.settle(reads)
    return settling.left_behind


class _Settling:
    def __init__(self, planner: Planner, identities: Mapping[int, Identity]) -> None:
        self._planner = planner
        self._identities = identities
        self._columns: dict[str, ListColumn] = {
            key: column
            for key, column in planner.columns.items()
            if not column.is_computed and key not in planner.NOT_COMPARED
        }
        self._of_name: dict[Name, list[int]] = defaultdict(list)
        for row_id, identity in identities.items():
            for name in dict.fromkeys(identity.names):
                self._of_name[name].append(row_id)
        self._in_group: dict[int, list[int]] = defaultdict(list)
        for row_id, identity in identities.items():
            self._in_group[identity.names[0].group_id].append(row_id)
        self._contents: dict[int, Sequence[Shown]] = {}
        self.left_behind: dict[int, Identity] = {}
        self._taken: set[int] = set()
        self._shows: Counter[Name] = Counter()

    def settle(self, reads: Sequence[tuple[IntakeRow, ReadRow]]) -> None:
        lines = self._lines(reads)
        lines = [line for line in lines if not self._is_itself(line)]
        lines = [line for line in lines if not self._is_wholly_another(line)]
        lines = [line for line in lines if not self._shows_its_own(line)]
        lines = self._those_that_show_no_other(lines)
        for line in lines:
            if not self._is_an_edit(line):
                self._refuse(line)

    def _lines(self, reads: Sequence[tuple[IntakeRow, ReadRow]]) -> list[_Line]:
        lines = []
        for row, read in reads:
            row_id = self._planner.key_of(read)
            own = self._identities.get(row_id) if row_id is not None else None
            if row_id is None or own is None:
                if (name := self._name_without_key(read)) is not None:
                    self._shows[name] += 1
                continue
            try:
                name = self._planner.name_shown(read, self._planner.group_shown(read, own), own)
            except Refused as refused:
                self._planner.complain(read, row, refused)
                continue
            self._shows[name] += 1
            lines.append(_Line(row, read, row_id, name, self._distance(read, row_id)))
        return lines

    def _name_without_key(self, read: ReadRow) -> Name | None:
        try:
            group = self._planner.finder.find(read.values.get("group_no"), read.values.get("group"))
            return self._planner.name_shown(read, group.id, None)
        except Refused:
            return None

    def _is_itself(self, line: _Line) -> bool:
        is_so = line.distance == 0 and self._is_own(line)
        if is_so:
            self._taken.add(line.own)
        return is_so

    def _is_wholly_another(self, line: _Line) -> bool:
        """Whether all that the line says stands in exactly one other record of the group that it shows."""
        if line.distance == 0 or self._identities[line.own].contents is None:
            return False
        others = [
            row_id
            for row_id in self._in_group[line.name.group_id]
            if row_id != line.own
            and row_id not in self._taken
            and line.name in self._identities[row_id].names
            and self._distance(line.read, row_id) == 0
        ]
        if len(others) != 1:
            return False
        self._move(line, others[0])
        return True

    def _shows_its_own(self, line: _Line) -> bool:
        is_so = line.own not in self._taken and self._is_own(line)
        if is_so:
            self._taken.add(line.own)
        return is_so

    def _those_that_show_no_other(self, lines: Sequence[_Line]) -> list[_Line]:
        """The lines that are of no record that they show: those that are, are of it from now on."""
        left = []
        for line in lines:
            there = [row_id for row_id in self._of_name.get(line.name, ()) if row_id not in self._taken]
            if self._shows[line.name] == 1 and len(there) == 1 and self._is_nearer(line, there[0]):
                self._move(line, there[0])
            elif self._shows[line.name] == 1 and self._is_under_a_free_name(line):
                self._move(line, None)
            else:
                left.append(line)
        return left

    def _is_an_edit(self, line: _Line) -> bool:
        """Whether the line says of its own record what nobody else shows."""
        own = self._identities[line.own]
        is_so = (
            line.own not in self._taken
            and line.name[:2] in {name[:2] for name in own.names}
            and self._shows[line.name] == 1
            and not self._of_name.get(line.name)
        )
        if is_so:
            self._taken.add(line.own)
        return is_so

    def _refuse(self, line: _Line) -> None:
        if line.read.errors:
            return
        own = self._identities[line.own]
        shown = self._planner.said_name(line.read)
        field = self._planner.TOLD_BY
        key = "error.key_is_another_record"
        self._planner.complain(line.read, line.row, Refused(key, field=field, known=own.said, shown=shown))

    def _is_own(self, line: _Line) -> bool:
        return line.name in self._identities[line.own].names

    def _is_nearer(self, line: _Line, other: int) -> bool:
        """Whether the rest of the line does not say that it is the key's own record, put in another's place.

        What a line may change (a day, a title) is among its cells: as far from both it may be either.
        """
        if self._identities[other].contents is None:
            return True
        distance = self._distance(line.read, other)
        return distance < line.distance or (distance == line.distance and not line.name.title)

    def _is_under_a_free_name(self, line: _Line) -> bool:
        """Whether the line shows what nothing is recorded under so far, and does not just repeat its own record."""
        filled = sum(line.read.values.get(key) not in (None, "") for key in self._columns)
        return self._planner.is_unrecorded(line.name) and filled <= line.distance

    def _move(self, line: _Line, row_id: int | None) -> None:
        """The line is of that record, or of one under which nothing is recorded so far."""
        self.left_behind[line.row.position] = self._identities[line.own]
        if row_id is None:
            line.read.key = None
            return
        self._taken.add(row_id)
        self._planner.rekey(line.read, row_id)

    def _distance(self, read: ReadRow, row_id: int) -> int:
        """How many cells of a line say something else than the record, now or when the workbook went out."""
        identity = self._identities[row_id]
        if identity.contents is None:
            return 0
        if row_id not in self._contents:
            self._contents[row_id] = identity.contents()
        return min(
            (self._unlike(read.values, shown) for shown in self._contents[row_id] if shown), default=_UNLIKE
        )

    def _unlike(self, values: Mapping[str, Any], shown: Shown) -> int:
        return sum(
            key in values and key in shown and not alike(values[key], shown[key], key)
            for key in self._columns
        )
