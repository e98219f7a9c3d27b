"""Facts of a group, its months and how its plan changed, in words for a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.columns import CellKind
from kodoku_tui.domain.register.activity import COUNTS
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.domain.words import Stage
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.register.activity import ActivityMonth, Counts
from kodoku_tui.services.register.plan_changes import PlanChange


def known_facts(facts: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    """What is known, each as its heading and in words; nothing for what nobody has said."""
    return [
        (say(f"heading.{column.key}"), _said(column.kind, facts[column.key], today))
        for column in FACTS
        if facts[column.key] not in (None, "")
    ]


def month_words(month: ActivityMonth) -> str:
    """What was planned for a month and what came of it."""
    told = [
        say("activity.line", stage=say_word(stage), counts=counts_words(counts))
        for stage, counts in ((Stage.PLANNED, month.planned), (Stage.ACTUAL, month.actual))
        if counts is not None
    ]
    return say("activity.stands", month=month.month, words="  ".join(told))


def counts_words(counts: Counts) -> str:
    """The four numbers of a month."""
    said = {name: getattr(counts, name) for name in COUNTS}
    unknown = say("activity.unknown")
    return say(
        "activity.counts", **{name: unknown if value is None else value for name, value in said.items()}
    )


def change_words(change: PlanChange, today: date) -> str:
    """When a plan changed or was advised on, and by whom."""
    key = "plan_change.line_by" if change.adviser else "plan_change.line"
    day = say_day(change.changed_on, today=today)
    return say(key, day=day, kind=say_word(change.kind), adviser=change.adviser)


def _said(kind: CellKind, value: Any, today: date) -> str:
    if kind is CellKind.DATE:
        return say_day(value, today=today)
    return say_word(value) if kind is CellKind.WORD else str(value)
