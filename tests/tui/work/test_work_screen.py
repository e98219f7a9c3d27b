"""今日: what needs somebody, most pressing first, and what one does from there."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.actions import add_action, list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.work.worklist import worklist
from tests.desks import go_to
from tests.tui.sitting import NARROW, sitting_at

ORDER = ["超過", "時期到来", "事務局待ち", "間近", "開催予定"]


async def test_the_list_begins_with_the_most_pressing_and_says_why(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
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
        assert sitting.table.total == len(worklist(desk, staff="佐藤 花子"))
        await sitting.press("f")
        await sitting.sees("全員の対応:")
        assert sitting.table.total == len(worklist(desk))
        await sitting.press("f8")
        await sitting.sees("佐藤 花子 の対応:")


async def test_a_count_of_nothing_says_so(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
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
    async with sitting_at(desk) as sitting:
        assert str(sitting.table.cursor_key).startswith("action")
        await sitting.press("x")
        await sitting.is_told("完了にしました: 資料を送る。u で取り消せます。")
        await sitting.sees("契約締結")
        assert not list_actions(desk)


async def test_after_a_checkin_the_cursor_stays_where_it_was(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
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
        await sitting.sees("開催予定")
        await sitting.press("enter")
        await sitting.sees("オンラインサロン", "未確認 94団体")
        await sitting.press("escape")
        await sitting.sees("全員の対応:")


async def test_what_a_narrow_list_cuts_stands_below_it(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press(*["down"] * 7)
        await sitting.sees("8 NPO法人 海べの根っこ学舎: 「契約締結」（未着手）")


async def test_a_milestone_under_the_cursor_is_the_one_that_the_form_moves(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("s")
        await sitting.sees("並べ替える列")
        await sitting.type("緊急")
        await sitting.press("enter")
        items = [item for item in worklist(lively_desk) if item.what == "review"]
        keys = [row.key for row in sitting.table._loader.pages.rows_at_hand()]
        sitting.table.cursor_row = keys.index(f"review:{items[0].item_id}")
        await sitting.rest()
        await sitting.press("m")
        await sitting.sees("マイルストーンの状態を変更", items[0].title or "", "2 確認開始")
        # The likely move is chosen and has the focus: what is left is to save.
        await sitting.press("ctrl+s")
        await sitting.is_told("保存しました", "確認中になりました")


async def test_every_count_above_the_list_shows_on_a_narrow_terminal(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk, (50, 24)) as sitting:
        await sitting.sees("間近", "開催予定 1件")


async def test_how_late_it_is_shows_also_of_a_day_of_last_year(desk: Desk) -> None:
    add_action(desk, ActionEntry(group_no=1, title="送る", due_on=date(2025, 5, 1)))
    go_to(desk, date(2026, 3, 20))
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.sees("323日超過")
