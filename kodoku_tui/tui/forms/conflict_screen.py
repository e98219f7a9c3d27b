"""Two people changed one text: mine, theirs, or both where both only added to it; chosen by a digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kodoku_tui.domain.text.joining import join_additions
from kodoku_tui.locale import say
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.note_field import NoteField

MINE, THEIRS, BOTH = "mine", "theirs", "both"
_ORDER = (MINE, THEIRS, BOTH)


@dataclass(frozen=True)
class Conflict:
    """A column that both changed: what stood there when the form was opened, what is typed, what stands there now."""

    name: str
    base: str
    mine: str
    theirs: str

    @property
    def both(self) -> str | None:
        """The two as one text; None where one of them did more than add."""
        return join_additions(self.base, self.mine, self.theirs)

    def text_of(self, which: str) -> str:
        """The text that was chosen."""
        return {MINE: self.mine, THEIRS: self.theirs, BOTH: self.both or self.mine}[which]


class ConflictScreen(ModalScreen[str | None]):
    """Shows the texts and gives `MINE`, `THEIRS` or `BOTH`; None when the person goes back to the form undecided.

    Saving once more means what is typed, as it does in the form.
    """

    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        & > Vertical {
            width: 90%; max-width: 100; height: auto; max-height: 100%; padding: 1 2; background: $panel;
        }
        & .conflict--title { text-style: bold; height: auto; }
        & VerticalScroll { height: auto; max-height: 70vh; margin: 1 0; }
        & VerticalScroll Static { height: auto; }
        & .conflict--choices { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,１", "answer(0)", show=False),
        Binding("ctrl+s,f12", "answer(0)", show=False),
        Binding("2,２", "answer(1)", show=False),
        Binding("3,３", "answer(2)", show=False),
        Binding("escape", "leave", show=False),
        Binding("up", "look(-1)", show=False),
        Binding("down", "look(1)", show=False),
        Binding("pageup", "look(-10)", show=False),
        Binding("pagedown,space", "look(10)", show=False),
    ]

    def __init__(self, label: str, conflict: Conflict) -> None:
        super().__init__()
        self._label = label
        self._conflict = conflict
        self._offered = _ORDER if conflict.both is not None else _ORDER[:2]

    def compose(self) -> ComposeResult:
        """What it is about, the texts, the choices with their digits."""
        with Vertical():
            yield Static(Content(say("conflict.title", label=self._label)), classes="conflict--title")
            with VerticalScroll(can_focus=False):
                yield Static(Content("\n").join(self._lines()))
            choices = [
                f"{digit} {say(f'conflict.{which}')}" for digit, which in enumerate(self._offered, start=1)
            ]
            if len(self._offered) < len(_ORDER):
                choices.append(f"  {say('conflict.not_both')}")
            choices.append(f"Esc {say('form.discard_no')}")
            yield Static(Content("\n".join(choices)), classes="conflict--choices")

    def action_answer(self, at: int) -> None:
        """The choice beside which this digit stands."""
        if at < len(self._offered):
            self.dismiss(self._offered[at])

    def action_leave(self) -> None:
        """Back to the form, with nothing decided."""
        self.dismiss(None)

    def action_look(self, lines: int) -> None:
        """Read on."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _lines(self) -> list[Content]:
        lines: list[Content] = []
        for which in self._offered:
            lines.append(Content.styled(say(f"conflict.{which}_text"), "bold"))
            lines += (Content(line) for line in self._conflict.text_of(which).split("\n"))
            lines.append(Content(""))
        return lines[:-1]


def ask_about(
    app: App[Any], fields: Sequence[Field[Any]], met: Sequence[Conflict], then: Callable[[int], None]
) -> None:
    """Ask about each note among the conflicts, and put what was chosen into its field.

    `then` gets how many there were when all are answered; nothing happens more where there is none, or one is left
    undecided. What else both changed is told by the form itself.
    """
    named = {field.field_name: field for field in fields if isinstance(field, NoteField)}
    notes = [(named[one.name], one) for one in met if one.name in named]

    def ask(at: int) -> None:
        if at == len(notes):
            then(at)
            return
        field, conflict = notes[at]

        def answered(which: str | None) -> None:
            if which is None:
                return
            if which != MINE:
                field.restore(conflict.text_of(which))
            ask(at + 1)

        app.push_screen(ConflictScreen(field.label, conflict), answered)

    if notes:
        ask(0)
