"""What python-calamine does not tell of a sheet: errors, hidden rows and columns, comments, formulas, objects.

Found by plain searching in the XML of .xlsx, .xlsm and .ods (openpyxl would know it too, at ten times the
cost, and hangs on absurd dimensions), told by xlrd for .xls, not known for .xlsb. Runs in
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
_TAG = re.compile(rb"<(?:\w+:)?([A-Za-z]+)\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb'(?:\w+:)?(\w+)\s*=\s*"([^"]*)"')


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
    if form == "xls":
        from kodoku_tui.excel.old_workbook_extras import extras_of_old_workbook

        return extras_of_old_workbook(path)
    if form not in {"xlsx", "xlsm"}:
        return {}
    with zipfile.ZipFile(path) as package:
        try:
            names = _sheet_names(package)
        except KeyError:
            return {}
        return {
            names[part]: _of_part(package, part)
            for part in package.namelist()
            if part in names and part.endswith(".xml")
        }


def _of_part(package: zipfile.ZipFile, part: str) -> Extras:
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


def _comments(package: zipfile.ZipFile, part: str) -> list[tuple[int, int, str]]:
    related = f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"
    try:
        relations = package.read(related)
    except KeyError:
        return []
    found = []
    for tag, attributes in _TAG.findall(relations):
        values = dict(_ATTRIBUTE.findall(attributes))
        if tag == b"Relationship" and values.get(b"Type", b"").endswith(b"/comments"):
            target = values.get(b"Target", b"").decode("utf-8", "replace")
            name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            try:
                xml = package.read(name)
            except KeyError:
                continue
            from html import unescape

            for letters, row, body in _COMMENT.findall(xml):
                text = "".join(one.decode("utf-8", "replace") for one in _COMMENT_TEXT.findall(body))
                found.append((int(row) - 1, _column(letters), unescape(text)))
    return found


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * LETTERS + letter - ord("A") + 1
    return column - 1


def _sheet_names(package: zipfile.ZipFile) -> dict[str, str]:
    from xml.etree import ElementTree

    targets = {
        relationship.get("Id"): posixpath.normpath(posixpath.join("/xl", relationship.get("Target", "")))
        for relationship in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    names = {}
    for element in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            identifier = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
            names[targets.get(identifier, "").lstrip("/")] = element.get("name", "")
    return names
