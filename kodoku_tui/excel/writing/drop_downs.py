"""Choices offered in cells: within the rule where they are short, else from a hidden sheet."""

from __future__ import annotations

from xlsxwriter import Workbook

from kodoku_tui.excel.reading.cells import column_name
from kodoku_tui.excel.writing.output import cell_text
from kodoku_tui.locale import say

# Excel takes at most this many characters in the rule itself, and takes commas there for ends of choices.
_MOST_WITHIN_THE_RULE = 255
_MOST_IN_A_TITLE = 32


class DropDowns:
    """The drop-downs of one workbook; equal choices share one place."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def rule(self, heading: str, choices: tuple[str, ...]) -> dict[str, object]:
        """The rule for the cells of a column. Another value can still be entered, after a warning."""
        offered = tuple(cell_text(choice) for choice in choices)
        within = sum(len(choice) + 1 for choice in offered) <= _MOST_WITHIN_THE_RULE
        source: object = list(offered)
        if not within or any("," in choice for choice in offered):
            if offered not in self._lists:
                column = column_name(len(self._lists))
                self._lists[offered] = f"='{_sheet_name()}'!${column}$1:${column}${len(offered)}"
            source = self._lists[offered]
        title = "".join(cell_text(heading).split())[:_MOST_IN_A_TITLE]
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": title,
            "error_message": say("excel.not_a_choice"),
        }

    def write(self, workbook: Workbook) -> None:
        """Add the hidden sheet, where one is needed."""
        if not self._lists:
            return
        sheet = workbook.add_worksheet(_sheet_name())
        sheet.hide()
        lists = list(self._lists)
        for row in range(max(map(len, lists))):
            for column, choices in enumerate(lists):
                if row < len(choices):
                    sheet.write_string(row, column, choices[row])


def _sheet_name() -> str:
    return say("excel.sheet_choices")
