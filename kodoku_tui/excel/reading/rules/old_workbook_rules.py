"""The rules for entries of an .xls sheet, from its DV records ([MS-XLS] 2.4.94), which xlrd passes over.

xlrd gives the bytes and spells the formulas. Runs in the reading process, like `sheet_extras`.
"""

from __future__ import annotations

import re
import struct
from struct import iter_unpack, unpack_from
from typing import Any

from kodoku_tui.excel.reading.rules.found_rules import LAST_ROW, NOT_SPELLED, OPERATORS, Range, RulesFound

_DV, _BEGIN, _END = 0x01BE, 0x0809, 0x000A
_LAST_ROW_HERE = 65_535
_TEXT_TOKEN, _NAME_TOKEN = 0x17, 0x03
_LIST = 3
_WHOLE_BOOK = -1
_NOUGHT_BEHIND_POINT = re.compile(r"(?<=[0-9])\.0(?![0-9])")
KINDS = ("none", "whole", "decimal", "list", "date", "time", "textLength", "custom")
_KIND_BITS, _OPERATOR_SHIFT = 0x0F, 20
_TEXTS = 4
"""Title and text of the hint, title and text of the refusal."""


def add_rules(found: RulesFound, book: Any, number: int) -> None:
    """Add the rules of the sheet of this number. A record that breaks off ends it."""
    mem, at, depth = book.mem, book._sh_abs_posn[number], 0
    while at + 4 <= len(mem):
        kind, length = unpack_from("<HH", mem, at)
        at += 4
        if kind == _BEGIN:
            # Charts lie within the sheet as streams of their own.
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif kind == _DV:
            try:
                _add(found, book, number, bytes(mem[at : at + length]))
            except (struct.error, IndexError, UnicodeDecodeError):
                return
        at += length


def _add(found: RulesFound, book: Any, sheet: int, record: bytes) -> None:
    (flags,) = unpack_from("<I", record)
    at = 4
    for _ in range(_TEXTS):
        at = _behind_text(record, at)
    formulas = []
    for _ in range(2):
        (length,) = unpack_from("<H", record, at)
        formulas.append(record[at + 4 : at + 4 + length])
        at += 4 + length
    (count,) = unpack_from("<H", record, at)
    ranges: list[Range] = [
        (top, left, LAST_ROW if (top, bottom) == (0, _LAST_ROW_HERE) else bottom, right)
        for top, bottom, left, right in iter_unpack("<4H", record[at + 2 : at + 2 + 8 * count])
        if top <= bottom and left <= right
    ]
    number = flags & _KIND_BITS
    if not 0 < number < len(KINDS) or not ranges:
        return
    choices = None
    if number == _LIST and formulas[0][:1] == bytes([_TEXT_TOKEN]):
        choices = [one for part in _text(formulas[0], 1).split("\0") if (one := part.strip())]
    first, second = ("" if choices is not None else _spelled(book, sheet, one, ranges[0]) for one in formulas)
    found.add(
        KINDS[number],
        ranges,
        operator=OPERATORS[flags >> _OPERATOR_SHIFT & 7],
        first=first,
        second=second,
        choices=choices,
    )


def _behind_text(record: bytes, at: int) -> int:
    length, is_wide = unpack_from("<HB", record, at)
    return at + 3 + int(length) * (1 + (int(is_wide) & 1))


def _text(token: bytes, at: int) -> str:
    length, is_wide = unpack_from("<BB", token, at)
    written = token[at + 2 : at + 2 + length * (1 + (is_wide & 1))]
    return written.decode("utf-16-le" if is_wide & 1 else "latin-1")


def _spelled(book: Any, number: int, formula: bytes, place: Range) -> str:
    """A formula as Excel writes it; of a name what it stands for."""
    from xlrd.formula import FMLA_TYPE_DATA_VAL, FMLA_TYPE_NAME, decompile_formula

    if not formula:
        return ""
    try:
        text = str(
            decompile_formula(book, formula, len(formula), FMLA_TYPE_DATA_VAL, browx=place[0], bcolx=place[1])
        )
        if formula[0] & 0x60 and formula[0] & 0x1F == _NAME_TOKEN and (named := _named(book, number, text)):
            text = str(decompile_formula(book, named.raw_formula, named.basic_formula_len, FMLA_TYPE_NAME))
        return _NOUGHT_BEHIND_POINT.sub("", text)
    # A formula that xlrd cannot spell may end in any error.
    except Exception:
        return NOT_SPELLED


def _named(book: Any, number: int, written: str) -> Any:
    """What a name stands for: in the sheet at hand, else in the one before it (区分!種別), else in the workbook."""
    sheet, _, name = written.rpartition("!")
    by_scope = {one.scope: one for one in book.name_map.get(name.lower(), ())}
    names = book.sheet_names()
    elsewhere = names.index(sheet) if sheet in names else _WHOLE_BOOK
    return by_scope.get(number) or by_scope.get(elsewhere) or by_scope.get(_WHOLE_BOOK)
