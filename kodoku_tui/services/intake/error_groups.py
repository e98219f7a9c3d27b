"""Errors by what they say: one line a column where many cells say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kodoku_tui.excel.reading.cell_errors import CellError
from kodoku_tui.locale import say

_CELLS_NAMED = 5


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Cells of one column that are wrong in the same words."""

    errors: tuple[CellError, ...]

    @property
    def first(self) -> CellError:
        """The one that speaks for all."""
        return self.errors[0]

    def sentence(self) -> str:
        """The first in its sentence, with how many more there are and which."""
        more = self.errors[1:]
        if not more:
            return self.first.sentence()
        cells = "、".join(error.cell for error in more[:_CELLS_NAMED])
        cells += " …" if len(more) > _CELLS_NAMED else ""
        return say("import.alike", sentence=self.first.sentence(), count=len(more), cells=cells)


def error_groups(errors: Iterable[CellError]) -> list[ErrorGroup]:
    """What is wrong, by sheet, column and reason, in the order of the first ones."""
    alike: dict[tuple[str, str, str], list[CellError]] = {}
    for error in errors:
        alike.setdefault((error.sheet, error.column, error.reason()), []).append(error)
    return [ErrorGroup(tuple(found)) for found in alike.values()]
