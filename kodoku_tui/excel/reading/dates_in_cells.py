"""Days as they stand in cells: how one is written, and when two stand in one cell."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kodoku_tui.domain.days.eras import ERAS

_ERA = "|".join(f"{era.name}|{era.letter}|{era.letter.upper()}" for era in ERAS)

DATE_WRITTEN = rf"(?:(?:{_ERA})?(?:[0-9]{{1,4}}|元)[年/.-])?[0-9]{{1,2}}[月/.-][0-9]{{1,2}}日?"
"""A pattern for text in compatibility form (NFKC): 令和7年6月1日, R7.6.1, 2025/6/1, 6/1."""

_TWO = re.compile(rf"(?<![0-9]){DATE_WRITTEN}(?:\(.{{1,3}}\))?[^0-9]{{1,6}}{DATE_WRITTEN}(?![0-9])")
_TIME_BEHIND = re.compile(r"(?:\s+|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*$")


@lru_cache(maxsize=8192)
def has_two_dates(text: str) -> bool:
    """Whether two days stand in one cell (6/1、6/8)."""
    return _TWO.search(unicodedata.normalize("NFKC", text)) is not None


def without_time(text: str) -> str:
    """A day without the time of day that other programs write behind it (2025/6/1 0:00)."""
    return _TIME_BEHIND.sub("", unicodedata.normalize("NFKC", text)) if ":" in text or "：" in text else text
