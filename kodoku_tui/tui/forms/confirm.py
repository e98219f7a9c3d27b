"""A question to answer with yes or no, or where it is offered with later, by one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from kodoku_tui.locale import say


class ConfirmScreen(ModalScreen[bool | None]):
    """Asks `sentence`, with what will follow line by line; y or Enter is yes, n or Esc no.

    `yes` and `no` name what the answers do, in place of はい and いいえ. `later` offers a third one,
    by l, which gives None.
    """

    DEFAULT_CSS = """
    ConfirmScreen {
        align: center middle;
        & > Vertical {
            width: 80%; max-width: 76; height: auto; max-height: 100%; padding: 1 2;
            background: $panel;
        }
        & .confirm--sentence { text-style: bold; height: auto; }
        & VerticalScroll { height: auto; max-height: 60vh; margin-top: 1; }
        & Horizontal { height: auto; margin-top: 1; align-horizontal: center; }
        & Button { margin: 0 1; width: auto; padding: 0 1; }
    }
    """
    AUTO_FOCUS = ".confirm--yes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y,ｙ,Ｙ", "answer(True)", show=False),
        Binding("n,N,ｎ,Ｎ,escape", "answer(False)", show=False),
        Binding("l,L,ｌ,Ｌ", "answer_later", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("up", "look(-1)", show=False),
        Binding("down", "look(1)", show=False),
        Binding("pageup", "look(-10)", show=False),
        Binding("pagedown", "look(10)", show=False),
    ]

    def __init__(
        self,
        sentence: str,
        consequences: Sequence[str] = (),
        *,
        yes: str | None = None,
        no: str | None = None,
        later: str | None = None,
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._consequences = consequences
        self._yes = say("confirm.yes") if yes is None else yes
        self._no = say("confirm.no") if no is None else no
        self._later = later

    def compose(self) -> ComposeResult:
        """The question, what follows, and the two answers."""
        with Vertical():
            yield Static(Content(self._sentence), classes="confirm--sentence")
            if self._consequences:
                with VerticalScroll(can_focus=False):
                    yield Static(
                        Content("\n".join(f"-\N{NO-BREAK SPACE}{line}" for line in self._consequences))
                    )
            with Horizontal():
                yield Button(Content(f"{self._yes} (Y)"), classes="confirm--yes", compact=True)
                yield Button(Content(f"{self._no} (N)"), classes="confirm--no", compact=True)
                if self._later is not None:
                    yield Button(Content(f"{self._later} (L)"), classes="confirm--later", compact=True)

    def action_answer(self, yes: bool) -> None:
        """Give the answer back."""
        self.dismiss(yes)

    def action_answer_later(self) -> None:
        """Neither yes nor no, where that is an answer."""
        if self._later is not None:
            self.dismiss(None)

    def action_look(self, lines: int) -> None:
        """Show what follows further up or down, where it is longer than the screen."""
        for scroll in self.query(VerticalScroll):
            scroll.scroll_relative(y=lines, animate=False)

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        message.stop()
        is_later = message.button.has_class("confirm--later")
        self.dismiss(None if is_later else message.button.has_class("confirm--yes"))
