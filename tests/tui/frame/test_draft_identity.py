"""A draft belongs to the rows that its form is about: numbers and names come again in the next year."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

import kodoku_tui.tui
from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import MilestoneKind, Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.entries import ReviewEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, IssueCategory, IssueState
from kodoku_tui.services.attention.weights import list_weights
from kodoku_tui.services.checkins.actions import add_action, list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.duties.matrix import matrix_columns
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import add_evidence, record_audit
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.identity import HeldGroups, group_uid
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import add_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy, list_remedies
from kodoku_tui.services.keeping.erasing import preview_words
from kodoku_tui.services.linkages.indicators import set_indicator
from kodoku_tui.services.linkages.linkages import list_linkages, set_linkage
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.saved_views import list_views, save_view
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.review.reviews import review_of, start_review
from kodoku_tui.services.sessions.sessions import list_attendance
from kodoku_tui.tui.app.draft_forms import form_of_draft
from kodoku_tui.tui.app.editing import form_of
from kodoku_tui.tui.attention.weight_form import WeightForm
from kodoku_tui.tui.attention.weights import Weight, weights_in
from kodoku_tui.tui.checkins.action_forms import ActionChangeForm, ActionForm, PostponeForm
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.desk.settings_form import CostItemForm, SettingsForm
from kodoku_tui.tui.duties.bulk_form import BulkExtensionForm, BulkForm, BulkMoveForm
from kodoku_tui.tui.duties.cell_forms import CellMoveForm
from kodoku_tui.tui.duties.milestone_form import ExtensionForm, MilestoneForm
from kodoku_tui.tui.duties.money_form import AuditForm, CostForm, EvidenceForm, ReallocationForm
from kodoku_tui.tui.duties.plan_add_form import CheckForm, MilestoneAddForm
from kodoku_tui.tui.duties.plan_form import PlanForm
from kodoku_tui.tui.duties.repayment_form import RepaymentForm
from kodoku_tui.tui.duties.round_forms import CommentForm, DocumentForm
from kodoku_tui.tui.duties.settle_form import SettleForm
from kodoku_tui.tui.endings.completion_form import CompletionForm
from kodoku_tui.tui.exports.calendar_form import CalendarForm
from kodoku_tui.tui.exports.export_form import ExportForm
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.group_form import GroupForm
from kodoku_tui.tui.frame.group_selection import GroupsAtHand
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.issues.edit_form import IssueEditForm
from kodoku_tui.tui.issues.filter_form import IssueFilterForm
from kodoku_tui.tui.issues.issue_form import IssueForm
from kodoku_tui.tui.issues.remedy_form import RemedyForm
from kodoku_tui.tui.keeping.erase_forms import Asked, EraseConfirmForm, EraseForm
from kodoku_tui.tui.linkages.indicator_form import ActualForm, IndicatorForm
from kodoku_tui.tui.linkages.linkage_form import LinkageForm
from kodoku_tui.tui.people.staff_forms import HandoverForm, RenameForm, RetireForm
from kodoku_tui.tui.register.activity_form import ActivityForm, PlanChangeForm
from kodoku_tui.tui.register.assign_form import AssignForm
from kodoku_tui.tui.register.contact_form import ContactForm
from kodoku_tui.tui.register.facts_form import EndForm, FactsForm, ReactivationForm
from kodoku_tui.tui.register.staff_form import StaffForm
from kodoku_tui.tui.review.forms import DecisionForm, MinutesForm, StartReviewForm
from kodoku_tui.tui.sessions.attendance_form import AttendanceForm
from kodoku_tui.tui.sessions.attendance_forms import FollowUpForm, MarksForm
from kodoku_tui.tui.sessions.invite_form import InviteForm
from kodoku_tui.tui.sessions.session_form import AddSessionForm, EditSessionForm, MoveSessionForm
from kodoku_tui.tui.sessions.surveys import SurveyForm
from kodoku_tui.tui.views.filter_form import FilterForm
from kodoku_tui.tui.views.view_forms import RenameViewForm, SaveViewForm
from tests.desks import data_of, desk_on_copy, go_to, write_roster
from tests.tui.sitting import sitting_at

WINTER, SUMMER = date(2025, 12, 15), date(2026, 7, 1)
SESSION, REPORT = "training_1", "outcome_report"
EVERYBODY = GroupsAtHand(Selection())

Form = FormScreen[Any]


def live(desk: Desk, day: date) -> None:
    """Something of every kind for group 1 of the year at hand."""
    checkin = CheckinEntry(group_no=1, held_on=day, channel=Channel.PHONE, note="様子を聞いた")
    log_checkin(desk, checkin)
    issue = add_issue(
        desk, IssueEntry(group_no=1, category=IssueCategory.ADMIN, title="領収書の整理", opened_on=day)
    ).row_id
    add_remedy(desk, issue, RemedyEntry(text="様式を渡した", tried_on=day))
    add_action(desk, ActionEntry(group_no=1, title="様式を送る"))
    add_contact(desk, 1, ContactEntry(name="架空 花子"))
    known = {"group_no": 1, "kind": CounterpartKind.COMPANY, "counterpart": "架空の薬局", "reached_on": day}
    set_linkage(desk, LinkageEntry.model_validate(known | {"level": LinkageLevel.of(1)}))
    set_indicator(desk, IndicatorEntry(group_no=1, position=1, name="参加者数"))
    move_milestone(desk, 1, "contract", Move.SUBMIT, on=day)
    item = money_of(desk, 1).items[0].title
    add_evidence(desk, 1, EvidenceEntry(item=item, payee="架空文具", amount=1000))
    record_audit(desk, 1, AuditEntry(on=day, result=AuditResult.CONDITIONAL), moves_milestone=False)
    start_review(desk, ReviewEntry())


@pytest.fixture
def both(small_desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk in the winter of 2025 on a file with a like year 2026, whose group 1 is another one."""
    desk = small_desk
    live(desk, date(2025, 12, 1))
    save_view(desk, "架空の絞り込み", Selection(GroupFilter(text="架空")))
    begin_next_programme(desk.path, 2026, clock=desk.clock, from_year=2025)
    go_to(desk, SUMMER)
    book = write_roster(
        tmp_path / "r8.xlsx",
        [1, "架空の別の会", "別の取組", "高齢者", "大阪府", ""],
        [2, "架空の会", "つづき", "高齢者", "東京都", "○"],
    )
    assert import_roster(desk, book).new == 2
    live(desk, date(2026, 6, 1))
    go_to(desk, WINTER)
    yield desk


def left_and_back(desk: Desk) -> Form:
    """The form of a group that left, without leaving it so."""
    end_group(desk, 1, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
    form = ReactivationForm(desk, 1)
    reactivate_group(desk, 1, reason="戻った")
    return form


def silence_of(desk: Desk) -> Weight:
    return next(one for one in weights_in(list_weights(desk)) if one.key == "group.silence")


# What is about group 1, or about the year as a whole, has another key in each year.
FORMS: dict[str, Callable[[Desk], Form]] = {
    "CheckinForm": lambda desk: CheckinForm(desk, 1),
    "CheckinForm, group not chosen yet": lambda desk: CheckinForm(desk, None),
    "CheckinCorrectionForm": lambda desk: form_of(desk, Thing("last_checkin", 1)),
    "IssueForm": lambda desk: IssueForm(desk, 1),
    "IssueForm, group not chosen yet": lambda desk: IssueForm(desk, None),
    "IssueEditForm": lambda desk: IssueEditForm(desk, list_issues(desk, 1)[0].id),
    "IssueEditForm, being solved": lambda desk: IssueEditForm(
        desk, list_issues(desk, 1)[0].id, state=IssueState.SOLVED
    ),
    "RemedyForm": lambda desk: RemedyForm(desk, list_issues(desk, 1)[0].id),
    "RemedyForm, of one": lambda desk: RemedyForm(
        desk, list_issues(desk, 1)[0].id, list_remedies(desk, 1)[0].id
    ),
    "ActionForm": lambda desk: ActionForm(desk, 1),
    "ActionForm, group not chosen yet": lambda desk: ActionForm(desk, None),
    "ActionChangeForm": lambda desk: ActionChangeForm(desk, list_actions(desk, 1)[0].id),
    "PostponeForm": lambda desk: PostponeForm(desk, list_actions(desk, 1)[0].id),
    "ContactForm": lambda desk: ContactForm(desk, 1),
    "ContactForm, of one": lambda desk: ContactForm(desk, 1, list_contacts(desk, 1)[0].id),
    "LinkageForm": lambda desk: LinkageForm(desk, 1),
    "LinkageForm, of one": lambda desk: LinkageForm(desk, 1, list_linkages(desk, 1)[0].id),
    "IndicatorForm": lambda desk: IndicatorForm(desk, 1),
    "IndicatorForm, of one": lambda desk: IndicatorForm(desk, 1, 1),
    "ActualForm": lambda desk: ActualForm(desk, 1, 1),
    "MilestoneForm": lambda desk: MilestoneForm(desk, 1, None),
    "MilestoneForm, of one": lambda desk: MilestoneForm(desk, 1, REPORT),
    "CellMoveForm": lambda desk: CellMoveForm(desk, 1, REPORT),
    "ExtensionForm": lambda desk: ExtensionForm(desk, 1, None),
    "ExtensionForm, of one": lambda desk: ExtensionForm(desk, 1, REPORT),
    "DocumentForm": lambda desk: DocumentForm(desk, 1),
    "CommentForm": lambda desk: CommentForm(desk, 1),
    "BulkMoveForm": lambda desk: BulkMoveForm(desk, [1, 2], matrix_columns(desk)[0]),
    "BulkExtensionForm": lambda desk: BulkExtensionForm(desk, [1, 2], matrix_columns(desk)[0]),
    "CompletionForm": lambda desk: CompletionForm(desk, [1, 2]),
    "AssignForm": lambda desk: AssignForm(desk, [1]),
    "AssignForm, several": lambda desk: AssignForm(desk, [1, 2]),
    "FactsForm": lambda desk: FactsForm(desk, 1),
    "EndForm": lambda desk: EndForm(desk, 1),
    "ReactivationForm": left_and_back,
    "CostForm": lambda desk: CostForm(desk, 1, money_of(desk, 1).items[0].item_id),
    "ReallocationForm": lambda desk: ReallocationForm(desk, 1, money_of(desk, 1).items[0].item_id),
    "EvidenceForm": lambda desk: EvidenceForm(desk, 1, money_of(desk, 1).items[0].item_id, None),
    "EvidenceForm, of one": lambda desk: EvidenceForm(desk, 1, None, money_of(desk, 1).evidence[0]),
    "AuditForm": lambda desk: AuditForm(desk, 1, None),
    "SettleForm": SettleForm,
    "RepaymentForm": lambda desk: RepaymentForm(desk, 1),
    "AuditForm, of one": lambda desk: AuditForm(desk, 1, money_of(desk, 1).audits[0]),
    "AttendanceForm": lambda desk: AttendanceForm(desk, list_attendance(desk, SESSION, number=1)[0]),
    "MarksForm": lambda desk: MarksForm(
        desk, SESSION, {row.group_no: row for row in list_attendance(desk, SESSION)}
    ),
    "FollowUpForm": lambda desk: FollowUpForm(desk, SESSION, [1], [1, 2]),
    "InviteForm": lambda desk: InviteForm(desk, SESSION),
    "SurveyForm": lambda desk: SurveyForm(desk, SESSION),
    "EditSessionForm": lambda desk: EditSessionForm(desk, SESSION),
    "MoveSessionForm": lambda desk: MoveSessionForm(desk, SESSION),
    "AddSessionForm": AddSessionForm,
    "PlanForm": lambda desk: PlanForm(desk, REPORT),
    "CheckForm": lambda desk: CheckForm(desk, next(one for one in list_plan(desk) if one.key == REPORT)),
    "MilestoneAddForm": lambda desk: MilestoneAddForm(desk, MilestoneKind.AUDIT),
    "SettingsForm": lambda desk: SettingsForm(desk, "cap"),
    "WeightForm": lambda desk: WeightForm(desk, silence_of(desk).values),
    "CostItemForm": lambda desk: CostItemForm(desk, None),
    "CostItemForm, of one": lambda desk: CostItemForm(desk, money_of(desk, 1).items[0]),
    "ExportForm": lambda desk: ExportForm(desk, EVERYBODY),
    "ExportForm, of a group": lambda desk: ExportForm(desk, EVERYBODY, kind="group", group_no=1),
    "CalendarForm": lambda desk: CalendarForm(desk, EVERYBODY),
    "FilterForm": lambda desk: FilterForm(desk, GroupFilter()),
    "IssueFilterForm": lambda desk: IssueFilterForm(desk, IssueFilter()),
    "SaveViewForm": lambda desk: SaveViewForm(desk, Selection(), None),
    "StaffForm": StaffForm,
    "ActivityForm": lambda desk: ActivityForm(desk, 1),
    "PlanChangeForm": lambda desk: PlanChangeForm(desk, 1),
    "HandoverForm": lambda desk: HandoverForm(desk, list_staff(desk)[0], [1]),
    "StartReviewForm": StartReviewForm,
    "DecisionForm": lambda desk: DecisionForm(desk, review_of(desk).id, 1),
    "MinutesForm": lambda desk: MinutesForm(desk, review_of(desk).id),
}
# A saved view belongs to no year: it is the same row in each.
OF_EVERY_YEAR: dict[str, Callable[[Desk], Form]] = {
    "EraseForm": EraseForm,
    "EraseConfirmForm": lambda desk: EraseConfirmForm(
        desk, Asked(["架空 花子"], "申し出", preview_words(desk, ["架空 花子"]))
    ),
    "RenameViewForm": lambda desk: RenameViewForm(desk, list_views(desk)[0]),
    "RenameForm": lambda desk: RenameForm(desk, list_staff(desk)[0]),
    "RetireForm": lambda desk: RetireForm(desk, list_staff(desk)[0]),
}
# What is asked next stands on the screen that opens them.
ONLY_FROM_THEIR_SCREEN = {
    *("BulkMoveForm", "BulkExtensionForm", "CompletionForm", "MarksForm", "FollowUpForm", "InviteForm"),
    *(
        "SettingsForm",
        "WeightForm",
        "CostItemForm",
        "SaveViewForm",
        "RenameViewForm",
        "SettleForm",
        "CheckForm",
    ),
    *("StaffForm", "RenameForm", "RetireForm", "HandoverForm", "StartReviewForm"),
    # Nothing typed in them is kept.
    *("ExportForm", "CalendarForm", "FilterForm", "IssueFilterForm", "MinutesForm"),
    *("EraseForm", "EraseConfirmForm"),
}
# What others are made of.
BASES = {"FormScreen", "GroupForm", "BulkForm", "BulkCellForm", "FileForm"}


def forms_there_are(base: type[Any] = FormScreen) -> set[str]:
    """The names of all forms of the app, or of those of a kind."""
    for module in pkgutil.walk_packages(kodoku_tui.tui.__path__, f"{kodoku_tui.tui.__name__}."):
        importlib.import_module(module.name)
    found: set[type[Any]] = set()
    waiting: list[type[Any]] = [base]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("kodoku_tui."):
                found.add(one)
    return {one.__name__ for one in found if not one.__name__.startswith("_")}


def test_every_form_is_in_the_table() -> None:
    tried = {name.partition(",")[0] for name in FORMS | OF_EVERY_YEAR}
    assert forms_there_are() - BASES == tried


@pytest.mark.a_few(6)
@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_in_one_year_is_no_draft_of_the_next(both: Desk, name: str) -> None:
    make = FORMS[name]
    assert type(make(both)).__name__ == name.partition(",")[0]
    winter = make(both).draft_key
    go_to(both, SUMMER)
    assert make(both).draft_key != winter
    go_to(both, WINTER)
    assert make(both).draft_key == winter


@pytest.mark.a_few(6)
@pytest.mark.parametrize("name", FORMS | OF_EVERY_YEAR)
def test_a_draft_leads_back_to_the_form_in_which_it_was_typed(both: Desk, name: str) -> None:
    made = (FORMS | OF_EVERY_YEAR)[name]
    form = made(both)
    if name == "ReactivationForm":
        end_group(both, 1, GroupStatus.WITHDRAWN, on=both.today, reason="都合")
    if name.partition(",")[0] in ONLY_FROM_THEIR_SCREEN:
        with pytest.raises(Refused) as refused:
            form_of_draft(both, form.draft_key)
        assert refused.value.key == "draft.opens_elsewhere"
        return
    again = form_of_draft(both, form.draft_key)
    assert again.draft_key == form.draft_key
    assert isinstance(form, type(again))
    go_to(both, SUMMER)
    if name not in OF_EVERY_YEAR:
        # Of another year: it is opened there, never for whoever has the number here.
        with contextlib.suppress(Refused):
            assert form_of_draft(both, form.draft_key).draft_key == form.draft_key


@pytest.mark.parametrize("name", OF_EVERY_YEAR)
def test_what_belongs_to_no_year_keeps_its_draft(both: Desk, name: str) -> None:
    winter = OF_EVERY_YEAR[name](both).draft_key
    go_to(both, SUMMER)
    assert OF_EVERY_YEAR[name](both).draft_key == winter


def test_forms_of_several_groups_have_one_draft_in_whatever_order_they_were_marked(both: Desk) -> None:
    assert AssignForm(both, [1, 2]).draft_key == AssignForm(both, [2, 1]).draft_key
    assert AssignForm(both, [1, 2]).draft_key != AssignForm(both, [1, 3]).draft_key


def test_a_copy_of_the_file_shares_the_drafts_of_what_it_shares_and_no_others(
    small_desk: Desk, tmp_path: Path
) -> None:
    log_checkin(small_desk, CheckinEntry(group_no=1, held_on=WINTER, channel=Channel.PHONE, note="前の話"))
    shared = list_checkins(small_desk, 1)[0].id
    folder = tmp_path / "写し"
    folder.mkdir()
    small_desk.close()
    with desk_on_copy(small_desk.path, folder) as copy:
        for desk in (small_desk, copy):
            log_checkin(desk, CheckinEntry(group_no=2, held_on=WINTER, channel=Channel.PHONE, note="別々に"))
        here, there = (list_checkins(desk, 2)[0].id for desk in (small_desk, copy))
        # The same number in both: it says nothing.
        assert here == there
        keys = [
            [form_of(desk, Thing("checkin", row_id=row_id)).draft_key for desk in (small_desk, copy)]
            for row_id in (shared, here)
        ]
    assert keys[0][0] == keys[0][1]
    assert keys[1][0] != keys[1][1]


async def test_a_note_for_group_1_is_not_offered_for_group_1_of_the_next_year_and_waits(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("1 架空の会")
        await sitting.type("今年の大事な話")
        sitting.app.drafts.flush()
    go_to(both, SUMMER)
    async with sitting_at(both) as sitting:
        await sitting.is_told("面談を記録 1 架空の会・2025年度")
        await sitting.press("2", "c")
        await sitting.sees("1 架空の別の会")
        assert "今年の大事な話" not in sitting.flat
        await sitting.type("来年の話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        sitting.app.drafts.flush()
    go_to(both, WINTER)
    async with sitting_at(both) as sitting:
        await sitting.is_told("面談を記録 1 架空の会")
        await sitting.press("2", "c")
        await sitting.sees("1 架空の会", "今年の大事な話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(both, 1)[0].note == "今年の大事な話"


async def test_a_draft_of_another_year_opens_in_that_year(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        await sitting.press("2", "c")
        await sitting.type("昨年度の大事な話")
        await sitting.press("escape", "l")
        sitting.app.drafts.flush()
    go_to(both, SUMMER)
    async with sitting_at(both) as sitting:
        await sitting.press("full_stop")
        await sitting.sees("1 架空の会・2025年度", "昨年度の大事な話")
        await sitting.press("enter")
        await sitting.sees("1 架空の会", "昨年度の大事な話", "前に入力した途中の内容を戻しました。")
        assert both.year == 2025


async def test_a_group_that_was_chosen_in_a_draft_is_still_that_group(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        await sitting.press("3", "c")
        await sitting.type("架空こども塾")
        await sitting.press("enter")
        await sitting.type("塾の話")
        sitting.app.drafts.flush()
    with both.writing("unit.set_facts", number=3) as unit:
        for number, group_id in ((30, 3), (3, 4)):
            unit.update("adopted_group", group_id, {"number": number})
    async with sitting_at(both) as sitting:
        await sitting.is_told("面談を記録 3 架空こども塾")
        await sitting.press("3", "c", "ctrl+s")
        await sitting.is_told("30 架空こども塾")
    assert [one.note for one in list_checkins(both, 30)] == ["塾の話"]
    assert list_checkins(both, 3) == []


async def test_a_number_that_came_to_mean_another_group_under_an_open_form_saves_nothing(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        await sitting.press("2", "c")
        await sitting.type("この団体の話")
        give_numbers_away(both)
        before = list_checkins(both)
        await sitting.press("ctrl+s")
        await sitting.sees("番号 1 は、この画面を開いてから別の団体のものになりました", "この団体の話")
    assert list_checkins(both) == before


def give_numbers_away(desk: Desk) -> None:
    """Group 1 becomes 30, and group 2 becomes 1."""
    with desk.writing("unit.set_facts", number=1) as unit:
        for number, group_id in ((30, 1), (1, 2)):
            unit.update("adopted_group", group_id, {"number": number})


MEANWHILE: dict[str, Callable[[Desk], None]] = {
    "another number": give_numbers_away,
    "another year": lambda desk: go_to(desk, SUMMER),
}


def values_of(name: str, desk: Desk) -> dict[str, Any]:
    """What is typed in the form; of others the groups are looked at before anything else is."""
    items = [item.title for item in money_of(desk, 1).items]
    person = {
        "name": "架空 次郎",
        "role": None,
        "phone": None,
        "mail": None,
        "is_primary": "no",
        "note": None,
    }
    evidence = {"item": items[0], "payee": "架空書店", "amount": 500, "note": ""}
    evidence |= {step.name: None for step in EvidenceStep}
    audit = {
        "on": date(2025, 12, 10),
        "result": AuditResult.PASSED,
        "findings": "",
        "corrections": "",
        "moves_milestone": False,
    }
    of_one: dict[str, dict[str, Any]] = {
        "AssignForm": {"main": None, "deputy": None, "new_name": "架空 新人"},
        "FactsForm": {
            "name": "架空の会",
            "project": "直した取組",
            "targets": "",
            "area": "東京都",
            "tier": SupportTier.STANDARD,
        },
        "ContactForm": person,
        "CostForm": {"budget": 1000, "reported": None, "proper": None},
        "ReallocationForm": {
            "source": items[0],
            "target": items[1],
            "amount": 1,
            "reason": "都合",
            "on": date(2025, 12, 10),
            "approved_on": None,
        },
        "EvidenceForm": evidence,
        "AuditForm": audit,
        "ReactivationForm": {"reason": "戻った"},
        "AttendanceForm": {"mark": AttendanceMark.ON_SITE, "heads": None, "names": "", "note": ""},
        "MarksForm": {"marks": "1 p"},
        "FollowUpForm": {"whose": "these", "what": "資料送付", "due_on": date(2025, 12, 20)},
        "SurveyForm": {"group": group_uid(desk, 1), "score": "5", "comment": "よい"},
        "BulkMoveForm": {"move": Move.SUBMIT, "on": date(2025, 12, 10), "comment": ""},
        "BulkExtensionForm": {"to": date(2026, 3, 1), "reason": "都合"},
        "CompletionForm": {"on": date(2025, 12, 10), "reason": ""},
    }
    return of_one.get(name.partition(",")[0], {"group_no": group_uid(desk, 1)})


@pytest.mark.a_few(8)
@pytest.mark.parametrize("meanwhile", MEANWHILE)
@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_saved_for_a_group_that_took_the_number_of_another(
    both: Desk, name: str, meanwhile: str
) -> None:
    form = FORMS[name](both)
    if form.groups is None:
        return
    values = values_of(name, both)
    MEANWHILE[meanwhile](both)
    before = data_of(both.connection)
    with pytest.raises(Refused) as refused:
        form.save_beside_others(values)
    assert refused.value.key == "error.number_of_another_now"
    if isinstance(form, BulkForm):
        # Also after the preview has been answered.
        with pytest.raises(Refused) as refused:
            form.act(values)
        assert refused.value.key == "error.number_of_another_now"
    assert data_of(both.connection) == before


def test_every_form_of_a_group_holds_on_to_it(both: Desk) -> None:
    holding = {name.partition(",")[0] for name, make in FORMS.items() if make(both).groups is not None}
    assert (
        holding
        == {
            *forms_there_are(GroupForm),
            *forms_there_are(BulkForm),
            *("AssignForm", "AttendanceForm", "ContactForm", "FactsForm", "FollowUpForm", "MarksForm"),
            *("ActivityForm", "PlanChangeForm", "DecisionForm"),
            *("ReactivationForm", "SurveyForm"),
        }
        - BASES
    )


def test_a_number_that_changes_hands_in_the_very_moment_of_the_act_writes_nothing(both: Desk) -> None:
    groups = HeldGroups.of(both, [1])
    with groups.held():
        with closing(Desk(both.path, clock=both.clock)) as elsewhere:
            give_numbers_away(elsewhere)
        before = data_of(both.connection)
        with pytest.raises(Refused) as refused:
            add_contact(both, 1, ContactEntry(name="架空 次郎"))
    assert refused.value.key == "error.number_of_another_now"
    assert data_of(both.connection) == before


async def test_a_mark_on_the_page_of_a_session_is_that_of_the_group_that_stood_there(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        sitting.app.show_attendance(SESSION)
        await sitting.sees("1", "架空の会")
        give_numbers_away(both)
        before = data_of(both.connection)
        await sitting.press("p")
        await sitting.is_told("番号 1 は、この画面を開いてから別の団体のものになりました")
    assert data_of(both.connection) == before


async def test_leaving_names_what_is_not_saved(both: Desk) -> None:
    async with sitting_at(both) as sitting:
        await sitting.press("2", "c")
        await sitting.type("途中")
        await sitting.press("ctrl+q")
        question = sitting.app.screen
        assert isinstance(question, ConfirmScreen)
        said = [str(line.render()) for line in question.query(Static)]
        assert "入力の途中のものが1件あります" in said[0]
        assert said[1].endswith("面談を記録 1 架空の会")
