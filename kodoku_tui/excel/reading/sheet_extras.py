"""What python-calamine does not tell of a sheet: errors, hidden rows and columns, comments, rules for entries,
formulas, objects.

Found by plain searching in the XML of .xlsx, .xlsm and .ods (openpyxl would know it too, at ten times the
cost, and hangs on absurd dimensions), told by xlrd for .xls, by its records for .xlsb. Runs in
the reading process: of ours only modules are imported here that need nothing but the standard library.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

from kodoku_tui.excel.reading.comments import comments_among
from kodoku_tui.excel.reading.error_cells import overlay_of
from kodoku_tui.excel.reading.extras import Extras
from kodoku_tui.excel.reading.furigana import furigana_of, shared_furigana
from kodoku_tui.excel.reading.row_styles import Styles, row_styles
from kodoku_tui.excel.reading.rules.xml_rules import add_rules

# Beyond this many single rows nobody reads a list; ranges are given as ranges anyway.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384

_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MIN = re.compile(rb'\bmin="([0-9]{1,5})"')
_MAX = re.compile(rb'\bmax="([0-9]{1,5})"')


def extras_of(path: Path, form: str) -> dict[str, Extras]:
    """By sheet name; empty for formats that do not tell."""
    if form == "ods":
        from kodoku_tui.excel.reading.open_document_extras import extras_of_open_document

        return extras_of_open_document(path)
    if form == "xlsb":
        from kodoku_tui.excel.reading.binary_workbook_extras import extras_of_binary_workbook

        return extras_of_binary_workbook(path)
    if form == "xls":
        from kodoku_tui.excel.reading.old_workbook_extras import extras_of_old_workbook

        return extras_of_old_workbook(path)
    if form not in {"xlsx", "xlsm"}:
        return {}
    with zipfile.ZipFile(path) as file:
        package = _Package(file)
        try:
            book = _Book(package)
        except (KeyError, StopIteration):
            return {}
        return {
            name: _of_part(package, part, book.names_in(place), book)
            for place, (part, name) in enumerate(book.sheets.items())
            if part in package.names
        }


class _Package:
    """The parts of a package by their names, however the program that wrote it parted folders."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = {name.replace("\\", "/"): name for name in file.namelist()}

    def read(self, name: str) -> bytes:
        """A part; raises `KeyError` for one that there is not."""
        return self._file.read(self.names[name])

    def read_if_there(self, name: str) -> bytes:
        """A part; empty for one that there is not."""
        return self.read(name) if name in self.names else b""


class _Book:
    """The sheets of a package by their parts, in order, and the names it defines for ranges and constants."""

    def __init__(self, package: _Package) -> None:
        from xml.etree import ElementTree

        workbook = next(
            target for kind, target in _relations(package, "").values() if kind.endswith("/officeDocument")
        )
        targets = _relations(package, workbook)
        styles = next((target for kind, target in targets.values() if kind.endswith("/styles")), "")
        self.styles = Styles(package.read_if_there(styles))
        texts = next((target for kind, target in targets.values() if kind.endswith("/sharedStrings")), "")
        self.furigana = shared_furigana(package.read_if_there(texts))
        self.sheets: dict[str, str] = {}
        self.counts_from_1904 = False
        self._names: dict[str | None, dict[str, str]] = {None: {}}
        for element in ElementTree.fromstring(package.read(workbook)).iter():
            if element.tag.endswith("}sheet"):
                identifier = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
                if identifier in targets:
                    self.sheets[targets[identifier][1]] = element.get("name", "")
            elif element.tag.endswith("}definedName"):
                names = self._names.setdefault(element.get("localSheetId"), {})
                names[element.get("name", "").casefold()] = (element.text or "").strip()
            elif element.tag.endswith("}workbookPr"):
                self.counts_from_1904 = element.get("date1904") in ("1", "true")

    def names_in(self, place: int) -> dict[str, str]:
        """What the names stand for, folded, in the sheet at this place: its own go before those of the workbook."""
        return {**self._names[None], **self._names.get(str(place), {})}


def _of_part(package: _Package, part: str, names: dict[str, str], book: _Book) -> Extras:
    xml = package.read(part)
    extras = Extras()
    extras.errors = overlay_of(xml)
    extras.hidden_rows = _hidden_rows(xml)
    extras.hidden_columns = _hidden_columns(xml)
    extras.struck_rows, extras.coloured_rows = row_styles(xml, book.styles)
    extras.furigana = furigana_of(xml, book.furigana)
    extras.comments = _comments(package, part)
    add_rules(extras.rules, xml, names, counts_from_1904=book.counts_from_1904)
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
        relations = _relations(package, part).values()
    except KeyError:
        return []
    return comments_among(relations, package.read_if_there)


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
