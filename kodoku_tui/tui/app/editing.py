"""F2: the form in which the thing under the cursor is put right, the same from every screen that shows it.

Every maker here asks the file: call it in a worker thread, as `open_form` does. What stays as it was recorded raises
`Refused`, which says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.commands import Command

if TYPE_CHECKING:
    from kodoku_tui.services.desk.search import Found
    from kodoku_tui.services.duties.month import Duty
    from kodoku_tui.services.work.worklist import WorkItem
    from kodoku_tui.tui.forms.form import FormScreen

CORRECT = Command("correct", ("f2",), in_footer=False, group="list")

_Form: TypeAlias = "FormScreen[Any]"


def form_of_work(desk: Desk, item: WorkItem) -> _Form:
    """Of a line of the work list: the promise, the session, the last check-in, or the milestone."""
    number = item.group_no
    if item.what == "session" or number is None:
        return _session(desk, item.key or "")
    if item.what in ("action", "followup"):
        return action_form(desk, item.item_id)
    if item.what == "checkin":
        return last_checkin_form(desk, number)
    return milestone_form(desk, number, item.key)


def form_of_duty(desk: Desk, duty: Duty) -> _Form:
    """Of what falls due on a day: the session, or the milestone of a group."""
    if duty.what == "session" or duty.group_no is None:
        return _session(desk, duty.key)
    return milestone_form(desk, duty.group_no, duty.key)


def form_of_found(desk: Desk, found: Found) -> _Form:
    """Of what a search found."""
    number, row_id = found.group_no, found.row_id
    if number is None:
        # An answer without a name.
        raise Refused("error.stays_as_said")
    forms: dict[str, Callable[[], _Form]] = {
        "checkin": lambda: checkin_form(desk, row_id),
        "action": lambda: action_form(desk, row_id),
        "contact": lambda: contact_form(desk, number, row_id),
        "group": lambda: _facts(desk, number),
        "issue": lambda: _issue(desk, row_id),
        "remedy": lambda: _remedy(desk, number, row_id),
        "linkage": lambda: _linkage(desk, number, row_id),
        "indicator": lambda: _indicator(desk, number, row_id),
        "attendance": lambda: _attendance(desk, number, row_id),
    }
    if found.kind not in forms:
        # Comments, answers and reasons of an extension were said by somebody, once.
        raise Refused("error.stays_as_said")
    return forms[found.kind]()


def checkin_form(desk: Desk, checkin_id: int) -> _Form:
    """Of a check-in."""
    from kodoku_tui.tui.checkins.correction_form import CheckinCorrectionForm

    return CheckinCorrectionForm(desk, checkin_id)


def last_checkin_form(desk: Desk, number: int) -> _Form:
    """Of the newest check-in of a group."""
    from kodoku_tui.services.checkins.checkins import list_checkins

    newest = list_checkins(desk, number, limit=1)
    if not newest:
        raise Refused("talks.nothing_to_correct")
    return checkin_form(desk, newest[0].id)


def action_form(desk: Desk, action_id: int) -> _Form:
    """Of a promise."""
    from kodoku_tui.tui.checkins.action_forms import ActionChangeForm

    return ActionChangeForm(desk, action_id)


def contact_form(desk: Desk, number: int, contact_id: int) -> _Form:
    """Of a person of a group."""
    from kodoku_tui.tui.register.contact_form import ContactForm

    return ContactForm(desk, number, contact_id)


def milestone_form(desk: Desk, number: int, key: str | None) -> _Form:
    """Of a milestone: what state it is in."""
    from kodoku_tui.tui.duties.milestone_form import MilestoneForm

    return MilestoneForm(desk, number, key)


def indicator_form(desk: Desk, number: int, position: int) -> _Form:
    """Of an indicator of a group."""
    from kodoku_tui.tui.linkages.indicator_form import IndicatorForm

    return IndicatorForm(desk, number, position)


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

    remedy = next(one for one in list_remedies(desk, number) if one.id == remedy_id)
    return RemedyForm(desk, remedy.issue, remedy.id)


def _linkage(desk: Desk, number: int, linkage_id: int) -> _Form:
    from kodoku_tui.tui.linkages.linkage_form import LinkageForm

    return LinkageForm(desk, number, linkage_id)


def _indicator(desk: Desk, number: int, indicator_id: int) -> _Form:
    from kodoku_tui.services.linkages.indicators import list_indicators

    indicator = next(one for one in list_indicators(desk, number) if one.id == indicator_id)
    return indicator_form(desk, number, indicator.position)


def _attendance(desk: Desk, number: int, attendance_id: int) -> _Form:
    from kodoku_tui.services.sessions.sessions import list_attendance
    from kodoku_tui.tui.sessions.attendance_form import AttendanceForm

    rows = list_attendance(desk, number=number)
    return AttendanceForm(desk, next(row for row in rows if row.id == attendance_id))
