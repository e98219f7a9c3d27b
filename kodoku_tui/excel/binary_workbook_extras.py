"""What python-calamine does not tell of an .xlsb sheet: errors, which it blanks, hidden rows and columns.

The records are those of [MS-XLSB]: a number, a length, and as many bytes. Runs in the reading process, like
`sheet_extras`.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from struct import error, unpack_from
from xml.etree import ElementTree

from kodoku_tui.excel.sheet_extras import Extras

_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET = 0, 3, 11, 60, 156
_FORMULAS = range(8, 12)
_HIDDEN_ROW = 0x10
_MOST_COLUMNS = 16_384
_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def extras_of_binary_workbook(path: Path) -> dict[str, Extras]:
    """By sheet name; empty for a package whose parts do not hang together."""
    with zipfile.ZipFile(path) as package:
        try:
            relations = ElementTree.fromstring(package.read("xl/_rels/workbook.bin.rels"))
            targets = {
                one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
                for one in relations
            }
            names = list(_sheet_names(package.read("xl/workbook.bin")))
            return {
                name: _extras_of(package.read(targets[relation]))
                for relation, name in names
                if relation in targets
            }
        except (KeyError, IndexError, ValueError, error, ElementTree.ParseError):
            return {}


def _sheet_names(content: bytes) -> Iterator[tuple[str, str]]:
    for kind, at, _ in _records(content):
        if kind == _SHEET:
            relation, after = _text(content, at + 8)
            yield relation, _text(content, after)[0]


def _text(content: bytes, at: int) -> tuple[str, int]:
    (length,) = unpack_from("<I", content, at)
    end = at + 4 + 2 * length if length != 0xFFFFFFFF else at + 4
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _extras_of(content: bytes) -> Extras:
    extras = Extras()
    row = 0
    for kind, at, length in _records(content):
        if kind == _ROW and length >= 12:
            (row,) = unpack_from("<I", content, at)
            if content[at + 11] & _HIDDEN_ROW:
                extras.hidden_rows.append((row, row))
        elif kind in (_ERROR, _FORMULA_ERROR) and length >= 9:
            (column,) = unpack_from("<I", content, at)
            extras.errors[row, column] = _CODES.get(content[at + 8], "#ERROR")
        elif kind == _COLUMNS and length >= 17 and content[at + 16] & 1:
            first, last = unpack_from("<II", content, at)
            extras.hidden_columns.append((first, min(last, _MOST_COLUMNS - 1)))
        extras.formulas += kind in _FORMULAS
    return extras


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The number, place and length of each record."""
    at = 0
    while at < len(content):
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[at] & 0x7F) << 7
            at += 1
        length = 0
        for shift in range(0, 28, 7):
            part = content[at]
            at += 1
            length |= (part & 0x7F) << shift
            if not part & 0x80:
                break
        yield kind, at, length
        at += length
