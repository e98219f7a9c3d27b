"""A choice from a longer list, narrowed by typing a part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.plain_list import Choice, ChoiceFinder, PlainList

Key = TypeVar("Key")


class SearchChoiceField(Field[Key | None], Generic[Key]):
    """A choice of one from many (groups, staff); its value is the key, `None` when none is chosen.

    The list opens when something is typed, or when one comes to the field while nothing is chosen. Up, down
    and Enter choose. What is typed may stay if only one choice is left by it.
    """

    DEFAULT_CSS = """
    SearchChoiceField PlainList { display: none; max-height: 7; }
    SearchChoiceField.-open PlainList { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def __init__(
        self,
        field_name: str,
        label: str,
        choices: Sequence[Choice[Key]],
        value: Key | None = None,
        *,
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(field_name, label, required=required, hint=hint)
        self._choices = {choice.key: choice for choice in choices}
        self._finder = ChoiceFinder(choices)
        self._chosen = None if value is None else self._choices.get(value)
        self.line = CleanInput(self._chosen_text, placeholder=hint)
        self.list = PlainList(choices)

    def compose_control(self) -> ComposeResult:
        """The line to type in, and the list below it."""
        yield self.line
        yield self.list

    @property
    def control(self) -> Widget:
        """The line to type in."""
        return self.line

    @property
    def typed(self) -> object:
        """The key of what is chosen, and what stands in the line."""
        return (None if self._chosen is None else self._chosen.key, self.line.value)

    def restore(self, typed: object) -> None:
        """Choose again, and put back what stood in the line."""
        if isinstance(typed, tuple):
            key, text = typed
            self._chosen = self._choices.get(key)
            with self.prevent(Input.Changed):
                self.line.value = text

    @property
    def is_empty(self) -> bool:
        """Whether the line is empty."""
        return not clean_text(self.line.value).text

    def understand(self) -> Key | None:
        """The key of what is chosen, or of the only choice that holds what is typed."""
        if self.is_empty:
            return None
        if self._chosen is not None:
            return self._chosen.key
        found = self._finder.find(self.line.value)
        if len(found) == 1:
            return found[0].key
        key = "error.choice_unclear" if found else "error.choice_unknown"
        raise Refused(key, field=self.field_name, text=clean_text(self.line.value).text, count=len(found))

    def action_step(self, step: int) -> None:
        """Move in the list while it is open, else between the fields."""
        if self.is_open:
            self.list.move(step)
        else:
            super().action_step(step)

    def action_page(self, pages: int) -> None:
        """Move in the list by what it shows."""
        self.list.move_page(pages)

    @property
    def chosen_key(self) -> Key | None:
        """The key of what is chosen now."""
        return None if self._chosen is None else self._chosen.key

    @property
    def is_open(self) -> bool:
        """Whether the list shows."""
        return self.has_class("-open")

    def on_descendant_focus(self) -> None:
        """Open the list while nothing is chosen."""
        if self._chosen is None:
            self._open()

    def on_descendant_blur(self) -> None:
        """Close the list, and take the only choice left."""
        if self.is_open:
            self.remove_class("-open")
            found = self._finder.find(self.line.value)
            if self._chosen is None and not self.is_empty and len(found) == 1:
                self._choose(found[0])
        self.complain_if_wrong()

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        # Also the field's own writing of the chosen text comes by here.
        if self._chosen is not None and message.value == self._chosen_text:
            return
        self._chosen = None
        if self.line.has_focus:
            self._open()
        self._changed()

    @on(Input.Submitted)
    def _take_highlighted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.is_open and (choice := self.list.choice) is not None and not self._may_stay_empty():
            self._choose(choice)
        self.action_finish()

    @on(PlainList.Picked)
    def _take_clicked(self, message: PlainList.Picked) -> None:
        message.stop()
        self._choose(message.choice)
        self.action_step(1)

    def _may_stay_empty(self) -> bool:
        """Enter in an optional field where nothing was typed or pointed at passes it by."""
        return not self.required and self.is_empty and self.list.highlighted == 0

    def _choose(self, choice: Choice[Key]) -> None:
        self._chosen = choice
        self.line.value = self._chosen_text
        self.remove_class("-open")
        self._changed()

    def _open(self) -> None:
        self.list.show(self._finder.find(self.line.value))
        self.add_class("-open")
        self.call_after_refresh(self.scroll_visible, animate=False)

    @property
    def _chosen_text(self) -> str:
        return "" if self._chosen is None else clean_text(self._chosen.text).text
