"""The last door before the terminal: no line that is drawn carries what a terminal would obey.

Text is cleaned where it comes in; a row that another program wrote into the file did not come in by that door.
"""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kodoku_tui.domain.text.obeyed import OBEYED

# A drawn line is one line.
_NOT_DRAWN = re.compile(f"[\t\n]|{OBEYED.pattern}")


class CleanLines(LineFilter):
    """Takes out of a drawn line what a terminal would obey; what remains stands in the same cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments as they may be written to a terminal."""
        if not any(_NOT_DRAWN.search(text) for text, _, _ in segments):
            return segments
        return [
            Segment(_NOT_DRAWN.sub(_blank_as_wide, text), style, control) for text, style, control in segments
        ]


def _blank_as_wide(match: re.Match[str]) -> str:
    return " " * get_character_cell_size(match[0])
