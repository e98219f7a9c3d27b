"""The same file under other ids: what a copy of it may be whose rows came in another order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from kodoku_tui.store.tables import TABLES
from kodoku_tui.store.whole_file import fill_whole, last_ids, tables_of_a_book

Row = dict[str, Any]
_SHIFT = 5_000


def give_other_ids(connection: sqlite3.Connection, *, to_acts_too: bool = False) -> None:
    """Give every row another id, in the log too; uids stay.

    Where the order of writing counts, rows get ids in the opposite order; elsewhere ids are only shifted. So are
    those of acts, which say in what order acts came into this file, unless `to_acts_too`.
    """
    lasts = last_ids(connection)
    names = [shape.name for shape in tables_of_a_book(connection)]
    new_ids = {
        name: _new_ids_of(name, lasts, is_shifted=name == "unit" and not to_acts_too) for name in names
    }
    references = {name: _references(connection, name) for name in names}

    def changed(table: str, row: Mapping[str, Any] | None) -> Row | None:
        if row is None:
            return None
        ids = {"id": new_ids[table](row["id"])} if "id" in row else {}
        for column, target in references[table].items():
            if row.get(column) is not None:
                ids[column] = new_ids[target](row[column])
        return {**row, **ids}

    contents: dict[str, list[Row]] = {}
    for name in names:
        found = [dict(row) for row in connection.execute(f"SELECT * FROM main.{name} ORDER BY id")]
        if name == "change":
            found = [_line(line, changed, new_ids) for line in found]
        contents[name] = [row for one in found if (row := changed(name, one)) is not None]
    fill_whole(connection, contents, {name: last + 2 * _SHIFT for name, last in lasts.items()})


def _new_ids_of(name: str, lasts: Mapping[str, int], *, is_shifted: bool) -> Callable[[int], int]:
    if name == "file_identity":
        return lambda row_id: row_id
    if TABLES[name].has_moment and not is_shifted:
        return lambda row_id: lasts[name] + _SHIFT - row_id
    return lambda row_id: row_id + _SHIFT


def _references(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    found = connection.execute(f"PRAGMA main.foreign_key_list({table})")
    return {reference["from"]: reference["table"] for reference in found}


def _line(
    line: Row,
    changed: Callable[[str, Mapping[str, Any] | None], Row | None],
    new_ids: Mapping[str, Callable[[int], int]],
) -> Row:
    """A line of the log, told of the other ids; the rows that share one have ids one after another."""
    table = line["table_name"]
    texts = {name: line[name] and json.loads(line[name]) for name in ("before", "after", "common")}
    if line["last_row_id"] is None:
        texts |= {name: changed(table, texts[name]) for name in ("before", "after")}
    else:
        names = texts["common"]["names"]
        rows = [changed(table, dict(zip(names, values, strict=True))) for values in texts["after"]]
        texts["after"] = [[row[name] for name in names] for row in rows if row is not None]
        texts["common"]["row"] = changed(table, texts["common"]["row"])
    ids = {"row_id": new_ids[table](line["row_id"])}
    if line["last_row_id"] is not None:
        ids["last_row_id"] = new_ids[table](line["last_row_id"])
    said = {name: None if one is None else json.dumps(one, ensure_ascii=False) for name, one in texts.items()}
    return {**line, **said, **ids}
