"""What stands in the file, what stood there when the workbook went out, and which cells were edited since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.columns import ListColumn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import ExportStamp, continued_number_of
from kodoku_tui.domain.register.entries import digits_of_phone
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.reading.encodings import has_lost_letters, is_what_was_left
from kodoku_tui.excel.recognition.list_reading import ReadRow
from kodoku_tui.services.intake.model import CellChange
from kodoku_tui.store.rows_then import file_code, rows_then, unit_id_of

Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a workbook comes from: `unit_id` is the newest act that its export knew, None when that is not known."""

    unit_id: int | None = None
    is_of_another_file: bool = False

    @classmethod
    def of(cls, connection: sqlite3.Connection, stamp: ExportStamp | None) -> Origin:
        """What a stamp says at this file. An act that is not in it tells no base: another file's, or another copy's."""
        if stamp is None:
            return cls()
        return cls(unit_id_of(connection, stamp.unit_uid), stamp.file_id != file_code(connection))


class StandingRows:
    """The rows of one table now and as they stood at the export."""

    def __init__(
        self, connection: sqlite3.Connection, table: str, origin: Origin, select: str, *params: Any
    ) -> None:
        self.now = {found["id"]: dict(found) for found in connection.execute(select, params)}
        self._knows_then = origin.unit_id is not None
        self._then = {} if origin.unit_id is None else rows_then(connection, table, origin.unit_id)

    def then(self, row_id: int) -> dict[str, Any] | None:
        """The row at the export; empty for one that was not there yet, None where that is not known."""
        if not self._knows_then:
            return None
        if row_id in self._then:
            return self._then[row_id] or {}
        return self.now.get(row_id, {})


def edited_cells(
    read: ReadRow,
    columns: Mapping[str, ListColumn],
    here: Shown,
    exported: Shown | None,
    *,
    leaves_empty: bool,
) -> list[CellChange]:
    """The cells of a row that say something else than what stands here, and were edited.

    A cell equal to what went out is no change, even if the file has moved on since; one that was edited while
    the file moved on is a conflict. Without `exported` every difference is an edit. `leaves_empty`: an empty
    cell says nothing, where nobody knows that anything stood in it. A ? for a letter that the encoding of a text file
    has no room for is no edit; raises `Refused` where there are other edits beside one.
    """
    changes: list[CellChange] = []
    for key, column in columns.items():
        if key not in read.values or column.is_computed:
            continue
        said = read.values[key]
        if said is None and leaves_empty:
            continue
        standing = here.get(key)
        if alike(said, standing, key):
            continue
        then = None if exported is None else exported.get(key)
        if exported is not None and alike(said, then, key):
            continue
        if read.encoding and isinstance(said, str):
            known = [_as_in_a_cell(one) for one in (standing, then) if isinstance(one, str)]
            if any(is_what_was_left(_as_in_a_cell(said), one, read.encoding) for one in known):
                continue
            if any(has_lost_letters(said, one, read.encoding) for one in known):
                raise Refused("error.cell_lost_letters", field=key, value=said[-40:])
        if isinstance(said, str) and continued_number_of(said) is not None:
            # The sheet on which long texts go on was taken away: what is here must not be cut to what is left.
            raise Refused("error.cell_continued", field=key, value=said[-40:])
        changes.append(
            CellChange(
                key,
                read.table.heading(key),
                read.table.cell(read.record, key),
                standing,
                said,
                then,
                is_conflict=exported is not None and not alike(then, standing, key),
            )
        )
    return changes


def edited_computed(
    read: ReadRow, columns: Mapping[str, ListColumn], here: Shown, exported: Shown | None
) -> list[str]:
    """The computed columns whose cell was edited, as far as it can be told (those that `here` knows)."""
    return [
        key
        for key, column in columns.items()
        if column.is_computed
        and key in read.values
        and key in here
        and not alike(read.values[key], here[key], key)
        and not (exported is not None and alike(read.values[key], exported.get(key), key))
    ]


def alike(one: Any, other: Any, key: str = "") -> bool:
    """Whether two values of a column are the same to whoever reads them in a cell."""
    if one == other or (_is_nothing(one) and _is_nothing(other)):
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    same = _COMPARED_AS.get(key, _as_in_a_cell)
    return same(one) == same(other)


def _is_nothing(value: Any) -> bool:
    return value is None or value == ""


def _as_in_a_cell(text: str) -> str:
    return clean_text(text, multiline=True).text.strip()


_COMPARED_AS: Mapping[str, Callable[[str], str]] = {
    "reading": search_key,
    "staff": search_key,
    "deputy": search_key,
    "main_staff": search_key,
    "deputy_staff": search_key,
    "person": search_key,
    "phone": digits_of_phone,
    "mail": lambda mail: _as_in_a_cell(mail).casefold(),
}
