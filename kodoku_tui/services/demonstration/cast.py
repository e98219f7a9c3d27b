"""Who plays in the invented year: its people, its 96 groups, and the words they use (`db/seeds/demonstration`)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.words import Condition
from kodoku_tui.resources import resource_folder
from kodoku_tui.services.register.register import GroupFacts

WEEKDAYS = "月火水木金土日"
_SATURDAY = 5

# How likely each condition is in a check-in, by how the year goes for a group.
SMOOTH = {Condition.GOOD: 87, Condition.CAUTION: 12, Condition.NEEDS_SUPPORT: 1}
BUMPY = {Condition.GOOD: 60, Condition.CAUTION: 36, Condition.NEEDS_SUPPORT: 4}
HARD = {Condition.GOOD: 38, Condition.CAUTION: 46, Condition.NEEDS_SUPPORT: 16}
_HARD_GROUPS, _BUMPY_GROUPS, _CLOSE_AND_BUMPY, _WATCHED_GROUPS = 8, 22, 10, 16


@cache
def material(name: str) -> dict[str, Any]:
    """One file of `db/seeds/demonstration`."""
    file = resource_folder("db") / "seeds" / "demonstration" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass
class Member:
    """One invented group with how its year goes. Nothing is told of it from `ends_on` on."""

    facts: GroupFacts
    main: str
    deputy: str
    words: dict[str, str]
    heads: int
    conditions: Mapping[Condition, int] = field(default_factory=lambda: SMOOTH)
    tier: SupportTier = SupportTier.STANDARD
    contract_on: date = date.max
    ends_on: date = date.max
    fulfilled_on: dict[str, date] = field(default_factory=dict)
    # What is done about each milestone by handing in: the move, its day, what was said.
    steps: dict[str, list[tuple[Move, date, str]]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its number in the register."""
        return self.facts.number


@dataclass
class Cast:
    """Everybody in the year. The first of the staff leads the secretariat."""

    staff: list[str]
    members: list[Member]

    @property
    def leader(self) -> str:
        """Who plans the sessions and assigns the groups."""
        return self.staff[0]

    def of(self, main: str) -> list[Member]:
        """The groups that somebody is mainly responsible for."""
        return [member for member in self.members if member.main == main]

    def member(self, number: int) -> Member:
        """The group with this number."""
        return self.members[number - 1]


class Deck:
    """Texts to choose from, each dealt about as often as the others and never twice to one group while others fit."""

    def __init__(self, cards: Iterable[Mapping[str, Any]], random: Random) -> None:
        self.cards = list(cards)
        self._random = random
        self._dealt: Counter[int] = Counter()
        self._had: Counter[tuple[int, int]] = Counter()

    def deal(self, member: Member, fitting: list[int]) -> Mapping[str, Any]:
        """One of the `fitting` cards (positions in `cards`) for this group."""
        chosen = min(
            fitting,
            key=lambda card: (self._had[member.number, card], self._dealt[card], self._random.random()),
        )
        self._dealt[chosen] += 1
        self._had[member.number, chosen] += 1
        return self.cards[chosen]


def assemble_cast(random: Random) -> Cast:
    """The people and the groups; the register is the same on every day, how the year goes for a group is not."""
    people, groups = material("cast"), material("groups")["groups"]
    staff = people["staff"]
    members = [
        _member(number, facts, staff, len(groups), random) for number, facts in enumerate(groups, start=1)
    ]
    spared = {people["withdrawal"]["number"], people["stop"]["number"]}
    drawn = random.sample(
        [member for member in members if member.number not in spared], len(members) - len(spared)
    )
    for position, member in enumerate(drawn):
        if position < _HARD_GROUPS:
            member.conditions, member.tier = HARD, SupportTier.CLOSE
        elif position < _HARD_GROUPS + _BUMPY_GROUPS:
            member.conditions = BUMPY
            if position < _HARD_GROUPS + _CLOSE_AND_BUMPY:
                member.tier = SupportTier.CLOSE
    calm = [member for member in drawn if member.conditions is SMOOTH]
    for member in sorted(calm, key=lambda member: not member.facts.adopted_last_year)[:_WATCHED_GROUPS]:
        member.tier = SupportTier.WATCH
    for number in spared:
        members[number - 1].conditions, members[number - 1].tier = HARD, SupportTier.CLOSE
    return Cast(staff, members)


def fill_gaps(text: str, member: Member, on: date, random: Random) -> str:
    """A text with its gaps filled by what is so with this group on this day."""
    more = member.heads + random.randint(1, 6)
    fewer = max(2, member.heads - random.randint(2, 5))
    filled = text.strip().format(
        **member.words,
        heads=member.heads,
        more=more,
        fewer=fewer,
        copies=random.randrange(200, 1500, 50),
        yen=f"{random.randrange(62_000, 390_000, 1_000):,}",
        partner=random.choice(material("cast")["partners"]),
        day=said(_saturday_after(on)),
        month=on.month,
        next_month=on.month % 12 + 1,
    )
    if "{more}" in text:
        member.heads = min(more, 40)
    elif "{fewer}" in text:
        member.heads = max(fewer, 4)
    return filled


def _member(number: int, group: Mapping[str, Any], staff: list[str], groups: int, random: Random) -> Member:
    position = (number - 1) * len(staff) // groups
    deputy = position + (1 if number % 2 else 3)
    kind = material("kinds")[group["kind"]]
    return Member(
        facts=GroupFacts(
            number=number,
            name=group["name"],
            reading=group["reading"],
            project=group["project"],
            targets=group["targets"],
            area=group["area"],
            adopted_last_year=group.get("again", False),
        ),
        main=staff[position],
        deputy=staff[deputy % len(staff)],
        words={
            "activity": random.choice(kind["activities"]),
            "venue": random.choice(kind["venues"]),
            "people": random.choice(kind["people"]),
            "gov": _kind_of_municipality(group["area"]),
            "weekday": f"{random.choice(WEEKDAYS[:_SATURDAY])}曜",
        },
        heads=random.randint(6, 20),
    )


def _kind_of_municipality(area: str) -> str:
    last = area.partition("、")[0][-1]
    return last if last in "市区町村" else "県"


def _saturday_after(on: date) -> date:
    return on + timedelta(days=(_SATURDAY - on.weekday()) % 7 + 7)


def said(day: date) -> str:
    """A day as people write it: 12/20(土)."""
    return f"{day.month}/{day.day}({WEEKDAYS[day.weekday()]})"
