"""The check-ins of the invented year, and the difficulties and promises that come out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kodoku_tui.domain.checkins.cadence import CheckinStanding, cadence_of, checkin_dates, checkin_standing
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.days.closed_days import is_closed
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.demonstration.cast import Cast, Deck, Member, fill_gaps, material, said
from kodoku_tui.services.demonstration.issues import IssueTeller
from kodoku_tui.services.demonstration.opening import opening_day
from kodoku_tui.services.demonstration.people import People
from kodoku_tui.services.demonstration.story import Story, StoryDesk, days, open_day, open_days_after

_OVERDUE_GROUPS, _DUE_GROUPS = 12, 15
_OVERDUE_AFTER_WORK, _DUE_AFTER_WORK = 3, 8
_LONGEST_OVERDUE = 18
_PREPARED_GROUPS = 30
_CHANNELS = {
    Channel.ONLINE: 40,
    Channel.PHONE: 28,
    Channel.VISIT: 17,
    Channel.MAIL: 10,
    Channel.GUEST: 5,
}
_AFTER_TROUBLE = {Condition.GOOD: 28, Condition.CAUTION: 57, Condition.NEEDS_SUPPORT: 15}


@dataclass
class _Teller:
    """Tells the contacts of one group after the other."""

    story: Story
    plan: Mapping[str, Any]
    issues: IssueTeller
    people: People
    notes: Deck = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Deck(material("notes")["note"], self.story.random)

    def tell(self, member: Member, wanted: CheckinStanding) -> None:
        """Every check-in of a group, so that the next one stands today as wanted."""
        held = self._days_of(member, wanted)
        condition = Condition.GOOD
        for position, on in enumerate(held):
            condition = self._condition(member, condition)
            next_on = (
                self._agreed_with(on, held[position + 1])
                if position + 1 < len(held)
                else self._agreed_last(member, on, wanted)
            )
            self._tell_checkin(member, on, condition, next_on, is_first=position == 0)

    def _days_of(self, member: Member, wanted: CheckinStanding) -> list[date]:
        last = self._last_day(member, wanted)
        if last is None:
            return []
        ideal = cadence_of(member.tier).ideal_days
        held = [last]
        while True:
            before = open_day(held[-1] - days(round(ideal * self.story.random.uniform(0.75, 1.2))))
            if before <= member.contract_on + days(2):
                break
            held.append(before)
        if held[-1] > member.contract_on + days(ideal):
            held.append(open_days_after(member.contract_on, self.story.random.randint(2, 7)))
        return held[::-1]

    def _last_day(self, member: Member, wanted: CheckinStanding) -> date | None:
        """The day of the newest contact: for a group that has ended shortly before that."""
        story = self.story
        if member.ends_on < story.today:
            last = open_day(member.ends_on - days(story.random.randint(2, 10)))
            return last if last > member.contract_on else None
        longest = cadence_of(member.tier).maximum_days + _LONGEST_OVERDUE
        possible = [story.today - days(ago) for ago in range(1, longest + 1)]
        possible = [day for day in possible if day > member.contract_on and not is_closed(day)]
        fitting = [day for day in possible if self._standing(member, day) is wanted]
        fitting = fitting or [day for day in possible if self._standing(member, day) is CheckinStanding.OK]
        return story.random.choice(fitting) if fitting else None

    def _standing(self, member: Member, last: date) -> CheckinStanding:
        dates = checkin_dates(
            last_checkin=last,
            agreed_next=None,
            contract_on=member.contract_on,
            programme_starts_on=self.plan["starts_on"],
            cadence=cadence_of(member.tier),
        )
        return checkin_standing(dates, self.story.today, GroupStatus.ACTIVE)

    def _agreed_with(self, on: date, following: date) -> date | None:
        if not self.story.chance(0.65):
            return None
        agreed = open_day(following - days(self.story.random.choice((0, 0, 0, 1, 3))))
        return agreed if agreed > on else None

    def _agreed_last(self, member: Member, on: date, wanted: CheckinStanding) -> date | None:
        """The next date that was agreed in the newest check-in: to come where all is well, else gone by."""
        today = self.story.today
        if wanted is CheckinStanding.OK and self._standing(member, on) is CheckinStanding.OK:
            first, last = (
                today + days(1),
                min(on + days(cadence_of(member.tier).maximum_days), today + days(25)),
            )
        else:
            first, last = on + days(7), today
        if member.ends_on < today or first > last or not self.story.chance(0.7):
            return None
        agreed = open_day(first + days(self.story.random.randint(0, (last - first).days)))
        return agreed if first <= agreed else None

    def _condition(self, member: Member, before: Condition) -> Condition:
        likely = _AFTER_TROUBLE if before is Condition.NEEDS_SUPPORT else member.conditions
        return self.story.random.choices(list(likely), weights=list(likely.values()))[0]

    def _tell_checkin(
        self, member: Member, on: date, condition: Condition, next_on: date | None, *, is_first: bool
    ) -> None:
        story = self.story
        when = "first" if is_first else self._part_of_year(on)
        note = self.notes.deal(member, self._fitting(condition, when))
        channel = Channel(
            note.get("channel") or story.random.choices(list(_CHANNELS), [*_CHANNELS.values()])[0]
        )
        by = member.main if story.chance(0.88) else member.deputy
        text = self._text_of(note, channel, member, on, next_on)
        entry = CheckinEntry(
            group_no=member.number,
            held_on=on,
            channel=channel,
            note=text,
            condition=condition,
            next_on=next_on,
            participants=self.people.who_came(member.number, text),
        )
        moment, checkin = self._tell_entry(by, entry)
        topic: str | None = note.get("topic")
        self.issues.tell(member, on, by, condition, topic, checkin=checkin, after=moment)

    def _text_of(
        self, note: Mapping[str, Any], channel: Channel, member: Member, on: date, next_on: date | None
    ) -> str:
        """The note with the words around it that people vary: with whom, and when next."""
        random, around = self.story.random, material("notes")
        text = fill_gaps(note["text"], member, on, random)
        if "channel" not in note and self.story.chance(0.6):
            who, minutes = random.choice(around["speakers"]["who"]), random.randrange(15, 65, 5)
            lead = random.choice(around["leads"][channel.value])
            text = lead.format(**member.words, who=who, minutes=minutes) + text
        if next_on is not None and self.story.chance(0.8):
            text += random.choice(around["endings"]["agreed"]).format(next=said(next_on))
        return text

    def _tell_entry(self, by: str, entry: CheckinEntry) -> tuple[datetime, list[int]]:
        checkin: list[int] = []

        def log(desk: StoryDesk) -> None:
            checkin.append(log_checkin(desk, entry).row_id)

        return self.story.tell(entry.held_on, by, log), checkin

    def _fitting(self, condition: Condition, when: str) -> list[int]:
        return [
            position
            for position, note in enumerate(self.notes.cards)
            if note["condition"] == condition and when in note["when"]
        ]

    def _part_of_year(self, on: date) -> str:
        starts_on, ends_on = self.plan["starts_on"], self.plan["work_ends_on"]
        if on > ends_on:
            return "closing"
        if on >= date(starts_on.year, 12, 1):
            return "late"
        return "early" if on <= date(starts_on.year, 9, 15) else "middle"


def tell_contacts(story: Story, cast: Cast, plan: Mapping[str, Any], people: People) -> None:
    """Check-ins of every group from its contract to yesterday; of some the next one is due, of some overdue."""
    teller = _Teller(story, plan, IssueTeller(story), people)
    has_work_ended = story.today > plan["work_ends_on"] + days(14)
    overdue = _OVERDUE_AFTER_WORK if has_work_ended else _OVERDUE_GROUPS
    due = _DUE_AFTER_WORK if has_work_ended else _DUE_GROUPS
    going_on = [member for member in cast.members if member.ends_on >= story.today]
    drawn = story.random.sample(going_on, min(overdue + due, len(going_on)))
    late = {member.number: CheckinStanding.OVERDUE for member in drawn[:overdue]}
    late |= {member.number: CheckinStanding.DUE for member in drawn[overdue:]}
    for member in story.random.sample(cast.members, _PREPARED_GROUPS):
        teller.issues.tell_preparation(member, open_days_after(opening_day(story, plan), 3))
    for member in cast.members:
        teller.tell(member, late.get(member.number, CheckinStanding.OK))
