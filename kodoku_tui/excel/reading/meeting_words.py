"""Which headings and words an attendance file may hold: `imports/meetings/report.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kodoku_tui.excel.reading.headings import plain_heading
from kodoku_tui.resources import resource_folder

_NUMBERED = re.compile(r"^[0-9]+[.．)、]?")


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """Headings of the two kinds of table by what they are reduced to, and the words that stand in them."""

    report: Mapping[str, str]
    listing: Mapping[str, str]
    stop: frozenset[str]
    skip: frozenset[str]
    other: frozenset[str]
    not_attended: frozenset[str]
    start: frozenset[str]
    marks: Mapping[str, str]

    def report_columns(self, row: Sequence[str]) -> dict[str, int] | None:
        """Which column is which, if the row is the heading of a list of participants."""
        found = _columns(row, self.report)
        weak, block = found.pop("weak_name", None), found.pop("block", None)
        if weak is not None and block is None:
            # In the block about the meeting itself the same heading stands over how many they were.
            found.setdefault("name", weak)
        return found if "name" in found and len(found) > 1 else None

    def list_columns(self, row: Sequence[str]) -> dict[str, int] | None:
        """Which column is which, if the row is the heading of a list of marks by group."""
        found = _columns(row, self.listing)
        return found if "mark" in found and ("number" in found or "group" in found) else None

    def section_of(self, row: Sequence[str]) -> str | None:
        """`stop`, `skip` or `other` if the row is the title of a section."""
        filled = [cell for cell in row if cell]
        if len(filled) != 1:
            return None
        title = _NUMBERED.sub("", plain_heading(filled[0])).strip(":：")
        for kind in ("stop", "skip", "other"):
            if title in getattr(self, kind):
                return kind
        return None


def mark_word(text: str) -> str:
    """What is written for a mark, reduced to what counts: no spaces, brackets or widths."""
    return re.sub(r"[\s()（）・]", "", unicodedata.normalize("NFKC", text)).casefold()


@cache
def meeting_words() -> MeetingWords:
    """The words as they ship."""
    path = resource_folder("imports") / "meetings" / "report.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    marks = {mark_word(word): mark for mark, words in told["marks"].items() for word in (mark, *words)}
    return MeetingWords(
        report=_headings(told["report"]),
        listing=_headings(told["list"]),
        stop=_plain(told["sections"]["stop"]),
        skip=_plain(told["sections"]["skip"]),
        other=_plain(told["sections"]["other"]),
        not_attended=_plain(told["words"]["not_attended"]),
        start=_plain(told["words"]["start"]),
        marks=marks,
    )


def _headings(columns: Mapping[str, Any]) -> dict[str, str]:
    return {plain_heading(name): key for key, column in columns.items() for name in column["names"]}


def _plain(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(plain_heading, words))


def _columns(row: Sequence[str], headings: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        key = headings.get(plain_heading(cell)) if cell else None
        if key is not None:
            found.setdefault(key, column)
    return found
