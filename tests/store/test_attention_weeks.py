"""The attention of past Mondays: what is known today of that day, kept in a table that follows from rows and log."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.attention.terms import figures_of
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import (
    IssueCategory,
    Severity,
)
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.attention.weights import set_weights
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.sessions.announcements import move_session
from kodoku_tui.services.sessions.invitations import invite
from kodoku_tui.store.attention_weeks import WEEKS_VERSION, rules, weeks_of
from kodoku_tui.store.seeds import attention_weights
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, go_to
from tests.domain.attention.test_brought import CASES as BROUGHT_CASES
from tests.domain.attention.test_brought import QUIET as BROUGHT_QUIET
from tests.domain.attention.test_terms import CASES, QUIET, ago, duty
from tests.happenings import A_SEASON, HAPPENINGS, LATE_HAPPENINGS, Happening, days_until, do, log

Weeks = dict[tuple[int, str], tuple[int, int]]
"""By the group and its Monday: 要注意度 and our own lateness."""

FIRST = MONDAY_IN_DECEMBER
NUMBERS = count()


def stored(desk: Desk) -> Weeks:
    """What stands in the file of Mondays on which groups were active."""
    with closing(sqlite3.connect(desk.path)) as plain:
        found = plain.execute(
            "SELECT group_id, monday, score, own_lateness FROM attention_week WHERE score IS NOT NULL"
        )
        return {(one[0], one[1]): (one[2], one[3]) for one in found}


def worked_out(desk: Desk) -> Weeks:
    """What a look says, whatever stands in the file."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        kept = plain.execute("SELECT * FROM attention_week").fetchall()
        plain.execute("DELETE FROM attention_week")
        found = looked_at(desk)
        plain.executemany("INSERT INTO attention_week VALUES (?, ?, ?, ?, ?)", kept)
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


def catch_up(desk: Desk) -> None:
    """Acts that change nothing that counts, until they bring no more weeks."""
    for number in (1, 2, 3, 4, 5):
        before = -1
        while (now := _rows(desk)) > before:
            before = now
            set_facts(desk, number, project=f"取組{next(NUMBERS)}")


def _rows(desk: Desk) -> int:
    """How many weeks hold."""
    found = desk.connection.execute("SELECT count(*) FROM attention_week WHERE rules = ?", (rules(),))
    return int(found.fetchone()[0])


@settings(
    max_examples=examples(30),
    # Histories are short as it is, and to play one takes a while.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(HAPPENINGS, min_size=3, max_size=20))
@example(A_SEASON)
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


@settings(
    max_examples=examples(25),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(LATE_HAPPENINGS, min_size=3, max_size=12))
def test_what_stands_in_the_table_is_what_a_look_works_out_whatever_is_written_down_or_taken_back_when(
    small_desk: Desk, happenings: list[Happening]
) -> None:
    small_desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with TemporaryDirectory() as folder, desk_on_copy(small_desk.path, Path(folder), staff="青木 一") as desk:
        catch_up(desk)
        assert len(stored(desk)) > 100
        for one in happenings:
            go_to(desk, desk.today + timedelta(days=one.days))
            do(desk, one)
            kept = stored(desk)
            assert kept.items() <= worked_out(desk).items()


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
    set_facts(small_desk, 1, tier="定期確認")
    go_to(small_desk, date(2025, 12, 29))
    catch_up(small_desk)
    after = stored(small_desk)
    assert {place: after[place] for place in before} == before
    assert after[1, "2025-12-29"][0] < after[2, "2025-12-29"][0]
    assert after[1, "2025-12-22"] == after[2, "2025-12-22"]


def test_what_is_recorded_of_an_issue_counts_for_its_group(small_desk: Desk) -> None:
    add_issue(
        small_desk,
        IssueEntry(
            group_no=1,
            category=IssueCategory.PEOPLE,
            severity=Severity.HEAVY,
            title="人手",
            opened_on=date(2025, 10, 1),
        ),
    )
    catch_up(small_desk)
    before = stored(small_desk)
    add_remedy(
        small_desk, list_issues(small_desk, 1)[0].id, RemedyEntry(text="試した", tried_on=date(2025, 10, 8))
    )
    assert looked_at(small_desk) == worked_out(small_desk)
    changed = {place for place, one in looked_at(small_desk).items() if one != before[place]}
    assert min(changed) == (1, "2025-10-13")
    assert {group for group, _ in changed} == {1}


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


def test_what_is_taken_back_weeks_later_never_was(small_desk: Desk) -> None:
    # From 12/26 on the one with the usual cadence is one that nobody heard from.
    for number in (1, 2):
        log(small_desk, number, date(2025, 11, 10))
    go_to(small_desk, date(2025, 12, 23))
    catch_up(small_desk)
    set_tier = set_facts(small_desk, 1, tier="定期確認").unit
    go_to(small_desk, date(2025, 12, 29))
    for number in (1, 2):
        add_issue(
            small_desk,
            IssueEntry(
                group_no=number, category=IssueCategory.OTHER, title="軽いこと", opened_on=small_desk.today
            ),
        )
    assert stored(small_desk)[1, "2025-12-29"] != stored(small_desk)[2, "2025-12-29"]
    go_to(small_desk, date(2026, 1, 7))
    undo(small_desk, set_tier)
    catch_up(small_desk)
    assert stored(small_desk)[1, "2025-12-29"] == stored(small_desk)[2, "2025-12-29"]
    assert stored(small_desk) == worked_out(small_desk)


def test_looking_writes_nothing_and_sees_what_does_not_stand_in_the_file(small_desk: Desk) -> None:
    catch_up(small_desk)
    kept = stored(small_desk)
    go_to(small_desk, date(2025, 12, 22))
    found = looked_at(small_desk)
    assert max(monday for _, monday in found) == "2025-12-22"
    assert stored(small_desk) == kept
    assert {place: found[place] for place in kept} == kept


@pytest.mark.parametrize("drop", ["DELETE FROM attention_week", "DROP TABLE attention_week"])
def test_rows_or_table_that_were_dropped_are_worked_out_in_memory_and_come_back_with_acts(
    small_desk: Desk, drop: str
) -> None:
    catch_up(small_desk)
    kept = stored(small_desk)
    assert len(kept) > 80
    small_desk.close()
    with closing(sqlite3.connect(small_desk.path, isolation_level=None)) as plain:
        plain.execute(drop)
    assert looked_at(small_desk) == kept
    set_facts(small_desk, 1, project="居場所")
    assert 0 < len(stored(small_desk)) < len(kept)
    assert looked_at(small_desk) == kept
    catch_up(small_desk)
    assert stored(small_desk) == kept


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: invite(desk, "training_1", [1]),
        lambda desk: move_session(desk, "training_1", on=date(2025, 9, 30)),
        lambda desk: change_plan(desk, "outcome_report", review_days=70),
        lambda desk: set_weights(desk, {"own.attendance_unrecorded.first": 40.0}),
    ],
)
def test_what_many_groups_stand_on_counts_for_each_of_them(
    small_desk: Desk, act: Callable[[Desk], object]
) -> None:
    move_milestone(small_desk, 1, "outcome_report", Move.SUBMIT, on=date(2025, 10, 1))
    catch_up(small_desk)
    act(small_desk)
    assert looked_at(small_desk) == worked_out(small_desk)


def test_weeks_by_other_weights_count_for_nothing(small_desk: Desk) -> None:
    catch_up(small_desk)
    before = stored(small_desk)
    set_weights(small_desk, {"group.first_time.first": 90.0})
    assert looked_at(small_desk) == worked_out(small_desk)
    catch_up(small_desk)
    after = stored(small_desk)
    assert after == worked_out(small_desk)
    assert after[1, "2025-12-15"] != before[1, "2025-12-15"]


def test_weeks_by_other_rules_count_for_nothing_and_are_written_anew(small_desk: Desk) -> None:
    catch_up(small_desk)
    kept = stored(small_desk)
    with closing(sqlite3.connect(small_desk.path, isolation_level=None)) as plain:
        plain.execute(
            "UPDATE attention_week SET rules = rules + 1, score = score + 1 WHERE score IS NOT NULL"
        )
    assert looked_at(small_desk) == kept
    catch_up(small_desk)
    assert stored(small_desk) == kept


def test_terms_that_say_something_else_have_a_version_of_their_own() -> None:
    """Files keep what the terms said. Whoever changes a term raises `WEEKS_VERSION`, and writes both down here.

    Where only a weight that ships or a case of the tests changed, this digest changes alone.
    """
    facts = [replace(QUIET, **facts) for facts, *_ in CASES]
    facts += [replace(BROUGHT_QUIET, **facts) for facts, _ in BROUGHT_CASES]
    facts += [
        replace(QUIET, duties=(duty(state="差戻し", turn_since=ago(5), returns=returns),))
        for returns in (1, 2, 3)
    ]
    figures = [
        figures_of(replace(one, today=one.today + timedelta(days=days)), attention_weights())
        for one in facts
        for days in (0, 21, 90)
    ]
    said = [(term.key, term.points) for one in figures for term in (*one.terms, *one.own_terms)]
    told = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]
    assert (WEEKS_VERSION, told) == (2, "1ea40ff7a002")
