"""What would be read from a file, before anything is read in."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.excel.reading.rules.entry_rules import EntryRule
from kodoku_tui.excel.recognition import (
    RecognisedColumn,
    RecognisedSheet,
    RecognisedTable,
    RecognisedWorkbook,
    recognise,
)
from kodoku_tui.garbage_collection import collecting_later
from kodoku_tui.services.intake.rule_words import rule_words

__all__ = [
    "EntryRule",
    "RecognisedSheet",
    "RecognisedTable",
    "RecognisedWorkbook",
    "inspect_file",
    "inspection_record",
    "rule_words",
]


@collecting_later()
def inspect_file(path: Path) -> RecognisedWorkbook:
    """Recognise a file; nothing is written anywhere.

    Raises `Refused` with a sentence for what cannot be read (`excel.workbook.read_workbook`).
    """
    return recognise(path)


def inspection_record(workbook: RecognisedWorkbook) -> dict[str, object]:
    """An inspection as plain data, as `inspect --json` hands it out; a sheet without a table has `notes`.

    `rules` of a sheet are what may be entered in which cells; a column with a drop-down has its `choices`. `left_out`
    has every filled row that is no record, with its reason (a word of `SkipReason`): with the `rows` of the tables
    these are all filled rows. Of a row that holds a record `cells` are those that are not in it, else there are none.
    """
    sheets = []
    for sheet in workbook.sheets:
        record: dict[str, object] = {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "tables": [_table_record(table) for table in sheet.tables],
            "rules": [_rule_record(rule) for rule in sheet.rules],
        }
        if not sheet.tables:
            record["notes"] = [{"cell": note.cell, "text": note.text} for note in sheet.own_notes]
            record["warnings"] = [
                {"cell": one.cell, "code": one.code, "message": one.message} for one in sheet.own_warnings
            ]
        sheets.append(record)
    return {"format": workbook.format, "sheets": sheets, "left_out": _left_out_records(workbook)}


def _left_out_records(workbook: RecognisedWorkbook) -> list[dict[str, object]]:
    return [
        {"sheet": sheet.name, "row": left.row, "reason": left.reason.value, "cells": list(left.cells)}
        for sheet in workbook.sheets
        for left in sheet.left_out
    ]


def _table_record(table: RecognisedTable) -> dict[str, object]:
    return {
        "header_rows": list(table.header_rows),
        "data_first": table.data_first,
        "data_last": table.data_last,
        "rows": len(table.records),
        "columns": [_column_record(column) for column in table.columns],
        "notes": [{"cell": note.cell, "text": note.text} for note in table.notes],
        "warnings": [{"cell": one.cell, "code": one.code, "message": one.message} for one in table.warnings],
    }


def _column_record(column: RecognisedColumn) -> dict[str, object]:
    record: dict[str, object] = {"col": column.letter, "header": column.header, "kind": column.kind.value}
    if column.rule is not None and column.rule.choices is not None:
        record["choices"] = list(column.rule.choices)
    return record


def _rule_record(rule: EntryRule) -> dict[str, object]:
    return {
        "cells": rule.cells,
        "kind": rule.kind.value,
        "choices": None if rule.choices is None else list(rule.choices),
        "message": rule_words(rule),
    }
