"""Which file says who came to a session."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.locale import say
from kodoku_tui.services.intake.attendance.imports import preview_attendance
from kodoku_tui.services.intake.attendance.preview import AttendancePreview
from kodoku_tui.tui.forms.file_screen import FileScreen


class AttendanceFileScreen(FileScreen[AttendancePreview]):
    """A report of a web meeting, or a list of marks; gives what it would mark at the session called `title`."""

    SCREEN_NAME = "sessions"

    def __init__(self, session: str, title: str) -> None:
        where = say("attendance_import.where", title=title)
        super().__init__(where, say("attendance_import.hint"))
        self._session = session

    def read_file(self, path: Path) -> AttendancePreview:
        """What the file would mark."""
        return preview_attendance(self.desk_app.desk, self._session, path)

    def has_read(self, found: AttendancePreview) -> None:
        """Leave with it."""
        self.dismiss(found)
