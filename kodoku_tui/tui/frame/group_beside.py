"""The group under the cursor, beside a list that is wide enough."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

if TYPE_CHECKING:
    from kodoku_tui.services.karte.karte import Karte


class GroupBeside(VerticalScroll, can_focus=False):
    """What a list asks of the panel beside it; the app knows which one it is (`DeskApp.make_group_beside`)."""

    def show(self, karte: Karte | None, today: date) -> None:
        """Show this group, or nothing."""
        raise NotImplementedError
