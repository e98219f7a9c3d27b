"""The field in which a column of a list is filled in, where it needs nothing of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.locale import say, say_word
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.time_field import TimeField

if TYPE_CHECKING:
    from kodoku_tui.tui.forms.group_form import GroupForm


def column_field(form: GroupForm, column: ListColumn, value: str | None) -> Field[Any]:
    """A field for a day, a time, a word of a closed list, a line or a longer text, called as the list calls it.

    `value` is what stands in the file. Raises `ValueError` for a kind of column that no form asks for yet.
    """
    key, label = column.key, say(f"heading.{column.key}")
    match column.kind:
        case CellKind.DATE:
            day = date.fromisoformat(value) if value else None
            return form.date_field(key, label, day, direction=column.direction, hint=say("field.date_hint"))
        case CellKind.TIME:
            return TimeField(key, label, value or "", hint=say("field.time_hint"))
        case CellKind.WORD:
            return ChoiceField(key, label, [(word, say_word(word)) for word in column.words], value or None)
        case CellKind.TEXT:
            return TextField(key, label, value or "")
        case CellKind.LONG_TEXT:
            return NoteField(key, label, value or "")
    raise ValueError(column.kind)
