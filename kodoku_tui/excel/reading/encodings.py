"""In which encoding a text is written, what of it could not be read, and what an encoding could not hold.

The reading process imports this: only the standard library stands here.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from kodoku_tui.excel.reading.package_limits import UnfitFileError
from kodoku_tui.excel.reading.signs import UNREADABLE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What mail programs write: seven bits, and an escape before each run of kanji.
_SEVEN_BITS = re.compile(rb"\x1b\$[@B]|\x1b\(I")
_TRIED = ("utf-8", "cp932", "euc_jp")
_SAMPLED_BYTES = 1024
_SAMPLED_CHARACTERS = 64 * 1024
_UNWRITTEN = re.compile("[\x00-\x06\x0e-\x1a\x1c-\x1f]")
# Bytes of which CP932 knows no letter, and which Python reads as controls and letters for private use.
_NO_LETTERS_OF_CP932 = dict.fromkeys(map(ord, "\x80\uf8f0\uf8f1\uf8f2\uf8f3"), UNREADABLE)
# Beyond one unreadable place in so many bytes it is no text of that encoding.
_BYTES_A_BREAK = 500


class Decoded(NamedTuple):
    """A text and the encoding that it was written in. What could not be read stands in it as `UNREADABLE`."""

    text: str
    encoding: str


def decoded(content: bytes) -> Decoded:
    """The text of a file: UTF-8 (with a mark or without), UTF-16, CP932, EUC-JP or ISO-2022-JP.

    A byte or two that are broken cost the place where they stand. Raises `UnfitFileError` (`not_a_workbook`) for what
    is none of these or holds what no text does.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content.decode(encoding, "replace"), encoding)
    if b"\0" in content[:_SAMPLED_BYTES]:
        # UTF-16 without a mark: every second byte of its commas, tabs and line breaks is nought.
        even, odd = content[0:_SAMPLED_BYTES:2].count(0), content[1:_SAMPLED_BYTES:2].count(0)
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        try:
            return _checked(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            raise UnfitFileError("not_a_workbook") from None
    if _SEVEN_BITS.search(content) and content.isascii():
        return _checked(content.decode("iso2022_jp_ext", "replace"), "iso2022_jp_ext")
    texts = [_Tried(content, encoding) for encoding in _TRIED]
    best = min(texts, key=lambda one: one.breaks)
    if best.breaks > 1 + len(content) // _BYTES_A_BREAK:
        raise UnfitFileError("not_a_workbook")
    return _checked(best.text, best.encoding)


def is_what_was_left(said: str, standing: str, encoding: str) -> bool:
    """Whether a text is another one without the letters that the encoding has no room for: it has ? in their place."""
    # A letter beyond 65,535 is two for Windows, which writes a ? for each.
    left = (re.escape(letter) if _holds(encoding, letter) else r"\?{1,2}" for letter in standing)
    return "?" in said and re.fullmatch("".join(left), said) is not None


def has_lost_letters(said: str, standing: str, encoding: str) -> bool:
    """Whether a text may have a ? where another one has letters that the encoding has no room for."""
    return "?" in said and not all(_holds(encoding, letter) for letter in standing)


def _holds(encoding: str, letter: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


class _Tried:
    """A text as one encoding reads it, and at how many places it does not."""

    def __init__(self, content: bytes, encoding: str) -> None:
        self.encoding = encoding
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            text = content.decode(encoding, "replace")
        self.text = text.translate(_NO_LETTERS_OF_CP932) if encoding == "cp932" else text
        self.breaks = self.text.count(UNREADABLE)


def _checked(text: str, encoding: str) -> Decoded:
    if len(_UNWRITTEN.findall(text[:_SAMPLED_CHARACTERS])) > 8:
        raise UnfitFileError("not_a_workbook")
    return Decoded(text.replace("\0", ""), encoding)
