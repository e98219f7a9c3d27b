"""Attendance in words: the line above the page of a session, and one group of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.sessions.sessions import AttendanceRow, SessionEntry
from kodoku_tui.tui.lists.list_table import Cell, Row
from kodoku_tui.tui.sessions.words import invited_words, say_percent, survey_words

_STYLES = {
    AttendanceMark.ON_SITE: "done",
    AttendanceMark.ONLINE: "done",
    AttendanceMark.RECORDING: "accent",
    AttendanceMark.EXCUSED: "soon",
    AttendanceMark.ABSENT: "late",
    AttendanceMark.UNKNOWN: "muted",
}


def session_line(entry: SessionEntry, rows: Sequence[AttendanceRow], today: date) -> str:
    """The session with how many came, against how many were invited and the room there is."""
    counts = Counter(row.mark for row in rows)
    words = [
        f"{say_word(mark)} {say('phrase.groups', count=counts[mark])}"
        for mark in AttendanceMark
        if counts[mark]
    ]
    heads = sum(row.heads or 0 for row in rows)
    rate = say("attendance.rate", rate=say_percent(entry.rate)) if entry.rate is not None else ""
    parts = [
        say_title(entry.title, entry.title_en),
        " ".join(filter(None, (say_day(entry.on, today=today), entry.starts_at))),
        *words,
        rate,
        say("attendance.heads_in_all", count=heads) if heads else "",
        invited_words(entry) if entry.invited or entry.capacity else "",
        say("attendance.over", over=entry.over) if entry.over else "",
        say("attendance.score", score=survey_words(entry.survey_mean, entry.survey_count))
        if entry.survey_count
        else "",
        say_word(entry.format),
    ]
    return "  ".join(filter(None, parts))


def attendance_row(row: AttendanceRow) -> Row:
    """One group at the session as a line."""
    mark = AttendanceMark(row.mark)
    return Row(
        row.group_no,
        (
            Cell(str(row.group_no)),
            Cell(say_word(mark), _STYLES[mark]),
            Cell(short_name(row.group)),
            Cell(row.staff or say("phrase.nobody"), "muted"),
            Cell("" if row.heads is None else str(row.heads)),
            Cell(row.followups),
            Cell(row.names),
        ),
    )
