"""A desk on a copy of the file in memory: to see what acts would come to without keeping anybody from writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.connection import open_copy
from kodoku_tui.store.stored_days import FileConnection


@contextmanager
def rehearsing(desk: Desk) -> Iterator[Desk]:
    """A desk like `desk`, with the file as it is now; what is written there is gone afterwards.

    Only reading holds the file meanwhile, and only while it is copied: nobody waits. Ids are the same in both.
    """
    with desk.reading() as connection:
        copy = open_copy(connection, today=lambda: desk.today, note_as_read=desk.note_as_read)
    try:
        yield _Rehearsal(desk, copy)
    finally:
        copy.close()


class _Rehearsal(Desk):
    """Every thread would write in one copy: it is for the one that rehearses."""

    def __init__(self, desk: Desk, copy: FileConnection) -> None:
        super().__init__(
            desk.path, clock=desk.clock, wall=lambda: desk.moment_of_act, staff=desk.staff, year=desk.year
        )
        self._copy = copy

    @property
    def connection(self) -> FileConnection:
        """The copy, whatever has become of the file."""
        return self._copy
