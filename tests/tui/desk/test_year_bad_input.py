"""What cannot be is said at the field where it was typed; nothing is written and nothing that was typed is lost."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from tests.desks import data_of
from tests.tui.sitting import Sitting, sitting_at

CONTRACT = date(2025, 9, 1)


def conclude(desk: Desk) -> None:
    move_milestone(desk, 1, "contract", Move.SUBMIT, on=CONTRACT)
    move_milestone(desk, 1, "contract", Move.ACCEPT, on=CONTRACT)


def field_at_fault(person: Sitting) -> str:
    """The name of the one field that says what is wrong."""
    form = person.app.screen
    assert isinstance(form, FormScreen)
    (fault,) = [field for field in form.query(Field) if field.has_class("-refused")]
    return str(fault.field_name)


async def type_into(person: Sitting, name: str, text: str) -> None:
    form = person.app.screen
    field = next(one for one in form.query(Field) if one.field_name == name)
    field.focus_control()
    await person.press("ctrl+u")
    await person.type(text)


async def is_refused(person: Sitting, desk: Desk, field: str, sentence: str, typed: str) -> None:
    before = data_of(desk.connection)
    await person.press("ctrl+s")
    await person.sees(sentence, typed)
    assert field_at_fault(person) == field
    assert data_of(desk.connection) == before


async def test_a_hand_in_before_the_contract(desk: Desk) -> None:
    conclude(desk)
    async with sitting_at(desk) as person:
        await person.press("5", "right", "right", "right", "right", "m")
        await type_into(person, "on", "8/31")
        await is_refused(person, desk, "on", "契約締結日（2025/9/1）より前", "8/31")


async def test_an_audit_before_the_contract(desk: Desk) -> None:
    conclude(desk)
    async with sitting_at(desk) as person:
        await person.press("2", "enter", "y", "v")
        await type_into(person, "on", "8/31")
        await person.press("tab", "1")
        await is_refused(person, desk, "on", "契約締結日（2025/9/1）より前", "8/31")


async def test_an_extension_that_is_earlier_than_the_due_date(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("5", "right", "right", "right", "right", "t")
        await type_into(person, "to", "2026/1/30")
        await type_into(person, "reason", "行事のため")
        await is_refused(person, desk, "to", "2026/1/31", "2026/1/30")


async def test_an_extension_of_many_that_is_earlier_for_all(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("5", "right", "right", "right", "right", "ctrl+a", "t")
        await type_into(person, "to", "2026/1/30")
        await type_into(person, "reason", "行事のため")
        await is_refused(person, desk, "to", "2026/1/31", "2026/1/30")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2000001", "上限額（2,000,000円、税込）を1円超えます"),
        ("-1", "0円以上"),
        ("▲300", "0円以上"),
        ("1000.5", "1円未満"),
        ("たくさん", "読めません"),
    ],
)
async def test_an_amount_that_cannot_be(desk: Desk, typed: str, sentence: str) -> None:
    async with sitting_at(desk) as person:
        await person.press("2", "enter", "y", "enter")
        await type_into(person, "budget", typed)
        await is_refused(person, desk, "budget", sentence, typed)


async def test_more_than_there_is_cannot_be_moved(desk: Desk) -> None:
    set_expense(desk, 1, "人件費", ExpenseChange(budget=1000))
    async with sitting_at(desk) as person:
        await person.press("2", "enter", "y", "x")
        await person.press("tab")
        await person.type("謝金")
        await type_into(person, "amount", "1001")
        await type_into(person, "reason", "会場を変えたため")
        await is_refused(person, desk, "amount", "1,000円", "1001")


async def test_a_document_whose_file_is_gone_is_kept_and_told(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("2", "enter", "d", "enter")
        await type_into(person, "place", "受領/成果報告書.pdf")
        await person.press("ctrl+s")
        await person.is_told("成果報告書.pdf はいま見つかりません")


async def test_a_cap_below_what_a_group_has_budgeted(desk: Desk) -> None:
    set_expense(desk, 1, "人件費", ExpenseChange(budget=1_500_000))
    async with sitting_at(desk) as person:
        await person.press("comma", "enter")
        await type_into(person, "cap", "100万円")
        await is_refused(person, desk, "cap", "最大は1,500,000円", "100万円")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("due_soon_days", "-3", "0から365まで"),
        ("due_soon_days", "1.5", "0から365まで"),
        ("limit_percent", "120", "0から100まで"),
        ("cap", "0", "1円以上"),
    ],
)
async def test_a_setting_that_cannot_be(desk: Desk, field: str, typed: str, sentence: str) -> None:
    async with sitting_at(desk) as person:
        await person.press("alt+s", "enter")
        await type_into(person, field, typed)
        await is_refused(person, desk, field, sentence, typed)
