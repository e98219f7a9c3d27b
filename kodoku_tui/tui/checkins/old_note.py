"""An old note to read, any words of which become a promise."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.locale import say
from kodoku_tui.tui.checkins.action_forms import ActionForm
from kodoku_tui.tui.frame.desk_app import desk_app_of
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.lists.note_screen import NoteScreen, ReadOnlyText


class OldNoteScreen(NoteScreen):
    """The note of a check-in. What is selected, by mouse or by shift and arrows, becomes a promise of its group.

    Where nothing is selected yet, the same key gives a cursor; then it means what is selected, else the cursor's line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,Ｎ,ｎ,N,f5,ctrl+n", "make_promise", show=False),
        Binding("shift+up,shift+down,shift+left,shift+right", "give_cursor", show=False),
    ]

    def __init__(self, title: str, checkin: RecordedCheckin, *, done: Collection[int] = ()) -> None:
        super().__init__(title, checkin.note, done=done)
        self._checkin = checkin

    @property
    def how(self) -> str:
        return f"{super().how}  {say('note.how_promise')}"

    async def action_give_cursor(self) -> None:
        """Show the note as it was written, with a cursor to select by."""
        if not self.query(ReadOnlyText):
            await self.query_one(VerticalScroll).remove()
            area = ReadOnlyText(self._note)
            await self.query_one("Vertical").mount(area, after=self.query_one(".note--title"))
            self.query_one(".note--how", Static).update(Content(say("note.how_select")))
        self.query_one(ReadOnlyText).focus()

    async def action_make_promise(self) -> None:
        """Open the form of a promise with what is selected."""
        areas = self.query(ReadOnlyText)
        words = areas.first().meant if areas else self.get_selected_text()
        if not words or not words.strip():
            if areas:
                notify_plain(self.app, say("error.promise_empty"))
            await self.action_give_cursor()
            return
        app = desk_app_of(self)
        app.open_form(lambda: ActionForm(app.desk, None, checkin_id=self._checkin.id, words=words))
