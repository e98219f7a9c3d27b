"""The rules for entries of an .xlsx or .xlsm sheet, by searching in its XML: the usual ones and those of Excel 2010.

Excel writes a rule whose choices stand on another sheet as an extension (`x14:dataValidation`), and choices
with commas in them as `x12ac:list`. Runs in the reading process, like `sheet_extras`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from kodoku_tui.excel.reading.rules.found_rules import LONGEST_FORMULA, RulesFound, ranges_of

_RULE = re.compile(rb"<(?:\w+:)?dataValidation\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"\b(type|operator|sqref)=(?:\"([^\"]*)\"|'([^']*)')")
_FORMULA = re.compile(rb"<(?:\w+:)?formula([12])>(?:\s*<(?:\w+:)?f>)?([^<>]*)<")
_RANGES = re.compile(rb"<(?:\w+:)?sqref>([^<>]*)<")
_QUOTED_LIST = re.compile(rb"<(?:\w+:)?list>([^<>]*)<")
_DAY = re.compile(r"[0-9]{1,7}(?:\.[0-9]{0,20})?")
# As many as Excel takes.
_MOST_TAGS = 65_534
_LONGEST_RULE = 4 * LONGEST_FORMULA
_LONGEST_RANGES = 500_000
_FIRST_DAY_OF_1904 = 1462
_ABOUT_DAYS = ("date",)


def add_rules(found: RulesFound, xml: bytes, names: Mapping[str, str], *, counts_from_1904: bool) -> None:
    """Add the rules of a sheet. `names` are the defined names of the workbook, folded, with what they stand for."""
    # Behind the cells, of which there may be millions.
    start = max(xml.rfind(b"</sheetData>"), 0)
    if xml.find(b"dataValidation", start) < 0:
        return
    tags = list(islice(_RULE.finditer(xml, start), _MOST_TAGS))
    for place, tag in enumerate(tags):
        after = tags[place + 1].start() if place + 1 < len(tags) else len(xml)
        # The body may end anywhere: in a file that is broken, too.
        body = b"" if tag[1].endswith(b"/") else xml[tag.end() : min(after, tag.end() + _LONGEST_RULE)]
        about = {name: double or single for name, double, single in _ATTRIBUTE.findall(tag[1])}
        kind = _text(about.get(b"type", b"none"))
        ranges = about.get(b"sqref") or b" ".join(_RANGES.findall(_own(xml, tag.end(), after)))
        if kind == "none" or not ranges:
            # It only shows a hint.
            continue
        formulas = {number: _text(formula) for number, formula in _FORMULA.findall(body)}
        first, second = formulas.get(b"1", ""), formulas.get(b"2", "")
        choices = None
        if quoted := _QUOTED_LIST.search(body):
            choices = _quoted(_text(quoted[1]))
        if counts_from_1904 and kind in _ABOUT_DAYS:
            first, second = _later(first), _later(second)
        found.add(
            kind,
            ranges_of(_text(ranges[:_LONGEST_RANGES])),
            operator=_text(about.get(b"operator", b"between")),
            first=names.get(first.casefold(), first),
            second=names.get(second.casefold(), second),
            choices=choices,
        )


def _own(xml: bytes, start: int, end: int) -> bytes:
    """What belongs to a rule of the extension, whose ranges stand at its end."""
    return xml[start : min(end, start + _LONGEST_RULE + _LONGEST_RANGES)]


def _text(written: bytes) -> str:
    text = written.decode("utf-8", "replace").strip()
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _quoted(written: str) -> list[str]:
    """Choices as a line of a CSV: `いす,"机、棚"`."""
    import csv

    try:
        return [choice for one in next(csv.reader([written]), []) if (choice := one.strip())]
    except csv.Error:
        return []


def _later(serial: str) -> str:
    """A day of a workbook that counts from 1904, as others count it."""
    if _DAY.fullmatch(serial) is None:
        return serial
    return (
        f"{float(serial) + _FIRST_DAY_OF_1904:g}" if "." in serial else str(int(serial) + _FIRST_DAY_OF_1904)
    )
