"""The folder of backups beside the file: what lies in it, putting one more there, letting the old ones go."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.backups import BackupReason, to_keep
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.copies import (
    FileFacts,
    Going,
    copy_to,
    facts_of,
    open_as_it_is,
    open_to_read,
    path_of,
)
from kodoku_tui.store.erasing import leaving_no_trace
from kodoku_tui.store.soundness import faults_of
from kodoku_tui.store.written_files import BACKUP, BACKUP_FOLDER, WrittenPath, is_there, sentences_for_disk

_FOLDER_MODE = 0o700
_MOMENT = "%Y%m%d-%H%M%S"
_NAME = re.compile(
    rf"(?P<moment>[0-9]{{8}}-[0-9]{{6}})-(?P<reason>{'|'.join(BackupReason)})(?:-(?P<number>[0-9]+))?\.db"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in the folder: when and why it was made, and its bytes."""

    path: Path
    made_at: datetime
    reason: BackupReason
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of a file lie: beside it, under its name."""
    return path.with_name(f"{path.stem}{BACKUP_FOLDER}")


def moment_of_backup(path: Path) -> datetime | None:
    """When the program made the backup that lies there; None for any other file, a copy of a backup among them."""
    named = _NAME.fullmatch(path.name)
    if named is None or not path.absolute().parent.name.endswith(BACKUP_FOLDER):
        return None
    try:
        return datetime.strptime(named["moment"], _MOMENT)
    except ValueError:
        return None


def refuse_to_write_to_a_backup(path: Path) -> None:
    """Raise `Refused` (`error.only_a_look`) for a backup that lies in its folder."""
    if moment_of_backup(path) is not None:
        raise Refused("error.only_a_look", path=path, name=path.name)


def backups_of(path: Path) -> list[Backup]:
    """What lies in the folder, newest first; what has another name is somebody's own and none."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for each in folder_of(path).iterdir():
            named = _NAME.fullmatch(each.name)
            if named is None:
                continue
            with suppress(ValueError, FileNotFoundError):
                made_at = datetime.strptime(named["moment"], _MOMENT)
                size = each.stat().st_size
                number = int(named["number"] or 1)
                found.append((made_at, number, Backup(each, made_at, BackupReason(named["reason"]), size)))
    return [backup for _, _, backup in sorted(found, key=lambda one: one[:2], reverse=True)]


def back_up(
    connection: sqlite3.Connection,
    reason: BackupReason,
    at: datetime,
    *,
    target: WrittenPath | None = None,
    going: Going | None = None,
) -> tuple[Path, FileFacts]:
    """Copy the file whole to `target`, else to its folder, where those that the rule does not keep go.

    Where it lies and what it holds. Raises `Refused` as `copy_to` and `WrittenPath` do, with nothing left of it.
    """
    path = path_of(connection)
    made = target or _next_in_folder(path, reason, at)
    with made.being_written() as draft:
        facts = copy_to(connection, draft, going=going)
    if target is None:
        _let_old_ones_go(path, at)
    return made.path, facts


def rewrite(backup: Path, change: Callable[[sqlite3.Connection], None], *, database: Path) -> None:
    """Change what a backup holds: in a copy that is checked and then takes its place, whole or not at all.

    What was written over is not in it any more. Raises `Refused` as `copy_to` and `WrittenPath` do, the backup as it
    was.
    """
    written = WrittenPath(backup, ending=BACKUP, database=database, replaces=True)
    with closing(open_to_read(backup)) as source, written.being_written() as draft:
        facts = copy_to(source, draft)
        with closing(open_as_it_is(draft)) as copy:
            copy.execute("PRAGMA temp_store = MEMORY")
            # Words of a file of an older program may be under rules that this one does not know.
            copy.execute("PRAGMA ignore_check_constraints = ON")
            with leaving_no_trace(copy):
                begin_writing(copy)
                change(copy)
                copy.execute("COMMIT")
                copy.execute("VACUUM")
            now = facts_of(copy)
            if faults_of(copy) or _rows_of_work(now) != _rows_of_work(facts):
                raise Refused("error.copy_fails", path=backup)


def _rows_of_work(facts: FileFacts) -> dict[str, int]:
    return {name: count for name, count in facts.rows.items() if name != "erasure"}


def strangers_in(path: Path) -> list[Path]:
    """What lies in the folder and is no backup by its name: somebody's own, or a damaged file that was put aside."""
    ours = {backup.path for backup in backups_of(path)}
    with suppress(OSError):
        return sorted(each for each in folder_of(path).iterdir() if each.is_file() and each not in ours)
    return []


def next_name(path: Path, reason: BackupReason, at: datetime) -> Path:
    """A name in the folder that is free; the folder is made, for its owner alone."""
    folder = folder_of(path)
    if not folder.is_dir():
        try:
            folder.mkdir(mode=_FOLDER_MODE)
        except FileExistsError:
            if not folder.is_dir():
                raise Refused("error.not_a_folder", field="path", path=folder, folder=folder) from None
    name = f"{at:{_MOMENT}}-{reason}"
    number = 1
    while is_there(found := folder / (f"{name}.db" if number == 1 else f"{name}-{number}.db")):
        number += 1
    return found


def _next_in_folder(path: Path, reason: BackupReason, at: datetime) -> WrittenPath:
    with sentences_for_disk(folder_of(path)):
        return WrittenPath(next_name(path, reason, at), ending=BACKUP, database=path)


def _let_old_ones_go(path: Path, now: datetime) -> None:
    kept = to_keep((backup.made_at for backup in backups_of(path)), now)
    for backup in backups_of(path):
        if backup.made_at not in kept:
            # Somebody may look into it just now (Windows): the next one takes it away.
            with suppress(OSError):
                backup.path.unlink()


def keep_as_it_lies(path: Path, at: datetime) -> Path | None:
    """Put a file that cannot be read, with the logs beside it, into the folder as it is; None where there is none."""
    if not is_there(path):
        return None
    with sentences_for_disk(path):
        kept = next_name(path, BackupReason.BEFORE_RESTORE, at)
        # No backup: the rule that lets old ones go does not know the name.
        kept = kept.with_name(f"{kept.stem}-damaged.db")
        for ending in ("-wal", "-shm", "-journal", ""):
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").rename(f"{kept}{ending}")
    return kept
