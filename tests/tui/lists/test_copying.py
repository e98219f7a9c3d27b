"""ctrl+c copies what is under the cursor for Excel, also where the screen shows no list."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import sitting_at


async def test_the_card_under_the_cursor_is_copied(desk: Desk) -> None:
    fill(desk)
    async with sitting_at(desk) as sitting:
        await sitting.press("7", "ctrl+c")
        await sitting.is_told("1行を端末に渡しました（端末によってはクリップボードに届きません）")
        titles, card = (line.split("\t") for line in sitting.app.clipboard.splitlines())
        assert dict(zip(titles, card, strict=True)) == {
            "分類": "事務負担",
            "小分類": "経費管理",
            "重さ": "重",
            "状態": "新規",
            "件名": "領収書の宛名が個人名",
            "番号": "2",
            "団体名": "一般社団法人 はまなす便りラボ",
            "発生": "12/1(月)",
        }


async def test_the_day_under_the_cursor_is_copied_group_by_group(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        # The salon of 12/24, one line for all, and nothing on the day before.
        await sitting.press("6", *["right"] * 9, "ctrl+c")
        await sitting.is_told("1行を端末に渡しました")
        assert sitting.app.clipboard.splitlines()[1].startswith("12/24(水)\tオンラインサロン\t")
        await sitting.press("left", "ctrl+c")
        await sitting.is_told("コピーするものがありません")
