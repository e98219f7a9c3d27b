"""The time of day of a contact, wherever and however an office writes it: taken, or told, never lost nor changed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import import_list
from tests.exporting import to_work_on
from tests.intake_files import write_list

DAY_ONLY = ("番号", "面談日", "方法", "内容", "次回予定日")
WITH_TIMES = ("番号", "面談日", "時刻", "方法", "内容")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        (datetime(2025, 12, 1, 14, 30), "14:30"),
        (datetime(2025, 12, 1, 14, 29, 59, 942000), "14:30"),
        (datetime(2025, 12, 1), None),
        (45992.604166666664, "14:30"),
        (45992, None),
        ("2025/12/1 14:30", "14:30"),
        ("2025/12/1 0:00:00", None),
        ("2025-12-01T14:30:00", "14:30"),
        ("令和7年12月1日 13:00", "13:00"),
        ("12月1日 10時", "10:00"),
        ("12月1日10時半", "10:30"),
        ("12/1 1430", "14:30"),
        ("20251201 1430", "14:30"),
        ("12/1（月）　午後２時", "14:00"),
        ("12/1(月)14:30", "14:30"),
        ("12/1 正午", "12:00"),
        ("12月1日 10時頃", "10:00"),
        ("R7.12.1\n9:05", "09:05"),
    ],
)
def test_a_time_beside_its_day_is_the_time_of_the_contact(
    small_desk: Desk, tmp_path: Path, written: object, at: str | None
) -> None:
    for headings, row in (
        (DAY_ONLY, [1, written, "電話", "記録"]),
        (WITH_TIMES, [2, written, None, "電話", "記録"]),
    ):
        report = import_list(small_desk, "checkins", write_list(tmp_path / "面談.xlsx", headings, row))
        assert (report.new, report.remarks) == (1, [])
        again = import_list(small_desk, "checkins", tmp_path / "面談.xlsx")
        assert again.unchanged == 1
    assert {(one.held_on, one.held_at) for one in list_checkins(small_desk)} == {("2025-12-01", at)}


@pytest.mark.parametrize(
    ("written", "at"),
    [
        (1430, "14:30"),
        ("１４３０", "14:30"),
        (time(14, 30), "14:30"),
        (0.604166666666, "14:30"),
        (timedelta(hours=14, minutes=30), "14:30"),
        (datetime(2025, 12, 1, 14, 30), "14:30"),
        ("14時半", "14:30"),
        ("正午", "12:00"),
        ("2:30 PM", "14:30"),
        ("14:30:00", "14:30"),
    ],
)
def test_a_time_in_its_own_column_is_read(small_desk: Desk, tmp_path: Path, written: object, at: str) -> None:
    path = write_list(tmp_path / "面談.xlsx", WITH_TIMES, [1, date(2025, 12, 1), written, "電話", "記録"])
    assert import_list(small_desk, "checkins", path).new == 1
    assert list_checkins(small_desk)[0].held_at == at


@pytest.mark.parametrize(
    "written",
    [
        *("24:00", "24時", "25:30", "10時から9時", "夕方", 14, 2530, "12月3日"),
        *(timedelta(hours=24), timedelta(hours=25, minutes=30), timedelta(minutes=-30)),
    ],
)
def test_what_is_no_time_of_the_day_is_an_error_and_never_another_time(
    small_desk: Desk, tmp_path: Path, written: object
) -> None:
    path = write_list(tmp_path / "面談.xlsx", WITH_TIMES, [1, date(2025, 12, 1), written, "電話", "記録"])
    report = import_list(small_desk, "checkins", path)
    assert [(one.cell, one.message_key) for one in report.errors] == [("C2", "error.cell_time")]
    if isinstance(written, timedelta):
        hours = written / timedelta(hours=1)
        assert report.errors[0].value == {24.0: "24:00", 25.5: "25:30", -0.5: "-0:30"}[hours]


@pytest.mark.parametrize("written", ["12/1 24:00", "12/1 25:30", "1201 1430", "12/1 14:30 開始", "12/1 5"])
def test_a_day_with_something_unread_behind_it_is_an_error(
    small_desk: Desk, tmp_path: Path, written: str
) -> None:
    path = write_list(tmp_path / "面談.xlsx", DAY_ONLY, [1, written, "電話", "記録"])
    report = import_list(small_desk, "checkins", path)
    assert [(one.cell, one.message_key) for one in report.errors] == [("B2", "error.cell_date")]


@pytest.mark.parametrize(
    ("headings", "row", "at", "told"),
    [
        (DAY_ONLY, [1, "12/1(月) 14:30〜15:30", "電話", "記録"], "14:30", {"B2": "15:30"}),
        (DAY_ONLY, [1, "12/1 10時から正午まで", "電話", "記録"], "10:00", {"B2": "12:00"}),
        (WITH_TIMES, [1, "12/1", "14:30～15:30", "電話", "記録"], "14:30", {"C2": "15:30"}),
        (WITH_TIMES, [1, "12/1", "午後2時〜3時", "電話", "記録"], "14:00", {"C2": "15:00"}),
        (WITH_TIMES, [1, "12/1", "22:00-24:00", "電話", "記録"], "22:00", {"C2": "24:00"}),
        (WITH_TIMES, [1, "12/1", "14:30〜", "電話", "記録"], "14:30", {}),
        (WITH_TIMES, [1, "12/1 14:30", "14:30", "電話", "記録"], "14:30", {}),
        (WITH_TIMES, [1, "12/1 14:30", "13:00", "電話", "記録"], "13:00", {"B2": "14:30"}),
        (DAY_ONLY, [1, "12/1", "電話", "記録", "12/22 13:00"], None, {"E2": "13:00"}),
        (DAY_ONLY, [1, "12/1", "電話", "記録", datetime(2025, 12, 22, 13)], None, {"E2": "13:00"}),
    ],
)
def test_what_of_a_time_has_no_place_is_told(
    small_desk: Desk,
    tmp_path: Path,
    headings: tuple[str, ...],
    row: list[object],
    at: str | None,
    told: dict[str, str],
) -> None:
    report = import_list(small_desk, "checkins", write_list(tmp_path / "面談.xlsx", headings, row))
    assert report.new == 1
    assert list_checkins(small_desk)[0].held_at == at
    assert {said.params["cell"]: said.params["time"] for _, _, said in report.remarks} == told


def test_a_day_that_gets_a_time_in_a_list_that_comes_back_is_corrected_and_none_is_lost(
    small_desk: Desk, tmp_path: Path
) -> None:
    import openpyxl

    path = write_list(tmp_path / "面談.xlsx", WITH_TIMES, [1, date(2025, 12, 1), None, "電話", "一"])
    import_list(small_desk, "checkins", path)
    export(small_desk, "checkins", tmp_path / "戻り.xlsx", to_work_on("checkins"))
    book = openpyxl.load_workbook(tmp_path / "戻り.xlsx")
    sheet = book.worksheets[0]
    (cell,) = [cell for line in sheet.iter_rows() for cell in line if cell.value == datetime(2025, 12, 1)]
    cell.value = datetime(2025, 12, 1, 14, 30)
    book.save(tmp_path / "戻り.xlsx")
    assert import_list(small_desk, "checkins", tmp_path / "戻り.xlsx").changed == 1
    assert list_checkins(small_desk)[0].held_at == "14:30"
