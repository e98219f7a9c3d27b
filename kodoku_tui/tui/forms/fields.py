"""One entry of a form: its label, what is typed, and a line that says what is wrong with it.

Text from people is shown as `Content`, never as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.tui.forms.clean_input import CharactersRemoved, CleanInput

Value = TypeVar("Value")


class Field(Widget, Generic[Value]):
    """The base of all kinds of field: each gives its control, what is typed, and what that means.

    `field_name` is the key of its value in `save(values)`, and the `field` of a `Refused` that is about it.
    """

    DEFAULT_CSS = """
    Field {
        layout: horizontal; height: auto; margin-bottom: 1;
        & > .field--label {
            width: 16; height: auto; padding-right: 2; text-align: right; color: $text-muted;
        }
        &:focus-within > .field--label { color: $text; text-style: bold; }
        & > .field--body { width: 1fr; height: auto; }
        & .field--remark { display: none; width: 1fr; height: auto; color: $text-muted; }
        &.-remarked .field--remark { display: block; }
        &.-refused .field--remark { color: $text-error; }
        &.-refused > .field--label { color: $text-error; }
        & Input { background: $boost; }
        & Input:focus { background: $primary 25%; background-tint: 0%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "finish", show=False),
    ]

    @dataclass
    class Changed(Message):
        """What is typed in the field is another."""

        field: Field[Any]

    @dataclass
    class Left(Message):
        """The person goes on to a neighbour; `by_enter` in the last field means that the form is done."""

        field: Field[Any]
        step: int
        by_enter: bool = False

    def __init__(self, field_name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.field_name = field_name
        self.label = label
        self.required = required
        self.hint = hint
        self._remark = Static(Content(""), classes="field--remark")

    def compose(self) -> ComposeResult:
        """Label on the left; the control and the remark below it on the right."""
        yield Static(Content(f"{self.label} *" if self.required else self.label), classes="field--label")
        with Vertical(classes="field--body"):
            yield from self.compose_control()
            yield self._remark

    def compose_control(self) -> ComposeResult:
        """What the person types into."""
        raise NotImplementedError

    @property
    def control(self) -> Widget:
        """What takes the focus."""
        raise NotImplementedError

    @property
    def typed(self) -> object:
        """What is typed, as it stands: enough to `restore` the field."""
        raise NotImplementedError

    def restore(self, typed: object) -> None:
        """Put back what was `typed` before."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What is typed, where it is free text; by it a draft is told from another."""
        return ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed or chosen."""
        raise NotImplementedError

    def understand(self) -> Value:
        """What the typed means. Raises `Refused`, with this field's name."""
        raise NotImplementedError

    def read(self) -> Value:
        """What `understand` gives; refused as well when nothing is typed in a required field."""
        if self.required and self.is_empty:
            raise Refused("error.field_required", field=self.field_name, label=self.label)
        return self.understand()

    def focus_control(self) -> None:
        """Take the focus."""
        self.control.focus()

    def complain(self, refusal: Refused) -> None:
        """Say beside the field what is wrong with it."""
        self._say(say_refused(refusal))
        self.add_class("-refused")

    def complain_if_wrong(self) -> None:
        """Say what is wrong with what is typed, if anything; an empty field may still be filled later."""
        if self.is_empty:
            return
        try:
            self.understand()
        except Refused as refusal:
            self.complain(refusal)

    def settle(self) -> None:
        """Take the complaint back."""
        self.remove_class("-remarked", "-refused")

    def action_step(self, step: int) -> None:
        """Go to the field above or below."""
        self.post_message(self.Left(self, step))

    def action_finish(self) -> None:
        """This field is done."""
        self.post_message(self.Left(self, 1, by_enter=True))

    def _say(self, sentence: str) -> None:
        self._remark.update(Content(sentence))
        self.add_class("-remarked")

    def _changed(self) -> None:
        self.settle()
        self.post_message(self.Changed(self))

    @on(CharactersRemoved)
    def _tell_what_was_removed(self, message: CharactersRemoved) -> None:
        message.stop()
        # After the change that the same paste makes, which takes remarks back.
        self.call_later(self._say, say("form.characters_removed", count=message.count))


class LineField(Field[Value]):
    """A field over one line of text."""

    def __init__(
        self, field_name: str, label: str, value: str = "", *, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(field_name, label, required=required, hint=hint)
        self.line = CleanInput(value, placeholder=hint)

    def compose_control(self) -> ComposeResult:
        """The line."""
        yield self.line

    @property
    def control(self) -> Widget:
        """The line."""
        return self.line

    @property
    def typed(self) -> object:
        """The text as it stands."""
        return self.line.value

    def restore(self, typed: object) -> None:
        """Put the text back."""
        self.line.value = str(typed)

    @property
    def text(self) -> str:
        """The text, cleaned."""
        return clean_text(self.line.value).text

    @property
    def is_empty(self) -> bool:
        """Whether nothing but spaces is typed."""
        return not self.text

    @on(Input.Changed)
    def _line_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._changed()

    @on(Input.Submitted)
    def _line_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_finish()

    @on(Input.Blurred)
    def _line_left(self, message: Input.Blurred) -> None:
        message.stop()
        self.complain_if_wrong()


class TextField(LineField[str]):
    """One line of text; its value is the text, `""` when nothing is typed."""

    @property
    def words(self) -> str:
        """The text, cleaned."""
        return self.text

    def understand(self) -> str:
        """The text, cleaned."""
        return self.text
