"""Tables in text files: comma, tab or semicolon, in the encodings of Japanese offices; HTML saved as .xls.

Everything is told by content, nothing by the name. Runs in the reading process: only the standard library is
imported here. Cells are text as written: 0120 keeps its zero.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from kodoku_tui.excel.reading.encodings import decoded
from kodoku_tui.excel.reading.package_limits import MAXIMUM_UNPACKED_BYTES, UnfitFileError
from kodoku_tui.excel.reading.text_sheet import TextSheet

_SAMPLED_ROWS = 200
_SAMPLED_CHARACTERS = 64 * 1024
_LONGEST_CELL = 1_000_000
# Where two would part the rows alike, the first: nobody writes a tab within a sentence.
_DELIMITERS = {"\t": "tsv", ",": "csv", ";": "csv"}
_HTML = re.compile(r"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_BEGINS_AN_OTHER_FILE = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
)


def read_text_file(path: Path) -> tuple[str, str, list[TextSheet]]:
    """The format (csv, tsv or html), the encoding, and what stands in the file.

    Raises `UnfitFileError`: `not_a_workbook` for what is no text or says nothing in tables, `too_large`.
    """
    if path.stat().st_size > MAXIMUM_UNPACKED_BYTES:
        raise UnfitFileError("too_large")
    content = path.read_bytes()
    if content.startswith(_BEGINS_AN_OTHER_FILE):
        raise UnfitFileError("not_a_workbook")
    text, encoding = decoded(content)
    start = text[:4096]
    if _HTML.search(start):
        from kodoku_tui.excel.reading.html_tables import tables_of

        tables = tables_of(text)
        if not tables:
            raise UnfitFileError("not_a_workbook")
        return "html", encoding, tables
    if start.lstrip().startswith(("<?xml", "<")) or _SPREADSHEET_XML in start:
        raise UnfitFileError("not_a_workbook")
    delimiter = delimiter_of(text)
    return _DELIMITERS[delimiter], encoding, [TextSheet(_rows(text, delimiter))]


def delimiter_of(text: str) -> str:
    """Which sign parts the cells: that under which most rows have a width of two or more that others have, too.

    A table of a report has sections of several widths. A sign that is a part of what is written (12/19/25, 1:05 PM)
    parts the records alike, and not their headings.
    """
    sample = text[:_SAMPLED_CHARACTERS]
    best = (0.0, 0.0, ",")
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in _rows(sample, delimiter, most=_SAMPLED_ROWS) if any(row))
        rows = sum(widths.values())
        parted = {width: count for width, count in widths.items() if width > 1 and (count > 1 or rows == 1)}
        if parted:
            agreeing = sum(parted.values())
            cells = sum(width * count for width, count in parted.items())
            best = max(best, (agreeing / rows, cells / agreeing, delimiter), key=lambda one: one[:2])
    return best[2]


def _rows(text: str, delimiter: str, *, most: int | None = None) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
                rows.append(row)
                if most is not None and len(rows) >= most:
                    break
        except csv.Error:
            # A quotation mark that never closes swallows the rest of the file: it is no mark then.
            continue
        return rows
    raise UnfitFileError("broken")
