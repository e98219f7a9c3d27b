"""How many of a group came to a session, and who; before its day, what the group replied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import was_held
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, session_uid
from kodoku_tui.services.register.finding import group_on
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.services.sessions.sessions import AttendanceRow, mark_attendance
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.number_field import NumberField


class AttendanceForm(FormScreen[str]):
    """Mark, heads, names and a remark of one group at one session; before its day, the reply."""

    def __init__(self, desk: Desk, row: AttendanceRow) -> None:
        group_on(desk, row.group_no, date.fromisoformat(row.on), field="group_no")
        super().__init__(
            title=say("attendance.form_title", title=say_title(row.title, row.title_en)),
            subtitle=f"{row.group_no} {row.group}",
            kind="attendance",
            about=[session_uid(desk, row.session), row.group_uid],
            groups=HeldGroups(desk, {row.group_no: row.group_uid}),
        )
        self._desk = desk
        self._row = row
        self._takes_replies = not was_held(row.on, row.is_day_open, desk.today)
        self.version = row.reply_version if self._takes_replies else row.version

    def fields(self) -> list[Field[Any]]:
        row = self._row
        if self._takes_replies:
            return [
                ChoiceField(
                    "reply", say("attendance.reply"), words_to_choose(Reply), Reply(row.reply), required=True
                )
            ]
        return [
            ChoiceField(
                "mark", say("attendance.mark"), words_to_choose(AttendanceMark), AttendanceMark(row.mark)
            ),
            NumberField("heads", say("attendance.heads"), row.heads),
            TextField("names", say("attendance.names"), row.names, hint=say("attendance.names_hint")),
            TextField("note", say("attendance.note"), row.note),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        row = self._row
        if self._takes_replies:
            said = ReplyEntry(row.group_no, Reply(values["reply"]), self.version)
            return outcome_sentences(record_replies(self._desk, row.session, [said]), self._desk.today)
        mark = values["mark"] or AttendanceMark.UNKNOWN
        if values["heads"] is None and row.heads is not None:
            # The file keeps the number that stands unless it is given another.
            raise Refused("error.heads_negative", field="heads")
        entry = AttendanceEntry(
            session=row.session,
            group_no=row.group_no,
            mark=mark,
            heads=values["heads"],
            names=values["names"],
            note=values["note"],
            version=self.version,
        )
        return outcome_sentences(mark_attendance(self._desk, [entry]), self._desk.today)
