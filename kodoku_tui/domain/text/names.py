"""Names of organizations: their legal form, and the keys under which two spellings meet.

`name_key` answers "is this the same organization?" when rosters of two years or two people are matched;
`search_key` answers "does this text contain what was typed?".
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from kodoku_tui.domain.text.variants import DASHES, LETTERS


class LegalForm(StrEnum):
    """What kind of body a group is, as section 2(1) of the report lists who may apply.

    Bodies with legal personality: specified non-profit corporations (among them the certified ones), general
    and public-interest associations and foundations, social welfare corporations, and school corporations and
    the like (学校法人等, hence universities and cooperatives). 任意団体 is a body without legal personality.
    """

    NPO = "特定非営利活動法人"
    CERTIFIED_NPO = "認定特定非営利活動法人"
    GENERAL_ASSOCIATION = "一般社団法人"
    GENERAL_FOUNDATION = "一般財団法人"
    PUBLIC_ASSOCIATION = "公益社団法人"
    PUBLIC_FOUNDATION = "公益財団法人"
    SOCIAL_WELFARE = "社会福祉法人"
    SCHOOL = "学校法人"
    COOPERATIVE = "協同組合"
    VOLUNTARY = "任意団体"


# Each form with the ways in which it is written: in full, and short within brackets. Certified comes first:
# its writings hold those of the plain form.
_WRITINGS: tuple[tuple[LegalForm, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        LegalForm.CERTIFIED_NPO,
        ("特例認定特定非営利活動法人", "認定特定非営利活動法人", "特例認定NPO法人", "認定NPO法人"),
        ("認定特非", "認特非", "認特", "認定NPO", "認N"),
    ),
    (LegalForm.NPO, ("特定非営利活動法人", "NPO法人"), ("特非", "特活", "特", "NPO")),
    (LegalForm.GENERAL_ASSOCIATION, ("一般社団法人",), ("一社", "一般社団")),
    (LegalForm.GENERAL_FOUNDATION, ("一般財団法人",), ("一財", "一般財団")),
    (LegalForm.PUBLIC_ASSOCIATION, ("公益社団法人",), ("公社", "公益社団")),
    (LegalForm.PUBLIC_FOUNDATION, ("公益財団法人",), ("公財", "公益財団")),
    (LegalForm.SOCIAL_WELFARE, ("社会福祉法人",), ("社福", "福")),
    (LegalForm.SCHOOL, ("学校法人", "国立大学法人", "公立大学法人"), ("学", "学法")),
)

# Short writings that say the form without brackets too, before a name and a space (社福 江東園).
_CLEAR_ALONE = ("認定特非", "認特非", "特非", "一社", "一財", "公財", "社福")

# Bodies that carry their kind in the name itself: it belongs to the name and is never dropped from a key.
_COOPERATIVE = re.compile(r"協同組合|生協(?:連合会)?$")
_SCHOOL = re.compile(r"(?:大学|大学院|高等学校|高等専門学校)$")
_COURSES_FOR_CITIZENS = re.compile(r"(?:市民|県民|区民|町民|シニア|老人|高齢者|長寿|地域|まちづくり)大学$")


def _any_of(writings: tuple[str, ...]) -> str:
    """A pattern for writings that line breaks or habit may pull apart (NPO 法人, 特定非営利活動法 人)."""
    return "|".join(r"\s*".join(map(re.escape, writing)) for writing in writings)


def _patterns_of(full: tuple[str, ...], short: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for one form before and after a name."""
    bracketed = rf"[(\[]\s*(?:{_any_of((*full, *short))})\s*[)\]]"
    alone = "".join(rf"|{writing}(?=\s)" for writing in short if writing in _CLEAR_ALONE)
    before = rf"^\s*(?:{bracketed}|{_any_of(full)}{alone})"
    after = rf"(?:{bracketed}|{_any_of(full)})\s*$"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


@cache
def _before_and_after() -> dict[LegalForm, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Made when first asked for: most starts of the program never do."""
    return {form: _patterns_of(full, short) for form, full, short in _WRITINGS}


class _Ends(NamedTuple):
    """What a form begins and ends with: brackets or a letter of its full writings."""

    first: frozenset[str]
    last: frozenset[str]


_ENDS = tuple(
    _Ends(
        frozenset("([").union(
            (one[0].casefold() for one in full), (one[0] for one in short if one in _CLEAR_ALONE)
        ),
        frozenset(")]").union(one[-1] for one in full),
    )
    for _, full, short in _WRITINGS
)

# One letter for one letter, so that places in the translated text are places in the written one.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALL_WRITINGS = tuple(
    sorted(
        {
            writing.casefold()
            for _, full, short in _WRITINGS
            for writing in (*full, *(f"({one})" for one in (*full, *short)))
        },
        key=len,
        reverse=True,
    )
)


def legal_form_of(name: str) -> LegalForm:
    """The legal form that a name says, before or after it, in full or short (NPO法人, (特非), (一社) …).

    A school or cooperative is known by its own name (神戸女子大学, 鳥取医療生活協同組合). A name that says no
    form is taken for a 任意団体.
    """
    text = unicodedata.normalize("NFKC", name)
    for side in (0, 1):
        for form, patterns in _before_and_after().items():
            if patterns[side].search(text):
                return form
    bare = "".join(text.split())
    if _COOPERATIVE.search(bare):
        return LegalForm.COOPERATIVE
    if _SCHOOL.search(bare) and not _COURSES_FOR_CITIZENS.search(bare):
        return LegalForm.SCHOOL
    return LegalForm.VOLUNTARY


# In names: a particle or counter between kanji, and a dash that lengthens a vowel, are told by what stands beside them.
_LETTERS_IN_NAMES = str.maketrans(LETTERS | {"ヶ": "ケ", "ヵ": "カ", "ゖ": "ケ", "ゕ": "カ"})
_DASH_AND_LETTER_BEFORE = re.compile(rf"([ァ-ヺ]?)[{re.escape(DASHES)}]+")
_COUNTER_OR_PARTICLE = re.compile(r"(?<=[一-鿿々])[ケカガ](?=[一-鿿])")

# Letter by letter, so that a part of a text stays a part of its key: 子供, 子ども and こども meet by 子 = コ
# and 供 = ドモ.
_LETTERS_IN_SEARCH = str.maketrans(
    LETTERS | dict.fromkeys(DASHES, "ー") | dict.fromkeys("ヶケヵゖけゕ", "カ") | {"子": "コ", "供": "ドモ"}
)


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """The key under which two spellings of one organization meet; equal keys mean one organization.

    Width, case, spaces, punctuation, the legal form at either end, hiragana and katakana, small kana (ウェル =
    ウエル), the way a long vowel is written (ー ‐ － 〜), old kanji and variants (濱 = 浜), 釜ヶ崎 = 釜が崎 and
    子ども = 子供 = こども do not matter. Never empty for a name that is not, and the key of a key is itself.
    """
    key = name
    while (simpler := _simpler_name(key)) != key:
        key = simpler
    return key


def short_name(name: str) -> str:
    """A name without its legal form, for lists where every cell counts; whole when nothing would be left."""
    name = name.strip()
    plain = name.translate(_HALF_WIDTH).casefold()
    for writing in _ALL_WRITINGS:
        if end := _end_of(writing, plain):
            return name[end:].strip() or name
        if end := _end_of(writing[::-1], plain[::-1]):
            return name[:-end].strip() or name
    return name


def _end_of(writing: str, text: str) -> int:
    """Where `writing` ends at the beginning of `text`, spaces aside; 0 when the text begins otherwise."""
    found = 0
    for position, letter in enumerate(text):
        if letter.isspace():
            continue
        if letter != writing[found]:
            return 0
        found += 1
        if found == len(writing):
            return position + 1
    return 0


# Letters that neither combine with the next one nor become such as do (ASCII in both widths, kana, kanji and
# everyday signs, without half-width kana and loose voicing marks): the key of a text is that of its letters.
_LETTER_BY_LETTER = re.compile(
    "[ -~\u3000-\u3002\u300c-\u300f\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uff01-\uff5e]*"
)


@lru_cache(maxsize=16_384)
def search_key(text: str) -> str:
    """The form in which a text is searched: `search_key(part) in search_key(text)` wherever `part` occurs.

    Width (ｶﾅ = カナ, Ａ = A), case, spaces, hiragana and katakana, small kana, dashes, ヶ = ケ, old kanji and variants
    (`variants.LETTERS`) and 子ども = 子供 = こども do not matter; everything else stays, legal forms and punctuation
    too. The key of a key is itself.
    """
    if len(text) > 1 and _LETTER_BY_LETTER.fullmatch(text):
        return text.translate(_SEARCH_LETTERS)
    key = text
    while (simpler := _folded(_folded(key).translate(_SEEN)).translate(_LETTERS_IN_SEARCH)) != key:
        key = simpler
    return key


class _SearchLetters(dict[int, str]):
    """What each letter is in a search key, found out when it is met first."""

    def __missing__(self, code: int) -> str:
        self[code] = key = search_key(chr(code))
        return key


_SEARCH_LETTERS = _SearchLetters()


def text_key(text: str) -> str:
    """`search_key` for long texts, twenty times as fast: letter by letter after one NFKC."""
    return unicodedata.normalize("NFKC", text).translate(_SEARCH_LETTERS)


def _simpler_name(name: str) -> str:
    folded = _folded(name)
    return _essence(_without_legal_forms(folded)) or _essence(folded) or folded.strip() or name


def _essence(name: str) -> str:
    text = name.translate(_LETTERS_IN_NAMES)
    # A dash after kana is a long vowel, and ウィーズ is not ウィズ; elsewhere it is punctuation.
    text = _DASH_AND_LETTER_BEFORE.sub(lambda found: f"{found[1]}ー" if found[1] else "", text)
    text = _CHILDREN.sub("コドモ", text.translate(_ALPHANUMERIC)).replace("生活協同組合", "生協")
    return _COUNTER_OR_PARTICLE.sub("ケ", text)


# Where none of this stands there is no legal form to drop; most keys are asked a second time.
_MAY_HOLD_A_FORM = re.compile(rf"法\s*人|[(\[]|^\s*(?:{'|'.join(_CLEAR_ALONE)})\s")


_CHILDREN = re.compile("子ドモ|子供")


class _Alphanumeric(dict[int, int | None]):
    """What `str.translate` does with each letter: away with what is no letter or digit; asked once a letter."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if chr(code).isalnum() else None
        return self[code]


_ALPHANUMERIC = _Alphanumeric()


def _without_legal_forms(name: str) -> str:
    if _MAY_HOLD_A_FORM.search(name) is None:
        return name
    first, last = _outermost(name)
    for (before, after), ends in zip(_before_and_after().values(), _ENDS, strict=True):
        # One look at a letter instead of a search, where there is nothing to find.
        if first in ends.first:
            name = before.sub("", name)
            first, last = _outermost(name)
        if last in ends.last:
            name = after.sub("", name)
            first, last = _outermost(name)
    return name


def _outermost(name: str) -> tuple[str, str]:
    return name.lstrip()[:1].casefold(), name.rstrip()[-1:]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _is_seen(letter: str) -> bool:
    """False for spaces, for what only steers the layout (zero-width space) and for variants of a glyph."""
    variant = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return not (letter.isspace() or variant or unicodedata.category(letter) == "Cf")


class _Seen(dict[int, int | None]):
    """What `str.translate` does with each letter: away with it, or not; asked once a letter."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if _is_seen(chr(code)) else None
        return self[code]


_SEEN = _Seen()
