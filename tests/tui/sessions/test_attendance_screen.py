"""研修・会議 and 出欠: a session full of groups is marked in a minute."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.sessions import list_attendance, list_sessions, mark_attendance
from tests.desks import data_of
from tests.tui.sitting import Sitting, foot_of, sitting_at

ABSENTEES = [3, 9, 17, 28, 40, 55, 63, 77, 90]
MOST_KEYS = 30


async def open_first_training(sitting: Sitting) -> None:
    await sitting.press("3")
    # Those to come stand first, then those held, the newest first.
    sitting.table.cursor_row = 3
    await sitting.press("enter")
    await sitting.sees("第1回全体研修会", "未確認 96団体")


async def test_ninety_six_groups_with_nine_absentees_in_thirty_keys(desk: Desk) -> None:
    keys = 0
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        for number in ABSENTEES:
            sitting.table.cursor_row = number - 1
            await sitting.press("x")
            keys += 1
        await sitting.press("n", "enter")
        keys += 2
        await sitting.is_told("87団体を出席(会場)にしました", "u で取り消せます")
        await sitting.sees("出席(会場) 87団体", "欠席(連絡あり) 9団体")
    assert keys <= MOST_KEYS
    marks = Counter(row.mark for row in list_attendance(desk, "training_1"))
    assert marks == {"出席(会場)": 87, "欠席(連絡あり)": 9}
    absent = [r.group_no for r in list_attendance(desk, "training_1") if r.mark == "欠席(連絡あり)"]
    assert absent == ABSENTEES


async def test_before_the_day_the_same_keys_record_replies(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "down", "enter")
        await sitting.sees("返事はまだありません", "p 参加予定、x 欠席連絡")
        for key in ("p", "x", "o", "up", "delete"):
            await sitting.pilot.press(key)
        await sitting.rest()
        await sitting.sees("参加予定 1団体", "欠席連絡 1団体", "未回答 94団体")
        await sitting.press("number_sign")
        await sitting.type("12,20-22 p")
        await sitting.press("ctrl+s")
        await sitting.is_told("返事を保存しました", "参加予定 4団体", "u で取り消せます")
        await sitting.sees("参加予定 5団体")
    found = {row.group_no: row.reply for row in list_attendance(desk, "final_meeting")}
    assert [found[number] for number in (1, 2, 3, 12, 20)] == [
        *("参加予定", "欠席連絡", "未回答", "参加予定", "参加予定")
    ]


async def test_a_reply_of_a_group_that_a_colleague_let_leave_meanwhile_is_a_sentence(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "down", "enter")
        await sitting.sees("返事はまだありません")
        with closing(Desk(desk.path, clock=desk.clock)) as colleague:
            end_group(colleague, 1, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
        before = data_of(desk.connection)
        await sitting.press("p")
        await sitting.is_told("は辞退（2025/12/15）のため、記録できません")
        await sitting.press("number_sign")
        await sitting.type("1-3 p")
        await sitting.press("ctrl+s")
        assert "は辞退（2025/12/15）のため、記録できません" in foot_of(sitting)
        assert data_of(desk.connection) == before


async def test_keys_struck_one_after_the_other_mark_row_after_row(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        for key in "pxovzp":
            await sitting.pilot.press(key)
        await sitting.rest()
        await sitting.stands_on(7)
    assert [row.mark for row in list_attendance(desk, "training_1")][:7] == [
        "出席(会場)",
        "欠席(連絡あり)",
        "出席(オンライン)",
        "録画視聴",
        "欠席(連絡なし)",
        "出席(会場)",
        "未確認",
    ]


async def test_the_same_row_marked_twice_holds_the_later_mark(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        for key in ("p", "up", "x", "up", "o"):
            await sitting.pilot.press(key)
        await sitting.rest()
        await sitting.sees("出席(オンライン) 1団体")
    assert list_attendance(desk, "training_1")[0].mark == "出席(オンライン)"


async def test_several_marked_rows_get_one_mark(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        await sitting.press("shift+down", "shift+down", "o")
        await sitting.is_told("3団体を出席(オンライン)にしました")


async def test_a_group_is_found_by_number_or_name(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        await sitting.press("slash")
        await sitting.type("くすのき")
        await sitting.press("enter")
        await sitting.stands_on(21)
        await sitting.press("x")
        await sitting.sees("欠席(連絡あり) 1団体")
    assert list_attendance(desk, "training_1")[20].mark == "欠席(連絡あり)"


async def test_heads_and_names(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        await sitting.press("f2", "1", "tab")
        await sitting.type("２")
        await sitting.press("tab")
        await sitting.type("代表、会計")
        await sitting.press("ctrl+s")
        await sitting.is_told("出欠を保存しました", "出席(会場)")
        await sitting.sees("代表、会計")
    row = list_attendance(desk, "training_1")[0]
    assert (row.mark, row.heads, row.names) == ("出席(会場)", 2, "代表、会計")


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("n", "「最終報告会」は 2026/3/31 の予定です。出欠は当日から記録できます。"),
        ("z", "開催日の前に記録できる返事は、参加予定・欠席連絡・未回答です"),
    ],
)
async def test_before_the_day_nothing_is_marked(desk: Desk, key: str, told: str) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "down", "enter", key)
        await sitting.is_told(told)
        await sitting.stands_on(1)


async def test_a_mark_that_somebody_else_made_is_not_overwritten_unseen(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        entry = AttendanceEntry(session="training_1", group_no=1, mark=AttendanceMark.EXCUSED)
        mark_attendance(desk, [entry])
        await sitting.press("p")
        await sitting.is_told("ほかの人が先に変更しました", "欠席(連絡あり)", "出席(会場)")
        await sitting.sees("欠席(連絡あり) 1団体")
        await sitting.press("up", "p")
        await sitting.sees("出席(会場) 1団体")


async def test_a_mark_is_taken_back_with_undo(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_first_training(sitting)
        await sitting.press("p", "u", "enter")
        await sitting.is_told("取り消しました: 出欠を記録")
        await sitting.sees("未確認 96団体")


async def test_esc_comes_back_to_the_same_session_with_its_counts(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "down", "down", "enter", "p", "escape")
        await sitting.stands_on("midterm_meeting")
        await sitting.sees("1団体")


async def test_a_session_gets_another_day_and_the_duties_move_along(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "d", "home", "shift+end", "delete")
        await sitting.type("12/19")
        await sitting.press("ctrl+s")
        await sitting.is_told("第2回全体研修会", "12/19(金)", "u で取り消せます")
        await sitting.stands_on("training_2")
    assert [s.on for s in list_sessions(desk) if s.key == "training_2"] == [date(2025, 12, 19).isoformat()]


async def test_a_session_of_nobodys_duty_is_added(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "n")
        await sitting.type("関東サロン")
        await sitting.press("tab", "tab")
        await sitting.type("12/20")
        await sitting.press("ctrl+s")
        await sitting.is_told("追加しました: 関東サロン")
        await sitting.sees("関東サロン", "12/20(土)")
