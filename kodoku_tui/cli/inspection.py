"""`kodoku inspect`: what would be read from a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kodoku_tui.cli.frame.output import give_json, give_lines
from kodoku_tui.cli.frame.parts import as_json, command
from kodoku_tui.locale import say

if TYPE_CHECKING:
    from kodoku_tui.services.intake.inspection import RecognisedSheet, RecognisedTable, RecognisedWorkbook

_MANY_NOTES = 20
_LONGEST_NOTE = 100


def register(root: click.Group) -> None:
    """Add this command to the root."""
    command(root, "inspect", "cli.help.inspect")(inspect)


@click.argument("file", metavar="FILE")
@as_json
def inspect(file: str, form: str | None) -> None:
    """Say what is recognised in a file; nothing is written."""
    from kodoku_tui.services.intake.inspection import inspect_file, inspection_record

    path = Path(file).expanduser()
    workbook = inspect_file(path)
    if form == "json":
        give_json(inspection_record(workbook))
    else:
        give_lines(_page(path.name, workbook))


def _page(name: str, workbook: RecognisedWorkbook) -> list[str]:
    lines = [say("inspect.file", file=name, format=workbook.format)]
    for sheet in workbook.sheets:
        heading = "inspect.sheet_hidden" if sheet.hidden else "inspect.sheet"
        lines += ["", say(heading, sheet=sheet.name)]
        for number, table in enumerate(sheet.tables, start=1):
            lines += [f"  {line}" for line in _table_lines(number, table)]
        lines += [f"  {line}" for line in _rule_lines(sheet)]
        if not sheet.tables:
            lines.append(f"  {say('inspect.no_table')}")
            own = [say("inspect.note", cell=note.cell, text=_flat(note.text)) for note in sheet.own_notes]
            own += [
                say("inspect.warning", cell=one.cell, code=one.code, message=one.message)
                for one in sheet.own_warnings
            ]
            lines += [f"    {line}" for line in _first_of(own)]
    return lines


def _table_lines(number: int, table: RecognisedTable) -> list[str]:
    from kodoku_tui.services.intake.inspection import rule_words

    lines = [_headline(number, table)]
    for column in table.columns:
        key = "inspect.column_with_unit" if column.unit else "inspect.column"
        lines.append(
            "  "
            + say(
                key,
                letter=column.letter,
                header=column.header or say("inspect.no_heading"),
                kind=say(f"inspect.kind_{column.kind.value}"),
                unit=column.unit,
            )
        )
        if column.rule is not None:
            lines.append("    " + say("inspect.rule_of_column", rule=rule_words(column.rule)))
    for reason, count in Counter(row.reason for row in table.skipped).items():
        lines.append("  " + say("inspect.skipped", reason=say(f"inspect.skip_{reason.value}"), count=count))
    notes = [say("inspect.note", cell=note.cell, text=_flat(note.text)) for note in table.notes]
    warnings = [
        say("inspect.warning", cell=one.cell, code=one.code, message=one.message) for one in table.warnings
    ]
    return lines + [f"  {line}" for line in (*_first_of(notes), *_first_of(warnings))]


def _rule_lines(sheet: RecognisedSheet) -> list[str]:
    """The rules that no column as a whole is under: single cells of a form, a part of a column."""
    from kodoku_tui.services.intake.inspection import rule_words

    of_columns = [column.rule for table in sheet.tables for column in table.columns]
    return _first_of(
        [
            say("inspect.rule_of_cells", cells=rule.cells, rule=rule_words(rule))
            for rule in sheet.rules
            if not any(rule is one for one in of_columns)
        ]
    )


def _headline(number: int, table: RecognisedTable) -> str:
    rows = (
        "-".join(dict.fromkeys((str(table.header_rows[0]), str(table.header_rows[-1]))))
        if table.header_rows
        else ""
    )
    if not table.records:
        return say("inspect.form", number=number, rows=rows)
    key = "inspect.table_without_header"
    if table.header_rows:
        key = "inspect.table_titled" if table.title else "inspect.table"
    return say(
        key,
        number=number,
        title=table.title,
        rows=rows,
        first=table.data_first,
        last=table.data_last,
        count=len(table.records),
    )


def _first_of(lines: list[str]) -> list[str]:
    more = len(lines) - _MANY_NOTES
    return lines if more <= 0 else [*lines[:_MANY_NOTES], say("inspect.more", count=more)]


def _flat(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NOTE else f"{line[:_LONGEST_NOTE]}…"
