"""Marking who came: one key a mark, for the marked rows or the one under the cursor, saved in the order of the keys.

Before the day of the session the same keys record what the groups reply (参加予定, 欠席連絡, 未回答).
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.replies import reply_meant
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.services.sessions.sessions import (
    AttendanceRow,
    SessionEntry,
    mark_attendance,
    unconfirmed_numbers,
)
from kodoku_tui.tui.lists.list_screen import ListScreen


class MarkingScreen(ListScreen):
    """Subclasses read the rows of the session, and why nothing can be marked yet."""

    def __init__(self, session: str) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[int, AttendanceRow] = {}
        self._entry: SessionEntry | None = None
        self._refusal: Refused | None = None
        self._order = Lock()
        self._waiting: list[tuple[list[int], AttendanceMark]] = []
        self._is_saving = False

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else int(key)

    @property
    def marked_groups(self) -> list[int]:
        """The numbers of the marked rows."""
        return [int(key) for key in self.table.marked_keys]

    def action_mark_on_site(self) -> None:
        self._mark(AttendanceMark.ON_SITE)

    def action_mark_online(self) -> None:
        self._mark(AttendanceMark.ONLINE)

    def action_mark_recording(self) -> None:
        self._mark(AttendanceMark.RECORDING)

    def action_mark_excused(self) -> None:
        self._mark(AttendanceMark.EXCUSED)

    def action_mark_absent(self) -> None:
        self._mark(AttendanceMark.ABSENT)

    def action_mark_unknown(self) -> None:
        self._mark(AttendanceMark.UNKNOWN)

    def action_mark_others(self) -> None:
        """Everybody who is not marked yet was there; asks first, with how many that are and where."""
        from kodoku_tui.tui.sessions.attendance_forms import OthersScreen

        if self._refusal is not None:
            self.desk_app.unexpected(self._refusal)
            return
        others = unconfirmed_numbers(self._rows.values())
        if not others:
            self.desk_app.tell_saved(say("attendance.all_marked"))
            return

        def answered(mark: AttendanceMark | None) -> None:
            if mark is not None:
                self._save(others, mark)

        held_how = self._entry.format if self._entry is not None else ""
        self.app.push_screen(OthersScreen(len(others), held_how), answered)

    @property
    def takes_replies(self) -> bool:
        """Whether the session is still to come, so that a key records a reply."""
        return self._refusal is not None

    def _mark(self, mark: AttendanceMark) -> None:
        marked = self.marked_groups
        if self.takes_replies:
            try:
                reply_meant(mark)
            except Refused as refusal:
                self.desk_app.unexpected(refusal)
                return
        if marked:
            self._save(marked, mark)
        elif self.group_number is not None:
            self._save([self.group_number], mark)
            self.table.cursor_row += 1

    def _save(self, numbers: list[int], mark: AttendanceMark) -> None:
        """Keep the order of the marks: one thread saves them, the next ones wait for it."""
        with self._order:
            self._waiting.append((numbers, mark))
            if self._is_saving:
                return
            self._is_saving = True
        self.desk_app.in_thread(self._save_waiting, group="mark")

    def _save_waiting(self) -> None:
        try:
            while (marking := self._next_waiting()) is not None:
                self._save_marks(*marking)
        except BaseException:
            with self._order:
                # What waited behind a refusal was marked without knowing of it.
                self._waiting.clear()
                self._is_saving = False
            raise
        finally:
            self.app.call_from_thread(self.reload)

    def _next_waiting(self) -> tuple[list[int], AttendanceMark] | None:
        """The next mark to save; with the last one gone, the one who marks next starts a thread of their own."""
        with self._order:
            if self._waiting:
                return self._waiting.pop(0)
            self._is_saving = False
            return None

    def _save_marks(self, numbers: list[int], mark: AttendanceMark) -> None:
        """Save, unless somebody else marked one of these groups, or a number means another one, since it was seen."""
        groups = HeldGroups(self.desk, {number: self._rows[number].group_uid for number in numbers})
        with groups.held():
            outcome = (self._reply if self.takes_replies else self._attend)(numbers, mark)
        if len(numbers) > 1:
            self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))

    def _attend(self, numbers: list[int], mark: AttendanceMark) -> Outcome:
        entries = [
            AttendanceEntry(
                session=self._session, group_no=number, mark=mark, version=self._rows[number].version
            )
            for number in numbers
        ]
        outcome = mark_attendance(self.desk, entries)
        for number in numbers:
            row = self._rows[number]
            if row.version == 0 or row.mark != mark:
                self._rows[number] = replace(row, mark=mark.value, version=row.version + 1)
        return outcome

    def _reply(self, numbers: list[int], mark: AttendanceMark) -> Outcome:
        reply = reply_meant(mark)
        entries = [ReplyEntry(number, reply, self._rows[number].reply_version) for number in numbers]
        outcome = record_replies(self.desk, self._session, entries)
        for number in numbers:
            row = self._rows[number]
            if row.reply_version == 0 or row.reply != reply:
                self._rows[number] = replace(row, reply=reply.value, reply_version=row.reply_version + 1)
        return outcome
