"""Opening a draft: its form as it was left, or what was typed where its form cannot be opened."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, sentence
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.drafts import Draft
from kodoku_tui.tui.frame.desk_app import DeskApp


def open_draft(app: DeskApp, key: str) -> None:
    """Open it in the year in which it was typed. Also without a draft under the key: then as a new form is opened."""
    draft = app.drafts.get(key)
    year = None if draft is None else draft.year
    if year not in (None, app.drafts.year):
        assert year is not None
        app.show_year(year, lambda: _open(app, key))
    else:
        _open(app, key)


def _open(app: DeskApp, key: str) -> None:
    def make() -> Screen[Any]:
        from kodoku_tui.tui.app.draft_forms import form_of_draft

        try:
            return form_of_draft(app.desk, key)
        except Refused as refused:
            draft = app.drafts.get(key)
            if draft is None:
                raise
            from kodoku_tui.tui.lists.note_screen import NoteScreen

            told = say("draft.cannot_open", what=draft.what, reason=say_refused(refused))
            return NoteScreen(told, text_of(draft))

    app.open_form(make)


def text_of(draft: Draft) -> str:
    """All that was typed, field by field, to read and to copy."""
    lines = []
    for name, typed in draft.typed.items():
        texts = [typed] if isinstance(typed, str) else typed if isinstance(typed, tuple) else []
        words = " ".join(text for text in texts if isinstance(text, str) and text.strip())
        if words:
            lines.append(f"{sentence(f'field.{name}') or name}: {words}")
    return "\n".join(lines)
