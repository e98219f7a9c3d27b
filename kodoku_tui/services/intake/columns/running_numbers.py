"""A column of 1, 2, 3 … beside names of groups: the lines of a list that somebody counted, not numbers of groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kodoku_tui.excel.reading.cell_values import LARGEST_NUMBER
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.recognition import RecognisedTable
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.groups import GroupFinder

# A heading with one of these says whose number it is.
_OF_GROUPS = ("団体", "採択", "group")
_FEWEST_DISAGREEING = 2
_LONGEST_NUMBER = len(str(LARGEST_NUMBER))


def without_running_numbers(
    desk: Desk, tables: Sequence[RecognisedTable], positions: Mapping[str, int]
) -> dict[str, int]:
    """The columns without that of the group's number, where it only counts the lines.

    It does when its heading says of no group that the number is its own, the numbers go up from 1 by 1 in each
    table, every line bears a name, and most of these are of groups of other numbers. One that disagrees is asked
    about as ever; where numbers and names agree it is the same whichever is meant.
    """
    if not {"group_no", "group"} <= positions.keys():
        return dict(positions)
    heading = tables[0].columns[positions["group_no"]].header.casefold()
    if any(word in heading for word in _OF_GROUPS) or not all(
        _counts_lines(table, positions["group_no"]) for table in tables
    ):
        return dict(positions)
    finder = GroupFinder(desk.connection, desk.programme["id"])
    others = lines = 0
    for table in tables:
        for record in table.records:
            name = record.values[positions["group"]]
            if not isinstance(name, str):
                return dict(positions)
            numbers = {group.number for group in finder.named(name)}
            lines += 1
            others += bool(numbers) and _whole(record.values[positions["group_no"]]) not in numbers
    if others < _FEWEST_DISAGREEING or others * 2 <= lines:
        return dict(positions)
    return {key: position for key, position in positions.items() if key != "group_no"}


def _counts_lines(table: RecognisedTable, position: int) -> bool:
    numbers = [_whole(record.values[position]) for record in table.records]
    return numbers == list(range(1, len(numbers) + 1))


def _whole(value: CellValue) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= _LONGEST_NUMBER:
        return int(value)
    return value if type(value) is int else None
