"""Two edits of one text, joined where both only added to it: nothing of either is lost, and what was there stands once.

An edit only added when it put text in at one place, or lines between lines and words into lines, and took nothing
away. At the same place what goes on in the line comes before what begins a line of its own.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple


class Added(NamedTuple):
    """Text that was put in before the letter at `at` of the text that was there."""

    at: int
    text: str


def join_additions(base: str, mine: str, theirs: str) -> str | None:
    """What two people made of `base` as one text; None when one of them did more than add.

    What both put in at the same place word for word stands once.
    """
    own, other = additions(base, mine), additions(base, theirs)
    if own is None or other is None:
        return None
    if not base and mine and theirs and mine != theirs:
        return f"{mine}\n{theirs}"
    added = [*own, *(one for one in other if one not in own)]
    parts: list[str] = []
    done = 0
    for one in sorted(added, key=_order):
        parts += (base[done : one.at], one.text)
        done = one.at
    return "".join([*parts, base[done:]])


def additions(base: str, text: str) -> list[Added] | None:
    """What was put into `base` to make it `text`, in its order; None when something was taken away."""
    if base == text:
        return []
    one = _at_one_place(base, text)
    if one is not None:
        return [one]
    return _lines_between(base, text) or _lines_and_words(base, text)


def _order(one: Added) -> tuple[int, bool, bool]:
    return one.at, one.text.startswith("\n"), not one.text.endswith("\n")


def _at_one_place(base: str, text: str) -> Added | None:
    longer = len(text) - len(base)
    if longer <= 0:
        return None
    start = _common(base, text)
    if base[start:] != text[start + longer :]:
        return None
    return _at_the_line(base, Added(start, text[start : start + longer]))


def _at_the_line(base: str, one: Added) -> Added:
    """The same addition as whole lines, where it can be read so: lines that begin alike (- ) share their beginning."""
    at, text = one
    back = 0
    while at > back and base[at - back - 1] != "\n" and base[at - back - 1] == text[-1 - back % len(text)]:
        back += 1
    turn = len(text) - back % len(text)
    at, text = at - back, text[turn:] + text[:turn]
    is_whole = text.endswith("\n") and (not at or base[at - 1] == "\n")
    return Added(at, text) if is_whole else one


def _lines_between(base: str, text: str) -> list[Added] | None:
    """Whole lines that were put between those that were there, which all still stand in their order."""
    wanted = base.split("\n")
    found: list[Added] = []
    at, place = 0, 0
    waiting: list[str] = []
    for line in text.split("\n"):
        if place < len(wanted) and line == wanted[place]:
            found += _before(at, waiting)
            waiting = []
            at += len(line) + 1
            place += 1
        else:
            waiting.append(line)
    if place < len(wanted):
        return None
    return [*found, *_at_the_end(base, waiting)]


def _lines_and_words(base: str, text: str) -> list[Added] | None:
    """As `_lines_between`, where lines that stay may also have got words at one place."""
    before, after = base.split("\n"), text.split("\n")
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line) + 1)
    found: list[Added] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, new_first, new_last in matcher.get_opcodes():
        if what == "equal":
            continue
        if last - first > new_last - new_first:
            return None
        new = after[new_first:new_last]
        for place in range(first, last):
            got = _at_one_place(before[place], new[0]) if before[place] != new[0] else Added(0, "")
            if got is None:
                return None
            if got.text:
                found.append(Added(starts[place] + got.at, got.text))
            new = new[1:]
        found += _at_the_end(base, new) if last == len(before) else _before(starts[last], new)
    return found


def _before(at: int, lines: list[str]) -> list[Added]:
    return [Added(at, "".join(f"{line}\n" for line in lines))] if lines else []


def _at_the_end(base: str, lines: list[str]) -> list[Added]:
    return [Added(len(base), "".join(f"\n{line}" for line in lines))] if lines else []


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    at = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        at += 1
    return at
