"""Clean at the door: text from people and workbooks without what a terminal or a reader would obey.

Patterns here spell invisible characters as escapes, so that this file can be read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Controls (C0 without tab and line breaks, DEL, C1 without NEL), zero-width spaces, bidirectional marks,
# overrides and isolates, lone surrogates, and the two code points that no XML file (so no workbook) may hold.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")

# Joiners hold an emoji family or an Indic cluster together; anywhere else they only hide.
_JOINERS = re.compile("[\u200c\u200d]+")

# What any of the steps below would look at.
_TO_CLEAN = re.compile(f"{_UNWANTED.pattern}|[\t\n\r\x0b\x0c\x85\u2028\u2029\u200c\u200d]")

# NFC would swap these for their everyday forms, which is not how the name of a person is written.
_OTHER_THAN_COMPATIBILITY_IDEOGRAPHS = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


class Cleaned(NamedTuple):
    """A text made safe, and how many characters were taken out of it (line breaks and spaces not counted)."""

    text: str
    removed: int


def clean_text(text: str, *, multiline: bool = False) -> Cleaned:
    r"""`text` as its writer meant it, without control, override and zero-width characters.

    Line breaks become ``\n``; on a single line they and tabs become one space, and the ends are trimmed.
    Letters are composed (NFC) and otherwise stay as written: full-width stays full-width. Cleaning a clean
    text changes nothing.
    """
    # What is printable holds nothing that any step below looks for.
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return Cleaned(text if multiline else text.strip(), 0)
    if _TO_CLEAN.search(text) is None and unicodedata.is_normalized("NFC", text):
        return Cleaned(text if multiline else text.strip(), 0)
    kept, removed = _UNWANTED.subn("", text)
    composed = _compose(_LINE_BREAK.sub("\n", kept))
    joined = _JOINERS.sub(_joiner_between_letters, composed)
    removed += len(composed) - len(joined)
    whole = _compose(joined)
    return Cleaned(whole if multiline else _on_one_line(whole), removed)


def is_clean(text: str) -> bool:
    """Whether `clean_text(text, multiline=True)` would change nothing; many texts joined by line breaks cost one look.

    True is certain; False only says that it is worth cleaning.
    """
    return not (
        _UNWANTED.search(text) or _LINE_BREAK.search(text) or _JOINERS.search(text)
    ) and unicodedata.is_normalized("NFC", text)


def _compose(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    return _OTHER_THAN_COMPATIBILITY_IDEOGRAPHS.sub(
        lambda match: unicodedata.normalize("NFC", match[0]), text
    )


def _on_one_line(text: str) -> str:
    # A pattern for the break with blanks on both sides would take quadratic time on a long run of spaces.
    if "\n" in text or "\t" in text:
        text = _BLANKS.sub(lambda match: " " if "\n" in match[0] or "\t" in match[0] else match[0], text)
    return text.strip()


def _joiner_between_letters(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    joins = all(side and not side.isascii() and not side.isspace() for side in (before, after))
    return match[0][0] if joins else ""
