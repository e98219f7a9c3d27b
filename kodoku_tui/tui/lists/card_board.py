"""Cards in columns: only what is in view is drawn, whatever the number of cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kodoku_tui.tui.frame.cut_text import CUT_SIGN, clean

CARD_HEIGHT = 3
_HEAD_HEIGHT = 1
_GAP = 1


@dataclass(frozen=True, slots=True)
class BoardCard:
    """Two lines of text; `style` is "late", "muted" or "". `key` stays the same over refreshes."""

    key: int
    first: str
    second: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One column: its title, its cards, and what stands below the last of them."""

    title: str
    cards: tuple[BoardCard, ...]
    rest: str = ""


class CardBoard(Widget, can_focus=True):
    """Arrows move from card to card and from column to column; Enter wants the card under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card-board--head",
        "card-board--head-here",
        "card-board--card",
        "card-board--late",
        "card-board--muted",
        "card-board--cursor",
    }
    DEFAULT_CSS = """
    CardBoard {
        height: 1fr; width: 1fr;
        & > .card-board--head { background: $primary-muted; text-style: bold; }
        & > .card-board--head-here { background: $primary; text-style: bold; }
        & > .card-board--card { background: $boost; }
        & > .card-board--late { background: $boost; color: $text-error; }
        & > .card-board--muted { background: $boost; color: $text-muted; }
        & > .card-board--cursor { background: $primary; text-style: bold reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("up", "along(-1)", show=False),
        Binding("down", "along(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "along(-100000)", show=False),
        Binding("end", "along(100000)", show=False),
        Binding("enter", "select", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another card, or on none."""

        key: int | None

    @dataclass
    class Selected(Message):
        """The person wants this card."""

        key: int

    def __init__(self) -> None:
        super().__init__()
        self._stacks: Sequence[Stack] = ()
        self._column = 0
        self._rows: list[int] = []
        self._tops: list[int] = []

    @property
    def key(self) -> int | None:
        """The card under the cursor."""
        card = self._card
        return None if card is None else card.key

    def show(self, stacks: Sequence[Stack]) -> None:
        """Show these; the cursor stays on its card wherever that is now, else in its place."""
        here = self.key
        if len(stacks) != len(self._rows):
            self._rows, self._tops = [0] * len(stacks), [0] * len(stacks)
        self._stacks = stacks
        found = [
            (column, row)
            for column, stack in enumerate(stacks)
            for row, card in enumerate(stack.cards)
            if card.key == here
        ]
        if found:
            self._column, row = found[0]
            self._rows[self._column] = row
        elif stacks and not stacks[min(self._column, len(stacks) - 1)].cards:
            self._column = next((at for at, stack in enumerate(stacks) if stack.cards), 0)
        for column, stack in enumerate(stacks):
            self._rows[column] = max(0, min(self._rows[column], len(stack.cards) - 1))
        self._arrived()

    def render_line(self, y: int) -> Strip:
        """One line across all columns."""
        segments: list[Segment] = []
        blank = self.rich_style
        for column, (start, width) in enumerate(self._places()):
            if start:
                segments.append(Segment(" " * _GAP, blank))
            segments.append(self._piece(column, width, y))
        return Strip(segments).adjust_cell_length(self.size.width, blank)

    def on_resize(self) -> None:
        """What was in view may not be any more."""
        self._arrived()

    def on_click(self, event: events.Click) -> None:
        """Go to the card under the mouse; a second click wants it."""
        for column, (start, width) in enumerate(self._places()):
            row = self._tops[column] + (event.y - _HEAD_HEIGHT) // CARD_HEIGHT
            if start <= event.x < start + width and event.y >= _HEAD_HEIGHT:
                if not 0 <= row < len(self._stacks[column].cards):
                    return
                if (column, row) == (self._column, self._rows[self._column]):
                    self.action_select()
                    return
                self._column, self._rows[column] = column, row
                self._arrived()

    def action_sideways(self, step: int) -> None:
        """The next column that has a card."""
        column = self._column + step
        while 0 <= column < len(self._stacks):
            if self._stacks[column].cards:
                self._column = column
                self._arrived()
                return
            column += step

    def action_along(self, step: int) -> None:
        """Another card of the column."""
        if self._stacks:
            last = len(self._stacks[self._column].cards) - 1
            self._rows[self._column] = max(0, min(self._rows[self._column] + step, last))
            self._arrived()

    def action_page(self, pages: int) -> None:
        """As many cards on as are in view."""
        self.action_along(pages * max(1, self._in_view))

    def action_select(self) -> None:
        """The card under the cursor is wanted."""
        if self.key is not None:
            self.post_message(self.Selected(self.key))

    @property
    def _card(self) -> BoardCard | None:
        if not self._stacks:
            return None
        cards, row = self._stacks[self._column].cards, self._rows[self._column]
        return cards[row] if row < len(cards) else None

    @property
    def _in_view(self) -> int:
        return max(1, (self.size.height - _HEAD_HEIGHT) // CARD_HEIGHT)

    def _arrived(self) -> None:
        for column, row in enumerate(self._rows):
            top = self._tops[column]
            self._tops[column] = max(0, min(max(top, row - self._in_view + 1), row))
        self.refresh()
        if self.is_mounted:
            self.post_message(self.Highlighted(self.key))

    def _places(self) -> list[tuple[int, int]]:
        count = max(1, len(self._stacks))
        width = max(1, (self.size.width - _GAP * (count - 1)) // count)
        return [(column * (width + _GAP), width) for column in range(len(self._stacks))]

    def _piece(self, column: int, width: int, y: int) -> Segment:
        stack = self._stacks[column]
        if y < _HEAD_HEIGHT:
            name = "card-board--head-here" if column == self._column else "card-board--head"
            return Segment(_fitted(f" {stack.title}", width), self._look(name))
        row, line = divmod(y - _HEAD_HEIGHT, CARD_HEIGHT)
        row += self._tops[column]
        if row == len(stack.cards) and line == 0 and stack.rest:
            return Segment(_fitted(f" {stack.rest}", width), self.rich_style)
        if row >= len(stack.cards) or line == CARD_HEIGHT - 1:
            return Segment(" " * width, self.rich_style)
        card = stack.cards[row]
        is_here = column == self._column and row == self._rows[column] and self.has_focus
        name = "cursor" if is_here else card.style or "card"
        text = card.first if line == 0 else card.second
        return Segment(_fitted(f" {text}", width), self._look(f"card-board--{name}"))

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(name)


def _fitted(text: str, width: int) -> str:
    text = clean(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(0, width - len(CUT_SIGN))) + CUT_SIGN[:width]
