"""Two people change one row: the second sees both values, and whoever saves once more means it, in every form.

The forms are saved without an app: what stands in their fields is handed to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest

from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange
from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.issues.remedies import RemedyEntry, RemedyResult
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, Condition, Severity
from kodoku_tui.services.checkins.actions import action_of, add_action, change_action, postpone_action
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.documents import list_documents, receive_document
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import (
    add_evidence,
    change_evidence,
    record_audit,
    set_expense,
)
from kodoku_tui.services.issues.issues import change_issue
from kodoku_tui.services.issues.page import issue_of
from kodoku_tui.services.issues.remedies import change_remedy, list_remedies
from kodoku_tui.services.linkages.indicators import list_indicators
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.services.register.contacts import add_contact, change_contact, list_contacts
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.sessions.announcements import SessionFacts, change_session
from kodoku_tui.services.sessions.sessions import (
    AttendanceRow,
    list_attendance,
    mark_attendance,
    session_named,
)
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.checkins.action_forms import ActionChangeForm, PostponeForm
from kodoku_tui.tui.checkins.correction_form import CheckinCorrectionForm
from kodoku_tui.tui.duties.milestone_form import MilestoneForm
from kodoku_tui.tui.duties.money_form import AuditForm, CostForm, EvidenceForm
from kodoku_tui.tui.duties.round_forms import DocumentForm
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.issues.edit_form import IssueEditForm
from kodoku_tui.tui.issues.remedy_form import RemedyForm
from kodoku_tui.tui.linkages.indicator_form import IndicatorForm
from kodoku_tui.tui.linkages.linkage_form import LinkageForm
from kodoku_tui.tui.register.contact_form import ContactForm
from kodoku_tui.tui.register.facts_form import FactsForm
from kodoku_tui.tui.sessions.attendance_form import AttendanceForm
from kodoku_tui.tui.sessions.attendance_forms import MarksForm
from kodoku_tui.tui.sessions.session_form import EditSessionForm
from tests.tui.issues_and_linkages import fill

MINE, THEIRS = "私の案", "ほかの人の案"
TODAY = date(2025, 12, 15)


class Case(NamedTuple):
    """An open form with what is typed in it, what somebody else does meanwhile, and what stands in the file."""

    form: FormScreen[str]
    typed: dict[str, Any]
    meanwhile: Callable[[], object]
    stands: Callable[[], object]


def an_action(desk: Desk) -> Case:
    row = add_action(desk, ActionEntry(group_no=1, title="様式を送る")).row_id
    theirs = ActionChange(title=THEIRS, by_group=False, staff=None, due_on=None)
    return Case(
        ActionChangeForm(desk, row),
        {"title": MINE, "turn": "secretariat", "staff": None, "due_on": None},
        lambda: change_action(desk, row, theirs, version=action_of(desk, row)["version"]),
        lambda: action_of(desk, row)["title"],
    )


def a_postponement(desk: Desk) -> Case:
    row = add_action(desk, ActionEntry(group_no=1, title="様式を送る")).row_id
    return Case(
        PostponeForm(desk, row),
        {"to": date(2026, 1, 20), "reason": MINE},
        lambda: postpone_action(
            desk, row, to=date(2026, 1, 10), reason=THEIRS, version=action_of(desk, row)["version"]
        ),
        lambda: action_of(desk, row)["due_on"],
    )


def a_contact(desk: Desk) -> Case:
    add_contact(desk, 1, ContactEntry(name="架空 花子"))
    row = list_contacts(desk, 1)[-1].id
    return Case(
        ContactForm(desk, 1, row),
        {
            "name": MINE,
            "reading": "",
            "role": "",
            "phone": "",
            "mail": "",
            "is_primary": "no",
            "note": "",
        },
        lambda: change_contact(desk, row, ContactEntry(name=THEIRS)),
        lambda: next(one.name for one in list_contacts(desk, 1) if one.id == row),
    )


def a_remedy(desk: Desk) -> Case:
    issue = fill(desk)["flyer"]
    row = list_remedies(desk, issue_id=issue)[0].id
    return Case(
        RemedyForm(desk, issue, row),
        {"text": MINE, "tried_on": TODAY, "result": RemedyResult.TRYING, "result_note": "", "staff": None},
        lambda: change_remedy(desk, row, RemedyEntry(text=THEIRS, tried_on=TODAY)),
        lambda: list_remedies(desk, issue_id=issue)[0].text,
    )


def a_linkage(desk: Desk) -> Case:
    fill(desk)
    known = list_linkages(desk, 2)[0]
    form = LinkageForm(desk, 2, known.id)
    typed = {
        "counterpart": MINE,
        "kind": known.kind,
        "level": None,
        "reached_on": TODAY,
        "gap": "",
        "identified_on": None,
        "role": "",
        "benefit": "",
        "level_note": "",
        "shown": "shown",
    }
    other = LinkageForm(desk, 2, known.id)
    return Case(
        form,
        typed,
        lambda: other.save(typed | {"counterpart": THEIRS}),
        lambda: list_linkages(desk, 2)[0].counterpart,
    )


def a_linkage_taken_back(desk: Desk) -> Case:
    case = a_linkage(desk)
    return case._replace(
        typed=case.typed | {"shown": "hidden"},
        stands=lambda: [one.counterpart for one in list_linkages(desk, 2)],
    )


def an_indicator(desk: Desk) -> Case:
    fill(desk)
    typed = {"name": MINE, "unit": "人", "baseline": None, "target": None, "narrative": ""}
    form, other = IndicatorForm(desk, 1, 1), IndicatorForm(desk, 1, 1)
    return Case(
        form,
        typed,
        lambda: other.save(typed | {"name": THEIRS}),
        lambda: list_indicators(desk, 1)[0].name,
    )


def a_mark(desk: Desk) -> Case:
    first = AttendanceEntry(session="training_1", group_no=1, mark=AttendanceMark.ON_SITE)
    mark_attendance(desk, [first])
    row = list_attendance(desk, "training_1", number=1)[0]
    return Case(
        AttendanceForm(desk, row),
        {"mark": AttendanceMark.ON_SITE, "heads": 2, "names": MINE, "note": ""},
        lambda: mark_attendance(desk, [first.model_copy(update={"names": THEIRS})]),
        lambda: list_attendance(desk, "training_1", number=1)[0].names,
    )


def a_cost(desk: Desk) -> Case:
    item = money_of(desk, 1).items[0]
    set_expense(desk, 1, item.title, ExpenseChange(budget=100))
    return Case(
        CostForm(desk, 1, item.item_id),
        {"budget": 300, "reported": None, "proper": None},
        lambda: set_expense(desk, 1, item.title, ExpenseChange(budget=200)),
        lambda: money_of(desk, 1).items[0].line.budget,
    )


def an_evidence(desk: Desk) -> Case:
    item = money_of(desk, 1).items[0]
    entry = EvidenceEntry(item=item.title, payee="架空の印刷所", amount=1000)
    add_evidence(desk, 1, entry)
    known = money_of(desk, 1).evidence[0]
    typed: dict[str, Any] = {step.name: None for step in EvidenceStep}
    return Case(
        EvidenceForm(desk, 1, item.item_id, known),
        typed | {"item": item.title, "payee": MINE, "amount": 1000, "note": ""},
        lambda: change_evidence(desk, 1, known.id, entry.model_copy(update={"payee": THEIRS})),
        lambda: money_of(desk, 1).evidence[0].payee,
    )


def an_audit(desk: Desk) -> Case:
    move_milestone(desk, 1, "contract", Move.SUBMIT, on=date(2025, 7, 1))
    theirs = AuditEntry(on=TODAY, result="条件付適", findings="")  # type: ignore[arg-type]
    record_audit(desk, 1, theirs, moves_milestone=False)
    return Case(
        AuditForm(desk, 1, money_of(desk, 1).audits[0]),
        {"result": "条件付適", "findings": MINE, "corrections": "", "moves_milestone": False},
        lambda: record_audit(desk, 1, theirs.model_copy(update={"findings": THEIRS}), moves_milestone=False),
        lambda: money_of(desk, 1).audits[-1].findings,
    )


def a_document(desk: Desk) -> Case:
    known = list_documents(desk, 1)[0]
    receive_document(desk, 1, known.milestone, known.key, on=TODAY, place="https://files.example.jp/1")
    return Case(
        DocumentForm(desk, 1),
        {
            "document": f"{known.milestone}:{known.key}",
            "on": TODAY,
            "place": "https://files.example.jp/2",
            "note": "",
        },
        lambda: receive_document(
            desk, 1, known.milestone, known.key, on=TODAY, place="https://files.example.jp/3"
        ),
        lambda: list_documents(desk, 1)[0].place,
    )


def a_session(desk: Desk) -> Case:
    known = session_named(desk, "training_1")
    typed = {
        "title": MINE,
        "kind": known["kind"],
        "on": date.fromisoformat(known["held_on"]),
        "day": "fixed",
        "time": None,
        "place": None,
        "format": "",
        "capacity": None,
        "reply_by": None,
    }
    return Case(
        EditSessionForm(desk, "training_1"),
        typed,
        lambda: change_session(desk, "training_1", SessionFacts(title=THEIRS)),
        lambda: session_named(desk, "training_1")["title"],
    )


def a_milestone(desk: Desk) -> Case:
    move_milestone(desk, 1, "contract", Move.SUBMIT, on=TODAY)
    return Case(
        MilestoneForm(desk, 1, "contract"),
        {"key": "contract", "move": Move.ACCEPT, "on": TODAY, "comment": ""},
        lambda: move_milestone(desk, 1, "contract", Move.REVIEW, on=TODAY),
        lambda: next(one.state for one in list_milestones(desk, 1) if one.key == "contract"),
    )


def the_facts(desk: Desk) -> Case:
    known = group_of(desk, 1)
    typed = {
        "name": known["name"],
        "reading": "",
        "project": MINE,
        "targets": known["targets_text"],
        "area": known["area"],
        "tier": known["support_tier"],
        **{column.key: None for column in FACTS},
    }
    return Case(
        FactsForm(desk, 1),
        typed,
        lambda: set_facts(desk, 1, project=THEIRS),
        lambda: group_of(desk, 1)["project"],
    )


def a_checkin(desk: Desk) -> Case:
    entry = CheckinEntry(group_no=1, held_on=TODAY, channel=Channel.PHONE, note="チラシの相談")
    row = log_checkin(desk, entry).row_id
    typed = {
        "note": MINE,
        "condition": Condition.GOOD,
        "channel": Channel.PHONE,
        "next_on": None,
        "held_on": TODAY,
        "held_at": None,
        "participants": (),
        "occasion": None,
        "answer": None,
        "reader": None,
        "named": (),
        "staff": None,
    }
    theirs = entry.model_copy(update={"note": THEIRS})
    return Case(
        CheckinCorrectionForm(desk, row),
        typed,
        lambda: correct_checkin(desk, row, theirs, version=checkin_of(desk, row).version),
        lambda: checkin_of(desk, row).note,
    )


def many_marks(desk: Desk) -> Case:
    first = AttendanceEntry(session="training_1", group_no=1, mark=AttendanceMark.ON_SITE)
    mark_attendance(desk, [first])
    return Case(
        MarksForm(desk, "training_1", page_of(desk)),
        {"marks": "1,2 z"},
        lambda: mark_attendance(desk, [first.model_copy(update={"mark": AttendanceMark.RECORDING})]),
        lambda: marks_of(desk),
    )


def many_first_marks(desk: Desk) -> Case:
    theirs = AttendanceEntry(session="training_1", group_no=2, mark=AttendanceMark.ON_SITE)
    return Case(
        MarksForm(desk, "training_1", page_of(desk)),
        {"marks": "1,2 z"},
        lambda: mark_attendance(desk, [theirs]),
        lambda: marks_of(desk),
    )


def page_of(desk: Desk) -> dict[int, AttendanceRow]:
    return {row.group_no: row for row in list_attendance(desk, "training_1")}


def marks_of(desk: Desk) -> list[str]:
    return [row.mark for row in list_attendance(desk, "training_1")]


def an_issue(desk: Desk) -> Case:
    row = fill(desk)["flyer"]
    return Case(
        IssueEditForm(desk, row),
        issue_as_typed(desk, row),
        lambda: change_issue(desk, row, IssueChange(title=THEIRS)),
        lambda: issue_of(desk, row).title,
    )


def issue_as_typed(desk: Desk, row: int) -> dict[str, Any]:
    """The issue as it stands, with another title."""
    known = issue_of(desk, row)
    return {
        "kind": (known.category, known.subcategory),
        "state": known.state,
        "severity": known.severity,
        "noticed": known.noticed,
        "title": MINE,
        "note": known.note,
        "worked_text": "",
    }


CASES = (
    an_action,
    a_postponement,
    a_contact,
    a_remedy,
    a_linkage,
    a_linkage_taken_back,
    an_indicator,
    a_mark,
    many_marks,
    many_first_marks,
    a_cost,
    an_evidence,
    an_audit,
    a_document,
    a_session,
    a_milestone,
    the_facts,
    a_checkin,
    an_issue,
)


@pytest.mark.parametrize("open_form", CASES)
def test_whoever_saves_once_more_after_seeing_both_values_means_it(
    small_desk: Desk, open_form: Callable[[Desk], Case]
) -> None:
    case = open_form(small_desk)
    case.meanwhile()
    theirs = case.stands()
    with pytest.raises(StaleVersion):
        case.form.save_beside_others(case.typed)
    assert case.stands() == theirs
    case.form.save_beside_others(case.typed)
    assert case.stands() != theirs


def test_of_many_marks_each_that_somebody_else_changed_is_shown_once(small_desk: Desk) -> None:
    desk = small_desk
    form = MarksForm(desk, "training_1", page_of(desk))
    for number in (1, 2):
        entry = AttendanceEntry(session="training_1", group_no=number, mark=AttendanceMark.ON_SITE)
        mark_attendance(desk, [entry])
    for _ in range(2):
        with pytest.raises(StaleVersion):
            form.save_beside_others({"marks": "1,2 z"})
    form.save_beside_others({"marks": "1,2 z"})
    assert marks_of(desk)[:2] == [AttendanceMark.ABSENT] * 2


def test_only_what_both_changed_is_asked_about_the_rest_stays_as_the_other_left_it(small_desk: Desk) -> None:
    row = fill(small_desk)["flyer"]
    form, typed = IssueEditForm(small_desk, row), issue_as_typed(small_desk, row)
    change_issue(small_desk, row, IssueChange(title=THEIRS, severity=Severity.HEAVY))
    with pytest.raises(StaleVersion) as stale:
        form.save_beside_others(typed)
    assert (stale.value.mine, stale.value.theirs) == ({"title": MINE}, {"title": THEIRS})
    form.save_beside_others(typed)
    now = issue_of(small_desk, row)
    assert (now.title, now.severity) == (MINE, Severity.HEAVY)
