"""Promises written as lines of a note: `- [ ] 依頼: 会場の見積を送る @佐藤 12/20`.

A line that begins with a box is a promise; everything after the box is optional but the words:

- the box: `- [ ]` open, `- [x]` done (also `・[ ]`, `* [x]`, in full width);
- whose move: `依頼:` or `団体:` (ask:, group:) the group's, `当方:` or `事務局:` (ours:) ours; without any it is ours;
- who and until when, anywhere in the words (`promise_words`): `@` and the name of a staff member who does it or sees to
  it, and a day as `parse_date` reads it, counted from the day of the check-in.

A name that is nobody's and a day that cannot be read stay among the words, so that nothing typed is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from kodoku_tui.domain.checkins.promise_words import read_words
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key

_BOX = re.compile(r"\s*[-*+・‐－＊＋ー][ \t　]*[\[［][ \t　]*([xXｘＸ✓✔レ済]?)[ \t　]*[\]］][ \t　]*(.*)")
_BOX_ALONE = re.compile(r"[\[［][ \t　]*([xXｘＸ✓✔レ済]?)[ \t　]*[\]］]")
_WHOSE = re.compile(r"(依頼|団体|ask|group|当方|事務局|ours)[ 　]*[:：][ 　]*", re.IGNORECASE)
_ALIKE = 0.6
# A pasted book of boxes must not hold up a correction: beyond these, only the same words meet.
_LONGEST_COMPARED = 120
_MOST_COMPARED = 2_500

_GROUPS_WORDS = frozenset({"依頼", "団体", "ask", "group"})


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a note; `staff` as it was registered, None when nobody was named.

    `unread` are words of the title that look like a person or a day and could not be taken as one.
    """

    title: str
    turn: Turn
    staff: str | None
    due_on: date | None
    is_done: bool
    unread: tuple[str, ...] = ()


def promises_in(
    note: str, *, held_on: date, staff: Sequence[str] = (), year_starts_on: date | None = None
) -> list[Promise]:
    """The promises that stand in a note, from top to bottom.

    `staff` are the names of those who can be meant by `@`; a date without a year lies in the programme year
    where that is given. A box without words is no promise.
    """
    found = (_promise(line, held_on, staff, year_starts_on) for line in note.splitlines())
    return [promise for promise in found if promise is not None]


def is_promise(line: str) -> bool:
    """Whether this line of a note is a promise."""
    match = _BOX.fullmatch(line)
    return match is not None and bool(match[2].strip())


def box_at_start(text: str) -> tuple[int, bool] | None:
    """Where the box that a text begins with ends, and whether it is ticked; None where there is none."""
    match = _BOX_ALONE.match(text)
    return None if match is None else (match.end(), bool(match[1]))


def with_box_ticked(line: str) -> str:
    """The line of a promise with its box ticked."""
    return _BOX_ALONE.sub("[x]", line, count=1)


def pairs(before: Sequence[Promise], after: Sequence[Promise]) -> list[tuple[int | None, int | None]]:
    """Which promise of a note is which of the note as it was corrected: places before and after.

    First those of the same words, in order; of the others those that read alike.
    None stands for a promise that is new or that went away.
    """
    keys_before = [search_key(promise.title) for promise in before]
    keys_after = [search_key(promise.title) for promise in after]
    match_of: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for place, key in reversed(list(enumerate(keys_before))):
        waiting.setdefault(key, []).append(place)
    for place, key in enumerate(keys_after):
        if waiting.get(key):
            match_of[place] = waiting[key].pop()
    free = sorted(place for places in waiting.values() for place in places)
    reworded = [place for place in range(len(after)) if place not in match_of]
    if len(free) * len(reworded) <= _MOST_COMPARED:
        for place in reworded:
            likeness, best = max(
                ((_likeness(keys_before[one], keys_after[place]), -one) for one in free), default=(0.0, 0)
            )
            if likeness >= _ALIKE:
                match_of[place] = -best
                free.remove(-best)
    found: list[tuple[int | None, int | None]] = [(match_of.get(place), place) for place in range(len(after))]
    return found + [(one, None) for one in free]


def _promise(line: str, held_on: date, staff: Sequence[str], year_starts_on: date | None) -> Promise | None:
    match = _BOX.fullmatch(line)
    if match is None:
        return None
    rest = clean_text(match[2]).text
    turn = Turn.SECRETARIAT
    if whose := _WHOSE.match(rest):
        turn = Turn.GROUP if whose[1].lower() in _GROUPS_WORDS else Turn.SECRETARIAT
        rest = rest[whose.end() :]
    words = read_words(rest, held_on=held_on, staff=staff, year_starts_on=year_starts_on)
    turn = Turn.GROUP if words.is_the_groups else turn
    if not words.title:
        return None
    return Promise(words.title, turn, words.staff, words.due_on, bool(match[1]), words.unread)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED], autojunk=False).ratio()
