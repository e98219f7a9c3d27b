"""A status list that a colleague edited comes back: states, dates and marks, each as the act that it means."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.model import RowState
from tests.desks import MONDAY_IN_DECEMBER, data_of, go_to
from tests.exporting import to_work_on
from tests.intake_files import bring

REPORT, REPORT_STATE, REPORT_DATE = "outcome_report", "成果報告書\n状態", "成果報告書\n期日"
MEETING_STATE, MEETING_MARK = "中間報告会\n状態", "出欠\n中間報告会"


def handed_out(desk: Desk, folder: Path) -> Path:
    path = folder / "状況一覧.xlsx"
    export(desk, "status", path, to_work_on("status", chosen=GroupFilter(status=None)))
    return path


def edit(path: Path, number: int, cells: dict[str, Any]) -> None:
    """Write into the line of a group; headings are told by how they begin, since some go on with a day."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows(max_row=10) if row[0].value in ("番号", "No."))
    line = next(row for row in sheet.iter_rows(min_row=int(header[0].row or 0) + 1) if row[0].value == number)
    for heading, value in cells.items():
        place = next(place for place, cell in enumerate(header) if str(cell.value or "").startswith(heading))
        line[place].value = value
    book.save(path)


def milestone(desk: Desk, number: int, key: str) -> dict[str, Any]:
    found = desk.connection.execute(
        "SELECT milestone_now.* FROM milestone_now JOIN adopted_group ON adopted_group.id = group_id"
        " WHERE adopted_group.number = ? AND key = ?",
        (number, key),
    ).fetchone()
    return dict(found)


def test_a_state_is_a_move_of_today_and_one_key_takes_it_back(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {REPORT_STATE: "提出済"})
    before = data_of(desk.connection)
    report = bring(desk, "status", path)
    assert (report.changed, report.unchanged, report.errors) == (1, 95, [])
    assert (milestone(desk, 7, REPORT)["state"], milestone(desk, 7, REPORT)["state_on"]) == (
        "提出",
        MONDAY_IN_DECEMBER.isoformat(),
    )
    undo(desk)
    assert data_of(desk.connection) == before


def test_a_day_that_is_past_beside_a_state_is_when_the_step_was_taken(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {REPORT_STATE: "提出", REPORT_DATE: date(2025, 12, 10)})
    assert bring(desk, "status", path).changed == 1
    assert milestone(desk, 7, REPORT)["state_on"] == "2025-12-10"
    assert desk.connection.execute("SELECT count(*) FROM extension").fetchone()[0] == 0


def test_a_later_date_puts_the_milestone_off_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    later = date.fromisoformat(milestone(desk, 7, REPORT)["due_on"]) + timedelta(days=10)
    edit(path, 7, {REPORT_DATE: later})
    assert bring(desk, "status", path).changed == 1
    assert milestone(desk, 7, REPORT)["due_on"] == later.isoformat()
    [(reason,)] = desk.connection.execute("SELECT reason FROM extension").fetchall()
    assert "状況一覧" in reason
    again = bring(desk, "status", path)
    assert (again.changed, again.unit) == (0, None)


def test_an_earlier_date_is_told_to_need_a_reason_that_this_list_has_no_column_for(
    desk: Desk, tmp_path: Path
) -> None:
    extend_due(desk, 7, REPORT, to=date(2026, 2, 20), reason="水害")
    path = handed_out(desk, tmp_path)
    edit(path, 7, {REPORT_DATE: date(2026, 2, 9)})
    before = data_of(desk.connection)
    report = bring(desk, "status", path)
    assert [error.column.startswith(REPORT_DATE.replace("\n", "")) for error in report.errors] == [True]
    assert "この一覧には理由の列がありません" in report.errors[0].sentence()
    assert (report.unit, data_of(desk.connection)) == (None, before)


def test_a_mark_and_its_duty_edited_in_one_line_are_both_taken(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {MEETING_STATE: "受理", MEETING_MARK: "出席(会場)"})
    report = bring(desk, "status", path)
    assert [error.sentence() for error in report.errors] == []
    assert milestone(desk, 7, "midterm_meeting")["state"] == "受理"
    marks = desk.connection.execute("SELECT mark FROM attendance").fetchall()
    assert [found["mark"] for found in marks] == ["出席(会場)"]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({REPORT_STATE: "差戻し"}, REPORT_STATE, "差戻し"),
        ({REPORT_STATE: "そのうち"}, REPORT_STATE, "そのうち"),
        ({REPORT_DATE: date(2025, 7, 1)}, REPORT_DATE, "今の期限"),
        ({"出欠\n最終報告会": "出席(会場)"}, "出欠\n最終報告会", "予定です"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell_and_nothing_is_written(
    cells: dict[str, Any], column: str, words: str, desk: Desk, tmp_path: Path
) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {"主担当": None, **cells})
    before = data_of(desk.connection)
    report = bring(desk, "status", path)
    assert [error.column.startswith(column.replace("\n", "")) for error in report.errors] == [True]
    assert words in report.errors[0].sentence()
    assert (report.unit, data_of(desk.connection)) == (None, before)


def test_a_duty_to_attend_is_not_done_by_its_word_alone(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {MEETING_STATE: "受理"})
    report = bring(desk, "status", path)
    assert "出欠で記録します" in report.errors[0].sentence()


def test_a_state_that_moved_on_here_too_is_a_conflict_with_three_values(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {REPORT_STATE: "対象外"})
    move_milestone(desk, 7, REPORT, Move.SUBMIT, on=MONDAY_IN_DECEMBER)
    intake = plan_import(desk, "status", path).work_out()
    [row] = [row for row in intake.rows if row.state is RowState.CONFLICT]
    [cell] = row.cells
    assert (cell.exported, cell.here, cell.workbook) == ("未着手", "提出", "対象外")


def test_what_was_emptied_is_said_and_left(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {REPORT_STATE: None, REPORT_DATE: None})
    report = bring(desk, "status", path)
    assert (report.changed, report.skipped, report.errors) == (0, 1, [])
    assert [remark.key for _, _, remark in report.remarks] == ["import.remark_not_alone"] * 2


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("days", [0, 14, 90])
def test_time_that_went_by_is_no_edit(language: str, days: int, lively_desk: Desk, tmp_path: Path) -> None:
    """Yesterday's 期限間近 is today's 期限超過: what a list says of today is nobody's edit."""
    set_language(language)
    path = handed_out(lively_desk, tmp_path)
    go_to(lively_desk, MONDAY_IN_DECEMBER + timedelta(days=days))
    report = bring(lively_desk, "status", path)
    assert (report.changed, report.errors, report.unit) == (0, [], None)
    assert report.unchanged + report.skipped == report.rows


def test_another_name_of_a_group_is_told_and_not_taken(desk: Desk, tmp_path: Path) -> None:
    path = handed_out(desk, tmp_path)
    edit(path, 7, {"団体名": "書き換えた名前"})
    before = data_of(desk.connection)
    report = bring(desk, "status", path)
    assert [remark.key for _, _, remark in report.remarks] == ["import.remark_name_kept"]
    assert data_of(desk.connection) == before


def test_a_list_as_it_went_out_says_nothing_of_names(desk: Desk, tmp_path: Path) -> None:
    assert bring(desk, "status", handed_out(desk, tmp_path)).remarks == []
