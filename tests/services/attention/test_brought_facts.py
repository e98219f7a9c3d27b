"""Facts that people bring in, read from the file: what was recorded is told of its group alone, the rest of none."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.register.activity_entries import ActivityEntry
from kodoku_tui.domain.register.facts_entry import FactsEntry
from kodoku_tui.domain.words import Answer, Channel, Stage, YesNo
from kodoku_tui.services.attention.attention import GroupAttention, attention
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.work.today import today_list
from tests.desks import go_to

BROUGHT = {
    *("no_settler", "one_settler", "no_clerk", "no_vouchers", "unanswered"),
    *("no_event", "only_insiders", "behind_plan", "small", "young"),
}


def of(desk: Desk, number: int) -> GroupAttention:
    return next(one for one in attention(desk) if one.group_no == number)


def brought(desk: Desk, number: int) -> set[str]:
    return {term.key for term in of(desk, number).terms} & BROUGHT


def try_to_reach(desk: Desk, number: int, on: date, answer: Answer | None = Answer.NOT_REACHED) -> int | None:
    entry = CheckinEntry(group_no=number, held_on=on, channel=Channel.PHONE, note="架空の記録", answer=answer)
    return log_checkin(desk, entry).row_id


def months(desk: Desk, number: int, *told: str, stage: Stage = Stage.ACTUAL, **numbers: int) -> None:
    for month in told:
        entry = ActivityEntry.model_validate({"group_no": number, "month": month, "stage": stage, **numbers})
        record_activity(desk, entry)


def test_of_a_register_in_which_nobody_wrote_anything_nothing_is_told(desk: Desk) -> None:
    assert {term.key for one in attention(desk) for term in one.terms} & BROUGHT == set()


def test_what_people_said_of_a_group_is_told_of_it_until_it_is_taken_back(small_desk: Desk) -> None:
    known = FactsEntry(
        settlers=0, own_clerk=YesNo.NO, first_public_money=YesNo.YES, founded_year=2024, staff_count=1
    )
    told = set_facts(small_desk, 1, known=known)
    assert brought(small_desk, 1) == {"no_settler", "no_clerk", "small", "young"}
    assert brought(small_desk, 2) == set()
    set_facts(small_desk, 1, known=FactsEntry(settlers=1))
    assert "one_settler" in brought(small_desk, 1)
    undo(small_desk)
    assert told.unit is not None
    undo(small_desk, told.unit)
    assert brought(small_desk, 1) == set()


def test_two_attempts_since_the_group_was_last_reached_are_a_sign_and_one_answer_ends_it(
    small_desk: Desk,
) -> None:
    try_to_reach(small_desk, 1, date(2025, 11, 3))
    try_to_reach(small_desk, 1, date(2025, 11, 20), answer=None)
    try_to_reach(small_desk, 1, date(2025, 12, 1))
    assert brought(small_desk, 1) == set()
    newest = try_to_reach(small_desk, 1, date(2025, 12, 8))
    (term,) = [one for one in of(small_desk, 1).terms if one.key == "unanswered"]
    assert (term.opens.kind, term.opens.id, term.due_on) == ("checkin", newest, date(2025, 12, 8))
    # On the day before, there was one.
    go_to(small_desk, date(2025, 12, 7))
    assert brought(small_desk, 1) == set()
    go_to(small_desk, date(2025, 12, 15))
    try_to_reach(small_desk, 1, date(2025, 12, 8), answer=None)
    assert brought(small_desk, 1) == set()


def test_attempts_tell_nothing_of_our_own_lateness(small_desk: Desk) -> None:
    before = of(small_desk, 1).own_lateness
    try_to_reach(small_desk, 1, date(2025, 12, 1))
    try_to_reach(small_desk, 1, date(2025, 12, 8))
    assert of(small_desk, 1).own_lateness == before


def test_months_tell_of_no_event_of_insiders_and_of_a_plan_that_is_far_off(small_desk: Desk) -> None:
    summer = ("2025-06", "2025-07", "2025-08")
    months(small_desk, 1, *summer, times=0)
    assert brought(small_desk, 1) == {"no_event"}
    months(small_desk, 2, *summer, times=1, people=5, newcomers=0)
    assert brought(small_desk, 2) == {"only_insiders"}
    months(small_desk, 3, "2025-09", "2025-10", stage=Stage.PLANNED, times=4)
    assert brought(small_desk, 3) == set()
    months(small_desk, 3, "2025-09", "2025-10", times=1, newcomers=1)
    assert brought(small_desk, 3) == {"behind_plan"}
    # What came of months still ahead is not known on an earlier day.
    go_to(small_desk, date(2025, 10, 10))
    assert brought(small_desk, 3) == set()


def test_a_group_that_cannot_be_reached_has_a_row_of_today_that_says_so(small_desk: Desk) -> None:
    for day in (1, 8):
        try_to_reach(small_desk, 1, date(2025, 12, day))
    set_facts(small_desk, 1, known=FactsEntry(settlers=0))
    (row,) = [row for row in today_list(small_desk) if row.group is not None and row.group.number == 1]
    assert {"facts", "attempts"} <= {reason.what for reason in row.reasons}
    assert row.head.said.key == "attention.no_settler"
