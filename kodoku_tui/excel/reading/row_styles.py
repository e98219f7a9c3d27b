"""Rows that somebody struck through or coloured in .xlsx and .xlsm: so offices say that they are over.

Runs in the reading process, found by plain searching as in `sheet_extras`. Not told: what a rule colours
(条件付き書式), and a line through a part of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_PLACE = re.compile(rb'\br="[A-Z]{1,3}([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
# No colour of their own: white, and the colours of the window.
_WHITE = frozenset(
    {"rgb:FFFFFFFF", "rgb:00FFFFFF", "rgb:FFFFFF", "theme:0", "indexed:64", "indexed:65", "indexed:9"}
)
_LARGEST_STYLES = 4 * 1024 * 1024


class Styles:
    """Which cell styles of a workbook strike a cell through, and which fill it with which colour."""

    def __init__(self, xml: bytes) -> None:
        self.struck: set[int] = set()
        self.fills: dict[int, str] = {}
        if not xml or len(xml) > _LARGEST_STYLES:
            return
        root = ElementTree.fromstring(xml)
        fonts = [_is_struck(font) for font in _children(root, "fonts")]
        fills = [_colour(fill) for fill in _children(root, "fills")]
        for number, style in enumerate(_children(root, "cellXfs")):
            font, fill = style.get("fontId", ""), style.get("fillId", "")
            if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                self.struck.add(number)
            if fill.isdecimal() and int(fill) < len(fills) and fills[int(fill)]:
                self.fills[number] = fills[int(fill)]


def row_styles(xml: bytes, styles: Styles) -> tuple[list[int], list[tuple[int, str]]]:
    """The rows, from 0, in which a filled cell is struck through, and those of which half and more have one colour."""
    if not styles.struck and not styles.fills:
        return [], []
    struck: set[int] = set()
    colours: dict[int, list[str]] = {}
    for tag in _CELL.finditer(xml):
        place = _PLACE.search(tag[1])
        if place is None or tag[1].endswith(b"/"):
            continue
        row = int(place[1]) - 1
        style = int(found[1]) if (found := _STYLE.search(tag[1])) else 0
        if style in styles.struck:
            struck.add(row)
        colours.setdefault(row, []).append(styles.fills.get(style, ""))
    coloured = [(row, colour) for row, cells in sorted(colours.items()) if (colour := colour_of_row(cells))]
    return sorted(struck), coloured


def colour_of_row(cells: list[str]) -> str:
    """The colour that half and more of the filled cells of a row have; empty where none is."""
    (colour, count), *_ = [*Counter(filter(None, cells)).most_common(1), ("", 0)]
    return colour if count * 2 >= len(cells) else ""


def _children(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return next((list(part) for part in root if part.tag.rpartition("}")[2] == name), [])


def _is_struck(font: ElementTree.Element) -> bool:
    return any(
        part.tag.rpartition("}")[2] == "strike" and part.get("val", "1") in ("1", "true") for part in font
    )


def _colour(fill: ElementTree.Element) -> str:
    """What tells the colour of a plain fill from others; empty for none, white and patterns."""
    for pattern in fill:
        if pattern.get("patternType") != "solid":
            continue
        for colour in pattern:
            if colour.tag.rpartition("}")[2] == "fgColor":
                kind = next((name for name in ("rgb", "theme", "indexed") if name in colour.attrib), "")
                tint = colour.get("tint", "")
                said = f"{kind}:{colour.get(kind, '')}{'*' if tint else ''}{tint}"
                return "" if not kind or said in _WHITE else said
    return ""
