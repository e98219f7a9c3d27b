"""Promises written as lines of a note: `- [ ] 依頼: 会場の見積を送る @佐藤 12/20`.

A line that begins with a box is a promise; everything after the box is optional but the words:

- the box: `- [ ]` open, `- [x]` done (also `・[ ]`, `* [x]`, in full width);
- whose move: `依頼:` or `団体:` (ask:, group:) the group's, `当方:` or `事務局:` (ours:) ours; without any it is ours;
- who: `@` and the name of a staff member, who does it or sees to it; `@団体` makes it the group's;
- until when: a date as `parse_date` reads it, counted from the day of the check-in, with or without `まで`.

Who and until when stand at the end, in either order. A bare number (部数 20) and a single character (金) are
words and no date; a name that is nobody's stays among the words, so that nothing typed is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from kodoku_tui.domain.days.dates import parse_date
from kodoku_tui.domain.days.direction import Direction, is_far_off
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key

_BOX = re.compile(r"\s*[-*+・‐－＊＋ー][ \t　]*[\[［][ \t　]*([xXｘＸ✓✔レ済]?)[ \t　]*[\]］][ \t　]*(.*)")
_BOX_ALONE = re.compile(r"[\[［][ \t　]*([xXｘＸ✓✔レ済]?)[ \t　]*[\]］]")
_WHOSE = re.compile(r"(依頼|団体|ask|group|当方|事務局|ours)[ 　]*[:：][ 　]*", re.IGNORECASE)
_BARE = re.compile(r"[0-9]+|[^0-9]")
_UNTIL = re.compile(r"^[~〜～]|(?:まで|迄)(?:に)?$")
_ALIKE = 0.6
# A pasted book of boxes must not hold up a correction: beyond these, only the same words meet.
_LONGEST_COMPARED = 120
_MOST_COMPARED = 2_500

_GROUPS_WORDS = frozenset({"依頼", "団体", "ask", "group"})


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a note; `staff` as it was registered, None when nobody was named."""

    title: str
    turn: Turn
    staff: str | None
    due_on: date | None
    is_done: bool


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
    promise = _with_end(
        rest.split(), Promise("", turn, None, None, bool(match[1])), held_on, staff, year_starts_on
    )
    return promise if promise.title else None


def _with_end(
    words: list[str], promise: Promise, held_on: date, staff: Sequence[str], year_starts_on: date | None
) -> Promise:
    """Take who and until when from the end of the words, each once, in either order."""
    has_who = False
    while words:
        day = None if promise.due_on else _day(words[-1], held_on, year_starts_on)
        who, count = ("", 0) if has_who else _who(words, staff)
        if day is not None and len(words) > 1:
            promise, words = replace(promise, due_on=day), words[:-1]
        elif count and len(words) > count:
            turn = Turn.GROUP if who is None else promise.turn
            promise, words, has_who = replace(promise, staff=who or None, turn=turn), words[:-count], True
        else:
            break
    return replace(promise, title=" ".join(words))


def _who(words: Sequence[str], staff: Sequence[str]) -> tuple[str | None, int]:
    """Who is named by the last word or the last two (佐藤 花子): None is the group; and by how many words."""
    for count in (1, 2):
        if len(words) < count or words[-count][0] not in "@＠":
            continue
        name = search_key("".join(words[-count:])[1:])
        if name in ("団体", "group"):
            return None, count
        exact = [one for one in staff if search_key(one) == name]
        fitting = exact or [one for one in staff if name and search_key(one).startswith(name)]
        if len(fitting) == 1:
            return fitting[0], count
    return "", 0


def _day(word: str, held_on: date, year_starts_on: date | None) -> date | None:
    written = _UNTIL.sub("", word)
    if not written or _BARE.fullmatch(unicodedata.normalize("NFKC", written)):
        return None
    try:
        day = parse_date(written, today=held_on, direction=Direction.FUTURE, year_starts_on=year_starts_on)
    except Refused:
        return None
    # A day that has long gone or is long to come is a slip, and stays among the words.
    return None if is_far_off(day, held_on) else day


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED], autojunk=False).ratio()
