"""A handover in words, for the page before it and for what the command line shows."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.handover import HandedGroup, HandedPromise, Handover


def handover_lines(plan: Handover, desk: Desk) -> list[str]:
    """A line for each group and each promise; the year is said where it is another than the desk's."""
    year = desk.programme["fiscal_year"]
    groups = [(one.year, _group_line(one, plan)) for one in plan.groups]
    promises = [(one.year, _promise_line(one, desk)) for one in plan.promises]
    return [
        line if of == year else say("handover.of_year", line=line, year=of) for of, line in groups + promises
    ]


def handover_counts(plan: Handover) -> str:
    """How much would go from whom to whom."""
    return say(
        "handover.counts",
        giver=plan.giver,
        taker=plan.taker,
        groups=len(plan.groups),
        promises=len(plan.promises),
    )


def _group_line(group: HandedGroup, plan: Handover) -> str:
    key = "handover.group_alone" if group.loses_deputy else f"handover.group_{group.role}"
    return say(key, number=group.number, name=group.name, giver=plan.giver, taker=plan.taker)


def _promise_line(promise: HandedPromise, desk: Desk) -> str:
    key = "handover.promise" if promise.due_on else "handover.promise_open"
    due = say_day(promise.due_on, today=desk.today)
    return say(key, number=promise.number, name=promise.name, title=promise.title, due=due)
