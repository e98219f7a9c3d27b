"""A telephone number is found by its digits, however it is written and typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.search_words import SearchWord, words_in
from kodoku_tui.domain.text.snippets import places, snippet
from kodoku_tui.domain.text.telephones import digits_in, digits_meant

TOKYO = (
    *(
        "03-1234-5678",
        "0312345678",
        "03(1234)5678",
        "(03)1234-5678",
        "（０３）１２３４－５６７８",
        "03 1234 5678",
    ),
    *(
        "03ー1234ー5678",
        "03.1234.5678",
        "+81-3-1234-5678",
        "+81 3 1234 5678",
        "＋８１（０）３－１２３４－５６７８",
    ),
    *("+81312345678", "０３１２３４５６７８", "03‐1234‐5678", "03−1234−5678"),
)
MOBILE = ("090-1111-2222", "09011112222", "+81 90-1111-2222", "０９０（１１１１）２２２２")


@pytest.mark.parametrize("written", TOKYO)
@pytest.mark.parametrize("typed", TOKYO)
def test_every_writing_of_a_number_finds_every_other(typed: str, written: str) -> None:
    (word,) = words_in(typed)
    assert word.is_in(f"連絡先 {written} 平日のみ")
    assert not word.is_in(f"連絡先 {MOBILE[0]}")


@pytest.mark.parametrize("written", MOBILE)
@pytest.mark.parametrize("typed", [*MOBILE, "2222", "1111-2222", "090", "090-1", "+81 90"])
def test_parts_of_a_number_find_it(typed: str, written: str) -> None:
    assert all(word.is_in(written) for word in words_in(typed))


@pytest.mark.parametrize(
    "typed", ["12", "3", "003a", "第1回", "12月", "R6", "0", "+", "-", "(", "12 2025年度"]
)
def test_what_is_no_number_to_dial_is_searched_by_its_letters_alone(typed: str) -> None:
    assert [word.digits for word in words_in(typed)] in ([""], ["", ""], [])


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("電話 03(1234)5678 / 090 1234 5678", "0312345678 09012345678"),
        ("2025/12/01\n2026", "2025 12 01 2026"),
        ("+1-202-555-0100", "12025550100"),
        ("(あ) - 3", "3"),
        ("", ""),
    ],
)
def test_the_numbers_of_a_text_stay_apart(text: str, digits: str) -> None:
    assert digits_in(text) == digits


def test_where_the_number_stands_is_shown() -> None:
    text = f"{'長い前置き。' * 20}代表は＋８１（０）３－１２３４－５６７８です"
    words = words_in("03-1234-5678")
    assert "５６７８" in snippet(text, words, length=60)
    ((start, end),) = places(text, words)
    assert text[start:end] == "＋８１（０）３－１２３４－５６７８"


def test_each_place_of_each_word_is_told_in_order() -> None:
    text = "ヒダマリの会とひだまり、広報"
    shown = [text[start:end] for start, end in places(text, words_in("ひだまり 広報"))]
    assert shown == ["ヒダマリ", "ひだまり", "広報"]
    overlapping = [text[start:end] for start, end in places(text, words_in("ひだまり マリの会"))]
    assert overlapping == ["ヒダマリの会", "ひだまり"]


NUMBERS = st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True)
SIGNS = st.sampled_from(["", "-", " ", "‐", "－", ".", "ー"])


@given(NUMBERS, SIGNS, st.integers(1, 4), st.integers(5, 8), st.booleans())
def test_signs_between_digits_never_matter(number: str, sign: str, one: int, two: int, abroad: bool) -> None:
    written = sign.join([number[:one], number[one:two], number[two:]])
    if abroad:
        written = "+81" + written[1:]
    assert digits_in(written) == number
    assert digits_meant(written) == number
    assert SearchWord("?", number).is_in(written)


@given(st.text(max_size=40))
def test_any_text_has_its_numbers_without_trouble(text: str) -> None:
    assert set(digits_in(text)) <= set("0123456789 ")
    for start, end in places(text, words_in(text)):
        assert 0 <= start < end <= len(text)
