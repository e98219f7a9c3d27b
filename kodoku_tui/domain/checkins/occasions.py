"""Which occasion a check-in is likely to be: a suggestion from the group's situation, never more."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.cadence import CheckinStanding
from kodoku_tui.domain.words import Condition, Occasion

# A check-in before the interim meeting still changes what is shown there; a report takes a month and a half.
_DAYS_BEFORE_MIDTERM = 30
_DAYS_BEFORE_REPORT = 45


def likely_occasion(
    *,
    today: date,
    has_checkin: bool,
    last_condition: str | None,
    standing: str,
    midterm_on: date | None,
    report_due_on: date | None,
) -> Occasion:
    """The occasion that the situation suggests (report section 7(1): advice before trouble surfaces).

    No check-in yet: 初回. Silent beyond the maximum, or in need of support when last heard: 離脱懸念.
    A report that is due within 45 days (or overdue): 報告書前; the interim meeting within 30 days: 中間前.
    Else 定例. `midterm_on` and `report_due_on` are None where nothing is open any more.
    """
    if not has_checkin:
        return Occasion.FIRST
    if standing == CheckinStanding.OVERDUE or last_condition == Condition.NEEDS_SUPPORT:
        return Occasion.MAY_LEAVE
    if report_due_on is not None and (report_due_on - today).days <= _DAYS_BEFORE_REPORT:
        return Occasion.BEFORE_REPORT
    if midterm_on is not None and 0 <= (midterm_on - today).days <= _DAYS_BEFORE_MIDTERM:
        return Occasion.BEFORE_MIDTERM
    return Occasion.REGULAR
