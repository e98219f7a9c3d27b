"""A note of several lines."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.tui.forms.clean_input import CleanTextArea
from kodoku_tui.tui.forms.fields import Field


class NoteField(Field[str]):
    """A note; its value is the text with `\\n` between lines, `""` when nothing is typed."""

    DEFAULT_CSS = """
    NoteField CleanTextArea {
        height: auto; min-height: 4; max-height: 34vh; background: $boost;
        &:focus { background: $primary 25%; background-tint: 0%; }
    }
    """

    def __init__(
        self, field_name: str, label: str, value: str = "", *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(field_name, label, required=required, hint=hint)
        self.area = CleanTextArea(value, placeholder=hint)

    def compose_control(self) -> ComposeResult:
        """The text area."""
        yield self.area

    @property
    def control(self) -> Widget:
        """The text area."""
        return self.area

    @property
    def typed(self) -> object:
        """The text as it stands."""
        return self.area.text

    def restore(self, typed: object) -> None:
        """Put the text back."""
        self.area.load_text(str(typed))
        self.area.move_cursor(self.area.document.end)

    @property
    def words(self) -> str:
        """The text as it stands."""
        return self.area.text

    @property
    def is_empty(self) -> bool:
        """Whether nothing but spaces is typed."""
        return not self.area.text.strip()

    def understand(self) -> str:
        """The text, cleaned, without the empty space around it."""
        return clean_text(self.area.text, multiline=True).text.strip()

    @on(TextArea.Changed)
    def _area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self._changed()
