"""How several work on one file: many at once through a log beside it, or one at a time, where others may reach it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.places import Place, PlaceKind
from kodoku_tui.store.backups import refuse_to_write_to_a_backup
from kodoku_tui.store.connection import check_owner, check_there, sentences_for_sqlite
from kodoku_tui.store.copies import open_as_it_is
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.passphrases import unlocked
from kodoku_tui.store.places import connect_alone, place_of
from kodoku_tui.store.soundness import refuse_unsound


@dataclass(frozen=True, slots=True)
class Sharing:
    """Where a file lies, and whether several may write to it at once."""

    path: Path
    place: Place
    is_for_many: bool


def sharing_of(path: Path) -> Sharing:
    """How it is now. Raises `Refused` for what is no file of ours, and where it is not whole."""
    place = place_of(path)
    check_there(path)
    with sentences_for_sqlite(path):
        refuse_unsound(path, is_another=False)
        is_here = place.kind is PlaceKind.LOCAL
        with closing(
            open_as_it_is(path) if is_here else unlocked(path, lambda: connect_alone(path))
        ) as connection:
            check_owner(connection, path)
            (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return Sharing(path, place, mode == "wal")


def write_one_at_a_time(path: Path) -> Sharing:
    """Let one write at a time; what stood in the log stands in the file then.

    Raises `Refused` (`error.open_meanwhile`) where anybody has the file open, and as `sharing_of` does.
    """
    return _change(path, "delete")


def write_together(path: Path) -> Sharing:
    """Let several write at once; raises `Refused` as `write_one_at_a_time`, and (`error.on_share`) where none can."""
    place = place_of(path)
    if place.kind is not PlaceKind.LOCAL:
        raise Refused("error.on_share", path=path, place=place.name)
    return _change(path, "wal")


def _change(path: Path, mode: str) -> Sharing:
    refuse_to_write_to_a_backup(path)
    sharing_of(path)
    with closing(open_as_it_is(path)) as connection:
        try:
            (now,) = connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            now = ""
    if now != mode:
        raise Refused("error.open_meanwhile", path=path)
    return sharing_of(path)
