"""The furigana that Excel keeps beside a text (phonetic runs, `rPh`): how it was typed is mostly how it is read.

Found by plain searching in the XML of .xlsx and .xlsm, so that a workbook without any costs a look. Runs in the reading
process: only the standard library is imported here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

Runs = list[tuple[int, int, str]]
"""From where up to where in the text (in UTF-16 units), and how that is read."""

MOST_CELLS = 50_000

_P = rb"(?:\w+:)?"
_ITEM = re.compile(rb"<" + _P + rb"si\b[^<>]*?(?:/>|>(.*?)</" + _P + rb"si>)", re.DOTALL)
_RUN = re.compile(rb"<" + _P + rb"rPh\b([^<>]*)>(.*?)</" + _P + rb"rPh>", re.DOTALL)
_FROM = re.compile(rb'\bsb="([0-9]{1,5})"')
_UP_TO = re.compile(rb'\beb="([0-9]{1,5})"')
_TEXT = re.compile(rb"<" + _P + rb"t\b[^<>]*>([^<]*)</")
_SHARED = re.compile(
    rb"<" + _P + rb'c\b([^<>]*\bt="s"[^<>]*)>\s*<' + _P + rb"v>\s*([0-9]{1,8})\s*</", re.DOTALL
)
_INLINE = re.compile(
    rb"<" + _P + rb'c\b([^<>]*\bt="inlineStr"[^<>]*)>\s*<' + _P + rb"is>(.*?)</" + _P + rb"is>", re.DOTALL
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def shared_furigana(xml: bytes) -> dict[int, Runs]:
    """The runs of the shared texts that have any, by their place among the texts."""
    if b"rPh" not in xml:
        return {}
    found = {}
    for place, item in enumerate(_ITEM.finditer(xml)):
        if item[1] and b"rPh" in item[1] and (runs := _runs_in(item[1])):
            found[place] = runs
    return found


def furigana_of(xml: bytes, shared: dict[int, Runs]) -> list[tuple[int, int, Runs]]:
    """Row and column, from 0, of the cells of a sheet whose text has furigana, and its runs; at most `MOST_CELLS`."""
    found: list[tuple[int, int, Runs]] = []
    for attributes, runs in _cells(xml, shared):
        place = _PLACE.search(attributes)
        if place and len(found) < MOST_CELLS:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - ord("A") + 1
            found.append((int(place[2]) - 1, column - 1, runs))
    return found


def _cells(xml: bytes, shared: dict[int, Runs]) -> Iterator[tuple[bytes, Runs]]:
    if shared:
        for cell in _SHARED.finditer(xml):
            if (runs := shared.get(int(cell[2]))) is not None:
                yield cell[1], runs
    if b"rPh" in xml:
        for cell in _INLINE.finditer(xml):
            if runs := _runs_in(cell[2]):
                yield cell[1], runs


def _runs_in(item: bytes) -> Runs:
    runs = []
    for run in _RUN.finditer(item):
        start, end = _FROM.search(run[1]), _UP_TO.search(run[1])
        text = unescape("".join(one.decode("utf-8", "replace") for one in _TEXT.findall(run[2])))
        if start and end and text.strip():
            runs.append((int(start[1]), int(end[1]), text))
    return runs
