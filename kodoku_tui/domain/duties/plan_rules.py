"""When a milestone of the plan is due: rules as text in a small closed grammar, and how days are counted.

    RULE := DATE                              2026-02-10, a fixed day
          | month_end YEAR-MONTH              month_end 2025-08, the last day of a month
          | days_after_contract N             N days after the group's contract
          | months_after_contract N           N calendar months after the group's contract
          | business_days_before KEY N        the N-th open day before another milestone (事前確認)
          | earlier_of (RULE) (RULE) …        the earliest of several

Legal counting: a period does not count its first day (民法140条, 初日不算入), for a contract is signed in the
middle of a day; months are counted by the calendar (143条). What happens when the last day is a closed one (142条)
is not decided here but by the milestone's holiday policy.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kodoku_tui.domain.days.closed_days import HolidayPolicy, apply_policy, business_day_before
from kodoku_tui.domain.errors import Refused

# Ten years of days; no rule that anyone writes is longer than the text.
LARGEST_COUNT = 3650
_LONGEST_TEXT = 300
_FIRST_YEAR, _LAST_YEAR = 2000, 2100

_TOKEN = re.compile(r"\s*(?:([()])|([^\s()]+))")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_COUNT = re.compile(r"[0-9]{1,4}")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class FixedDay:
    """Always the same day."""

    day: date


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of a month."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class DaysAfterContract:
    """So many days after the group's contract, which itself does not count."""

    days: int


@dataclass(frozen=True, slots=True)
class MonthsAfterContract:
    """So many calendar months after the group's contract, whose day does not count."""

    months: int


@dataclass(frozen=True, slots=True)
class BusinessDaysBefore:
    """So many open days before the day that counts for the milestone `key`."""

    key: str
    days: int


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """The earliest of what several rules give."""

    parts: tuple[Rule, ...]


Rule = FixedDay | MonthEnd | DaysAfterContract | MonthsAfterContract | BusinessDaysBefore | EarlierOf


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """What the plan says of one milestone: a fixed day, and perhaps a rule that comes before it."""

    key: str
    planned_on: date | None
    rule: str | None = None
    holiday_policy: str = HolidayPolicy.KEEP.value


def parse_rule(text: str) -> Rule:
    """The rule that `text` writes, in full width or half.

    Raises `Refused`: `error.rule_unreadable` for what the grammar does not know, `error.rule_day` for a day or
    month that does not exist, `error.rule_count` for a number that is not 1 to 3650.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    tokens = [match[1] or match[2] for match in _TOKEN.finditer(written)]
    if not tokens or len(written) > _LONGEST_TEXT:
        raise _unreadable(text)
    reader = _Reader(tokens, text)
    rule = reader.rule()
    if reader.rest:
        raise _unreadable(text)
    return rule


def rule_text(rule: Rule) -> str:
    """The rule as `parse_rule` reads it."""
    match rule:
        case FixedDay(day):
            return day.isoformat()
        case MonthEnd(year, month):
            return f"month_end {year}-{month:02}"
        case DaysAfterContract(days):
            return f"days_after_contract {days}"
        case MonthsAfterContract(months):
            return f"months_after_contract {months}"
        case BusinessDaysBefore(key, days):
            return f"business_days_before {key} {days}"
        case EarlierOf(parts):
            return "earlier_of " + " ".join(f"({rule_text(part)})" for part in parts)


def keys_in(rule: Rule) -> set[str]:
    """The milestones that the rule counts from."""
    if isinstance(rule, EarlierOf):
        return set().union(*map(keys_in, rule.parts))
    return {rule.key} if isinstance(rule, BusinessDaysBefore) else set()


def days_after(day: date, days: int) -> date:
    """The last day of a period of `days` that begins with an event on `day` (初日不算入, 民法140条・141条).

    Thirty days after 2025-06-20 are counted from 06-21 and end with 2025-07-20.
    """
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The last day of a period of calendar months that begins with an event on `day` (民法140条・143条).

    Counted from the day after `day`, the period ends on the eve of the day of the same number in the last
    month, or, where there is none, on that month's last day: one month after 2025-01-30 is counted from 01-31
    and ends with 2025-02-28.
    """
    first = day + timedelta(days=1)
    months_on = first.year * 12 + first.month - 1 + months
    year, month = months_on // 12, months_on % 12 + 1
    length = monthrange(year, month)[1]
    if first.day > length:
        return date(year, month, length)
    return date(year, month, first.day) - timedelta(days=1)


def planned_dates(plan: Iterable[PlannedMilestone], contract_on: date | None) -> dict[str, date | None]:
    """The day planned for each milestone of a group whose contract is of `contract_on`.

    While there is no contract, a rule that needs it gives no date, and the fixed day of the plan stands in where
    there is one; `earlier_of` goes by those of its parts that are known, so that a contract can only bring a date
    forward. `business_days_before` counts from the planned day as moved by the other's holiday policy; the
    extension of one group is nothing that the plan knows.

    Raises `Refused` as `parse_rule` does, and `error.rule_unknown_key`, `error.rule_cycle`.
    """
    milestones = {milestone.key: milestone for milestone in plan}
    rules = {key: parse_rule(one.rule) for key, one in milestones.items() if one.rule is not None}
    found: dict[str, date | None] = {}
    for key in _in_order(list(milestones), rules):
        rule = rules.get(key)
        by_rule = (
            None if rule is None else _day_of(rule, contract_on, lambda other: _due(other, found, milestones))
        )
        found[key] = by_rule or milestones[key].planned_on
    return {key: found[key] for key in milestones}


def needs_contract(plan: Iterable[PlannedMilestone]) -> set[str]:
    """The keys of the milestones whose day depends on the group's contract, also by way of another one."""
    rules = {one.key: parse_rule(one.rule) for one in plan if one.rule is not None}
    found: set[str] = set()
    for key in _in_order(list(rules), rules, only_known=False):
        if _asks_contract(rules[key]) or keys_in(rules[key]) & found:
            found.add(key)
    return found


def _asks_contract(rule: Rule) -> bool:
    if isinstance(rule, EarlierOf):
        return any(map(_asks_contract, rule.parts))
    return isinstance(rule, DaysAfterContract | MonthsAfterContract)


def _in_order(keys: list[str], rules: Mapping[str, Rule], *, only_known: bool = True) -> Iterator[str]:
    """Each key after those that its rule counts from."""
    done: set[str] = set()

    def follow(key: str, way: tuple[str, ...]) -> Iterator[str]:
        if key in way:
            raise Refused("error.rule_cycle", field="rule", keys=" → ".join([*way[way.index(key) :], key]))
        if key in done:
            return
        for other in sorted(keys_in(rules[key])) if key in rules else ():
            if other in keys:
                yield from follow(other, (*way, key))
            elif only_known:
                raise Refused("error.rule_unknown_key", field="rule", key=other, keys=", ".join(keys))
        done.add(key)
        yield key

    for key in keys:
        yield from follow(key, ())


def _due(key: str, found: Mapping[str, date | None], plan: Mapping[str, PlannedMilestone]) -> date | None:
    planned = found[key]
    return None if planned is None else apply_policy(planned, plan[key].holiday_policy)


def _day_of(rule: Rule, contract_on: date | None, due_of: Callable[[str], date | None]) -> date | None:
    match rule:
        case FixedDay(day):
            return day
        case MonthEnd(year, month):
            return date(year, month, monthrange(year, month)[1])
        case DaysAfterContract(days):
            return None if contract_on is None else days_after(contract_on, days)
        case MonthsAfterContract(months):
            return None if contract_on is None else months_after(contract_on, months)
        case BusinessDaysBefore(key, days):
            due = due_of(key)
            return None if due is None else _open_days_before(due, days)
        case EarlierOf(parts):
            known = [found for part in parts if (found := _day_of(part, contract_on, due_of)) is not None]
            return min(known, default=None)


def _open_days_before(day: date, count: int) -> date:
    for _ in range(count):
        day = business_day_before(day)
    return day


class _Reader:
    """Reads tokens from left to right; `rest` is what was not read yet."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self.rest = tokens
        self._text = text

    def rule(self) -> Rule:
        word = self._next()
        match word:
            case "month_end":
                month = self._matched(_MONTH)
                return MonthEnd(*self._existing(int(month[1]), int(month[2]), 1).timetuple()[:2])
            case "days_after_contract":
                return DaysAfterContract(self._count())
            case "months_after_contract":
                return MonthsAfterContract(self._count())
            case "business_days_before":
                return BusinessDaysBefore(self._matched(_KEY)[0], self._count())
            case "earlier_of":
                return self._earlier_of()
        day = _DAY.fullmatch(word)
        if day is None:
            raise _unreadable(self._text)
        return FixedDay(self._existing(int(day[1]), int(day[2]), int(day[3])))

    def _earlier_of(self) -> EarlierOf:
        parts: list[Rule] = []
        while self.rest and self.rest[0] == "(":
            self._next()
            parts.append(self.rule())
            if self._next() != ")":
                raise _unreadable(self._text)
        if len(parts) < 2:
            raise _unreadable(self._text)
        return EarlierOf(tuple(parts))

    def _next(self) -> str:
        if not self.rest:
            raise _unreadable(self._text)
        return self.rest.pop(0)

    def _matched(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.fullmatch(self._next())
        if match is None:
            raise _unreadable(self._text)
        return match

    def _count(self) -> int:
        count = int(self._matched(_COUNT)[0])
        if not 1 <= count <= LARGEST_COUNT:
            raise Refused("error.rule_count", field="rule", count=count, largest=LARGEST_COUNT)
        return count

    def _existing(self, year: int, month: int, day: int) -> date:
        try:
            found = date(year, month, day)
        except ValueError:
            found = None
        if found is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise Refused("error.rule_day", field="rule", text=self._text)
        return found


def _unreadable(text: str) -> Refused:
    return Refused("error.rule_unreadable", field="rule", text=text[:_LONGEST_TEXT])


def check_after(plan: Mapping[str, tuple[str, str]]) -> None:
    """Whether each duty of a plan can rest on the one it names; `plan` gives by key its kind and the key, or nothing.

    Raises `Refused` (`field` after) for a key that is none, for one that leads back to itself, and for a contract or a
    session, whose day waits for nothing.
    """
    for key, (kind, after) in plan.items():
        if after and after not in plan:
            raise Refused("error.no_such_milestone", field="after", key=after, keys=", ".join(plan))
        if after and kind in _REST_ON_NOTHING:
            raise Refused("error.after_kind", field="after", key=key)
    for key, (_, after) in plan.items():
        way, step = [key], after
        # A circle further on is told where it begins.
        while step and step not in way:
            way.append(step)
            step = plan[step][1]
        if step == key:
            raise Refused("error.after_circle", field="after", way=" → ".join([*way, key]))


_REST_ON_NOTHING = ("contract", "session")
