"""Taking the register in from a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_with
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.imports import ImportReport, import_roster
from kodoku_tui.tui.screens.form import FormScreen, NotYet
from kodoku_tui.tui.widgets.choice_field import ChoiceField
from kodoku_tui.tui.widgets.fields import Field, TextField

_SHOWN_ERRORS = 5


class ImportForm(FormScreen[str]):
    """Which workbook, and whether only to look at what would change."""

    def __init__(self, desk: Desk, path: str = "") -> None:
        super().__init__(title=say("import.form_title"), subtitle=say("import.what"), draft_key="import")
        self._desk = desk
        self._path = path

    def fields(self) -> list[Field[Any]]:
        ways = [("preview", say("import.preview")), ("apply", say("import.apply"))]
        return [
            TextField("path", say("field.path"), self._path, required=True),
            ChoiceField("way", say("field.way"), ways, "apply"),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        is_preview = values["way"] == "preview"
        # Windows puts a path that is copied ("パスのコピー") between quotes.
        path = Path(values["path"].strip("\"'")).expanduser()
        report = import_roster(self._desk, path, dry_run=is_preview)
        if report.errors:
            raise Refused("error.import_errors", field="path", errors=errors_text(report))
        if is_preview:
            raise NotYet(say("import.preview_result", **counts(report)))
        if report.unit is None:
            return say("import.nothing_changed", **counts(report))
        return say("import.done", **counts(report))


def counts(report: ImportReport) -> dict[str, int]:
    """The figures of a report as gaps of a sentence."""
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
    }


def errors_text(report: ImportReport) -> str:
    """The first few errors, each with sheet and cell, and how many more there are."""
    lines = [
        f"{error.sheet} {error.cell}: {say_with(error.message_key, dict(error.params))}"
        for error in report.errors[:_SHOWN_ERRORS]
    ]
    more = len(report.errors) - len(lines)
    return "\n".join([*lines, *([say("import.more_errors", count=more)] if more else [])])
