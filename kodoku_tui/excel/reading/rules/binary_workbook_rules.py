"""The rules for entries of an .xlsb sheet, from its BrtDVal records ([MS-XLSB] 2.4.353).

Of its formulas only those are spelled that people put into rules: texts, numbers, ranges and names. Runs in the
reading process, like `sheet_extras`.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import iter_unpack, unpack_from

from kodoku_tui.excel.reading.rules.found_rules import NOT_SPELLED, OPERATORS, Range, RulesFound
from kodoku_tui.excel.reading.rules.old_workbook_rules import KINDS

_TEXTS = 4
_NO_TEXT = 0xFFFFFFFF
_KIND_BITS, _OPERATOR_SHIFT = 0x0F, 20
_COLUMN_BITS, _COLUMN_MOVES, _ROW_MOVES = 0x3FFF, 0x4000, 0x8000
_TEXT_TOKEN, _WHOLE_TOKEN, _NUMBER_TOKEN = 0x17, 0x1E, 0x1F
_NAME, _CELL, _CELLS, _CELL_ELSEWHERE, _CELLS_ELSEWHERE = 0x03, 0x04, 0x05, 0x1A, 0x1B


class Around:
    """What formulas refer to by number: names, and sheets through the table of the workbook."""

    def __init__(self) -> None:
        self.sheets: Sequence[str | None] = ()
        self.names: dict[int, str] = {}


def add_rule(found: RulesFound, content: bytes, around: Around) -> None:
    """Add the rule of a record. Raises `struct.error` where it breaks off."""
    flags, count = unpack_from("<II", content)
    at = 8
    ranges: list[Range] = [
        (top, left, bottom, right)
        for top, bottom, left, right in iter_unpack("<4I", content[at : at + 16 * count])
        if top <= bottom and left <= right
    ]
    at += 16 * count
    for _ in range(_TEXTS):
        (length,) = unpack_from("<I", content, at)
        at += 4 + (0 if length == _NO_TEXT else 2 * length)
    formulas = []
    for _ in range(2):
        (length,) = unpack_from("<I", content, at)
        formulas.append(content[at + 4 : at + 4 + length])
        at += 4 + length
        (beyond,) = unpack_from("<I", content, at)
        at += 4 + beyond
    number = flags & _KIND_BITS
    if 0 < number < len(KINDS) and ranges:
        first, second = (spelled(formula, around) for formula in formulas)
        found.add(
            KINDS[number],
            ranges,
            operator=OPERATORS[flags >> _OPERATOR_SHIFT & 7],
            first=first,
            second=second,
        )


def spelled(formula: bytes, around: Around) -> str:
    """A formula of a single part as Excel writes it, else `NOT_SPELLED`; empty for none."""
    if not formula:
        return ""
    token = formula[0]
    if token == _TEXT_TOKEN:
        (length,) = unpack_from("<H", formula, 1)
        text = formula[3 : 3 + 2 * length].decode("utf-16-le", "replace")
        return _alone(formula, 3 + 2 * length, '"' + text.replace('"', '""').replace("\0", ",") + '"')
    if token == _WHOLE_TOKEN:
        return _alone(formula, 3, str(unpack_from("<H", formula, 1)[0]))
    if token == _NUMBER_TOKEN:
        return _alone(formula, 9, f"{unpack_from('<d', formula, 1)[0]:.15g}")
    kind = token & 0x1F if token & 0x60 else None
    if kind == _NAME:
        return _alone(formula, 5, around.names.get(unpack_from("<I", formula, 1)[0], NOT_SPELLED))
    if kind == _CELL:
        return _alone(formula, 7, _place(*unpack_from("<IH", formula, 1)))
    if kind == _CELLS:
        return _alone(formula, 13, _places(formula, 1))
    if kind in (_CELL_ELSEWHERE, _CELLS_ELSEWHERE):
        (number,) = unpack_from("<H", formula, 1)
        sheet = around.sheets[number] if number < len(around.sheets) else None
        if sheet is None:
            return NOT_SPELLED
        quoted = "'" + sheet.replace("'", "''") + "'"
        if kind == _CELL_ELSEWHERE:
            return _alone(formula, 9, f"{quoted}!{_place(*unpack_from('<IH', formula, 3))}")
        return _alone(formula, 15, f"{quoted}!{_places(formula, 3)}")
    return NOT_SPELLED


def _alone(formula: bytes, length: int, text: str) -> str:
    return text if len(formula) == length else NOT_SPELLED


def _places(formula: bytes, at: int) -> str:
    top, bottom, left, right = unpack_from("<IIHH", formula, at)
    return f"{_place(top, left)}:{_place(bottom, right)}"


def _place(row: int, column: int) -> str:
    across = "" if column & _COLUMN_MOVES else "$"
    down = "" if column & _ROW_MOVES else "$"
    letters = ""
    number = (column & _COLUMN_BITS) + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{across}{letters}{down}{row + 1}"
