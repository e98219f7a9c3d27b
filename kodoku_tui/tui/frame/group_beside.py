"""The group under the cursor, beside a list that is wide enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

if TYPE_CHECKING:
    from kodoku_tui.services.karte.karte import Karte


class GroupBeside(VerticalScroll, can_focus=False):
    """What a list asks of the panel beside it; the app knows which one it is (`DeskApp.make_group_beside`)."""

    def show(self, karte: Karte | None, today: date, lines: Sequence[str] = ()) -> None:
        """Show this group and, first, what the list has to say of the row; without a group that alone."""
        raise NotImplementedError
