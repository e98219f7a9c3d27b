"""What happens between the first hand-in and the end: rounds, their threads, whose turn it is, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.duties.milestones import MilestoneState, Move, Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.bulk import move_many
from kodoku_tui.services.duties.milestone_page import MilestonePage, add_comment, milestone_page
from kodoku_tui.services.duties.milestones import MilestoneEntry, extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.plan.additions import Addition, add_milestone
from kodoku_tui.services.sessions.sessions import mark_attendance, move_session
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, go_to

REPORT = "outcome_report"
DAY = MONDAY_IN_DECEMBER


def page(desk: Desk, key: str = REPORT, number: int = 12) -> MilestonePage:
    return milestone_page(desk, number, key)


def take(
    desk: Desk, *moves: Move, key: str = REPORT, on: date | None = None, comment: str = "印がない"
) -> None:
    for move in moves:
        move_milestone(desk, 12, key, move, on=on or desk.today, comment=comment)


def decisions(desk: Desk, key: str = REPORT) -> list[str | None]:
    return [each.decision for each in page(desk, key).rounds]


def test_a_contract_shows_its_own_words_and_the_turn_goes_to_and_fro(desk: Desk) -> None:
    fresh = page(desk, "contract").entry
    assert (fresh.word, fresh.turn, fresh.overdue) == ("書類未送付", Turn.SECRETARIAT, False)
    seen = []
    for move, day in ((Move.SEND, 1), (Move.SUBMIT, 5), (Move.ACCEPT, 8)):
        take(desk, move, key="contract", on=date(2025, 12, day), comment="")
        entry = page(desk, "contract").entry
        seen.append((entry.word, entry.state, entry.turn, entry.days_in_turn))
    assert seen == [
        ("書類送付", "書類送付", "group", 14),
        ("返送", "提出", "secretariat", 10),
        ("締結済", "受理", None, None),
    ]
    # What is not open yet is nobody's, also under a contract.
    assert page(desk).entry.days_in_turn is None


def test_papers_that_were_sent_and_not_sent_back_are_overdue(desk: Desk) -> None:
    take(desk, Move.SEND, key="contract", on=date(2025, 7, 1), comment="")
    late = [item for item in overdue_list(desk) if item.group_no == 12 and item.key == "contract"]
    assert [(item.turn, item.days_in_turn) for item in late] == [("group", 167)]
    assert len([item for item in worklist(desk) if item.key == "contract"]) == 96


def test_papers_sent_back_and_pulled_back_are_still_sent(desk: Desk) -> None:
    take(desk, Move.SEND, Move.SUBMIT, Move.PULL_BACK, key="contract", comment="")
    assert page(desk, "contract").entry.word == "書類送付"
    take(desk, Move.PULL_BACK, key="contract", comment="")
    entry = page(desk, "contract").entry
    assert (entry.word, entry.days_in_turn, decisions(desk, "contract")) == ("書類未送付", 197, ["引戻し"])


def test_a_return_is_not_brought_back_by_pulling_back_what_was_handed_in_anew(desk: Desk) -> None:
    take(desk, Move.SUBMIT, Move.RETURN, Move.NOT_APPLICABLE, Move.REOPEN, Move.SUBMIT, Move.PULL_BACK)
    assert page(desk).entry.state == MilestoneState.NOT_STARTED


@pytest.mark.parametrize(("move", "decision"), [(Move.WAIVE, "免除"), (Move.NOT_APPLICABLE, "対象外")])
def test_waiving_what_was_handed_in_closes_its_round(desk: Desk, move: Move, decision: str) -> None:
    add_milestone(desk, Addition(title="活動報告", key="activity", planned_on=date(2026, 1, 20)))
    take(desk, Move.SUBMIT, move, key="activity")
    assert decisions(desk, "activity") == [decision]
    take(desk, Move.REOPEN, Move.SUBMIT, key="activity")
    assert decisions(desk, "activity") == [decision, None]
    assert page(desk, "activity").entry.round == 2


def test_waiving_what_was_returned_leaves_the_return_standing(desk: Desk) -> None:
    take(desk, Move.SUBMIT, Move.RETURN, Move.NOT_APPLICABLE)
    assert decisions(desk) == ["差戻し"]


def test_everything_said_about_a_round_stays_in_the_order_in_which_it_was_said(desk: Desk) -> None:
    desk.staff = "佐藤"
    take(desk, Move.SUBMIT, comment="郵送で届いた")
    add_comment(desk, 12, REPORT, " 写真が\n足りない ")
    go_to(desk, DAY + timedelta(days=2))
    desk.staff = "鈴木"
    take(desk, Move.RETURN, comment="様式が違います")
    take(desk, Move.SUBMIT, comment="")
    add_comment(desk, 12, REPORT, "電話した", round_no=1)
    first, second = page(desk).rounds
    assert [(one.at[:10], one.by, one.text) for one in first.comments] == [
        ("2025-12-15", "佐藤", "郵送で届いた"),
        ("2025-12-15", "佐藤", "写真が\n足りない"),
        ("2025-12-17", "鈴木", "様式が違います"),
        ("2025-12-17", "鈴木", "電話した"),
    ]
    assert (first.decision, second.decision, second.comments) == ("差戻し", None, ())


@pytest.mark.parametrize(
    ("text", "round_no", "key"),
    [(" ", None, "error.note_empty"), ("電話", 2, "error.no_such_round")],
)
def test_a_comment_says_something_about_a_round_that_there_is(
    desk: Desk, text: str, round_no: int | None, key: str
) -> None:
    with pytest.raises(Refused, match="no_round_yet"):
        add_comment(desk, 12, REPORT, "電話")
    take(desk, Move.SUBMIT)
    with pytest.raises(Refused) as refused:
        add_comment(desk, 12, REPORT, text, round_no=round_no)
    assert refused.value.key == key


def test_the_steps_say_who_when_and_why_and_what_was_taken_back_is_none(desk: Desk) -> None:
    desk.staff = "佐藤"
    take(desk, Move.SUBMIT, on=DAY - timedelta(days=2), comment="")
    take(desk, Move.RETURN)
    take(desk, Move.SUBMIT)
    undo(desk)
    taken_back = list_units(desk, limit=1)[0].id
    assert [(s.on, s.at[:10], s.by, s.before, s.after, s.comment) for s in page(desk).steps] == [
        ("2025-12-13", "2025-12-15", "佐藤", "未着手", "提出", ""),
        ("2025-12-15", "2025-12-15", "佐藤", "提出", "差戻し", "印がない"),
    ]
    # The undo taken back itself: the step stands again.
    undo(desk, taken_back)
    assert [step.after for step in page(desk).steps] == ["提出", "差戻し", "提出"]


def test_nothing_is_handed_in_before_the_contract_was_concluded(desk: Desk) -> None:
    take(desk, Move.SUBMIT, Move.ACCEPT, key="contract", on=date(2025, 12, 10), comment="")
    with pytest.raises(Refused) as refused:
        take(desk, Move.SUBMIT, on=date(2025, 12, 9))
    assert (refused.value.key, refused.value.field) == ("error.before_contract", "on")
    take(desk, Move.SUBMIT, on=date(2025, 12, 10))


def test_a_waived_session_that_is_reopened_looks_at_the_attendance_again(desk: Desk) -> None:
    came = AttendanceEntry(session="training_1", group_no=12, mark=AttendanceMark.ONLINE)
    move_milestone(desk, 12, "training_1", Move.WAIVE, on=DAY, comment="行事")
    move_milestone(desk, 12, "training_1", Move.REOPEN, on=DAY)
    assert page(desk, "training_1").entry.standing == "事務局遅れ"
    move_milestone(desk, 12, "training_1", Move.WAIVE, on=DAY, comment="行事")
    mark_attendance(desk, [came])
    assert move_milestone(desk, 12, "training_1", Move.REOPEN, on=DAY).state == MilestoneState.ACCEPTED
    duty = page(desk, "training_1").entry
    assert (duty.state_on, duty.standing) == ("2025-08-31", "済")


def test_a_session_whose_day_is_corrected_was_attended_on_that_day(desk: Desk) -> None:
    mark_attendance(desk, [AttendanceEntry(session="training_1", group_no=12, mark=AttendanceMark.ON_SITE)])
    move_session(desk, "training_1", on=date(2025, 8, 29))
    assert page(desk, "training_1").entry.state_on == "2025-08-29"
    assert page(desk, "training_1", 13).entry.state_on is None


@pytest.fixture(scope="module")
def long_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("steps")) as desk:
        yield desk


NUMBERS = count(1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([Move.SUBMIT, Move.SUBMIT, Move.RETURN, Move.ACCEPT, *Move]), st.integers(0, 30)
    ),
    max_size=12,
)


def _what_counts(entry: MilestoneEntry) -> tuple[object, ...]:
    return entry.state, entry.state_on, entry.round, entry.turn, entry.days_in_turn, entry.standing


def _totals(desk: Desk, number: int) -> Counter[str]:
    return Counter(entry.standing for entry in list_milestones(desk, number))


def _walk(desk: Desk, number: int, key: str, steps: list[tuple[Move, int]], *, in_bulk: bool) -> int:
    day, taken = DAY, 0
    for move, days in steps:
        day += timedelta(days=days)
        go_to(desk, day)
        before = list_milestones(desk, number)
        try:
            if in_bulk:
                move_many(desk, [number], key, move, on=day, comment="理由")
            else:
                move_milestone(desk, number, key, move, on=day, comment="理由")
            taken += 1
        except Refused:
            assert list_milestones(desk, number) == before
        for entry in list_milestones(desk, number):
            # Law 3, whatever was done.
            assert not entry.overdue or (
                entry.turn == Turn.GROUP and (entry.late_after or "") < day.isoformat()
            )
            assert (entry.turn is None) == (entry.days_in_turn is None)
    return taken


@settings(max_examples=examples(25, 8))
@given(steps=STEPS, key=st.sampled_from([REPORT, "contract", "final_audit"]))
def test_where_a_milestone_stands_follows_from_its_steps_alone(
    long_desk: Desk, steps: list[tuple[Move, int]], key: str
) -> None:
    """The same steps lead to the same state, rounds, turn and totals: one by one, in bulk, and after an undo."""
    desk = long_desk
    go_to(desk, DAY)
    one, other = next(NUMBERS), next(NUMBERS)
    fresh = milestone_page(desk, one, key)
    taken = _walk(desk, one, key, steps, in_bulk=False)
    first = milestone_page(desk, one, key)
    assert len(first.steps) == taken
    totals = _totals(desk, one)
    assert sum(totals.values()) == 8
    for _ in range(taken):
        undo(desk)
    go_to(desk, DAY)
    assert _what_counts(milestone_page(desk, one, key).entry) == _what_counts(fresh.entry)
    assert milestone_page(desk, one, key).rounds == fresh.rounds
    for number, in_bulk in ((one, False), (other, True)):
        assert _walk(desk, number, key, steps, in_bulk=in_bulk) == taken
        again = milestone_page(desk, number, key)
        assert _what_counts(again.entry) == _what_counts(first.entry)
        assert [(each.submitted, each.decision, each.decided) for each in again.rounds] == [
            (each.submitted, each.decision, each.decided) for each in first.rounds
        ]
        assert _totals(desk, number) == totals


@settings(max_examples=examples(20, 8))
@given(
    moves=st.sampled_from([(), (Move.SUBMIT,), (Move.SUBMIT, Move.RETURN), (Move.SUBMIT, Move.REVIEW)]),
    extensions=st.lists(st.integers(-20, 59), min_size=1, max_size=4),
)
def test_an_extension_never_moves_history(
    long_desk: Desk, moves: tuple[Move, ...], extensions: list[int]
) -> None:
    desk = long_desk
    go_to(desk, DAY)
    number = next(NUMBERS)
    for move in moves:
        move_milestone(desk, number, REPORT, move, on=DAY, comment="理由")
    then = milestone_page(desk, number, REPORT)
    told: list[str] = []
    # What was returned is put off from the day that was said with the return.
    counts = then.entry.counts_on if then.entry.state == MilestoneState.RETURNED else then.entry.due
    for days in extensions:
        to = date(2026, 1, 31) + timedelta(days=days)
        before = data_of(desk.connection)
        # An extension that stands may be corrected to an earlier day, never before the planned one.
        is_corrected = bool(told) and then.entry.planned <= to.isoformat() < counts
        if not (is_corrected or to.isoformat() > counts):
            with pytest.raises(Refused, match="extension_not_later"):
                extend_due(desk, number, REPORT, to=to, reason="行事")
            assert data_of(desk.connection) == before
            continue
        extend_due(desk, number, REPORT, to=to, reason="行事")
        told.append(to.isoformat())
        counts = told[-1]
        after = data_of(desk.connection)
        assert after.pop("extension")[:-1] == before.pop("extension")
        if then.entry.state == MilestoneState.RETURNED:
            # What was returned has until then to come again.
            assert after.pop("submission_round") != before.pop("submission_round")
        assert after == before
    now = milestone_page(desk, number, REPORT)
    assert [one.to for one in now.entry.extensions] == told
    assert (now.steps, now.entry.planned) == (then.steps, then.entry.planned)
    assert [replace(each, again_by=None) for each in now.rounds] == [
        replace(each, again_by=None) for each in then.rounds
    ]
    assert now.entry.due == (told[-1] if told else then.entry.due)
