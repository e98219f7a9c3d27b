"""The terms of attention: pure functions of what is known of a group, each with its points and its reason.

Two axes, never one sum: what troubles the group, and what we are late with. Ours never raises the group's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.attention.brought import brought_terms
from kodoku_tui.domain.attention.facts import AttendingFact, DutyFact, GroupFacts
from kodoku_tui.domain.attention.term import Opened, Term
from kodoku_tui.domain.attention.weights import Curve, Weights
from kodoku_tui.domain.duties.judgement import Act
from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, Standing, Turn
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.attending import absences_in_a_row, is_signal
from kodoku_tui.domain.words import AttendanceMark, Condition


@dataclass(frozen=True, slots=True)
class Figures:
    """Both figures of a group with what they are made of, the heaviest first."""

    terms: tuple[Term, ...]
    own_terms: tuple[Term, ...]

    @property
    def score(self) -> int:
        """要注意度: the sum of the group's terms."""
        return sum(term.points for term in self.terms)

    @property
    def own_lateness(self) -> int:
        """事務局の遅れ: the sum of ours."""
        return sum(term.points for term in self.own_terms)


def figures_of(facts: GroupFacts, weights: Weights) -> Figures:
    """What matters of a group today, on both axes."""
    terms = (
        *_duties(facts, weights),
        *_promises(facts, weights),
        *_condition(facts, weights),
        *_issues(facts, weights),
        *_silence(facts, weights),
        *_absences(facts, weights),
        *_spending(facts, weights),
        *_circumstances(facts, weights),
        *brought_terms(facts, weights),
    )
    own_terms = (
        *_reviews(facts, weights),
        *_own_promises(facts, weights),
        *_missed_cadence(facts, weights),
        *_unrecorded(facts, weights),
        *_followups(facts, weights),
    )
    return Figures(_heaviest_first(terms), _heaviest_first(own_terms))


# What troubles the group


def _duties(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    for duty in facts.duties:
        if duty.turn == Turn.GROUP and duty.kind != MilestoneKind.SESSION:
            yield from _of_duty(duty, facts, weights)


def _of_duty(duty: DutyFact, facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    is_returned = duty.state == MilestoneState.RETURNED
    if duty.kind == MilestoneKind.CONTRACT and not is_returned:
        days = (facts.today - facts.starts_on).days - weights.days("unsigned_days")
        if days > 0:
            points = weights.group["contract_unsigned"].points(days)
            unsigned = days + weights.days("unsigned_days")
            yield _of("contract_unsigned", duty, points, days=unsigned)
        return
    # An audit is ours until it found something.
    if duty.standing == Standing.OVERDUE and (is_returned or duty.kind != MilestoneKind.AUDIT):
        days = _days_late(duty, facts.today)
        key = "money_late" if duty.key in weights.money_duties else "handin_late"
        # What lies with the group because it came back is not what never came.
        said = f"{key}_returned" if is_returned else key
        yield _of(key, duty, weights.group[key].points(days), days=days, said=said)
    if is_returned:
        days = 0 if duty.turn_since is None else max(0, (facts.today - duty.turn_since).days)
        points, said = weights.group["returned"].points(days), "returned"
        if duty.returns > 1:
            points += weights.group["returned_again"].points(duty.returns - 2)
            said = "returned_again"
        yield _of("returned", duty, points, days=days, said=said)


def _promises(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    return _broken(facts, Turn.GROUP, "promise_broken", weights.group)


def _own_promises(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    return _broken(facts, Turn.SECRETARIAT, "own_promise", weights.own)


def _broken(facts: GroupFacts, turn: Turn, key: str, curves: Mapping[str, Curve]) -> Iterator[Term]:
    for promise in facts.promises:
        days = (facts.today - promise.due_on).days
        if promise.turn == turn and days > 0:
            yield Term(
                key,
                curves[key].points(days),
                Said(f"attention.{key}", text=promise.title, days=days),
                Opened("action", promise.id),
                promise.due_on,
            )


def _condition(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """Of the last two check-ins; one that went well again leaves only what the one before adds."""
    curves = {
        (0, Condition.NEEDS_SUPPORT): "condition_support",
        (0, Condition.CAUTION): "condition_caution",
        (1, Condition.NEEDS_SUPPORT): "earlier_support",
        (1, Condition.CAUTION): "earlier_caution",
    }
    found = [
        (curves[place, Condition(one.condition)], one)
        for place, one in enumerate(facts.checkins[:2])
        if (place, one.condition) in curves
    ]
    if not found:
        return
    name, newest = found[0]
    names = tuple(curve for curve, _ in found)
    points = sum(weights.group[curve].points() for curve in names)
    yield Term(
        "condition",
        points,
        Said(f"attention.{_SAID_OF_BOTH.get(names, name)}", days=(facts.today - newest.held_on).days),
        Opened("checkin", newest.checkin_id),
        newest.held_on,
        # 注意 is watched; 要対応 asks for somebody.
        calls=name == "condition_support",
    )


# What is said where both of the last two check-ins count.
_SAID_OF_BOTH: Mapping[tuple[str, ...], str] = {
    ("condition_support", "earlier_support"): "condition_support_again",
    ("condition_support", "earlier_caution"): "condition_support_after_caution",
    ("condition_caution", "earlier_support"): "condition_caution_after_support",
    ("condition_caution", "earlier_caution"): "condition_caution_again",
}


def _issues(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    for issue in facts.issues:
        days = max(0, (facts.today - issue.opened_on).days)
        points = weights.group["severe_issue"].points(days)
        name = "severe_issue"
        if not issue.has_remedy:
            points += weights.group["severe_issue_without_remedy"].points()
            name = "severe_issue_without_remedy"
        yield Term(
            "severe_issue",
            points,
            Said(f"attention.{name}", text=issue.title, days=days),
            Opened("issue", issue.id),
            issue.opened_on,
        )


def _silence(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    if (days := _days_beyond_cadence(facts)) > 0:
        yield _of_cadence("silence", facts, weights.group["silence"].points(days))


def _absences(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """Absence with notice is about nothing: it neither counts nor ends a row of those without."""
    for session in facts.attending:
        if session.mark == AttendanceMark.ABSENT and session.act == Act.FOLLOWUP:
            days = (facts.today - session.held_on).days
            yield _of_session("absence", session, weights.group["absence"].points(days), days)
    in_a_row = absences_in_a_row(one.mark for one in facts.attending if one.mark != AttendanceMark.EXCUSED)
    if is_signal(in_a_row):
        yield Term(
            "absences_in_a_row",
            weights.group["absences_in_a_row"].points(in_a_row),
            Said("attention.absences_in_a_row", count=in_a_row),
            Opened("group", facts.group_id),
        )


def _spending(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    pace = facts.pace
    if pace is None:
        return
    behind = pace.behind(weights.settings["spending_least_percent"])
    if pace.elapsed >= weights.settings["spending_from_percent"] and behind > 0:
        yield Term(
            "spending",
            weights.group["spending"].points(behind),
            Said("attention.spending", spent=pace.spent, elapsed=pace.elapsed),
            Opened("expenses", facts.group_id),
            calls=False,
        )


def _circumstances(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    training = facts.first_training_on
    if training is not None and training <= facts.today and not facts.has_government_gap:
        yield Term(
            "no_government",
            weights.group["no_government"].points(),
            Said("attention.no_government"),
            Opened("linkages", facts.group_id),
            calls=False,
        )
    if facts.is_first_time:
        yield Term(
            "first_time",
            weights.group["first_time"].points(),
            Said("attention.first_time"),
            Opened("group", facts.group_id),
            calls=False,
        )


# What we are late with


def _reviews(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    for duty in facts.duties:
        if duty.standing in (Standing.REVIEW_LATE, Standing.OURS_LATE):
            days = _days_late(duty, facts.today)
            said = "review_late" if duty.standing == Standing.REVIEW_LATE else f"ours_late_{duty.act}"
            yield _of("review_late", duty, weights.own["review_late"].points(days), days=days, said=said)


def _missed_cadence(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    if (days := _days_beyond_cadence(facts)) > 0:
        yield _of_cadence("cadence_missed", facts, weights.own["cadence_missed"].points(days))


def _unrecorded(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    for session in facts.attending:
        if session.act == Act.ATTENDANCE and session.is_late(facts.today):
            days = (facts.today - session.held_on).days
            points = weights.own["attendance_unrecorded"].points(days)
            yield _of_session("attendance_unrecorded", session, points, days)


def _followups(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    for session in facts.attending:
        if session.act == Act.FOLLOWUP and session.is_late(facts.today):
            days = (facts.today - session.held_on).days
            points = weights.own["followup_undone"].points(days)
            yield _of_session("followup_undone", session, points, days)


def _days_late(duty: DutyFact, today: date) -> int:
    return max(1, (today - (duty.late_after or duty.counts_on)).days)


def _days_beyond_cadence(facts: GroupFacts) -> int:
    cadence = facts.cadence
    return 0 if cadence is None or not cadence.is_overdue else (facts.today - cadence.maximum_on).days


def _of_cadence(key: str, facts: GroupFacts, points: int) -> Term:
    cadence = facts.cadence
    assert cadence is not None
    beyond = _days_beyond_cadence(facts)
    reason = (
        Said(f"attention.{key}_never", beyond=beyond)
        if cadence.days_since is None
        else Said(f"attention.{key}", days=cadence.days_since, beyond=beyond)
    )
    return Term(key, points, reason, Opened("group", facts.group_id), cadence.maximum_on)


def _of(key: str, duty: DutyFact, points: int, *, days: int, said: str = "") -> Term:
    times = {"times": duty.returns} if said == "returned_again" else {}
    reason = Said(f"attention.{said or key}", title=duty.title, title_en=duty.title_en, days=days, **times)
    return Term(
        key, points, reason, Opened("milestone", duty.id), duty.counts_on, duty=duty.key, act=duty.act
    )


def _of_session(key: str, session: AttendingFact, points: int, days: int) -> Term:
    reason = Said(f"attention.{key}", title=session.title, title_en=session.title_en, days=days)
    return Term(key, points, reason, Opened("session", session.session_id), session.held_on, duty=session.key)


def _heaviest_first(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: -term.points))
