"""The law of the intake: each filled row is new, changed, unchanged, in error, or left out by sheet, row and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.recognition import recognise_workbook
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.copies import copied_sheets
from kodoku_tui.services.intake.model import ImportReport, IntakeRow, RowState
from kodoku_tui.services.intake.sources import OpenFile, find_maps
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan
from tests.batteries import examples
from tests.desks import desk_on_copy

Rows = Sequence[Sequence[CellValue]]
HEADINGS = ["番号", "団体名", "面談日", "方法", "内容"]
OTHER = ["番号", "団体名", "面談日", "内容", "方法"]
FEWER = ["番号", "面談日", "方法", "内容"]
DAY = date(2025, 12, 1)
TAKEN = (RowState.NEW, RowState.CHANGED, RowState.UNCHANGED, RowState.ERROR, RowState.CONFLICT)


def record(number: int | None, note: str) -> list[CellValue]:
    return [number, None, DAY, "電話", note]


@pytest.fixture(scope="module")
def shared_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that is only looked at."""
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("shared")) as desk:
        yield desk


def looked_at(
    desk: Desk, sheets: Sequence[tuple[str, Rows]], hidden: Sequence[str] = ()
) -> tuple[ImportReport, list[IntakeRow]]:
    """What sheets come to as check-ins. Raises `Refused`."""
    read = tuple(
        Sheet(name, tuple(tuple(row) for row in rows), hidden=name in hidden) for name, rows in sheets
    )
    opened = OpenFile(Path("届いた.xlsx"), recognise_workbook(Workbook(read)))
    maps = find_maps(desk, opened, "checkins")
    if copied_sheets(opened, maps):
        raise Refused("error.copied_sheets")
    plan = WorkbookPlan(desk, maps, opened)
    plan.work_out()
    return plan.apply(dry_run=True, partial=True), plan.intake.rows


def filled(sheets: Sequence[tuple[str, Rows]]) -> set[tuple[str, int]]:
    """The rows in which anything stands, counted here."""
    return {
        (name, number)
        for name, rows in sheets
        for number, row in enumerate(rows, start=1)
        if any(value is not None and str(value).strip() for value in row)
    }


def hold_the_law(sheets: Sequence[tuple[str, Rows]], report: ImportReport, rows: Sequence[IntakeRow]) -> None:
    taken = {(row.sheet, row.row) for row in rows if row.state in TAKEN}
    left = [(one.sheet, one.row) for one in report.left_out]
    assert max(Counter(left).values(), default=1) == 1
    assert taken.isdisjoint(left)
    assert taken.union(left) == filled(sheets)
    assert all(say(f"import.left_{one.reason}") for one in report.left_out)
    assert report.rows == (
        report.new + report.changed + report.unchanged + report.skipped + report.rows_with_errors
    )


BASE: list[Sequence[CellValue]] = [HEADINGS, record(1, "一つめ"), record(2, "二つめ"), record(3, "三つめ")]
LINES: list[Sequence[CellValue]] = [
    [],
    [None, None],
    ["面談の記録"],
    ["※ 上は12月分です"],
    ["合計", None, None, "3件"],
    ["【関東】"],
    ["追加分"],
    HEADINGS,
    OTHER,
    FEWER,
    ["氏名", "電話"],
    ["山田", "03-0000-0000"],
    [None, None, None, None, "以上"],
    ["番号", None, "計"],
    [None, None, None, None, None, None, None, "作成 12/1"],
    [1],
]
ANY = st.one_of(
    st.sampled_from(LINES),
    st.tuples(st.one_of(st.none(), st.integers(1, 9)), st.text("あいう", min_size=1, max_size=3)).map(
        lambda said: record(*said)
    ),
    st.tuples(st.integers(1, 9), st.text("えおか", min_size=1, max_size=3)).map(
        lambda said: [None, *record(*said)]
    ),
    st.tuples(st.integers(1, 9), st.text("きくけ", min_size=1, max_size=3)).map(
        lambda said: [*record(*said), None, *record(*said)]
    ),
)


@settings(
    max_examples=examples(600, 25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    above=st.lists(ANY, max_size=3),
    below=st.lists(ANY, max_size=5),
    more=st.lists(st.lists(ANY, min_size=1, max_size=5), max_size=2),
    is_hidden=st.booleans(),
)
def test_the_account_of_any_file_adds_up(
    above: Rows, below: Rows, more: Sequence[Rows], is_hidden: bool, shared_desk: Desk
) -> None:
    sheets = [
        ("面談", [*above, *BASE, *below]),
        *((f"{at}枚目", rows) for at, rows in enumerate(more, start=2)),
    ]
    try:
        report, rows = looked_at(shared_desk, sheets, hidden=["2枚目"] if is_hidden else [])
    except Refused:
        return
    hold_the_law(sheets, report, rows)


@pytest.mark.parametrize(
    ("sheets", "left"),
    [
        ([("面談", [["面談の記録"], [], *BASE])], {("面談", 1): "title", ("面談", 3): "heading"}),
        ([("面談", [*BASE, [], [], ["※ 注です"]])], {("面談", 1): "heading", ("面談", 7): "note"}),
        ([("面談", [*BASE, ["合計", None, None, "3件"]])], {("面談", 1): "heading", ("面談", 5): "total"}),
        ([("面談", [*BASE, *[[]] * 15])], {("面談", 1): "heading"}),
        (
            [("面談", BASE), ("控え", [["氏名", "電話"], ["山田", "03"], ["佐藤", "04"]])],
            {
                ("面談", 1): "heading",
                ("控え", 1): "heading",
                ("控え", 2): "other_table",
                ("控え", 3): "other_table",
            },
        ),
    ],
)
def test_what_is_left_out_is_told_by_sheet_row_and_reason(
    sheets: Sequence[tuple[str, Rows]], left: dict[tuple[str, int], str], shared_desk: Desk
) -> None:
    report, rows = looked_at(shared_desk, sheets)
    hold_the_law(sheets, report, rows)
    assert {(one.sheet, one.row): one.reason for one in report.left_out} == left
    assert report.new == 3


def test_what_nothing_recognised_is_left_out_as_not_understood(shared_desk: Desk) -> None:
    """The account asks the cells, not the recognition."""
    sheets: list[tuple[str, Rows]] = [("面談", [*BASE, [], ["どこにもない行"]])]
    read = tuple(Sheet(name, tuple(tuple(row) for row in rows)) for name, rows in sheets)
    known = recognise_workbook(Workbook((replace(read[0], rows=read[0].rows[:4]),)))
    opened = OpenFile(Path("届いた.xlsx"), replace(known, filled_rows={"面談": read[0].filled_rows}))
    plan = WorkbookPlan(shared_desk, find_maps(shared_desk, opened, "checkins"), opened)
    plan.work_out()
    report = plan.apply(dry_run=True)
    hold_the_law(sheets, report, plan.intake.rows)
    assert [(one.row, one.reason) for one in report.left_out] == [(1, "heading"), (6, "not_understood")]


def test_a_hidden_sheet_is_left_out_row_by_row(shared_desk: Desk) -> None:
    sheets = [("面談", BASE), ("古い", BASE)]
    report, rows = looked_at(shared_desk, sheets, hidden=["古い"])
    hold_the_law(sheets, report, rows)
    assert {one.reason for one in report.left_out if one.sheet == "古い"} == {"hidden_sheet"}
