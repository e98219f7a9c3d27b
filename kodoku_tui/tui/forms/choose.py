"""One choice from a list, found by typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kodoku_tui.locale import say
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.forms.plain_list import Choice, ChoiceFinder, PlainList

Key = TypeVar("Key")

_DIGITS = "123456789"


class ChooseScreen(ModalScreen[Choice[Any] | None], Generic[Key]):
    """Gives the `Choice` that is chosen, or `None` when the person leaves; its key may be `None` (all).

    While nothing is typed, the digit beside a choice chooses it; where the choices themselves begin with a number (a
    group, a year), that number is what one types.

    Usage: `app.push_screen(ChooseScreen(title, [Choice(key, text, search_text), …], chosen=key), callback)`.
    """

    DEFAULT_CSS = """
    ChooseScreen {
        align: center middle;
        & > Vertical {
            width: 90%; max-width: 76; height: auto; max-height: 90%; padding: 1 2;
            background: $panel;
        }
        & .choose--title { text-style: bold; }
        & CleanInput { background: $boost; margin-bottom: 1; }
        & PlainList { max-height: 70vh; }
        & .choose--remark { color: $text-muted; display: none; }
        & .choose--remark.-nothing { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice[Key]], *, chosen: Key | None = None) -> None:
        super().__init__()
        self._words = title
        self._finder = ChoiceFinder(choices)
        highlighted = next((at for at, choice in enumerate(choices) if choice.key == chosen), 0)
        self._list = PlainList(choices, highlighted)
        self._digits = "" if any(_begins_with_a_number(one.text) for one in choices) else _DIGITS
        self._list.digits = self._digits
        self._typed = ""
        self._nothing = Static(Content(say("choose.nothing_found")), classes="choose--remark")

    def compose(self) -> ComposeResult:
        """Title, search, list."""
        with Vertical():
            yield Static(Content(self._words), classes="choose--title")
            yield CleanInput(placeholder=say("choose.placeholder"))
            yield self._list
            yield self._nothing

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Highlight a neighbour."""
        self._list.move(step)

    def action_page(self, pages: int) -> None:
        """Highlight a line a page away."""
        self._list.move_page(pages)

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        before, self._typed = self._typed, message.value
        if not before and (choice := self._beside(message.value)) is not None:
            self.dismiss(choice)
            return
        found = self._finder.find(message.value)
        self._list.digits = "" if message.value else self._digits
        self._list.show(found)
        self._list.display = bool(found)
        self._nothing.set_class(not found, "-nothing")

    @on(Input.Submitted)
    def _take_highlighted(self) -> None:
        if self._list.choice is not None:
            self.dismiss(self._list.choice)

    @on(PlainList.Picked)
    def _take_clicked(self, message: PlainList.Picked) -> None:
        self.dismiss(message.choice)

    def _beside(self, typed: str) -> Choice[Any] | None:
        """The choice beside which the digit stands that was typed, also as an input method sends it."""
        digit = unicodedata.normalize("NFKC", typed)
        choices = self._finder.find("")
        at = self._digits.find(digit) if digit else -1
        return choices[at] if 0 <= at < len(choices) and len(digit) == 1 else None


def _begins_with_a_number(text: str) -> bool:
    return unicodedata.normalize("NFKC", text.lstrip()[:1]).isdigit()
