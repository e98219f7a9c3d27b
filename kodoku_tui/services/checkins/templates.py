"""The occasions of check-ins: which one a group's situation suggests, and what there is to ask."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.occasions import likely_occasion
from kodoku_tui.domain.words import Occasion
from kodoku_tui.locale import language
from kodoku_tui.services.checkins.checkins import checkin_due, list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.store.seeds import checkin_templates

# The duties of the plan that two of the occasions go by.
_MIDTERM = ("midterm_meeting",)
_REPORTS = ("outcome_report", "expense_report")
_STILL_TO_COME = ("期限超過", "期限間近", "予定", "内閣府対応待ち")


def template_of(occasion: Occasion | str | None) -> str:
    """What to ask on this occasion, in the reader's language; empty for none."""
    texts = checkin_templates().get(str(occasion), {})
    return texts.get(language(), "")


def all_templates() -> set[str]:
    """Every template, to tell one that nobody touched from what was typed."""
    return {text for texts in checkin_templates().values() for text in texts.values()}


def suggested_occasion(desk: Desk, number: int) -> Occasion:
    """The occasion that the situation of this group suggests today."""
    due = checkin_due(desk, number)
    last = list_checkins(desk, number, limit=1, only_answered=True)
    open_on = {
        found.key: date.fromisoformat(found.due)
        for found in list_milestones(desk, number)
        if found.standing in _STILL_TO_COME
    }
    reports = [open_on[key] for key in _REPORTS if key in open_on]
    return likely_occasion(
        today=desk.today,
        has_checkin=bool(last),
        last_condition=last[0].condition if last else None,
        standing=due.standing,
        midterm_on=next((open_on[key] for key in _MIDTERM if key in open_on), None),
        report_due_on=min(reports, default=None),
    )
