"""The hidden row key and what the row shows: where they differ, what shows counts, or nothing is taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.words import Channel, IssueCategory
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.remedies import add_remedy
from tests.desks import data_of
from tests.exporting import to_work_on
from tests.intake_files import bring, counts_of

Line = dict[str, Any]
Edit = Callable[[list[Line]], list[Line]]
KEY = "kodoku"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two groups with three contacts, three issues with a remedy each, and amounts."""
    for number in (1, 2):
        for day, way in ((1, Channel.PHONE), (2, Channel.VISIT), (3, Channel.PHONE)):
            note = f"{number}番の団体の12月{day}日の話の内容"
            log_checkin(
                desk, CheckinEntry(group_no=number, held_on=date(2025, 12, day), channel=way, note=note)
            )
        for place, category in enumerate((IssueCategory.OUTREACH, IssueCategory.PEOPLE, IssueCategory.NEEDS)):
            entry = IssueEntry(
                group_no=number,
                category=category,
                title=f"{number}番の困りごと{'あいう'[place]}",
                opened_on=date(2025, 11, place + 1),
                note=f"{number}番のくわしい話{place}",
            )
            issue = add_issue(desk, entry).row_id
            for day in (5, 6):
                text = f"{number}番の{place}への手だて{day}日"
                add_remedy(desk, issue, RemedyEntry(text=text, tried_on=date(2025, 12, day)))
        for item, budget in (("人件費", 500_000), ("旅費", 200_000), ("謝金", 100_000)):
            set_expense(desk, number, item, ExpenseChange(budget=budget))
    return desk


def handed_out(desk: Desk, kind: str, folder: Path, edit: Edit, sheet: int = 0, without: str = "") -> Path:
    """An export whose lines went through `edit`; each line by its headings, the hidden key among them."""
    path = folder / f"{kind}.xlsx"
    export(desk, kind, path, to_work_on(kind, chosen=GroupFilter(status=None)), replaces=True)
    book = openpyxl.load_workbook(path)
    page: Worksheet = book.worksheets[sheet]
    header = next(row for row in page.iter_rows(max_row=9) if row[0].value == "番号")
    top = int(header[0].row or 0)
    names = [KEY if str(cell.value).startswith(KEY) else str(cell.value) for cell in header]
    lines = [dict(zip(names, row, strict=True)) for row in page.iter_rows(min_row=top + 1, values_only=True)]
    for number, line in enumerate(edit([line for line in lines if line["番号"]]), start=top + 1):
        assert {*line} == {*names}
        for place, name in enumerate(names, start=1):
            page.cell(number, place).value = line[name]
        top = number
    page.delete_rows(top + 1, page.max_row)
    if without:
        page.delete_cols(names.index(without) + 1)
    book.save(path)
    return path


def permuted(order: Callable[[list[Line]], list[Line]], *columns: str) -> Edit:
    """The lines put in another order, in `columns` only (all but the key, where none is named)."""

    def edit(lines: list[Line]) -> list[Line]:
        moved = order(lines)
        names = columns or tuple(name for name in lines[0] if name != KEY)
        return [
            {**line, **{name: other[name] for name in names}}
            for line, other in zip(lines, moved, strict=True)
        ]

    return edit


def backwards(lines: list[Line]) -> list[Line]:
    return lines[::-1]


def in_each_group(lines: list[Line]) -> list[Line]:
    """The lines of every group backwards, the groups as they were."""
    numbers = list(dict.fromkeys(line["番号"] for line in lines))
    return [line for number in numbers for line in backwards([one for one in lines if one["番号"] == number])]


def first_two(lines: list[Line]) -> list[Line]:
    return [lines[1], lines[0], *lines[2:]]


@pytest.mark.parametrize("order", [backwards, in_each_group, first_two])
@pytest.mark.parametrize("without", ["", "番号"])
@pytest.mark.parametrize("kind", ["checkins", "issues", "milestones", "expenses", "attendance", "status"])
def test_a_selection_that_was_sorted_without_its_key_changes_nothing(
    kind: str, without: str, order: Callable[[list[Line]], list[Line]], filled: Desk, tmp_path: Path
) -> None:
    path = handed_out(filled, kind, tmp_path, permuted(order), without=without)
    before = data_of(filled.connection)
    report = bring(filled, kind, path)
    assert [error.sentence() for error in report.errors] == []
    assert (report.new, report.changed) == (0, 0)
    assert data_of(filled.connection) == before


def test_remedies_that_were_sorted_without_their_key_change_nothing(filled: Desk, tmp_path: Path) -> None:
    path = handed_out(filled, "issues", tmp_path, permuted(backwards), sheet=1)
    before = data_of(filled.connection)
    report = bring(filled, "issues", path)
    assert ([error.sentence() for error in report.errors], report.changed) == ([], 0)
    assert data_of(filled.connection) == before


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("checkins", ("内容",)),
        ("checkins", ("面談日",)),
        ("checkins", ("面談日", "方法")),
        ("checkins", ("団体名",)),
        ("issues", ("件名",)),
        ("issues", ("内容",)),
        ("issues", ("団体名",)),
        ("expenses", ("予算額（円）",)),
        ("expenses", ("費目",)),
        ("expenses", ("団体名",)),
        ("status", ("取組名",)),
        ("status", ("取組名", "主担当")),
        ("attendance", ("団体名",)),
        ("milestones", ("団体名",)),
    ],
)
def test_where_some_columns_went_round_nothing_is_taken_in_unasked(
    kind: str, columns: tuple[str, ...], filled: Desk, tmp_path: Path
) -> None:
    order = backwards if kind != "expenses" or "団体名" in columns else in_each_group
    path = handed_out(filled, kind, tmp_path, permuted(order, *columns))
    before = data_of(filled.connection)
    report = bring(filled, kind, path)
    assert report.unit is None
    assert data_of(filled.connection) == before
    assert report.errors
    assert all("列" in error.sentence() for error in report.errors)


@pytest.mark.parametrize(
    ("kind", "filled_column", "value"),
    [
        ("checkins", "次回予定日", datetime(2025, 12, 26)),
        ("checkins", "様子", "注意"),
        ("issues", "重さ", "重"),
        ("status", "主担当", None),
    ],
)
def test_a_column_that_stayed_behind_while_the_rows_were_sorted_is_asked_about(
    kind: str, filled_column: str, value: object, filled: Desk, tmp_path: Path
) -> None:
    """The rest of each row says whose it is; what stayed is of the row that was there."""
    if value is not None:
        path = handed_out(filled, kind, tmp_path, edited(0, **{filled_column: value}))
        assert bring(filled, kind, path).changed == 1

    def all_but_one(lines: list[Line]) -> list[Line]:
        names = [name for name in lines[0] if name not in (KEY, filled_column)]
        return permuted(first_two, *names)(lines)

    path = handed_out(filled, kind, tmp_path, all_but_one)
    before = data_of(filled.connection)
    report = bring(filled, kind, path)
    assert (report.unit, report.new, report.changed) == (None, 0, 0)
    assert len(report.errors) == (2 if value is not None else 0)
    assert data_of(filled.connection) == before


def edited(place: int, **cells: Any) -> Edit:
    return lambda lines: [{**line, **cells} if number == place else line for number, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("kind", "sheet", "edit"),
    [
        ("checkins", 0, edited(0, 面談日=datetime(2025, 12, 9))),
        ("checkins", 0, edited(1, 方法="来訪")),
        ("checkins", 0, edited(0, 内容="すっかり書き直した")),
        ("checkins", 0, edited(0, 面談日=datetime(2025, 12, 9), 内容="すっかり書き直した")),
        ("issues", 0, edited(0, 件名="言い直した困りごと")),
        ("issues", 0, edited(1, 重さ="重")),
        ("issues", 1, edited(0, 実施日=datetime(2025, 12, 9))),
        ("issues", 1, edited(1, 試したこと="言い直した手だて")),
        ("expenses", 0, edited(0, **{"予算額（円）": 510_000})),
        ("status", 0, edited(0, 取組名="言い直した取組の名")),
    ],
)
def test_an_edit_of_what_a_row_shows_is_still_an_edit(
    kind: str, sheet: int, edit: Edit, filled: Desk, tmp_path: Path
) -> None:
    report = bring(filled, kind, handed_out(filled, kind, tmp_path, edit, sheet=sheet))
    assert [error.sentence() for error in report.errors] == []
    assert (report.new, report.changed) == (0, 1)


def taken(line: Line, other: Line, *columns: str) -> Line:
    return {**line, **{name: other[name] for name in columns}}


@pytest.mark.parametrize(
    ("kind", "sheet", "edit"),
    [
        # A day, a title, an item that another line of the file has.
        ("checkins", 0, lambda lines: [taken(lines[0], lines[2], "面談日"), *lines[1:]]),
        ("issues", 0, lambda lines: [taken(lines[0], lines[1], "件名"), *lines[1:]]),
        ("issues", 1, lambda lines: [taken(lines[0], lines[2], "件名"), *lines[1:]]),
        ("expenses", 0, lambda lines: [taken(lines[0], lines[1], "費目"), *lines[1:]]),
        ("milestones", 0, lambda lines: [taken(lines[1], lines[2], "手続・行事"), *lines[2:]]),
        ("status", 0, lambda lines: [taken(lines[0], lines[1], "番号", "団体名"), *lines[1:]]),
        # The same where that line was left out of the file: the rest of the line says whose it is.
        ("checkins", 0, lambda lines: [taken(lines[0], lines[2], "面談日")]),
        ("issues", 0, lambda lines: [taken(lines[0], lines[1], "件名")]),
        ("status", 0, lambda lines: [taken(lines[0], lines[1], "番号", "団体名")]),
        # Number and name of two groups.
        ("checkins", 0, lambda lines: [taken(lines[0], lines[-1], "番号"), *lines[1:]]),
        ("attendance", 0, lambda lines: [taken(lines[0], lines[1], "団体名"), *lines[1:]]),
    ],
)
def test_a_row_in_the_place_of_another_is_refused_in_words(
    kind: str, sheet: int, edit: Edit, filled: Desk, tmp_path: Path
) -> None:
    path = handed_out(filled, kind, tmp_path, edit, sheet=sheet)
    before = data_of(filled.connection)
    report = bring(filled, kind, path)
    assert (report.unit, report.changed, report.new) == (None, 0, 0)
    assert report.errors
    assert all("隠れたキー" in error.sentence() for error in report.errors)
    assert data_of(filled.connection) == before


def test_an_item_that_shows_takes_the_amount_beside_it(filled: Desk, tmp_path: Path) -> None:
    """The key of 人件費 was left beside 印刷製本費: the amount is of what people see."""

    def edit(lines: list[Line]) -> list[Line]:
        one = [line for line in lines if line["番号"] == 1]
        return [{**one[0], "費目": "印刷製本費", "予算額（円）": 70_000}]

    report = bring(filled, "expenses", handed_out(filled, "expenses", tmp_path, edit))
    assert (counts_of(report), report.errors) == ({"changed": 1}, [])
    found = filled.connection.execute(
        "SELECT title, budget_yen FROM group_cost JOIN cost_item ON cost_item.id = cost_item_id"
        " JOIN adopted_group ON adopted_group.id = group_id WHERE number = 1"
    )
    amounts = dict(map(tuple, found))
    assert (amounts["人件費"], amounts["印刷製本費"]) == (500_000, 70_000)


def test_a_row_that_was_sorted_and_edited_is_changed_where_it_shows(filled: Desk, tmp_path: Path) -> None:
    def edit(lines: list[Line]) -> list[Line]:
        moved = permuted(in_each_group)(lines)
        return edited(0, 様子="注意")(moved)

    report = bring(filled, "checkins", handed_out(filled, "checkins", tmp_path, edit))
    assert (counts_of(report)["changed"], report.errors) == (1, [])
    changed = [
        (one.group_no, one.held_on, one.note) for one in list_checkins(filled) if one.condition == "注意"
    ]
    assert changed in (
        [(1, "2025-12-03", "1番の団体の12月3日の話の内容")],
        [(1, "2025-12-01", "1番の団体の12月1日の話の内容")],
    )


def test_values_that_went_round_are_taken_where_somebody_says_so(filled: Desk, tmp_path: Path) -> None:
    path = handed_out(filled, "checkins", tmp_path, permuted(first_two, "内容"))
    plan = plan_import(filled, "checkins", path)
    plan.decide_conflicts(takes_workbook=True)
    assert plan.apply().changed == 2
