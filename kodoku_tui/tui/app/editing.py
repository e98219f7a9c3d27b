"""F2: the form in which the thing under the cursor is put right, the same from every screen that shows it.

Every maker here asks the file: call it in a worker thread, as `open_form` does. What stays as it was recorded raises
`Refused`, which says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.sessions.sessions import attendance_of, session_of_mark, session_of_milestone
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.frame.thing import Thing

_Form: TypeAlias = FormScreen[Any]


def form_of(desk: Desk, thing: Thing) -> _Form:
    """The form of what stands under the cursor; raises `Refused` for what was said by somebody, once."""
    number, row_id, key = thing.group_no, thing.row_id, thing.key
    forms: dict[str, Callable[[], _Form]] = {
        "action": lambda: _action(desk, row_id),
        "activity": lambda: _activity(desk, number),
        "attendance": lambda: _attendance(desk, number, session_of_mark(desk, row_id)),
        "attendance_duty": lambda: _attendance(desk, number, session_of_milestone(desk, key)),
        "checkin": lambda: _checkin(desk, row_id),
        "contact": lambda: _contact(desk, number, row_id),
        "decision": lambda: _decision(desk, number, row_id),
        "group": lambda: _facts(desk, number),
        "indicator": lambda: _indicator(desk, number, row_id),
        "issue": lambda: _issue(desk, row_id),
        "last_checkin": lambda: _last_checkin(desk, number),
        "linkage": lambda: _linkage(desk, number, row_id),
        "milestone": lambda: _milestone(desk, number, key),
        "plan_change": lambda: _plan_change(desk, number, row_id),
        "remedy": lambda: _remedy(desk, number, row_id),
        "session": lambda: _session(desk, key),
    }
    if thing.kind not in forms:
        raise Refused("error.stays_as_said")
    return forms[thing.kind]()


def _checkin(desk: Desk, checkin_id: int) -> _Form:
    from kodoku_tui.tui.checkins.correction_form import CheckinCorrectionForm

    return CheckinCorrectionForm(desk, checkin_id)


def _last_checkin(desk: Desk, number: int) -> _Form:
    from kodoku_tui.services.checkins.checkins import list_checkins

    newest = list_checkins(desk, number, limit=1)
    if not newest:
        raise Refused("checkins.nothing_to_correct")
    return _checkin(desk, newest[0].id)


def _action(desk: Desk, action_id: int) -> _Form:
    from kodoku_tui.tui.checkins.action_forms import ActionChangeForm

    return ActionChangeForm(desk, action_id)


def _contact(desk: Desk, number: int, contact_id: int) -> _Form:
    from kodoku_tui.tui.register.contact_form import ContactForm

    return ContactForm(desk, number, contact_id)


def _activity(desk: Desk, number: int) -> _Form:
    from kodoku_tui.tui.register.activity_form import ActivityForm

    return ActivityForm(desk, number)


def _plan_change(desk: Desk, number: int, change_id: int) -> _Form:
    from kodoku_tui.tui.register.activity_form import PlanChangeForm

    return PlanChangeForm(desk, number, change_id)


def _decision(desk: Desk, number: int, line_id: int) -> _Form:
    from kodoku_tui.services.review.reviews import review_of_line
    from kodoku_tui.tui.review.forms import DecisionForm

    return DecisionForm(desk, review_of_line(desk, line_id), number)


def _milestone(desk: Desk, number: int, key: str) -> _Form:
    from kodoku_tui.tui.duties.milestone_form import MilestoneForm

    return MilestoneForm(desk, number, key)


def _session(desk: Desk, key: str) -> _Form:
    from kodoku_tui.tui.sessions.session_form import EditSessionForm

    return EditSessionForm(desk, key)


def _facts(desk: Desk, number: int) -> _Form:
    from kodoku_tui.tui.register.facts_form import FactsForm

    return FactsForm(desk, number)


def _issue(desk: Desk, issue_id: int) -> _Form:
    from kodoku_tui.tui.issues.edit_form import IssueEditForm

    return IssueEditForm(desk, issue_id)


def _remedy(desk: Desk, number: int, remedy_id: int) -> _Form:
    from kodoku_tui.services.issues.remedies import list_remedies
    from kodoku_tui.tui.issues.remedy_form import RemedyForm

    for remedy in list_remedies(desk, number):
        if remedy.id == remedy_id:
            return RemedyForm(desk, remedy.issue, remedy.id)
    raise Refused("error.no_such_remedy", field="remedy", number=remedy_id)


def _linkage(desk: Desk, number: int, linkage_id: int) -> _Form:
    from kodoku_tui.tui.linkages.linkage_form import LinkageForm

    return LinkageForm(desk, number, linkage_id)


def _indicator(desk: Desk, number: int, indicator_id: int) -> _Form:
    from kodoku_tui.services.linkages.indicators import list_indicators
    from kodoku_tui.tui.linkages.indicator_form import IndicatorForm

    for indicator in list_indicators(desk, number):
        if indicator.id == indicator_id:
            return IndicatorForm(desk, number, indicator.position)
    raise Refused("error.row_gone")


def _attendance(desk: Desk, number: int, session: str) -> _Form:
    from kodoku_tui.tui.sessions.attendance_form import AttendanceForm

    return AttendanceForm(desk, attendance_of(desk, session, number))
