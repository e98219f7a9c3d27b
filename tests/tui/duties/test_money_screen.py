"""The money of a group on one page: what one sees, what one enters, and what happens to what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest

from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.money_entries import EvidenceEntry, ExpenseChange
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.page import CostItem, money_of
from kodoku_tui.services.duties.money.recording import add_evidence, set_expense
from kodoku_tui.tui.duties.money import MoneyScreen
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.tui.sitting import Sitting, sitting_at

HONORARIA, TRAVEL = "謝金", "旅費"


class AtTheMoney(Sitting):
    """A person at the money of group 12."""

    async def opens(self, key: str, word: str) -> None:
        """Press a key that opens a form."""
        await self.press(key)
        assert isinstance(self.app.screen, FormScreen)
        await self.sees(word)

    async def returns(self) -> None:
        """Wait until the page shows again."""
        await self.until(lambda: isinstance(self.app.screen, MoneyScreen))

    async def goes_down_to(self, title: str) -> None:
        key = self.item(title).item_id
        screen = self.app.screen
        assert isinstance(screen, MoneyScreen)
        while screen.item_at_hand != key:
            await self.press("down")

    def item(self, title: str) -> CostItem:
        return next(item for item in money_of(self.app.desk, 12).items if item.title == title)


@asynccontextmanager
async def at_the_money(
    desk: Desk, *, key: str = "y", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[AtTheMoney]:
    async with sitting_at(desk, size, person=AtTheMoney) as sitting:
        sitting.app.show_karte(12)
        await sitting.press(key)
        await sitting.sees("人件費", "その他", "要確認")
        yield sitting


@pytest.mark.parametrize(("key", "size"), [("y", (100, 30)), ("f8", (80, 24))])
async def test_the_page_opens_from_the_karte_and_escape_goes_back(
    desk: Desk, key: str, size: tuple[int, int]
) -> None:
    set_expense(desk, 12, HONORARIA, ExpenseChange(budget=300_000, reported=290_000, proper=280_000))
    add_evidence(
        desk,
        12,
        EvidenceEntry(
            item=HONORARIA,
            payee="[b]講師[/b]",
            amount=280_000,
            dates={EvidenceStep.ORDER: date(2025, 9, 2), EvidenceStep.PAYMENT: date(2025, 9, 1)},
        ),
    )
    async with at_the_money(desk, key=key, size=size) as person:
        await person.sees("上限 2,000,000円", "確定見込 280,000円", "執行率 93.3%", "290,000")
        await person.sees("支払（2025/9/1）より後の日付です", "[b]講師[/b]")
        await person.press("escape")
        await person.until(lambda: isinstance(person.app.screen, KarteScreen))


@pytest.mark.parametrize("key", ["enter", "f2"])
async def test_the_amounts_of_the_item_under_the_cursor_are_entered(desk: Desk, key: str) -> None:
    async with at_the_money(desk) as person:
        await person.goes_down_to(HONORARIA)
        await person.opens(key, "予算額")
        await person.sees(HONORARIA)
        await person.press(*"300", "tab", *"290000", "tab", *"280000")
        await person.sees("280,000円")
        await person.press("ctrl+s")
        await person.returns()
        line = person.item(HONORARIA).line
        assert (line.budget, line.reported, line.proper) == (300, 290_000, 280_000)
        await person.sees("確定見込 300円", "290,000")


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("2000001", "上限額（2,000,000円、税込）を1円超えます"),
        ("-5", "マイナス"),
        ("1.5", "端数"),
        ("x", "読めません"),
    ],
)
async def test_a_bad_amount_is_said_at_its_field_and_what_was_typed_stays(
    desk: Desk, typed: str, complaint: str
) -> None:
    async with at_the_money(desk) as person:
        await person.opens("enter", "予算額")
        await person.press(*typed, "tab", *"77", "ctrl+s")
        await person.sees(complaint)
        form = person.app.screen
        assert isinstance(form, FormScreen)
        assert [field.typed for field in form._fields] == [typed, "77", ""]
        assert not person.item("人件費").is_recorded
        await person.press("ctrl+u")
        await person.press(*"100", "ctrl+s")
        await person.returns()
        assert person.item("人件費").line.budget == 100


async def test_budget_is_moved_with_a_reason_and_over_the_limit_only_with_approval(desk: Desk) -> None:
    set_expense(desk, 12, TRAVEL, ExpenseChange(budget=300_000))
    async with at_the_money(desk) as person:
        await person.goes_down_to(TRAVEL)
        await person.opens("x", "予算を流用")
        await person.press("tab", *"謝金", "tab", *"100000", "tab", *"講師の変更", "ctrl+s")
        await person.sees("予算の20%まで")
        assert person.item(TRAVEL).line.given == 0
        await person.press("tab", "tab", "tab", *"12/10", "ctrl+s")
        await person.returns()
        await person.sees("旅費から謝金へ 100,000円", "講師の変更", "-100,000", "承認 12/10")
        assert person.item(HONORARIA).line.budget_now == 100_000


async def test_evidence_is_added_and_completed_when_the_next_paper_comes(desk: Desk) -> None:
    async with at_the_money(desk, size=(100, 40)) as person:
        await person.goes_down_to(HONORARIA)
        await person.opens("n", "証憑を記録")
        await person.press("tab", *"講師", "tab", *"30000", "tab", "tab", *"9/10", "ctrl+s")
        await person.returns()
        await person.sees("講師  30,000円  発注 9/10(水)")
        await person.press("n")
        await person.sees("新しい証憑を追加")
        await person.press("down", "enter")
        await person.until(lambda: isinstance(person.app.screen, FormScreen))
        await person.sees("証憑を記録")
        await person.press(*["tab"] * 7, *"9/1", "ctrl+s")
        await person.returns()
        await person.sees("発注 9/10(水)  支払 9/1(月)", "より後の日付です")
        assert len(money_of(desk, 12).evidence) == 1


async def test_the_final_audit_is_recorded_and_its_record_can_be_corrected(desk: Desk) -> None:
    async with at_the_money(desk, size=(100, 40)) as person:
        await person.opens("v", "確定検査を記録")
        await person.press("tab", "2", "tab", *"領収書の不足", "ctrl+s")
        await person.returns()
        await person.sees("条件付適", "領収書の不足")
        await person.press("f8")
        await person.sees("新しい確定検査を記録")
        await person.press("down")
        await person.opens("enter", "領収書の不足")
        await person.press("1", "ctrl+s")
        # Nothing was entered and the report is not here: it is asked about, and can be left.
        await person.sees("それでも適として記録しますか", "経費の金額が未入力", "実績報告書が未受理")
        await person.press("n")
        await person.sees("適とする前に確かめることがあります")
        assert [audit.result for audit in money_of(desk, 12).audits] == ["条件付適"]
        await person.press("ctrl+s")
        await person.sees("それでも適として記録しますか")
        await person.press("y")
        await person.returns()
        await person.sees("適（未定）")
        assert [audit.result for audit in money_of(desk, 12).audits] == ["適"]


async def test_an_amount_that_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    set_expense(desk, 12, HONORARIA, ExpenseChange(budget=100))
    async with at_the_money(desk) as person:
        await person.goes_down_to(HONORARIA)
        await person.opens("enter", "予算額")
        set_expense(desk, 12, HONORARIA, ExpenseChange(budget=200))
        await person.press("ctrl+u", *"300", "ctrl+s")
        await person.sees("ほかの人が先に変更しました")
        assert person.item(HONORARIA).line.budget == 200
