"""One record in full, however long it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.tui.forms.clean_input import CleanTextArea
from kodoku_tui.tui.lists.note_text import LONGEST_MARKDOWN, note_content


class ReadOnlyText(CleanTextArea):
    """A text in which one can select, and nothing else."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.read_only = True

    @property
    def meant(self) -> str:
        """What is selected; of nothing, the line of the cursor."""
        return self.selected_text or str(self.document.get_line(self.cursor_location[0]))


class NoteScreen(ModalScreen[None]):
    """A title and the whole text: as Markdown, or as it stands where it is too long for that. Esc leaves."""

    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 110; height: auto; max-height: 100%; padding: 1 2; background: $panel;
        }
        & .note--title { text-style: bold; height: auto; }
        & .note--how { color: $text-muted; height: auto; margin-top: 1; }
        & VerticalScroll { height: auto; max-height: 85vh; margin-top: 1; }
        & VerticalScroll Static { height: auto; }
        & TextArea { height: auto; max-height: 65vh; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False, priority=True),
        Binding("enter", "leave", show=False),
    ]

    def __init__(self, title: str, note: str, *, done: Collection[int] = ()) -> None:
        super().__init__()
        self._words = title
        self._note = note
        self._done = done

    def compose(self) -> ComposeResult:
        """Title, text, how to leave."""
        with Vertical():
            yield Static(Content(self._words), classes="note--title")
            if len(self._note) > LONGEST_MARKDOWN:
                yield ReadOnlyText(self._note)
            else:
                with VerticalScroll():
                    yield Static(note_content(self._note, done=self._done))
            yield Static(Content(self.how), classes="note--how")

    @property
    def how(self) -> str:
        """What is said below the text: how long it is, and which keys there are."""
        return say("note.how", count=len(self._note))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()
