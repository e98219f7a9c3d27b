"""From the karte: the numbers of a month in a few keys, how a plan changed, and what else is known of a group."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.activity import list_activity
from kodoku_tui.services.register.plan_changes import list_plan_changes
from tests.tui.sitting import sitting_at


async def test_a_month_takes_one_key_and_four_numbers(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "j")
        # The month before is what one writes down.
        await sitting.sees("月ごとの活動", "2025-11")
        await sitting.press("tab", "tab")
        for number in ("4", "２０", "35", "3"):
            await sitting.type(number)
            await sitting.press("enter")
        await sitting.is_told("2025-11 の活動（実績）を保存しました", "u で取り消せます")
        await sitting.sees("2025-11 実績 4回 実20人 延べ35人 新規3人")
    (month,) = list_activity(small_desk, 1)
    assert month.actual is not None
    assert month.actual.people == 20


async def test_what_cannot_be_is_said_at_its_field(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "j", "tab", "tab", "tab")
        await sitting.type("20")
        await sitting.press("tab")
        await sitting.type("19")
        await sitting.press("ctrl+s")
        await sitting.sees("延べ人数（19）が実人数（20）より少なくなっています")
    assert list_activity(small_desk, 1) == []


async def test_a_change_of_plan_is_recorded_corrected_and_withdrawn(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "k")
        await sitting.type("曜日を変えた")
        await sitting.press("ctrl+s")
        await sitting.is_told("軌道修正を保存しました")
        await sitting.sees("軌道修正・助言 1件", "12/15(月) 軌道修正", "曜日を変えた")
        await sitting.press("h")
        await sitting.sees("曜日を変えた")
        await sitting.press("f2", "tab", "2", "tab")
        await sitting.type("架空大学 先生")
        await sitting.press("ctrl+s")
        await sitting.is_told("専門家助言を保存しました")
        await sitting.press("delete", "y")
        await sitting.is_told("u で取り消せます")
    assert list_plan_changes(small_desk, 1) == []


async def test_what_is_known_is_asked_in_the_form_of_the_group_and_shows_on_its_page(
    small_desk: Desk,
) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "f2", *["tab"] * 6)
        await sitting.type("2010")
        await sitting.press("tab")
        await sitting.type("３")
        await sitting.press("tab", "2", "tab", "1", "ctrl+s")
        await sitting.is_told("u で取り消せます")
        await sitting.sees("設立年", "2010", "専任の事務・経理担当 いいえ", "公的資金は初めて はい")
        # Taking an answer back is: nobody knows.
        await sitting.press("f2", *["tab"] * 8, "delete", "ctrl+s")
        await sitting.sees("公的資金は初めて はい")
    facts = group_karte(small_desk, 1).facts
    assert (facts["founded_year"], facts["staff_count"], facts["own_clerk"]) == (2010, 3, "")
