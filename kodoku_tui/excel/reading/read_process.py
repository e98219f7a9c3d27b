"""The process that opens a workbook that someone sent: `python -m kodoku_tui.excel.reading.read_process FILE`.

It writes JSON lines to standard output: `{"began": true}`, one for each sheet, after it its rows by the batch (a
number stands for that many empty rows), and at the end `{"done": true}` or `{"unfit": reason}`. A hang, a panic of
the reader or a bomb ends this process and nothing else. Only the standard library and python-calamine are imported.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kodoku_tui.excel.reading.extras import Extras
from kodoku_tui.excel.reading.package_limits import UnfitFileError, format_of
from kodoku_tui.excel.reading.process_limits import limit_this_process
from kodoku_tui.excel.reading.sheet_extras import extras_of

MAXIMUM_CELLS = 2_000_000

_ROWS_OF_A_BATCH = 500
_BLANK = (None, "")


def main(path: Path) -> None:
    """Write what the workbook holds to standard output."""
    # Whoever interrupts the program ends this process with it; it says nothing of the workbook.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limit_this_process()
    _write({"began": True})
    sys.stdout.buffer.flush()
    try:
        form, encoding = _write_workbook(path)
        _write({"done": True, "format": form, "encoding": encoding})
    except UnfitFileError as unfit:
        _write({"unfit": unfit.reason})
    except MemoryError:
        _write({"unfit": "out_of_memory"})
    except OSError as error:
        # The reader says of a truncated file, too, that it cannot be read; only the system gives a number.
        _write({"unfit": "broken" if error.errno is None else "not_readable"})
    except Exception:
        _write({"unfit": "broken"})
    # A panic of the reader is no `Exception`.
    except BaseException as panic:
        _write({"unfit": "crashed", "how": f"{type(panic).__name__}: {panic}"})


def _write_workbook(path: Path) -> tuple[str, str]:
    form = format_of(path)
    if form == "text":
        return _write_text(path)
    try:
        _write_sheets(path, form)
    except PasswordError:
        raise UnfitFileError("encrypted") from None
    return form, ""


def _write_text(path: Path) -> tuple[str, str]:
    from kodoku_tui.excel.reading.text_files import read_text_file

    form, encoding, sheets = read_text_file(path)
    cells = 0
    for number, sheet in enumerate(sheets, start=1):
        name = path.stem if number == 1 else f"{path.stem} ({number})"
        extras = Extras()
        extras.merged = sheet.merged
        _write(_head(name, False, 0, 0, extras))
        cells += _write_rows(sheet.rows)
        if cells > MAXIMUM_CELLS:
            raise UnfitFileError("too_large")
    return form, encoding


def _write_sheets(path: Path, form: str) -> None:
    told = extras_of(path, form)
    workbook = _opened(path)
    if not workbook.sheet_names:
        # A package without its list of sheets; a person would take it for an empty workbook.
        raise UnfitFileError("broken")
    cells = 0
    for metadata in workbook.sheets_metadata:
        if metadata.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(metadata.name)
            hidden = metadata.visible is not SheetVisibleEnum.Visible
            cells += _write_sheet(metadata.name, hidden, sheet, told.get(metadata.name) or Extras())
            if cells > MAXIMUM_CELLS:
                raise UnfitFileError("too_large")


def _opened(path: Path) -> CalamineWorkbook:
    """The name of a file often lies about its format; what is handed over without a name is told by content."""
    with path.open("rb") as file:
        try:
            return CalamineWorkbook.from_filelike(file)
        except PasswordError:
            raise
        except CalamineError as error:
            reason = error
    # By its name it says why: without one every failure is an unknown format.
    try:
        return CalamineWorkbook.from_path(path)
    except CalamineError as error:
        if "limit" in str(error):
            raise UnfitFileError("too_large") from reason
        raise


def _write_sheet(name: str, hidden: bool, sheet: Any, extras: Extras) -> int:
    blanked = extras.errors
    first_row, first_column = sheet.start or (0, 0)
    if blanked:
        first_row = min(first_row, *(row for row, _ in blanked)) if sheet.start else min(blanked)[0]
        leftmost = min(column for _, column in blanked)
        first_column = min(first_column, leftmost) if sheet.start else leftmost
    extras.merged += [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    _write(_head(name, hidden, first_row, first_column, extras))
    instead: dict[tuple[int, int], object] = {place: ["e", code] for place, code in blanked.items()}
    return _write_rows(_rows(sheet, first_row, first_column, {**extras.texts, **instead}))


def _head(name: str, hidden: bool, row: int, column: int, extras: Extras) -> dict[str, object]:
    return {
        "sheet": name,
        "hidden": hidden,
        "row": row,
        "column": column,
        "merged": extras.merged,
        "hidden_rows": extras.hidden_rows,
        "struck_rows": extras.struck_rows,
        "coloured_rows": extras.coloured_rows,
        "furigana": extras.furigana,
        "hidden_columns": extras.hidden_columns,
        "comments": extras.comments,
        "rules": extras.rules.told(),
        "rules_left": extras.rules.left,
        "formulas": extras.formulas,
        "objects": extras.has_objects,
    }


def _write_rows(rows: Iterable[list[Any]]) -> int:
    """Write rows by the batch: one line of JSON for each, in which a number stands for as many empty rows."""
    cells = empty = 0
    batch: list[list[Any] | int] = []
    for row in rows:
        while row and row[-1] in _BLANK:
            row.pop()
        if not row:
            empty += 1
            continue
        if empty:
            batch.append(empty)
            empty = 0
        cells += len(row)
        batch.append(row)
        if len(batch) >= _ROWS_OF_A_BATCH:
            _write(batch)
            batch = []
        if cells > MAXIMUM_CELLS:
            break
    if batch:
        _write(batch)
    return cells


def _rows(
    sheet: Any, first_row: int, first_column: int, instead: dict[tuple[int, int], object]
) -> Iterator[list[object]]:
    own_first_row, own_first_column = sheet.start or (0, 0)
    indent = own_first_column - first_column if sheet.start else 0
    by_row: dict[int, dict[int, object]] = {}
    for (row, column), value in instead.items():
        by_row.setdefault(row, {})[column - first_column] = value
    # The reader gives empty rows from the top of the sheet on.
    number = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if number > first_row:
            full = [None] * indent + values
            yield _with_others(full if number > own_first_row else [], by_row.get(number - 1))
    for row in range(max(number, first_row), max(by_row, default=-1) + 1):
        yield _with_others([], by_row.get(row))


def _with_others(values: list[object], others: dict[int, object] | None) -> list[object]:
    for column, value in (others or {}).items():
        values += [None] * (column + 1 - len(values))
        values[column] = value
    return values


def _encoded(value: object) -> object:
    """What JSON has no word for: a letter for the kind, and the value."""
    match value:
        case datetime():
            return ["n", value.isoformat()]
        case date():
            return ["d", value.isoformat()]
        case time():
            return ["t", value.isoformat()]
        case timedelta():
            return ["s", value.total_seconds()]
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encoded).encode


def _write(line: object) -> None:
    sys.stdout.buffer.write(_encode(line).encode("utf-8", "replace") + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
