"""Times of day as people in a Japanese office write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused

_LONGEST_TEXT = 30
_MINUTES_OF_A_DAY = 24 * 60
_WRITTEN = re.compile(
    r"(午前|午後|am|pm)?"
    r"(?:([0-9]{1,2})(?:[:.]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?|時(?:([0-9]{1,2})分?|(半))?)|([0-9]{1,2})([0-9]{2}))"
    r"(am|pm)?(?:頃|ごろ|ころ)?"
)
_NOON = re.compile("(?:お昼の?)?正午(?:頃|ごろ|ころ)?")
_TO = re.compile("[〜~−‐‒–—―ー-]|から")


class Span(NamedTuple):
    """When something began, and until when it lasted where that is said (`HH:MM`, at most 24:00; else empty)."""

    start: time
    until: str = ""


def parse_time(text: str) -> time:
    """The time of day that `text` means: 14:30, 14時半, 午後2時30分, 1430, 2:30pm, 正午, 10時頃, also in full width.

    Raises `Refused` (`error.checkin_time_unreadable`) for anything else, also for 24:00: it is of the next day.
    """
    minutes = _minutes(_one_form(text))
    if minutes is None or minutes >= _MINUTES_OF_A_DAY:
        raise Refused("error.checkin_time_unreadable", field="time", text=text)
    return _time(minutes)


def parse_span(text: str) -> Span:
    """The time of day that `text` means, or from when until when: 14:30〜15:30, 14時から15時まで, 午後2時〜3時.

    Raises `Refused` (`error.checkin_time_unreadable`) for anything else, also where the end does not follow the start.
    """
    parts = _TO.split(_one_form(text))
    if len(parts) == 1:
        return Span(parse_time(text))
    start = _minutes(parts[0])
    ends = parts[1].removesuffix("まで")
    until = _minutes(ends)
    if until is not None and start is not None and until <= start and parts[0].startswith(("午後", "pm")):
        # 午後2時〜3時: what is said of the start is meant of the end, too.
        until += _MINUTES_OF_A_DAY // 2
    fits = len(parts) == 2 and start is not None and start < _MINUTES_OF_A_DAY
    has_end = until is not None and start is not None and start < until <= _MINUTES_OF_A_DAY
    # 2:30〜3:30pm says of the end alone which half of the day it is.
    is_half_said = ends.endswith(("am", "pm")) and not re.search("[ap]m|午[前後]", parts[0])
    if not fits or start is None or is_half_said or not (has_end or not ends):
        raise Refused("error.checkin_time_unreadable", field="time", text=text)
    return Span(_time(start), f"{until // 60:02}:{until % 60:02}" if until is not None else "")


def _one_form(text: str) -> str:
    """The text without what people write in different ways; nothing of one that is too long."""
    if len(text) > _LONGEST_TEXT:
        return ""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _minutes(written: str) -> int | None:
    """Minutes from midnight, at most those of 24:00; None for what is no time."""
    if _NOON.fullmatch(written):
        return _MINUTES_OF_A_DAY // 2
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    hour = int(match[2] or match[6])
    minute = int(match[3] or match[4] or match[7] or (30 if match[5] else 0))
    half = match[1] or match[8]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= _MINUTES_OF_A_DAY else None


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
