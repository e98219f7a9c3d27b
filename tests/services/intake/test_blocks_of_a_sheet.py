"""One list in several blocks on a sheet: each block is read by its own headings, and no record is lost by its place.

The layouts are of the kinds that offices send; all groups and notes are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kodoku_tui.excel.reading.cells import cell_name
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.intake.columns.maps import ColumnMap
from kodoku_tui.services.intake.imports import import_list
from kodoku_tui.services.intake.sources import best_maps, open_file
from tests.desks import write_roster
from tests.intake_files import bring, counts_of

Line = Sequence[object]
NAMES = {1: "NPO法人 架空の会", 2: "一般社団法人 空想ネット", 3: "濱辺の会", 4: "ウェルの会"}
MONEY = ["番号", "団体名", "費目", "予算額（円）", "報告額（円）", "適正額（円）"]
TALKS = ["番号", "団体名", "面談日", "時刻", "方法", "場面", "担当者", "様子", "内容", "次回予定日"]
MARK = "しるしの行"


@pytest.fixture
def desk(new_desk: Desk, tmp_path: Path) -> Desk:
    """A desk with four invented groups."""
    rows: list[list[object]] = [
        [number, name, "居場所づくり", "高齢者", "東京都", ""] for number, name in NAMES.items()
    ]
    import_list(new_desk, "roster", write_roster(tmp_path / "名簿.xlsx", *rows))
    return new_desk


def _sheet(path: Path, rows: Sequence[Line]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("一覧")
        day = book.add_format({"num_format": "yyyy/m/d"})
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif value is not None:
                    page.write(row, column, value)
    return path


def _talk(number: int, note: str, *, numbered: bool = True, on: date = date(2025, 9, 8)) -> list[object]:
    return [
        number if numbered else None, NAMES[number], on, None, "電話", None, None, "順調", note, None,
    ]  # fmt: skip


SECOND_BLOCKS: dict[str, list[Line]] = {
    "in another order": [
        ["番号", "団体名", "費目", "適正額（円）", "報告額（円）", "予算額（円）"],
        [2, NAMES[2], "人件費", 280_000, 300_000, 340_000],
    ],
    "with one column fewer": [
        ["番号", "団体名", "費目", "報告額（円）", "適正額（円）"],
        [2, NAMES[2], "人件費", 300_000, 280_000],
    ],
    "with one column more": [
        ["番号", "団体名", "費目", "備考", "予算額（円）", "報告額（円）", "適正額（円）"],
        [2, NAMES[2], "人件費", "架空", 340_000, 300_000, 280_000],
    ],
    "with the group behind": [
        ["費目", "予算額（円）", "報告額（円）", "適正額（円）", "番号", "団体名"],
        ["人件費", 340_000, 300_000, 280_000, 2, NAMES[2]],
    ],
    "on a page of its own": [
        [],
        ["経費一覧 2頁"],
        ["番号", "団体名", "費目", "適正額（円）", "予算額（円）", "報告額（円）"],
        [2, NAMES[2], "人件費", 280_000, 340_000, 300_000],
    ],
    "as before": [MONEY, [2, NAMES[2], "人件費", 340_000, 300_000, 280_000]],
}


@pytest.mark.parametrize("block", SECOND_BLOCKS.values(), ids=SECOND_BLOCKS)
def test_amounts_stand_in_the_column_that_the_nearest_headings_say(
    desk: Desk, tmp_path: Path, block: list[Line]
) -> None:
    first: list[Line] = [MONEY, [1, NAMES[1], "人件費", 550_000], [1, NAMES[1], "旅費", 165_000]]
    report = bring(desk, "expenses", _sheet(tmp_path / "経費.xlsx", [*first, *block]))
    assert (report.new + report.changed, report.errors, report.left_tables) == (3, [], [])
    line = next(item.line for item in money_of(desk, 2).items if item.title == "人件費")
    fewer = len(block[0]) == len(MONEY) - 1
    assert (line.budget, line.reported, line.proper) == (0 if fewer else 340_000, 300_000, 280_000)


def test_days_that_changed_places_in_the_second_block_are_not_exchanged(desk: Desk, tmp_path: Path) -> None:
    turned: list[str] = [*TALKS]
    turned[2], turned[9] = TALKS[9], TALKS[2]
    second = _talk(2, "二", on=date(2025, 9, 30))
    second[9] = date(2025, 9, 9)
    rows: list[Line] = [TALKS, _talk(1, "一"), _talk(3, "三"), turned, second]
    path = _sheet(tmp_path / "面談.xlsx", rows)
    assert bring(desk, "checkins", path).new == 3
    (talk,) = [entry for entry in list_checkins(desk) if entry.group_no == 2]
    assert (talk.held_on, talk.next_on) == ("2025-09-09", "2025-09-30")


def test_a_second_table_with_some_of_the_columns_is_of_the_same_list(desk: Desk, tmp_path: Path) -> None:
    second: list[Line] = [
        [],
        ["追加分"],
        ["団体名", "面談日", "内容", "方法"],
        [NAMES[3], date(2025, 9, 8), MARK, "電話"],
    ]
    first: list[Line] = [TALKS, _talk(1, "一"), _talk(2, "二")]
    path = _sheet(tmp_path / "面談.xlsx", [*first, *second])
    report = bring(desk, "checkins", path)
    assert (counts_of(report)["new"], report.left_tables, report.not_taken) == (3, [], [])
    assert {entry.note for entry in list_checkins(desk)} == {"一", "二", MARK}


def test_a_summary_below_the_list_is_another_table_and_told(desk: Desk, tmp_path: Path) -> None:
    summary: list[Line] = [[], ["費目別"], ["費目", "予算額（円）"], ["人件費", 550_000], ["旅費", 165_000]]
    first: list[Line] = [MONEY, [1, NAMES[1], "人件費", 550_000], [1, NAMES[1], "旅費", 165_000]]
    report = bring(desk, "expenses", _sheet(tmp_path / "経費.xlsx", [*first, *summary]))
    assert report.changed == 2
    assert [(left.sheet, left.rows) for left in report.left_tables] == [("一覧", 2)]


def test_the_screen_offers_blocks_of_one_list_as_one(desk: Desk, tmp_path: Path) -> None:
    rows: list[Line] = [MONEY, [1, NAMES[1], "人件費", 550_000], *SECOND_BLOCKS["in another order"]]
    found: list[ColumnMap] = best_maps(desk, open_file(_sheet(tmp_path / "経費.xlsx", rows)))
    assert [(one.layout.kind.name, one.rows) for one in found] == [("expenses", 2)]


def test_what_a_person_says_of_the_columns_is_of_the_first_block_only(desk: Desk, tmp_path: Path) -> None:
    rows: list[Line] = [MONEY, [1, NAMES[1], "人件費", 550_000], *SECOND_BLOCKS["in another order"]]
    (found,) = best_maps(desk, open_file(_sheet(tmp_path / "経費.xlsx", rows)))
    said = found.with_positions({**found.positions, "budget": 4})
    assert [one.positions["budget"] for one in said.mapped()] == [4, 5]


LIST: list[Line] = [TALKS, *(_talk(number, f"番号{number}") for number in (1, 2, 3))]
PLACES: dict[str, Callable[[Line], list[Line]]] = {
    "above the heading": lambda row: [row, *LIST],
    "under a title above the heading": lambda row: [["題"], row, *LIST],
    "above the heading and a blank row": lambda row: [row, [], *LIST],
    "with another above the heading and a blank row": lambda row: [
        _talk(2, "別", numbered=False),
        row,
        [],
        *LIST,
    ],
    "with another below a blank row": lambda row: [*LIST, [], _talk(2, "別", numbered=False), row],
    "below a blank row": lambda row: [*LIST, [], row],
    "below blank rows and a title": lambda row: [*LIST, [], [], ["追加分"], row],
    "below a note": lambda row: [*LIST, ["※注"], row],
    "below a note and a blank row": lambda row: [*LIST, ["※上の表は9月分です。"], [], row],
    "below a total": lambda row: [*LIST, ["合計", None, "3件"], row],
    "below a total and a blank row": lambda row: [*LIST, ["合計", None, "3件"], [], row],
    "below another table": lambda row: [*LIST, [], ["氏名", "電話"], ["山田", "03"], row],
    "below headings again": lambda row: [*LIST, TALKS, row],
    "below the word for the end": lambda row: [*LIST, [None] * 9 + ["以上"], row],
    "in the middle": lambda row: [*LIST[:3], row, LIST[3]],
    "under a heading that has nothing else": lambda row: [row, TALKS],
}


@pytest.mark.parametrize("numbered", [True, False], ids=["with a number", "without"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_record_is_taken_wherever_it_stands(
    desk: Desk, tmp_path: Path, place: Callable[[Line], list[Line]], numbered: bool
) -> None:
    rows = place(_talk(4, MARK, numbered=numbered))
    report = bring(desk, "checkins", _sheet(tmp_path / "面談.xlsx", rows))
    talks = sum(line[1] in NAMES.values() for line in rows if len(line) > 1)
    assert (report.new, report.errors) == (talks, [])
    assert MARK in {entry.note for entry in list_checkins(desk)}


def test_records_without_a_number_below_a_blank_row_of_a_numbered_list(desk: Desk, tmp_path: Path) -> None:
    path = _sheet(
        tmp_path / "面談.xlsx",
        [
            *LIST,
            _talk(4, "番号4"),
            [],
            _talk(2, "番号なし1", numbered=False, on=date(2025, 9, 11)),
            _talk(4, "番号なし2", numbered=False, on=date(2025, 9, 12)),
        ],
    )
    assert bring(desk, "checkins", path).new == 6


@pytest.mark.parametrize("numbered", [True, False], ids=["with a number", "without"])
@pytest.mark.parametrize("gap", [1, 2, 4])
def test_a_record_written_beside_the_table_is_told_by_its_cells(
    desk: Desk, tmp_path: Path, gap: int, numbered: bool
) -> None:
    aside = _talk(4, MARK, numbered=numbered)
    rows: list[Line] = [TALKS, [*LIST[1], *[None] * gap, *aside], *LIST[2:]]
    report = bring(desk, "checkins", _sheet(tmp_path / "面談.xlsx", rows))
    assert (report.new, report.errors) == (3, [])
    (told,) = [say_said(remark) for _, row, remark in report.remarks if row == 2]
    filled = [
        cell_name(1, len(TALKS) + gap + place) for place, value in enumerate(aside) if value is not None
    ]
    assert told == f"{'、'.join(filled)} は表の見出しの外にあり、取り込みません。"


def test_a_line_beside_the_table_is_left_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    aside = [*[None] * (len(TALKS) + 1), "確認済み", "架空"]
    report = bring(desk, "checkins", _sheet(tmp_path / "面談.xlsx", [*LIST[:3], aside, *LIST[3:]]))
    assert report.new == 3
    assert [(line.row, line.reason_key) for line in report.skipped_rows] == [(4, "import.skipped_beside")]
