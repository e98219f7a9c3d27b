"""Handing out the year's days as a calendar file that Outlook and Google read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import language, say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export_calendar
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.frame.group_selection import GroupsAtHand


class CalendarForm(FormScreen[str]):
    """Where to write the calendar, and of whom; the same file again updates what was read before."""

    def __init__(self, desk: Desk, groups: GroupsAtHand) -> None:
        self._desk = desk
        self._chosen = chosen = groups.selection.chosen
        self._count = register_page(desk, chosen, limit=0).total
        super().__init__(
            title=say("calendar.form_title"),
            subtitle=say("calendar.what", count=self._count, filter=groups.words()),
            draft_key="calendar",
        )
        self._default = export_form.default_folder() / say(
            "calendar.file_name", year=desk.programme["fiscal_year"]
        )

    def fields(self) -> list[Field[Any]]:
        answers = [("no", say("export.keep")), ("yes", say("export.replace"))]
        return [
            TextField("path", say("field.path"), str(self._default), required=True),
            ChoiceField("replace", say("field.if_exists"), answers, "no"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        path = Path(values["path"].strip("\"'")).expanduser()
        if path.suffix.lower() != ".ics":
            path = path.with_name(f"{path.name}.ics")
        if values["replace"] != "yes" and path.exists():
            raise Refused("error.export_exists", field="path", path=path)
        try:
            count = export_calendar(self._desk, path, self._chosen, in_english=language() == "en")
        except Refused as refusal:
            # Whatever keeps the file from being written is about the path that is typed here.
            raise Refused(refusal.key, field="path", **refusal.params) from None
        return say("saved.calendar", path=path, count=count)
