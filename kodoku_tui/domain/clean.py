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

# NFC would swap these for their everyday forms, which is not how the name of a person is written.
_OTHER_THAN_COMPATIBILITY_IDEOGRAPHS = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")

_EXCEL_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


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
    if text.isascii() and text.isprintable():
        return Cleaned(text if multiline else text.strip(), 0)
    kept, removed = _UNWANTED.subn("", text)
    composed = _compose(_LINE_BREAK.sub("\n", kept))
    joined = _JOINERS.sub(_joiner_between_letters, composed)
    removed += len(composed) - len(joined)
    whole = _compose(joined)
    return Cleaned(whole if multiline else _on_one_line(whole), removed)


def decode_excel_escapes(text: str) -> str:
    """`text` of a workbook with its `_x000D_` escapes turned into the characters they stand for.

    ECMA-376 Part 1, 22.4.2.4 (bstr) and 22.9.2.19 (ST_Xstring). `_x005F_` stands for the underscore that
    begins what only looks like an escape: `_x005F_x000D_` is the text `_x000D_`. For readers that leave the
    escapes in, once; a second time would decode what a person wrote. Clean the result with `clean_text`.
    """
    if "_x" not in text:
        return text
    decoded = _EXCEL_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _SURROGATE_PAIR.sub(_character_of_pair, decoded)


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


def _character_of_pair(match: re.Match[str]) -> str:
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
