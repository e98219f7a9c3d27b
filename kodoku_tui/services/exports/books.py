"""The whole file as a workbook, and a file out of such a workbook: the same rows in every table.

The file that is made keeps the identity of the one that the book came from, and its rows their uids: lists that went
out of the one find their rows in the other, also once both are written to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.copies import Copy
from kodoku_tui.domain.exports.exchange import ExportStamp
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_any_column, say_any_table
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.source import ExportRequest, export_source
from kodoku_tui.store.connection import create_file
from kodoku_tui.store.migrations import migration_files
from kodoku_tui.store.whole_file import (
    TableShape,
    fill_whole,
    has_data,
    last_ids,
    newest_migration,
    tables_of_a_book,
)
from kodoku_tui.store.written_files import DATABASE, WrittenPath, is_there

if TYPE_CHECKING:
    import sqlite3

    from kodoku_tui.excel.book import Book, BookColumn, BookTable


def export_book(desk: Desk, path: WrittenPath, *, told: Callable[[int], None]) -> int:
    """Write everything in the file to a workbook; returns how many rows there were, of all tables."""
    from kodoku_tui.excel.book import LIST_NAME, write_book

    with export_source(desk, ExportRequest(copy=Copy.INNER)) as source, desk.reading() as connection:
        found = source.stamp(LIST_NAME)
        assert found is not None
        return write_book(
            path,
            _tables(connection),
            title=say("excel.list_title", programme=source.programme_name, list=say("export.kind_book")),
            stamp=ExportStamp(LIST_NAME, found.file_id, found.unit_uid),
            schema=newest_migration(connection),
            created=desk.today,
            told=told,
        )


def import_book(path: Path, book_path: Path, *, clock: Callable[[], datetime]) -> int:
    """Make the file at `path` out of a book, or fill the one there while nobody has written to it.

    Returns how many rows it got. Raises `Refused` for a file that has data (`error.book_needs_empty_file`), a
    book of a newer program (`error.newer_schema`), a cell that cannot be read (`error.book_cell`), and as
    `read_book`, `fill_whole` and `WrittenPath` do; then nothing is changed and no file is made.
    """
    from kodoku_tui.excel.book import read_book

    if is_there(path):
        desk = Desk(path, clock=clock)
        try:
            with desk.reading() as connection:
                if has_data(connection):
                    raise Refused("error.book_needs_empty_file", field="file", path=path)
                return _fill(connection, _known(read_book(book_path)))
        finally:
            desk.close()
    new_file = WrittenPath(path, ending=DATABASE, database=None, sources=[book_path])
    book = _known(read_book(book_path))
    counted: list[int] = []
    create_file(
        new_file,
        lambda connection: counted.append(_fill(connection, book)),
        today=lambda: clock().date(),
        schema=book.schema,
    )
    return counted[0]


def _known(book: Book) -> Book:
    if book.schema not in {migration.stem for migration in migration_files()}:
        raise Refused("error.newer_schema", newest=book.schema)
    return book


def _fill(connection: sqlite3.Connection, book: Book) -> int:
    shapes = {shape.name: _columns(shape) for shape in tables_of_a_book(connection)}
    contents: dict[str, list[dict[str, Any]]] = {}
    ids: dict[str, int] = {}
    for table in book.tables:
        if table.name not in shapes:
            raise Refused("error.book_table", field="file", table=table.name, sheet=table.sheet)
        known = {column.name: column for column in shapes[table.name]}
        unknown = [name for name in table.columns if name not in known]
        if unknown:
            raise Refused("error.book_column", field="file", column=unknown[0], sheet=table.sheet)
        contents.setdefault(table.name, []).extend(_rows(table, known))
        if table.last_id is not None:
            ids[table.name] = table.last_id
    fill_whole(connection, contents, ids)
    return sum(map(len, contents.values()))


def _rows(table: Any, known: dict[str, BookColumn]) -> Iterator[dict[str, Any]]:
    from kodoku_tui.excel.book import decoded, place_of
    from kodoku_tui.excel.reading.cells import shown

    for number, cells in enumerate(table.rows):
        row = {}
        for place, (name, value) in enumerate(zip(table.columns, cells, strict=True)):
            try:
                row[name] = decoded(value, known[name])
            except ValueError:
                raise Refused(
                    "error.book_cell", field="file", cell=place_of(table, number, place), value=shown(value)
                ) from None
        yield row


def _tables(connection: sqlite3.Connection) -> Iterator[BookTable]:
    from kodoku_tui.excel.book import BookTable

    ids = last_ids(connection)
    for shape in tables_of_a_book(connection):
        names = ", ".join(f'"{column.name}"' for column in shape.columns)
        yield BookTable(
            shape.name,
            say_any_table(shape.name),
            _columns(shape),
            connection.execute(f"SELECT {names} FROM main.{shape.name} ORDER BY rowid"),
            ids.get(shape.name),
        )


def _columns(shape: TableShape) -> tuple[BookColumn, ...]:
    from kodoku_tui.excel.book import BookColumn

    return tuple(
        BookColumn(column.name, say_any_column(column.name), column.kind, column.is_required)
        for column in shape.columns
    )
