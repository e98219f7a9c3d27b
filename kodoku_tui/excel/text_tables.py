"""Tables that come as text (CSV, tab-separated), in whatever encoding a web meeting or Excel wrote them.

The encoding is found by what the file says of itself and then by trial, in this order: a byte order mark (UTF-8,
UTF-16), zero bytes (UTF-16 without a mark), UTF-8, CP932. A library that guesses encodings by their statistics
was left out: for the few that occur here, trial in this order is certain, and a statistic over a short list is not.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused

MAXIMUM_BYTES = 8 * 1024 * 1024
MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 200

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIED = ("utf-8", "cp932")
_DELIMITERS = ("\t", ",", ";")
_LINES_LOOKED_AT = 50
_ALLOWED_CONTROLS = "\t\r\n\x1a"
# What begins like this is no text, whatever it decodes to.
_NOT_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"MZ",
)

TextRow = tuple[str, ...]


def read_text_table(path: Path) -> list[TextRow]:
    """Every line of a text file as its cells, each cleaned; empty lines are empty rows, so that positions stay.

    Raises `Refused` with `file`: `error.workbook_missing`, `_is_folder`, `_not_readable`, `_empty_file`,
    `error.text_too_large`, `error.text_is_binary`, `error.text_unreadable`.
    """
    text = decoded(_bytes_of(path), path.name)
    try:
        rows = list(_rows(text, path.name))
    except csv.Error:
        raise Refused("error.text_unreadable", file=path.name) from None
    if not any(any(row) for row in rows):
        raise Refused("error.workbook_empty_file", file=path.name)
    return rows


def decoded(raw: bytes, file: str) -> str:
    """The bytes of a file as text. Raises `Refused` for what is no text, or text in an encoding that is not known."""
    if not raw.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refused("error.workbook_empty_file", file=file)
    if raw.startswith(_NOT_TEXT):
        raise Refused("error.text_is_binary", file=file)
    tried = _encodings_of(raw)
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        if _is_text(text, is_certain=encoding.startswith("utf-8") or len(tried) == 1):
            return text
    raise Refused("error.text_is_binary" if b"\x00" in raw else "error.text_unreadable", file=file)


def _encodings_of(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (encoding,)
    return ("utf-16-le", "utf-16-be") if b"\x00" in raw else _TRIED


def _is_text(text: str, *, is_certain: bool) -> bool:
    """False for what only happens to decode: zero bytes, and by trial also other controls and undefined letters."""
    if "\x00" in text:
        return False
    return is_certain or not any(
        unicodedata.category(letter) in ("Cn", "Cs") or (letter < " " and letter not in _ALLOWED_CONTROLS)
        for letter in set(text)
    )


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise Refused("error.workbook_is_folder", file=path.name)
    try:
        with path.open("rb") as file:
            raw = file.read(MAXIMUM_BYTES + 1)
    except FileNotFoundError:
        raise Refused("error.workbook_missing", file=path.name) from None
    except OSError:
        raise Refused("error.workbook_not_readable", file=path.name) from None
    if len(raw) > MAXIMUM_BYTES:
        raise Refused("error.text_too_large", file=path.name)
    return raw


def _rows(text: str, file: str) -> Iterator[TextRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text))
    for count, row in enumerate(reader, start=1):
        if count > MAXIMUM_ROWS or len(row) > MAXIMUM_COLUMNS:
            raise Refused("error.text_too_large", file=file)
        yield tuple(clean_text(cell).text.strip() for cell in row)


def _delimiter_of(text: str) -> str:
    """What stands between the cells: whichever of tab, comma and semicolon is most frequent at the beginning."""
    beginning = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
    return max(_DELIMITERS, key=beginning.count) if any(map(beginning.count, _DELIMITERS)) else ","
