"""Texts that are longer than a cell: cut where the cell ends, gone on with in a sheet of their own, joined again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kodoku_tui.domain.exports.exchange import CONTINUED, continued_mark, continued_number_of
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet, Workbook

# Excel takes 32,767 units, but LibreOffice breaks a line in two that is longer than 16,383. With room for the mark.
LONGEST_PIECE = 16_000
END_OF_MARK = "〕"
_JOINERS = ("\u200c", "\u200d")


@dataclass(frozen=True, slots=True)
class Continued:
    """A piece of a text: its number, which cell it belongs to in words, and how it goes on."""

    number: int
    part: int
    place: str
    text: str


class Continuations:
    """Takes in texts that are too long and gives what of them fits a cell."""

    def __init__(self) -> None:
        self.pieces: list[Continued] = []
        self._count = 0

    def fitted(self, text: str, place: str) -> str:
        """The text as it may stand in a cell; `place` says where that is, for people."""
        cleaned = clean_text(text, multiline=True).text
        pieces = list(_cut(cleaned))
        if len(pieces) < 2 and continued_number_of(cleaned) is None:
            return cleaned
        self._count += 1
        # A text that happens to end in such a mark goes on too, so that the mark is not taken for one.
        first, *others = pieces if len(pieces) > 1 else (cleaned[:-1], cleaned[-1])
        self.pieces += (
            Continued(self._count, part, place, piece) for part, piece in enumerate(others, start=2)
        )
        return first + continued_mark(self._count)


def units_in(text: str) -> int:
    """How long Excel takes a text to be: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def whole(workbook: Workbook) -> Workbook:
    """The workbook with every text that was too long for its cell joined again, without the sheet of the rest."""
    beyond = [sheet for sheet in workbook.sheets if _is_beyond(sheet)]
    if not beyond:
        return workbook
    # Somebody may have sorted the sheet: the pieces stand in their order by number and part.
    pieces = sorted(
        (row[0], row[1], str(row[3] or ""))
        for sheet in beyond
        for row in sheet.rows[1:]
        if len(row) > 3 and isinstance(row[0], int) and isinstance(row[1], int)
    )
    rests: dict[int, str] = {}
    for number, _, text in pieces:
        rests[number] = rests.get(number, "") + text
    sheets = tuple(
        replace(sheet, rows=tuple(tuple(_joined(value, rests) for value in row) for row in sheet.rows))
        for sheet in workbook.sheets
        if sheet not in beyond
    )
    return replace(workbook, sheets=sheets)


def _is_beyond(sheet: Sheet) -> bool:
    return bool(sheet.rows) and sheet.value(0, 4) == CONTINUED


def _joined(value: CellValue, rests: dict[int, str]) -> CellValue:
    if not isinstance(value, str):
        return value
    number = continued_number_of(value)
    if number is None or number not in rests:
        return value
    return value.removesuffix(continued_mark(number)) + rests[number]


def _cut(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + LONGEST_PIECE
        while units_in(text[start:end]) > LONGEST_PIECE:
            end -= (units_in(text[start:end]) - LONGEST_PIECE + 1) // 2
        # Whoever reads the pieces cleans each of them, and a joiner at an end joins nothing.
        while start + 1 < end < len(text) and (text[end - 1] in _JOINERS or text[end] in _JOINERS):
            end -= 1
        yield text[start:end]
        start = end
