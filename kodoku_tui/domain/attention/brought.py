"""The terms that rest on what people bring in of a group: who settles its money, its months, attempts to reach it.

What nobody recorded is not known and has no term: a group of which little was written down does not look worse for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from kodoku_tui.domain.attention.facts import GroupFacts, MonthFact
from kodoku_tui.domain.attention.term import Opened, Term
from kodoku_tui.domain.attention.weights import Weights
from kodoku_tui.domain.said import Said

_UNANSWERED_FROM = 2


def brought_terms(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """What these facts say of a group, on its own axis."""
    return chain(
        _settling(facts, weights),
        _vouchers(facts, weights),
        _attempts(facts, weights),
        _events(facts, weights),
        _plan(facts, weights),
        _size(facts, weights),
    )


def _settling(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    known = facts.known
    if known.settlers == 0:
        yield _of_group("no_settler", facts, weights, calls=True)
    elif known.settlers == 1:
        yield _of_group("one_settler", facts, weights)
    if known.first_public_money and known.own_clerk is False:
        yield _of_group("no_clerk", facts, weights)


def _vouchers(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """No voucher by the day of the settings, and known to have spent little.

    A group whose money nobody recorded is not judged: its vouchers may lie somewhere else.
    """
    pace = facts.pace
    if pace is None or facts.has_vouchers:
        return
    if (
        facts.today > _day_of(facts, weights, "vouchers")
        and pace.behind(weights.settings["spending_least_percent"]) > 0
    ):
        yield Term(
            "no_vouchers",
            weights.group["no_vouchers"].points(),
            Said("attention.no_vouchers", spent=pace.spent),
            Opened("expenses", facts.group_id),
        )


def _attempts(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    if (count := len(facts.attempts)) >= _UNANSWERED_FROM:
        newest = max(facts.attempts, key=lambda one: one.held_on)
        yield Term(
            "unanswered",
            weights.group["unanswered"].points(count - _UNANSWERED_FROM),
            Said("attention.unanswered", count=count, days=(facts.today - newest.held_on).days),
            Opened("checkin", newest.checkin_id),
            newest.held_on,
        )


def _events(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """Nothing was held by the end of the month of the settings, or only people from inside came.

    It is told of a group whose months up to then are all recorded, as long as nothing recorded later says otherwise.
    """
    if not facts.months:
        return
    last = _month(facts, weights.days("first_event_month"))
    times = {one.month: one.times for one in facts.months if one.times is not None}
    asked = _months_between(_month_after(facts.contract_on or facts.starts_on), last)
    if facts.today.isoformat()[:7] <= last or not asked or not times.keys() >= set(asked):
        return
    held = [one for one in facts.months if one.times]
    if not held:
        yield _of_months("no_event", facts, weights, month=int(last[5:]))
    elif all(one.newcomers == 0 for one in held):
        yield _of_months("only_insiders", facts, weights)


def _plan(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    """Far fewer times than planned, in the months that are over and of which both are recorded."""
    both = _planned_and_over(facts)
    planned, done = sum(one.planned or 0 for one in both), sum(one.times or 0 for one in both)
    if len(both) < weights.days("behind_from_months") or planned == 0:
        return
    percent = done * 100 // planned
    missing = weights.settings["behind_least_percent"] - percent
    if missing > 0:
        points = weights.group["behind_plan"].points(missing)
        said = Said("attention.behind_plan", percent=percent, done=done, planned=planned)
        yield Term("behind_plan", points, said, Opened("activity", facts.group_id), calls=False)


def _planned_and_over(facts: GroupFacts) -> Sequence[MonthFact]:
    this = facts.today.isoformat()[:7]
    return [
        one for one in facts.months if one.month < this and one.planned is not None and one.times is not None
    ]


def _size(facts: GroupFacts, weights: Weights) -> Iterator[Term]:
    known = facts.known
    if known.staff_count is not None and known.staff_count <= weights.settings["small_staff"]:
        yield _of_group("small", facts, weights, count=known.staff_count)
    if known.founded_year is not None:
        years = _fiscal_year(facts) - known.founded_year
        if years < weights.settings["young_years"]:
            yield _of_group("young", facts, weights, year=known.founded_year)


def _of_group(key: str, facts: GroupFacts, weights: Weights, *, calls: bool = False, **said: int) -> Term:
    opened = Opened("group", facts.group_id)
    return Term(key, weights.group[key].points(), Said(f"attention.{key}", **said), opened, calls=calls)


def _of_months(key: str, facts: GroupFacts, weights: Weights, **said: int) -> Term:
    opened = Opened("activity", facts.group_id)
    return Term(key, weights.group[key].points(), Said(f"attention.{key}", **said), opened)


# Days and months of the programme's year, which begins in April


def _fiscal_year(facts: GroupFacts) -> int:
    return facts.starts_on.year - (facts.starts_on.month < 4)


def _month(facts: GroupFacts, month: int) -> str:
    return f"{_fiscal_year(facts) + (month < 4):04}-{month:02}"


def _day_of(facts: GroupFacts, weights: Weights, name: str) -> date:
    """The day of the settings that are called so; a day that its month lacks is its last."""
    year, month = map(int, _month(facts, weights.days(f"{name}_month")).split("-"))
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - date(year, month, 1)).days
    return date(year, month, min(last, weights.days(f"{name}_day")))


def _month_after(day: date) -> str:
    return f"{day.year + day.month // 12:04}-{day.month % 12 + 1:02}"


def _months_between(first: str, last: str) -> list[str]:
    found = []
    year, month = map(int, first.split("-"))
    while f"{year:04}-{month:02}" <= last:
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
