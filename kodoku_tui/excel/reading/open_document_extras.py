"""What python-calamine does not tell of an .ods sheet: errors, merges, hidden rows and columns,
comments, rules for entries, formulas.

Runs in the reading process, like `sheet_extras`.
"""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from kodoku_tui.excel.reading.extras import Extras
from kodoku_tui.excel.reading.rules.open_document_rules import rules_declared

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_TAG = re.compile(
    rb"<(?:(/?)table:(table-row|table-column|table-cell|covered-table-cell|table)(?=[\s/>])"
    rb"([^<>]*?)/?|draw:[a-z-]+ [^<>]*|(office:annotation)(?=[\s>])[^<>]*)>"
)
_LINE = re.compile(rb"<text:(?:p|h)\b[^<>]*?(?:/>|>(.*?)</text:(?:p|h)>)", re.DOTALL)
_SPACE = re.compile(rb'<text:s(?: text:c="([0-9]{1,3})")?/>')
_MARKUP = re.compile(rb"<[^<>]*>")
_COMMENT = b"<office:annotation"
_END_OF_COMMENT = b"</office:annotation>"
_LONGEST_COMMENT = 200_000
_ATTRIBUTE = re.compile(rb'(?:table|calcext):([\w-]+)="([^"]*)"')
_TEXT = re.compile(rb"<text:p\b[^<>]*>([^<]*)<")
_HIDDEN = (b"collapse", b"filter")


def extras_of_open_document(path: Path) -> dict[str, Extras]:
    """By sheet name, from `content.xml`."""
    with zipfile.ZipFile(path) as package:
        xml = package.read("content.xml")
    reader = _Reader(xml)
    for match in _TAG.finditer(xml):
        reader.take(match)
    return reader.found


class _Reader:
    """Walks over the tags of all tables and keeps count of rows and columns."""

    def __init__(self, xml: bytes) -> None:
        self.found: dict[str, Extras] = {}
        self._xml = xml
        self._rules = rules_declared(xml)
        self._sheet = Extras()
        self._row = self._column = 0
        self._rows_here = 1
        self._cell = (0, 0)
        self._behind_comment = 0

    def take(self, match: re.Match[bytes]) -> None:
        """One tag: a sheet, row, column or cell that begins."""
        kind = match[2]
        if match.start() < self._behind_comment:
            # What stands in a comment stands in no cell.
            return
        if match[4] is not None:
            self._take_comment(match.end())
        elif kind is None:
            self._sheet.has_objects = self._sheet.has_objects or b"draw:caption" not in match[0]
        elif match[1] == b"":
            values = dict(_ATTRIBUTE.findall(match[3])) if match[3] else {}
            if kind == b"table":
                self._begin(values)
            elif kind == b"table-row":
                self._take_row(values)
            elif kind == b"table-column":
                self._take_column(values)
            else:
                self._take_cell(values, match.end())

    def _begin(self, values: dict[bytes, bytes]) -> None:
        self._sheet = Extras()
        self.found[html.unescape(values.get(b"name", b"").decode("utf-8", "replace"))] = self._sheet
        self._row = self._column = 0
        self._rows_here = 0

    def _take_row(self, values: dict[bytes, bytes]) -> None:
        self._row += self._rows_here
        self._rows_here = int(values.get(b"number-rows-repeated", b"1"))
        self._column = 0
        if values.get(b"visibility") in _HIDDEN:
            last = min(self._row + self._rows_here, _MOST_ROWS) - 1
            self._sheet.hidden_rows.append((self._row, last))

    def _take_column(self, values: dict[bytes, bytes]) -> None:
        count = int(values.get(b"number-columns-repeated", b"1"))
        if values.get(b"visibility") in _HIDDEN:
            last = min(self._column + count, _MOST_COLUMNS) - 1
            self._sheet.hidden_columns.append((self._column, last))
        self._column += count

    def _take_cell(self, values: dict[bytes, bytes], end: int) -> None:
        down = int(values.get(b"number-rows-spanned", b"1"))
        right = int(values.get(b"number-columns-spanned", b"1"))
        if down > 1 or right > 1:
            last = (min(self._row + down, _MOST_ROWS) - 1, min(self._column + right, _MOST_COLUMNS) - 1)
            self._sheet.merged.append((self._row, self._column, *last))
        self._cell = (self._row, self._column)
        if (rule := self._rules.get(values.get(b"content-validation-name", b""))) is not None:
            count = int(values.get(b"number-columns-repeated", b"1"))
            bottom = min(self._row + self._rows_here, _MOST_ROWS) - 1
            covered = (self._row, self._column, bottom, min(self._column + count, _MOST_COLUMNS) - 1)
            kind, operator, first, second, choices = rule
            self._sheet.rules.add(
                kind, [covered], operator=operator, first=first, second=second, choices=choices
            )
        if b"formula" in values:
            self._sheet.formulas += 1
        if values.get(b"value-type") == b"error":
            start = self._end_of_comment_at(end)
            text = _TEXT.search(self._xml, start, start + 500)
            code = text[1].decode("utf-8", "replace") if text else "#ERROR"
            self._sheet.errors[self._row, self._column] = code
        self._column += int(values.get(b"number-columns-repeated", b"1"))

    def _take_comment(self, start: int) -> None:
        end = self._xml.find(_END_OF_COMMENT, start, start + _LONGEST_COMMENT)
        if end < 0:
            return
        self._behind_comment = end
        lines = [_plain_line(line) for line in _LINE.findall(self._xml[start:end])]
        self._sheet.comments.append((*self._cell, "\n".join(lines)))

    def _end_of_comment_at(self, start: int) -> int:
        """Where the text of a cell begins: behind its comment, which stands before it."""
        if not self._xml.startswith(_COMMENT, start):
            return start
        end = self._xml.find(_END_OF_COMMENT, start, start + _LONGEST_COMMENT)
        return max(end, start)


def _plain_line(written: bytes) -> str:
    spaced = _SPACE.sub(lambda match: b" " * int(match[1] or b"1"), written)
    broken = spaced.replace(b"<text:line-break/>", b"\n").replace(b"<text:tab/>", b"\t")
    return html.unescape(_MARKUP.sub(b"", broken).decode("utf-8", "replace"))
