"""Keeping what shows as a saved view, and giving a view another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import Selection
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.choices import selection_words
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import SavedView, rename_view, save_view, view_named
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen, NotYet
from kodoku_tui.tui.frame.desk_app import DeskApp


class Kept(NamedTuple):
    """A view as it was kept; nothing was written when it stood there in the same way already."""

    view: SavedView
    is_changed: bool


class SaveViewForm(FormScreen[Kept]):
    """A name for what shows. A name that is taken is replaced only after both contents were shown."""

    def __init__(self, desk: Desk, selection: Selection, present: SavedView | None) -> None:
        self._desk = desk
        self._selection = selection
        self._present = "" if present is None else present.name
        count = register_page(desk, selection.chosen, limit=0).total
        super().__init__(
            title=say("view.form_title"),
            subtitle=say("view.form_holds", words=selection_words(selection), count=count),
            draft_key="view",
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("name", say("field.view_name"), self._present, required=True)]

    def save(self, values: Mapping[str, Any]) -> Kept:
        name: str = values["name"]
        try:
            view = save_view(self._desk, name, self._selection)
        except Refused as refusal:
            if refusal.key != "error.view_exists":
                raise
            view = self._replaced(view_named(self._desk, name), name)
        return Kept(view, is_changed=self._desk.saved is not None)

    def _replaced(self, standing: SavedView, name: str) -> SavedView:
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
            draft_key=f"view_name:{view.id}",
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("name", say("field.view_name"), self._view.name, required=True)]

    def save(self, values: Mapping[str, Any]) -> str:
        renamed = rename_view(self._desk, self._view, values["name"])
        if self._desk.saved is None:
            return say("saved.view_same", view=renamed.name)
        return say("saved.view_renamed", view=renamed.name)


def keep_what_shows(app: DeskApp) -> None:
    """Ask for a name and keep what the register shows under it; it is then the view that is on."""
    selection, present = app.selection.shown, app.selection.view

    def kept(answer: Kept | None) -> None:
        if answer is None:
            return
        app.selection.view = answer.view
        key = "saved.view" if answer.is_changed else "saved.view_same"
        app.tell_saved(say(key, view=answer.view.name))
        app.reload()

    app.open_form(lambda: SaveViewForm(app.desk, selection, present), kept)
