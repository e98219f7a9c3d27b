"""What python-calamine does not tell of an .xlsb sheet: errors, which it blanks, hidden rows and columns,
comments, rules for entries.

The records are those of [MS-XLSB]: a number, a length, and as many bytes. Runs in the reading process, like
`sheet_extras`.
"""

from __future__ import annotations

import contextlib
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from xml.etree import ElementTree

from kodoku_tui.excel.reading.comments import comments_among
from kodoku_tui.excel.reading.extras import Extras
from kodoku_tui.excel.reading.rules.binary_workbook_rules import Around, add_rule, spelled

_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET = 0, 3, 11, 60, 156
_NAME, _RULE, _SHEETS_REFERRED, _COMMENT, _COMMENT_TEXT = 39, 64, 362, 635, 637
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
        parts = set(package.namelist())
        try:
            targets = {name: target for name, (_, target) in _relations(package, "xl/workbook.bin").items()}
            workbook = package.read("xl/workbook.bin")
            names = list(_sheet_names(workbook))
            around = _around(workbook, [name for _, name in names])
            return {
                name: _extras_of(package, targets[relation], around)
                for relation, name in names
                if targets.get(relation) in parts
            }
        except (KeyError, IndexError, ValueError, struct.error, ElementTree.ParseError):
            return {}


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """By their identifier: kind and target. Raises `KeyError` for a part that relates to nothing."""
    folder, name = posixpath.split(part)
    relations = ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    return {
        one.get("Id", ""): (
            one.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in relations
    }


def _around(workbook: bytes, sheets: list[str]) -> Around:
    """What formulas refer to by number."""
    around = Around()
    names: list[tuple[str, bytes]] = []
    for kind, at, length in _records(workbook):
        if kind == _SHEETS_REFERRED and length >= 4:
            (count,) = unpack_from("<I", workbook, at)
            around.sheets = [
                sheets[first] if first == last and 0 <= first < len(sheets) else None
                for _, first, last in struct.iter_unpack("<Iii", workbook[at + 4 : at + 4 + 12 * count])
            ]
        elif kind == _NAME and length >= 13:
            name, after = _text(workbook, at + 9)
            (size,) = unpack_from("<I", workbook, after)
            names.append((name, workbook[after + 4 : after + 4 + size]))
    # Names count from 1; one may stand for another, which is told by its name.
    around.names = {number: name for number, (name, _) in enumerate(names, start=1)}
    around.names = {number: spelled(one, around) for number, (_, one) in enumerate(names, start=1)}
    return around


def _sheet_names(content: bytes) -> Iterator[tuple[str, str]]:
    for kind, at, _ in _records(content):
        if kind == _SHEET:
            relation, after = _text(content, at + 8)
            yield relation, _text(content, after)[0]


def _text(content: bytes, at: int) -> tuple[str, int]:
    (length,) = unpack_from("<I", content, at)
    end = at + 4 + 2 * length if length != 0xFFFFFFFF else at + 4
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _extras_of(package: zipfile.ZipFile, part: str, around: Around) -> Extras:
    content = package.read(part)
    extras = Extras()
    extras.comments = _comments(package, part)
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
        elif kind == _RULE:
            # One that breaks off takes nothing else along.
            with contextlib.suppress(struct.error):
                add_rule(extras.rules, content[at : at + length], around)
        extras.formulas += kind in _FORMULAS
    return extras


def _comments(package: zipfile.ZipFile, part: str) -> list[tuple[int, int, str]]:
    try:
        relations = list(_relations(package, part).values())
    except KeyError:
        return []
    there = set(package.namelist())
    threads = comments_among(relations, lambda name: package.read(name) if name in there else b"")
    threaded = {place[:2] for place in threads}
    for kind, name in relations:
        if kind.endswith("/comments") and name.endswith(".bin") and name in there:
            threads += (one for one in _comments_in(package.read(name)) if one[:2] not in threaded)
    return sorted(threads)


def _comments_in(content: bytes) -> Iterator[tuple[int, int, str]]:
    row = column = 0
    for kind, at, length in _records(content):
        if kind == _COMMENT and length >= 20:
            row, _, column, _ = unpack_from("<4I", content, at + 4)
        elif kind == _COMMENT_TEXT and length >= 5:
            yield row, column, _text(content, at + 1)[0]


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
