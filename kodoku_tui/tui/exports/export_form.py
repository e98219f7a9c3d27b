"""Handing out what is filtered on screen, as one of the lists, a karte, forms or the whole file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from textual import on

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.copies import COPIES, Copy
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.file_settings import personal_data_allowed
from kodoku_tui.services.exports.exports import EXPORT_KINDS, ending_of, export, is_ordered
from kodoku_tui.services.exports.outcome_words import exported_sentence
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.identity import group_uid, programme_uid
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import list_views
from kodoku_tui.tui.exports.file_form import FileForm
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import LEAVE_FORM
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.frame.group_selection import GroupsAtHand

# Not a name of a view: none is empty.
_AS_SHOWN = ""
# What Windows takes in no name of a file.
_NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]')


class ExportForm(FileForm):
    """What to write and where. While a long list is written its rows are counted, and Esc calls it off.

    `group_no` is the group that the person looks at, if any; `kind` is what the screen suggests.
    """

    def __init__(
        self,
        desk: Desk,
        groups: GroupsAtHand,
        *,
        kind: str = "status",
        group_no: int | None = None,
    ) -> None:
        count = register_page(desk, groups.selection.chosen, limit=0).total
        super().__init__(
            title=say("export.form_title"),
            subtitle=say("export.what", count=count, filter=groups.words(with_order=True)),
            kind="export",
            about=[programme_uid(desk), *([] if group_no is None else [group_uid(desk, group_no)])],
        )
        self._desk = desk
        self._groups = groups
        self._group_no = group_no
        self._views = {view.name: view for view in list_views(desk) if view.trouble is None}
        self._suggested = kind
        self._suggested_view = groups.view.name if groups.view is not None else _AS_SHOWN
        self._usual_personal = "yes" if personal_data_allowed(desk) else "no"
        self._today = desk.today
        self._is_called_off = Event()
        self._proposed = self._proposal(kind, self._suggested_view, COPIES[kind][0])

    def fields(self) -> list[Field[Any]]:
        personal = [("no", say("export.personal_no")), ("yes", say("export.personal_yes"))]
        self._kind = self._kind_field()
        self._path = TextField("path", say("field.path"), self._proposed, required=True)
        self._view = self._view_field()
        copies = [(copy, say(f"copy.{copy}")) for copy in Copy]
        self._copy = ChoiceField("copy", say("field.copy"), copies, COPIES[self._suggested][0], required=True)
        self._personal = ChoiceField("personal", say("field.personal"), personal, self._usual_personal)
        return [
            self._kind,
            *([self._view] if self._views else []),
            self._copy,
            self._personal,
            self._path,
        ]

    def ending(self, values: Mapping[str, Any]) -> str:
        return ending_of(values["kind"])

    def write(self, values: Mapping[str, Any], path: Path, *, replaces: bool) -> str:
        kind = values["kind"]
        self._is_called_off.clear()
        request = self._request(kind, self._groups_of(values.get("view")))
        request = replace(request.with_personal_data(values["personal"] == "yes"), copy=values["copy"])
        count = export(self._desk, kind, path, request, replaces=replaces, told=self._told)
        return exported_sentence(kind, path, count, values["copy"])

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
        offered = [kind for kind in EXPORT_KINDS if kind != "group" or self._group_no is not None]
        words = [(kind, self._name_of(kind)) for kind in offered]
        return ChoiceField("kind", say("field.export_kind"), words, self._suggested, required=True)

    def _name_of(self, kind: str) -> str:
        name = say(f"export.kind_{kind}")
        return f"{name} {self._group_no}" if kind == "group" else name

    def _view_field(self) -> SearchChoiceField[str]:
        """The groups that the screen shows, or those of a saved view."""
        views = [
            Choice(
                name,
                say(
                    "export.of_view",
                    view=name,
                    count=register_page(self._desk, view.selection.chosen, limit=0).total,
                ),
            )
            for name, view in self._views.items()
        ]
        as_shown = Choice(_AS_SHOWN, say("export.as_shown"))
        return SearchChoiceField(
            "view", say("field.groups"), [as_shown, *views], self._suggested_view, required=True
        )

    def _groups_of(self, view_name: str | None) -> GroupsAtHand:
        view = self._views.get(view_name or _AS_SHOWN)
        return self._groups if view is None else GroupsAtHand(view.usable(), view)

    def _request(self, kind: str, groups: GroupsAtHand) -> ExportRequest:
        selection = groups.selection
        return ExportRequest(
            selection.chosen,
            filter_words=groups.words(with_order=is_ordered(kind)),
            order=selection.order,
            is_reversed=selection.is_reversed,
            group_no=self._group_no,
        )

    def _proposal(self, kind: str, view: str, copy: Copy) -> str:
        name = self._name_of(kind).replace(" ", "_")
        if len(COPIES[kind]) > 1:
            name += "_" + say(f"copy.file_{copy}")
        if view:
            name += "_" + _NOT_IN_A_FILE_NAME.sub("_", view)
        return str(
            default_folder() / say("export.file_name", name=name, day=self._today, ending=ending_of(kind))
        )

    @on(Field.Changed)
    def _propose_a_name(self, message: Field.Changed) -> None:
        """Follow kind, copy and view with the name of the file, unless the person has given it one."""
        if message.field is self._personal:
            self._work_on_what_is_personal()
            return
        if message.field not in (self._kind, self._view, self._copy):
            return
        kind, view = self._kind.understand(), self._view.chosen_key or _AS_SHOWN
        if kind is not None and message.field is self._kind:
            # What is usual of one kind is seldom meant of another.
            self._copy.restore(COPIES[kind][0])
        copy = self._copy.understand()
        if kind is not None and copy is not None and self._path.line.value == self._proposed:
            self._proposed = self._proposal(kind, view, copy)
            self._path.line.value = self._proposed

    def _work_on_what_is_personal(self) -> None:
        """Names and telephones are in no copy that is handed on: whoever wants them works on it inside."""
        kind, copy = self._kind.understand(), self._copy.understand()
        is_wanted = self._personal.understand() == "yes"
        if is_wanted and kind is not None and copy is Copy.HANDOUT and Copy.WORKING in COPIES[kind]:
            self._copy.restore(Copy.WORKING)


def default_folder() -> Path:
    """Where a person finds the file again: where the program was started."""
    return Path.cwd()
