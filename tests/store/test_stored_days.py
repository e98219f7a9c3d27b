"""The days that today does not move: stored with what they follow from, and never believed where they do not hold."""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import date, timedelta
from importlib.metadata import version
from typing import Any

import pytest

from kodoku_tui.domain.checkins.cadence import CADENCE_VERSION, SupportTier, cadence_of, checkin_dates
from kodoku_tui.domain.duties.judgement import JUDGEMENT_VERSION, DutyFacts, FollowUps, judged
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Move
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.store.connection import open_file
from kodoku_tui.store.stored_days import stamp

REPORT = "outcome_report"
DAYS = ("duty_day", "checkin_day")


def stored(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the file, seen by a program that knows no rules."""
    with closing(sqlite3.connect(desk.path)) as plain:
        return {table: plain.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in DAYS}


def worked_out_anew(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """What the rules say of the same rows now, whatever stands in the file."""
    by_others(desk)
    with closing(open_file(desk.path, today=lambda: desk.today)) as connection:
        connection.execute("SELECT 1 FROM milestone_now LIMIT 1")
        found = {
            table: [tuple(row) for row in connection.execute(f"SELECT * FROM temp.{table} ORDER BY 1")]
            for table in DAYS
        }
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        plain.execute("UPDATE stored_days SET stamp = ?", (stamp(),))
    return found


def by_others(desk: Desk) -> None:
    """As though other rules had worked out what stands in the file."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        plain.execute("UPDATE stored_days SET stamp = '前の規則'")


def due_of(desk: Desk, number: int = 1) -> str:
    return next(one.due for one in list_milestones(desk, number) if one.key == REPORT)


def test_each_act_stores_the_days_that_follow_from_it_and_undoing_it_those_of_before(desk: Desk) -> None:
    before = stored(desk)
    assert before == worked_out_anew(desk)
    extend_due(desk, 1, REPORT, to=date(2026, 2, 5), reason="行事")
    after = stored(desk)
    assert after == worked_out_anew(desk)
    changed = [one for one, other in zip(after["duty_day"], before["duty_day"], strict=True) if one != other]
    assert [one[2] for one in changed] == ["2026-02-05"]
    undo(desk)
    assert stored(desk) == before


def test_days_by_other_rules_count_for_nothing_until_somebody_writes(desk: Desk) -> None:
    wanted = stored(desk)
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        plain.execute(
            "UPDATE duty_day SET due_on = '2001-01-01', counts_on = '2001-01-01', late_after = '2001-01-01'"
        )
    by_others(desk)
    wrong = stored(desk)
    assert due_of(desk) == "2026-01-31"
    # Looking wrote nothing.
    assert stored(desk) == wrong
    move_milestone(desk, 1, "contract", Move.SEND, on=desk.today)
    now = stored(desk)
    assert now == worked_out_anew(desk)
    assert {row[2] for row in now["duty_day"]} == {row[2] for row in wanted["duty_day"]}


def test_whoever_worked_them_out_in_memory_sees_what_others_write_then(desk: Desk) -> None:
    by_others(desk)
    assert due_of(desk) == "2026-01-31"
    other = Desk(desk.path, clock=desk.clock)
    try:
        extend_due(other, 1, REPORT, to=date(2026, 2, 5), reason="行事")
        assert due_of(desk) == "2026-02-05"
        extend_due(other, 1, REPORT, to=date(2026, 2, 6), reason="行事")
        assert due_of(desk) == "2026-02-06"
    finally:
        other.close()


def test_an_act_that_came_to_nothing_leaves_what_was_worked_out_in_memory(desk: Desk) -> None:
    by_others(desk)
    assert due_of(desk) == "2026-01-31"
    with desk.writing("unit.extend"):
        pass
    assert due_of(desk) == "2026-01-31"
    other = Desk(desk.path, clock=desk.clock)
    try:
        with desk.writing("unit.extend"):
            pass
        extend_due(other, 1, REPORT, to=date(2026, 2, 5), reason="行事")
        assert due_of(desk) == "2026-02-05"
    finally:
        other.close()


def test_what_another_program_changes_by_hand_is_judged_anew(desk: Desk) -> None:
    assert due_of(desk) == "2026-01-31"
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        for day in ("2026-02-01", "2026-02-02"):
            plain.execute("UPDATE milestone SET planned_on = ?", (day,))
            assert due_of(desk) == day
    extend_due(desk, 1, REPORT, to=date(2026, 2, 5), reason="行事")
    assert stored(desk) == worked_out_anew(desk)
    assert (due_of(desk), due_of(desk, 2)) == ("2026-02-05", "2026-02-02")


def test_within_an_act_what_it_wrote_is_judged_and_what_is_refused_leaves_no_days(desk: Desk) -> None:
    before = stored(desk)
    milestone = next(one for one in list_milestones(desk, 1) if one.key == REPORT)
    wanted = "SELECT due_on FROM milestone_now WHERE id = ?"

    def due_now() -> str:
        (due,) = desk.connection.execute(wanted, (milestone.id,)).fetchone()
        return str(due)

    with pytest.raises(ZeroDivisionError), desk.writing("unit.extend") as unit:
        unit.update("milestone", milestone.id, {"planned_on": "2026-02-01"})
        assert due_now() == "2026-02-01"
        with pytest.raises(KeyError), unit.part():
            unit.update("milestone", milestone.id, {"planned_on": "2026-02-02"})
            assert due_now() == "2026-02-02"
            raise KeyError
        assert due_now() == "2026-02-01"
        raise ZeroDivisionError
    assert stored(desk) == before
    assert due_now() == "2026-01-31"


def test_the_stamp_names_the_holidays_that_are_installed() -> None:
    assert stamp().endswith(f"jpholiday-{version('jpholiday')}")


def situations() -> Iterator[DutyFacts]:
    due, since = date(2026, 1, 30), date(2026, 1, 26)
    for kind, state, status in itertools.product(MilestoneKind, MilestoneState, GroupStatus):
        plain: dict[str, Any] = {
            "kind": kind,
            "state": state,
            "group_status": status,
            "due_on": due,
            "since": since,
        }
        yield DutyFacts(**plain, programme_starts_on=date(2025, 6, 1))
        yield DutyFacts(**plain, is_internal=True)
        yield DutyFacts(**plain, was_contracted=True, is_settlement=True)
        yield DutyFacts(**plain, consent_asked_on=since, again_on=due + timedelta(days=3))
        for rest in MilestoneState:
            yield DutyFacts(**plain, rests_on=REPORT, rest_state=rest, rest_in_on=date(2026, 2, 9))
        for mark, followups in itertools.product(AttendanceMark, FollowUps):
            yield DutyFacts(**plain, mark=mark, followups=followups)
        yield DutyFacts(**plain, is_day_open=True)
        for mark in (AttendanceMark.UNKNOWN, AttendanceMark.ABSENT):
            yield DutyFacts(**plain, mark=mark, recording_days=1, followup_days=2)


def digest(found: object) -> str:
    return hashlib.sha256(json.dumps(found, default=str).encode()).hexdigest()[:12]


def test_a_rule_that_says_something_else_has_a_version_of_its_own() -> None:
    """Files keep what the rules said. Whoever changes a rule raises its version here and where it stands."""
    said = [astuple(judged(one)) for one in situations()]
    assert (JUDGEMENT_VERSION, digest(said)) == (4, "e8c01345f37c")
    started, held = date(2025, 6, 1), date(2025, 8, 4)
    days = [
        checkin_dates(
            last_checkin=last,
            agreed_next=agreed,
            contract_on=contract,
            programme_starts_on=started,
            cadence=cadence_of(tier),
        )
        for tier in SupportTier
        for last in (None, held)
        for agreed in (None, held + timedelta(days=10), held + timedelta(days=100))
        for contract in (None, date(2025, 7, 1))
    ]
    assert (CADENCE_VERSION, digest(days)) == (1, "408804929e0d")
