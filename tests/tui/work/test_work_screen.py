"""今日: what needs somebody, most pressing first, and what one does from there."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.words import Channel, Condition, IssueCategory, Severity
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.actions import add_action, list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.today_words import say_reasons
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.tui.duties.matrix import MatrixScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import go_to
from tests.tui.sitting import NARROW, WIDE, Sitting, sitting_at

NEEDS = Condition.NEEDS_SUPPORT
ORDER = ["超過", "面談時期", "事務局待ち", "間近", "開催予定"]


async def show_items(sitting: Sitting) -> None:
    """The single items, by urgency."""
    await sitting.press("v")
    await sitting.sees("緊急度")
    await sitting.rest()


async def stand_on(sitting: Sitting, key: str) -> None:
    """The cursor on the row of this key."""
    await sitting.rest()
    keys = [row.key for row in sitting.table._loader.pages.rows_at_hand()]
    sitting.table.cursor_row = keys.index(key)
    await sitting.stands_on(key)


def group_id(desk: Desk, number: int) -> int:
    (found,) = [one.group_id for one in attention(desk) if one.group_no == number]
    return found


async def test_the_group_in_the_gravest_trouble_stands_first(desk: Desk) -> None:
    add_issue(
        desk,
        IssueEntry(
            group_no=40,
            category=IssueCategory.PEOPLE,
            severity=Severity.HEAVY,
            title="人手がない",
            opened_on=date(2025, 11, 1),
        ),
    )
    async with sitting_at(desk) as sitting:
        await sitting.stands_on(f"group:{group_id(desk, 40)}")
        await sitting.sees("重い課題「人手がない」44日目", "対応策を考える", "要注意度の順")
        # What is done of a row is done of its group.
        await sitting.press("c")
        await sitting.type("電話した")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        assert [one.group_no for one in list_checkins(desk)] == [40]


async def test_m_on_a_hand_in_moves_the_one_that_heads_the_row(desk: Desk) -> None:
    move_milestone(desk, 12, "outcome_report", Move.SUBMIT, on=date(2025, 12, 1))
    async with sitting_at(desk) as sitting:
        await stand_on(sitting, f"group:{group_id(desk, 12)}")
        await sitting.press("m")
        await sitting.sees("手続・行事の状態を変更", "成果報告書", "2[確認開始]")


async def test_single_items_begin_with_the_most_pressing_and_say_why(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("v")
        await sitting.sees("緊急度")
        rows = sitting.table._loader.pages.rows_at_hand()
        urgencies = [row.cells[0].text for row in rows]
        assert urgencies == sorted(urgencies, key=ORDER.index)
        assert urgencies[0] == "超過"
        await sitting.sees("全員の対応:", "「契約締結」（差戻し）")


async def test_mine_and_everybodys(desk: Desk) -> None:
    for name in ("佐藤 花子", "鈴木 一"):
        add_staff(desk, name)
    assign_staff(desk, [7], main="佐藤 花子")
    desk.staff = "佐藤 花子"
    async with sitting_at(desk) as sitting:
        await sitting.sees("佐藤 花子 の対応:")
        assert sitting.table.total == len(today_list(desk, staff="佐藤 花子"))
        await sitting.press("f")
        await sitting.sees("全員の対応:")
        assert sitting.table.total == len(today_list(desk))
        await sitting.press("v")
        await sitting.sees("緊急度")
        assert sitting.table.total == len(worklist(desk))
        await sitting.press("f8")
        await sitting.sees("佐藤 花子 の対応:")


async def test_a_count_of_nothing_says_so(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("v")
        await sitting.sees("事務局待ち なし")


async def test_an_empty_list_says_what_to_do_next(new_desk: Desk) -> None:
    new_desk.connection.execute("DELETE FROM session")
    async with sitting_at(new_desk) as sitting:
        await sitting.sees("対応が必要なものはありません。", "2 で団体一覧")


async def test_a_promise_is_done_with_one_key_and_leaves_the_list(desk: Desk) -> None:
    log_checkin(
        desk, CheckinEntry(group_no=1, held_on=desk.today, channel=Channel.PHONE, note="様子を聞いた")
    )
    add_action(desk, ActionEntry(group_no=1, title="資料を送る", due_on=date(2025, 1, 1)))
    # Of two equal groups the one with the promise has a row of its own; what is alike is one row.
    async with sitting_at(desk) as sitting:
        await sitting.sees("348日超過", "ほか3件", "完了にする", "「契約締結」書類の送付が遅れ")
        await stand_on(sitting, f"group:{group_id(desk, 1)}")
        await sitting.press("x")
        await sitting.is_told("完了にしました: 資料を送る。u で取り消せます。")
        await sitting.until(lambda: "348日超過" not in sitting.flat)
        assert not list_actions(desk)


async def test_one_key_switches_to_single_items_and_back(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.sees("次にすること", "要注意度の順")
        await sitting.press("s")
        await sitting.type("手番")
        await sitting.press("enter")
        await sitting.press("v")
        await sitting.sees("緊急度", "超過", "事務局待ち")
        await sitting.press("v")
        await sitting.sees("次にすること", "要注意度の順")


async def test_the_pane_shows_every_reason_of_the_group_and_the_last_note(lively_desk: Desk) -> None:
    rows = today_list(lively_desk)
    row = next(row for row in rows if row.group and row.more >= 2 and row.head.what == "condition")
    async with sitting_at(lively_desk, WIDE) as sitting:
        await stand_on(sitting, row.key)
        await sitting.sees("今日の理由", "様子を聞いた")
        reasons = say_reasons(row, lively_desk.today)
        assert len(reasons) == row.more + 1
        seen = "".join(sitting.text.split())
        assert [one for one in reasons if one[:8].replace(" ", "") not in seen] == []


async def test_enter_on_a_row_of_many_opens_where_it_is_settled(lively_desk: Desk) -> None:
    rows = {row.head.what: row for row in reversed(today_list(lively_desk)) if row.is_fold}
    async with sitting_at(lively_desk, WIDE) as sitting:
        await stand_on(sitting, rows["attendance"].key)
        await sitting.sees("要注意度", "事務局の遅れ")
        await sitting.press("enter")
        await sitting.sees("出欠", rows["attendance"].head.title)
        await sitting.press("escape")
        await stand_on(sitting, rows["checkin"].key)
        await sitting.press("enter")
        await sitting.sees("v で対応事項へ")
        await sitting.press("1")
        await stand_on(sitting, rows["review"].key)
        await sitting.press("enter")
        await sitting.sees("94団体")
        await sitting.rest()
        assert isinstance(sitting.app.screen, MatrixScreen)
        assert sitting.app.screen.milestone_key == rows["review"].head.duty


async def test_after_a_checkin_the_cursor_stays_where_it_was(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await show_items(sitting)
        await sitting.press("down", "down", "down")
        key = sitting.table.cursor_key
        await sitting.press("c")
        await sitting.type("電話した")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.stands_on(key or "")
        assert len(list_checkins(desk)) == 1


async def test_enter_on_a_session_opens_its_attendance(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("end")
        await sitting.sees("準備を確認")
        await sitting.press("enter")
        await sitting.sees("オンラインサロン", "返事はまだありません")
        await sitting.press("escape")
        await sitting.sees("全員の対応:")


async def test_what_a_narrow_list_cuts_stands_below_it(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await show_items(sitting)
        await sitting.press(*["down"] * 7)
        await sitting.sees("8 NPO法人 海べの根っこ学舎: 「契約締結」（書類未送付）")


async def test_a_milestone_under_the_cursor_is_the_one_that_the_form_moves(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await show_items(sitting)
        await sitting.press("s")
        await sitting.sees("並べ替える列")
        await sitting.type("緊急")
        await sitting.press("enter")
        items = [item for item in worklist(lively_desk) if item.what == "review" and item.kind != "contract"]
        keys = [row.key for row in sitting.table._loader.pages.rows_at_hand()]
        sitting.table.cursor_row = keys.index(f"review:{items[0].item_id}")
        await sitting.rest()
        await sitting.press("m")
        await sitting.sees("手続・行事の状態を変更", items[0].title or "", "2[確認開始]")
        # The likely move is chosen and has the focus: what is left is to save.
        await sitting.press("ctrl+s")
        await sitting.is_told("保存しました", "確認中になりました")


async def test_every_count_above_the_list_shows_on_a_narrow_terminal(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk, (50, 24)) as sitting:
        await sitting.press("v")
        await sitting.sees("間近", "開催予定 1件")


async def test_how_late_it_is_shows_also_of_a_day_of_last_year(desk: Desk) -> None:
    add_action(desk, ActionEntry(group_no=1, title="送る", due_on=date(2025, 5, 1)))
    go_to(desk, date(2026, 3, 20))
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.sees("323日超過")


async def test_the_reasons_of_a_row_are_walked_and_each_opens_the_record_behind_it(desk: Desk) -> None:
    issue = IssueEntry(
        group_no=40,
        category=IssueCategory.PEOPLE,
        severity=Severity.HEAVY,
        title="人手がない",
        opened_on=date(2025, 11, 1),
    )
    add_issue(desk, issue)
    note = CheckinEntry(
        group_no=40, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="困っている", condition=NEEDS
    )
    log_checkin(desk, note)
    (row,) = [row for row in today_list(desk) if row.group is not None and row.group.number == 40]
    whats = [reason.what for reason in row.reasons]
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.stands_on(row.key)
        await sitting.press("alt+down")
        await sitting.sees(f"理由 1/{len(whats)}: 重い課題「人手がない」")
        await sitting.press("enter")
        await sitting.sees("課題の変更", "人手がない")
        await sitting.press("escape")
        await sitting.stands_on(row.key)
        # Round the end, backwards, to the last check-in; the letters do the same.
        for _ in range(len(whats) - whats.index("condition")):
            await sitting.press("left_square_bracket")
        await sitting.sees(f"理由 {whats.index('condition') + 1}/{len(whats)}: 様子は要対応")
        await sitting.press("f2")
        await sitting.sees("面談記録を訂正", "困っている")
        await sitting.press("escape")
        # Without a chosen reason, Enter opens the group.
        await sitting.press("alt+down", "escape", "enter")
        assert isinstance(sitting.app.screen, KarteScreen)


async def test_the_pane_marks_the_chosen_reason_and_another_row_begins_anew(lively_desk: Desk) -> None:
    first = next(row for row in today_list(lively_desk) if row.group and row.more)
    async with sitting_at(lively_desk, WIDE) as sitting:
        await stand_on(sitting, first.key)
        await sitting.sees("今日の理由")
        await sitting.press("ctrl+down", "alt+down")
        said = say_reasons(first, lively_desk.today)
        await sitting.sees(f"> {said[1][:8]}")
        await sitting.press("down", "up")
        await sitting.until(lambda: f"> {said[1][:8]}" not in sitting.flat)
