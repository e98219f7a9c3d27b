"""The desk that every act takes place at: which file, what time it is, who acts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kodoku_tui.domain.days.dates import fiscal_year_of
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.withheld import note_for
from kodoku_tui.store.beginning import Identity, identity_of, refuse_other_tables
from kodoku_tui.store.connection import open_file, sentences_for_sqlite
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.log_size import bring_in
from kodoku_tui.store.queries import row
from kodoku_tui.store.rows_then import file_code
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.stored_keys import MetNames
from kodoku_tui.store.unit import Unit, writing
from kodoku_tui.store.written_files import BACKUP_FOLDER, WrittenPath

if TYPE_CHECKING:
    from kodoku_tui.store.looking import Look


class Desk:
    """One file, one clock, one person, one year. Each thread that uses the desk gets a connection of its own.

    `clock` says which day is meant by today, `wall` when an act is really done (by default the same); there is no
    other source of the time. `staff` is who acts, empty while unknown. `year` is the fiscal year that was chosen, None
    while nobody chose. `beside_acts` is what else is written down within every act that changed something, `after_acts`
    what is done once such an act stands in the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime],
        wall: Callable[[], datetime] | None = None,
        staff: str = "",
        year: int | None = None,
    ) -> None:
        self.path = path
        self._look = _look_at(path)
        self._today: _Today | None = None
        self.clock = clock
        self.staff = staff
        self.year = year
        self.beside_acts: Callable[[Unit], None] | None = None
        self.after_acts: Callable[[], None] | None = None
        self._wall = wall
        self._of_thread = threading.local()
        self._connections: list[FileConnection] = []
        self._lock = threading.Lock()
        self._watch: _Watch | None = None
        self._file = ""
        self._identity: Identity | None = None
        self._newly_met: list[MetNames] = []
        self._looks: list[Look] = [self._look] if self._look is not None else []

    @property
    def looked_into(self) -> datetime | None:
        """When the backup was made that one looks into; None at a file that one works on."""
        return None if self._look is None else self._look.made_at

    @property
    def is_beside_today(self) -> bool:
        """Whether one looks into a backup and can go back to the file that one works on."""
        return self._today is not None

    def look_into(self, backup: Path) -> None:
        """Show a backup in place of the file, which every thread that asks gets from now on; every act is refused.

        Raises `Refused` for what is no backup in a folder of backups or cannot be opened, with the desk as it was.
        """
        look = _look_at(backup)
        if look is None:
            raise Refused("error.not_a_backup", field="path", path=backup)
        with sentences_for_sqlite(backup):
            look.open(lambda: self.today, self.note_as_read).close()
        self._today = self._today or _Today(self.path, self.year, self.staff, self._file)
        self._looks.append(look)
        self.path, self._look, self._file = backup, look, ""

    def back_to_today(self) -> None:
        """The file that one works on again, with the year and the person of before."""
        today = self._today
        if today is not None:
            self.path, self.year, self.staff, self._file = today
            self._look = self._today = None

    @property
    def today(self) -> date:
        """The day that every rule is asked about."""
        return self.clock().date()

    @property
    def moment_of_act(self) -> datetime:
        """When what is done now is done, whatever day is meant by today."""
        return self.clock() if self._wall is None else self._wall()

    @property
    def connection(self) -> FileConnection:
        """This thread's connection; opened, checked and migrated at first use.

        A file that is no longer there, or another one in its place, is noticed: what is written to a file
        without a name would be lost.
        """
        identity = identity_of(self.path)
        connection: FileConnection | None = getattr(self._of_thread, "connection", None)
        if connection is None or identity is None or identity != self._of_thread.identity:
            connection = self._open()
            self._of_thread.connection = connection
            self._of_thread.identity = identity
        return connection

    @property
    def programme(self) -> sqlite3.Row:
        """The programme that the desk works on, where a file holds several years: the chosen year.

        While nobody chose, the newest year that has begun, else the next to begin: a plan that was put in ahead of its
        year does not take the desk away from the year at hand. Raises `Refused` (`error.year_not_there`) for a chosen
        year that the file does not hold.
        """
        year = self.year
        found = row(self.connection, "desk/programme", fiscal_year=year or fiscal_year_of(self.today))
        if found is None:
            raise Refused("error.no_programme")
        if year is not None and found["fiscal_year"] != year:
            raise self._not_there(year)
        return found

    @property
    def year_starts_on(self) -> date:
        """The first day of the programme's fiscal year."""
        return date(self.programme["fiscal_year"], 4, 1)

    def note_as_read(self, note: str, reader: str, named: str, author: str | None) -> str:
        """A note as whoever sits here reads it: itself, or for whom it is."""
        return note_for(self.staff, note, reader, named, author)

    def choose_year(self, year: int) -> None:
        """Work on this fiscal year from now on; raises `Refused` where the file does not hold it, and stays."""
        with self.reading() as connection:
            if (
                connection.execute("SELECT 1 FROM programme WHERE fiscal_year = ?", (year,)).fetchone()
                is None
            ):
                raise self._not_there(year)
        self.year = year

    def _not_there(self, year: int) -> Refused:
        found = self.connection.execute("SELECT fiscal_year FROM programme ORDER BY fiscal_year")
        years = "、".join(str(one) for (one,) in found)
        return Refused("error.year_not_there", field="year", year=year, years=years)

    @contextmanager
    def reading(self) -> Iterator[FileConnection]:
        """This thread's connection, with SQLite's errors said as sentences."""
        with sentences_for_sqlite(self.path):
            connection = self.connection
            try:
                yield connection
            except sqlite3.OperationalError:
                # Somebody's newer program may have changed the tables that were asked for.
                if connection.opened is not None:
                    refuse_other_tables(connection, self.path)
                raise

    @contextmanager
    def writing(self, what: str, **params: Any) -> Iterator[Unit]:
        """One named unit of changes by whoever sits at the desk."""
        with (
            sentences_for_sqlite(self.path),
            writing(self.connection, at=self.moment_of_act, by=self.staff, what=what, **params) as unit,
        ):
            self.refuse_another_file(unit.connection)
            for check in self._checks:
                check()
            yield unit
            if unit.changes and self.beside_acts is not None:
                self.beside_acts(unit)
        if unit.changes and self.after_acts is not None:
            self.after_acts()

    def stay_at_file(self) -> bool:
        """Hold every act from now on to the file that lies here now, whose rows a person is about to see.

        An act is refused (`error.another_file`) where another file has taken its place; a copy is the same file. Says
        whether another one was held to until now.
        """
        before = self._file
        try:
            with self.reading() as connection:
                self._file = file_code(connection)
        except Refused as refused:
            # It was one when it was held to: something else was written over it.
            if before and refused.key == "error.not_a_database":
                raise Refused("error.damaged", path=self.path) from None
            raise
        return before not in ("", self._file)

    def refuse_another_file(self, connection: FileConnection) -> None:
        """Raise `Refused` (`error.another_file`) where this is not the file that acts are held to."""
        if self._file and file_code(connection) != self._file:
            raise Refused("error.another_file", path=self.path)

    @contextmanager
    def checking_first(self, check: Callable[[], None]) -> Iterator[None]:
        """Within this, an act of this thread is written only if `check` raises nothing when nobody else can write."""
        self._of_thread.checks = (*self._checks, check)
        try:
            yield
        finally:
            self._of_thread.checks = self._checks[:-1]

    @property
    def _checks(self) -> tuple[Callable[[], None], ...]:
        return getattr(self._of_thread, "checks", ())

    def written_path(
        self, path: Path, *, ending: str, sources: Iterable[Path] = (), replaces: bool = False
    ) -> WrittenPath:
        """A path to hand something out to, which is not the file at hand. Raises `Refused` as `WrittenPath` does."""
        if self._today is not None:
            # Beside the backup that one looks into lies the file that one works on.
            sources = (*sources, self._today.path)
        return WrittenPath(path, ending=ending, database=self.path, sources=sources, replaces=replaces)

    def was_written(self) -> bool:
        """Whether anybody wrote to the file, this desk included, since this was last asked; at first no.

        Another file in its place counts as well. Raises `Refused` when there is no file to look at, or a newer program
        changed its tables. Meant to be asked by one thread at a time.
        """
        identity = identity_of(self.path)
        before = self._watch
        if before is None or identity is None or identity != before.identity:
            self._watch = _Watch(self._open(), identity, 0)
        assert self._watch is not None
        with sentences_for_sqlite(self.path):
            (version,) = self._watch.connection.execute("PRAGMA data_version").fetchone()
            if version != self._watch.data_version:
                refuse_other_tables(self._watch.connection, self.path)
        self._watch = self._watch._replace(data_version=version)
        return before is not None and self._watch != before

    def _open(self) -> FileConnection:
        if self._look is not None:
            return self._kept(self._look.open(lambda: self.today, self.note_as_read))
        identity, before = identity_of(self.path), self._identity
        connection = open_file(
            self.path,
            today=lambda: self.today,
            note_as_read=self.note_as_read,
            before_migrating=self._back_up_before_migrating,
            is_another=before is not None and identity != before,
        )
        self._identity = identity
        return self._kept(connection)

    def _kept(self, connection: FileConnection) -> FileConnection:
        with self._lock:
            self._connections.append(connection)
            self._newly_met += connection.newly_met
        return connection

    def take_newly_met(self) -> list[MetNames]:
        """The names that came to meet when this desk opened the file, to be told once: the next to ask gets none."""
        with self._lock:
            met, self._newly_met = self._newly_met, []
        return met

    def _back_up_before_migrating(self, connection: FileConnection) -> None:
        # Rare, and not worth a moment of every start.
        from kodoku_tui.domain.keeping.backups import BackupReason
        from kodoku_tui.store.backups import back_up

        back_up(connection, BackupReason.BEFORE_MIGRATION, self.moment_of_act)

    def make_whole(self) -> None:
        """Bring what stands in the log into the file itself, so that a copy made by hand lacks nothing.

        As far as nobody else reads an earlier moment; waits for nobody, and a file that cannot be written stays as it
        is. To be asked wherever people are told where the file lies.
        """
        with suppress(sqlite3.Error, Refused):
            bring_in(self.connection)

    def close(self) -> None:
        """Close every connection that was opened; what they wrote stands in the file itself."""
        with self._lock:
            if self._connections:
                with suppress(sqlite3.Error):
                    bring_in(self._connections[-1])
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            for look in self._looks:
                look.close()
        self._of_thread = threading.local()
        self._watch = None


def _look_at(path: Path) -> Look | None:
    """The look into what lies there, if it is a backup."""
    if not path.absolute().parent.name.endswith(BACKUP_FOLDER):
        # Not worth a moment of every start.
        return None
    from kodoku_tui.store.looking import look_at_backup

    return look_at_backup(path)


class _Today(NamedTuple):
    """Where one was before one looked into a backup."""

    path: Path
    year: int | None
    staff: str
    file: str


class _Watch(NamedTuple):
    """A connection that only looks whether others write, and what it saw last."""

    connection: sqlite3.Connection
    identity: Identity | None
    data_version: int
