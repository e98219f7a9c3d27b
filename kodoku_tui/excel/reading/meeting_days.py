"""The days that a cell of a meeting's report may name."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date

_YEAR_FIRST = re.compile(r"(20[0-9]{2})[^0-9\s:]\s*([0-9]{1,2})[^0-9\s:]\s*([0-9]{1,2})(?![0-9])")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2(20[0-9]{2}|[0-9]{2})(?![0-9])")
_BY_HALVES_OF_THE_DAY = re.compile(r"[0-9]\s*[AP]\.?M\b", re.IGNORECASE)


def days_in(text: str) -> tuple[date, ...]:
    """The days that a cell may name. A time with AM or PM is written where the month stands first."""
    written = unicodedata.normalize("NFKC", text)
    if match := _YEAR_FIRST.search(written):
        return _days((int(match[1]), int(match[2]), int(match[3])))
    if match := _YEAR_LAST.search(written):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year = year if year > 99 else 2000 + year
        if match[2] == "." or not _BY_HALVES_OF_THE_DAY.search(written):
            day_first = (year, second, first)
            return _days(day_first) if match[2] == "." else _days(day_first, (year, first, second))
        return _days((year, first, second))
    return ()


def _days(*readings: tuple[int, int, int]) -> tuple[date, ...]:
    """Those that there are, each once."""
    found = []
    for reading in readings:
        with suppress(ValueError):
            found.append(date(*reading))
    return tuple(dict.fromkeys(found))
