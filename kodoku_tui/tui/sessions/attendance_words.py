"""Attendance in words: the line above the page of a session, and one group of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kodoku_tui.domain.sessions.replies import Difference
from kodoku_tui.domain.sessions.sessions import was_held
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.words import AttendanceMark, Reply
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_said, say_session_day, say_title
from kodoku_tui.services.sessions.replies import reply_counts, told_differences
from kodoku_tui.services.sessions.sessions import AttendanceRow, SessionEntry
from kodoku_tui.tui.lists.list_table import Cell, Column, Row
from kodoku_tui.tui.sessions.words import invited_words, say_percent, survey_words

_STYLES = {
    AttendanceMark.ON_SITE: "done",
    AttendanceMark.ONLINE: "done",
    AttendanceMark.RECORDING: "accent",
    AttendanceMark.EXCUSED: "soon",
    AttendanceMark.ABSENT: "late",
    AttendanceMark.UNKNOWN: "muted",
}

_REPLY_STYLES = {Reply.COMING: "done", Reply.NOT_COMING: "soon", Reply.UNANSWERED: "muted"}


def session_line(entry: SessionEntry, rows: Sequence[AttendanceRow], today: date) -> str:
    """The session with how many came, against how many were invited and the room there is."""
    is_to_come = not was_held(entry.on, entry.is_day_open, today)
    words = _reply_words(entry, rows, today) if is_to_come else _mark_words(rows)
    heads = sum(row.heads or 0 for row in rows)
    rate = say("attendance.rate", rate=say_percent(entry.rate)) if entry.rate is not None else ""
    parts = [
        say_title(entry.title, entry.title_en),
        " ".join(filter(None, (say_session_day(entry.on, entry.is_day_open, today=today), entry.starts_at))),
        *words,
        rate,
        say("attendance.heads_in_all", count=heads) if heads else "",
        invited_words(entry) if entry.invited or entry.capacity else "",
        say("attendance.over", over=entry.over) if entry.over else "",
        say("attendance.score", score=survey_words(entry.survey_mean, entry.survey_count))
        if entry.survey_count
        else "",
        say_word(entry.format),
        say("attendance.reply_keys") if is_to_come else "",
    ]
    return "  ".join(filter(None, parts))


def _mark_words(rows: Sequence[AttendanceRow]) -> list[str]:
    """How many came and did not, and how many did otherwise than they had said."""
    counts = Counter(row.mark for row in rows if row.left_as is None or row.mark != AttendanceMark.UNKNOWN)
    return [
        *(
            f"{say_word(mark)} {say('phrase.groups', count=counts[mark])}"
            for mark in AttendanceMark
            if counts[mark]
        ),
        *map(say_said, told_differences((row.reply, row.mark) for row in rows)),
    ]


def _reply_words(entry: SessionEntry, rows: Sequence[AttendanceRow], today: date) -> list[str]:
    """How many said what before the day, and until when the replies are awaited."""
    counts = reply_counts(rows)
    words = [
        f"{say_word(reply)} {say('phrase.groups', count=counts[reply])}" for reply in Reply if counts[reply]
    ]
    if entry.reply_by is not None:
        words.append(say("attendance.reply_by", day=say_day(entry.reply_by, today=today)))
    return words or [say("attendance.no_replies")]


def _reply_cell(row: AttendanceRow) -> Cell:
    """What the group said before the day, or how it did otherwise."""
    told = row.difference
    if told is not None:
        return Cell(say_word(told), "late" if told is Difference.STAYED_AWAY else "soon")
    return Cell(say_word(row.reply), _REPLY_STYLES[Reply(row.reply)])


def _named(row: AttendanceRow) -> str:
    """The group; of one that left after the session, how."""
    name = short_name(row.group)
    return (
        name
        if row.left_as is None
        else say("attendance.left_since", group=name, status=say_word(row.left_as))
    )


def shown_columns(*, is_to_come: bool, asks: bool) -> list[Column]:
    """What the page shows: before the day the replies, from the day on who came, and both where replies were given."""
    left_out = {"mark", "heads", "followups", "names"} if is_to_come else set() if asks else {"reply"}
    columns = [
        Column("group_no", say("register.number"), 4, align="right"),
        Column("mark", say("attendance.mark"), 18),
        Column("reply", say("attendance.reply"), 12 if is_to_come else 20),
        Column("group", say("register.name"), 24, grow=1),
        Column("staff", say("register.staff"), 12),
        Column("heads", say("attendance.heads"), 6, align="right"),
        Column("followups", say("attendance.followups"), 10),
        Column("names", say("attendance.names"), 14, grow=1),
    ]
    return [column for column in columns if column.key not in left_out]


def attendance_row(row: AttendanceRow, columns: Sequence[str]) -> Row:
    """One group at the session as a line of these columns."""
    mark = AttendanceMark(row.mark)
    cells = {
        "group_no": Cell(str(row.group_no)),
        "mark": Cell(say_word(mark), _STYLES[mark]),
        "reply": _reply_cell(row),
        "group": Cell(_named(row)),
        "staff": Cell(row.staff or say("phrase.nobody"), "muted"),
        "heads": Cell("" if row.heads is None else str(row.heads)),
        "followups": Cell(row.followups),
        "names": Cell(row.names),
    }
    return Row(row.group_no, tuple(cells[column] for column in columns))
