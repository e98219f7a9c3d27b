"""The last notes over a form, where there is no room beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.locale import say
from kodoku_tui.tui.checkins.past_notes import PastNotes, past_notes
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.lists.note_screen import ReadOnlyText


class PastNotesScreen(ModalScreen[str | None]):
    """Reading: arrows scroll, any key that leaves goes back to the form. Gives words that are to become a promise.

    They are what is selected, by mouse or by shift and arrows; without any, the key gives a cursor.
    """

    DEFAULT_CSS = """
    PastNotesScreen {
        align: center middle;
        & PastNotes { width: 90%; max-width: 100; height: 90%; }
        & ReadOnlyText { width: 90%; max-width: 100; height: 90%; padding: 1 2; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f3,q", "leave", show=False),
        Binding("f5,ctrl+n,n,ｎ", "make_promise", show=False),
        Binding("shift+up,shift+down,shift+left,shift+right", "give_cursor", show=False),
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

    async def action_give_cursor(self) -> None:
        """Show the notes as they were written, with a cursor to select by."""
        if not self.query(ReadOnlyText):
            await self.query_one(PastNotes).remove()
            await self.mount(ReadOnlyText(past_notes(self._checkins, self._today).plain))
        self.query_one(ReadOnlyText).focus()

    async def action_make_promise(self) -> None:
        """Take what is selected to the form."""
        areas = self.query(ReadOnlyText)
        words = areas.first().meant if areas else self.get_selected_text()
        if not words or not words.strip():
            if areas:
                notify_plain(self.app, say("error.promise_empty"))
            await self.action_give_cursor()
        else:
            self.dismiss(words)

    def action_scroll(self, lines: int) -> None:
        """Read on."""
        for notes in self.query(PastNotes):
            notes.scroll_relative(y=lines, animate=False)
