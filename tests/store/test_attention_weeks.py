"""The attention of past Mondays: what is known today of that day, kept in a table that follows from rows and log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.activity_entries import ActivityEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import (
    Answer,
    AttendanceMark,
    Channel,
    Condition,
    IssueCategory,
    IssueState,
    Severity,
    Stage,
)
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.attention.weights import set_weights
from kodoku_tui.services.checkins.actions import add_action, finish_action, list_actions, postpone_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.sessions.sessions import list_sessions, mark_attendance
from kodoku_tui.store.attention_weeks import weeks_of
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, go_to

Weeks = dict[tuple[int, str], tuple[int, int]]
"""By the group and its Monday: 要注意度 and our own lateness."""

FIRST = MONDAY_IN_DECEMBER
NUMBERS = count()


def stored(desk: Desk) -> Weeks:
    """What stands in the file."""
    with closing(sqlite3.connect(desk.path)) as plain:
        return {(one[0], one[1]): (one[2], one[3]) for one in plain.execute("SELECT * FROM attention_week")}


def worked_out(desk: Desk) -> Weeks:
    """What a look says, whatever stands in the file."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        kept = plain.execute("SELECT * FROM attention_weeks").fetchall()
        plain.execute("DELETE FROM attention_weeks")
        found = looked_at(desk)
        plain.executemany("INSERT INTO attention_weeks VALUES (?, ?, ?, ?)", kept)
    return found


def looked_at(desk: Desk) -> Weeks:
    """What a look says."""
    groups = [
        one for (one,) in desk.connection.execute("SELECT id FROM adopted_group ORDER BY id").fetchall()
    ]
    return {
        (group, week.monday.isoformat()): (week.score, week.own_lateness)
        for group in groups
        for week in weeks_of(desk.connection, desk.programme, group, desk.today)
    }


def as_of_today(desk: Desk) -> Weeks:
    """What the program says of this day on this day."""
    return {(one.group_id, desk.today.isoformat()): (one.score, one.own_lateness) for one in attention(desk)}


def assign_tier(desk: Desk, tier: str, number: int = 1) -> None:
    set_facts(desk, number, tier=tier)


def catch_up(desk: Desk) -> None:
    """Acts that change nothing that counts, until nothing is left to do."""
    for _ in range(150):
        set_facts(desk, 3, project=f"取組{next(NUMBERS)}")
        if not desk.connection.execute("SELECT 1 FROM attention_pending").fetchone():
            return


def log(desk: Desk, number: int, on: date, condition: Condition = Condition.NEEDS_SUPPORT) -> None:
    log_checkin(
        desk,
        CheckinEntry(group_no=number, held_on=on, channel=Channel.PHONE, condition=condition, note="聞いた"),
    )


@dataclass(frozen=True)
class Happening:
    """What happens some days after what happened before."""

    days: int
    kind: str
    number: int
    choice: int


KINDS = (
    *("move", "move", "move", "extend", "checkin", "attempt", "promise", "finish", "postpone", "issue"),
    *("issue_change", "remedy", "attend", "tier", "end", "back", "expense", "month", "undone"),
)
HAPPENINGS = st.builds(
    Happening,
    st.sampled_from([0, 0, 1, 2, 4, 7, 12]),
    st.sampled_from(KINDS),
    st.integers(1, 3),
    st.integers(0, 11),
)
MOVES = list(Move)
DUTIES = ("contract", "outcome_report", "expense_report", "final_audit")


def do(desk: Desk, one: Happening) -> None:
    """Do it on its day, as far as it can be done."""
    number, choice, today = one.number, one.choice, desk.today
    acts: dict[str, Callable[[], object]] = {
        "move": lambda: move_milestone(
            desk, number, DUTIES[choice % 3], MOVES[choice % len(MOVES)], on=today, comment="架空"
        ),
        "extend": lambda: extend_due(
            desk, number, DUTIES[choice % 3], to=today + timedelta(days=3 * choice), reason="行事"
        ),
        "checkin": lambda: log(desk, number, today, list(Condition)[choice % 3]),
        "attempt": lambda: log_checkin(
            desk,
            CheckinEntry(
                group_no=number, held_on=today, channel=Channel.PHONE, note="", answer=Answer.NOT_REACHED
            ),
        ),
        "promise": lambda: add_action(
            desk,
            ActionEntry(
                group_no=number, title="送る", by_group=choice > 5, due_on=today + timedelta(days=choice)
            ),
        ),
        "finish": lambda: finish_action(desk, list_actions(desk, number)[0].id, on=today),
        "postpone": lambda: postpone_action(
            desk, list_actions(desk, number)[0].id, to=today + timedelta(days=1 + choice), reason="都合"
        ),
        "issue": lambda: add_issue(
            desk,
            IssueEntry(
                group_no=number,
                category=IssueCategory.PEOPLE,
                severity=list(Severity)[choice % 3],
                title="人手",
                opened_on=today,
            ),
        ),
        "issue_change": lambda: change_issue(
            desk,
            list_issues(desk, number)[0].id,
            IssueChange(severity=list(Severity)[choice % 3])
            if choice > 3
            else IssueChange(state=IssueState.SOLVED),
        ),
        "remedy": lambda: add_remedy(
            desk, list_issues(desk, number)[0].id, RemedyEntry(text="試した", tried_on=today)
        ),
        "attend": lambda: attend(desk, number, list(AttendanceMark)[choice % 6]),
        "tier": lambda: assign_tier(desk, ["手厚い", "標準", "見守り"][choice % 3], number),
        "end": lambda: end_group(desk, number, list(GroupStatus)[1 + choice % 3], on=today, reason="都合"),
        "back": lambda: reactivate_group(desk, number, reason="続ける"),
        "expense": lambda: set_expense(
            desk, number, "謝金", ExpenseChange(budget=100_000 * (1 + choice), reported=5_000 * choice)
        ),
        "month": lambda: record_activity(
            desk,
            ActivityEntry(
                group_no=number,
                month=f"{today:%Y-%m}",
                stage=list(Stage)[choice % 2],
                times=choice,
                newcomers=choice % 3,
            ),
        ),
        "undone": lambda: undone(desk, Happening(0, "move", number, choice)),
    }
    with suppress(Refused, IndexError):
        acts[one.kind]()


def undone(desk: Desk, one: Happening) -> None:
    """Something that is done and taken back on the same day."""
    before = desk.connection.execute("SELECT max(id) FROM unit").fetchone()[0]
    do(desk, one)
    if desk.connection.execute("SELECT max(id) FROM unit").fetchone()[0] > before:
        undo(desk)


def days_until(desk: Desk, one: Happening) -> int:
    """Who came is known on the day of a session."""
    if one.kind != "attend":
        return one.days
    ahead = [
        (date.fromisoformat(session.on) - desk.today).days
        for session in list_sessions(desk)
        if session.on >= desk.today.isoformat()
    ]
    return min(ahead, default=one.days)


def attend(desk: Desk, number: int, mark: AttendanceMark) -> None:
    session = next(one for one in list_sessions(desk) if one.on == desk.today.isoformat())
    mark_attendance(desk, [AttendanceEntry(session=session.key, group_no=number, mark=mark)])


@settings(
    max_examples=examples(40),
    # Histories are short as it is, and to play one takes a while.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(HAPPENINGS, min_size=3, max_size=20))
def test_a_monday_says_what_the_program_said_on_it_where_all_was_recorded_on_its_day(
    small_desk: Desk, happenings: list[Happening]
) -> None:
    small_desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with TemporaryDirectory() as folder, desk_on_copy(small_desk.path, Path(folder), staff="青木 一") as desk:
        said: Weeks = {}
        today = FIRST
        for one in happenings:
            for _ in range(days_until(desk, one)):
                if today.weekday() == 0:
                    said |= as_of_today(desk)
                today += timedelta(days=1)
                go_to(desk, today)
            do(desk, one)
        if today.weekday() == 0:
            said |= as_of_today(desk)
        since = {place: one for place, one in worked_out(desk).items() if place[1] >= FIRST.isoformat()}
        said = {place: one for place, one in said.items() if place[1] <= "2026-03-31"}
        assert since == said
        catch_up(desk)
        assert stored(desk) == worked_out(desk)


def test_a_late_entry_counts_on_the_mondays_from_its_day_on(small_desk: Desk) -> None:
    catch_up(small_desk)
    before = stored(small_desk)
    log(small_desk, 1, date(2025, 11, 19))
    catch_up(small_desk)
    after = stored(small_desk)
    changed = {place for place in before if after[place] != before[place]}
    assert after.keys() == before.keys()
    assert min(changed) == (1, "2025-11-24")
    assert {group for group, _ in changed} == {1}
    assert after == worked_out(small_desk)


def test_what_has_no_day_counts_from_the_moment_of_the_act(small_desk: Desk) -> None:
    # The wider cadence bears for longer that nobody was heard from.
    for number in (1, 2):
        log(small_desk, number, date(2025, 11, 10))
    catch_up(small_desk)
    before = stored(small_desk)
    go_to(small_desk, date(2025, 12, 23))
    assign_tier(small_desk, "見守り")
    go_to(small_desk, date(2025, 12, 29))
    catch_up(small_desk)
    after = stored(small_desk)
    assert {place: after[place] for place in before} == before
    assert after[1, "2025-12-29"][0] < after[2, "2025-12-29"][0]
    assert after[1, "2025-12-22"] == after[2, "2025-12-22"]


def test_a_group_that_left_has_no_week_from_the_act_on(small_desk: Desk) -> None:
    go_to(small_desk, date(2025, 12, 24))
    end_group(small_desk, 2, GroupStatus.WITHDRAWN, on=date(2025, 12, 24), reason="都合")
    go_to(small_desk, date(2026, 1, 6))
    catch_up(small_desk)
    assert max(monday for group, monday in stored(small_desk) if group == 2) == "2025-12-22"
    assert max(monday for group, monday in stored(small_desk) if group == 1) == "2026-01-05"


def test_taking_an_act_back_brings_back_the_weeks_of_before(small_desk: Desk) -> None:
    catch_up(small_desk)
    before = stored(small_desk)
    move_milestone(small_desk, 1, "contract", Move.SEND, on=date(2025, 7, 2))
    assert looked_at(small_desk) != before
    undo(small_desk)
    catch_up(small_desk)
    assert stored(small_desk) == before
    assign_tier(small_desk, "見守り")
    # Days later it is known that the tier was never meant.
    go_to(small_desk, date(2025, 12, 29))
    undo(small_desk)
    catch_up(small_desk)
    assert {place: one for place, one in stored(small_desk).items() if place in before} == before


def test_looking_writes_nothing_and_sees_what_does_not_stand_in_the_file(small_desk: Desk) -> None:
    catch_up(small_desk)
    kept = stored(small_desk)
    go_to(small_desk, date(2025, 12, 22))
    found = looked_at(small_desk)
    assert max(monday for _, monday in found) == "2025-12-22"
    assert stored(small_desk) == kept
    assert {place: found[place] for place in kept} == kept


@pytest.mark.parametrize("table", ["attention_week", "attention_weeks"])
def test_an_emptied_table_is_filled_again_by_acts_with_the_same_rows(small_desk: Desk, table: str) -> None:
    catch_up(small_desk)
    kept = stored(small_desk)
    assert len(kept) > 80
    with closing(sqlite3.connect(small_desk.path, isolation_level=None)) as plain:
        plain.execute(f"DELETE FROM {table}")
    assert looked_at(small_desk) == kept
    assign_tier(small_desk, "手厚い", 4)
    catch_up(small_desk)
    now = {place: one for place, one in stored(small_desk).items() if place[0] != 4}
    assert now == {place: one for place, one in kept.items() if place[0] != 4}


def test_weeks_by_other_weights_count_for_nothing(small_desk: Desk) -> None:
    catch_up(small_desk)
    before = stored(small_desk)
    set_weights(small_desk, {"group.first_time.first": 90.0})
    assert looked_at(small_desk) == worked_out(small_desk)
    catch_up(small_desk)
    after = stored(small_desk)
    assert after == worked_out(small_desk)
    assert after[1, "2025-12-15"] != before[1, "2025-12-15"]
