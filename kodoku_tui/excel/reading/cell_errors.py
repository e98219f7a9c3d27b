"""What is wrong with one cell of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_with


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell: the catalogue's key and what fills its gaps."""

    sheet: str
    cell: str
    column: str
    value: str
    message_key: str
    params: Mapping[str, object]

    def sentence(self) -> str:
        """Where it is, what is wrong and what to do, in the reader's language."""
        return say(
            "error.in_cell", sheet=self.sheet, cell=self.cell, column=self.column, reason=self.reason()
        )

    def reason(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return say_with(self.message_key, dict(self.params))
