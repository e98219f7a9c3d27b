"""Whether the group came to the sessions."""

from __future__ import annotations

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.sessions.surveys import SurveyAnswer
from kodoku_tui.tui.lists.page_lines import Line, head, readable
from kodoku_tui.tui.sessions.words import say_absences


def attendance_lines(karte: Karte) -> list[Line]:
    """One line a session, below it a remark; then what the group said of the sessions."""
    lines: list[Line] = [head("karte.attendance"), *_standing_lines(karte)]
    for attendance in karte.attendance:
        words = [say_title(attendance.title, attendance.title_en), say_word(attendance.mark)]
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
