"""A workbook with several lists goes in as one act: each list knows what those before it bring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.words import IssueCategory, Severity
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.model import RowState
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy, list_remedies
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import add_alias
from tests.desks import data_of
from tests.intake_files import bring, counts_of, write_sheets
from tests.services.intake.test_round_trips import change_cells, edit, exported

ROSTER = ["番号", "団体名", "取組名", "取組対象", "活動地域"]
CHECKINS = ["番号", "団体名", "日付", "方法", "面談内容"]
ISSUES = ["番号", "団体名", "分類", "件名", "発生日"]
REMEDIES = ["番号", "団体名", "件名", "実施日", "試したこと"]
DAY = date(2025, 12, 1)


def all_at_once(folder: Path) -> Path:
    """Four lists that need one another, in the wrong order, and a sheet that is none."""
    return write_sheets(
        folder / "まとめて.xlsx",
        {
            "対応策": [REMEDIES, [201, None, "集客", DAY, "ちらしを配る"]],
            "課題": [ISSUES, [201, None, "広報・集客", "集客", DAY]],
            "収支": [["費目", "金額"], ["謝金", 1], ["旅費", 2]],
            "面談": [
                CHECKINS,
                [201, "架空の新しい会", DAY, "電話", "はじめまして"],
                [1, None, DAY, "訪問", "見学"],
            ],
            "名簿": [ROSTER, [201, "NPO法人 架空の新しい会", "居場所", "高齢者", "東京都"]],
        },
    )


def test_lists_that_need_one_another_go_in_together_and_out_with_one_key(desk: Desk, tmp_path: Path) -> None:
    before = data_of(desk.connection)
    report = bring(desk, "auto", all_at_once(tmp_path))
    assert (counts_of(report), report.errors, report.rows) == ({"new": 5}, [], 5)
    assert [(one.list_name, one.new, one.rows) for one in report.lists] == [
        ("roster", 1, 1),
        ("checkins", 2, 2),
        ("issues", 1, 1),
        ("remedies", 1, 1),
    ]
    assert [(table.sheet, table.rows) for table in report.left_tables] == [("収支", 2)]
    assert [one.note for one in list_checkins(desk, 201)] == ["はじめまして"]
    (remedy,) = list_remedies(desk, 201)
    assert remedy.text == "ちらしを配る"
    (act,) = list_units(desk, limit=1)
    assert (act.id, act.what_key) == (report.unit, "unit.import_several")
    again = bring(desk, "auto", tmp_path / "まとめて.xlsx")
    assert (counts_of(again), again.unit) == ({"unchanged": 5}, None)
    undo(desk)
    assert data_of(desk.connection) == before


def test_looking_what_a_workbook_comes_to_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    before, units = data_of(desk.connection), list_units(desk)
    plan = plan_import(desk, "auto", all_at_once(tmp_path))
    assert [(row.list_name, row.state) for row in plan.intake.rows] == [
        (name, RowState.NEW) for name in ("roster", "checkins", "checkins", "issues", "remedies")
    ]
    assert [row.position for row in plan.intake.rows] == list(range(5))
    plan.apply(dry_run=True)
    assert (data_of(desk.connection), list_units(desk)) == (before, units)


def test_an_error_in_one_list_keeps_all_out_and_partial_takes_the_rest(desk: Desk, tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "誤り.xlsx",
        {
            "名簿": [ROSTER, [201, "架空の新しい会", "", "高齢者", "東京都"]],
            "面談": [CHECKINS, [201, None, DAY, "電話", "誰か"], [1, None, DAY, "訪問", "見学"]],
        },
    )
    before = data_of(desk.connection)
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.unit) == ({"new": 1, "errors": 2}, None)
    assert [(error.sheet, error.cell) for error in report.errors] == [("名簿", "C2"), ("面談", "A2")]
    assert data_of(desk.connection) == before
    assert counts_of(bring(desk, "auto", path, partial=True)) == {"new": 1, "errors": 2}
    assert [(one.group_no, one.note) for one in list_checkins(desk)] == [(1, "見学")]


def test_what_depends_on_a_row_that_is_not_chosen_stays_out(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk, "auto", all_at_once(tmp_path))
    plan.intake.rows[0].is_chosen = False
    report = plan.apply(partial=True)
    assert (report.new, report.skipped, report.rows_with_errors) == (1, 1, 3)
    assert [one.group_no for one in list_checkins(desk)] == [1]


def test_a_summary_beside_a_list_is_not_taken_for_one(desk: Desk, tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "集計つき.xlsx",
        {
            "面談": [CHECKINS, [1, None, DAY, "訪問", "見学"]],
            "集計": [["番号", "団体名", "回数", "前年", "増減"], [1, None, 3, 2, 1]],
        },
    )
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.list_name) == ({"new": 1}, "checkins")
    assert [(table.sheet, table.rows) for table in report.left_tables] == [("集計", 1)]


def test_somebody_quicker_is_not_overwritten_by_any_of_the_lists(desk: Desk, tmp_path: Path) -> None:
    issue = add_issue(
        desk, IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title="集客", opened_on=DAY)
    ).row_id
    path = write_sheets(
        tmp_path / "変更.xlsx",
        {
            "面談": [CHECKINS, [1, None, DAY, "訪問", "見学"]],
            "課題": [[*ISSUES, "重さ"], [1, None, "広報・集客", "集客", DAY, "重"]],
        },
    )
    plan = plan_import(desk, "auto", path)
    change_issue(desk, issue, IssueChange(severity=Severity.LIGHT))
    report = plan.apply(partial=True)
    assert [error.message_key for error in report.errors] == ["error.changed_since_preview"]
    assert [one.severity for one in list_issues(desk)] == ["軽"]
    assert len(list_checkins(desk)) == 1


def test_a_name_that_came_to_mean_another_group_meanwhile_is_not_taken_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    path = write_sheets(
        tmp_path / "いつもの会.xlsx",
        {
            "面談": [CHECKINS, [None, "いつもの会", DAY, "訪問", "見学"]],
            "課題": [ISSUES, [3, None, "広報・集客", "集客", DAY]],
        },
    )
    call(desk, 1, "いつもの会")
    plan = plan_import(desk, "auto", path)
    undo(desk)
    call(desk, 2, "いつもの会")
    report = plan.apply(partial=True)
    assert [error.message_key for error in report.errors] == ["error.changed_since_preview"]
    assert (list_checkins(desk), [one.group_no for one in list_issues(desk)]) == ([], [3])


def call(desk: Desk, number: int, name: str) -> None:
    """Let a group be known under another name, too."""
    with desk.writing("unit.edit_facts", number=number) as unit:
        add_alias(unit, group_of(desk, number)["organization_id"], name)


def test_one_answer_tells_which_group_is_meant_in_every_list(desk: Desk, tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "いつもの会.xlsx",
        {
            "面談": [CHECKINS, [None, "いつもの会", DAY, "訪問", "見学"]],
            "課題": [ISSUES, [None, "いつもの会", "広報・集客", "集客", DAY]],
        },
    )
    plan = plan_import(desk, "auto", path)
    asked = [row for row in plan.intake.rows if row.question is not None]
    assert [row.list_name for row in asked] == ["checkins", "issues"]
    assert plan.groups_to_choose(asked[1])
    plan.answer(asked[1], 12)
    report = plan.apply()
    assert (report.new, report.errors) == (2, [])
    assert ([one.group_no for one in list_checkins(desk)], [one.group_no for one in list_issues(desk)]) == (
        [12],
        [12],
    )
    assert counts_of(bring(desk, "auto", path)) == {"unchanged": 2}


@pytest.fixture
def tried(desk: Desk) -> Desk:
    """A desk with the issue 「集客」 of group 1 and one remedy for it."""
    issue = add_issue(
        desk, IssueEntry(group_no=1, category=IssueCategory.OUTREACH, title="集客", opened_on=DAY)
    ).row_id
    add_remedy(desk, issue, RemedyEntry(text="ちらし", tried_on=DAY))
    return desk


@pytest.mark.parametrize("title", ["集まらない", "集客"])
def test_a_new_remedy_finds_its_issue_by_the_new_title_and_by_the_one_that_went_out(
    title: str, tried: Desk, tmp_path: Path
) -> None:
    path = exported(tried, "issues", tmp_path)
    edit(path, "件名", ("番号", 1), "集まらない")
    change_cells(path, "対応策", 2, {"番号": 1, "件名": title, "実施日": DAY, "試したこと": "SNS"})
    report = bring(tried, "issues", path)
    assert (counts_of(report), report.errors) == ({"new": 1, "changed": 1, "unchanged": 1}, [])
    assert [(one.issue_title, one.text) for one in list_remedies(tried, 1)] == [
        ("集まらない", "SNS"),
        ("集まらない", "ちらし"),
    ]


def test_remedies_of_issues_that_are_new_in_the_same_file_come_along(tried: Desk, tmp_path: Path) -> None:
    path = exported(tried, "issues", tmp_path)
    issue = {"番号": 2, "分類": "広報・集客", "件名": "新しい困りごと", "発生日": DAY}
    change_cells(path, "課題", 2, issue)
    remedy = {"番号": 2, "件名": "新しい困りごと", "実施日": DAY, "試したこと": "声をかける"}
    change_cells(path, "対応策", 2, remedy)
    change_cells(path, "対応策", 3, remedy | {"件名": "どこにもない"})
    report = bring(tried, "issues", path)
    assert [(error.cell, error.message_key) for error in report.errors] == [
        ("C6", "error.remedy_issue_unknown")
    ]
    assert report.unit is None
    assert counts_of(bring(tried, "issues", path, partial=True)) == {"new": 2, "unchanged": 2, "errors": 1}
    assert [one.text for one in list_remedies(tried, 2)] == ["声をかける"]
    (act,) = list_units(tried, limit=1)
    assert act.what_key == "unit.import_issues"


@pytest.mark.parametrize(
    ("takes", "severity", "counts"), [(True, "重", "changed"), (False, "軽", "unchanged")]
)
def test_every_conflict_can_be_decided_alike(
    takes: bool, severity: str, counts: str, tried: Desk, tmp_path: Path
) -> None:
    path = exported(tried, "issues", tmp_path)
    (issue,) = list_issues(tried)
    change_issue(tried, issue.id, IssueChange(severity=Severity.LIGHT))
    edit(path, "重さ", ("番号", 1), "重")
    plan = plan_import(tried, "auto", path)
    plan.decide_conflicts(takes_workbook=takes)
    report = plan.apply()
    ((_, cell),) = report.conflicts
    assert (cell.exported, cell.here, cell.workbook) == ("中", "軽", "重")
    assert (report.errors, getattr(report.lists[0], counts)) == ([], 1)
    assert [one.severity for one in list_issues(tried)] == [severity]


def test_a_book_is_no_list(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "全データ.xlsx"
    export(desk, "book", path, ExportRequest(GroupFilter(status=None)))
    for kind in ("auto", "expenses"):
        with pytest.raises(Refused, match="is_book"):
            plan_import(desk, kind, path)
