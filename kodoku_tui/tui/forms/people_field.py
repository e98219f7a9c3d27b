"""Several people, of those who are known or new ones, picked by typing a part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.meant import people_meant
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.locale import say
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.plain_list import Choice, ChoiceFinder, PlainList

_BETWEEN = re.compile("[、,，;；]")


class PeopleField(Field[tuple[str, ...]]):
    """Names of people; its value are the names, those that are known as they are recorded.

    The first line of what a choice is found by is the reading of the name.

    The list opens while something is typed: Enter takes the highlighted line, whose last is the typed name as a
    new one. Names may also be typed one after the other with 、 between. Backspace in the empty line takes the
    last name away.
    """

    DEFAULT_CSS = """
    PeopleField {
        & .people--chosen { display: none; height: auto; }
        &.-chosen .people--chosen { display: block; }
        & PlainList { display: none; max-height: 6; }
        &.-open PlainList { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "take_away", show=False, priority=True),
    ]

    def __init__(
        self,
        field_name: str,
        label: str,
        known: Sequence[Choice[str]],
        value: Sequence[str] = (),
        *,
        hint: str = "",
    ) -> None:
        super().__init__(field_name, label, hint=hint)
        self.line = CleanInput("", placeholder=hint)
        self.list = PlainList(())
        self._names = list(value)
        self._chosen = Static(Content(""), classes="people--chosen")
        self.set_known(known)
        self._show_names()

    def set_known(self, known: Sequence[Choice[str]]) -> None:
        """Other people are known: another group was chosen."""
        self._known = list(known)
        self._finder = ChoiceFinder(self._known)

    def compose_control(self) -> ComposeResult:
        """Who was picked, the line to type in, the list below it."""
        yield self._chosen
        yield self.line
        yield self.list

    @property
    def control(self) -> Widget:
        """The line to type in."""
        return self.line

    @property
    def typed(self) -> object:
        """The names, and what stands in the line."""
        return (tuple(self._names), self.line.value)

    def restore(self, typed: object) -> None:
        """Put names and line back."""
        if isinstance(typed, tuple) and len(typed) == 2:
            names, text = typed
            self._names = [str(name) for name in names]
            self._show_names()
            with self.prevent(Input.Changed):
                self.line.value = str(text)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is picked and nothing is typed."""
        return not self._names and not clean_text(self.line.value).text

    def understand(self) -> tuple[str, ...]:
        """Everybody who is picked, and whoever is typed."""
        return tuple(dict.fromkeys([*self._names, *self._typed_names()]))

    def action_step(self, step: int) -> None:
        """Move in the list while it is open, else between the fields."""
        if self.has_class("-open"):
            self.list.move(step)
        else:
            super().action_step(step)

    def action_take_away(self) -> None:
        """Take the letter before the cursor away; in the empty line, the last name."""
        if self.line.value or not self._names:
            self.line.action_delete_left()
            return
        self._names.pop()
        self._show_names()
        self._changed()

    def on_descendant_blur(self) -> None:
        """Names that are typed out are picked."""
        self.remove_class("-open")
        if names := self._typed_names():
            self._pick(names)

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        if _BETWEEN.search(message.value) and (names := self._typed_names()):
            self._pick(names)
            return
        if message.value.strip() and self.line.has_focus:
            found = [one for one in self._finder.find(message.value) if one.key not in self._names]
            name = clean_text(message.value).text
            if not any(search_key(one.key) == search_key(name) for one in found):
                found.append(Choice(name, say("people.add", name=name)))
            self.list.show(found)
            self.add_class("-open")
            self.call_after_refresh(self.scroll_visible, animate=False)
        else:
            self.remove_class("-open")
        self._changed()

    @on(Input.Submitted)
    def _take_highlighted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.has_class("-open") and self.list.choice is not None:
            self._pick([self.list.choice.key])
        else:
            self.action_finish()

    @on(PlainList.Picked)
    def _take_clicked(self, message: PlainList.Picked) -> None:
        message.stop()
        self._pick([message.choice.key])

    def _pick(self, names: Sequence[str]) -> None:
        self._names = list(dict.fromkeys([*self._names, *names]))
        with self.prevent(Input.Changed):
            self.line.value = ""
        self.remove_class("-open")
        self._show_names()
        self._changed()

    def _typed_names(self) -> list[str]:
        names = (clean_text(part).text for part in _BETWEEN.split(self.line.value))
        return [self._as_known(name) for name in names if name]

    def _as_known(self, name: str) -> str:
        """How the one person is recorded whose name this is, or whose name or reading begins so; else as typed."""
        found = people_meant(name, self._known, lambda one: (one.key, one.search_text.partition("\n")[0]))
        return found[0].key if len(found) == 1 else name

    def _show_names(self) -> None:
        self._chosen.update(Content("、".join(self._names)))
        self.set_class(bool(self._names), "-chosen")
