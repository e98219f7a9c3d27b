"""Text entry that cleans at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.tui.forms.long_line_area import LongLineTextArea


@dataclass
class CharactersRemoved(Message):
    """A paste held control characters, which were taken out."""

    count: int


class CleanInput(Input):
    """One line of text; a paste of several lines becomes one line, without control characters.

    F2 puts the cursor at the end, as in a cell of Excel.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "end", show=False)]

    def __init__(self, value: str = "", *, placeholder: str = "") -> None:
        super().__init__(clean_text(value).text, placeholder=placeholder, compact=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take what the terminal pastes."""
        event.prevent_default()
        event.stop()
        self._insert_clean(event.text)

    def action_paste(self) -> None:
        """Take what was copied within the app."""
        self._insert_clean(self.app.clipboard)

    def _insert_clean(self, text: str) -> None:
        cleaned = clean_text(text)
        self.replace(cleaned.text, *sorted(self.selection))
        if cleaned.removed:
            self.post_message(CharactersRemoved(cleaned.removed))


class CleanTextArea(LongLineTextArea):
    """Several lines of text, softly wrapped; Tab leaves it, Ctrl+Home and Ctrl+End go to its ends as in Excel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "go_to_end(False)", show=False),
        Binding("ctrl+end", "go_to_end(True)", show=False),
    ]

    def __init__(self, text: str = "", *, placeholder: str = "") -> None:
        super().__init__(
            clean_text(text, multiline=True).text,
            placeholder=placeholder,
            compact=True,
            highlight_cursor_line=False,
        )

    def on_paste(self, event: events.Paste) -> None:
        """Take what the terminal pastes."""
        event.prevent_default()
        event.stop()
        self._insert_clean(event.text)

    def action_paste(self) -> None:
        """Take what was copied within the app."""
        self._insert_clean(self.app.clipboard)

    def action_go_to_end(self, at_bottom: bool) -> None:
        """The cursor to the very beginning, or to the very end."""
        self.move_cursor(self.document.end if at_bottom else (0, 0))

    def _insert_clean(self, text: str) -> None:
        cleaned = clean_text(text, multiline=True)
        start, end = self.selection
        self.move_cursor(self.replace(cleaned.text, start, end, maintain_selection_offset=False).end_location)
        if cleaned.removed:
            self.post_message(CharactersRemoved(cleaned.removed))
