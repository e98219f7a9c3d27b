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
from kodoku_tui.domain.duties.milestones import effective_due, standing, turn_of
from kodoku_tui.domain.duties.turns import days_in_turn, turn_began_on
from kodoku_tui.domain.sessions.attending import absences_in_a_row
from kodoku_tui.domain.text.names import text_key

_day = lru_cache(maxsize=4096)(date.fromisoformat)


def register_functions(connection: sqlite3.Connection, today: Callable[[], date]) -> None:
    """Make the rules callable from SQL on this connection. Dates go in and out as ISO text."""

    def say_today() -> str:
        return today().isoformat()

    connection.create_function("today", 0, say_today)
    connection.create_function("text_key", 1, _text_key, deterministic=True)
    connection.create_function("effective_due", 3, _effective_due, deterministic=True)
    connection.create_function("milestone_standing", 8, _milestone_standing, deterministic=True)
    connection.create_function("turn_of", 2, _turn_of, deterministic=True)
    connection.create_function("turn_began_on", 5, _turn_began_on, deterministic=True)
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


@lru_cache(maxsize=8192)
def _milestone_standing(
    state: str,
    due_on: str,
    today: str,
    soon_days: int,
    group_status: str,
    handed_in_on: str | None,
    review_days: int,
    is_internal: int,
) -> str:
    return standing(
        state=state,
        due=_day(due_on),
        today=_day(today),
        soon_days=soon_days,
        group_status=group_status,
        handed_in_on=_optional(handed_in_on),
        review_days=review_days,
        is_internal=bool(is_internal),
    ).value


@lru_cache(maxsize=64)
def _turn_of(state: str, group_status: str) -> str | None:
    turn = turn_of(state, group_status)
    return None if turn is None else turn.value


@lru_cache(maxsize=4096)
def _turn_began_on(
    state: str, kind: str, turn_since: str | None, contract_on: str | None, programme_starts_on: str
) -> str | None:
    began_on = turn_began_on(
        state=state,
        kind=kind,
        turn_since=_optional(turn_since),
        contract_on=_optional(contract_on),
        programme_starts_on=_day(programme_starts_on),
    )
    return None if began_on is None else began_on.isoformat()


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
