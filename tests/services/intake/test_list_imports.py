"""Each list from a workbook as offices write it: what becomes of its rows, once and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest

from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Severity
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import extend_due, list_milestones
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.intake.imports import import_list, plan_import
from kodoku_tui.services.intake.model import IntakeCancelled
from kodoku_tui.services.issues.issues import change_issue, list_issues
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.sessions import list_attendance, mark_attendance
from tests.desks import data_of, write_roster
from tests.intake_files import bring, counts_of, write_list, write_sheets

CHECKINS = ["番号", "団体名", "日付", "方法", "担当", "状況", "面談内容", "次回"]
ISSUES = ["No.", "団体", "カテゴリ", "件名", "重要度", "状態", "発生日", "詳細"]
MILESTONES = ["番号", "団体名", "提出物", "状態", "提出日", "延長後期限", "延長理由"]
EXPENSES = ["番号", "団体名", "費目", "予算額", "報告額", "認定額（千円）"]
ATTENDANCE = ["番号", "団体名", "第1回全体研修会", "中間報告会"]


@pytest.fixture
def desk(new_desk: Desk, tmp_path: Path) -> Desk:
    """A desk with four invented groups and one person."""
    rows: list[list[object]] = [
        [number, name, "居場所づくり", "高齢者", "東京都", ""]
        for number, name in (
            (1, "NPO法人 架空の会"),
            (2, "一般社団法人 空想ネット"),
            (3, "濱辺の会"),
            (4, "ウェルの会"),
        )
    ]
    import_list(new_desk, "roster", write_roster(tmp_path / "名簿.xlsx", *rows))
    add_staff(new_desk, "佐藤 花子")
    return new_desk


def wrong(desk: Desk, list_name: str, path: Path) -> list[tuple[str, str]]:
    """Where something is wrong and what; holds that nothing was written."""
    before = data_of(desk.connection)
    report = bring(desk, list_name, path)
    assert report.unit is None
    assert data_of(desk.connection) == before
    assert all(error.sentence() for error in report.errors)
    return [(error.cell, error.message_key) for error in report.errors]


def test_checkins_come_in_once_however_they_are_written(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "面談.xlsx",
        CHECKINS,
        [
            1,
            "（特非）架空の会",
            date(2025, 12, 1),
            "TEL",
            "佐藤",
            "良好",
            "順調に進む。\n次は訪問。",
            date(2025, 12, 20),
        ],
        [None, "空想ネット", "R7.12.2", "Zoom", None, "△", "集客に苦労", None],
        [3, "浜辺の会", "12/3", "訪問", "佐藤 花子", None, "見学", "12月25日"],
        [4, None, None, None, None, None, None, None],
    )
    report = bring(desk, "checkins", path)
    assert (counts_of(report), report.errors) == ({"new": 3, "skipped": 1}, [])
    found = [
        (one.group_no, one.held_on, one.channel, one.staff, one.condition, one.next_on)
        for one in list_checkins(desk)
    ]
    assert found == [
        (3, "2025-12-03", "訪問", "佐藤 花子", "", "2025-12-25"),
        (2, "2025-12-02", "オンライン", None, "注意", None),
        (1, "2025-12-01", "電話", "佐藤 花子", "順調", "2025-12-20"),
    ]
    assert list_checkins(desk)[-1].note == "順調に進む。\n次は訪問。"
    again = bring(desk, "checkins", path)
    assert (counts_of(again), again.unit) == ({"unchanged": 3, "skipped": 1}, None)
    undo(desk)
    assert list_checkins(desk) == []


@pytest.mark.parametrize(
    ("row", "cell", "key"),
    [
        ([99, None, date(2025, 12, 1), "電話", None, None, "x"], "A2", "error.no_such_group"),
        ([99, "浜辺の会", date(2025, 12, 1), "電話", None, None, "x"], "A2", "error.group_number_unknown"),
        ([1, "空想ネット", date(2025, 12, 1), "電話", None, None, "x"], "B2", "error.group_disagrees"),
        ([None, "夢幻の会", date(2025, 12, 1), "電話", None, None, "x"], "B2", "error.group_name_unknown"),
        ([None, None, date(2025, 12, 1), "電話", None, None, "x"], "A2", "error.group_not_named"),
        ([1, None, date(2025, 12, 16), "電話", None, None, "x"], "C2", "error.date_in_future"),
        ([1, None, "12月上旬", "電話", None, None, "x"], "C2", "error.cell_date"),
        ([1, None, date(2025, 12, 1), "伝書鳩", None, None, "x"], "D2", "error.cell_word"),
        ([1, None, date(2025, 12, 1), "電話", "鈴木", None, "x"], "E2", "error.no_such_staff"),
        ([1, None, date(2025, 12, 1), "電話", None, None, None], "G2", "error.cell_empty"),
        (
            [1, None, date(2025, 12, 1), "電話", None, None, "x", date(2025, 11, 1)],
            "H2",
            "error.next_not_after",
        ),
        (["十二", None, date(2025, 12, 1), "電話", None, None, "x"], "A2", "error.cell_number"),
    ],
)
def test_what_is_wrong_with_a_checkin_is_told_at_its_cell(
    desk: Desk, tmp_path: Path, row: Sequence[object], cell: str, key: str
) -> None:
    good = [2, None, date(2025, 12, 1), "電話", None, None, "良い行"]
    assert wrong(desk, "checkins", write_list(tmp_path / "面談.xlsx", CHECKINS, row, good)) == [(cell, key)]


def test_partial_takes_the_good_rows(desk: Desk, tmp_path: Path) -> None:
    rows = [[n, None, date(2025, 12, 1), "電話", None, None, "記録"] for n in (1, 99, 2)]
    report = bring(desk, "checkins", write_list(tmp_path / "面談.xlsx", CHECKINS, *rows), partial=True)
    assert (counts_of(report), [one.group_no for one in list_checkins(desk)]) == (
        {"new": 2, "errors": 1},
        [2, 1],
    )
    (act,) = list_units(desk, limit=1)
    assert (act.what_key, act.what_params) == ("unit.import_checkins", {"file": "面談.xlsx"})


def test_of_a_group_that_left_comes_in_what_was_until_then(desk: Desk, tmp_path: Path) -> None:
    end_group(desk, 2, GroupStatus.WITHDRAWN, on=date(2025, 12, 1), reason="都合")
    row = [2, None, date(2025, 12, 2), "電話", None, None, "記録"]
    path = write_list(tmp_path / "面談.xlsx", CHECKINS, row)
    assert wrong(desk, "checkins", path) == [("C2", "error.after_ending")]
    row[2] = date(2025, 12, 1)
    bring(desk, "checkins", write_list(tmp_path / "その日まで.xlsx", CHECKINS, row))
    assert [one.held_on for one in list_checkins(desk, 2)] == ["2025-12-01"]


def test_times_are_read_from_a_column_of_their_own(desk: Desk, tmp_path: Path) -> None:
    headings = ["番号", "面談日", "時刻", "方法", "内容"]
    times: list[object] = [time(14, 30), "午後3時", "9:05", "１６時２０分"]
    rows = [[n, date(2025, 12, 1), at, "電話", "記録"] for n, at in enumerate(times, start=1)]
    bring(desk, "checkins", write_list(tmp_path / "面談.xlsx", headings, *rows))
    found = desk.connection.execute("SELECT held_at FROM checkin ORDER BY group_id").fetchall()
    assert [at for (at,) in found] == ["14:30", "15:00", "09:05", "16:20"]


def test_issues_come_in_and_change_by_group_category_and_title(desk: Desk, tmp_path: Path) -> None:
    row: list[object] = [
        1,
        None,
        "広報・集客",
        "参加者が集まらない",
        "高",
        "対応中",
        date(2025, 11, 1),
        "チラシのみ",
    ]
    assert counts_of(bring(desk, "issues", write_list(tmp_path / "課題.xlsx", ISSUES, row))) == {"new": 1}
    (issue,) = list_issues(desk)
    assert (issue.category, issue.severity, issue.state, issue.note) == (
        "outreach",
        "重",
        "対応中",
        "チラシのみ",
    )
    path = write_list(tmp_path / "課題.xlsx", ISSUES, [*row[:5], "解決済", *row[6:]])
    assert counts_of(bring(desk, "issues", path)) == {"changed": 1}
    assert list_issues(desk) == []
    (issue,) = list_issues(desk, with_closed=True)
    assert (issue.state, issue.closed) == ("解決", "2025-12-15")
    assert counts_of(bring(desk, "issues", path)) == {"unchanged": 1}


def test_milestones_move_by_legal_moves_only(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "進捗.xlsx",
        MILESTONES,
        [1, None, "成果報告書", "提出済", date(2025, 12, 10), None, None],
        [2, None, "契約", "返送", date(2025, 6, 20), None, None],
        [3, None, "outcome_report", "未着手", None, date(2026, 2, 20), "天候のため"],
    )
    report = bring(desk, "milestones", path)
    assert (counts_of(report), report.errors) == ({"changed": 3}, [])
    of = {(one.group_no, one.key): one for one in list_milestones(desk)}
    assert (of[1, "outcome_report"].state, of[1, "outcome_report"].state_on) == ("提出", "2025-12-10")
    assert (of[2, "contract"].word, of[2, "contract"].round) == ("返送", 1)
    assert (of[3, "outcome_report"].due, of[3, "outcome_report"].extensions[0].reason) == (
        "2026-02-20",
        "天候のため",
    )
    again = bring(desk, "milestones", path)
    assert (counts_of(again), again.unit) == ({"unchanged": 3}, None)


def test_an_extension_is_corrected_to_an_earlier_day_with_its_reason_and_the_one_before_stays(
    desk: Desk, tmp_path: Path
) -> None:
    extend_due(desk, 1, "outcome_report", to=date(2026, 2, 20), reason="水害")
    before = data_of(desk.connection)
    corrected = ["成果報告書", "未着手", None, date(2026, 2, 9), "日の書き間違い"]
    report = bring(desk, "milestones", write_list(tmp_path / "進捗.xlsx", MILESTONES, [1, None, *corrected]))
    assert (counts_of(report), report.errors) == ({"changed": 1}, [])
    (found,) = [one for one in list_milestones(desk, 1) if one.key == "outcome_report"]
    assert (found.due, {one.to: one.reason for one in found.extensions}) == (
        "2026-02-09",
        {"2026-02-20": "水害", "2026-02-09": "日の書き間違い"},
    )
    undo(desk)
    assert data_of(desk.connection) == before


@pytest.mark.parametrize(
    ("headings", "cells", "key"),
    [
        # No column for it, and nothing in it.
        (MILESTONES[:-1], [date(2026, 2, 9)], "error.correction_without_reason"),
        (MILESTONES, [date(2026, 2, 9), " "], "error.correction_without_reason"),
        # Before the planned day no extension leads, whatever the reason.
        (MILESTONES, [date(2026, 1, 30), "前倒し"], "error.extension_not_later"),
    ],
)
def test_a_correction_without_its_reason_is_told_with_the_column_that_is_missing(
    desk: Desk, tmp_path: Path, headings: list[str], cells: list[object], key: str
) -> None:
    extend_due(desk, 1, "outcome_report", to=date(2026, 2, 20), reason="水害")
    path = write_list(tmp_path / "進捗.xlsx", headings, [1, None, "成果報告書", "未着手", None, *cells])
    assert wrong(desk, "milestones", path) == [("F2", key)]
    if key == "error.correction_without_reason":
        (error,) = plan_import(desk, "milestones", path).work_out().errors
        assert "「延長の理由」の列に理由を書いてください" in error.sentence()


@pytest.mark.parametrize(
    ("row", "cell", "key"),
    [
        (["成果報告書", "受理", None, None, None], "D2", "error.illegal_move"),
        (["成果報告書", "提出", date(2025, 12, 16), None, None], "E2", "error.date_in_future"),
        (["成果報告書", "未着手", None, date(2025, 12, 1), "理由"], "F2", "error.extension_not_later"),
        (["成果報告書", "未着手", None, date(2026, 3, 1), None], "G2", "error.reason_empty"),
        (["第1回全体研修会", "受理", None, None, None], "D2", "error.session_by_attendance"),
        (["卒業論文", "提出", None, None, None], "C2", "error.no_such_milestone"),
        (["成果報告書", "ほぼ提出", None, None, None], "D2", "error.cell_word"),
    ],
)
def test_what_no_move_allows_is_told_at_its_cell(
    desk: Desk, tmp_path: Path, row: list[object], cell: str, key: str
) -> None:
    path = write_list(tmp_path / "進捗.xlsx", MILESTONES, [1, None, *row])
    assert wrong(desk, "milestones", path) == [(cell, key)]


def test_expenses_are_read_in_their_unit_and_lowered_before_they_are_raised(
    desk: Desk, tmp_path: Path
) -> None:
    first = write_list(
        tmp_path / "経費.xlsx",
        EXPENSES,
        [1, None, "謝金", "1,500,000円", 1_200_000, 1200],
        [1, None, "旅費", 500_000, None, None],
    )
    assert counts_of(bring(desk, "expenses", first)) == {"changed": 2}
    second = write_list(
        tmp_path / "経費2.xlsx",
        EXPENSES,
        [1, None, "旅費", 900_000, None, None],
        [1, None, "謝金", 1_100_000, None, None],
    )
    report = bring(desk, "expenses", second)
    assert (counts_of(report), report.errors) == ({"changed": 2}, [])
    lines = {item.title: item.line for item in money_of(desk, 1).items}
    assert (lines["謝金"].budget, lines["謝金"].proper, lines["旅費"].budget) == (
        1_100_000,
        1_200_000,
        900_000,
    )


def test_budgets_that_together_pass_the_cap_are_refused_where_they_are_raised(
    desk: Desk, tmp_path: Path
) -> None:
    path = write_list(
        tmp_path / "経費.xlsx",
        EXPENSES,
        [1, None, "謝金", 1_500_000],
        [1, None, "旅費", 600_000],
        [2, None, "旅費", 1],
    )
    assert wrong(desk, "expenses", path) == [("D2", "error.over_cap"), ("D3", "error.over_cap")]


def test_attendance_comes_from_a_grid(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "出欠.xlsx",
        ATTENDANCE,
        [1, "架空の会", "○", "録画"],
        [2, None, "オンライン", None],
        [3, None, None, None],
    )
    report = bring(desk, "attendance", path)
    assert (counts_of(report), report.errors) == ({"changed": 2, "skipped": 1}, [])
    marks = {(one.session, one.group_no): one.mark for one in list_attendance(desk)}
    assert (marks["training_1", 1], marks["midterm_meeting", 1]) == ("出席(会場)", "録画視聴")
    assert marks["training_1", 2] == "出席(オンライン)"
    assert next(one for one in list_milestones(desk, 1) if one.key == "training_1").state == "受理"
    assert counts_of(bring(desk, "attendance", path)) == {"unchanged": 2, "skipped": 1}


def test_an_absence_without_more_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "出欠.xlsx", ATTENDANCE, [1, None, "欠席", None])
    assert wrong(desk, "attendance", path) == [("C2", "error.cell_word")]


def test_a_session_to_come_has_no_attendance(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "出欠.xlsx", ["番号", "最終報告会"], [1, "○"])
    assert wrong(desk, "attendance", path) == [("B2", "error.session_not_yet")]


def test_a_status_list_gives_staff_and_project_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "状況.xlsx",
        ["番号", "団体名", "取組名", "主担当", "副担当", "期限超過\n（件）"],
        [1, "架空の会", "新しい取組", "佐藤", None, 3],
        [2, "空想ネット", "居場所づくり", None, None, 0],
    )
    report = bring(desk, "status", path)
    assert counts_of(report) == {"changed": 1, "unchanged": 1}
    assert (group_entry(desk, 1).staff, group_entry(desk, 1).project) == ("佐藤 花子", "新しい取組")
    (column,) = report.not_taken
    assert (column.is_computed, column.cells) == (True, 2)


@pytest.mark.parametrize(
    ("headings", "row", "kind"),
    [
        (CHECKINS, [1, None, date(2025, 12, 1), "電話", None, None, "記録"], "checkins"),
        (ISSUES, [1, None, "広報・集客", "件名", None, None, date(2025, 11, 1)], "issues"),
        (MILESTONES, [1, None, "成果報告書", "提出", date(2025, 12, 10)], "milestones"),
        (EXPENSES, [1, None, "旅費", 1000], "expenses"),
        (ATTENDANCE, [1, "架空の会", "○", None], "attendance"),
        (
            ["番号", "団体名", "取組名", "取組対象", "活動地域"],
            [5, "新しい会", "居場所", "高齢者", "東京都"],
            "roster",
        ),
        (["番号", "団体名", "取組名", "主担当", "副担当"], [1, "架空の会", "別の取組", None, None], "status"),
    ],
)
def test_which_list_it_is_is_told_by_its_columns(
    desk: Desk, tmp_path: Path, headings: list[str], row: list[object], kind: str
) -> None:
    report = bring(desk, "auto", write_list(tmp_path / "何か.xlsx", headings, row))
    assert (report.list_name, report.new + report.changed, report.errors) == (kind, 1, [])


def test_what_is_no_list_of_ours_is_not_guessed(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "何か.xlsx", ["品名", "数量", "単価"], ["鉛筆", 3, 120])
    with pytest.raises(Refused) as refused:
        bring(desk, "auto", path)
    assert refused.value.key in ("error.kind_unclear", "error.no_list")


def test_words_are_read_in_either_language(desk: Desk, tmp_path: Path) -> None:
    set_language("en")
    row = [1, None, date(2025, 12, 1), "Phone", None, "Needs support", "note"]
    headings = ["No.", "Group", "Held on", "Channel", "Staff", "Condition", "Note"]
    report = bring(desk, "checkins", write_list(tmp_path / "list.xlsx", headings, row))
    assert (counts_of(report), [error.sentence() for error in report.errors]) == ({"new": 1}, [])
    (checkin,) = list_checkins(desk)
    assert (checkin.channel, checkin.condition) == ("電話", "要対応")


def test_an_import_that_is_stopped_half_way_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = [[n % 4 + 1, None, date(2025, 11, 1 + n % 28), "電話", None, None, f"記録{n}"] for n in range(250)]
    path = write_list(tmp_path / "面談.xlsx", CHECKINS, *rows)
    plan = plan_import(desk, "checkins", path)
    before, log = data_of(desk.connection), list_units(desk)
    seen: list[int] = []

    def stop_at_the_second_look(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 2:
            raise IntakeCancelled

    with pytest.raises(IntakeCancelled):
        plan.apply(progress=stop_at_the_second_look)
    assert seen == [0, 100]
    assert (data_of(desk.connection), list_units(desk)) == (before, log)
    assert plan.apply().new == 250


def test_rows_that_are_not_chosen_stay_out(desk: Desk, tmp_path: Path) -> None:
    rows = [[n, None, date(2025, 12, 1), "電話", None, None, "記録"] for n in (1, 2, 3)]
    plan = plan_import(desk, "checkins", write_list(tmp_path / "面談.xlsx", CHECKINS, *rows))
    plan.intake.rows[1].is_chosen = False
    report = plan.apply()
    assert counts_of(report) == {"new": 2, "skipped": 1}
    assert [one.group_no for one in list_checkins(desk)] == [3, 1]


def test_somebody_quicker_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    row: list[object] = [
        1,
        None,
        "広報・集客",
        "参加者が集まらない",
        "高",
        "対応中",
        date(2025, 11, 1),
        "チラシ",
    ]
    bring(desk, "issues", write_list(tmp_path / "課題.xlsx", ISSUES, row))
    plan = plan_import(desk, "issues", write_list(tmp_path / "課題2.xlsx", ISSUES, [*row[:7], "ちらしとSNS"]))
    (issue,) = list_issues(desk)
    change_issue(desk, issue.id, IssueChange(severity=Severity.LIGHT))
    report = plan.apply()
    assert [error.message_key for error in report.errors] == ["error.changed_since_preview"]
    assert list_issues(desk)[0].note == "チラシ"


def test_a_mark_and_an_amount_that_somebody_was_quicker_with_are_not_overwritten(
    desk: Desk, tmp_path: Path
) -> None:
    marks = plan_import(
        desk, "attendance", write_list(tmp_path / "出欠.xlsx", ATTENDANCE, [1, None, "○", None])
    )
    amounts = plan_import(
        desk, "expenses", write_list(tmp_path / "費用.xlsx", EXPENSES[:4], [1, None, "謝金", 500])
    )
    mark_attendance(desk, [AttendanceEntry(session="training_1", group_no=1, mark=AttendanceMark.ABSENT)])
    set_expense(desk, 1, "謝金", ExpenseChange(budget=300))
    for plan in (marks, amounts):
        report = plan.apply()
        assert [error.message_key for error in report.errors] == ["error.changed_since_preview"]
        assert report.unit is None
    assert {one.mark for one in list_attendance(desk, number=1)} >= {AttendanceMark.ABSENT.value}
    assert next(one for one in money_of(desk, 1).items if one.title == "謝金").line.budget == 300


@pytest.mark.parametrize(
    ("kind", "headings", "first", "second", "state"),
    [
        ("attendance", ATTENDANCE, [1, None, "○", None], [1, None, "○", None], "changed"),
        (
            "checkins",
            CHECKINS,
            [1, None, date(2025, 12, 1), "電話", None, None, "記録"],
            [1, None, date(2025, 12, 1), "電話", None, None, "記録"],
            "new",
        ),
    ],
)
def test_what_stands_on_two_sheets_in_the_same_row_is_taken_once(
    kind: str,
    headings: list[str],
    first: list[object],
    second: list[object],
    state: str,
    desk: Desk,
    tmp_path: Path,
) -> None:
    path = write_sheets(tmp_path / "二枚.xlsx", {"北": [headings, first], "南": [headings, second]})
    report = bring(desk, kind, path)
    assert counts_of(report) == {state: 1, "skipped": 1}
    assert [(sheet, row, remark.params) for sheet, row, remark in report.remarks] == [
        ("南", 2, {"row": "北 2"})
    ]


@pytest.mark.parametrize("kind", ["auto", "attendance", "checkins"])
def test_a_report_of_a_meeting_is_told_where_it_belongs(kind: str, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "participants.csv"
    path.write_text(
        "名前（元の名前）,メール,参加時刻,退出時刻,時間（分）,ゲスト\n"
        "架空の会 山田,a@example.com,2025/10/03 13:01:00,2025/10/03 15:00:00,119,はい\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        plan_import(desk, kind, path)
    assert refused.value.key == "error.meeting_report"
