"""A workbook that someone sent, read without trusting it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kodoku_tui.domain.clean import Cleaned, clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.cells import CellValue, ErrorValue

_PACKAGE_PARENT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Sheet:
    """The used part of one worksheet.

    Rows and columns are counted from 0 and `first_row`, `first_column` say where the used part begins,
    so that `cells.cell_name` can name a cell. A row ends with its last filled cell; ask `value` for any
    other.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    first_row: int = 0
    first_column: int = 0
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each merge."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last of each hidden run; known of .xlsx, .xlsm and .ods."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    comments: tuple[tuple[int, int, str], ...] = ()
    """Row, column and text of what people noted at a cell; known of .xlsx and .xlsm."""
    formulas: int = 0
    has_objects: bool = False
    """Whether pictures, shapes or text boxes lie over the sheet: what they say is not read."""

    def value(self, row: int, column: int) -> CellValue:
        """What stands in a cell of the worksheet; None beyond the used part."""
        row -= self.first_row
        column -= self.first_column
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Workbook:
    """All worksheets in their order, and how many unsafe characters were taken out of their texts."""

    sheets: tuple[Sheet, ...]
    removed_characters: int = 0
    format: str = "xlsx"
    """Told by content: xlsx, xlsm, xlsb, xls, ods, csv, tsv or html."""


def read_workbook(path: Path, *, seconds: float = 10.0) -> Workbook:
    """All values of a workbook, each text cleaned; .xlsx (also Strict), .xlsm, .xlsb, .xls, .ods, .csv, .tsv.

    Reading happens in a process of its own, ended after `seconds` and held to 512 MB where the system
    can. The reader has decoded `_x000D_` escapes already; a second time would decode what a person wrote.

    Raises `Refused` with `file`: `error.workbook_missing`, `_is_folder`, `_not_readable`, `_empty_file`,
    `_encrypted`, `_not_a_workbook`, `_broken`, `_too_large` (also for what crashes the reader), `_too_slow`.
    """
    _check_file(path)
    try:
        finished = subprocess.run(
            [sys.executable, "-P", "-m", "kodoku_tui.excel.read_process", str(path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused("too_slow", path) from None
    lines = finished.stdout.splitlines()
    last = json.loads(lines[-1]) if lines and lines[-1].startswith(b'{"') else {}
    if "unfit" in last:
        raise _refused(last["unfit"], path)
    if "done" not in last:
        raise _refused("too_large", path)
    return _decoded((json.loads(line) for line in lines[:-1]), last["format"])


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise _refused("is_folder", path)
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise _refused("missing", path) from None
    except OSError:
        raise _refused("not_readable", path) from None


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(_PACKAGE_PARENT), "RUST_BACKTRACE": "0"}


def _refused(reason: str, path: Path) -> Refused:
    return Refused(f"error.workbook_{reason}", file=path.name)


def _decoded(lines: Iterable[Any], form: str) -> Workbook:
    heads: list[dict[str, Any]] = []
    rows: list[list[tuple[CellValue, ...]]] = []
    cleaner = _Cleaner()
    for line in lines:
        if isinstance(line, dict):
            heads.append(line)
            rows.append([])
        elif isinstance(line, int):
            rows[-1] += [()] * line
        else:
            rows[-1].append(tuple(cleaner.cell(value) for value in line))
    sheets = tuple(
        _sheet(head, tuple(sheet_rows), cleaner) for head, sheet_rows in zip(heads, rows, strict=True)
    )
    return Workbook(sheets, cleaner.removed, form)


def _sheet(head: dict[str, Any], rows: tuple[tuple[CellValue, ...], ...], cleaner: _Cleaner) -> Sheet:
    return Sheet(
        name=head["sheet"],
        rows=rows,
        first_row=head["row"],
        first_column=head["column"],
        hidden=head["hidden"],
        merged=tuple(map(tuple, head["merged"])),
        hidden_rows=tuple(map(tuple, head["hidden_rows"])),
        hidden_columns=tuple(map(tuple, head["hidden_columns"])),
        comments=tuple(
            (row, column, str(cleaner.cell(text) or "")) for row, column, text in head["comments"]
        ),
        formulas=head["formulas"],
        has_objects=head["objects"],
    )


class _Cleaner:
    """Turns what the reading process wrote into cell values and counts what cleaning took out."""

    def __init__(self) -> None:
        self.removed = 0
        self._known: dict[str, Cleaned] = {}

    def cell(self, written: Any) -> CellValue:
        if type(written) is list:
            return _READ_AS[written[0]](written[1])
        if type(written) is not str:
            return written  # type: ignore[no-any-return]
        cleaned = self._known.get(written)
        if cleaned is None:
            cleaned = self._known[written] = clean_text(written, multiline=True)
        self.removed += cleaned.removed
        return cleaned.text or None


_READ_AS: Mapping[str, Callable[[Any], CellValue]] = {
    "d": date.fromisoformat,
    "n": datetime.fromisoformat,
    "t": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
    "e": ErrorValue,
}
