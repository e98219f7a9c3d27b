"""Which group somebody in a web meeting's list of participants belongs to. Never guessed.

A participant is known by what names one group and only one: the mail of a contact, the group's name (or another
name it goes by) as a part of the name that shows, or a contact's whole name. Whatever fits nobody, or two groups,
is left to a person, who is offered the likeliest groups first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodoku_tui.domain.text.names import name_key, search_key

MOST_CANDIDATES = 5
# Of 100; below it, two names have hardly more in common than any two.
LEAST_LIKENESS = 55
# A contact's name shorter than this (森 緑 without its space) says too little by itself.
_SHORTEST_PERSON = 3
_SHORTEST_GROUP = 2
_MOST_PIECES = 12
_LONGEST_NAME = 200

# What people set between the group and themselves in the name that shows in a meeting.
_BETWEEN = re.compile(r"[\s_/\\|,、,:;・@＠()（）\[\]【】「」『』<>〈〉《》~〜\-‐‑–—―]+")

# What meetings show for whoever did not give a name.
_NOBODYS = re.compile(
    r"(?:iphone|ipad|android|galaxy|xperia|pixel|zoom|teams|user|guest|pc|desktop|laptop|ユーザー?|ゲスト|参加者|匿名)"
    r"(?:user|ユーザー?|[ー()]|[a-z]{0,3}[0-9]+[a-z]{0,2})*"
)


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group as participants may name it. `people` are its contacts' names, `mails` their addresses."""

    number: int
    names: tuple[str, ...]
    people: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


@dataclass(slots=True)
class Directory:
    """All groups by what names them. Made once for a list of participants."""

    groups: Sequence[KnownGroup]
    _by_name: dict[str, set[int]] = field(init=False, default_factory=dict)
    _by_person: dict[str, set[int]] = field(init=False, default_factory=dict)
    _by_mail: dict[str, set[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for group in self.groups:
            for name in group.names:
                _note(self._by_name, name_key(name), group.number)
            for person in group.people:
                _note(self._by_person, search_key(person), group.number)
            for mail in group.mails:
                _note(self._by_mail, mail_key(mail), group.number)

    def groups_of(self, name: str, mail: str = "") -> tuple[int, ...]:
        """The numbers of the groups that this participant may belong to: one when it is certain, none when unknown.

        A mail, a group's name and a person's name that say the same agree; where they say different things, all
        that they say is given. A number in the name (12_山田) is no proof of anything.
        """
        pieces = _pieces(name)
        said = [
            self._by_mail.get(mail_key(mail), set()) if mail else set(),
            _found(self._by_name, map(name_key, pieces), _SHORTEST_GROUP),
            _found(self._by_person, map(search_key, pieces), _SHORTEST_PERSON),
        ]
        said = [numbers for numbers in said if numbers]
        if not said:
            return ()
        agreed = set.intersection(*said)
        return tuple(sorted(agreed if len(agreed) == 1 else set.union(*said)))

    def candidates(self, name: str, mail: str = "") -> tuple[int, ...]:
        """The groups that a participant is likeliest to belong to, likeliest first; only an offer."""
        # Loaded late: most imports ask about nobody.
        from rapidfuzz import fuzz

        written = name_key(name[:_LONGEST_NAME])
        domain = mail_key(mail).rpartition("@")[2]
        certain = self.groups_of(name, mail)
        said_number = {int(piece) for piece in _pieces(name) if re.fullmatch("[0-9]{1,5}", piece)}
        scores: dict[int, float] = {}
        for group in self.groups:
            names = [key for known in group.names if len(key := name_key(known)) >= _SHORTEST_GROUP]
            score = max((fuzz.partial_ratio(key, written) for key in names), default=0.0) if written else 0.0
            # A part of a long name is found in nearly any text: what is alike as a whole comes first.
            score = 0.8 * score + 0.2 * max((fuzz.ratio(key, written) for key in names), default=0.0)
            people = (search_key(person) for person in group.people)
            score = max([score, *(fuzz.ratio(key, written) * 0.9 for key in people)])
            if group.number in certain:
                score += 200
            if domain and any(mail_key(one).endswith("@" + domain) for one in group.mails):
                score += 20
            if group.number in said_number:
                score += 60
            if score >= LEAST_LIKENESS:
                scores[group.number] = score
        return tuple(sorted(scores, key=lambda number: (-scores[number], number))[:MOST_CANDIDATES])


def mail_key(mail: str) -> str:
    """An address as it is compared: width, case and spaces do not matter."""
    return unicodedata.normalize("NFKC", mail).strip().casefold()


def person_key(name: str) -> str:
    """The name that shows as it is compared: two joins under it are one person."""
    return search_key(name)


def tells_a_person(name: str) -> bool:
    """Whether a name that shows may stand for one person: a telephone's or a program's (iPhone, ゲスト) may not."""
    return len(search_key(name)) >= _SHORTEST_PERSON and _NOBODYS.fullmatch(search_key(name)) is None


def _pieces(name: str) -> list[str]:
    """Every run of the parts of a name: 架空の会 山田 太郎 gives 架空の会, 山田太郎, and the whole."""
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", name[:_LONGEST_NAME])) if part]
    if not parts:
        return []
    parts = parts[:_MOST_PIECES]
    runs = [
        "".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)
    ]
    return [*runs, name[:_LONGEST_NAME]]


def _note(known: dict[str, set[int]], key: str, number: int) -> None:
    if key:
        known.setdefault(key, set()).add(number)


def _found(known: Mapping[str, set[int]], keys: Iterable[str], shortest: int) -> set[int]:
    found: set[int] = set()
    for key in keys:
        if len(key) >= shortest:
            found |= known.get(key, set())
    return found
