"""The rules of the domain as SQL functions, so that a query and a screen ask the same rule.

SQLite asks once for each mention of a column of a view, and many groups share their dates: answers are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from kodoku_tui.domain.checkins.cadence import (
    Cadence,
    CheckinDates,
    cadence_of,
    checkin_dates,
    checkin_standing,
)
from kodoku_tui.domain.days.nearness import nearness
from kodoku_tui.domain.duties.documents import is_missing
from kodoku_tui.domain.duties.judgement import (
    Act,
    DutyFacts,
    FollowUps,
    Judgement,
    followup_by,
    judged,
    standing_on,
    turn_on,
)
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Standing, Turn, effective_due
from kodoku_tui.domain.duties.turns import days_in_turn
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.attending import absences_in_a_row
from kodoku_tui.domain.text.names import text_key
from kodoku_tui.domain.words import AttendanceMark

_day = lru_cache(maxsize=4096)(date.fromisoformat)


def register_functions(connection: sqlite3.Connection, today: Callable[[], date]) -> None:
    """Make the rules callable from SQL on this connection. Dates go in and out as ISO text."""

    def say_today() -> str:
        return today().isoformat()

    # Deterministic is: the same within one statement. Else it is asked for every row.
    connection.create_function("today", 0, say_today, deterministic=True)
    connection.create_function("text_key", 1, _text_key, deterministic=True)
    connection.create_function("effective_due", 3, _effective_due, deterministic=True)
    connection.create_function("judged", 16, _judged, deterministic=True)
    connection.create_function("duty_turn", 2, _duty_turn, deterministic=True)
    connection.create_function("duty_standing", 3, _duty_standing, deterministic=True)
    connection.create_function("judged_act", 1, _judged_act, deterministic=True)
    connection.create_function("judged_opens_on", 1, _judged_opens_on, deterministic=True)
    connection.create_function("judged_due_on", 1, _judged_due_on, deterministic=True)
    connection.create_function("judged_late_after", 1, _judged_late_after, deterministic=True)
    connection.create_function("judged_since", 1, _judged_since, deterministic=True)
    connection.create_function("judged_waits_for", 1, _judged_waits_for, deterministic=True)
    connection.create_function("judged_is_settled", 1, _judged_is_settled, deterministic=True)
    connection.create_function("followup_by", 2, _followup_by, deterministic=True)
    connection.create_function("days_in_turn", 2, _days_in_turn, deterministic=True)
    connection.create_function("is_missing", 3, _is_missing, deterministic=True)
    connection.create_function("ideal_days", 3, _ideal_days, deterministic=True)
    connection.create_function("maximum_days", 3, _maximum_days, deterministic=True)
    connection.create_function("checkin_due_on", 6, _checkin_due_on, deterministic=True)
    connection.create_function("checkin_maximum_on", 6, _checkin_maximum_on, deterministic=True)
    connection.create_function("checkin_standing", 4, _checkin_standing, deterministic=True)
    connection.create_function("absences_in_a_row", 1, _absences_in_a_row, deterministic=True)
    connection.create_function("nearness", 3, _nearness, deterministic=True)


_text_key = lru_cache(maxsize=8192)(text_key)


def _optional(text: str | None) -> date | None:
    return None if text is None else _day(text)


@lru_cache(maxsize=4096)
def _effective_due(planned_on: str, extended_to: str | None, policy: str) -> str:
    return effective_due(_day(planned_on), _optional(extended_to), policy).isoformat()


@lru_cache(maxsize=16384)
def _judged(
    kind: str,
    state: str,
    due_on: str,
    group_status: str,
    is_internal: int,
    programme_starts_on: str,
    opens_days: int,
    review_days: int,
    since: str | None,
    again_on: str | None,
    consent_asked_on: str | None,
    mark: str | None,
    followups: str | None,
    rests_on: str,
    rest_state: str | None,
    rest_in_on: str | None,
) -> str:
    """`followups` is none, done, open, or the day of those that are open."""
    is_word = followups is None or followups in tuple(FollowUps)
    return _written(
        judged(
            DutyFacts(
                kind=MilestoneKind(kind),
                state=MilestoneState(state),
                due_on=_day(due_on),
                group_status=GroupStatus(group_status),
                is_internal=bool(is_internal),
                programme_starts_on=_day(programme_starts_on),
                opens_days=opens_days,
                review_days=review_days,
                since=_optional(since),
                again_on=_optional(again_on),
                consent_asked_on=_optional(consent_asked_on),
                mark=AttendanceMark(mark or AttendanceMark.UNKNOWN),
                followups=FollowUps(followups or FollowUps.NONE) if is_word else FollowUps.OPEN,
                followup_due_on=None if is_word else _optional(followups),
                rests_on=rests_on,
                rest_state=None if rest_state is None else MilestoneState(rest_state),
                rest_in_on=_optional(rest_in_on),
            )
        )
    )


def _written(judgement: Judgement) -> str:
    """A judgement as it goes from function to function: a short text, of words that hold no |."""
    days = (judgement.opens_on, judgement.due_on, judgement.late_after, judgement.since)
    words = (judgement.holder, judgement.act, *days, ",".join(judgement.waits_for), judgement.ends_as)
    return "|".join("" if word is None else str(word) for word in words)


@lru_cache(maxsize=16384)
def _read(text: str) -> Judgement:
    holder, act, opens_on, due_on, late_after, since, waits_for, ends_as = text.split("|")
    return Judgement(
        holder=Turn(holder) if holder else None,
        act=Act(act) if act else None,
        opens_on=_optional(opens_on or None),
        due_on=_optional(due_on or None),
        late_after=_optional(late_after or None),
        since=_optional(since or None),
        waits_for=tuple(waits_for.split(",")) if waits_for else (),
        ends_as=Standing(ends_as) if ends_as else None,
    )


@lru_cache(maxsize=16384)
def _duty_turn(judgement: str, today: str) -> str | None:
    turn = turn_on(_read(judgement), _day(today))
    return None if turn is None else turn.value


@lru_cache(maxsize=16384)
def _duty_standing(judgement: str, today: str, soon_days: int) -> str:
    return standing_on(_read(judgement), _day(today), soon_days).value


def _judged_act(judgement: str) -> str | None:
    act = _read(judgement).act
    return None if act is None else act.value


def _judged_opens_on(judgement: str) -> str | None:
    return _iso(_read(judgement).opens_on)


def _judged_due_on(judgement: str) -> str | None:
    return _iso(_read(judgement).due_on)


def _judged_late_after(judgement: str) -> str | None:
    return _iso(_read(judgement).late_after)


def _judged_since(judgement: str) -> str | None:
    return _iso(_read(judgement).since)


def _judged_waits_for(judgement: str) -> str | None:
    return ",".join(_read(judgement).waits_for) or None


def _judged_is_settled(judgement: str) -> int:
    return int(_read(judgement).is_settled)


def _followup_by(session_on: str, own_day: str | None) -> str:
    return followup_by(_day(session_on), _optional(own_day)).isoformat()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@lru_cache(maxsize=4096)
def _days_in_turn(began_on: str | None, today: str) -> int | None:
    return days_in_turn(_optional(began_on), _day(today))


@lru_cache(maxsize=512)
def _is_missing(state: str, standing: str, received_on: str | None) -> int:
    return int(is_missing(state=state, standing=standing, received_on=_optional(received_on)))


@lru_cache(maxsize=256)
def _ideal_days(tier: str, own_ideal: int | None, own_maximum: int | None) -> int:
    return cadence_of(tier, own_ideal, own_maximum).ideal_days


@lru_cache(maxsize=256)
def _maximum_days(tier: str, own_ideal: int | None, own_maximum: int | None) -> int:
    return cadence_of(tier, own_ideal, own_maximum).maximum_days


@lru_cache(maxsize=4096)
def _checkin_dates(
    last_on: str | None,
    agreed_on: str | None,
    contract_on: str | None,
    programme_starts_on: str,
    ideal_days: int,
    maximum_days: int,
) -> CheckinDates:
    return checkin_dates(
        last_checkin=_optional(last_on),
        agreed_next=_optional(agreed_on),
        contract_on=_optional(contract_on),
        programme_starts_on=_day(programme_starts_on),
        cadence=Cadence(ideal_days, maximum_days),
    )


def _checkin_due_on(*facts: Any) -> str:
    return _checkin_dates(*facts).due_on.isoformat()


def _checkin_maximum_on(*facts: Any) -> str:
    return _checkin_dates(*facts).maximum_on.isoformat()


@lru_cache(maxsize=4096)
def _checkin_standing(due_on: str, maximum_on: str, today: str, group_status: str) -> str:
    return checkin_standing(CheckinDates(_day(due_on), _day(maximum_on)), _day(today), group_status).value


@lru_cache(maxsize=1024)
def _absences_in_a_row(marks: str | None) -> int:
    """Of the marks by date, with | between."""
    return absences_in_a_row(marks.split("|")) if marks else 0


@lru_cache(maxsize=4096)
def _nearness(due_on: str | None, today: str, soon_days: int) -> str:
    return nearness(_optional(due_on), _day(today), soon_days).value
