"""What of a file is not read in: columns that no list knows, and other tables."""

from __future__ import annotations

from collections.abc import Collection

from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.domain.exports.intake_lists import INTAKE_KINDS
from kodoku_tui.excel.reading.cells import is_blank
from kodoku_tui.excel.recognition import RecognisedTable
from kodoku_tui.locale import LANGUAGES, sentence
from kodoku_tui.services.intake.columns.maps import ColumnMap
from kodoku_tui.services.intake.model import LeftTable, NotTaken
from kodoku_tui.services.intake.sources import OpenFile


def left_tables(opened: OpenFile, *maps: ColumnMap) -> list[LeftTable]:
    """The tables with records that are not among those taken in. The sheet of notes of our own exports is none."""
    taken = [table for found in maps for table in found.tables]
    names = {found.layout.kind.name for found in maps}
    notes = opened.notes_sheets
    return [
        LeftTable(table.sheet, len(table.records), _list_of(table, names))
        for table in opened.workbook.tables
        if table.records and table.sheet not in notes and not any(table is one for one in taken)
    ]


def _list_of(table: RecognisedTable, taken: Collection[str]) -> str:
    """Which other list of ours a table says that it is; empty where it says nothing or is no other one."""
    said = (stamp_of(column.header) for column in table.columns)
    name = next((stamp.list_name for stamp in said if stamp is not None), "")
    return name if name in INTAKE_KINDS and name not in taken else ""


def not_taken(found: ColumnMap) -> list[NotTaken]:
    """The columns that hold something and are not read in."""
    ours = {sentence("excel.errors_reason", tongue) for tongue in LANGUAGES}
    left = []
    for mapped in found.mapped():
        table, taken = mapped.table, {*mapped.positions.values(), mapped.key_position}
        for position, column in enumerate(table.columns):
            if position in taken or column.header in ours:
                continue
            cells = sum(1 for record in table.records if not is_blank(record.values[position]))
            if cells:
                # What a form adds to its answers (when, by whom) is just not read.
                is_status = found.layout.kind.name == "status"
                is_computed = is_status and column.key in found.layout.known_headings
                left.append(NotTaken(table.sheet, column.header or column.letter, cells, is_computed))
    return left
