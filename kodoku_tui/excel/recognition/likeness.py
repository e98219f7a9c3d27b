"""Whether a row is one more of the records that a table has: asked where its place alone does not say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from kodoku_tui.excel.recognition.grid import FilledCell, Grid, Region
from kodoku_tui.excel.recognition.heading_rows import Header
from kodoku_tui.excel.recognition.kinds import kind_of
from kodoku_tui.excel.recognition.model import ColumnKind
from kodoku_tui.excel.recognition.vocabulary import plain, vocabulary
from kodoku_tui.excel.recognition.words_of_sheets import (
    compact,
    is_amount_heading,
    is_heading_word,
    is_note,
    is_number_like,
    is_total,
)

_SAMPLED = 30
_NEARLY_ALWAYS = 0.8
_SURE_ENOUGH = 2
_FEWEST_WITHOUT_NUMBER = 3
_FEWEST_WITHOUT_RECORDS = 4
_LINE_OF_KEYS_AND_VALUES = 4
# 報告対象期間; a group may be called みんなの居場所.
_LONGEST_KEY = 6
_NUMBERS = (ColumnKind.INTEGER, ColumnKind.DECIMAL)


class Likeness:
    """What the records of a table hold in each of its columns: days, amounts, the same few words, and what always.

    A row is like them when it stands under the headings, fills most of what they always fill, and holds nothing of
    another kind; one thing at least must be more than words that might stand anywhere.
    """

    def __init__(self, grid: Grid, region: Region, header: Header, records: Sequence[int]) -> None:
        self._labels = header.labels
        self._left = min(header.labels)
        self._kinds: dict[int, set[ColumnKind]] = defaultdict(set)
        self._texts: dict[int, set[str]] = defaultdict(set)
        self._has_records = bool(records)
        filled: Counter[int] = Counter()
        for row in islice(records, _SAMPLED):
            for column, value in grid.cells(row, region):
                filled[column] += 1
                self._kinds[column].add(_kind(value))
                if type(value) is str:
                    self._texts[column].add(compact(value))
        sampled = min(len(records), _SAMPLED)
        self._always = {
            column
            for column in self._labels
            if (filled[column] >= _NEARLY_ALWAYS * sampled if records else self._expected(column))
        }
        self.is_numbered = self._kinds_of(self._left) <= {ColumnKind.INTEGER} and self._left in self._always
        self._needed = self._always - ({self._left} if self.is_numbered else set())

    def holds(self, cells: Sequence[FilledCell], *, is_above: bool = False) -> bool:
        """Whether the filled cells of a row are a record of the table. `is_above`: they stand over its headings."""
        inside = [(column, value) for column, value in cells if column in self._labels]
        if len(inside) < 2 or (len(cells) - len(inside)) * 3 > len(inside) or self._is_remark(inside[0]):
            return False
        if any(type(value) is str and compact(value) in self._labels.values() for _, value in inside):
            return False
        numbered = inside[0][0] == self._left and self.is_numbered
        others = inside[1:] if numbered else inside
        found = self._agreement(others)
        sure = found.sure + numbered
        if not self._has_records:
            # Only the headings say what might stand here.
            fits = len(inside) >= _FEWEST_WITHOUT_RECORDS and len(inside) * 2 >= len(self._labels)
            return fits and sure >= 1 and not found.against and not _names_what_follows(cells)
        fills = sum(column in self._needed for column, _ in others)
        if found.against > (1 if found.sure >= _SURE_ENOUGH and len(others) > 3 else 0) or fills * 2 < len(
            self._needed
        ):
            return False
        if self.is_numbered and not numbered and fills < _FEWEST_WITHOUT_NUMBER:
            return False
        is_full = self._needed <= {column for column, _ in others}
        if is_above and len(cells) <= _LINE_OF_KEYS_AND_VALUES and _names_what_follows(cells):
            return sure >= _SURE_ENOUGH and is_full
        return sure >= 1 or (not is_above and is_full)

    def fits_but_for_its_number(self, cells: Sequence[FilledCell]) -> bool:
        """Whether what stands beside a word in the column of numbers is what records hold: nothing of another kind."""
        others = [(column, value) for column, value in cells if column != self._left]
        fills = sum(column in self._needed for column, _ in others)
        return self._agreement(others).against == 0 and fills * 2 >= len(self._needed)

    def _is_remark(self, first: FilledCell) -> bool:
        column, value = first
        if type(value) is not str:
            return self.is_numbered and column == self._left and _kind(value) is not ColumnKind.INTEGER
        if is_note(value) or is_total(value):
            return True
        return self.is_numbered and column == self._left and not is_number_like(value)

    def _agreement(self, cells: Sequence[FilledCell]) -> _Agreement:
        sure = against = 0
        for column, value in cells:
            kind = _kind(value)
            known = self._kinds_of(column)
            if kind is ColumnKind.EMPTY or not known:
                continue
            if kind not in known:
                against += 1
            elif kind is not ColumnKind.TEXT or (
                type(value) is str and compact(value) in self._texts.get(column, ())
            ):
                sure += 1
        return _Agreement(sure, against)

    def _kinds_of(self, column: int) -> set[ColumnKind]:
        known = self._kinds.get(column, set()) - {ColumnKind.EMPTY}
        if known or self._has_records or column not in self._labels:
            return known
        expected = self._expected(column)
        return {expected} if expected else set()

    def _expected(self, column: int) -> ColumnKind | None:
        """What a column without records can only hold, by its heading."""
        label = plain(self._labels[column])
        if label in vocabulary().id_headings or is_amount_heading(label):
            return ColumnKind.INTEGER
        return ColumnKind.DATE if vocabulary().date_heading.search(label) else None


class _Agreement:
    """How many cells of a row are surely what their column holds, and how many cannot be."""

    __slots__ = ("against", "sure")

    def __init__(self, sure: int, against: int) -> None:
        self.sure = sure
        self.against = against


def _names_what_follows(cells: Sequence[FilledCell]) -> bool:
    """Whether a short line begins with a heading: a key and its value (担当 | 佐藤)."""
    first = cells[0][1]
    return isinstance(first, str) and len(compact(first)) <= _LONGEST_KEY and is_heading_word(first)


def _kind(value: object) -> ColumnKind:
    kind = kind_of(value)  # type: ignore[arg-type]
    return ColumnKind.INTEGER if kind in _NUMBERS else kind
