"""Workbooks that we write: whole or not at all, and text that stays text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused

# Excel counts UTF-16 units, of which a rare character takes two.
MAXIMUM_CELL_UNITS = 32_767

FONT = "Meiryo UI"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy/mm/dd",
}


@contextmanager
def new_workbook(path: Path, *, title: str, created: date) -> Iterator[Workbook]:
    """A workbook to fill, row by row from the top; it takes the place of `path` once it is whole.

    The same content gives the same bytes: it bears `created` as its date and names no author. Raises
    `Refused` (`error.cannot_write`), with any earlier file left as it was.
    """
    beside = path.with_name(f".{path.stem[:40]}.{os.getpid()}.tmp")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(path)
        with TemporaryDirectory(ignore_cleanup_errors=True) as rows_folder:
            workbook = Workbook(str(beside), {**_OPTIONS, "tmpdir": rows_folder})
            workbook.set_properties({"title": title, "created": datetime.combine(created, time())})
            yield workbook
            workbook.close()
        beside.replace(path)
    except (OSError, XlsxWriterException):
        raise Refused("error.cannot_write", field="file", path=str(path)) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def base_style(**more: object) -> dict[str, object]:
    """The look that every cell of our lists shares."""
    shared = {"font_name": FONT, "font_size": 9, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
    return {**shared, **more}


@lru_cache(maxsize=4096)
def cell_text(text: str) -> str:
    """A text as it may stand in a cell: clean, and no longer than Excel holds."""
    cleaned = clean_text(text, multiline=True).text
    if len(cleaned) * 2 <= MAXIMUM_CELL_UNITS:
        return cleaned
    units = cleaned.encode("utf-16-le")[: MAXIMUM_CELL_UNITS * 2]
    return units.decode("utf-16-le", "ignore")


def page_text(text: str, *, most: int = 100) -> str:
    """A text as it may stand in a page's header or footer, where & begins a code and is written twice.

    A header holds 255 characters in all; what is beyond `most` ends in ….
    """
    kept = clean_text(text).text
    escaped = kept.replace("&", "&&")
    while len(escaped) > most:
        kept = kept[:-1]
        escaped = f"{kept.replace('&', '&&')}…"
    return escaped
