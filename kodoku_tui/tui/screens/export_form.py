"""Handing out the status list of what is filtered on screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.filters import GroupFilter
from kodoku_tui.locale import language, say
from kodoku_tui.services.choices import filter_words
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.exports import export_status
from kodoku_tui.services.lists import register_page
from kodoku_tui.tui.screens.form import FormScreen
from kodoku_tui.tui.widgets.choice_field import ChoiceField
from kodoku_tui.tui.widgets.fields import Field, TextField


class ExportForm(FormScreen[str]):
    """Where to write the status list; an existing file is replaced only when that is said."""

    def __init__(self, desk: Desk, chosen: GroupFilter, order: tuple[str, bool] | None) -> None:
        count = register_page(desk, chosen, limit=0).total
        super().__init__(
            title=say("export.form_title"),
            subtitle=say("export.what", count=count, filter=filter_words(chosen)),
            draft_key="export",
        )
        self._desk = desk
        self._chosen = chosen
        self._order, self._is_reversed = order or ("number", False)
        self._default = default_folder() / say("export.file_name", day=desk.today)

    def fields(self) -> list[Field[Any]]:
        answers = [("no", say("export.keep")), ("yes", say("export.replace"))]
        return [
            TextField("path", say("field.path"), str(self._default), required=True),
            ChoiceField("replace", say("field.if_exists"), answers, "no"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        path = Path(values["path"].strip("\"'")).expanduser()
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        if values["replace"] != "yes" and path.exists():
            raise Refused("error.export_exists", field="path", path=path)
        count = export_status(
            self._desk,
            path,
            self._chosen,
            filter_words=filter_words(self._chosen),
            in_english=language() == "en",
            order=self._order,
            is_reversed=self._is_reversed,
        )
        return say("saved.export", path=path, count=count)


def default_folder() -> Path:
    """Where a person finds the file again: where the program was started."""
    return Path.cwd()
