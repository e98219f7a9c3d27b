"""A review: begun once, walked through, linked to what is done on the way, taken back, gone on with another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import RepaymentEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.entries import DecisionEntry, ReviewEntry
from kodoku_tui.domain.review.progress import LineStanding
from kodoku_tui.domain.text.lengths import LONGEST_NAME
from kodoku_tui.domain.words import Channel, IssueCategory, Severity
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.reports.minutes import minutes_lines
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.actions import finish_action, list_actions, postpone_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.repayments import record_repayment
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.review.acts import link_acts
from kodoku_tui.services.review.decisions import (
    decide,
    decisions_of,
    mark_looked_at,
    promise_decision,
)
from kodoku_tui.services.review.minutes import minutes_of, write_minutes
from kodoku_tui.services.review.reviews import (
    end_review,
    lines_of_review,
    list_reviews,
    open_review,
    standings,
    start_review,
)
from kodoku_tui.services.review.walk import walk_page
from kodoku_tui.store.unit import StaleVersion
from tests.desks import go_to

MONDAY, TUESDAY = date(2025, 12, 15), date(2025, 12, 16)


@pytest.fixture
def walked(small_desk: Desk) -> Iterator[Desk]:
    """A desk on four groups, of which 3 is in trouble, where a review has just begun."""
    issue = IssueEntry(
        group_no=3,
        category=IssueCategory.PEOPLE,
        severity=Severity.HEAVY,
        title="担い手がいない",
        opened_on=date(2025, 11, 1),
    )
    add_issue(small_desk, issue)
    start_review(small_desk, ReviewEntry(present="青木、石井"))
    yield small_desk
    link_acts(small_desk, None)


def review_id(desk: Desk) -> int:
    return list_reviews(desk)[0].id


def line_id(desk: Desk, number: int) -> int:
    return next(line.id for line in lines_of_review(desk, review_id(desk)) if line.group_no == number)


def acts_of(desk: Desk, number: int) -> list[str]:
    return [act.key for group in minutes_of(desk).groups if group.group_no == number for act in group.acts]


def call(desk: Desk, number: int) -> int:
    entry = CheckinEntry(group_no=number, held_on=desk.today, channel=Channel.PHONE, note="様子を聞いた")
    unit = log_checkin(desk, entry).unit
    assert unit is not None
    return unit


def test_the_groups_stand_in_the_order_of_attention_of_the_day_on_which_it_began(walked: Desk) -> None:
    before = [one.group_no for one in attention(walked)]
    assert before[0] == 3
    go_to(walked, date(2026, 2, 12))
    lines = lines_of_review(walked, review_id(walked))
    assert [line.group_no for line in lines] == before
    page = walk_page(walked, review_id(walked), 1)
    assert "severe_issue" in {term.key for term in page.frozen.terms}
    assert page.frozen.score == sum(term.points for term in page.frozen.terms) > 0


def test_a_second_one_is_refused_while_one_goes_on_and_nothing_is_written(walked: Desk) -> None:
    before = len(list_units(walked))
    with pytest.raises(Refused, match="review_under_way"):
        start_review(walked, ReviewEntry())
    assert len(list_units(walked)) == before
    end_review(walked, review_id(walked))
    with pytest.raises(Refused, match="review_ended"):
        end_review(walked, review_id(walked))
    start_review(walked, ReviewEntry())
    assert len(list_reviews(walked)) == 2


def test_a_year_without_groups_has_nothing_to_walk_through(new_desk: Desk) -> None:
    before = len(list_units(new_desk))
    with pytest.raises(Refused, match="review_without_groups"):
        start_review(new_desk, ReviewEntry())
    assert (list_reviews(new_desk), len(list_units(new_desk))) == ([], before)


def test_the_groups_of_one_person_alone_are_walked_through(walked: Desk) -> None:
    end_review(walked, review_id(walked))
    with pytest.raises(Refused, match="no_such_staff"):
        start_review(walked, ReviewEntry(staff="だれか"))
    start_review(walked, ReviewEntry(staff="石井"))
    assert {line.group_no for line in lines_of_review(walked, review_id(walked))} == {3, 4}
    assert list_reviews(walked)[0].staff == "石井 二"


def test_an_empty_decision_and_one_for_a_group_that_is_not_in_it_are_refused(walked: Desk) -> None:
    before = len(list_units(walked))
    for number, words, key in (
        (3, "  \n ", "decision_empty"),
        (5, "辞退した団体", "not_in_review"),
        (99, "ない団体", "no_such_group"),
    ):
        with pytest.raises(Refused, match=key):
            decide(walked, review_id(walked), number, DecisionEntry(decision=words))
    with pytest.raises(Refused, match="no_such_staff"):
        decide(walked, review_id(walked), 3, DecisionEntry(decision="訪問する", staff="だれか"))
    with pytest.raises(Refused, match="no_such_review"):
        decide(walked, 4711, 3, DecisionEntry(decision="訪問する"))
    assert len(list_units(walked)) == before


def test_it_goes_on_tomorrow_at_the_first_group_nobody_looked_at(walked: Desk) -> None:
    order = [line.group_no for line in lines_of_review(walked, review_id(walked))]
    mark_looked_at(walked, review_id(walked), order[0])
    decide(walked, review_id(walked), order[1], DecisionEntry(decision="次回に見る"))
    go_to(walked, TUESDAY)
    assert walk_page(walked, review_id(walked)).line.group_no == order[2]
    (standing,) = standings(walked)
    assert (standing.counts.looked, standing.counts.decided, standing.counts.skipped) == (2, 1, 2)
    assert standing.goes_on_at is not None
    assert standing.goes_on_at.group_no == order[2]
    # Seen again it is seen already: nothing is written.
    assert mark_looked_at(walked, review_id(walked), order[0]).unit is None


def test_a_decision_becomes_a_promise_of_whoever_was_named_by_the_day_that_was(walked: Desk) -> None:
    with pytest.raises(Refused, match="no_decision_yet"):
        promise_decision(walked, review_id(walked), 3)
    entry = DecisionEntry(decision="訪問して\n帳簿を見る", staff="石井", due_on=date(2025, 12, 20))
    decide(walked, review_id(walked), 3, entry)
    promise_decision(walked, review_id(walked), 3)
    (promise,) = list_actions(walked, 3)
    assert (promise.title, promise.staff, promise.due, promise.turn) == (
        "訪問して 帳簿を見る",
        "石井 二",
        "2025-12-20",
        "secretariat",
    )
    with pytest.raises(Refused, match="decision_is_promise"):
        promise_decision(walked, review_id(walked), 3)
    # Taken back, it is a decision as before.
    undo(walked)
    assert list_actions(walked, 3) == []
    assert decisions_of(walked, 3)[0].is_promised is False
    decide(walked, review_id(walked), 4, DecisionEntry(decision="書類を出す", by_group=True), promises=True)
    assert [(one.title, one.turn) for one in list_actions(walked, 4)] == [("書類を出す", "group")]


def test_a_promise_goes_along_with_the_decision_that_it_came_from(walked: Desk) -> None:
    first = DecisionEntry(decision="訪問する", staff="石井", due_on=date(2025, 12, 20))
    decide(walked, review_id(walked), 3, first, promises=True)
    second = DecisionEntry(decision="電話で聞く", by_group=True, due_on=date(2025, 12, 24))
    outcome = decide(walked, review_id(walked), 3, second)
    assert [(one.title, one.turn, one.staff, one.due) for one in list_actions(walked, 3)] == [
        ("電話で聞く", "group", None, "2025-12-24")
    ]
    assert [one.key for one in outcome.followed] == ["saved.action_changed"]
    # One undo takes both back.
    undo(walked)
    assert [(one.title, one.staff) for one in list_actions(walked, 3)] == [("訪問する", "石井 二")]
    assert decisions_of(walked, 3)[0].decision == "訪問する"


def test_a_promise_that_was_kept_or_put_right_by_itself_stays_as_it_is_and_that_is_said(walked: Desk) -> None:
    decide(walked, review_id(walked), 3, DecisionEntry(decision="訪問する"), promises=True)
    (promise,) = list_actions(walked, 3)
    postpone_action(walked, promise.id, to=date(2025, 12, 22), reason="先方の都合")
    outcome = decide(walked, review_id(walked), 3, DecisionEntry(decision="訪問して帳簿を見る"))
    assert [(one.title, one.due) for one in list_actions(walked, 3)] == [("訪問する", "2025-12-22")]
    assert [one.key for one in outcome.warnings] == ["saved.promise_stays"]
    finish_action(walked, promise.id, on=MONDAY)
    again = decide(walked, review_id(walked), 3, DecisionEntry(decision="訪問した"))
    assert [one.key for one in again.warnings] == ["saved.promise_stays"]
    assert [one.title for one in list_actions(walked, 3, with_done=True)] == ["訪問する"]


def test_a_promise_stands_in_one_line_however_long_the_decision_is(walked: Desk) -> None:
    decide(walked, review_id(walked), 3, DecisionEntry(decision="長い決定。\n" * 900), promises=True)
    (promise,) = list_actions(walked, 3)
    assert (len(promise.title), promise.title[-1]) == (LONGEST_NAME, "…")
    assert len(decisions_of(walked, 3)[0].decision) > 4000


def test_who_writes_on_what_another_has_changed_is_told_so(walked: Desk) -> None:
    page = walk_page(walked, review_id(walked), 1)
    decide(walked, review_id(walked), page.line.group_no, DecisionEntry(decision="先に書いた"))
    with pytest.raises(StaleVersion):
        decide(
            walked,
            review_id(walked),
            page.line.group_no,
            DecisionEntry(decision="後から書いた"),
            version=page.version,
        )
    assert decisions_of(walked, page.line.group_no)[0].decision == "先に書いた"


def test_what_is_done_for_the_group_that_shows_is_in_the_minutes_until_it_is_taken_back(walked: Desk) -> None:
    link_acts(walked, line_id(walked, 3))
    assign_staff(walked, [3], main="青木 一")
    call(walked, 4)
    unit = call(walked, 3)
    assert acts_of(walked, 3) == ["unit.assign_main", "unit.log_checkin"]
    assert acts_of(walked, 4) == []
    link_acts(walked, None)
    add_contact(walked, 3, ContactEntry(name="架空 花子"))
    assert len(acts_of(walked, 3)) == 2
    taken_back = undo(walked, unit).unit
    assert acts_of(walked, 3) == ["unit.assign_main"]
    # The undo of the undo brings it back.
    undo(walked, taken_back)
    assert acts_of(walked, 3) == ["unit.assign_main", "unit.log_checkin"]


def test_acts_are_known_as_the_groups_by_whatever_they_are_written_to(walked: Desk) -> None:
    link_acts(walked, line_id(walked, 3))
    move_milestone(walked, 3, "contract", Move.SUBMIT, on=walked.today)
    add_contact(walked, 3, ContactEntry(name="架空 花子"))
    move_milestone(walked, 4, "contract", Move.SUBMIT, on=walked.today)
    add_contact(walked, 4, ContactEntry(name="架空 太郎"))
    assert acts_of(walked, 3) == ["unit.contract.submit", "unit.add_contact"]
    # Decisions are no acts: they stand as what they are.
    decide(walked, review_id(walked), 3, DecisionEntry(decision="様子を見る"), promises=True)
    assert len(acts_of(walked, 3)) == 2


def test_acts_go_on_where_the_review_itself_was_taken_back(walked: Desk) -> None:
    link_acts(walked, line_id(walked, 3))
    undo(walked)
    assert list_reviews(walked) == []
    assert call(walked, 3)


def test_a_group_on_which_something_was_done_counts_as_looked_at(walked: Desk) -> None:
    link_acts(walked, line_id(walked, 3))
    call(walked, 3)
    lines = {line.group_no: line.standing for line in lines_of_review(walked, review_id(walked))}
    assert (lines[3], lines[4]) == (LineStanding.ACTED, LineStanding.SKIPPED)


def test_a_group_that_leaves_on_the_way_keeps_its_line_and_that_is_said(walked: Desk) -> None:
    end_group(walked, 4, GroupStatus.WITHDRAWN, on=MONDAY, reason="都合")
    left = {group.group_no: group.left for group in minutes_of(walked).groups}
    assert (left[4], left[3]) == ("辞退", None)
    decide(walked, review_id(walked), 4, DecisionEntry(decision="精算を確かめる"))
    with pytest.raises(Refused, match="group_not_active"):
        promise_decision(walked, review_id(walked), 4)


def test_what_closes_a_group_that_left_on_the_way_is_told_as_such_in_the_minutes(walked: Desk) -> None:
    move_milestone(walked, 4, "contract", Move.SUBMIT, on=date(2025, 12, 1))
    move_milestone(walked, 4, "contract", Move.ACCEPT, on=date(2025, 12, 1))
    link_acts(walked, line_id(walked, 4))
    end_group(walked, 4, GroupStatus.WITHDRAWN, on=date(2025, 12, 10), reason="都合")
    record_repayment(walked, 4, RepaymentEntry(on=MONDAY, amount=1000))
    (line,) = [line.text for line in minutes_lines(minutes_of(walked)) if "返還" in line.text]
    assert "辞退" in line


def test_minutes_in_a_form_that_there_is_not_are_refused_by_the_forms_that_there_are(
    walked: Desk, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        write_minutes(walked, tmp_path / "議事録.docx")
    assert ".xlsx、.md" in say_refused(refused.value)
    assert list(tmp_path.glob("議事録*")) == []


def test_decisions_are_found_by_their_words_and_shown_at_the_next_review(walked: Desk) -> None:
    decide(walked, review_id(walked), 3, DecisionEntry(decision="帳簿を一緒に見る"))
    assert [(one.kind, one.group_no, one.date) for one in search(walked, "帳簿")] == [
        ("review", 3, MONDAY.isoformat())
    ]
    end_review(walked, review_id(walked))
    go_to(walked, date(2025, 12, 22))
    start_review(walked, ReviewEntry())
    position = next(
        line.position for line in lines_of_review(walked, review_id(walked)) if line.group_no == 3
    )
    page = walk_page(walked, review_id(walked), position)
    assert page.before is not None
    assert (page.before.decision, page.decision) == ("帳簿を一緒に見る", "")


def test_the_end_of_one_is_not_taken_back_over_the_next(walked: Desk) -> None:
    ended = end_review(walked, review_id(walked)).unit
    start_review(walked, ReviewEntry())
    with pytest.raises(Refused, match="later_changes"):
        undo(walked, ended)
    assert len([one for one in list_reviews(walked) if one.ended_on is None]) == 1
    under_way = open_review(walked)
    assert under_way is not None
