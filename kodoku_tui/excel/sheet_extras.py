"""What python-calamine does not tell of a sheet: errors, hidden rows and columns, comments, formulas, objects.

Found by plain searching in the XML of .xlsx, .xlsm and .ods (openpyxl would know it too, at ten times the
cost, and hangs on absurd dimensions), told by xlrd for .xls, by its records for .xlsb. Runs in
the reading process: only the standard library, `signs` and `error_cells` are imported here.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

from kodoku_tui.excel.error_cells import Overlay, overlay_of
from kodoku_tui.excel.signs import LETTERS

# Beyond this many single rows nobody reads a list; ranges are given as ranges anyway.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384

_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MIN = re.compile(rb'\bmin="([0-9]{1,5})"')
_MAX = re.compile(rb'\bmax="([0-9]{1,5})"')
_COMMENT = re.compile(
    rb'<(?:\w+:)?comment\b[^<>]*\bref="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>(.*?)</(?:\w+:)?comment>', re.S
)
_COMMENT_TEXT = re.compile(rb"<(?:\w+:)?t\b[^<>]*>([^<]*)</")


class Extras:
    """What stands in and about one sheet beyond its values. Rows and columns are counted from 0.

    A plain class: importing dataclasses costs the reading process as much as reading a hundred rows.
    """

    def __init__(self) -> None:
        self.errors: Overlay = {}
        self.hidden_rows: list[tuple[int, int]] = []
        """First and last row of each hidden run."""
        self.hidden_columns: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int, str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        """First row, first column, last row, last column; only where the reader does not tell (.ods)."""
        self.formulas = 0
        self.has_objects = False


def extras_of(path: Path, form: str) -> dict[str, Extras]:
    """By sheet name; empty for formats that do not tell."""
    if form == "ods":
        from kodoku_tui.excel.open_document_extras import extras_of_open_document

        return extras_of_open_document(path)
    if form == "xlsb":
        from kodoku_tui.excel.binary_workbook_extras import extras_of_binary_workbook

        return extras_of_binary_workbook(path)
    if form == "xls":
        from kodoku_tui.excel.old_workbook_extras import extras_of_old_workbook

        return extras_of_old_workbook(path)
    if form not in {"xlsx", "xlsm"}:
        return {}
    with zipfile.ZipFile(path) as file:
        package = _Package(file)
        try:
            names = _sheet_names(package)
        except (KeyError, StopIteration):
            return {}
        return {name: _of_part(package, part) for part, name in names.items() if part in package.names}


class _Package:
    """The parts of a package by their names, however the program that wrote it parted folders."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = {name.replace("\\", "/"): name for name in file.namelist()}

    def read(self, name: str) -> bytes:
        """A part; raises `KeyError` for one that there is not."""
        return self._file.read(self.names[name])


def _of_part(package: _Package, part: str) -> Extras:
    xml = package.read(part)
    extras = Extras()
    extras.errors = overlay_of(xml)
    extras.hidden_rows = _hidden_rows(xml)
    extras.hidden_columns = _hidden_columns(xml)
    extras.comments = _comments(package, part)
    extras.formulas = xml.count(b"<f>") + xml.count(b"<f ")
    extras.has_objects = b"<drawing " in xml
    return extras


def _hidden_rows(xml: bytes) -> list[tuple[int, int]]:
    if b'hidden="' not in xml:
        return []
    rows = [
        int(number[1]) - 1
        for tag in _ROW.finditer(xml)
        if _HIDDEN.search(tag[0]) and (number := _NUMBER.search(tag[0]))
    ]
    return _runs(sorted(row for row in rows if 0 <= row < _MOST_ROWS))


def _hidden_columns(xml: bytes) -> list[tuple[int, int]]:
    runs = []
    for tag in _COLUMN.finditer(xml, 0, xml.find(b"sheetData") if b"sheetData" in xml else len(xml)):
        first, last = _MIN.search(tag[0]), _MAX.search(tag[0])
        if _HIDDEN.search(tag[0]) and first and last:
            runs.append((int(first[1]) - 1, min(int(last[1]), _MOST_COLUMNS) - 1))
    return runs


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _comments(package: _Package, part: str) -> list[tuple[int, int, str]]:
    try:
        targets = [
            target for kind, target in _relations(package, part).values() if kind.endswith("/comments")
        ]
    except KeyError:
        return []
    found = []
    for name in targets:
        if name in package.names:
            from html import unescape

            for letters, row, body in _COMMENT.findall(package.read(name)):
                text = "".join(one.decode("utf-8", "replace") for one in _COMMENT_TEXT.findall(body))
                found.append((int(row) - 1, _column(letters), unescape(text)))
    return found


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * LETTERS + letter - ord("A") + 1
    return column - 1


def _sheet_names(package: _Package) -> dict[str, str]:
    from xml.etree import ElementTree

    workbook = next(
        target for kind, target in _relations(package, "").values() if kind.endswith("/officeDocument")
    )
    targets = _relations(package, workbook)
    names = {}
    for element in ElementTree.fromstring(package.read(workbook)).iter():
        if element.tag.endswith("}sheet"):
            identifier = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if identifier in targets:
                names[targets[identifier][1]] = element.get("name", "")
    return names


def _relations(package: _Package, part: str) -> dict[str, tuple[str, str]]:
    """By their identifier: the kind and the target of what a part (or the package itself) relates to."""
    from xml.etree import ElementTree

    folder, name = posixpath.split(part)
    found = {}
    for relation in ElementTree.fromstring(package.read(posixpath.join(folder, "_rels", f"{name}.rels"))):
        target = posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/"))
        )
        found[relation.get("Id", "")] = (relation.get("Type", ""), target.lstrip("/"))
    return found
