"""The whole year from the keyboard: of one group from its contract to the final amount, and of all of them at once."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestone_page import milestone_page
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.work.worklist import overdue_list
from tests.desks import data_of, go_to
from tests.tui.sitting import Sitting, sitting_at

pytestmark = pytest.mark.long

NUMBER = 5
KEYS = (
    "contract", "training_1", "midterm_meeting", "training_2",
    "outcome_report", "expense_report", "final_audit", "final_meeting",
)  # fmt: skip
SESSIONS = ("training_1", "midterm_meeting", "training_2", "final_meeting")


class AtTheYear:
    """A person at the app who goes where the next thing is to be done, by keys alone."""

    def __init__(self, sitting: Sitting, desk: Desk) -> None:
        self.sitting = sitting
        self.desk = desk

    async def on(self, year: int, month: int, day: int) -> None:
        go_to(self.desk, date(year, month, day))
        await self.sitting.press("r")

    async def at_the_cell(self, key: str, number: int = NUMBER) -> None:
        """The matrix, at one cell."""
        await self.sitting.press("5", "ctrl+home", *["down"] * (number - 1), *["right"] * KEYS.index(key))

    async def at_the_karte(self) -> None:
        await self.sitting.press("2", "ctrl+home", *["down"] * (NUMBER - 1), "enter")
        await self.sitting.sees("手続・行事")

    async def moves(self, key: str, move: str = "", comment: str = "") -> None:
        """Change the state of the cell: the likely move, or the one with this digit."""
        await self.at_the_cell(key)
        await self.sitting.press("m", *move)
        if comment:
            await self.sitting.press("tab", "tab")
            await self.sitting.type(comment)
        await self.sitting.press("ctrl+s")

    async def fills(self, *fields: str) -> None:
        """Type into one field after another of the form that shows, and save it."""
        for position, text in enumerate(fields):
            if position:
                await self.sitting.press("tab")
            await self.sitting.type(text)
        await self.sitting.press("ctrl+s")

    def state(self, key: str) -> str:
        return next(one.word for one in list_milestones(self.desk, NUMBER) if one.key == key)


async def mark_attendance_of(sitting: Sitting, session: str, mark: str) -> None:
    """Find the session in the list, and the group on its page; mark it there."""
    await sitting.press("3", "ctrl+home")
    while sitting.table.cursor_key != session:
        await sitting.press("down")
    await sitting.press("enter", "ctrl+home", *["down"] * (NUMBER - 1), mark, "escape")


async def test_one_group_from_its_contract_to_the_final_amount(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    desk.staff = "青木 一"
    go_to(desk, date(2025, 6, 2))
    async with sitting_at(desk) as sitting:
        person = AtTheYear(sitting, desk)
        await person.moves("contract", "9")
        assert person.state("contract") == "書類送付"
        await person.on(2025, 6, 20)
        await person.moves("contract")
        await person.moves("contract", "4")
        assert person.state("contract") == "締結済"

        # The budget, and part of it moved with approval.
        await person.at_the_karte()
        await sitting.press("y", "down", "enter")
        await person.fills("1200000")
        await sitting.press("down", "enter")
        await person.fills("800000")
        await person.on(2025, 12, 15)
        await sitting.press("x", "tab")
        await person.fills("謝金", "200000", "講師の追加", "", "12/10")
        await sitting.sees("旅費から謝金へ 200,000円", "承認 12/10")
        await sitting.press("escape", "escape")

        # Sessions: there, and late for one.
        for session, mark in (("training_1", "p"), ("midterm_meeting", "v")):
            await mark_attendance_of(sitting, session, mark)
        assert (person.state("training_1"), person.state("midterm_meeting")) == ("出席", "出席")

        # The report: put off after its day, returned with a comment, handed in again, accepted.
        await person.on(2026, 2, 3)
        await person.at_the_cell("outcome_report")
        await sitting.sees("3日超過")
        await sitting.press("t")
        await person.fills("2/6", "会計担当の交代")
        await person.moves("outcome_report")
        await person.moves("outcome_report", "3", "第3章がない")
        assert person.state("outcome_report") == "差戻し"
        await person.moves("outcome_report")
        await person.moves("outcome_report", "4")
        assert person.state("outcome_report") == "受理"

        # Its paper, the accounts, the evidence, the audit, the final amount.
        (desk.path.parent / "報告書.pdf").write_bytes(b"%PDF")
        await person.at_the_karte()
        await sitting.press("d", "enter", "tab")
        await person.fills("報告書.pdf")
        assert [each.place for each in group_karte(desk, NUMBER).documents if each.received] == ["報告書.pdf"]
        await sitting.press("escape")
        for key in ("expense_report", "final_audit"):
            await person.moves(key)
            await person.moves(key, "4")
        # Without amounts it is asked whether the audit passes.
        await sitting.sees("適とする前に")
        await sitting.press("y")
        await person.at_the_karte()
        await sitting.press("y", "down", "enter", "tab")
        await person.fills("1450000", "1450000")
        await sitting.press("down", "enter", "tab")
        await person.fills("599999", "599999")
        await sitting.press("n", "tab")
        await person.fills("鉄道", "599999", "8/1", "8/5", "9/1", "9/5", "9/30")
        await sitting.press("v", "tab", "1", "ctrl+s")
        await sitting.sees("確定 1,999,999円", "執行率 99.9%", "適")
        money = money_of(desk, NUMBER)
        assert (money.budget, money.accepted, money.rate) == (2_000_000, 1_999_999, 99.9)
        await sitting.press("escape", "escape")

        # The last sessions, and the end.
        await person.on(2026, 3, 31)
        for session in ("training_2", "final_meeting"):
            await mark_attendance_of(sitting, session, "o")
        await person.at_the_karte()
        await sitting.press("shift+f2", "3", "ctrl+s")
        await sitting.is_told("完了として記録しました")
        assert group_karte(desk, NUMBER).entry.status == GroupStatus.COMPLETED

        # What happened can be read afterwards.
        await sitting.sees("締結済", "延長", "会計担当の交代")
        await sitting.press("4")
        await sitting.sees("完了: 5", "確定検査: 5", "青木 一")
    page = milestone_page(desk, NUMBER, "outcome_report")
    assert [step.after for step in page.steps] == ["提出", "差戻し", "提出", "受理"]
    assert [comment.text for comment in page.rounds[0].comments] == ["第3章がない"]
    assert {unit.by for unit in list_units(desk, limit=10)} == {"青木 一"}


async def test_all_95_groups_at_once_and_each_act_is_one_that_can_be_taken_back(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 6, 5), reason="団体の都合")
    go_to(desk, date(2026, 4, 1))
    async with sitting_at(desk) as sitting:
        person = AtTheYear(sitting, desk)

        async def in_bulk(key: str, move: str) -> None:
            before = data_of(desk.connection)
            await person.at_the_cell(key, number=1)
            await sitting.press("ctrl+a")
            await sitting.sees("印 95件")
            await sitting.press("m")
            await sitting.sees("まとめて状態変更（95団体）")
            await sitting.press(move, "f12")
            await sitting.sees("95団体で変更します")
            assert data_of(desk.connection) == before
            await sitting.press("y")
            await sitting.is_told("95団体で変更しました")
            undo(desk)
            assert data_of(desk.connection) == before
            undo(desk, list_units(desk, limit=1)[0].id)
            # What was done beside the app is read before going on.
            await sitting.press("r")

        await in_bulk("contract", "1")
        await in_bulk("contract", "4")
        for down in range(len(SESSIONS)):
            await sitting.press("3", "ctrl+home", *["down"] * down, "enter", "n", "enter")
            await sitting.press("escape")
        for key in ("outcome_report", "expense_report", "final_audit"):
            await in_bulk(key, "1")
            if key == "final_audit":
                # No audit passes in bulk without amounts.
                for number in (each.number for each in register_page(desk, GroupFilter()).rows):
                    set_expense(
                        desk, number, "謝金", ExpenseChange(budget=1_000, reported=1_000, proper=1_000)
                    )
                await sitting.press("r")
            await in_bulk(key, "4")
        states = Counter(one.state for one in list_milestones(desk))
        assert states == {"受理": 8 * 95}
        assert [item for item in overdue_list(desk) if item.what != "checkin"] == []
        await sitting.press("6")
        await sitting.sees("遅れ 0件")
