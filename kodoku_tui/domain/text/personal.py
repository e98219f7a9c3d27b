"""What in a text is likely about a person: mail and other addresses, telephone numbers, names with a title behind.

Rules find what is written in the usual ways, and never all of it: a name without さん looks like any other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from kodoku_tui.domain.text.telephones import in_plain_letters


class Personal(StrEnum):
    """What was found."""

    MAIL = "mail"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"


class Mark(NamedTuple):
    """From where up to where in the text as it was written, and what it is likely to be."""

    start: int
    end: int
    kind: Personal


_KANJI = "一-鿿々ヶヵ"
_TITLE = r"(?:さん|さま|ちゃん|くん|氏(?!名|子|神)|様(?![子々式相])|君(?!主)|先生|女史)"

_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_BETWEEN = "[-)( ー‐‑–—−.]{0,2}"
_PHONE = re.compile(
    r"(?<![0-9])(?:\+81[- (]*(?:\(0\))?[0-9]{1,4}|\(0[0-9]{1,4}\)|0[0-9]{1,4})"
    rf"{_BETWEEN}[0-9]{{1,4}}{_BETWEEN}[0-9]{{3,4}}(?![0-9])"
)
_LEAST_DIGITS = 9
_POSTCODE = re.compile(r"〒 ?[0-9]{3}[-ー‐−]?[0-9]{4}|(?<![0-9\-])[0-9]{3}-[0-9]{4}(?![0-9\-])")
_TOWN = rf"(?:[{_KANJI}ァ-ヴー]{{1,6}}|(?<![ぁ-ん])[ぁ-ん]{{2,5}})[市区町村郡]"
_STREET = re.compile(
    rf"(?:[{_KANJI}]{{2,3}}[都道府県])?{_TOWN}[{_KANJI}ぁ-んァ-ヴー]{{0,10}}?"
    r"[0-9一二三四五六七八九十]+(?:丁目|番地|番(?![目号])|号(?!室)|[-ー−‐][0-9])[0-9\-ー−‐番地号の丁目]*"
)
# A name before its title: kanji with or without a space, katakana, kana after something else, or letters.
_NAME = re.compile(
    rf"(?P<name>[{_KANJI}]{{1,4}}[ \u3000]?[{_KANJI}]{{1,4}}|[{_KANJI}]{{1,6}}|[ァ-ヴー]{{2,12}}"
    rf"|(?<![ぁ-ん{_KANJI}])[ぁ-ん]{{2,6}}?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[ \u3000]?(?={_TITLE})"
)
# Words that have a title behind them and are nobody's name.
_WORDS_OF_NOBODY = """
皆 各 同 両 某 仕 模 多 異 一 有 神 王 殿 奥 母 父 娘 息子 子供 親 親御 兄 姉 弟 妹 爺 婆 業者 患者 客 先方 相手
担当 担当者 利用者 参加者 相談者 住民 市民 学生 生徒 会員 職員 団体 事務局 保護者 大家 お客 支援員 相談員 民生委員
たく みな おばあ おじい おかあ おとう おねえ おにい おく むすこ むすめ おこ おまわり ママ パパ
"""
_NOBODY = frozenset(_WORDS_OF_NOBODY.split())
# Behind these a name without a title is likely enough to be looked at.
_ROLES = (
    "代表(?!者|取)|副理事長|理事長|理事(?!会|長)|副会長|会長|事務局長|施設長|館長|校長|課長|係長|店長"
    "|スタッフ|ボランティア"
)
_NOT_NAMES = "全員|一同|各位|募集|同士|活動|経験|研修|不足|確保|育成|交代|就任|退任|辞任|不在|会議|自身|本人"
_ROLE = re.compile(
    rf"(?:{_ROLES})(?:の|・| |\u3000|：|:)?(?P<name>(?!{_NOT_NAMES})[{_KANJI}]{{2,4}}(?:[ \u3000][{_KANJI}]{{1,3}})?)"
    r"(?=[がはもをにへとの、。（(]|$)"
)


def personal_in(text: str) -> list[Mark]:
    """What rules find in the text, in its order, none over another."""
    plain = in_plain_letters(text)
    found: list[Mark] = []
    for mark in _all_in(plain):
        if all(mark.end <= one.start or mark.start >= one.end for one in found):
            found.append(mark)
    return sorted(found)


def is_nobody(name: str) -> bool:
    """Whether what stands in the place of a name is only a role or a word for people."""
    plain = in_plain_letters(name).strip()
    return plain in _NOBODY or re.fullmatch(_ROLES, plain) is not None


def perhaps_names_in(text: str) -> list[Mark]:
    """What may be a name without a title, for a person to look at; much of it is none."""
    plain = in_plain_letters(text)
    return [Mark(*found.span("name"), Personal.NAME) for found in _ROLE.finditer(plain)]


def _all_in(plain: str) -> Iterator[Mark]:
    for found in _MAIL.finditer(plain):
        yield Mark(*found.span(), Personal.MAIL)
    for found in _PHONE.finditer(plain):
        if sum(letter.isdecimal() for letter in found[0]) >= _LEAST_DIGITS:
            yield Mark(*found.span(), Personal.PHONE)
    for pattern in (_POSTCODE, _STREET):
        for found in pattern.finditer(plain):
            yield Mark(*found.span(), Personal.ADDRESS)
    for found in _NAME.finditer(plain):
        if found["name"] not in _NOBODY:
            yield Mark(*found.span("name"), Personal.NAME)
