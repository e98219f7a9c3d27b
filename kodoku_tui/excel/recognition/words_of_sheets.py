"""What a cell looks like before its table is known: a heading, a number, a unit, a note, a total."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from functools import cache, lru_cache

from kodoku_tui.domain.exports.exchange import stamp_of
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue, shown
from kodoku_tui.excel.reading.dates_in_cells import DATE_WRITTEN
from kodoku_tui.excel.recognition.vocabulary import plain, vocabulary
from kodoku_tui.locale import LANGUAGES, sentence

LONGEST_LABEL = 40

_DATE_LIKE = re.compile(rf"{DATE_WRITTEN}(?:\(.{{1,3}}\))?[0-9:]*", re.IGNORECASE)
_CONTACT_LIKE = re.compile(r"[0-9()+-]{9,}|.*@.*\..*|https?:.*", re.IGNORECASE)
_LONE_MARKS = frozenset("△▲-ー―–—−…・/*")
_BRACKETS_AT_END = re.compile(r"[(\[【<].{0,20}[)\]】>]$")
_CJK = r"\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK_WITHIN_JAPANESE = re.compile(rf"(?<=[{_CJK}])[ \t]*\n\s*|[ \t]*\n\s*(?=[{_CJK}])")
_LETTER_BY_LETTER = re.compile(rf"[{_CJK}](?:[ \u3000]+[{_CJK}])+")


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """A text without widths, spaces and line breaks, its case kept."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def heading_text(text: str) -> str:
    """A heading on one line: a break within a Japanese word is closed, a word set letter by letter too."""
    joined = _BREAK_WITHIN_JAPANESE.sub("", text.strip()) if "\n" in text else text
    line = " ".join(joined.split())
    return "".join(line.split()) if _LETTER_BY_LETTER.fullmatch(line) else line


def heading_of(value: CellValue) -> str:
    """What a cell says as a heading; a date as people write it."""
    return heading_text(value) if isinstance(value, str) else shown(value)


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether a text can be a heading: short, no number, date, mark, address or sentence."""
    if stamp_of(text) is not None:
        # The column of row keys in a list of ours.
        return True
    bare = plain(text)
    if not bare or len(bare) > LONGEST_LABEL or is_note(text):
        return False
    if bare.endswith("。") or (bare.endswith(".") and not bare.endswith("no.")):
        return False
    if bare in vocabulary().marks and not is_heading_word(text):
        return False
    lone_mark = len(bare) == 1 and bare in _LONE_MARKS
    return not (
        lone_mark or is_number_like(text) or _DATE_LIKE.fullmatch(bare) or _CONTACT_LIKE.fullmatch(bare)
    )


@lru_cache(maxsize=8192)
def is_number_like(text: str) -> bool:
    """Whether a text is a number with what people write around it."""
    return vocabulary().number.fullmatch(plain(text)) is not None


@lru_cache(maxsize=8192)
def is_heading_word(text: str) -> bool:
    """Whether a label is among the words that head columns in Japanese offices."""
    whole = plain(text)
    bare = _BRACKETS_AT_END.sub("", whole) or whole
    return bare in vocabulary().heading_words or vocabulary().heading_end.search(bare) is not None


@lru_cache(maxsize=8192)
def is_note(text: str) -> bool:
    """Whether a text begins as notes do (※ …)."""
    return plain(text[:20]).startswith(vocabulary().note_signs)


@cache
def _sentences_for_nothing() -> frozenset[str]:
    said = (sentence(key, tongue) for key in ("excel.nothing_listed", "excel.nobody") for tongue in LANGUAGES)
    return frozenset(plain(one) for one in said if one)


def says_there_is_nothing(text: str) -> bool:
    """Whether a text is what a list of ours holds in place of records where there are none."""
    return plain(text) in _sentences_for_nothing()


def says_the_end(text: str) -> bool:
    """Whether a text only says that a list ends here (以上, 以下余白)."""
    return len(text) <= LONGEST_LABEL and plain(text).strip("()[]-ー―…・*") in vocabulary().end_signs


def is_sample(text: str) -> bool:
    """Whether the first cell of a row says that it only shows how to fill in a form (例, 記入例)."""
    return len(text) <= LONGEST_LABEL and plain(text).strip("()[]【】<>:") in vocabulary().samples


@lru_cache(maxsize=4096)
def is_sentence(text: str) -> bool:
    """Whether a text is longer than a heading or ends as a sentence does."""
    bare = plain(text)
    return len(bare) > LONGEST_LABEL or bare.endswith("。")


def may_be_total(text: str) -> bool:
    """A quick look before `is_total` and `is_part_total`: whether the last letter allows it."""
    return text.rstrip()[-1:].casefold() in vocabulary().total_ends


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a cell says 合計, 小計, 計 and the like."""
    whole = plain(text)
    return whole in vocabulary().totals or _BRACKETS_AT_END.sub("", whole) in vocabulary().totals


@lru_cache(maxsize=4096)
def is_part_total(text: str) -> bool:
    """Whether a cell ends in 計 (北海道計): a name may end so too, so look at the rest of the row."""
    return vocabulary().part_total.fullmatch(plain(text)) is not None


@lru_cache(maxsize=4096)
def is_section(text: str) -> bool:
    """Whether a cell is written as a heading within the data (【関東】, ■関東)."""
    return vocabulary().section.fullmatch(compact(text)) is not None


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """The unit that a cell of a unit row says, else nothing."""
    match = vocabulary().unit.fullmatch(plain(text))
    return match[1] if match else ""


@lru_cache(maxsize=4096)
def unit_in_heading(text: str) -> str:
    """The unit in brackets at the end of a heading or of the lowest of its parts that has one, else nothing."""
    for part in reversed(text.split("/")):
        if match := vocabulary().unit_in_heading.search(plain(part)):
            return match[1]
    return ""


def unit_above(text: str) -> str:
    """The unit of money that a line says for a whole table (単位：千円), else nothing."""
    match = vocabulary().unit_above.search(plain(text[-20:]))
    return match[1] if match else ""


def says_same_as_above(text: str) -> bool:
    """Whether a cell only points at the one above it (〃, 同上)."""
    return len(text) <= LONGEST_LABEL and plain(text) in vocabulary().same_as_above


def is_amount_heading(text: str) -> bool:
    """Whether a heading, or one of its parts, names an amount of money."""
    parts = [plain(part) for part in text.split("/")]
    return any(vocabulary().amount_heading.search(_BRACKETS_AT_END.sub("", part) or part) for part in parts)


def is_soft(value: CellValue) -> bool:
    """Whether something that is no text can still head a column: a date, a year, the days of a month."""
    if isinstance(value, bool | ErrorValue | time | timedelta):
        return False
    if isinstance(value, date):
        return True
    return isinstance(value, int) and (1 <= value <= 31 or 1950 <= value <= 2100)
