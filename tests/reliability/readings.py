"""Everything that shows what stands in a file: screens, forms, lists of the command line, what is handed out.

The screens are read as the app reads them, in any of their orders, without being laid out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import click
from textual import events
from textual._context import active_app
from textual.dom import DOMNode

import kodoku_tui.tui
from kodoku_tui.cli.main import root, run
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.locale import language, say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.attention.weights import list_weights
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.duties.documents import document_to_open, list_documents
from kodoku_tui.services.duties.matrix import matrix_columns
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.money.page import cost_items, money_of
from kodoku_tui.services.duties.month import duties_between
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.exports.exports import EXPORT_KINDS, ending_of, export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.services.issues.remedies import list_remedies
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.linkages.indicators import list_indicators
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.services.register.contacts import list_contacts
from kodoku_tui.services.register.groups import list_groups
from kodoku_tui.services.register.saved_views import list_views
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.review.reviews import lines_of_review, list_reviews
from kodoku_tui.services.sessions.sessions import list_attendance, list_sessions
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.app.editing import form_of
from kodoku_tui.tui.attention.weight_form import WeightForm
from kodoku_tui.tui.attention.weights import WeightsScreen, weights_in
from kodoku_tui.tui.checkins.action_forms import ActionForm, PostponeForm
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.checkins.due import CheckinsDueScreen
from kodoku_tui.tui.desk.changes import ChangesScreen
from kodoku_tui.tui.desk.drafts import DraftsScreen
from kodoku_tui.tui.desk.log import LogScreen
from kodoku_tui.tui.desk.search import SearchScreen
from kodoku_tui.tui.desk.search import thing_of as found_thing
from kodoku_tui.tui.desk.settings import SettingsScreen
from kodoku_tui.tui.desk.settings_form import CostItemForm, SettingsForm
from kodoku_tui.tui.duties.bulk_form import BulkExtensionForm, BulkMoveForm
from kodoku_tui.tui.duties.cell_forms import CellMoveForm
from kodoku_tui.tui.duties.day import DayScreen
from kodoku_tui.tui.duties.day import thing_of as duty_thing
from kodoku_tui.tui.duties.matrix import MatrixScreen
from kodoku_tui.tui.duties.milestone_form import ExtensionForm, MilestoneForm
from kodoku_tui.tui.duties.money import MoneyScreen
from kodoku_tui.tui.duties.money_form import AuditForm, CostForm, EvidenceForm, ReallocationForm
from kodoku_tui.tui.duties.month import MonthScreen
from kodoku_tui.tui.duties.plan import PlanScreen
from kodoku_tui.tui.duties.plan_add_form import CheckForm, MilestoneAddForm
from kodoku_tui.tui.duties.plan_form import PlanForm
from kodoku_tui.tui.duties.repayment_form import RepaymentForm
from kodoku_tui.tui.duties.round_forms import CommentForm, DocumentForm
from kodoku_tui.tui.duties.settle_form import SettleForm
from kodoku_tui.tui.endings.completion_form import CompletionForm
from kodoku_tui.tui.exports.calendar_form import CalendarForm
from kodoku_tui.tui.exports.export_form import ExportForm
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.frame.group_selection import GroupsAtHand
from kodoku_tui.tui.frame.reading_screen import ReadingScreen
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.issues.board import IssueBoardScreen
from kodoku_tui.tui.issues.edit_form import IssueEditForm
from kodoku_tui.tui.issues.filter_form import IssueFilterForm
from kodoku_tui.tui.issues.issue import IssueScreen
from kodoku_tui.tui.issues.issue_form import IssueForm
from kodoku_tui.tui.issues.issue_list import IssueListScreen
from kodoku_tui.tui.issues.remedy_form import RemedyForm
from kodoku_tui.tui.issues.trend import IssueTrendScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.karte.records import RecordsScreen
from kodoku_tui.tui.keeping.backups import BackupsScreen
from kodoku_tui.tui.linkages.indicator_form import ActualForm, IndicatorForm
from kodoku_tui.tui.linkages.indicators import IndicatorsScreen
from kodoku_tui.tui.linkages.linkage_form import LinkageForm
from kodoku_tui.tui.linkages.linkages import LinkagesScreen
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.people.people import PeopleScreen
from kodoku_tui.tui.people.staff_forms import HandoverForm, RenameForm, RetireForm
from kodoku_tui.tui.register.activity_form import ActivityForm, PlanChangeForm
from kodoku_tui.tui.register.assign_form import AssignForm
from kodoku_tui.tui.register.facts_form import FactsForm, ending_form
from kodoku_tui.tui.register.find_group import FindGroupScreen
from kodoku_tui.tui.register.group_summary import summary_of
from kodoku_tui.tui.register.register import RegisterScreen
from kodoku_tui.tui.register.staff_form import StaffForm
from kodoku_tui.tui.review.forms import DecisionForm, MinutesForm, StartReviewForm
from kodoku_tui.tui.review.minutes import MinutesScreen
from kodoku_tui.tui.review.review import ReviewScreen
from kodoku_tui.tui.sessions.attendance import AttendanceScreen
from kodoku_tui.tui.sessions.attendance_form import AttendanceForm
from kodoku_tui.tui.sessions.attendance_forms import FollowUpForm, MarksForm
from kodoku_tui.tui.sessions.invite_form import InviteForm
from kodoku_tui.tui.sessions.session_form import AddSessionForm, EditSessionForm, MoveSessionForm
from kodoku_tui.tui.sessions.sessions import SessionsScreen
from kodoku_tui.tui.sessions.surveys import SurveyForm, SurveysScreen
from kodoku_tui.tui.views.filter_form import FilterForm
from kodoku_tui.tui.views.view_forms import RenameViewForm, SaveViewForm
from kodoku_tui.tui.views.views import ViewsScreen
from kodoku_tui.tui.work.lines import thing_of as work_thing
from kodoku_tui.tui.work.lines import thing_of_row
from kodoku_tui.tui.work.work import WorkScreen
from tests.tui.driver import threads_end

MANY = 10_000
NEWEST = 8


class PlainApp(KodokuApp):
    """The app with its desk and nothing on the screen: what is read is not laid out, which would cost the most."""

    CSS = ""

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        """Stay empty: show no screen, watch no file."""
        event.prevent_default()

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Nothing has looks."""


@asynccontextmanager
async def surroundings(desk: Desk) -> AsyncIterator[PlainApp]:
    """What screens and forms ask for their desk and their filters."""
    app = PlainApp(desk)
    async with threads_end(), app.run_test():
        before = active_app.set(app)
        try:
            yield app
        finally:
            active_app.reset(before)
            app.desk = desk


# These read a workbook that is about to come in, or what another screen read.
OF_AN_IMPORT = {
    "AttendancePreviewScreen",
    "ImportColumnsScreen",
    "ImportListsScreen",
    "ImportPreviewScreen",
    "ImportRowScreen",
}
SHARED = {"ListScreen", "ScrolledScreen", "TextPage", "GroupListScreen", "GroupsToSearchScreen", "MarkingScreen",
    "LinkageListScreen", "LineScreen"}  # fmt: skip
"""What screens are made from."""


def screens_there_are() -> set[str]:
    """The names of all screens that show what stands in the file."""
    return _below(ReadingScreen) - SHARED - OF_AN_IMPORT


def forms_there_are() -> set[str]:
    """The names of all forms, save those that others are made from."""
    return {name for name in _below(FormScreen) if not name.startswith("_")} - {
        "GroupForm",
        "FileForm",
        "BulkForm",
        "BulkCellForm",
    }


def _below(kind: type[Any]) -> set[str]:
    for found in walk_packages(kodoku_tui.tui.__path__, "kodoku_tui.tui."):
        import_module(found.name)
    below, names = [kind], set()
    while below:
        for one in below.pop().__subclasses__():
            if one.__module__.startswith("kodoku_tui."):
                names.add(one.__name__)
                below.append(one)
    return names


def numbers(desk: Desk) -> list[int]:
    """The numbers of the groups of the year that shows, whatever became of them."""
    return [group.group_no for group in list_groups(desk, GroupFilter(status=None))]


def screens(desk: Desk) -> Iterator[ReadingScreen]:
    """Every screen, of each thing of which there is one."""
    yield from (
        WorkScreen(), RegisterScreen(), SessionsScreen(), LogScreen(),
        MatrixScreen(), MonthScreen(), IssueBoardScreen(), IssueListScreen(),
        IssueTrendScreen(), CheckinsDueScreen(), LinkagesScreen(),
        IndicatorsScreen(), PlanScreen(), SettingsScreen(), WeightsScreen(), ViewsScreen(),
        FindGroupScreen(GroupsAtHand(Selection())),
        PeopleScreen(), DraftsScreen(), BackupsScreen(),
    )  # fmt: skip
    # A review that there is not says so; one that there is shows each of its groups.
    for review in [one.id for one in list_reviews(desk)] or [0]:
        yield MinutesScreen(review)
        for position in [line.position for line in lines_of_review(desk, review)] or [1]:
            walk = ReviewScreen(review)
            walk._position = position
            yield walk
    for number in numbers(desk):
        yield from (KarteScreen(number), RecordsScreen(number), MoneyScreen(number))
    for session in list_sessions(desk):
        yield from (AttendanceScreen(session.key), SurveysScreen(session.key))
    for found in list_issues(desk, with_closed=True):
        yield from (IssueScreen(found.id), IssueScreen(found.id, found.group_no))
    for unit in list_units(desk, limit=NEWEST):
        yield ChangesScreen(unit.id)
    for duty in {one.on_day: one for one in _duties(desk)}.values():
        yield DayScreen(date.fromisoformat(duty.on_day))
    for text in ("架空", "[/]", "人", "2025"):
        screen = SearchScreen()
        screen._text = text
        yield screen


def read_screens(app: KodokuApp, desk: Desk) -> set[str]:
    """Read every screen and show what can be shown without a terminal; returns the names of the screens."""
    app.desk = desk
    app.surroundings.look()
    read = set()
    for filters in (GroupFilter(), GroupFilter(status=None)):
        app.selection.filter = filters
        app.issue_filter = IssueFilter(with_closed=filters.status is None)
        for screen in screens(desk):
            read.add(type(screen).__name__)
            _read(screen)
    for number in numbers(desk):
        summary_of(group_karte(desk, number), desk.today)
    return read


def _read(screen: ReadingScreen) -> None:
    if not isinstance(screen, ListScreen):
        screen.read_file()()
        return
    try:
        source = screen.make_source()
    except Refused as refused:
        assert say_refused(refused)
        return
    assert isinstance(screen.line_text(), str)
    table = screen.make_table()
    orders = [
        (column.key, is_down) for column in table.columns if column.sortable for is_down in (False, True)
    ]
    whole = source.fetch(0, MANY, None)
    for order in orders:
        page = source.fetch(0, MANY, order)
        assert {row.key for row in page.rows} == {row.key for row in whole.rows}
    for row in whole.rows[:1]:
        assert source.position_of(row.key, None) == 0


def forms(desk: Desk) -> Iterator[Callable[[], FormScreen[Any]]]:
    """Every form that a person can open on what there is; those that are refused say why."""
    all_numbers = numbers(desk)
    columns = matrix_columns(desk)
    yield from (
        partial(AssignForm, desk, all_numbers),
        partial(CompletionForm, desk, all_numbers),
        partial(CalendarForm, desk, GroupsAtHand(Selection())),
        partial(ExportForm, desk, GroupsAtHand(Selection())),
        partial(FilterForm, desk, GroupFilter()),
        partial(IssueFilterForm, desk, IssueFilter()),
        partial(AddSessionForm, desk),
        partial(SettingsForm, desk, ""),
        partial(CostItemForm, desk, None),
        *(partial(WeightForm, desk, one.values) for one in weights_in(list_weights(desk))),
        partial(SaveViewForm, desk, Selection(), None),
        partial(StaffForm, desk),
        partial(StartReviewForm, desk),
        *(partial(MinutesForm, desk, one.id) for one in list_reviews(desk)),
        *(
            partial(DecisionForm, desk, one.id, line.group_no)
            for one in list_reviews(desk)
            for line in lines_of_review(desk, one.id)
        ),
        *(partial(form, desk, one) for form in (RenameForm, RetireForm) for one in list_staff(desk)),
        *(partial(HandoverForm, desk, one, []) for one in list_staff(desk)),
        partial(CheckinForm, desk, None),
        partial(IssueForm, desk, None),
    )
    things = [*map(work_thing, worklist(desk)), *map(thing_of_row, today_list(desk))]
    for thing in things:
        yield partial(form_of, desk, thing)
    for duty in _duties(desk):
        yield partial(form_of, desk, duty_thing(duty))
    for text in ("架空", "人", "資料", "[/]"):
        for found in search(desk, text):
            yield partial(form_of, desk, found_thing(found))
    for column in columns:
        yield partial(BulkMoveForm, desk, all_numbers, column)
        yield partial(BulkExtensionForm, desk, all_numbers, column)
    for milestone in list_plan(desk):
        yield partial(PlanForm, desk, milestone.key)
        yield partial(CheckForm, desk, milestone)
    for kind in MilestoneKind:
        yield partial(MilestoneAddForm, desk, kind)
    for cost in cost_items(desk, None):
        yield partial(CostItemForm, desk, cost)
    for view in list_views(desk):
        yield partial(RenameViewForm, desk, view)
    for session in list_sessions(desk):
        yield from _forms_of_session(desk, session.key)
    for number in all_numbers:
        yield from _forms_of_group(desk, number)


def _forms_of_session(desk: Desk, key: str) -> Iterator[Callable[[], FormScreen[Any]]]:
    yield from (
        partial(EditSessionForm, desk, key),
        partial(MoveSessionForm, desk, key),
        partial(InviteForm, desk, key),
        partial(SurveyForm, desk, key),
        partial(MarksForm, desk, key, {}),
        partial(FollowUpForm, desk, key, numbers(desk), []),
    )
    for row in list_attendance(desk, key):
        yield partial(AttendanceForm, desk, row)


def _forms_of_group(desk: Desk, number: int) -> Iterator[Callable[[], FormScreen[Any]]]:
    yield from (
        partial(FactsForm, desk, number),
        partial(ActivityForm, desk, number),
        partial(PlanChangeForm, desk, number),
        partial(ending_form, desk, number),
        partial(CheckinForm, desk, number),
        partial(form_of, desk, Thing("last_checkin", number)),
        partial(ActionForm, desk, number),
        partial(form_of, desk, Thing("contact", number)),
        partial(IssueForm, desk, number),
        partial(LinkageForm, desk, number),
        partial(DocumentForm, desk, number),
        partial(CommentForm, desk, number),
        partial(AuditForm, desk, number, None),
        partial(RepaymentForm, desk, number),
        partial(SettleForm, desk),
        partial(ReallocationForm, desk, number, None),
        partial(EvidenceForm, desk, number, None, None),
        partial(MilestoneForm, desk, number, None),
        partial(IndicatorForm, desk, number),
    )
    for milestone in list_milestones(desk, number):
        key = milestone.key
        yield partial(form_of, desk, Thing("milestone", number, key=key))
        yield partial(ExtensionForm, desk, number, key)
        yield partial(CellMoveForm, desk, number, key)
    for one in list_checkins(desk, number):
        yield partial(form_of, desk, Thing("checkin", number, one.id))
    for action in list_actions(desk, number, with_done=True):
        yield partial(form_of, desk, Thing("action", number, action.id))
        yield partial(PostponeForm, desk, action.id)
    for contact in list_contacts(desk, number):
        yield partial(form_of, desk, Thing("contact", number, contact.id))
    for found in list_issues(desk, number, with_closed=True):
        yield partial(IssueEditForm, desk, found.id)
        yield partial(RemedyForm, desk, found.id)
    for remedy in list_remedies(desk, number):
        yield partial(RemedyForm, desk, remedy.issue, remedy.id)
    for linkage in list_linkages(desk, number):
        yield partial(LinkageForm, desk, number, linkage.id)
    for indicator in list_indicators(desk, number):
        yield partial(form_of, desk, Thing("indicator", number, indicator.id))
        yield partial(ActualForm, desk, number, indicator.position)
    for item in cost_items(desk, None):
        yield partial(CostForm, desk, number, item.item_id)
    for evidence in money_of(desk, number).evidence:
        yield partial(EvidenceForm, desk, number, None, evidence)


def read_forms(desk: Desk) -> set[str]:
    """Make every form with its fields; returns the names of those that were not refused."""
    opened = set()
    for make in forms(desk):
        try:
            form = make()
            assert form.fields()
            opened.add(type(form).__name__)
        except Refused as refused:
            assert say_refused(refused)
    for document in list_documents(desk):
        try:
            document_to_open(desk, document)
        except Refused as refused:
            assert say_refused(refused)
    return opened


def reading_commands() -> dict[tuple[str, ...], set[str]]:
    """The commands that hand out lists (they know `--json`), with their arguments and options."""
    context = click.Context(root)
    found: dict[tuple[str, ...], set[str]] = {}

    def walk(group: click.Group, before: tuple[str, ...]) -> None:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                walk(command, (*before, name))
            if command is not None:
                said = {option for one in command.params for option in (*one.opts, one.name or "")}
                if "--json" in said:
                    found[*before, name] = said

    walk(root, ())
    return found


READ_A_FILE = {("import",), ("inspect",), ("attendance", "import"), ("restore",), ("merge",)}
# Each looks at, or copies, every row: once after a long life is enough.
OF_THE_WHOLE_FILE = {("backup",), ("check",)}


def command_lines(desk: Desk) -> Iterator[tuple[str, ...]]:
    """Every list of the command line, whole and of a part."""
    groups, keys = [str(number) for number in numbers(desk)], [one.key for one in list_sessions(desk)]
    of_one = [("--group", number) for number in groups[:1]]
    of_all: dict[tuple[str, ...], list[tuple[str, ...]]] = {
        ("attendance", "list"): [(key,) for key in keys] + [("--group", number) for number in groups],
        ("survey", "list"): [(), *((key,) for key in keys), *of_one],
        ("group", "show"): [(number,) for number in groups],
        ("milestone", "show"): [
            (number, one.key) for number in groups for one in list_milestones(desk, int(number))
        ],
        ("issue", "like"): [(str(one.id),) for one in list_issues(desk, with_closed=True)],
        ("search",): [("架空",), ("資料",), ("[/]",)],
        ("group", "list"): [(), ("--all",), ("--overdue",)],
        ("status",): [(), ("--all",), ("--block", "関東")],
        ("document", "list"): [(), ("--missing",), *of_one],
        ("action", "list"): [(), ("--all",), *of_one],
        ("issue", "list"): [(), ("--all",), *of_one],
        ("expense", "list"): [("--group", number) for number in groups],
        ("remedy", "list"): [(), ("--category", "people"), *of_one],
        ("log",): [("--limit", "1000")],
        ("attention",): [(), ("--group", groups[0], "--history")],
    }
    for command, said in reading_commands().items():
        if command in READ_A_FILE | OF_THE_WHOLE_FILE:
            continue
        usual = [(), *of_one] if "--group" in said else [()]
        for more in of_all.get(command, usual):
            yield (*command, *more)
            yield (*command, *more, "--json")
            if "--csv" in said:
                yield (*command, *more, "--csv")


def read_command_line(desk: Desk) -> set[tuple[str, ...]]:
    """Run every list; returns the commands that gave one. What is refused is said in a sentence."""
    given: set[tuple[str, ...]] = set()
    commands = reading_commands()
    for words in command_lines(desk):
        out, told = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(told):
            code = run(
                ["--db", str(desk.path), "--today", desk.today.isoformat(), "--lang", language(), *words]
            )
        assert code in (0, 1), (words, told.getvalue())
        assert not told.getvalue().startswith(_unexpected()), (words, told.getvalue())
        if code == 0:
            given.add(words[:2] if words[:2] in commands else words[:1])
            if "--json" in words:
                json.loads(out.getvalue())
            elif "--csv" in words:
                assert [*csv.reader(io.StringIO(out.getvalue()))]
    return given


def _unexpected() -> str:
    """How the command line begins to say that something failed which nobody foresaw."""
    return say("error.unexpected", reason="\0").partition("\0")[0]


def read_exports(desk: Desk, folder: Path) -> set[str]:
    """Hand out everything that can be handed out; returns the kinds of which there is a file."""
    made = set()
    requests = [
        ExportRequest(chosen=chosen, with_personal=personal)
        for chosen, personal in ((GroupFilter(), False), (GroupFilter(status=None), True))
    ]
    for place, kind in enumerate(EXPORT_KINDS):
        of_groups = [*numbers(desk)] if kind == "group" else [None]
        for number in of_groups:
            for personal, request in enumerate(requests):
                path = folder / f"{place}_{number}_{personal}{ending_of(kind)}"
                try:
                    export(desk, kind, path, _of(request, number))
                    assert path.stat().st_size
                    made.add(kind)
                except Refused as refused:
                    assert say_refused(refused)
    return made


def _of(request: ExportRequest, number: int | None) -> ExportRequest:
    return ExportRequest(chosen=request.chosen, with_personal=request.with_personal, group_no=number)


def _duties(desk: Desk) -> list[Any]:
    return duties_between(desk, desk.today - timedelta(days=400), desk.today + timedelta(days=400))
