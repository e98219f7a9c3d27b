"""Taking words and records out of a file for good: out of every row, every line of the log, every name of an act.

A file of an older program is taken as it is. Rows and the lines about them are changed alike, so that the log goes on
saying what stands, and what is taken back later comes back without the words.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from kodoku_tui.domain.keeping.erasing import (
    ERASED,
    RECORDS,
    WordsToErase,
    emptied,
    erased_json,
)
from kodoku_tui.store.stored_keys import KEY_COLUMNS
from kodoku_tui.store.written_words import JSON_COLUMNS, NUMBERED, holds_words, tables_with_words

# More are counted, not kept.
_PLACES_TOLD = 200

# A shorter text of a record stands within the sentence of an act by chance.
_LEAST_WITHIN = 3
_MOST_WITHIN = 200


class Place(NamedTuple):
    """A column of a row in which something is erased, and what stood there."""

    table: str
    row_id: int
    column: str
    text: str


@dataclass
class Found:
    """What was found, or erased: how many columns of rows by table, and of lines of the log; the first places."""

    by_table: Counter[str] = field(default_factory=Counter)
    log: int = 0
    places: list[Place] = field(default_factory=list)
    touched: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many places all in all."""
        return sum(self.by_table.values()) + self.log


class Erasing(Protocol):
    """What is to be erased."""

    def rows_of(self, table: str) -> Set[int] | None:
        """Which rows of a table to look at; None for all."""

    def may_be_in(self, text: str) -> bool:
        """Whether a closer look at a line of the log is worth it."""

    def instead(self, table: str, row_id: int, column: str, value: Any) -> Any:
        """What comes in the place of a value; the value itself where nothing is erased of it."""


class ErasingWords:
    """Words, wherever they stand."""

    def __init__(self, words: WordsToErase) -> None:
        self._words = words
        self.may_be_in = words.may_be_in

    def rows_of(self, table: str) -> None:
        """All of them."""
        return

    def instead(self, table: str, row_id: int, column: str, value: Any) -> Any:
        """The value without the words."""
        if not isinstance(value, str) or not holds_words(table, column):
            return value
        if (table, column) in JSON_COLUMNS:
            return _json_without(table, value, self._words.erased_from) if self.may_be_in(value) else value
        mark = f"{ERASED[:-1]} {row_id}{ERASED[-1]}" if (table, column) in NUMBERED else ERASED
        return self._words.erased_from(value, is_key=column in KEY_COLUMNS.get(table, ()), mark=mark)


class ErasingRecords:
    """Whole records, by table and id. `taken` are the texts that stood in them, now or once."""

    def __init__(self, records: Mapping[str, Iterable[int]]) -> None:
        self._ids = {table: frozenset(ids) for table, ids in records.items()}
        self.taken: set[str] = set()

    def rows_of(self, table: str) -> Set[int]:
        """The records that are meant."""
        return self._ids.get(table, frozenset())

    def may_be_in(self, text: str) -> bool:
        """Lines are chosen by their rows."""
        return True

    def instead(self, table: str, row_id: int, column: str, value: Any) -> Any:
        """What stands in the column of a record that was emptied."""
        forms = RECORDS.get(table, {})
        if column not in forms or row_id not in self._ids.get(table, ()):
            return value
        now = emptied(value, forms[column])
        if now != value and isinstance(value, str):
            self.taken.add(value)
        return now


class _ErasingSaid:
    """The texts of emptied records, where acts and reviews name them."""

    def __init__(self, texts: Iterable[str], acts: frozenset[int]) -> None:
        self._whole = frozenset(texts)
        # Of a whole year's records only what is said of one alone: each text in each sentence would take hours.
        long = sorted((text for text in self._whole if len(text) >= _LEAST_WITHIN), key=len, reverse=True)
        self._within = long if len(long) <= _MOST_WITHIN else []
        self._acts = acts

    def rows_of(self, table: str) -> Set[int] | None:
        """The acts that wrote the records, and every review."""
        return (
            self._acts
            if table == "unit"
            else None
            if table in ("review_group", "merged_unit")
            else frozenset()
        )

    def may_be_in(self, text: str) -> bool:
        """Whether there is anything to look for."""
        return bool(self._whole)

    def instead(self, table: str, row_id: int, column: str, value: Any) -> Any:
        """Sentences and frozen reasons without the texts."""
        if (table, column) not in (
            ("unit", "what_params"),
            ("merged_unit", "what_params"),
            ("review_group", "terms"),
        ) or not value:
            return value
        return _json_without(table, value, self._without) if self.may_be_in(value) else value

    def _without(self, text: str) -> str:
        if text in self._whole:
            return ERASED
        for one in self._within:
            text = text.replace(one, ERASED)
        return text


def erase_words(connection: sqlite3.Connection, words: WordsToErase, *, writes: bool = True) -> Found:
    """Erase words wherever they stand; where it does not write, only find them."""
    return _erase(connection, ErasingWords(words), writes=writes)


def erase_records(
    connection: sqlite3.Connection, records: Mapping[str, Iterable[int]], *, writes: bool = True
) -> tuple[Found, set[str]]:
    """Empty records, what the log says of them, and what acts and reviews say of their texts; those texts too."""
    erasing = ErasingRecords(records)
    found = _erase(connection, erasing, writes=writes)
    acts = frozenset(_acts_on(connection, records))
    _erase(connection, _ErasingSaid(erasing.taken, acts), writes=writes, found=found)
    return found, erasing.taken


@contextmanager
def leaving_no_trace(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written over or deleted meanwhile is overwritten with noughts."""
    (usual,) = connection.execute("PRAGMA secure_delete").fetchone()
    connection.execute("PRAGMA secure_delete = ON").fetchone()
    try:
        yield
    finally:
        connection.execute(f"PRAGMA secure_delete = {usual}").fetchone()


def _erase(
    connection: sqlite3.Connection, erasing: Erasing, *, writes: bool, found: Found | None = None
) -> Found:
    found = Found() if found is None else found
    for table, columns in tables_with_words(connection):
        _erase_rows(connection, erasing, table, columns, found, writes=writes)
    _erase_log(connection, erasing, found, writes=writes)
    _erase_merged(connection, erasing, found, writes=writes)
    return found


def _erase_rows(
    connection: sqlite3.Connection,
    erasing: Erasing,
    table: str,
    columns: list[str],
    found: Found,
    *,
    writes: bool,
) -> None:
    has_version = any(one[1] == "version" for one in connection.execute(f"PRAGMA main.table_info({table})"))
    for row_id, *values in _chosen(
        connection, f"SELECT rowid, {_named(columns)} FROM main.{table}", "rowid", erasing.rows_of(table)
    ):
        changed = {
            column: now
            for column, value in zip(columns, values, strict=True)
            if (now := erasing.instead(table, row_id, column, value)) != value
        }
        if not changed:
            continue
        found.touched.append((table, row_id))
        for column, value in zip(columns, values, strict=True):
            if column in changed and column not in KEY_COLUMNS.get(table, ()):
                found.by_table[table] += 1
                if len(found.places) < _PLACES_TOLD:
                    found.places.append(Place(table, row_id, column, value))
        if writes:
            # Whoever has the row open must notice, or the words would come back with what is saved there.
            version = ", version = version + 1" if has_version else ""
            connection.execute(
                f"UPDATE main.{table} SET {', '.join(f'{_quoted(name)} = ?' for name in changed)}{version}"
                " WHERE rowid = ?",
                (*changed.values(), row_id),
            )


def _erase_log(connection: sqlite3.Connection, erasing: Erasing, found: Found, *, writes: bool) -> None:
    there = [one[1] for one in connection.execute("PRAGMA main.table_info(change)")]
    if not there:
        return
    last = "last_row_id" if "last_row_id" in there else "NULL"
    common = "common" if "common" in there else "NULL"
    tables = [
        name for (name,) in connection.execute("SELECT DISTINCT table_name FROM main.change").fetchall()
    ]
    for table in tables:
        wanted = erasing.rows_of(table)
        if wanted is not None and not wanted:
            continue
        lines = connection.execute(
            f"SELECT id, row_id, {last}, before, after, {common} FROM main.change WHERE table_name = ?",
            (table,),
        )
        for line_id, first, up_to, *texts in lines.fetchall():
            if wanted is not None and not _meets(wanted, first, up_to or first):
                continue
            if not any(text is not None and erasing.may_be_in(text) for text in texts):
                continue
            now, count = _line_without(erasing, table, first, texts)
            if not count:
                continue
            found.log += count
            if writes:
                connection.execute(
                    f"UPDATE main.change SET before = ?, after = ?{', common = ?' if common == 'common' else ''}"
                    " WHERE id = ?",
                    (*(now if common == "common" else now[:2]), line_id),
                )


def _erase_merged(connection: sqlite3.Connection, erasing: Erasing, found: Found, *, writes: bool) -> None:
    """What other copies had logged, which tells its rows by their uids."""
    if not any(True for _ in connection.execute("PRAGMA main.table_info(merged_change)")):
        return
    lines = connection.execute(
        "SELECT id, table_name, row_uid, before, after FROM main.merged_change"
    ).fetchall()
    for line_id, table, uid, *texts in lines:
        if not any(text is not None and erasing.may_be_in(text) for text in texts):
            continue
        here = connection.execute(f"SELECT id FROM main.{_quoted(table)} WHERE uid = ?", (uid,)).fetchone()
        now, count = _line_without(erasing, table, here[0] if here else 0, [*texts, None])
        if count:
            found.log += count
            if writes:
                connection.execute(
                    "UPDATE main.merged_change SET before = ?, after = ? WHERE id = ?", (*now[:2], line_id)
                )


def _line_without(
    erasing: Erasing, table: str, row_id: int, texts: list[str | None]
) -> tuple[list[str | None], int]:
    """Before, after and what many rows have in common, without what is erased; how many values that changed."""
    before, after, common = (None if text is None else json.loads(text) for text in texts)
    count = 0

    def of(row: int, column: str, value: Any) -> Any:
        nonlocal count
        now = erasing.instead(table, row, column, value)
        count += now != value
        return now

    if common is not None:
        common["row"] = {name: of(row_id, name, value) for name, value in common["row"].items()}
        names = common["names"]
        after = [
            [of(row, name, value) for name, value in zip(names, values, strict=True)]
            for row, values in enumerate(after or [], start=row_id)
        ]
    else:
        before, after = (
            row and {name: of(row_id, name, value) for name, value in row.items()} for row in (before, after)
        )
    return [
        None if one is None else json.dumps(one, ensure_ascii=False) for one in (before, after, common)
    ], count


def _acts_on(connection: sqlite3.Connection, records: Mapping[str, Iterable[int]]) -> Iterator[int]:
    there = [one[1] for one in connection.execute("PRAGMA main.table_info(change)")]
    last = "coalesce(last_row_id, row_id)" if "last_row_id" in there else "row_id"
    for table, ids in ((table, frozenset(ids)) for table, ids in records.items()):
        for unit_id, first, up_to in connection.execute(
            f"SELECT unit_id, row_id, {last} FROM main.change WHERE table_name = ?", (table,)
        ):
            if _meets(ids, first, up_to):
                yield unit_id


def _meets(wanted: Set[int], first: int, last: int) -> bool:
    return any(one in wanted for one in range(first, last + 1))


def _json_without(table: str, text: str, change: Callable[[str], str]) -> str:
    """Sentences and frozen reasons keep their keys and codes; headings of columns are names of fields."""
    return erased_json(
        text, change, only="words" if table == "review_group" else "", with_names=table == "column_map"
    )


def let_keys_be_made_anew(connection: sqlite3.Connection) -> None:
    """By the next program that opens this copy of the file."""
    if connection.execute(
        "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = 'stored_keys'"
    ).fetchone():
        connection.execute("UPDATE main.stored_keys SET version = 0")


def _chosen(
    connection: sqlite3.Connection, query: str, column: str, ids: Iterable[int] | None
) -> Iterator[tuple[Any, ...]]:
    if ids is None:
        yield from map(tuple, connection.execute(query).fetchall())
        return
    for row_id in ids:
        yield from map(tuple, connection.execute(f"{query} WHERE {column} = ?", (row_id,)).fetchall())


def _named(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return f'"{name}"'
