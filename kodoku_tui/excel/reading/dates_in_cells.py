"""Days as they stand in cells: how one is written, and when two stand in one cell."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

from kodoku_tui.domain.days.eras import ERAS
from kodoku_tui.domain.days.times import Span, parse_span
from kodoku_tui.domain.errors import Refused

_ERA = "|".join(f"{era.name}|{era.letter}|{era.letter.upper()}" for era in ERAS)

DATE_WRITTEN = rf"(?:(?:{_ERA})?(?:[0-9]{{1,4}}|元)[年/.-])?[0-9]{{1,2}}[月/.-][0-9]{{1,2}}日?"
"""A pattern for text in compatibility form (NFKC): 令和7年6月1日, R7.6.1, 2025/6/1, 6/1."""

_TWO = re.compile(rf"(?<![0-9]){DATE_WRITTEN}(?:\(.{{1,3}}\))?[^0-9]{{1,6}}{DATE_WRITTEN}(?![0-9])")
_MAY_PART = re.compile(r"\s+|(?<=[0-9])T(?=[0-9])|(?<=[日)曜])(?=[0-9午正AP])", re.IGNORECASE)
_FOUR_DIGITS = re.compile("[0-9]{3,4}")


@lru_cache(maxsize=8192)
def has_two_dates(text: str) -> bool:
    """Whether two days stand in one cell (6/1、6/8)."""
    return _TWO.search(unicodedata.normalize("NFKC", text)) is not None


def day_and_time(text: str) -> tuple[str, Span] | None:
    """A day and the time of day that stands behind it (2025/6/1 0:00, 12月1日10時, 12/1(月) 14:30〜15:30).

    The day is not read yet. None where no time stands there, or where two numbers (1201 1430) may be either.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    for place in _MAY_PART.finditer(written):
        day, behind = written[: place.start()], written[place.end() :]
        if _FOUR_DIGITS.fullmatch(day):
            return None
        if not place[0] and _FOUR_DIGITS.fullmatch(behind):
            continue
        with suppress(Refused):
            return day, parse_span(behind)
    return None
