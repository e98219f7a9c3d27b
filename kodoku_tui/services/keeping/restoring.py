"""Laying a backup back: what that would change, and doing it with what stands there now kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.backups import BackupReason
from kodoku_tui.store.backups import back_up, keep_as_it_lies, refuse_to_write_to_a_backup
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.connection import open_file, sentences_for_sqlite
from kodoku_tui.store.copies import (
    FileFacts,
    Going,
    copy_to,
    facts_of,
    is_of_another_program,
    lay_over,
    let_many_write,
    look_at,
    make_clean,
    open_as_it_is,
    open_to_read,
    path_of,
)
from kodoku_tui.store.erasing import leaving_no_trace
from kodoku_tui.store.erasures import carry_over, erasures_in
from kodoku_tui.store.passphrases import key_of
from kodoku_tui.store.relocking import write_with
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.transactions import roll_back
from kodoku_tui.store.written_files import DATABASE, WrittenPath, is_there, sentences_for_disk, work_folder


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What laying a backup back would change: what each file holds. `now` is None where the file is gone or damaged.

    `erased_since` is how many erasures the backup does not know of.
    """

    path: Path
    backup: Path
    now: FileFacts | None
    then: FileFacts
    erased_since: int = 0

    @property
    def differing(self) -> list[tuple[str, int, int]]:
        """Tables whose number of rows would change: name, rows now, rows then."""
        now = {} if self.now is None else self.now.rows
        names = dict.fromkeys([*self.then.rows, *now])
        counts = [(name, now.get(name, 0), self.then.rows.get(name, 0)) for name in names]
        return [each for each in counts if each[1] != each[2]]

    @property
    def is_the_same(self) -> bool:
        """Whether both hold as many rows and the same last act."""
        return self.now is not None and not self.differing and self.now.newest == self.then.newest


def plan_restore(path: Path, backup: Path) -> RestorePlan:
    """What would change at `path`; nothing is written.

    Raises `Refused` for what is no backup of ours, for one that is damaged, and (`error.backup_of_another`) for one of
    another file; also where the file itself is a backup.
    """
    refuse_to_write_to_a_backup(path)
    if is_there(path) and is_there(backup) and path.samefile(backup):
        raise Refused("error.backup_is_the_file", field="path", path=backup)
    with sentences_for_sqlite(backup):
        with closing(open_to_read(backup)) as connection:
            if faults_of(connection):
                raise Refused("error.damaged_backup", field="path", path=backup)
        then = look_at(backup)
    now = _facts_now(path)
    if now is not None and now.code and then.code and now.code != then.code:
        raise Refused("error.backup_of_another", field="path", path=backup)
    return RestorePlan(path, backup, now, then, 0 if now is None else _erased_since(path, backup))


def restore(
    plan: RestorePlan,
    *,
    clock: Callable[[], datetime],
    going: Going | None = None,
) -> Path | None:
    """Make the file hold what the backup holds; where what it held until now was put (None: there was none).

    Others who have the file open see it as one change. Raises `Refused` where the backup or the disk does not allow
    it, with the file as it was.
    """
    path = plan.path

    def today() -> date:
        return clock().date()

    with sentences_for_sqlite(path), sentences_for_disk(path), work_folder(path.parent) as beside:
        draft = beside / "restored.db"
        with closing(open_to_read(plan.backup)) as connection:
            copy_to(connection, draft)
        if plan.now is not None:
            draft = _with_the_key_of(path, draft)
        # It may be of an older program.
        with closing(open_file(draft, today=today)) as copy:
            _erase_again(path if plan.now is not None else None, copy)
            if plan.now is not None:
                return _lay_over_whole(path, copy, clock(), going)
            kept = keep_as_it_lies(path, clock())
            place = WrittenPath(path, ending=DATABASE, database=None)
            with place.being_written() as written:
                copy_to(copy, written, going=going)
                let_many_write(written)
            return kept


def _with_the_key_of(path: Path, draft: Path) -> Path:
    """The draft, or beside it the same with the key of the file at `path`: SQLite copies pages as they lie."""
    with closing(open_as_it_is(path)) as live, closing(open_as_it_is(draft)) as copy:
        if key_of(live) == key_of(copy):
            return draft
        relocked = draft.with_name("relocked.db")
        write_with(copy, relocked, key_of(live))
        return relocked


def _lay_over_whole(path: Path, copy: sqlite3.Connection, now: datetime, going: Going | None) -> Path:
    kept: list[Path] = []

    with closing(open_as_it_is(path)) as live:

        def keep() -> None:
            made, _ = back_up(live, BackupReason.BEFORE_RESTORE, now)
            for earlier in kept:
                earlier.unlink(missing_ok=True)
            kept[:] = [made]

        lay_over(copy, live, keep, going=going)
    return kept[0]


def _erased_since(path: Path, backup: Path) -> int:
    with closing(open_to_read(path)) as live, closing(open_to_read(backup)) as copy:
        known = {one.uid for one in erasures_in(copy)}
        return sum(one.uid not in known for one in erasures_in(live))


def _erase_again(path: Path | None, copy: FileConnection) -> None:
    """What was erased since the backup was made does not come back with it, as far as the list of it tells."""
    if path is None:
        return
    with closing(open_to_read(path)) as live:
        known = erasures_in(live)
    with leaving_no_trace(copy):
        begin_writing(copy)
        try:
            carry_over(copy, known)
            copy.execute("COMMIT")
        except BaseException:
            roll_back(copy)
            raise
    make_clean(path_of(copy))


def _facts_now(path: Path) -> FileFacts | None:
    """What the file holds, None where it is gone or damaged. Raises `Refused` for another program's file, and for one
    that others hold: it is not to be replaced as if it were damaged."""
    try:
        with sentences_for_sqlite(path), closing(open_to_read(path)) as connection:
            return None if faults_of(connection) else facts_of(connection)
    except Refused as refused:
        if refused.key in ("error.locked", "error.disk_trouble", "error.passphrase_needed"):
            raise
        if is_of_another_program(path):
            raise Refused("error.other_program", path=path) from None
        return None
