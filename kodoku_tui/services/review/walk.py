"""One group of a review on one page: read for one group alone, whatever the length of the walk."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.review.frozen import Frozen, thaw
from kodoku_tui.domain.review.progress import ReviewCounts, ReviewLine, counts_of, first_to_look_at
from kodoku_tui.services.attention.history import Week, attention_history
from kodoku_tui.services.checkins.actions import RecordedAction, list_actions
from kodoku_tui.services.checkins.checkins import CheckinDue, checkin_due, list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.issues.issues import RecordedIssue, list_issues
from kodoku_tui.services.issues.remedies import RecordedRemedy, list_remedies
from kodoku_tui.services.review.decisions import Decision, decisions_of, line_at
from kodoku_tui.services.review.reviews import RecordedReview, lines_of_review, review_of

_NOTES = 2


@dataclass(frozen=True, slots=True)
class WalkPage:
    """One group of a review: what was frozen, how it stands now, what was decided now and the time before.

    `line` says what became of it in this review; `last` are its last two check-ins, newest first; `actions` and
    `issues` the open ones, `weeks` how its attention went up to today. `duty` is the key of the duty that weighs most
    among the frozen terms and is still open.
    """

    review: RecordedReview
    counts: ReviewCounts
    line: ReviewLine
    frozen: Frozen
    project: str
    status_on: str | None
    support_tier: str
    main_staff: str | None
    deputy_staff: str | None
    decision: str
    turn: str
    by: str | None
    due_on: str | None
    is_promised: bool
    version: int
    before: Decision | None
    due: CheckinDue
    last: tuple[RecordedCheckin, ...]
    actions: tuple[RecordedAction, ...]
    issues: tuple[RecordedIssue, ...]
    remedies: tuple[RecordedRemedy, ...]
    weeks: tuple[Week, ...]
    duty: str | None


def walk_page(desk: Desk, review_id: int, position: int | None = None) -> WalkPage:
    """The group at a position of a review; without one the first not looked at yet, else the first of all.

    Raises `Refused` for a review or a position that there is not.
    """
    with desk.reading():
        review = review_of(desk, review_id)
        lines = lines_of_review(desk, review_id)
        if position is None:
            goes_on_at = first_to_look_at(lines)
            position = 1 if goes_on_at is None else goes_on_at.position
        found = line_at(desk, review_id, position)
        if found is None:
            raise Refused("error.no_such_review", number=review_id)
        number, frozen = found["group_no"], thaw(found["terms"])
        return WalkPage(
            review=review,
            counts=counts_of(lines),
            line=next(line for line in lines if line.position == position),
            frozen=frozen,
            project=found["project"],
            status_on=found["status_on"],
            support_tier=found["support_tier"],
            main_staff=found["main_staff"],
            deputy_staff=found["deputy_staff"],
            decision=found["decided"],
            turn=found["turn"],
            by=found["staff"],
            due_on=found["due_on"],
            is_promised=found["promise_id"] is not None,
            version=found["version"],
            before=next((one for one in decisions_of(desk, number) if one.review != review_id), None),
            due=checkin_due(desk, number),
            last=tuple(list_checkins(desk, number, limit=_NOTES)),
            actions=tuple(list_actions(desk, number)),
            issues=tuple(list_issues(desk, number)),
            remedies=tuple(list_remedies(desk, number)),
            weeks=tuple(attention_history(desk, number)),
            duty=_duty_at_hand(desk, number, frozen),
        )


def _duty_at_hand(desk: Desk, number: int, frozen: Frozen) -> str | None:
    """The group's own before those that we are late with; None where nothing of the kind is open any more."""
    wanted = [term.row_id for term in (*frozen.terms, *frozen.own_terms) if term.kind == "milestone"]
    if not wanted:
        return None
    still_open = {one.id: one.key for one in list_milestones(desk, number) if not one.is_settled}
    return next((still_open[row_id] for row_id in wanted if row_id in still_open), None)
