"""A list that went out of one copy of a file and comes back to another finds its rows there, and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.words import Channel, IssueCategory
from kodoku_tui.services.checkins.checkins import correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.exports.books import export_book, import_book
from kodoku_tui.services.exports.exports import export, tell_nobody
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.remedies import add_remedy
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, morning_of, write_roster
from tests.exporting import to_work_on
from tests.intake_files import bring, counts_of
from tests.other_ids import give_other_ids
from tests.services.intake.test_round_trips import LISTS, change_cells, edit
from tests.written import workbook_at

DAY = date(2025, 12, 1)
Copies = tuple[Desk, Desk]


def exported(desk: Desk, kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.xlsx"
    export(desk, kind, path, to_work_on(kind, chosen=GroupFilter(status=None)))
    return path


def checkin(note: str, number: int = 1) -> CheckinEntry:
    return CheckinEntry(group_no=number, held_on=DAY, channel=Channel.PHONE, note=note)


@pytest.fixture
def copies(invented_file: Path, tmp_path: Path) -> Iterator[Copies]:
    """Two copies of one file, each at a desk of its own."""
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    with (
        desk_on_copy(invented_file, tmp_path / "甲") as one,
        desk_on_copy(invented_file, tmp_path / "乙") as two,
    ):
        yield one, two


@contextmanager
def copy_under_other_ids(desk: Desk, folder: Path) -> Iterator[Desk]:
    """A desk on a copy of the file in which every row has another id."""
    path = folder / "写し.kodoku"
    with closing(sqlite3.connect(path)) as raw:
        desk.connection.backup(raw)
    with closing(Desk(path, clock=desk.clock)) as copy:
        give_other_ids(copy.connection)
        yield copy


@pytest.mark.a_few(2)
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_finds_its_rows_in_a_copy_that_knows_them_under_other_ids(
    kind: str, lively_desk: Desk, tmp_path: Path
) -> None:
    for number in range(1, 31):
        set_expense(lively_desk, number, "謝金", ExpenseChange(budget=number))
    path = exported(lively_desk, kind, tmp_path)
    with copy_under_other_ids(lively_desk, tmp_path) as copy:
        before = data_of(copy.connection)
        report = bring(copy, "auto", path)
        assert (report.list_name, report.other_file, report.errors) == (kind, False, [])
        assert (report.new, report.changed, report.unit) == (0, 0, None)
        assert report.unchanged >= 30
        assert data_of(copy.connection) == before


def test_what_a_list_showed_when_it_went_out_is_known_in_a_copy_as_well(desk: Desk, tmp_path: Path) -> None:
    for number in (1, 2):
        log_checkin(desk, checkin("はじめの内容", number))
    path = exported(desk, "checkins", tmp_path)
    with copy_under_other_ids(desk, tmp_path) as copy:
        for one in list_checkins(copy):
            correct_checkin(copy, one.id, checkin("写しで直した", one.group_no), version=one.version)
        edit(path, "内容", ("番号", 2), "ファイルで直した")
        report = bring(copy, "auto", path, partial=True)
        assert [error.message_key for error in report.errors] == ["error.cell_conflict"]
        assert counts_of(report) == {"unchanged": 1, "errors": 1}


def test_a_list_finds_its_rows_in_a_file_that_a_book_made_of_it(desk: Desk, tmp_path: Path) -> None:
    log_checkin(desk, checkin("はじめの内容"))
    path = exported(desk, "checkins", tmp_path)
    export_book(desk, workbook_at(tmp_path / "全データ.xlsx"), told=tell_nobody)
    import_book(tmp_path / "戻した.kodoku", tmp_path / "全データ.xlsx", clock=morning_of(MONDAY_IN_DECEMBER))
    edit(path, "内容", ("番号", 1), "直した内容")
    with closing(Desk(tmp_path / "戻した.kodoku", clock=morning_of(MONDAY_IN_DECEMBER))) as back:
        log_checkin(back, checkin("別の記録", 2))
        assert counts_of(bring(back, "auto", path)) == {"changed": 1}
        assert sorted(one.note for one in list_checkins(back)) == ["別の記録", "直した内容"]


def test_a_checkin_of_one_copy_is_new_to_the_other_and_leaves_the_one_with_its_id_alone(
    copies: Copies, tmp_path: Path
) -> None:
    here, there = copies
    assert log_checkin(here, checkin("甲の記録")).row_id == log_checkin(there, checkin("乙の記録")).row_id
    path = exported(here, "checkins", tmp_path)
    edit(path, "内容", ("番号", 1), "甲で直した記録")
    report = bring(there, "auto", path)
    assert (counts_of(report), report.errors) == ({"new": 1}, [])
    assert sorted(one.note for one in list_checkins(there)) == ["乙の記録", "甲で直した記録"]
    # A second time it is known by what it says.
    assert counts_of(bring(there, "auto", path)) == {"unchanged": 1}


def test_an_issue_and_a_remedy_of_one_copy_leave_those_with_their_ids_alone(
    copies: Copies, tmp_path: Path
) -> None:
    for desk, word in zip(copies, "甲乙", strict=True):
        issue = IssueEntry(group_no=1, category=IssueCategory.PEOPLE, title=f"{word}の課題", opened_on=DAY)
        add_remedy(desk, add_issue(desk, issue).row_id, RemedyEntry(text=f"{word}の手", tried_on=DAY))
    here, there = copies
    path = exported(here, "issues", tmp_path)
    change_cells(path, "課題", 1, {"重さ": "重"})
    change_cells(path, "対応策", 1, {"結果": "効果あり"})
    report = bring(there, "auto", path)
    assert (counts_of(report), report.errors) == ({"new": 2}, [])
    found = there.connection.execute(
        "SELECT title, severity, text, result FROM issue JOIN remedy ON remedy.issue_id = issue.id ORDER BY title"
    )
    assert [tuple(one) for one in found] == [
        ("乙の課題", "中", "乙の手", "試行中"),
        ("甲の課題", "重", "甲の手", "効果あり"),
    ]


def test_an_amount_of_one_copy_goes_to_its_cost_item_and_not_to_the_one_with_its_id(
    copies: Copies, tmp_path: Path
) -> None:
    here, there = copies
    set_expense(here, 1, "謝金", ExpenseChange(budget=10_000))
    set_expense(there, 1, "旅費", ExpenseChange(budget=20_000))
    path = exported(here, "expenses", tmp_path)
    edit(path, "予算額（円）", ("予算額（円）", 10_000), 15_000)
    report = bring(there, "auto", path)
    assert (report.errors, report.changed) == ([], 1)
    found = there.connection.execute(
        "SELECT title, budget_yen FROM group_cost JOIN cost_item ON cost_item.id = cost_item_id ORDER BY title"
    )
    assert [tuple(one) for one in found] == [("旅費", 20_000), ("謝金", 15_000)]


@pytest.mark.a_few(2)
@pytest.mark.parametrize("kind", ["status", "attendance", "milestones"])
def test_a_group_of_one_copy_is_asked_about_in_another_where_its_number_is_another_group(
    kind: str, copies: Copies, tmp_path: Path
) -> None:
    for desk, word in zip(copies, "甲乙", strict=True):
        roster = write_roster(
            tmp_path / "追加.xlsx", [97, f"{word}の新しい会", f"{word}の取組", "高齢者", "東京都", ""]
        )
        assert import_roster(desk, roster).new == 1
    here, there = copies
    path = exported(here, kind, tmp_path)
    before = data_of(there.connection)
    report = bring(there, "auto", path)
    assert {error.message_key for error in report.errors} == {"error.group_disagrees"}
    assert (report.new, report.changed) == (0, 0)
    assert data_of(there.connection) == before


def test_a_row_that_was_taken_back_in_the_copy_is_said_to_be_gone_and_does_not_come_again(
    desk: Desk, tmp_path: Path
) -> None:
    log_checkin(desk, checkin("取り消される記録"))
    path = exported(desk, "checkins", tmp_path)
    with copy_under_other_ids(desk, tmp_path) as copy:
        undo(copy)
        report = bring(copy, "auto", path)
        assert [error.message_key for error in report.errors] == ["error.key_gone"]
        assert list_checkins(copy) == []
