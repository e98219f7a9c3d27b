"""Handing out what is filtered on screen, as one of the lists, a karte, forms or the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Any

from textual import on

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.filters import GroupFilter
from kodoku_tui.locale import say
from kodoku_tui.services.choices import filter_words
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.export_source import ExportRequest
from kodoku_tui.services.exports import EXPORT_KINDS, ending_of, export
from kodoku_tui.services.file_settings import personal_data_allowed
from kodoku_tui.services.lists import register_page
from kodoku_tui.tui.screens.form import LEAVE_FORM, FormScreen
from kodoku_tui.tui.widgets.choice_field import ChoiceField
from kodoku_tui.tui.widgets.fields import Field, TextField


class ExportForm(FormScreen[str]):
    """What to write and where; an existing file is replaced only when that is said.

    While a long list is written its rows are counted, and Esc calls it off. `group_no` is the group that the
    person looks at, if any; `kind` is what the screen suggests.
    """

    def __init__(
        self,
        desk: Desk,
        chosen: GroupFilter,
        order: tuple[str, bool] | None,
        *,
        kind: str = "status",
        group_no: int | None = None,
    ) -> None:
        count = register_page(desk, chosen, limit=0).total
        super().__init__(
            title=say("export.form_title"),
            subtitle=say("export.what", count=count, filter=filter_words(chosen)),
            draft_key="export",
        )
        self._desk = desk
        self._request = ExportRequest(
            chosen,
            filter_words=filter_words(chosen),
            order=order[0] if order else "number",
            is_reversed=order[1] if order else False,
            group_no=group_no,
        )
        self._suggested = kind
        self._usual_personal = "yes" if personal_data_allowed(desk) else "no"
        self._today = desk.today
        self._is_called_off = Event()
        self._proposed = self._proposal(kind)

    def fields(self) -> list[Field[Any]]:
        personal = [("no", say("export.personal_no")), ("yes", say("export.personal_yes"))]
        answers = [("no", say("export.keep")), ("yes", say("export.replace"))]
        self._kind = self._kind_field()
        self._path = TextField("path", say("field.path"), self._proposed, required=True)
        return [
            self._kind,
            ChoiceField("personal", say("field.personal"), personal, self._usual_personal),
            self._path,
            ChoiceField("replace", say("field.if_exists"), answers, "no"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        kind = values["kind"]
        path = Path(values["path"].strip("\"'")).expanduser()
        if path.suffix.lower() != ending_of(kind):
            path = path.with_name(f"{path.name}{ending_of(kind)}")
        if values["replace"] != "yes" and path.exists():
            raise Refused("error.export_exists", field="path", path=path)
        self._is_called_off.clear()
        request = self._request.with_personal_data(values["personal"] == "yes")
        count = export(self._desk, kind, path, request, told=self._told)
        if kind == "status":
            return say("saved.export", path=path, count=count)
        sentence = "saved.exported_book" if kind == "book" else "saved.exported"
        return say(sentence, path=path, name=say(f"export.kind_{kind}"), count=count)

    def command_applies(self, name: str) -> bool:
        """While something is written it can only be called off."""
        return name == LEAVE_FORM.name if self._saving else super().command_applies(name)

    def action_leave_form(self) -> None:
        """Close the form, or call off what is being written."""
        if not self._saving:
            super().action_leave_form()
            return
        self._is_called_off.set()
        self._tell(say("export.cancelling"))

    def _told(self, count: int) -> None:
        """In the thread that writes: say how far it is, or end it."""
        if self._is_called_off.is_set():
            raise Refused("error.export_cancelled")
        self.call_later(self._say_progress, count)

    def _say_progress(self, count: int) -> None:
        if self._saving and not self._is_called_off.is_set():
            self._tell(say("export.progress", count=count))

    def _kind_field(self) -> ChoiceField[str]:
        offered = [kind for kind in EXPORT_KINDS if kind != "group" or self._request.group_no is not None]
        words = [(kind, self._name_of(kind)) for kind in offered]
        return ChoiceField("kind", say("field.export_kind"), words, self._suggested, required=True)

    def _name_of(self, kind: str) -> str:
        name = say(f"export.kind_{kind}")
        return f"{name} {self._request.group_no}" if kind == "group" else name

    def _proposal(self, kind: str) -> str:
        name = self._name_of(kind).replace(" ", "_")
        return str(
            default_folder() / say("export.file_name", name=name, day=self._today, ending=ending_of(kind))
        )

    @on(Field.Changed)
    def _propose_a_name(self, message: Field.Changed) -> None:
        """Follow the kind with the name of the file, unless the person has given it one."""
        kind = self._kind.understand() if message.field is self._kind else None
        if kind is not None and self._path.line.value == self._proposed:
            self._proposed = self._proposal(kind)
            self._path.line.value = self._proposed


def default_folder() -> Path:
    """Where a person finds the file again: where the program was started."""
    return Path.cwd()
