"""Whatever stands above a column: a heading may be known or not, and never ends an import in a traceback."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.attendance_file import read_attendance_file
from kodoku_tui.excel.reading.cells import CellValue
from kodoku_tui.excel.reading.sheets import Sheet, Workbook
from kodoku_tui.excel.recognition import recognise_workbook
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.maps import keep_map
from kodoku_tui.services.intake.columns.not_read import lines_of_columns_left
from kodoku_tui.services.intake.imports import import_list
from kodoku_tui.services.intake.inspection import inspection_record
from kodoku_tui.services.intake.sources import AUTO, OpenFile, best_maps, find_maps
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan
from tests.desks import desk_on_copy
from tests.intake_files import write_list
from tests.services.intake.test_no_row_is_lost import LISTS, REFUSED_AS_A_WHOLE
from tests.written import workbook_at

# What a group's line says in each list, as far as a wrong heading leaves anything to be read.
LINES: dict[str, list[CellValue]] = {
    "roster": [1, "架空の会", "居場所", "若者", "北海道", "○", "青木 一", "2025/06/01"],
    "checkins": [1, "架空の会", "2025/12/08", "10:00", "電話", "青木 一", "順調", "話した", "2025/12/20"],
    "issues": [1, "架空の会", "広報・集客", "", "人が来ない", "中", "新規", "2025/12/01", "くわしく"],
    "remedies": [1, "架空の会", "人が来ない", "2025/12/02", "チラシ", "試行中", "青木 一"],
    "milestones": [1, "架空の会", "成果報告書", "提出", "2025/12/01", "2025/12/20", "都合"],
    "expenses": [1, "架空の会", "謝金", 300_000, 280_000, "27万円"],
    "attendance": [1, "架空の会", "○", "", ""],
    "status": [1, "架空の会", "居場所", "青木 一", "石井 二"],
}
BRACKETS = "()（）[]［］{}｛｝⦅⦆｟｠「」｢｣『』【】〔〕《》〈〉<>＜＞﹙﹚⁽⁾₍₎❨❩⟨⟩﴾﴿"
PIECES = st.one_of(
    st.sampled_from(BRACKETS),
    st.sampled_from(
        [
            "円",
            "千円",
            "百万円",
            "%",
            "％",
            "人",
            "例",
            "※",
            "*",
            "/",
            "／",
            "・",
            ":",
            "：",
            "、",
            "#",
            "=",
            "+",
            "-",
        ]
    ),
    st.sampled_from(
        ["\n", "\r\n", "\t", " ", "　", "\u200b", "\u0301", "\ufe0f", "{0}", "{value}", "%s", "\\"]
    ),
    st.sampled_from(
        ["kodoku:checkins:", f"kodoku:issues:{'0' * 32}:1", f"kodoku:plans:{'f' * 32}:{'9' * 18}"]
    ),
    st.text(max_size=3),
)
STRANGE = st.one_of(
    st.lists(PIECES, max_size=6).map("".join),
    st.tuples(PIECES, st.integers(1, 9_000)).map(lambda one: (one[0] * one[1])[:32_767]),
)
UNIT = st.sampled_from(BRACKETS).flatmap(
    lambda one: st.sampled_from([f"例{one}", f"{one}例", f"千円{one}", f"{one}千円{one}", one])
)


@st.composite
def headings(draw: st.DrawFn, kind: str) -> list[str]:
    """The headings of a list, some of them as they are, some with something around them, some another word."""
    drawn = []
    for name in LISTS[kind]:
        way = draw(st.integers(0, 4))
        if way <= 1:
            drawn.append(name)
        elif way == 2:
            drawn.append(name + draw(UNIT))
        else:
            drawn.append(draw(STRANGE) + (name + draw(STRANGE) if way == 3 else ""))
    return drawn + draw(st.lists(st.one_of(UNIT, STRANGE), max_size=3))


@pytest.fixture(scope="module")
def shared_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that is only looked at."""
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("shared")) as desk:
        yield desk


def _comes_in_or_is_refused(desk: Desk, kind: str, said: list[str], folder: Path) -> None:
    """Everything that an import does with a file under these headings, but keeping what came of it."""
    line = tuple([*LINES[kind], "甲", "乙", "丙"][: len(said)])
    rows = (tuple(one or None for one in said), *((number, *line[1:]) for number in (1, 2, 3)))
    opened = OpenFile(folder / "届いた.xlsx", recognise_workbook(Workbook((Sheet("一枚目", rows),))))
    assert inspection_record(opened.workbook)["sheets"]
    for name in (kind, AUTO):
        try:
            maps = find_maps(desk, opened, name)
            plan = WorkbookPlan(desk, maps, opened)
        except Refused as refused:
            assert refused.key in (*REFUSED_AS_A_WHOLE, "error.kind_unclear")
            continue
        plan.work_out()
        report = plan.apply(dry_run=True, partial=True)
        counted = report.new + report.changed + report.unchanged + report.skipped + report.rows_with_errors
        assert counted == report.rows
        assert all(error.sentence() for error in report.errors)
        assert all(lines_of_columns_left(report.not_taken))
        if any(one.failed_rows() for one in plan.plans):
            assert plan.write_failed_rows(workbook_at(folder / "直す行.xlsx"))
        _columns_can_be_kept(desk, maps[0])
    try:
        assert all(found.titles_missing or found.positions for found in best_maps(desk, opened))
    except Refused as refused:
        assert refused.key in REFUSED_AS_A_WHOLE


class _Undone(Exception):
    pass


def _columns_can_be_kept(desk: Desk, found: object) -> None:
    try:
        with desk.writing("unit.keep_column_map") as unit:
            keep_map(unit, found)  # type: ignore[arg-type]
            assert unit.changes
            raise _Undone
    except _Undone:
        pass


@pytest.mark.a_few(8)
@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("heading", ["例）", "例)", "）", "(例", "（", "）（", "（千円）", "円））"])
def test_a_bracket_without_its_partner_is_a_heading_that_nobody_knows(
    kind: str, heading: str, shared_desk: Desk, tmp_path: Path
) -> None:
    _comes_in_or_is_refused(shared_desk, kind, [*LISTS[kind], heading], tmp_path)


def test_the_rows_beside_such_a_heading_come_in(desk: Desk, tmp_path: Path) -> None:
    headings = ["番号", "団体名", "面談日", "方法", "内容（要点）", "例）"]
    lines = [[number, None, "2025/12/08", "電話", "話した", "甲"] for number in (1, 2)]
    report = import_list(desk, "checkins", write_list(tmp_path / "届いた.xlsx", headings, *lines))
    assert (report.rows, report.new, report.errors) == (2, 2, [])
    assert [column.heading for column in report.not_taken] == ["例）"]


@pytest.mark.a_few(2)
@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_heading_ends_an_import_in_a_traceback(
    kind: str, data: st.DataObject, shared_desk: Desk, tmp_path: Path
) -> None:
    _comes_in_or_is_refused(shared_desk, kind, data.draw(headings(kind)), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("kind", LISTS)
@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_none_of_many_headings_ends_an_import_in_a_traceback(
    kind: str, data: st.DataObject, shared_desk: Desk, tmp_path: Path
) -> None:
    _comes_in_or_is_refused(shared_desk, kind, data.draw(headings(kind)), tmp_path)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    said=st.lists(
        st.one_of(st.sampled_from(["番号", "団体名", "出欠", "名前", "メール", "参加時間"]), UNIT, STRANGE),
        min_size=1,
        max_size=9,
    )
)
def test_no_heading_ends_the_reading_of_who_came_in_a_traceback(said: list[str], tmp_path: Path) -> None:
    path = tmp_path / "参加者.csv"
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        csv.writer(file).writerows([said, [1, "架空の会", "○"], [2, "架空 花子", "a@example.jp"]])
    try:
        assert read_attendance_file(path).lines
    except Refused as refused:
        assert refused.key in (
            "error.no_attendance_table",
            "error.nobody_in_file",
            "error.workbook_not_a_workbook",
        )
