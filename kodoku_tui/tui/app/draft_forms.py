"""The form in which a draft was typed, opened again wherever one stands.

A draft is kept under the kind of its form and the uids of the rows that it is about: the rows are looked for, and the
form is made as its own screen makes it. Makers ask the file: call them in a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import IssueState
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import kind_of, uids_in
from kodoku_tui.services.identity import number_of_group, programme_uid, row_with_uid
from kodoku_tui.tui.app.editing import form_of
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.frame.thing import Thing, ThingKind

_Form: TypeAlias = FormScreen[Any]

_SOLVING, _ADDING = "issue_edit_", "plan_add_"


class _About:
    """The rows that a draft is about, as they stand now."""

    def __init__(self, desk: Desk, uids: list[str]) -> None:
        self.desk = desk
        self.uids = uids

    @property
    def is_of_the_year(self) -> bool:
        """Whether no single group was known when the form was opened."""
        return self.uids == [programme_uid(self.desk)]

    @property
    def number(self) -> int:
        """The number of the group; raises `Refused` when it is gone, or of another year."""
        number = number_of_group(self.desk, uids=self.uids)
        if number is None:
            raise Refused("draft.group_gone")
        return number

    @property
    def number_if_known(self) -> int | None:
        """As `number`; None where the group is chosen in the form."""
        return None if self.is_of_the_year else self.number

    def row(self, table: str) -> Mapping[str, Any]:
        """The row of this table; raises `Refused` when it is gone."""
        found = self.row_if_any(table)
        if found is None:
            raise Refused("draft.row_gone")
        return found

    def row_if_any(self, table: str) -> Mapping[str, Any] | None:
        return row_with_uid(self.desk, table, self.uids)

    def number_by(self, row: Mapping[str, Any]) -> int:
        """The number of the group that a row is of; refused as in `number`."""
        number = number_of_group(self.desk, group_id=row["group_id"])
        if number is None:
            raise Refused("draft.group_gone")
        return number

    def thing(self, kind: ThingKind, table: str) -> _Form:
        """The form in which what stands in this table is put right."""
        row = self.row(table)
        return form_of(self.desk, Thing(kind, self.number_by(row), row["id"]))

    def of_group(self, kind: ThingKind) -> _Form:
        """A form that is opened for a group alone."""
        return form_of(self.desk, Thing(kind, self.number))


def form_of_draft(desk: Desk, key: str) -> _Form:
    """The form of the draft that is kept under this key.

    Raises `Refused` when what it is about is gone or takes nothing any more, and for one that only its own screen can
    open, since what follows it is asked there.
    """
    form = _made(kind_of(key), _About(desk, uids_in(key)))
    if form.draft_key != key:
        # A session, a plan or a year goes by the same key in another year.
        raise Refused("draft.row_gone")
    return form


def _made(kind: str, about: _About) -> _Form:
    if kind.startswith(_SOLVING):
        return _issue_being_moved(about, IssueState[kind.removeprefix(_SOLVING).upper()])
    if kind.startswith(_ADDING) and kind.removeprefix(_ADDING) in [*MilestoneKind]:
        return _milestone_to_add(about, MilestoneKind(kind.removeprefix(_ADDING)))
    if kind not in _MAKERS:
        raise Refused("draft.opens_elsewhere")
    return _MAKERS[kind](about)


def _checkin(about: _About) -> _Form:
    from kodoku_tui.tui.checkins.checkin_form import CheckinForm

    return CheckinForm(about.desk, about.number_if_known)


def _issue(about: _About) -> _Form:
    from kodoku_tui.tui.issues.issue_form import IssueForm

    return IssueForm(about.desk, about.number_if_known)


def _issue_being_moved(about: _About, state: IssueState) -> _Form:
    from kodoku_tui.tui.issues.edit_form import IssueEditForm

    return IssueEditForm(about.desk, about.row("issue")["id"], state=state)


def _remedy(about: _About) -> _Form:
    from kodoku_tui.tui.issues.remedy_form import RemedyForm

    known = about.row_if_any("remedy")
    issue_id = about.row("issue")["id"] if known is None else known["issue_id"]
    return RemedyForm(about.desk, issue_id, None if known is None else known["id"])


def _action(about: _About) -> _Form:
    from kodoku_tui.tui.checkins.action_forms import ActionForm

    note = about.row_if_any("checkin")
    if note is not None:
        return ActionForm(about.desk, None, checkin_id=note["id"])
    return ActionForm(about.desk, about.number_if_known)


def _postponement(about: _About) -> _Form:
    from kodoku_tui.tui.checkins.action_forms import PostponeForm

    return PostponeForm(about.desk, about.row("action")["id"])


def _contact(about: _About) -> _Form:
    from kodoku_tui.tui.register.contact_form import ContactForm

    known = about.row_if_any("contact")
    return ContactForm(about.desk, about.number, None if known is None else known["id"])


def _plan_change(about: _About) -> _Form:
    from kodoku_tui.tui.register.activity_form import PlanChangeForm

    known = about.row_if_any("plan_change")
    return PlanChangeForm(about.desk, about.number, None if known is None else known["id"])


def _linkage(about: _About) -> _Form:
    from kodoku_tui.tui.linkages.linkage_form import LinkageForm

    if about.row_if_any("linkage") is not None:
        return about.thing("linkage", "linkage")
    return LinkageForm(about.desk, about.number_if_known)


def _indicator(about: _About) -> _Form:
    from kodoku_tui.tui.linkages.indicator_form import IndicatorForm

    if about.row_if_any("indicator") is not None:
        return about.thing("indicator", "indicator")
    return IndicatorForm(about.desk, about.number)


def _actual(about: _About) -> _Form:
    from kodoku_tui.tui.linkages.indicator_form import ActualForm

    known = about.row("indicator")
    return ActualForm(about.desk, about.number_by(known), known["position"])


def _milestone(about: _About) -> _Form:
    from kodoku_tui.tui.duties.milestone_form import MilestoneForm

    return MilestoneForm(about.desk, *_duty(about))


def _extension(about: _About) -> _Form:
    from kodoku_tui.tui.duties.milestone_form import ExtensionForm

    return ExtensionForm(about.desk, *_duty(about))


def _duty(about: _About) -> tuple[int, str | None]:
    """Group and key of one duty; without a key where it is chosen in the form."""
    known = about.row_if_any("milestone")
    if known is None:
        return about.number, None
    from kodoku_tui.services.duties.milestones import list_milestones

    number = about.number_by(known)
    keys = [one.key for one in list_milestones(about.desk, number) if one.id == known["id"]]
    if not keys:
        raise Refused("draft.row_gone")
    return number, keys[0]


def _document(about: _About) -> _Form:
    from kodoku_tui.tui.duties.round_forms import DocumentForm

    return DocumentForm(about.desk, about.number)


def _comment(about: _About) -> _Form:
    from kodoku_tui.tui.duties.round_forms import CommentForm

    return CommentForm(about.desk, about.number)


def _repayment(about: _About) -> _Form:
    from kodoku_tui.tui.duties.repayment_form import RepaymentForm

    return RepaymentForm(about.desk, about.number)


def _cost(about: _About) -> _Form:
    from kodoku_tui.tui.duties.money_form import CostForm

    return CostForm(about.desk, about.number, about.row("cost_item")["id"])


def _reallocation(about: _About) -> _Form:
    from kodoku_tui.tui.duties.money_form import ReallocationForm

    return ReallocationForm(about.desk, about.number, None)


def _evidence(about: _About) -> _Form:
    from kodoku_tui.services.duties.money.page import money_of
    from kodoku_tui.tui.duties.money_form import EvidenceForm

    known = about.row_if_any("evidence")
    if known is None and len(about.uids) > 1:
        raise Refused("draft.row_gone")
    papers = [] if known is None else money_of(about.desk, about.number).evidence
    paper = next((one for one in papers if known is not None and one.id == known["id"]), None)
    return EvidenceForm(about.desk, about.number, None, paper)


def _audit(about: _About) -> _Form:
    from kodoku_tui.services.duties.money.page import money_of
    from kodoku_tui.tui.duties.money_form import AuditForm

    known = about.row_if_any("final_audit")
    if known is None and len(about.uids) > 1:
        raise Refused("draft.row_gone")
    audits = [] if known is None else money_of(about.desk, about.number).audits
    audit = next((one for one in audits if known is not None and one.id == known["id"]), None)
    return AuditForm(about.desk, about.number, audit)


def _assignment(about: _About) -> _Form:
    from kodoku_tui.tui.register.assign_form import AssignForm

    numbers = [number_of_group(about.desk, uids=[uid]) for uid in about.uids]
    known = [number for number in numbers if number is not None]
    if len(known) != len(numbers):
        raise Refused("draft.group_gone")
    return AssignForm(about.desk, known)


def _ending(about: _About) -> _Form:
    from kodoku_tui.tui.register.facts_form import EndForm

    return EndForm(about.desk, about.number)


def _reactivation(about: _About) -> _Form:
    from kodoku_tui.tui.register.facts_form import ReactivationForm

    return ReactivationForm(about.desk, about.number)


def _attendance(about: _About) -> _Form:
    from kodoku_tui.services.sessions.sessions import attendance_of
    from kodoku_tui.tui.sessions.attendance_form import AttendanceForm

    return AttendanceForm(about.desk, attendance_of(about.desk, about.row("session")["key"], about.number))


def _survey(about: _About) -> _Form:
    from kodoku_tui.tui.sessions.surveys import SurveyForm

    return SurveyForm(about.desk, about.row("session")["key"])


def _session(about: _About) -> _Form:
    return form_of(about.desk, Thing("session", key=about.row("session")["key"]))


def _session_to_move(about: _About) -> _Form:
    from kodoku_tui.tui.sessions.session_form import MoveSessionForm

    return MoveSessionForm(about.desk, about.row("session")["key"])


def _session_to_add(about: _About) -> _Form:
    from kodoku_tui.tui.sessions.session_form import AddSessionForm

    return AddSessionForm(about.desk)


def _plan(about: _About) -> _Form:
    from kodoku_tui.tui.duties.plan_form import PlanForm

    return PlanForm(about.desk, about.row("milestone_plan")["key"])


def _milestone_to_add(about: _About, kind: MilestoneKind) -> _Form:
    from kodoku_tui.tui.duties.plan_add_form import MilestoneAddForm

    return MilestoneAddForm(about.desk, kind)


def _decision(about: _About) -> _Form:
    return about.thing("decision", "review_group")


_MAKERS: dict[str, Callable[[_About], _Form]] = {
    "action": _action,
    "action_change": lambda about: about.thing("action", "action"),
    "activity": lambda about: about.of_group("activity"),
    "actual": _actual,
    "add_session": _session_to_add,
    "assign": _assignment,
    "attendance": _attendance,
    "audit": _audit,
    "checkin": _checkin,
    "checkin_correction": lambda about: about.thing("checkin", "checkin"),
    "comment": _comment,
    "contact": _contact,
    "cost": _cost,
    "decision": _decision,
    "document": _document,
    "edit_session": _session,
    "ending": _ending,
    "evidence": _evidence,
    "extension": _extension,
    "facts": lambda about: about.of_group("group"),
    "indicator": _indicator,
    "issue": _issue,
    "issue_edit": lambda about: about.thing("issue", "issue"),
    "linkage": _linkage,
    "milestone": _milestone,
    "move_session": _session_to_move,
    "plan": _plan,
    "plan_change": _plan_change,
    "postpone": _postponement,
    "reactivation": _reactivation,
    "reallocation": _reallocation,
    "remedy": _remedy,
    "repayment": _repayment,
    "survey": _survey,
}
