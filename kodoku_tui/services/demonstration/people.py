"""The invented people of the invented groups: whom to call, and who took part in a check-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from random import Random

from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.services.demonstration.cast import Cast, material
from kodoku_tui.services.demonstration.story import Story, open_days_after
from kodoku_tui.services.register.contacts import add_contact

# Before anything else of the day: whoever takes part in a check-in of that day is known by then.
_FIRST_THING = time(9)
_WITH_PHONE, _WITH_NOTE = 0.85, 0.2
_DEPUTY = "副代表"


@dataclass(frozen=True)
class People:
    """Who belongs to which group (by its number), whoever is called first at the front."""

    of_group: Mapping[int, list[ContactEntry]]

    def who_came(self, number: int, note: str) -> tuple[str, ...]:
        """Those of the group whom the note of a check-in speaks of; else whoever is called first."""
        # The chair is also a part of the word for the deputy.
        said = note.replace(_DEPUTY, "")
        came = [
            one.name for one in self.of_group[number] if one.role in (note if one.role == _DEPUTY else said)
        ]
        return tuple(came or [self.of_group[number][0].name])


def invent_people(story: Story, cast: Cast) -> People:
    """The people of every group. Draws from dice of its own: the rest of the year stays as it is."""
    random = Random(f"people {story.today.isoformat()}")
    return People({member.number: _people_of(member.number, random) for member in cast.members})


def tell_people(story: Story, cast: Cast, people: People) -> None:
    """Whoever looks after a group writes its people down the day after the contract."""
    for member in cast.members:
        moment = datetime.combine(open_days_after(member.contract_on, 1), _FIRST_THING)
        for entry in people.of_group[member.number]:
            story.tell_at(moment, member.main, partial(add_contact, number=member.number, entry=entry))


def _people_of(number: int, random: Random) -> list[ContactEntry]:
    told = material("people")
    roles: list[str] = told["roles"]
    count = len(roles)
    families, given = random.sample(told["families"], count), random.sample(told["given"], count)
    return [
        ContactEntry(
            name=f"{family} {own}",
            role=roles[place],
            phone=f"000-{random.randint(0, 9999):04}-{random.randint(0, 9999):04}"
            if random.random() < _WITH_PHONE
            else "",
            # Reserved for examples: nothing sent there ever arrives.
            mail=f"contact{place + 1}@dantai{number:02}.example.jp",
            is_primary=place == 0,
            note=random.choice(told["notes"]) if random.random() < _WITH_NOTE else "",
        )
        for place, (family, own) in enumerate(zip(families, given, strict=True))
    ]
