"""Whether the file is whole and true: SQLite's own check, the laws, the log against the tables, who may read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kodoku_tui.domain.said import Said
from kodoku_tui.locale.phrases import say_bytes
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.encrypting import (
    backups_of_other_passphrases,
    encrypt_backups,
    plain_backups,
)
from kodoku_tui.services.keeping.erasing import go_on, unfinished
from kodoku_tui.store.backups import refuse_to_write_to_a_backup
from kodoku_tui.store.connection import store_days_anew
from kodoku_tui.store.erasures import State
from kodoku_tui.store.log_check import log_faults
from kodoku_tui.store.log_size import LOG_BYTES, log_bytes, log_of
from kodoku_tui.store.queries import rows
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.written_files import clear_remains, remains_in

# More of one kind are told as a number.
_TOLD_EACH = 20
_MOST_LETTERS = 20

_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` is for scripts; `is_mendable` where `mend` sets it right with nothing lost."""

    code: str
    said: Said
    is_mendable: bool = False


def check(desk: Desk) -> list[Problem]:
    """Everything that is wrong with the file and what lies beside it; nothing is written but what stands in the log.

    A file that SQLite finds damaged is looked at no further. Raises `Refused` where it cannot even be opened.
    """
    with desk.reading() as connection:
        desk.make_whole()
        faults = faults_of(connection)
        if faults:
            return [Problem("damaged", Said("check.damaged", fault=fault)) for fault in faults]
        return [
            *_broken_references(connection),
            *_over_the_cap(connection),
            *_large_log(desk.path),
            *_log_problems(connection),
            *_days_problems(connection),
            *_open_to_others(desk.path),
            *_remains(desk.path),
            *_unfinished_erasures(desk),
            *_plain_backups(desk.path),
        ]


def mend(desk: Desk) -> list[Problem]:
    """Set right what follows from the rest or lies beside the file; what was wrong.

    Nothing that a person wrote is touched.
    """
    refuse_to_write_to_a_backup(desk.path)
    mended = [problem for problem in check(desk) if problem.is_mendable]
    codes = {problem.code for problem in mended}
    if "days" in codes:
        with desk.reading() as connection:
            store_days_anew(connection)
    if "open_to_others" in codes and sys.platform != "win32":
        for path in _files_of(desk.path):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS_MAY)
    if "remains" in codes:
        clear_remains(desk.path.parent)
    if "erasure" in codes:
        for erasure in unfinished(desk):
            go_on(desk, erasure)
    if "plain_backups" in codes:
        encrypt_backups(desk.path)
    return mended


def _unfinished_erasures(desk: Desk) -> Iterator[Problem]:
    for one in unfinished(desk):
        needs_words = one.state is State.BEGUN and not one.records
        key = "words" if needs_words else "traces" if one.state is State.WRITTEN else "records"
        said = Said(f"check.erasure_{key}", at=one.at.replace("T", " "), by=one.by, reason=one.reason)
        yield Problem("erasure", said, is_mendable=not needs_words)


def _broken_references(connection: FileConnection) -> Iterator[Problem]:
    for table, row_id, target, _ in connection.execute("PRAGMA main.foreign_key_check").fetchall():
        yield Problem("reference", Said("check.reference", of_table=table, row=row_id, target_table=target))


def _over_the_cap(connection: FileConnection) -> Iterator[Problem]:
    for found in rows(connection, "keeping/over_the_cap"):
        yield Problem(
            "over_the_cap",
            Said(
                "check.over_the_cap",
                year=found["fiscal_year"],
                number=found["number"],
                budget=found["budget"],
                cap=found["cap"],
            ),
        )


def _large_log(path: Path) -> Iterator[Problem]:
    """It was to be emptied just now: somebody reads an earlier moment, and has read it for long."""
    size = log_bytes(path)
    if size > 2 * LOG_BYTES:
        yield Problem("large_log", Said("check.large_log", path=log_of(path), size=say_bytes(size)))


def _log_problems(connection: FileConnection) -> Iterator[Problem]:
    faults = log_faults(connection)
    for fault in islice(faults, _TOLD_EACH):
        key = "check.log_row" if not fault.field else "check.log_field"
        yield Problem(
            "log",
            Said(
                key,
                of_table=fault.table,
                row=fault.row_id,
                of_column=fault.field,
                logged=_shown(fault.logged),
                stands=_shown(fault.stands),
            ),
        )
    more = sum(1 for _ in faults)
    if more:
        yield Problem("log", Said("check.log_more", count=more))


def _shown(value: object) -> str:
    """A value as far as it tells which one it is: a whole note is for those who open it."""
    text = "" if value is None else str(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _days_problems(connection: FileConnection) -> Iterator[Problem]:
    count = connection.days_that_differ()
    if count:
        yield Problem("days", Said("check.days", count=count), is_mendable=True)


def _open_to_others(path: Path) -> Iterator[Problem]:
    if sys.platform == "win32":
        return
    for each in _files_of(path):
        if each.stat().st_mode & _OTHERS_MAY and os.access(each, os.W_OK):
            yield Problem("open_to_others", Said("check.open_to_others", path=each), is_mendable=True)


def _files_of(path: Path) -> list[Path]:
    named = [path, *(Path(f"{path}{ending}") for ending in ("-wal", "-shm", "-journal"))]
    return [each for each in named if each.exists()]


def _remains(path: Path) -> Iterator[Problem]:
    for remains in remains_in(path.parent):
        yield Problem("remains", Said("check.remains", path=remains), is_mendable=True)


def _plain_backups(path: Path) -> Iterator[Problem]:
    if plain := plain_backups(path):
        yield Problem("plain_backups", Said("check.plain_backups", count=len(plain)), is_mendable=True)
    if others := backups_of_other_passphrases(path):
        yield Problem("other_passphrase", Said("check.other_passphrase", count=len(others)))
