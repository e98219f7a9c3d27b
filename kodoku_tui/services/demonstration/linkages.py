"""With whom the invented groups work, and what they measure of what they set out to reach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.services.demonstration.cast import Cast, Member, fill_gaps, material
from kodoku_tui.services.demonstration.story import Story, open_days_after
from kodoku_tui.services.linkages.indicators import record_actual, set_indicator
from kodoku_tui.services.linkages.linkages import set_linkage

_LINKED_SHARE, _SECOND_SHARE = 0.75, 0.35
_NAMED_EARLY, _NAMED_LATE = 0.55, 0.3
_RISES_SHARE, _RISES_AGAIN_SHARE = 0.6, 0.4
_MEASURED_SHARE, _SECOND_INDICATOR_SHARE = 0.6, 0.4
_BETWEEN_MEASUREMENTS = 30


def tell_linkages(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Counterparts of most groups, each with its steps, and indicators of many."""
    training_on = next(
        milestone["planned_on"] for milestone in plan["milestones"] if milestone["kind"] == "session"
    )
    cards, indicators = material("linkages")["counterpart"], material("linkages")["indicator"]
    for member in cast.members:
        if story.chance(_LINKED_SHARE):
            count = 2 if story.chance(_SECOND_SHARE) else 1
            for card in story.random.sample(cards, count):
                _tell_linkage(story, member, card, training_on)
        if story.chance(_MEASURED_SHARE):
            count = 2 if story.chance(_SECOND_INDICATOR_SHARE) else 1
            for position, card in enumerate(story.random.sample(indicators, count), start=1):
                _tell_indicator(story, member, card, position)


def _tell_linkage(story: Story, member: Member, card: Mapping[str, Any], training_on: date) -> None:
    random = story.random
    on = open_days_after(member.contract_on, random.randint(2, 8)) if member.contract_on < date.max else None
    if on is None:
        return
    words = {part: fill_gaps(card[part], member, on, random) for part in ("name", "gap", "role", "benefit")}
    level = random.choice(
        (LinkageLevel.NONE, LinkageLevel.CONTACT, LinkageLevel.CONTACT, LinkageLevel.SHARING)
    )
    known = LinkageEntry(
        group_no=member.number,
        kind=CounterpartKind(card["kind"]),
        counterpart=words["name"],
        level=level,
        reached_on=on,
    )
    _tell(story, member, on, known)
    named_on = _named_on(story, on, training_on)
    if named_on is not None:
        named = known.model_copy(
            update={"level": None, "reached_on": named_on, "gap": words["gap"], "identified_on": named_on}
        )
        _tell(story, member, named_on, named)
    for share in (_RISES_SHARE, _RISES_AGAIN_SHARE):
        if level is LinkageLevel.SETTLED or not story.chance(share):
            return
        level = LinkageLevel.of(level.number + 1)
        on = open_days_after(named_on or on, random.randint(12, 35))
        risen = known.model_copy(
            update={
                "level": level,
                "reached_on": on,
                "role_split": words["role"] if level.number >= LinkageLevel.ROLES.number else None,
                "benefit": words["benefit"],
            }
        )
        _tell(story, member, on, risen)
        named_on = None


def _named_on(story: Story, on: date, training_on: date) -> date | None:
    """The day on which what is lacking is named: by the first training, later, or not at all."""
    drawn = story.random.random()
    early, late = open_days_after(on, story.random.randint(1, 6)), story.random.randint(5, 30)
    if drawn < _NAMED_EARLY:
        return min(early, training_on)
    return open_days_after(training_on, late) if drawn < _NAMED_EARLY + _NAMED_LATE else None


def _tell(story: Story, member: Member, on: date, entry: LinkageEntry) -> None:
    if on < member.ends_on:
        story.tell(on, member.main, lambda desk: set_linkage(desk, entry))


def _tell_indicator(story: Story, member: Member, card: Mapping[str, Any], position: int) -> None:
    random = story.random
    if member.contract_on == date.max:
        return
    on = open_days_after(member.contract_on, random.randint(3, 10))
    baseline = random.randint(*card["baseline"])
    gain = random.randint(*card["gain"])
    entry = IndicatorEntry(
        group_no=member.number,
        position=position,
        name=fill_gaps(card["name"], member, on, random),
        unit=card["unit"],
        baseline=baseline,
        target=baseline + gain,
        narrative=card["narrative"],
    )
    if on >= member.ends_on:
        return
    story.tell(on, member.main, lambda desk: set_indicator(desk, entry))
    value = float(baseline)
    while (on := open_days_after(on, _BETWEEN_MEASUREMENTS // 2 + random.randint(0, 10))) < min(
        member.ends_on, story.today
    ):
        value = max(0.0, value + random.randint(-gain // 10, gain // 3))
        _tell_actual(story, member, position, on, value)


def _tell_actual(story: Story, member: Member, position: int, on: date, value: float) -> None:
    story.tell(on, member.main, lambda desk: record_actual(desk, member.number, position, on=on, value=value))
