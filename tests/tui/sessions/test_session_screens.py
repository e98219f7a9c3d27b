"""研修・会議 from the keyboard: inviting, marking by number, from a meeting's report, following up, what they said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.contacts import list_contacts
from kodoku_tui.services.sessions.invitations import invite, invited_numbers
from kodoku_tui.services.sessions.sessions import (
    SessionFacts,
    add_session,
    list_attendance,
    mark_attendance,
    session_entry,
)
from kodoku_tui.services.sessions.surveys import list_surveys
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.tui.forms import file_screen
from tests.desks import data_of
from tests.small_register import settle
from tests.tui.sitting import Sitting, sitting_at

ABSENTEES = "3,9,17,28,40,55,63,77,90"
MOST_KEYS = 30
# On the register at 2025-12-15: those to come, then those held, the newest first.
TRAINING_2, FINAL, MIDTERM, TRAINING_1 = range(4)


@pytest.fixture
def settled(new_desk: Desk) -> Iterator[Desk]:
    """A desk on six invented groups."""
    settle(new_desk)
    yield new_desk


class Counting:
    """Presses keys and counts them; text between is typed and not counted."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.sitting.press(*keys)


async def open_session(sitting: Sitting, row: int) -> None:
    await sitting.press("3")
    sitting.table.cursor_row = row
    await sitting.press("enter")


async def test_ninety_six_groups_with_nine_absentees_from_anywhere(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        hand = Counting(sitting)
        await hand.press("3", "down", "down", "down", "enter")
        await sitting.sees("第1回全体研修会", "未確認 96団体")
        await hand.press("number_sign")
        await sitting.type(f"{ABSENTEES} x")
        await hand.press("enter")
        await sitting.is_told("9団体を欠席(連絡あり)にしました", "u で取り消せます")
        await hand.press("n", "enter")
        await sitting.sees("出席(会場) 87団体", "欠席(連絡あり) 9団体", "出席率 90.6%")
        assert hand.keys <= MOST_KEYS
        assert hand.keys == 9
    marks = Counter(row.mark for row in list_attendance(desk, "training_1"))
    assert marks == {"出席(会場)": 87, "欠席(連絡あり)": 9}
    absent = [str(r.group_no) for r in list_attendance(desk, "training_1") if r.mark == "欠席(連絡あり)"]
    assert ",".join(absent) == ABSENTEES


async def test_a_line_of_marks_that_cannot_be_read_stays_and_says_how(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+d")
        await sitting.type("12,20-25")
        await sitting.press("enter")
        await sitting.sees("12,20-25", "番号のあとに記号を付けてください")
        await sitting.type("　ｘ")
        await sitting.press("enter")
        await sitting.is_told("7団体を欠席(連絡あり)にしました")
    assert Counter(row.mark for row in list_attendance(desk, "training_1"))["欠席(連絡あり)"] == 7


async def test_all_others_were_online(desk: Desk) -> None:
    add_session(
        desk, "salon", "サロン", "salon", on=date(2025, 12, 15), facts=SessionFacts(format="オンライン")
    )
    invite(desk, "salon", [1, 2, 3])
    async with sitting_at(desk) as sitting:
        await open_session(sitting, 0)
        await sitting.sees("サロン", "招待3団体")
        await sitting.press("x", "n", "enter")
        await sitting.is_told("2団体を出席(オンライン)にしました")
        await sitting.press("u", "enter", "n", "p")
        await sitting.is_told("2団体を出席(会場)にしました")
    assert [row.mark for row in list_attendance(desk, "salon")] == [
        "欠席(連絡あり)",
        "出席(会場)",
        "出席(会場)",
    ]


async def test_on_leaving_one_hears_who_is_not_confirmed(desk: Desk) -> None:
    add_session(desk, "salon", "サロン", "salon", on=date(2025, 12, 15))
    invite(desk, "salon", [5, 6, 7, 40])
    async with sitting_at(desk) as sitting:
        await open_session(sitting, 0)
        await sitting.press("p", "escape")
        await sitting.is_told("未確認が3団体あります: 6, 7, 40")


async def test_a_session_is_changed_in_its_form(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "f2")
        await sitting.press("tab", "tab", "tab", "tab")
        await sitting.type("１３３０")
        await sitting.press("tab", "3", "tab", "tab")
        await sitting.type("0")
        await sitting.press("ctrl+s")
        await sitting.sees("定員「0」は使えません")
        await sitting.press("backspace")
        await sitting.type("120")
        await sitting.press("ctrl+s")
        await sitting.is_told("研修・会議を変更しました: 第2回全体研修会")
        await sitting.sees("13:30", "定員120")
        await sitting.press("u", "enter")
        await sitting.is_told("取り消しました")
    assert session_entry(desk, "training_2").capacity is None


async def test_a_required_session_is_added_without_a_key(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "n")
        await sitting.type("臨時研修")
        await sitting.press("tab", "1", "tab")
        await sitting.type("12/15")
        await sitting.press("tab", "tab", "tab", "tab", "tab", "tab", "tab", "2", "ctrl+s")
        await sitting.is_told("臨時研修")
        await sitting.sees("臨時研修", "未確認", "96団体")
    assert session_entry(desk, "session_20251215").is_duty


async def test_groups_are_invited_by_a_filter_after_a_look_at_how_many(desk: Desk) -> None:
    add_session(desk, "salon", "サロン", "salon", on=date(2025, 12, 15), facts=SessionFacts(capacity="3"))
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "g")
        await sitting.press("tab", "tab", "tab")
        await sitting.type("北海道")
        await sitting.press("ctrl+s")
        await sitting.sees("「サロン」に", "団体を招待します", "定員 3 を")
        await sitting.press("enter")
        await sitting.is_told("招待しました", "u で取り消せます")
        numbers = invited_numbers(desk, "salon")
        assert len(numbers) > 3
        await sitting.sees(f"招待{len(numbers)}団体 定員3")


async def test_the_marked_groups_of_the_register_are_invited(desk: Desk) -> None:
    add_session(desk, "salon", "サロン", "salon", on=date(2025, 12, 15))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "shift+down", "g")
        await sitting.sees("2団体をどの研修・会議に招待しますか")
        await sitting.press("enter", "enter")
        await sitting.is_told("招待しました（新しく 2団体")
    assert invited_numbers(desk, "salon") == [1, 2]


async def test_an_invitation_to_nobody_is_refused_in_its_form(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "shift+f8", "tab", "tab", "tab")
        await sitting.type("どこにもない語")
        await sitting.press("ctrl+s")
        await sitting.sees("招待する団体がありません")
    assert invited_numbers(desk, "training_2") == []


async def test_absences_are_followed_up_and_done_from_the_work_list(settled: Desk) -> None:
    marks = {4: AttendanceMark.EXCUSED, 5: AttendanceMark.ABSENT}
    for session in ("training_1", "midterm_meeting"):
        mark_attendance(
            settled, [AttendanceEntry(session=session, group_no=n, mark=m) for n, m in marks.items()]
        )
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        sitting.table.cursor_row = 3
        await sitting.press("h", "2", "ctrl+s")
        await sitting.is_told("1団体に「録画視聴」を予定しました")
        await sitting.sees("録画視聴")
        sitting.table.cursor_row = 0
        await sitting.press("f12")
        await sitting.sees("欠席の全2団体")
        # The group under the cursor was not absent: whose absence is meant has to be said.
        await sitting.press("1", "ctrl+s")
        await sitting.is_told("2団体に「資料送付」を予定しました")
        await sitting.press("escape")
        assert [(one.group_no, one.followup) for one in list_actions(settled)] == [
            (4, "録画視聴"),
            (4, "資料送付"),
            (5, "資料送付"),
        ]
        await sitting.press("2")
        sitting.table.cursor_row = 3
        await sitting.sees("連続欠席 2回")
        await sitting.press("enter")
        await sitting.sees("連続欠席 2回", "フォロー: 録画視聴、資料送付")


async def test_two_absences_in_a_row_stand_in_the_work_list(settled: Desk) -> None:
    for session in ("training_1", "midterm_meeting"):
        entry = AttendanceEntry(session=session, group_no=4, mark=AttendanceMark.ABSENT)
        mark_attendance(settled, [entry])
    async with sitting_at(settled) as sitting:
        await sitting.press("v")
        await sitting.sees("緊急度")
        await sitting.rest()
        places = [
            place
            for place, item in enumerate(worklist(settled))
            if item.kind == "session" and item.group_no == 4 and item.what == "followup"
        ]
        sitting.table.cursor_row = places[0]
        await sitting.rest()
        await sitting.sees("連続欠席 2回 「第1回")


async def test_a_survey_answer_is_written_down(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3")
        sitting.table.cursor_row = TRAINING_1
        await sitting.press("l")
        await sitting.sees("アンケートはまだありません")
        await sitting.press("n", "5", "tab")
        await sitting.type("広報の例がよかった[/]")
        await sitting.press("ctrl+s")
        await sitting.is_told("アンケートを保存しました")
        await sitting.sees("5.0（1件）", "無記名", "広報の例がよかった[/]")
        await sitting.press("escape")
        await sitting.sees("5.0（1件）")
    assert [(one.score, one.comment) for one in list_surveys(desk)] == [(5, "広報の例がよかった[/]")]


REPORT = """\
名前（元の名前）,ユーザーのメール,参加時間,退出時間,時間（分）
架空の会 山田,,2025/08/31 13:00,2025/08/31 15:00,120
架空の会 山田,,2025/08/31 15:00,2025/08/31 15:10,10
架空の会 佐藤,,2025/08/31 13:00,2025/08/31 15:00,120
ひなた・うみかぜ,,2025/08/31 13:00,2025/08/31 15:00,120
[@click=app.quit]みどり,,2025/08/31 13:00,2025/08/31 15:00,120
講師の先生,,2025/08/31 13:00,2025/08/31 15:00,120
"""


async def test_a_meetings_report_is_looked_at_asked_about_and_taken_in_at_once(
    settled: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="cp932")
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+o")
        await sitting.type(f'"{path}"')
        await sitting.press("enter")
        await sitting.sees(
            "取込 1団体", "要確認 3人", "未確認のまま 5団体", "複数に該当", "不明", "出席(オンライン)"
        )
        # Between two: the first of them stands first.
        await sitting.press("enter")
        await sitting.sees("候補 3 ")
        await sitting.press("enter")
        await sitting.sees("取込 2団体", "要確認 2人", "選択済")
        sitting.table.cursor_row = 0
        await sitting.press("enter")
        await sitting.type("5 特")
        await sitting.press("enter")
        await sitting.sees("要確認 1人")
        sitting.table.cursor_row = 0
        await sitting.press("ctrl+s")
        await sitting.sees("次の1件は取り込みません", "講師の先生")
        await sitting.press("n", "x")
        await sitting.sees("要確認 0人", "数えない")
        await sitting.press("ctrl+s")
        await sitting.is_told("出欠を取り込みました: 3団体", "未確認が3団体あります")
        await sitting.sees("出席(オンライン) 3団体")
        await sitting.press("u", "enter")
        await sitting.sees("未確認 6団体")


async def test_the_file_is_picked_from_its_folder_and_one_of_another_day_is_asked_about(
    settled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_screen, "default_folder", lambda: tmp_path)
    line = REPORT.splitlines()[0]
    (tmp_path / "8月.csv").write_text(f"{line}\n架空の会 山田,,2025/08/30 13:00,,62\n", encoding="utf-8")
    (tmp_path / "何か.csv").write_text("これは,出欠ではない\n", encoding="utf-8")
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+o")
        await sitting.sees("8月.csv", "何か.csv", "出欠をファイルから取り込む")
        await sitting.press("down", "enter")
        await sitting.sees("参加者の一覧（名前・メール・参加時間）も出欠の一覧")
        await sitting.press("ctrl+u")
        await sitting.type(str(tmp_path / "8"))
        await sitting.sees("8月.csv")
        await sitting.press("enter")
        await sitting.sees("取込 1団体", "8/30(土)", "日が違います")
        await sitting.press("ctrl+s")
        await sitting.sees("1団体の出欠を取り込みます。", "8/30(土)", "よろしいですか")
        await sitting.press("y")
        await sitting.is_told("出欠を取り込みました: 1団体")


async def test_choices_are_not_thrown_away_by_a_slip(settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="utf-8")
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+o")
        await sitting.type(str(path))
        await sitting.press("enter", "x", "escape")
        await sitting.sees("選んだ団体を捨てて戻りますか")
        await sitting.press("n")
        await sitting.sees("数えない")
        await sitting.press("escape", "y")
        await sitting.sees("未確認 6団体")


async def test_a_participant_becomes_a_contact_only_where_that_is_said(settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text(REPORT, encoding="cp932")
    before = data_of(settled.connection)
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+o")
        await sitting.type(f'"{path}"')
        await sitting.press("enter")
        await sitting.sees("要確認 3人")
        assert "次回も覚える" not in sitting.flat
        for group in ("5 特", "6 特"):
            sitting.table.cursor_row = 1
            await sitting.press("enter")
            await sitting.type(group)
            await sitting.press("enter")
        sitting.table.cursor_row = 1
        await sitting.press("f8")
        await sitting.sees("次回も覚える 1人", "次回も", "選択済")
        await sitting.press("ctrl+s", "y")
        await sitting.is_told("連絡先に1人を加えました")
        assert [len(list_contacts(settled, number)) for number in (5, 6)] == [1, 0]
        await sitting.press("u", "enter")
        await sitting.sees("未確認 6団体")
    assert data_of(settled.connection) == before


async def test_a_file_that_is_none_is_refused_and_its_path_stays(settled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    async with sitting_at(settled) as sitting:
        await open_session(sitting, TRAINING_1)
        await sitting.press("ctrl+o")
        await sitting.type(str(path))
        await sitting.press("enter")
        await sitting.sees("「photo.csv」は、表として読めるファイル")
        assert sitting.app.screen.query_one(".file--remark").has_class("-refused")
        await sitting.sees(str(path)[-20:])


async def test_before_the_day_no_file_of_who_came(settled: Desk) -> None:
    async with sitting_at(settled) as sitting:
        await open_session(sitting, FINAL)
        await sitting.press("ctrl+o")
        await sitting.is_told("「最終報告会」は 2026/3/31 の予定です")
