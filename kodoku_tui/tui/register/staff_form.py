"""Registering a person of the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen


class StaffForm(FormScreen[str]):
    """The name of somebody new; gives the name as it was registered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(title=say("staff.form_title"), kind="staff", about=[programme_uid(desk)])
        self._desk = desk

    def fields(self) -> list[Field[Any]]:
        return [
            TextField("name", say("field.staff_name"), required=True),
            TextField("reading", say("field.reading"), hint=say("field.reading_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        name: str = values["name"]
        add_staff(self._desk, name, reading=values["reading"] or "")
        return name
