"""Numbers of groups as a person writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kodoku_tui.domain.errors import Refused

_RANGE = re.compile(r"([0-9]{1,5})(?:[-~〜ー–]([0-9]{1,5}))?")


def number_ranges(numbers: Sequence[int]) -> str:
    """Numbers of groups as a person writes them: 1-40, 42, 44. In their order, three or more in a row as one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def numbers_in(text: str, *, field: str | None = None) -> tuple[int, ...]:
    """The numbers of groups that are written: 12, 20-25, or several with commas between.

    Raises `Refused` (`error.not_numbers`) for anything else and for a range that runs backwards.
    """
    found: list[int] = []
    for part in re.split("[,、]", unicodedata.normalize("NFKC", text)):
        match = _RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise Refused("error.not_numbers", field=field, value=text)
        found += range(first, last + 1)
    return tuple(found)
