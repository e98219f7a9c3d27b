"""Keeping what shows as a saved view, and giving a view another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import Selection
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import programme_uid, uid_of
from kodoku_tui.services.register.choices import selection_words
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import SavedView, ViewKept, rename_view, save_view, view_named
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen, NotYet
from kodoku_tui.tui.frame.desk_app import DeskApp


class SaveViewForm(FormScreen[ViewKept]):
    """A name for what shows. A name that is taken is replaced only after both contents were shown."""

    def __init__(self, desk: Desk, selection: Selection, present: SavedView | None) -> None:
        self._desk = desk
        self._selection = selection
        self._present = "" if present is None else present.name
        count = register_page(desk, selection.chosen, limit=0).total
        super().__init__(
            title=say("view.form_title"),
            subtitle=say("view.form_holds", words=selection_words(selection), count=count),
            kind="view",
            about=[programme_uid(desk)],
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("name", say("field.view_name"), self._present, required=True)]

    def save(self, values: Mapping[str, Any]) -> ViewKept:
        name: str = values["name"]
        try:
            return save_view(self._desk, name, self._selection)
        except Refused as refusal:
            if refusal.key != "error.view_exists":
                raise
            return self._replaced(view_named(self._desk, name), name)

    def _replaced(self, standing: SavedView, name: str) -> ViewKept:
        if not self._selection.shows_the_same_as(standing.selection):
            question = ConfirmScreen(
                say("view.replace_question", view=standing.name),
                [
                    say("view.replace_before", words=selection_words(standing.selection)),
                    say("view.replace_after", words=selection_words(self._selection)),
                ],
                yes=say("view.replace_yes"),
                no=say("bulk.no"),
            )
            if not agrees(self, question):
                raise NotYet(say("view.not_replaced", view=standing.name))
        return save_view(self._desk, name, self._selection, replaces=standing.version)


class RenameViewForm(FormScreen[str]):
    """Another name for a view."""

    def __init__(self, desk: Desk, view: SavedView) -> None:
        self._desk = desk
        self._view = view
        super().__init__(
            title=say("view.rename_title"),
            subtitle=f"{view.name}: {selection_words(view.selection)}",
            kind="view_name",
            about=[uid_of(desk, "saved_view", view.id)],
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("name", say("field.view_name"), self._view.name, required=True)]

    def save(self, values: Mapping[str, Any]) -> str:
        return outcome_sentences(rename_view(self._desk, self._view, values["name"]), self._desk.today)


def keep_what_shows(app: DeskApp) -> None:
    """Ask for a name and keep what the register shows under it; it is then the view that is on."""
    selection, present = app.selection.shown, app.selection.view

    def kept(answer: ViewKept | None) -> None:
        if answer is None:
            return
        app.selection.view = answer.view
        app.tell_saved(outcome_sentences(answer, app.desk.today))
        app.reload()

    app.open_form(lambda: SaveViewForm(app.desk, selection, present), kept)
