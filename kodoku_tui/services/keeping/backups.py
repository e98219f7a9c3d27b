"""Backing the file up: when a person says so, once a day that it is worked on, before what is hard to take back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.backups import BackupReason, is_due_before_an_import, is_due_today
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store import backups
from kodoku_tui.store.backups import Backup, backups_of, folder_of, refuse_to_write_to_a_backup
from kodoku_tui.store.copies import FileFacts, Going
from kodoku_tui.store.written_files import BACKUP

__all__ = ["Backup", "FileFacts", "Made", "back_up", "back_up_before_import", "back_up_daily", "list_backups"]


class Made:
    """A backup that was made: where, how large, what it holds."""

    def __init__(self, path: Path, facts: FileFacts) -> None:
        self.path = path
        self.facts = facts
        self.size = path.stat().st_size


def list_backups(desk: Desk) -> list[Backup]:
    """Those in the folder beside the file, newest first."""
    return backups_of(desk.path)


def backup_folder(desk: Desk) -> Path:
    """Where they lie."""
    return folder_of(desk.path)


def back_up(
    desk: Desk, target: Path | None = None, *, replaces: bool = False, going: Going | None = None
) -> Made:
    """Copy the file whole, checked, to `target`, else to the folder beside it.

    Raises `Refused` for a path that may not be written to, and where the copy or the file itself is not whole.
    """
    with desk.reading() as connection:
        to = None
        if target is None:
            refuse_to_write_to_a_backup(desk.path)
        else:
            to = desk.written_path(target, ending=BACKUP, replaces=replaces)
        return Made(
            *backups.back_up(connection, BackupReason.BY_HAND, desk.moment_of_act, target=to, going=going)
        )


def back_up_daily(desk: Desk) -> Refused | None:
    """The day's backup, where none was made today; for after an act, never for a look.

    What stood against it is given back: the act stands all the same. Invented data need none.
    """
    if desk.looked_into or _is_invented(desk) or not is_due_today(_newest(desk), desk.moment_of_act):
        return None
    try:
        _make(desk, BackupReason.DAILY)
    except Refused as refused:
        return refused
    return None


def back_up_before_import(desk: Desk) -> None:
    """One to go back to, where there is none of the last hour. Raises `Refused` as `back_up` does."""
    if (
        not desk.looked_into
        and not _is_invented(desk)
        and is_due_before_an_import(_newest(desk), desk.moment_of_act)
    ):
        _make(desk, BackupReason.BEFORE_IMPORT)


def _is_invented(desk: Desk) -> bool:
    return bool(desk.programme["is_demonstration"])


def _newest(desk: Desk) -> datetime | None:
    found = backups_of(desk.path)
    return found[0].made_at if found else None


def _make(desk: Desk, reason: BackupReason) -> None:
    with desk.reading() as connection:
        backups.back_up(connection, reason, desk.moment_of_act)
