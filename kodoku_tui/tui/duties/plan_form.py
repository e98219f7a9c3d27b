"""Changing one milestone of the plan; who would move is shown before anything moves."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.locale import language, say
from kodoku_tui.locale.phrases import say_day, say_said, say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.duties.plan.changes import (
    LARGEST_REVIEW_DAYS,
    DueMove,
    PlanChange,
    PlanEdit,
    change_plan,
    preview_change,
)
from kodoku_tui.services.duties.plan.reading import plan_milestone_of
from kodoku_tui.services.identity import uid_of
from kodoku_tui.tui.forms.asking import agrees
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, LineField, TextField
from kodoku_tui.tui.forms.form import FormScreen

_MOST_BY_NAME = 8


class DaysField(LineField[int]):
    """A number of days, in whatever width it is typed."""

    def understand(self) -> int:
        """The number."""
        written = unicodedata.normalize("NFKC", self.text).strip()
        if not (written.isascii() and written.isdecimal() and len(written) < 5):
            raise Refused(
                "error.review_days", field=self.field_name, days=self.text, largest=LARGEST_REVIEW_DAYS
            )
        return int(written)


class PlanForm(FormScreen[str]):
    """Day or rule, what a closed day does, how long a review may take, whether it is required."""

    def __init__(self, desk: Desk, key: str) -> None:
        self._desk = desk
        self._today = desk.today
        self._year_starts_on = desk.year_starts_on
        self._plan = plan_milestone_of(desk, key)
        super().__init__(
            title=say("plan.edit_title"),
            subtitle=say_title(self._plan.title, self._plan.title_en),
            kind="plan",
            about=[uid_of(desk, "milestone_plan", self._plan.id)],
        )

    def fields(self) -> list[Field[Any]]:
        plan = self._plan
        return [
            DateField(
                "planned_on",
                say("plan.planned"),
                date.fromisoformat(plan.planned),
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=Direction.OF_YEAR,
                required=True,
                hint=say("field.date_hint"),
            ),
            TextField("rule", say("plan.rule"), plan.rule or "", hint=say("plan.rule_hint")),
            ChoiceField(
                "holiday_policy",
                say("plan.policy"),
                words_to_choose(HolidayPolicy),
                HolidayPolicy(plan.policy),
                required=True,
            ),
            DaysField("review_days", say("plan.review_days"), str(plan.review_days), required=True),
            TextField("after", say("plan.after"), plan.after, hint=say("plan.after_hint")),
            ChoiceField(
                "required",
                say("plan.is_required"),
                [(True, say("plan.required")), (False, say("plan.optional"))],
                plan.required,
                required=True,
            ),
            TextField("title", say("plan.title"), say_title(plan.title, plan.title_en), required=True),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        """Look what would move, ask when anything would, and change the plan as agreed to."""
        given = self._given(values)
        seen = preview_change(self._desk, self._plan.key, **given)
        if seen.moves and not self._agrees(seen):
            raise Refused("error.plan_kept")
        outcome = change_plan(self._desk, self._plan.key, **given, seen=seen)
        return outcome_sentences(outcome, self._today)

    def _given(self, values: Mapping[str, Any]) -> PlanEdit:
        """What was changed in the form. A day typed over a rule takes its place; beside a new rule it stands in
        until there is a contract."""
        plan = self._plan
        day, rule = values["planned_on"], values["rule"] or ""
        given = PlanEdit(
            holiday_policy=values["holiday_policy"],
            review_days=values["review_days"],
            required=values["required"],
            after=values["after"] or "",
        )
        given["title_en" if language() == "en" else "title"] = values["title"]
        if rule != (plan.rule or ""):
            given["rule"], given["planned_on"] = rule, day
        elif day.isoformat() != plan.planned:
            given["planned_on"] = day
        return given

    def _agrees(self, change: PlanChange) -> bool:
        question = ConfirmScreen(
            say_said(change.told_moves),
            consequences(change, self._today),
            yes=say("plan.move"),
            no=say("form.discard_no"),
        )
        return agrees(self, question)


def consequences(change: PlanChange, today: date) -> list[str]:
    """How many stay for which reason; then who moves from when to when, many of one kind by their numbers."""
    stays = Counter(stay.why for stay in change.stays)
    lines = [say(f"plan.stays_{why}", count=count) for why, count in stays.items()]
    alike: dict[tuple[str, str, str], list[DueMove]] = {}
    for move in change.moves:
        title = say_title(move.title, move.title_en)
        alike.setdefault((title, move.due_from, move.due_to), []).append(move)
    for (title, due_from, due_to), moves in alike.items():
        days = {"before": say_day(due_from, today=today), "after": say_day(due_to, today=today)}
        if len(moves) > _MOST_BY_NAME:
            numbers = number_ranges([move.group_no for move in moves])
            lines.append(say("plan.moves_many", count=len(moves), numbers=numbers, title=title, **days))
        else:
            lines += [
                say("plan.moves_group", number=move.group_no, name=move.group, title=title, **days)
                for move in moves
            ]
    return lines
