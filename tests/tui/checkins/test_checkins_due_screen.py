"""面談・対応: which check-ins are due and what was promised; and the records of one group, read, corrected, hidden."""

from __future__ import annotations

from datetime import date, timedelta

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.actions import add_action, list_actions, list_postponements
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.checkins.due import checkins_due
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.staff import add_staff
from tests.desks import MONDAY_IN_DECEMBER
from tests.tui.sitting import NARROW, Sitting, sitting_at


def log(desk: Desk, number: int, days_ago: int, note: str = "話した") -> int:
    held_on = MONDAY_IN_DECEMBER - timedelta(days=days_ago)
    return log_checkin(
        desk, CheckinEntry(group_no=number, held_on=held_on, channel=Channel.PHONE, note=note)
    ).row_id


def promise(desk: Desk, number: int, title: str, due_on: date | None, staff: str | None = None) -> int:
    return add_action(desk, ActionEntry(group_no=number, title=title, due_on=due_on, staff=staff)).row_id


async def test_late_checkins_stand_first_and_logging_one_takes_it_off(desk: Desk) -> None:
    late = 41
    for number in range(1, 97):
        log(desk, number, 75 if number == late else 3)
    async with sitting_at(desk) as sitting:
        await sitting.press("8")
        await sitting.sees("面談（v で対応事項へ）", "超過 1件", "75日前 標準")
        await sitting.stands_on(f"checkin:{late}")
        await sitting.press("c")
        await sitting.type("久しぶりに話した")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.sees("ここに並ぶものはありません")
    assert checkins_due(desk) == []


async def test_from_both_lists_enter_opens_the_karte_and_esc_comes_back(desk: Desk) -> None:
    promise(desk, 12, "資料を送る", MONDAY_IN_DECEMBER)
    async with sitting_at(desk) as sitting:
        await sitting.press("alt+t", "enter")
        await sitting.sees("手続・行事")
        await sitting.press("escape", "tab")
        await sitting.sees("対応事項（v で面談へ）", "資料を送る", "面談時期")
        await sitting.press("enter")
        await sitting.sees("手続・行事", "資料を送る")
        await sitting.press("escape")
        await sitting.sees("対応事項（v で面談へ）")


async def test_a_promise_is_put_off_with_a_reason_then_changed_then_kept(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    action_id = promise(desk, 12, "資料を送る", date(2025, 12, 10))
    async with sitting_at(desk) as sitting:
        await sitting.press("8", "v")
        await sitting.sees("超過 1件", "5日超過")
        await sitting.press("t")
        await sitting.sees("対応事項を延期", "12 資料を送る（12/10(水)）")
        await sitting.type("12/22")
        await sitting.press("enter")
        await sitting.type("担当が不在")
        await sitting.press("enter")
        await sitting.is_told("延期しました: 資料を送る、12/22(月) まで")
        await sitting.sees("まもなく 1件", "延期1回")
        await sitting.press("f2")
        await sitting.type("名簿と")
        await sitting.press("ctrl+s")
        await sitting.is_told("対応事項を変更しました")
        await sitting.press("enter", "pagedown", "pagedown")
        await sitting.sees("延期 12/10(水) から 12/22(月) へ", "担当が不在")
        await sitting.press("escape", "ctrl+x")
        await sitting.is_told("完了にしました")
        await sitting.sees("ここに並ぶものはありません")
    (kept,) = list_actions(desk, with_done=True)
    assert (kept.id, kept.done, "名簿と" in kept.title) == (action_id, "2025-12-15", True)
    assert len(list_postponements(desk)) == 1


async def test_promises_are_mine_everybodys_or_those_of_the_group(desk: Desk) -> None:
    for name in ("佐藤 花子", "鈴木 一"):
        add_staff(desk, name)
    assign_staff(desk, [12], main="佐藤 花子")
    promise(desk, 12, "佐藤がすること", MONDAY_IN_DECEMBER, "佐藤 花子")
    promise(desk, 13, "鈴木がすること", None, "鈴木 一")
    desk.staff = "佐藤 花子"
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("8", "v")
        await sitting.sees("佐藤 花子 の対応", "佐藤がすること")
        assert "鈴木がすること" not in sitting.flat
        await sitting.press("f")
        await sitting.sees("全員の対応", "佐藤がすること", "鈴木がすること", "期限なし")
        await sitting.press("down", "f")
        await sitting.sees("13番の団体", "鈴木がすること")
        assert "佐藤がすること" not in sitting.flat


async def test_a_new_promise_is_for_the_group_under_the_cursor(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("8", "down")
        number = sitting.app.group_records.group_at_hand
        await sitting.press("n")
        await sitting.type("見積を頼む")
        await sitting.press("tab", "2", "ctrl+s")
        await sitting.is_told("対応事項を保存しました")
    assert [(one.group_no, one.title, one.turn) for one in list_actions(desk)] == [
        (number, "見積を頼む", "group")
    ]


async def open_records(sitting: Sitting) -> None:
    await sitting.press("2", "enter", "h")
    await sitting.sees("面談・対応・連絡先")


async def test_a_checkin_is_hidden_with_its_promises_and_brought_back(desk: Desk) -> None:
    log(desk, 1, 1, "話した\n- [ ] 送る")
    async with sitting_at(desk) as sitting:
        await open_records(sitting)
        await sitting.press("down", "delete")
        await sitting.sees("この記録を非表示にします", "対応事項も非表示になります")
        await sitting.press("y")
        await sitting.is_told("非表示にしました", "u で取り消せます")
        await sitting.sees("まだ記録がありません。")
        assert (list_checkins(desk), list_actions(desk)) == ([], [])
        await sitting.press("u", "enter")
        await sitting.sees("話した", "送る")
    assert len(list_checkins(desk)) == len(list_actions(desk)) == 1


async def test_people_are_added_corrected_and_hidden_from_the_karte(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "v")
        await sitting.type("山田 太郎")
        await sitting.press("tab", "tab")
        await sitting.type("代表")
        await sitting.press("tab")
        await sitting.type("03-0000-0000")
        await sitting.press("ctrl+s")
        await sitting.is_told("連絡先を保存しました: 山田 太郎")
        await sitting.sees("連絡先 1件", "山田 太郎 代表 主な連絡先 03-0000-0000")
        await sitting.press("h", "f2", "tab", "tab", "tab", "tab")
        await sitting.type("メールではない")
        await sitting.press("ctrl+s")
        await sitting.sees("「メールではない」はメールアドレスとして読めません。")
        await sitting.press("home", "shift+end", "delete")
        await sitting.type("yamada@example.jp")
        await sitting.press("ctrl+s")
        await sitting.is_told("連絡先を保存しました: 山田 太郎")
        assert list_contacts(desk, 1)[0].mail == "yamada@example.jp"
        await sitting.press("delete", "y")
        await sitting.is_told("非表示にしました")
    assert list_contacts(desk, 1) == []


async def test_the_karte_shows_markdown_and_which_promises_were_kept(desk: Desk) -> None:
    log(desk, 1, 1, "## 広報\n- **太字**の話\n- [ ] 送る\n[見本](https://example.jp) [red]そのまま[/red]")
    add_contact(desk, 1, ContactEntry(name="山田 太郎"))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter")
        await sitting.sees(
            "広報", "- 太字の話", "- [ ] 送る", "見本 (https://example.jp)", "[red]そのまま[/red]"
        )
        assert "##" not in sitting.text
        assert "**" not in sitting.text
        await sitting.press("h", "x")
        await sitting.is_told("完了にしました: 送る")
        await sitting.press("escape")
        await sitting.sees("- [済] 送る")


async def test_at_eighty_columns_every_screen_can_still_be_reached_and_named(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("8")
        first = sitting.text.splitlines()[0]
        assert "8面談" in first
        assert "0検索" in first


async def test_a_checkin_of_a_group_that_left_can_still_be_corrected(desk: Desk) -> None:
    log(desk, 1, 30, "違う話")
    end_group(desk, 1, GroupStatus.WITHDRAWN, on=MONDAY_IN_DECEMBER, reason="都合")
    async with sitting_at(desk) as sitting:
        sitting.app.show_karte(1)
        await sitting.press("h", "f2")
        await sitting.sees("面談記録を訂正")
        await sitting.type("ではない")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    assert list_checkins(desk, 1)[0].note == "違う話ではない"
