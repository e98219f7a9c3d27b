"""Handing out the year's days as a calendar file that Outlook and Google read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import ending_of, export
from kodoku_tui.services.exports.outcome_words import exported_sentence
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.exports.file_form import FileForm
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.frame.group_selection import GroupsAtHand


class CalendarForm(FileForm):
    """Where to write the calendar, and of whom; the same file again updates what was read before."""

    def __init__(self, desk: Desk, groups: GroupsAtHand) -> None:
        self._desk = desk
        self._chosen = chosen = groups.selection.chosen
        self._count = register_page(desk, chosen, limit=0).total
        super().__init__(
            title=say("calendar.form_title"),
            subtitle=say("calendar.what", count=self._count, filter=groups.words()),
            kind="calendar",
            about=[programme_uid(desk)],
        )
        self._default = export_form.default_folder() / say(
            "calendar.file_name", year=desk.programme["fiscal_year"]
        )

    def fields(self) -> list[Field[Any]]:
        return [TextField("path", say("field.path"), str(self._default), required=True)]

    def ending(self, values: Mapping[str, Any]) -> str:
        return ending_of("calendar")

    def write(self, values: Mapping[str, Any], path: Path, *, replaces: bool) -> str:
        count = export(self._desk, "calendar", path, ExportRequest(self._chosen), replaces=replaces)
        return exported_sentence("calendar", path, count)
