"""Which tables of a file are read in, and as which list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.domain.exports.intake_lists import INTAKE_KINDS, NAMING_COLUMNS
from kodoku_tui.excel.reading.limits import IsLeft, ReadingLeftError
from kodoku_tui.excel.recognition import RecognisedWorkbook, recognise
from kodoku_tui.garbage_collection import collecting_later
from kodoku_tui.locale import LANGUAGES, sentence
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import ListLayout, layout_of
from kodoku_tui.services.intake.columns.maps import ColumnMap, Tables, map_columns
from kodoku_tui.services.intake.model import IntakeCancelled

AUTO = "auto"
BOOK = "book"
_FEWEST_HEADINGS = 2
_OF_A_ROSTER = frozenset({"targets", "area"})
_DOUBT = 0.001
COMPANIONS = {"issues": ("remedies",)}
"""What is taken along with a list: it goes out in the same workbook."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was recognised."""

    path: Path
    workbook: RecognisedWorkbook

    @property
    def notes_sheets(self) -> frozenset[str]:
        """The sheets of notes of an export of ours: what stands there is no record."""
        headings = (column.header for table in self.workbook.tables for column in table.columns)
        if all(stamp_of(heading) is None for heading in headings):
            return frozenset()
        return frozenset(name for tongue in LANGUAGES if (name := sentence("excel.sheet_notes", tongue)))

    def families(self, sheet: str | None = None) -> list[Tables]:
        """Tables of one shape together: those of a sheet, else of every one that shows and holds more than notes.

        Raises `Refused` (`error.no_such_sheet`) naming the sheets there are, and `error.workbook_empty`.
        """
        sheets = self.workbook.sheets
        if sheet is not None and sheet not in {one.name for one in sheets}:
            names = "、".join(f"「{one.name}」" for one in sheets)
            raise Refused("error.no_such_sheet", field="sheet", sheet=sheet, sheets=names)
        hidden = {one.name for one in sheets if one.hidden}
        notes = self.notes_sheets
        shows_any = any(one.tables for one in sheets if not one.hidden)
        found = [
            tables
            for family in self.workbook.families()
            if (
                tables := tuple(
                    table
                    for table in family
                    if (table.sheet == sheet if sheet is not None else table.sheet not in notes)
                )
            )
            and (sheet is not None or not shows_any or tables[0].sheet not in hidden)
        ]
        if not found:
            names = sheet or "、".join(one.name for one in sheets)
            has_text = any(one.notes for one in sheets if sheet in (None, one.name))
            raise Refused("error.no_tables" if has_text else "error.workbook_empty", sheet=names)
        return found


@collecting_later()
def open_file(path: Path, *, is_left: IsLeft | None = None) -> OpenFile:
    """Read a file. Raises `Refused` for what cannot be read, and for a book: its ids would pass for numbers;
    `IntakeCancelled` once `is_left` says that nobody waits for it any more."""
    try:
        workbook = recognise(path, is_left=is_left)
    except ReadingLeftError:
        raise IntakeCancelled from None
    said = (stamp_of(note.text) for sheet in workbook.sheets for note in sheet.notes)
    if any(stamp is not None and stamp.list_name == BOOK for stamp in said):
        raise Refused("error.is_book", file=path.name)
    return OpenFile(path, workbook)


def find_map(
    desk: Desk, opened: OpenFile, list_name: str, *, sheet: str | None = None, profile: str | None = None
) -> ColumnMap:
    """The tables of the file that are the list `list_name` (`auto`: whichever they are), with their columns.

    What is missing is among `missing`. Raises `Refused` when nothing in the file looks like it.
    """
    families = opened.families(sheet)
    names = [*INTAKE_KINDS] if list_name == AUTO else [list_name]
    layouts = [layout_of(desk, name, profile) for name in names]
    maps = [map_columns(desk, layout, family) for family in families for layout in layouts]
    best = max(maps, key=_fitness)
    if best.missing and len(best.positions) < _FEWEST_HEADINGS and best.stamp is None:
        raise _no_table(opened, best, list_name)
    if list_name == AUTO and not best.is_clear:
        if _is_report_of_a_meeting(opened.path):
            raise Refused("error.meeting_report", file=opened.path.name)
        raise Refused("error.kind_unclear", field="kind", kinds="、".join(names))
    return _with_blocks(desk, best, families)


def _with_blocks(desk: Desk, found: ColumnMap, families: Sequence[Tables]) -> ColumnMap:
    """The tables found, and with them what else on their sheets is surely the same list under other headings:
    headings again in another order, a second table with some of the columns."""
    if found.missing:
        return found
    name = found.layout.kind.name
    layouts = [found.layout if one == name else layout_of(desk, one) for one in INTAKE_KINDS]
    sheets = {table.sheet for table in found.tables}
    taken = {id(table) for table in found.tables}
    on_its_sheets = [
        tuple(table for table in family if table.sheet in sheets and id(table) not in taken)
        for family in families
    ]
    others = [_best_map(desk, layouts, tables) for tables in on_its_sheets if _has_records(tables)]
    return found.with_blocks([one for one in others if one.layout.kind.name == name and one.is_certain])


def _best_map(desk: Desk, layouts: Sequence[ListLayout], tables: Tables) -> ColumnMap:
    """What tables of one shape most look like."""
    return max((map_columns(desk, layout, tables) for layout in layouts), key=_fitness)


def find_maps(
    desk: Desk, opened: OpenFile, list_name: str, *, sheet: str | None = None, profile: str | None = None
) -> list[ColumnMap]:
    """All that is taken in of a file: for `auto` every list that it holds for certain, else the list `list_name`.

    What belongs to that list comes along: the remedies with the issues. Raises `Refused` as `find_map`.
    """
    found = find_map(desk, opened, list_name, sheet=sheet, profile=profile)
    companions = (*INTAKE_KINDS,) if list_name == AUTO else COMPANIONS.get(list_name, ())
    if not companions:
        return [found]
    taken = {id(table) for table in found.tables}
    return [
        found,
        *(
            other
            for other in best_maps(desk, opened, sheet, profile if list_name == AUTO else None)
            if other.is_certain and other.layout.kind.name in companions and id(other.tables[0]) not in taken
        ),
    ]


def best_maps(
    desk: Desk, opened: OpenFile, sheet: str | None = None, profile: str | None = None
) -> list[ColumnMap]:
    """What each family of tables of a file most looks like, the one that most surely is a list of ours first."""
    layouts = [layout_of(desk, name, profile) for name in INTAKE_KINDS]
    families = opened.families(sheet)
    best = [
        _best_map(desk, layouts, family)
        for family in [family for family in families if _has_records(family)] or families
    ]
    return _joined(sorted(best, key=_fitness, reverse=True))


def _joined(maps: list[ColumnMap]) -> list[ColumnMap]:
    """The same, where several are surely one list on the same sheets as one."""
    joined: list[ColumnMap] = []
    for found in maps:
        name, sheets = found.layout.kind.name, {table.sheet for table in found.tables}
        for place, before in enumerate(joined):
            if (
                found.is_certain
                and before.layout.kind.name == name
                and not before.missing
                and sheets <= {table.sheet for table in before.tables}
            ):
                joined[place] = before.with_blocks([found])
                break
        else:
            joined.append(found)
    return joined


def _has_records(tables: Tables) -> bool:
    """Whether there is anything to take in: the remedies of an export of issues may be none at all."""
    return any(table.records for table in tables)


def _fitness(found: ColumnMap) -> tuple[bool, bool, float, int]:
    rows = sum(len(table.records) for table in found.tables)
    likeness = found.recognised + len(found.positions) / 100
    if found.layout.kind.name == "roster" and not found.positions.keys() & _OF_A_ROSTER:
        # Number, name and project alone stand on a status list, too.
        likeness -= _DOUBT
    return found.stamp is not None, not found.missing, likeness, rows


def _no_table(opened: OpenFile, best: ColumnMap, list_name: str) -> Refused:
    if _is_report_of_a_meeting(opened.path):
        return Refused("error.meeting_report", file=opened.path.name)
    asked = {key for either in best.layout.kind.needs for key in either}
    needed = [
        column.title
        for column in best.layout.columns
        if column.column.is_required
        or (list_name != AUTO and (column.key in NAMING_COLUMNS or column.key in asked))
    ]
    return Refused(
        "error.no_list",
        sheet="、".join(dict.fromkeys(table.sheet for table in opened.workbook.tables)),
        columns="".join(f"「{title}」" for title in dict.fromkeys(needed)),
    )


def _is_report_of_a_meeting(path: Path) -> bool:
    """Whether Zoom or Teams wrote the file: who was there has a door of its own."""
    from kodoku_tui.excel.reading.attendance_file import read_attendance_file

    try:
        return bool(read_attendance_file(path).people)
    except Refused:
        return False
