"""Adding a milestone to the year's plan; what it gives each group is shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.plan.additions import (
    DEFAULT_REVIEW_DAYS,
    Addition,
    PlanAddition,
    add_milestone,
    check_before,
    preview_addition,
)
from kodoku_tui.services.duties.plan.reading import PlanMilestone
from kodoku_tui.services.identity import programme_uid, uid_of
from kodoku_tui.tui.duties.plan_form import DaysField
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.number_field import NumberField

_USUAL_DAYS_BEFORE = 5


class _AddForm(FormScreen[str]):
    """A form that adds what `addition` makes of its values, after a look at who gets what."""

    def __init__(self, desk: Desk, *, title: str, subtitle: str = "", kind: str, about: str) -> None:
        super().__init__(title=title, subtitle=subtitle, kind=kind, about=[about])
        self.desk = desk
        self.today = desk.today

    def addition(self, values: Mapping[str, Any]) -> Addition:
        """What is to be added."""
        raise NotImplementedError

    def save(self, values: Mapping[str, Any]) -> str:
        wanted = self.addition(values)
        seen = preview_addition(self.desk, wanted)
        title = say_title(seen.milestone.title, seen.milestone.title_en)
        question = ConfirmScreen(
            say("plan_add.question", title=title, count=len(seen.duties)),
            addition_lines(seen, self.today),
            yes=say("plan_add.yes"),
            no=say("form.discard_no"),
        )
        if not agrees(self, question):
            raise Refused("error.plan_kept")
        return outcome_sentences(add_milestone(self.desk, wanted, seen=seen), self.today)


class CheckForm(_AddForm):
    """An internal check (事前確認) so many business days before a milestone of the plan."""

    def __init__(self, desk: Desk, plan: PlanMilestone) -> None:
        self._plan = plan
        self._suggested = check_before(desk, plan.key, _USUAL_DAYS_BEFORE)
        super().__init__(
            desk,
            title=say("plan_add.check_title"),
            subtitle=say(
                "plan_add.check_of",
                title=say_title(plan.title, plan.title_en),
                due=say_day(plan.due, today=desk.today),
            ),
            kind="plan_check",
            about=uid_of(desk, "milestone_plan", plan.id),
        )

    def fields(self) -> list[Field[Any]]:
        suggested = self._suggested
        return [
            NumberField("days", say("plan_add.days_before"), _USUAL_DAYS_BEFORE),
            TextField(
                "title", say("plan.title"), say_title(suggested.title, suggested.title_en), required=True
            ),
        ]

    def addition(self, values: Mapping[str, Any]) -> Addition:
        suggested = self._suggested
        is_own = values["title"] != say_title(suggested.title, suggested.title_en)
        return check_before(
            self.desk, self._plan.key, values["days"] or 0, title=values["title"] if is_own else ""
        )


class MilestoneAddForm(_AddForm):
    """A document or an audit that every group gets."""

    def __init__(self, desk: Desk, kind: MilestoneKind) -> None:
        self._kind = kind
        self._year_starts_on = desk.year_starts_on
        super().__init__(
            desk,
            title=say("plan_add.title"),
            subtitle=say(f"plan.kind_{kind.value}"),
            kind=f"plan_add_{kind.value}",
            about=programme_uid(desk),
        )

    def fields(self) -> list[Field[Any]]:
        return [
            TextField("title", say("plan.title"), required=True),
            DateField(
                "planned_on",
                say("plan.planned"),
                None,
                today=self.today,
                year_starts_on=self._year_starts_on,
                direction=Direction.OF_YEAR,
                hint=say("field.date_hint"),
            ),
            TextField("rule", say("plan.rule"), hint=say("plan.rule_hint")),
            ChoiceField(
                "holiday_policy",
                say("plan.policy"),
                words_to_choose(HolidayPolicy),
                HolidayPolicy.KEEP,
                required=True,
            ),
            DaysField("review_days", say("plan.review_days"), str(DEFAULT_REVIEW_DAYS), required=True),
            ChoiceField(
                "required",
                say("plan.is_required"),
                [(True, say("plan.required")), (False, say("plan.optional"))],
                True,
                required=True,
            ),
        ]

    def addition(self, values: Mapping[str, Any]) -> Addition:
        return Addition(
            title=values["title"],
            kind=self._kind.value,
            planned_on=values["planned_on"],
            rule=values["rule"] or "",
            holiday_policy=values["holiday_policy"],
            review_days=values["review_days"],
            required=values["required"],
        )


def addition_lines(addition: PlanAddition, today: date) -> list[str]:
    """Who gets which day, what of it has passed already, who gets none, and what an internal check is."""
    lines = []
    by_due = sorted(addition.duties, key=lambda duty: (duty.due, duty.group_no))
    for due, duties in groupby(by_due, key=lambda duty: duty.due):
        numbers = [duty.group_no for duty in duties]
        day = say_day(due, today=today)
        lines.append(say("plan_add.gives", due=day, count=len(numbers), numbers=number_ranges(numbers)))
    if addition.is_past:
        key = "plan_add.past_internal" if addition.milestone.internal else "plan_add.past"
        lines.append(say(key, count=addition.is_past))
    if addition.ended:
        lines.append(say("plan_add.ended", count=addition.ended))
    if addition.milestone.internal:
        lines.append(say("plan_add.internal"))
    return lines
