"""Cells that python-calamine shows as blank although a person sees something there.

These are error values (`#N/A`) and formulas saved without a result. Both are found in the XML of .xlsx and
.xlsm by plain searching, so that a sheet without them costs little more than unpacking. Runs in the reading
process: only the standard library and `signs` are imported here.
"""

from __future__ import annotations

import re

from kodoku_tui.excel.reading.signs import LETTERS, UNCALCULATED

Overlay = dict[tuple[int, int], str]

_TAG_OF_ERROR = re.compile(rb'<(?:\w+:)?c\s[^<>]*\bt="e"[^<>]*>')
_VALUE = re.compile(rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ENDS_WITHOUT_VALUE = (b"</f></c>", b"<v></v></c>", b"/></c>")
_WITHOUT_VALUE_IS_TEXT = b't="str"'


def overlay_of(xml: bytes) -> Overlay:
    """What stands in each such cell of a sheet's XML, by row and column counted from 0.

    Nothing for cells that do not say where they are.
    """
    overlay: Overlay = {}
    if b't="e"' in xml:
        for tag in _TAG_OF_ERROR.finditer(xml):
            value = _VALUE.match(xml, tag.end())
            _put(overlay, tag[0], value[1].decode("ascii", "replace") if value else "#ERROR")
    for end in _ENDS_WITHOUT_VALUE:
        at = xml.find(end)
        while at >= 0:
            cell = xml[xml.rfind(b"<c ", 0, at) : at + len(end)]
            tag_of_cell = cell[: cell.find(b">") + 1]
            if b"<f" in cell and _WITHOUT_VALUE_IS_TEXT not in tag_of_cell:
                _put(overlay, tag_of_cell, UNCALCULATED)
            at = xml.find(end, at + 1)
    return overlay


def _put(overlay: Overlay, tag: bytes, code: str) -> None:
    if reference := _REFERENCE.search(tag):
        column = 0
        for letter in reference[1]:
            column = column * LETTERS + letter - ord("A") + 1
        overlay[int(reference[2]) - 1, column - 1] = code
