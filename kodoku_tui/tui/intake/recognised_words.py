"""What was recognised in a file, as the first step of an import says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.intake.inspection import RecognisedWorkbook

_COLUMNS_WITH_CHOICES = 3
_CHOICES_OF_A_COLUMN = 6


def recognised_lines(workbook: RecognisedWorkbook) -> str:
    """What was recognised in a file, in a few lines: how much, and what a person should know first."""
    warnings = [warning for sheet in workbook.sheets for warning in sheet.warnings]
    notes = sum(len(sheet.notes) for sheet in workbook.sheets)
    first = say(
        "import.recognised",
        sheets=len(workbook.sheets),
        tables=len(workbook.tables),
        notes=notes,
        warnings=len(warnings),
    )
    rules = sum(len(sheet.rules) for sheet in workbook.sheets)
    if rules:
        first = say("import.recognised_rules", recognised=first, count=rules)
    told = [*_choices_line(workbook), *(f"{warning.cell} {warning.message}" for warning in warnings[:3])]
    return "\n".join([first, *told])


def _choices_line(workbook: RecognisedWorkbook) -> list[str]:
    """What the drop-downs of the first few columns offer; nothing where there are none."""
    from kodoku_tui.services.intake.rule_words import choices_said

    offered = {
        column.header or column.letter: choices_said(column.rule.choices, _CHOICES_OF_A_COLUMN)
        for table in workbook.tables
        for column in table.columns
        if column.rule is not None and column.rule.choices
    }
    columns = [
        say("import.choices_of_column", column=heading, choices=choices)
        for heading, choices in list(offered.items())[:_COLUMNS_WITH_CHOICES]
    ]
    return (
        [say("import.recognised_choices", columns=say("inspect.between_choices").join(columns))]
        if columns
        else []
    )
