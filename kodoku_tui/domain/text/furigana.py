"""How a name reads, from the furigana that stand beside its letters."""

from __future__ import annotations

from collections.abc import Iterable

from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import short_name

Run = tuple[int, int, str]
"""From where up to where in the text, in UTF-16 units, and how that is read."""


def reading_from(text: str, runs: Iterable[Run]) -> str:
    """The reading of a name without its legal form; what has no furigana reads as it is written (かな, ABC).

    Empty where the furigana are none of this text, or leave a kanji without one: half a reading would mislead.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    name = short_name(text)
    # Where the name without its form stands in the whole.
    start = len(text[: max(0, text.find(name))].encode("utf-16-le", "surrogatepass")) // 2
    end = start + len(name.encode("utf-16-le", "surrogatepass")) // 2
    parts: list[str] = []
    at = start
    has_any = False
    for first, last, read in sorted(runs):
        if first >= last or last * 2 > len(units):
            return ""
        if first < at or last > end:
            # Of the legal form, or over another one.
            if first >= start and last <= end:
                return ""
            continue
        parts += [_written(units, at, first), read]
        has_any = True
        at = last
    parts.append(_written(units, at, end))
    reading = clean_text("".join(parts)).text
    return "" if not has_any or any(map(_is_kanji, reading)) else reading


def _written(units: bytes, start: int, end: int) -> str:
    return units[start * 2 : end * 2].decode("utf-16-le", "replace")


def _is_kanji(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter >= "\U00020000"
