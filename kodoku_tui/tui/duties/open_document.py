"""Opening a received document with whatever this machine opens such files with."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.duties.documents import (
    DocumentEntry,
    Opening,
    document_to_open,
    launch,
    list_documents,
)
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


def choose_and_open(app: DeskApp, number: int) -> None:
    """Ask which of a group's documents, unless there is only one, and open it."""

    def find() -> None:
        found = [document for document in list_documents(app.desk, number) if document.place]
        app.call_from_thread(_choose, app, found)

    app.in_thread(find, group="open_document", exclusive=True)


def _choose(app: DeskApp, found: list[DocumentEntry]) -> None:
    if not found:
        notify_plain(app, say("documents.none_to_open"))
        return
    if len(found) == 1:
        _look(app, found[0])
        return
    choices = [
        Choice(at, f"{say_title(each.title, each.title_en)}  {each.place}") for at, each in enumerate(found)
    ]

    def chosen(choice: Choice[int] | None) -> None:
        if choice is not None and choice.key is not None:
            _look(app, found[choice.key])

    app.push_screen(ChooseScreen(say("documents.choose"), choices), chosen)


def _look(app: DeskApp, document: DocumentEntry) -> None:
    def look() -> None:
        opening = document_to_open(app.desk, document)
        app.call_from_thread(_ask, app, opening)

    app.in_thread(look, group="open_document", exclusive=True)


def _ask(app: DeskApp, opening: Opening) -> None:
    """A web address is named before the browser goes there: somebody else may have written it."""

    def answered(certain: bool | None) -> None:
        if certain:
            _open(app, opening)

    if opening.is_web:
        app.push_screen(ConfirmScreen(say("documents.open_question"), [opening.target]), answered)
    else:
        _open(app, opening)


def _open(app: DeskApp, opening: Opening) -> None:
    def open_it() -> None:
        launch(opening)
        app.call_from_thread(notify_plain, app, say("documents.opened", target=opening.target))

    app.in_thread(open_it, group="open_document")
