"""Workbooks that we write: whole or not at all, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import lru_cache
from itertools import count

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.obeyed import harmless
from kodoku_tui.store.written_files import WrittenPath

# Excel counts UTF-16 units, of which a rare character takes two.
MAXIMUM_CELL_UNITS = 32_767
MAXIMUM_NAME_UNITS = 31

FONT = "Meiryo UI"
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy/mm/dd",
}


@contextmanager
def new_workbook(path: WrittenPath, *, title: str, created: date) -> Iterator[Workbook]:
    """A workbook to fill, row by row from the top; it takes the place of `path` once it is whole.

    The same content gives the same bytes: it bears `created` as its date and names no author. Raises
    `Refused` as `WrittenPath` does, with any earlier file left as it was.
    """
    with path.being_written() as beside:
        # The rows wait beside it: on the disk that is told when it is full, and gone with the rest.
        workbook = Workbook(str(beside), {**_OPTIONS, "tmpdir": str(beside.parent)})
        workbook.set_properties({"title": harmless(title), "created": datetime.combine(created, time())})
        yield workbook
        try:
            workbook.close()
        except XlsxWriterException as error:
            if isinstance(error.__context__, OSError):
                raise error.__context__ from None
            raise Refused("error.cannot_write", field="path", path=path.path, reason=str(error)) from error


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
    return _units_of(cleaned, MAXIMUM_CELL_UNITS)


def sheet_name(text: str, taken: Collection[str] = ()) -> str:
    """A name that Excel accepts for a sheet: at most 31 characters, none that it forbids, unlike those `taken`.

    Excel compares names without regard to case and refuses an apostrophe at either end.
    """
    cleaned = _FORBIDDEN_IN_NAMES.sub(" ", clean_text(text).text).strip(" '") or "-"
    known = {name.casefold() for name in taken}
    for number in count(1):
        ending = "" if number == 1 else f" ({number})"
        name = _units_of(cleaned, MAXIMUM_NAME_UNITS - len(ending)).rstrip(" '") + ending
        if name.casefold() not in known:
            return name
    raise AssertionError


def _units_of(text: str, most: int) -> str:
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


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
