"""年間計画: the plan as a list, and a change that shows who would move before anybody does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.plan.changes import PlanMilestone, list_plan
from kodoku_tui.tui.duties.plan import PlanScreen
from kodoku_tui.tui.duties.plan_form import PlanForm
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.date_field import DateField
from tests.tui.sitting import Sitting, sitting_at


class AtThePlan(Sitting):
    """A person at the plan."""

    async def shows(self, screen: type[Any]) -> None:
        await self.until(lambda: isinstance(self.app.screen, screen) and self.app.screen.is_active)

    async def open_form_of(self, key: str) -> None:
        while self.table.cursor_key != key:
            await self.press("down")
        await self.press("f2")
        await self.shows(PlanForm)

    def type_day(self, text: str) -> None:
        self.app.screen.query_one(DateField).line.value = text


@asynccontextmanager
async def at_the_plan(desk: Desk, key: str = "b") -> AsyncIterator[AtThePlan]:
    async with sitting_at(desk, (120, 40), person=AtThePlan) as sitting:
        await sitting.press(key)
        await sitting.shows(PlanScreen)
        yield sitting


def planned(desk: Desk, key: str) -> PlanMilestone:
    return next(one for one in list_plan(desk) if one.key == key)


def due_dates(desk: Desk, key: str) -> set[str]:
    return {one.due for one in list_milestones(desk) if one.key == key}


@pytest.mark.parametrize("key", ["b", "ｂ", "shift+f5"])
async def test_the_plan_opens_over_any_screen_and_escape_goes_back(desk: Desk, key: str) -> None:
    async with at_the_plan(desk, key) as sitting:
        await sitting.sees("成果報告書", "2026/1/31(土)", "据置（休日）", "2026年1月末")
        await sitting.press("escape")
        await sitting.until(lambda: not isinstance(sitting.app.screen, PlanScreen))


async def test_a_new_day_shows_who_would_move_and_moves_them_after_a_yes(desk: Desk) -> None:
    extend_due(desk, 3, "outcome_report", to=date(2026, 2, 20), reason="行事のため")
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("outcome_report")
        sitting.type_day("2/5")
        await sitting.press("ctrl+s")
        await sitting.shows(ConfirmScreen)
        await sitting.sees("95団体の期限が動きます", "期限延長があるため動かないもの: 1件", "->2026/2/5(木)")
        await sitting.sees("95団体（1, 2, 4-96）")
        assert due_dates(desk, "outcome_report") == {"2026-01-31", "2026-02-20"}
        await sitting.press("y")
        await sitting.shows(PlanScreen)
        await sitting.sees("2026/2/5(木)")
    assert due_dates(desk, "outcome_report") == {"2026-02-05", "2026-02-20"}
    assert planned(desk, "outcome_report").rule is None


async def test_the_few_who_move_are_named(desk: Desk) -> None:
    for number in range(4, 97):
        move_milestone(
            desk, number, "outcome_report", Move.NOT_APPLICABLE, on=desk.today, comment="対象の活動なし"
        )
    name = next(one.group for one in list_milestones(desk, 2))
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("outcome_report")
        sitting.type_day("2/5")
        await sitting.press("ctrl+s")
        await sitting.shows(ConfirmScreen)
        await sitting.sees("3団体の期限が動きます", "済・免除・対象外のため動かないもの: 93件", f"2 {name}")
        await sitting.press("n")


async def test_a_no_leaves_plan_and_form_as_they_are(desk: Desk) -> None:
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("outcome_report")
        sitting.type_day("2/5")
        await sitting.press("ctrl+s")
        await sitting.shows(ConfirmScreen)
        await sitting.press("n")
        await sitting.shows(PlanForm)
        await sitting.sees("計画は変更していません")
        assert sitting.app.screen.query_one(DateField).line.value == "2/5"
        # The same again, with a yes.
        await sitting.press("ctrl+s")
        await sitting.shows(ConfirmScreen)
        await sitting.press("y")
        await sitting.shows(PlanScreen)
    assert planned(desk, "outcome_report").planned == "2026-02-05"


async def test_what_moves_nobody_is_saved_without_a_question(desk: Desk) -> None:
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("outcome_report")
        form = sitting.app.screen
        days = next(field for field in form.query("DaysField") if field.field_name == "review_days")  # type: ignore[attr-defined]
        days.line.value = "１０"  # type: ignore[attr-defined]
        await sitting.press("ctrl+s")
        await sitting.shows(PlanScreen)
        await sitting.sees("10日")
    after = planned(desk, "outcome_report")
    assert (after.review_days, after.rule, after.planned) == (10, "month_end 2026-01", "2026-01-31")


async def test_a_rule_that_cannot_be_read_is_said_at_its_field(desk: Desk) -> None:
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("expense_report")
        rule = next(field for field in sitting.app.screen.query("TextField") if field.field_name == "rule")  # type: ignore[attr-defined]
        rule.line.value = "来月[/末]"  # type: ignore[attr-defined]
        await sitting.press("ctrl+s")
        await sitting.until(lambda: rule.has_class("-refused"))
        await sitting.sees("規則「来月[/末]」が読めません")
    assert planned(desk, "expense_report").rule is None


async def test_a_change_by_somebody_else_while_the_question_stands_is_not_run_over(desk: Desk) -> None:
    async with at_the_plan(desk) as sitting:
        await sitting.open_form_of("outcome_report")
        sitting.type_day("2/5")
        await sitting.press("ctrl+s")
        await sitting.shows(ConfirmScreen)
        extend_due(desk, 7, "outcome_report", to=date(2026, 3, 1), reason="行事のため")
        await sitting.press("y")
        await sitting.shows(PlanForm)
        await sitting.sees("もう一度保存して")
    assert due_dates(desk, "outcome_report") == {"2026-01-31", "2026-03-01"}
