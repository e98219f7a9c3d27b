"""The words to erase are found however they are written, and nothing else is."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.erasing import ERASED, WordsToErase, changed_texts, emptied, erased_json


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("山田 花子", "山田花子さん", f"{ERASED}さん"),
        ("山田花子", "山田　花\n子です", f"{ERASED}です"),
        ("渡邊 齋", "渡辺斎、渡邉 斎", f"{ERASED}、{ERASED}"),
        ("ヤマダ", "ﾔﾏﾀﾞさんとやまだ", f"{ERASED}さんと{ERASED}"),
        ("がくじ", unicodedata.normalize("NFD", "ガクジの話"), f"{ERASED}の話"),
        ("03-1234-5678", "電話 ０３（１２３４）５６７８ まで", f"電話 {ERASED} まで"),
        ("0312345678", "+81 3 1234 5678", ERASED),
        ("hanako@example.jp", "Ｈanako＠EXAMPLE.jp へ", f"{ERASED} へ"),
        ("山田花子", "山田と花子", "山田と花子"),
        ("090-1234-5678", "予算 90,123,456円、2025-12-01", "予算 90,123,456円、2025-12-01"),
    ],
)
def test_words_are_found_in_every_writing(words: str, text: str, left: str) -> None:
    assert WordsToErase([words]).erased_from(text) == left


@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["山田花子", "渡邊 斎", "ヤマダ", "ab@example.jp"]),
)
def test_whatever_stands_around_them_they_go_and_the_rest_stays(before: str, after: str, words: str) -> None:
    erasing = WordsToErase([words])
    text = f"{before}。{words}。{after}"
    left = erasing.erased_from(text)
    assert erasing.erased_from(left) == left and words not in left
    if not any(erasing.may_be_in(part) for part in (before, after)):
        assert left == f"{before}。{ERASED}。{after}"


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.sampled_from(["山田\n花子", "山田花子", "ﾔﾏﾀﾞ", "090-1234\t5678", "なし"]),
        max_size=4,
    ),
    st.booleans(),
)
def test_a_quick_look_at_json_misses_nothing(row: dict[str, str], in_ascii: bool) -> None:
    erasing = WordsToErase(["山田花子", "ヤマダ", "090-1234-5678"])
    written = json.dumps(row, ensure_ascii=in_ascii)
    if json.loads(erased_json(written, erasing.erased_from)) != row:
        assert erasing.may_be_in(written)


@pytest.mark.parametrize("short", ["林", "12-3456", "2025-12-01", "、。", " "])
def test_what_is_too_short_is_refused(short: str) -> None:
    with pytest.raises(Refused):
        WordsToErase([short])


def test_a_digest_tells_the_same_words_and_is_two_digits() -> None:
    one, same = WordsToErase(["山田 花子", "090-1234-5678"]), WordsToErase(["０９０-1234-5678", "山田花子"])
    assert len(one.digest("x")) == 2
    salts = [str(number) for number in range(40)]
    assert [one.digest(salt) for salt in salts] == [same.digest(salt) for salt in salts]
    assert [one.digest(salt) for salt in salts] != [WordsToErase(["山田花代"]).digest(salt) for salt in salts]


def test_names_of_fields_and_codes_stay_and_what_held_nothing_holds_nothing() -> None:
    erasing = WordsToErase(["issue"])
    frozen = json.dumps({"terms": [{"term": "issue", "words": {"text": "issue"}}]})
    assert json.loads(erased_json(frozen, erasing.erased_from, only="words")) == {
        "terms": [{"term": "issue", "words": {"text": ERASED}}]
    }
    assert json.loads(erased_json('{"issue": "issue"}', erasing.erased_from)) == {"issue": ERASED}
    assert (emptied("", ERASED), emptied(None, ERASED), emptied("x", ""), emptied(3, ERASED)) == (
        "",
        None,
        "",
        3,
    )
    assert changed_texts(("issue", ["a"], 1), erasing.erased_from) == (ERASED, ["a"], 1)
