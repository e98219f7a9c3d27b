"""Spaces that a PDF copy left inside Japanese words: closed where that is sure, and only as a second reading.

Sure is a space inside the name of a legal form (特定非営利活動法 人), before a letter that begins no word (ー, っ, 、),
behind an opening bracket, and between letters that stand one by one (代 表 者). 山田 太郎 stays.
"""

from __future__ import annotations

import re
from functools import cache

from kodoku_tui.domain.text.names import LegalForm

_SPACE = "[ \u3000\n]"
_JAPANESE = r"\u3005\u3040-\u30ff\u3400-\u9fff"
_BEGINS_NO_WORD = re.compile(
    rf"(?<=[{_JAPANESE}]){_SPACE}+(?=[ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々、。」』）】〕])"
)
_BEHIND_A_BRACKET = re.compile(rf"(?<=[「『（【〔]){_SPACE}+")
_ONE_BY_ONE = re.compile(rf"(?<![^\s])[{_JAPANESE}](?:[ \u3000]+[{_JAPANESE}]){{2,}}(?![^\s])")
_MAY_BE_BROKEN = re.compile(rf"[{_JAPANESE}「『（【〔]{_SPACE}")


def closed(text: str) -> str:
    """The text with the spaces closed that are surely none; the text itself where there are none."""
    if not _MAY_BE_BROKEN.search(text):
        return text
    for word, pattern in _words().items():
        text = pattern.sub(word, text)
    text = _ONE_BY_ONE.sub(lambda match: "".join(match[0].split()), text)
    return _BEHIND_A_BRACKET.sub("", _BEGINS_NO_WORD.sub("", text))


def readings_of(text: str) -> tuple[str, ...]:
    """What a text may be: the closed reading first where there is one, and always what was written."""
    whole = closed(text)
    return (text,) if whole == text else (whole, text)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {form.value: re.compile(rf"{_SPACE}*".join(map(re.escape, form.value))) for form in LegalForm}
