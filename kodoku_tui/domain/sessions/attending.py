"""Coming to sessions: the rate, absences in a row, and many marks typed in one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.sessions.sessions import HIGHEST_SCORE
from kodoku_tui.domain.words import AttendanceMark

ABSENCES_OF_A_SIGNAL = 2
"""So many absences in a row are a signal (report section 7: groups that stay away tend to drop out)."""

ABSENT = (AttendanceMark.EXCUSED, AttendanceMark.ABSENT)

MARK_LETTERS = {
    "p": AttendanceMark.ON_SITE,
    "o": AttendanceMark.ONLINE,
    "v": AttendanceMark.RECORDING,
    "x": AttendanceMark.EXCUSED,
    "z": AttendanceMark.ABSENT,
}
"""The letters that mean a mark, on the keyboard and in a line of marks."""

_LONGEST_LINE = 2_000
_LARGEST_NUMBER = 99_999
_WIDEST_RANGE = 2_000
_RANGE = re.compile(r"([0-9]{1,5})(?:[-~〜ー–]([0-9]{1,5}))?")
_PART = re.compile(r"([0-9][0-9,、\s\-~〜ー–]*)([a-z])")


def attendance_rate(present: int, expected: int) -> float | None:
    """How many of those expected came, in percent with one decimal, rounded down; None when nobody was expected.

    Expected are the invited (for a duty, all) and whoever was marked though not invited. 未確認 is among them and
    is not present: the rate of a session that is half marked is what is known so far. 100.0 only when all came.
    """
    return None if expected <= 0 else present * 1000 // expected / 10


def is_signal(absences: int | None) -> bool:
    """Whether so many absences in a row are a sign that somebody should ask what is the matter."""
    return (absences or 0) >= ABSENCES_OF_A_SIGNAL


def absences_in_a_row(marks: Iterable[str]) -> int:
    """How often a group was absent without coming in between, counted back from its newest mark.

    `marks` are those of the sessions that are a duty, by date. 未確認 is neither an absence nor a presence: it is
    passed over. A recording that was watched counts as having come.
    """
    count = 0
    for mark in marks:
        if mark in ABSENT:
            count += 1
        elif mark != AttendanceMark.UNKNOWN:
            count = 0
    return count


def parse_marks(text: str) -> list[tuple[int, AttendanceMark]]:
    """The marks meant by numbers followed by a letter, as in 「12,20-25 x 40 z」, each number once.

    The letters are those of the keyboard (`MARK_LETTERS`), in any width. Raises `Refused` with `field` marks:
    `error.marks_unreadable`, or `error.marks_twice` for a number with two different marks.
    """
    # NFKC makes of full-width signs the plain ones; 、 stays and is a comma as well.
    written = unicodedata.normalize("NFKC", text).casefold().strip()
    found: dict[int, AttendanceMark] = {}
    position = 0
    while position < len(written):
        part = _PART.match(written, position)
        if part is None or part[2] not in MARK_LETTERS or len(written) > _LONGEST_LINE:
            raise Refused("error.marks_unreadable", field="marks", text=text[:40])
        for number in _numbers(part[1], text):
            mark = MARK_LETTERS[part[2]]
            if found.setdefault(number, mark) is not mark:
                raise Refused("error.marks_twice", field="marks", number=number)
        position = part.end()
        while position < len(written) and (written[position].isspace() or written[position] in ",、;/"):
            position += 1
    if not found:
        raise Refused("error.marks_unreadable", field="marks", text=text[:40])
    return list(found.items())


def _numbers(written: str, text: str) -> Iterable[int]:
    pieces = [piece for piece in re.split(r"[,、\s]+", written) if piece]
    for piece in pieces:
        match = _RANGE.fullmatch(piece)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= _LARGEST_NUMBER or last - first > _WIDEST_RANGE:
            raise Refused("error.marks_unreadable", field="marks", text=text[:40])
        yield from range(first, last + 1)


def mean_score(total: int, count: int) -> float | None:
    """The mean of scores with one decimal; None without any. 5.0 only when every score is 5."""
    if not count:
        return None
    mean = round(total / count, 1)
    return mean if total == count * HIGHEST_SCORE or mean < HIGHEST_SCORE else HIGHEST_SCORE - 0.1
