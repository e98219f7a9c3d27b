"""A register that was started during its year asks, once, what becomes of what lies in its past."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.plan.late_start import asks_about_late_start
from kodoku_tui.services.work.worklist import overdue_list
from tests.tui.sitting import sitting_at


async def test_what_is_past_is_settled_from_the_question(desk: Desk) -> None:
    async with sitting_at(desk, asks_about_late_start=True) as sitting:
        await sitting.sees("2025年度は途中から始まっています", "ある日より前の期日のものを")
        await sitting.press("enter")
        await sitting.sees("期日が過ぎたものを片付ける", "対象外（この台帳では扱わない）")
        await sitting.press("ctrl+s")
        await sitting.sees("288件を「台帳開始前」として片付けます", "契約締結 96団体: 対象外")
        await sitting.press("enter")
        await sitting.is_told("288件を片付けました", "u で一度に取り消せます")
    assert {item.what for item in overdue_list(desk)} <= {"checkin"}


async def test_only_looking_asks_again_the_next_time_and_keeping_does_not(desk: Desk) -> None:
    async with sitting_at(desk, asks_about_late_start=True) as sitting:
        await sitting.sees("途中から始まっています")
        await sitting.press("down", "enter")
        await sitting.sees("面談間隔を超過")
    assert asks_about_late_start(desk) is not None
    async with sitting_at(desk, asks_about_late_start=True) as sitting:
        await sitting.sees("途中から始まっています")
        await sitting.press("down", "down", "enter")
        await sitting.is_told("2025年度の期日は、すべて未完了のまま残します", "u で取り消せます")
    assert asks_about_late_start(desk) is None


async def test_from_the_plan_it_can_be_settled_at_any_time(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk, asks_about_late_start=True) as sitting:
        await sitting.press("b", "z")
        await sitting.sees("期日が過ぎたものを片付ける")
        await sitting.press("escape")
