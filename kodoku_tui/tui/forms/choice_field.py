"""A few words to choose from, all on view."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from kodoku_tui.locale import say_word
from kodoku_tui.tui.forms.fields import Field

Key = TypeVar("Key", bound=str)

_DIGITS = "1234567890"


def words_to_choose(words: type[StrEnum]) -> list[tuple[StrEnum, str]]:
    """All words of a closed list, each with how the reader reads it."""
    return [(word, say_word(word)) for word in words]


class _Place(NamedTuple):
    """Where a word stands on the widget, in cells."""

    at: int
    line: int
    start: int
    end: int


class ChoiceLine(Widget, can_focus=True):
    """The words side by side, wrapped where the width ends; chosen by arrow, digit, letter or mouse."""

    DEFAULT_CSS = """
    ChoiceLine {
        height: auto; width: 1fr;
        &:focus { background: $primary 25%; }
        & > .choice-line--digit { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-line--digit"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("delete,backspace", "choose_none", show=False),
    ]

    chosen: reactive[int | None] = reactive(None, init=False)

    class Changed(Message):
        """Another word is chosen."""

    def __init__(self, words: Sequence[str], chosen: int | None, digits: Sequence[str] | None = None) -> None:
        super().__init__()
        self._words = words
        self._digits = [_digit_of(index) for index in range(len(words))] if digits is None else list(digits)
        self.set_reactive(ChoiceLine.chosen, chosen)

    def render(self) -> Content:
        """The words, with the digit that chooses each."""
        digit_style = self.get_visual_style("choice-line--digit", partial=True)
        # A partial style of a component leaves the reverse out.
        chosen_style = Style(bold=True, reverse=True)
        parts: list[Content] = []
        line = column = 0
        for place in self._places(self.size.width):
            parts.append(Content("\n") if place.line > line else Content(" " * (place.start - column)))
            word = self._words[place.at]
            parts.append(Content.styled(self._digits[place.at], digit_style))
            if place.at == self.chosen:
                # Seen also where a terminal shows neither bold nor reverse.
                parts.append(Content.styled(f"[{word}]", chosen_style))
            else:
                parts.append(Content(f" {word} "))
            line, column = place.line, place.end
        return Content.assemble(*parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        places = self._places(width)
        return places[-1].line + 1 if places else 1

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Digits and letters choose a word."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Choose by digit or by the beginning of a word, also when an input method sends it wide."""
        if not event.is_printable or event.character is None:
            return
        event.stop()
        event.prevent_default()
        found = self._meant_by(unicodedata.normalize("NFKC", event.character).casefold())
        if found is not None:
            self.chosen = found

    def on_click(self, event: events.Click) -> None:
        """Choose the word under the mouse."""
        for place in self._places(self.size.width):
            if place.line == event.y and place.start <= event.x < place.end:
                self.chosen = place.at

    def action_move(self, step: int) -> None:
        """Choose the neighbour, round the end."""
        last = len(self._words) - 1
        if self.chosen is None:
            self.chosen = 0 if step > 0 else last
        else:
            self.chosen = (self.chosen + step) % len(self._words)

    def action_choose_none(self) -> None:
        """Take the choice back."""
        self.chosen = None

    def watch_chosen(self) -> None:
        """Tell."""
        self.post_message(self.Changed())

    def _meant_by(self, character: str) -> int | None:
        if character in self._digits:
            return self._digits.index(character)
        after = 0 if self.chosen is None else self.chosen + 1
        for offset in range(len(self._words)):
            index = (after + offset) % len(self._words)
            if unicodedata.normalize("NFKC", self._words[index]).casefold().startswith(character):
                return index
        return None

    def _places(self, width: int) -> list[_Place]:
        places: list[_Place] = []
        line = column = 0
        for index, word in enumerate(self._words):
            wide = len(self._digits[index]) + cell_len(word) + 2
            if column and column + wide > width:
                line, column = line + 1, 0
            places.append(_Place(index, line, column, column + wide))
            column += wide + 1
        return places


class ChoiceField(Field[Key | None]):
    """A closed list of words; its value is the key of the chosen one, `None` when none is chosen.

    `choices` are pairs of key and word: see `words_to_choose` for the closed lists of the domain. `digits` gives
    to each the one that chooses it, where that is not its place.
    """

    def __init__(
        self,
        field_name: str,
        label: str,
        choices: Sequence[tuple[Key, str]],
        value: Key | None = None,
        *,
        required: bool = False,
        digits: Sequence[str] | None = None,
    ) -> None:
        super().__init__(field_name, label, required=required)
        self._keys = [key for key, _ in choices]
        self.line = ChoiceLine([word for _, word in choices], self._index_of(value), digits)

    def compose_control(self) -> ComposeResult:
        """The words."""
        yield self.line

    @property
    def control(self) -> Widget:
        """The words."""
        return self.line

    @property
    def typed(self) -> object:
        """The key of the chosen word."""
        return None if self.line.chosen is None else self._keys[self.line.chosen]

    def restore(self, typed: object) -> None:
        """Choose the word again."""
        self.line.chosen = self._index_of(typed)

    @property
    def is_empty(self) -> bool:
        """Whether no word is chosen."""
        return self.line.chosen is None

    def understand(self) -> Key | None:
        """The key of the chosen word."""
        return None if self.line.chosen is None else self._keys[self.line.chosen]

    def _index_of(self, key: object) -> int | None:
        return self._keys.index(key) if key in self._keys else None

    @on(ChoiceLine.Changed)
    def _line_changed(self, message: ChoiceLine.Changed) -> None:
        message.stop()
        self._changed()


def _digit_of(index: int) -> str:
    return _DIGITS[index] if index < len(_DIGITS) else ""
