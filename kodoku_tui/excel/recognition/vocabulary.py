"""The words by which tables are told, from `imports/words/sheets.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache

from kodoku_tui.resources import resource_folder


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words as patterns over compact text (no widths, spaces or case) unless it says otherwise."""

    heading_words: frozenset[str]
    heading_end: re.Pattern[str]
    note_signs: tuple[str, ...]
    end_signs: frozenset[str]
    samples: frozenset[str]
    unit: re.Pattern[str]
    unit_in_heading: re.Pattern[str]
    unit_above: re.Pattern[str]
    """A unit of money that a line above a table says for all of it, its prefix written."""
    remark: re.Pattern[str]
    """A whole line that says of when a table is, or in what unit."""
    amount_heading: re.Pattern[str]
    number: re.Pattern[str]
    """A number with a unit or a currency about it, of whatever sign."""
    trailing_unit: re.Pattern[str]
    """A unit behind a digit or bracket."""
    totals: frozenset[str]
    total_ends: frozenset[str]
    """The last letters of words for totals, and brackets."""
    part_total: re.Pattern[str]
    section: re.Pattern[str]
    marks: frozenset[str]
    signs_for_nothing: frozenset[str]
    same_as_above: frozenset[str]
    date_heading: re.Pattern[str]
    id_headings: frozenset[str]
    corporate_number_heading: re.Pattern[str]


def plain(text: str) -> str:
    """A text without widths, spaces, line breaks and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    path = resource_folder("imports") / "words" / "sheets.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    units = _any_of(words["units"])
    prefix = f"(?:{_any_of(words['unit_prefixes'])})?"
    return Vocabulary(
        heading_words=_plain_set(words["heading_words"]),
        heading_end=re.compile(f"(?:{_any_of(words['heading_endings'])})$"),
        note_signs=tuple(map(plain, words["note_signs"])),
        end_signs=_plain_set(words["end_signs"]),
        samples=_plain_set(words["samples"]),
        unit=re.compile(rf"[(\[【<]?{prefix}({units})[)\]】>]?"),
        unit_in_heading=re.compile(rf"[(\[]{prefix}({units})[)\]]$"),
        unit_above=re.compile(
            rf"[(\[]?(?:{_any_of(words['unit_prefixes'])}):?({_any_of(words['money_units'])})(?:[・,、/][^)\]]*)?[)\]]?$"
        ),
        remark=re.compile(
            rf"[(\[【]?(?:(?:{_any_of(words['unit_prefixes'])}).*|.{{0,30}}(?:{_any_of(words['remark_endings'])}))[)\]】]?"
        ),
        amount_heading=re.compile(f"(?:{_any_of(words['amount_headings'])})$"),
        number=re.compile(rf"[¥\\$]?[-+−▲△(]?[¥\\]?[0-9][0-9,.]*[)]?(?:{units})?"),
        trailing_unit=re.compile(rf"(?<=[0-9)])(?:{units})$"),
        totals=_plain_set(words["totals"]),
        total_ends=frozenset(word[-1] for word in (*words["totals"], *words["part_totals"])) | set(")）]】"),
        part_total=re.compile(rf".{{1,10}}(?:{_any_of(words['part_totals'])})"),
        section=re.compile(f"[{re.escape(words['section_signs'])}].+"),
        marks=_plain_set(words["marks"]) | frozenset(words["marks"]),
        signs_for_nothing=_plain_set(words["signs_for_nothing"]),
        same_as_above=_plain_set(words["same_as_above"]),
        date_heading=re.compile(_any_of(words["date_headings"])),
        id_headings=_plain_set(words["id_headings"]),
        corporate_number_heading=re.compile(_any_of(words["corporate_number_headings"])),
    )


def _plain_set(words: list[str]) -> frozenset[str]:
    return frozenset(map(plain, words))


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(_plain_set(words), key=len, reverse=True))
