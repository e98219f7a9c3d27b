"""The law of the intake for files that say who came: every filled row once, by its group or with why it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.attendance.account import account_of_attendance
from kodoku_tui.services.intake.attendance.imports import import_attendance, preview_attendance
from kodoku_tui.services.intake.attendance.preview import NOT_A_GROUP
from kodoku_tui.services.intake.model import Account, RowState
from kodoku_tui.services.intake.outcome_words import account_line
from kodoku_tui.tui.sessions.attendance_preview import preview_lines
from tests.batteries import examples
from tests.excel.reading.test_attendance_file import REPORTS
from tests.small_register import settle

SESSION = "training_1"


@pytest.fixture
def settled(new_desk: Desk) -> Iterator[Desk]:
    """A desk on six invented groups."""
    settle(new_desk)
    yield new_desk


def account_of_text(desk: Desk, folder: Path, text: str) -> Account:
    path = folder / "届いた.csv"
    path.write_text(text, encoding="utf-8")
    return account_of_attendance(preview_attendance(desk, SESSION, path))


def filled(text: str) -> set[int]:
    """The rows in which anything stands, counted here."""
    return {number for number, line in enumerate(text.splitlines(), 1) if line.strip(', \t"')}


def reasons_in(account: Account) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for left in account.left_out:
        found.setdefault(left.reason, []).append(left.row)
    return found


def hold_the_law(account: Account, text: str) -> None:
    left = [one.row for one in account.left_out]
    assert max(Counter(left).values(), default=1) == 1
    assert set(left) <= filled(text)
    assert account.rows == len(filled(text))
    assert all(say(f"import.left_{one.reason}") for one in account.left_out)


@pytest.mark.parametrize("report", REPORTS)
def test_every_row_of_a_report_is_in_the_account_once(settled: Desk, tmp_path: Path, report: str) -> None:
    text = REPORTS[report]
    account = account_of_text(settled, tmp_path, text)
    hold_the_law(account, text)
    assert account.of(RowState.NEW, RowState.ERROR) >= 3
    assert "not_understood" not in reasons_in(account)


def test_what_a_report_tells_besides_who_came_is_left_out_by_its_reason(
    settled: Desk, tmp_path: Path
) -> None:
    assert reasons_in(account_of_text(settled, tmp_path, REPORTS["webinar"])) == {
        "section": [1, 5, 8, 11],
        "meeting": [2, 3, 4],
        "heading": [6, 9, 12],
        "host": [7],
        "not_attended": [15],
    }
    teams = reasons_in(account_of_text(settled, tmp_path, REPORTS["teams_ja"]))
    assert teams["activity"] == [12, 13, 14]


def test_whoever_counts_for_no_group_is_left_out_and_whoever_is_unknown_is_in_error(
    settled: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "zoom.csv"
    lines = [
        "名前（元の名前）,ユーザーのメール,参加時間",
        "架空の会 山田,,",
        "架空の会 山田,,",
        "だれか,,",
        "講師,,",
        ",,13:00",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    preview = preview_attendance(settled, SESSION, path)
    guests = {guest.name: guest for guest in preview.guests}
    preview.choose(guests["講師"].key, NOT_A_GROUP)
    account = account_of_attendance(preview)
    assert account_line(account) == "6行 = 新規 2 + エラー 1 + 対象外 3"
    assert reasons_in(account) == {"heading": [1], "of_no_group": [5], "no_name": [6]}
    shown = [str(line.row.cells[1].text) for line in preview_lines(preview) if line.rank == 4]
    assert shown == ["zoom 1行目", "zoom 6行目"]
    preview.choose(guests["だれか"].key, 3)
    assert account_line(account_of_attendance(preview)) == "6行 = 新規 3 + 対象外 3"


def test_the_account_of_a_list_of_marks(settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "出欠.csv"
    lines = ["第1回全体研修会", "番号,団体名,出欠", "1,,会場", "2,,", ",,会場", "99,,会場", "1,,欠席", "計,,"]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_attendance(settled, SESSION, path, partial=True)
    assert account_line(report.account) == "8行 = 新規 1 + エラー 3 + 対象外 4"
    assert reasons_in(report.account) == {"title": [1], "heading": [2], "no_mark": [4], "no_group": [5]}
    again = import_attendance(settled, SESSION, path, dry_run=True)
    assert again.account.of(RowState.UNCHANGED) == 1


LINES = st.sampled_from(
    [
        "",
        "1. 要約",
        "2. 参加者",
        "3. 会議中のアクティビティ",
        "名前,参加時間,メール",
        "番号,団体名,出欠",
        "架空の会 山田,2025/08/27 13:00,",
        ",2025/08/27 13:00,",
        "だれか,2025/08/27 13:00,dareka@example.org",
        "1,架空の会,会場",
        "77,,欠席",
        "※ 注です",
        "開始時刻,2025/08/27 13:00",
    ]
)


@settings(
    max_examples=examples(300, 20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINES, min_size=1, max_size=9))
def test_the_account_of_any_report_adds_up(lines: Sequence[str], settled: Desk, tmp_path: Path) -> None:
    text = "\n".join(lines)
    try:
        account = account_of_text(settled, tmp_path, text)
    except Refused:
        return
    hold_the_law(account, text)
