"""Times of day as people in a Japanese office write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from kodoku_tui.domain.errors import Refused

_LONGEST_TEXT = 20
_WRITTEN = re.compile(
    r"(午前|午後|am|pm)?(?:([0-9]{1,2})(?:[:.]([0-9]{2})|時(?:([0-9]{1,2})分?|(半))?)|([0-9]{1,2})([0-9]{2}))(am|pm)?"
)


def parse_time(text: str) -> time:
    """The time of day that `text` means: 14:30, 14時半, 午後2時30分, 1430, 2:30pm, also in full width.

    Raises `Refused` (`error.checkin_time_unreadable`) for anything else.
    """
    written = "".join(unicodedata.normalize("NFKC", text[:_LONGEST_TEXT]).lower().split())
    match = _WRITTEN.fullmatch(written) if len(text) <= _LONGEST_TEXT else None
    if match is not None:
        hour = int(match[2] or match[6])
        minute = int(match[3] or match[4] or match[7] or (30 if match[5] else 0))
        half = match[1] or match[8]
        if half and hour <= 12:
            hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refused("error.checkin_time_unreadable", field="time", text=text)
