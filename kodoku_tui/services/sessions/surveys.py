"""What those who came said of a session: a score from 1 to 5 and a comment, of a group or without a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.attending import mean_score
from kodoku_tui.domain.sessions.sessions import checked_score
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.sessions.sessions import not_yet, session_named
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One answer; `group_no` is None for one without a name, `score` where only a comment was given."""

    id: int
    version: int
    session: str
    title: str
    title_en: str
    group_no: int | None
    group: str | None
    score: int | None
    comment: str


def mean_of(answers: Iterable[SurveyAnswer]) -> tuple[float | None, int]:
    """The mean of the answers that give a score, and how many these are."""
    scores = [answer.score for answer in answers if answer.score is not None]
    return mean_score(sum(scores), len(scores)), len(scores)


def add_survey(
    desk: Desk, key: str, *, score: str | int | None, comment: str = "", number: int | None = None
) -> Outcome:
    """Write down one answer; returns its id. A session has to have begun.

    Raises `Refused`: `error.score_unfit`, `error.survey_empty` (neither score nor comment),
    `error.session_not_yet`, an unknown session or group.
    """
    session = session_named(desk, key)
    meant = checked_score(score)
    said = clean_text(comment, multiline=True).text.strip()
    if meant is None and not said:
        raise Refused("error.survey_empty", field="score")
    refuse_early(session, desk.today)
    group = None if number is None else group_of(desk, number)
    with desk.writing("unit.add_survey", title=session["title"], title_en=session["title_en"]) as unit:
        survey_id = unit.insert(
            "session_survey",
            session_id=session["id"],
            group_id=None if group is None else group["id"],
            score=meant,
            comment=said,
        )
    return Outcome.of(unit, Said("saved.survey"), row_id=survey_id)


def refuse_early(session: sqlite3.Row, today: date) -> None:
    """Raise `Refused` where nobody can have said anything of a session so far: before its day, or without one."""
    if session["is_day_open"] and (too_early := not_yet(session, today, field="session")) is not None:
        raise too_early
    if session["held_on"] > today.isoformat():
        titles = {"title": session["title"], "title_en": session["title_en"]}
        raise Refused("error.survey_not_yet", field="session", date=session["held_on"], **titles)


def list_surveys(desk: Desk, key: str | None = None, *, number: int | None = None) -> list[SurveyAnswer]:
    """The answers to one session or to all, of one group or of everybody, in the order in which they came."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "sessions/surveys",
            programme_id=desk.programme["id"],
            session_id=None if key is None else session_named(desk, key)["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [SurveyAnswer(**answer) for answer in found]
