"""What every export starts from: which groups, in which words, read at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from kodoku_tui.domain.exports.exchange import ExportStamp
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale import language, say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_condition
from kodoku_tui.store.queries import query_text, row
from kodoku_tui.store.transactions import roll_back


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What somebody wants to hand out: which groups, in which order, and how the filter reads in words.

    Personal data (names, telephone numbers and addresses of people outside the secretariat) goes out only
    `with_personal`. `group_no` is the group of an export of one group.
    """

    chosen: GroupFilter = field(default_factory=GroupFilter)
    filter_words: str = ""
    order: str = "number"
    is_reversed: bool = False
    with_personal: bool = False
    group_no: int | None = None

    def with_personal_data(self, is_wanted: bool) -> ExportRequest:
        """The same with personal data or without."""
        return replace(self, with_personal=is_wanted)


class ExportSource:
    """The file as it is at one moment, as far as a filter leaves it."""

    def __init__(self, desk: Desk, connection: sqlite3.Connection, request: ExportRequest) -> None:
        self.desk = desk
        self.request = request
        self.programme = desk.programme
        self._connection = connection
        self._condition, self._params = register_condition(desk, connection, request.chosen)

    def only(self, group_id: int) -> ExportSource:
        """The same for one group, whatever its status."""
        source = ExportSource(self.desk, self._connection, self.request)
        source._condition, source._params = "group_now.id = :group_id", {"group_id": group_id}
        return source

    def rows(self, name: str) -> Iterator[sqlite3.Row]:
        """The rows of `db/queries/exports/NAME.sql`, as they are read."""
        text = query_text(f"exports/{name}").replace("{filter}", self._condition)
        yield from self._connection.execute(text, self._params)

    def named(self, name: str, /, **params: Any) -> list[sqlite3.Row]:
        """All rows of another query."""
        return self._connection.execute(query_text(name), params).fetchall()

    def stamp(self, list_name: str) -> ExportStamp:
        """Where and when the list comes from."""
        found = row(self._connection, "exports/stamp")
        assert found is not None
        return ExportStamp(list_name, found["code"], found["unit_uid"])

    @property
    def programme_name(self) -> str:
        """The year in the reader's language."""
        return str(self.programme["name_en" if language() == "en" else "name"])

    @property
    def is_demonstration(self) -> bool:
        """Whether everything in the file is invented."""
        return bool(self.programme["is_demonstration"])

    def about(self) -> str:
        """As of when, and which groups, on one line."""
        words = self.request.filter_words or say("excel.note_filter_none")
        return say("excel.between_facts").join((self.as_of(), say("excel.filter", words=words)))

    def as_of(self) -> str:
        """The day on which the list holds."""
        return say("excel.as_of", date=f"{self.desk.today:%Y/%m/%d}")


@contextmanager
def export_source(desk: Desk, request: ExportRequest) -> Iterator[ExportSource]:
    """Read the file at one moment: what others write meanwhile is either wholly in the export or not at all."""
    with desk.reading() as connection:
        connection.execute("BEGIN")
        try:
            yield ExportSource(desk, connection, request)
        finally:
            roll_back(connection)
