"""Whatever stands in a workbook: rows read = new + changed + unchanged + skipped + errors, and never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.recognition import RecognisedTable, SkipReason, recognise_workbook
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.plan import IntakePlan
from kodoku_tui.services.intake.sources import OpenFile, find_map, open_file
from tests.batteries import examples
from tests.desks import data_of, desk_on_copy
from tests.intake_files import bring, write_list

LISTS = {
    "roster": ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択", "主担当", "契約日"],
    "checkins": ["番号", "団体名", "面談日", "時刻", "方法", "担当者", "様子", "内容", "次回予定日"],
    "issues": ["番号", "団体名", "分類", "小分類", "件名", "重さ", "状態", "発生日", "内容"],
    "remedies": ["番号", "団体名", "件名", "実施日", "試したこと", "結果", "担当者"],
    "milestones": [
        "番号",
        "団体名",
        "手続・行事",
        "状態",
        "状態になった日",
        "延長後の期日",
        "延長の理由",
    ],
    "expenses": ["番号", "団体名", "費目", "予算額", "報告額", "認定額"],
    "attendance": ["番号", "団体名", "第1回全体研修会", "中間報告会", "最終報告会"],
    "status": ["番号", "団体名", "取組名", "主担当", "副担当"],
}

VALUES = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(-3, 100),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.booleans(),
    st.dates(date(2025, 1, 1), date(2026, 5, 1)),
    st.sampled_from(
        ["○", "※ 注", "番号", "合計", "電話", "訪問", "注意", "受理", "提出", "謝金", "旅費", "契約締結"]
    ),
)
NUMBERED = st.tuples(st.integers(1, 3), st.none()).flatmap(
    lambda first: st.lists(VALUES, max_size=8).map(lambda rest: [*first, *rest])
)
ROWS = st.lists(st.one_of(st.lists(VALUES, max_size=10), NUMBERED), min_size=1, max_size=8)
REFUSED_AS_A_WHOLE = ("error.no_list", "error.missing_column", "error.workbook_empty", "error.no_tables")
# With the thousand sheets of tests/excel/recognition and these, more than two thousand workbooks in the long battery.
WORKBOOKS_A_LIST = 150


def filled_lines(table: RecognisedTable) -> int:
    """The lines of a table, without the blank ones."""
    return len(table.records) + sum(line.reason is not SkipReason.EMPTY for line in table.skipped)


@pytest.fixture(scope="module")
def shared_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that is only looked at."""
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("shared")) as desk:
        yield desk


@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=examples(5, 2), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_row_is_counted_once(kind: str, data: st.DataObject, shared_desk: Desk, tmp_path: Path) -> None:
    rows = data.draw(ROWS)
    path = write_list(tmp_path / "届いた.xlsx", LISTS[kind], *rows)
    before = data_of(shared_desk.connection)
    try:
        report = bring(shared_desk, kind, path, dry_run=True, partial=True)
    except Refused as refused:
        assert refused.key in REFUSED_AS_A_WHOLE
        return
    tables = find_map(shared_desk, open_file(path), kind).tables
    assert report.rows == sum(len(table.records) + len(table.filled_skips) for table in tables)
    assert all(error.sentence() for error in report.errors)
    assert data_of(shared_desk.connection) == before


@pytest.mark.parametrize("kind", LISTS)
@settings(
    max_examples=examples(WORKBOOKS_A_LIST, 8),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    above=st.lists(st.lists(VALUES, max_size=3), max_size=2), sheets=st.lists(ROWS, min_size=1, max_size=2)
)
def test_rows_read_are_new_changed_unchanged_skipped_or_wrong(
    kind: str, above: list[list[CellValue]], sheets: list[list[list[CellValue]]], shared_desk: Desk
) -> None:
    """The same without the process that reads a file, so that it can be asked often."""
    heading: list[CellValue] = [*LISTS[kind]]
    read = tuple(
        Sheet(f"{place}枚目", tuple(tuple(row) for row in (*above, heading, *rows)))
        for place, rows in enumerate(sheets, start=1)
    )
    opened = OpenFile(Path("届いた.xlsx"), recognise_workbook(Workbook(read)))
    try:
        plan = IntakePlan(shared_desk, find_map(shared_desk, opened, kind), opened)
    except Refused as refused:
        assert refused.key in REFUSED_AS_A_WHOLE
        return
    plan.work_out()
    report = plan.apply(dry_run=True, partial=True)
    counted = report.new + report.changed + report.unchanged + report.skipped + report.rows_with_errors
    tables = plan.found.tables
    assert counted == report.rows == sum(len(table.records) + len(table.filled_skips) for table in tables)
    left = sum(line.rows for line in report.left_tables)
    assert left + sum(len(table.records) for table in tables) == sum(
        len(table.records) for table in opened.workbook.tables
    )
    assert all(error.sentence() for error in report.errors)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "value",
    [
        "9" * 5_000,
        "１" * 5_000,
        "1" + ",000" * 2_000,
        "9" * 5_000 + "円",
        f"令和{'9' * 5_000}年1月1日",
        1e300,
        10**300,
    ],
    ids=lambda value: str(value)[:4],
)
def test_a_number_of_any_length_is_told_where_it_is_wrong(
    kind: str, value: CellValue, shared_desk: Desk
) -> None:
    """Python turns no text of more than 4,300 digits into a number; a cell holds 32,767."""
    rows = [[value if place == column else 1 for place in range(len(LISTS[kind]))] for column in range(3)]
    sheet = Sheet("一枚目", (tuple(LISTS[kind]), *map(tuple, rows)))
    opened = OpenFile(Path("届いた.xlsx"), recognise_workbook(Workbook((sheet,))))
    plan = IntakePlan(shared_desk, find_map(shared_desk, opened, kind), opened)
    plan.work_out()
    report = plan.apply(dry_run=True, partial=True)
    assert report.rows_with_errors
    assert all(error.sentence() for error in report.errors)
