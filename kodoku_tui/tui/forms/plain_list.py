"""A list of plain lines to choose from, light enough for thousands: only the lines in view are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.domain.text.search_words import words_in
from kodoku_tui.domain.text.telephones import digits_in

Key = TypeVar("Key")


class Choice(NamedTuple, Generic[Key]):
    """One thing to choose: what it stands for, how it reads, and by what else it is found."""

    key: Key
    text: str
    search_text: str = ""


class ChoiceFinder(Generic[Key]):
    """Finds choices by parts of their text; those that begin with what is typed come first."""

    def __init__(self, choices: Sequence[Choice[Key]]) -> None:
        self._choices = choices
        self._search_keys = [(search_key(one.text), search_key(one.search_text)) for one in choices]
        self._digits = [digits_in(one.search_text) for one in choices]

    def find(self, typed: str) -> list[Choice[Key]]:
        """The choices that hold every word of `typed`; all of them when nothing is typed."""
        words = words_in(clean_text(typed).text)
        if not words:
            return list(self._choices)
        beginning: list[Choice[Key]] = []
        holding: list[Choice[Key]] = []
        for choice, keys, digits in zip(self._choices, self._search_keys, self._digits, strict=True):
            if all(
                any(word.key in key for key in keys) or (word.digits and word.digits in digits)
                for word in words
            ):
                begins = any(key.startswith(words[0].key) for key in keys)
                (beginning if begins else holding).append(choice)
        return beginning + holding


class PlainList(ScrollView, can_focus=False):
    """Lines of plain text with one of them highlighted; the keys are those of the text field above it.

    `digits` stand beside the first lines; whoever shows them lets them choose.
    """

    DEFAULT_CSS = """
    PlainList {
        height: auto; max-height: 100%; width: 1fr; background: $boost;
        & > .plain-list--highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"plain-list--highlighted"}

    digits: reactive[str] = reactive("", init=False)

    highlighted: reactive[int] = reactive(0, init=False)

    @dataclass
    class Picked(Message):
        """A line was chosen with the mouse."""

        choice: Choice[Any]

    def __init__(self, choices: Sequence[Choice[Any]] = (), highlighted: int = 0) -> None:
        super().__init__()
        self._choices: Sequence[Choice[Any]] = choices
        self.set_reactive(PlainList.highlighted, highlighted)

    def on_mount(self) -> None:
        """Take the room that the lines need."""
        self.show(self._choices, self.highlighted)
        # There is nothing to scroll before the list has its size.
        self.call_after_refresh(self._keep_in_view)

    def show(self, choices: Sequence[Choice[Any]], highlighted: int = 0) -> None:
        """Show other lines."""
        self._choices = choices
        self.virtual_size = Size(0, len(choices))
        self.highlighted = self.validate_highlighted(highlighted)
        self._keep_in_view()
        self.refresh(layout=True)

    @property
    def choice(self) -> Choice[Any] | None:
        """The highlighted line, if there is any line."""
        return self._choices[self.highlighted] if self._choices else None

    def move(self, step: int) -> None:
        """Highlight another line, `step` further down; stops at either end."""
        self.highlighted += step

    def move_page(self, pages: int) -> None:
        """Highlight a line as many pages further down as the list shows lines."""
        self.move(pages * max(1, self.size.height - 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each choice."""
        return max(1, len(self._choices))

    def validate_highlighted(self, highlighted: int) -> int:
        """Stay within the list."""
        return max(0, min(highlighted, len(self._choices) - 1))

    def watch_highlighted(self) -> None:
        """Keep the highlighted line in view."""
        self._keep_in_view()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line in view."""
        index = self.scroll_offset.y + y
        if index >= len(self._choices):
            return Strip.blank(self.size.width, self.rich_style)
        style = self.rich_style
        if index == self.highlighted:
            style = self.get_component_rich_style("plain-list--highlighted")
        text = clean_text(self._choices[index].text).text
        if self.digits:
            text = f"{self.digits[index : index + 1] or ' '} {text}"
        return Strip([Segment(f" {text} ", style)]).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Choose the line under the mouse."""
        index = self.scroll_offset.y + event.y
        if index < len(self._choices):
            self.highlighted = index
            self.post_message(self.Picked(self._choices[index]))

    def _keep_in_view(self) -> None:
        self.scroll_to_region(Region(0, self.highlighted, 1, 1), animate=False, force=True)
