"""Looking into a backup: it is read as it lies, and nothing is written to it, by nobody.

One of an older program is brought to this one's schema as a copy that is gone again at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.store.backups import moment_of_backup
from kodoku_tui.store.connection import connect_to_look, open_file
from kodoku_tui.store.copies import copy_to, open_to_read
from kodoku_tui.store.functions import NoteAsRead
from kodoku_tui.store.migrations import pending_migrations
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.written_files import work_folder


class Look:
    """A backup that is looked into. `made_at` is when it was made."""

    def __init__(self, path: Path, made_at: datetime) -> None:
        self.path = path
        self.made_at = made_at
        self._lasting = ExitStack()
        self._brought_on: Path | None = None

    def open(self, today: Callable[[], date], note_as_read: NoteAsRead) -> FileConnection:
        """A connection that only reads. Raises `Refused` for what is no backup of ours, or of a newer program."""
        with closing(open_to_read(self.path)) as connection:
            if self._brought_on is None and pending_migrations(connection):
                draft = self._lasting.enter_context(work_folder(self.path.parent)) / "look.db"
                copy_to(connection, draft)
                open_file(draft, today=today).close()
                self._brought_on = draft
        return connect_to_look(
            self._brought_on or self.path, self.path, today=today, note_as_read=note_as_read
        )

    def close(self) -> None:
        """The copy goes, if there is one; once every connection is closed."""
        self._lasting.close()


def look_at_backup(path: Path) -> Look | None:
    """The look at what lies there, if it is a backup that the program made in its folder."""
    made_at = moment_of_backup(path)
    return None if made_at is None else Look(path, made_at)
