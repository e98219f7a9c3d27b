"""The last notes over a form, where there is no room beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.tui.checkins.past_notes import PastNotes


class PastNotesScreen(ModalScreen[None]):
    """Reading only: arrows scroll, any key that leaves goes back to the form."""

    DEFAULT_CSS = """
    PastNotesScreen {
        align: center middle;
        & PastNotes { width: 90%; max-width: 100; height: 90%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f3,q", "leave", show=False),
        Binding("up", "scroll(-2)", show=False),
        Binding("down", "scroll(2)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    def __init__(self, checkins: Sequence[RecordedCheckin], today: date) -> None:
        super().__init__()
        self._checkins = checkins
        self._today = today

    def compose(self) -> ComposeResult:
        """The notes."""
        yield PastNotes()

    def on_mount(self) -> None:
        """Show what was handed over."""
        self.query_one(PastNotes).show(self._checkins, self._today)

    def action_leave(self) -> None:
        """Back to the form."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Read on."""
        self.query_one(PastNotes).scroll_relative(y=lines, animate=False)
