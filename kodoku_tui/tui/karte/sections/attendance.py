"""Whether the group came to the sessions."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_session_day, say_title
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.sessions.surveys import SurveyAnswer
from kodoku_tui.tui.lists.page_lines import Line, head, readable
from kodoku_tui.tui.sessions.words import say_absences


def attendance_lines(karte: Karte, today: date) -> list[Line]:
    """One line a session, of one to come its day and the reply, below it a remark; then what the group said of them."""
    lines: list[Line] = [head("karte.attendance"), *_standing_lines(karte)]
    for attendance in karte.attendance:
        title = say_title(attendance.title, attendance.title_en)
        if attendance.is_to_come(today):
            day = say_session_day(attendance.on, attendance.is_day_open, today=today)
            words = [title, day, say("karte.reply", reply=say_word(attendance.reply))]
        else:
            words = [title, say_word(attendance.mark)]
        if attendance.heads is not None:
            words.append(say("karte.heads", heads=attendance.heads))
        if attendance.names:
            words.append(attendance.names)
        if attendance.followups:
            words.append(say("karte.followups", followups=attendance.followups))
        lines.append("  ".join(words))
        if attendance.note:
            lines.append(Content.styled(f"    {readable(attendance.note)}", "$text-muted"))
    return [*lines, "", *_survey_lines(karte.surveys)]


def _survey_lines(answers: list[SurveyAnswer]) -> list[Line]:
    if not answers:
        return []
    lines: list[Line] = [head("karte.surveys", len(answers))]
    for answer in answers:
        score = "" if answer.score is None else say("karte.score", score=answer.score)
        words = [say_title(answer.title, answer.title_en), score, readable(answer.comment)]
        lines.append("  ".join(word for word in words if word))
    return [*lines, ""]


def _standing_lines(karte: Karte) -> list[Line]:
    """How often it came of where it was expected, and absences in a row."""
    standing = karte.attending
    lines: list[Line] = []
    if standing.rate is not None:
        lines.append(
            say(
                "karte.attending", rate=f"{standing.rate:.1f}", came=standing.came, expected=standing.expected
            )
        )
    if standing.is_signal:
        lines.append(Content.styled(say_absences(standing.absences), "bold $text-error"))
    return lines
