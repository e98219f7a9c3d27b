"""消去: which words, why, what was found, and the word that is typed to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.erasing import WordsToErase
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.erasing import Erased, Preview, erase_words_for_good, preview_words
from kodoku_tui.services.keeping.erasing_words import erased_lines, preview_lines
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.frame.desk_app import DeskApp


class Asked:
    """What somebody wants to have erased, and where it was found."""

    def __init__(self, words: list[str], reason: str, preview: Preview) -> None:
        self.words = words
        self.reason = reason
        self.preview = preview


class EraseForm(FormScreen[Asked]):
    """Which words, and why. Nothing is written: what was found is shown before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            title=say("erase.form"), subtitle=say("erase.not_reached"), kind="erase_words", about=()
        )
        self._desk = desk

    def fields(self) -> list[Field[Any]]:
        return [
            NoteField("words", say("erase.words"), required=True, hint=say("erase.words_hint")),
            TextField("reason", say("erase.reason"), required=True, hint=say("erase.reason_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> Asked:
        words = values["words"].splitlines()
        if WordsToErase(words).erased_from(values["reason"]) != values["reason"]:
            raise Refused("error.erase_reason_holds_words", field="reason")
        return Asked(words, values["reason"], preview_words(self._desk, words))


class EraseConfirmForm(FormScreen[Erased]):
    """What was found and what will follow; the word is typed, since no key alone may do what cannot be undone."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        super().__init__(
            title=say("erase.confirm"),
            subtitle="\n".join(preview_lines(asked.preview)),
            kind="erase_confirm",
            about=(),
        )
        self._desk = desk
        self._asked = asked

    def fields(self) -> list[Field[Any]]:
        label = say("erase.confirm_label", word=say("erase.confirm_word"))
        return [TextField("confirm", label, required=True)]

    def save(self, values: Mapping[str, Any]) -> Erased:
        if values["confirm"].casefold() != say("erase.confirm_word").casefold():
            raise Refused("error.erase_not_confirmed", field="confirm")
        drafts = self.desk_app.drafts
        drafts.flush()
        erased = erase_words_for_good(self._desk, self._asked.words, self._asked.reason)
        drafts.change_all(WordsToErase(self._asked.words).erased_from)
        return erased


def ask_and_erase(app: DeskApp) -> None:
    """From the words over what was found to the typed word."""

    def told(erased: Erased | None) -> None:
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        if erased is None:
            return
        app.reload()
        app.push_screen(
            ConfirmScreen(
                say_said(erased.saved),
                erased_lines(erased),
                yes=say("check.seen"),
                no=say("check.seen"),
            )
        )

    def asked(found: Asked | None) -> None:
        if found is not None:
            app.open_form(lambda: EraseConfirmForm(app.desk, found), told)

    def first() -> EraseForm:
        if not app.desk.staff:
            raise Refused("error.erase_by_nobody")
        return EraseForm(app.desk)

    app.open_form(first, asked)
