"""Persons taken out of texts: the same person is the same letter, and what stands around stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.redacting import Redactor

KNOWN = ["山田 花子", "渡邊 斎", "佐藤 彩香", "林"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("山田さんと話した。山田 花子は元気", "Aさんと話した。Aさんは元気"),
        ("渡辺斎が山田様に電話 03-1234-5678", "Aさんが B様に電話 （略）".replace(" B", "B")),
        ("鈴木さん、田中氏、鈴木さん", "Aさん、B氏、Aさん"),
        ("担当は佐藤", "担当はAさん"),
        ("林業の話", "林業の話"),
        ("皆さんと広報の相談", "皆さんと広報の相談"),
        ("h@example.jp、横浜市中区本町6丁目50番地", "（略）、（略）"),
    ],
)
def test_names_become_letters_and_the_rest_is_left_out(text: str, left: str) -> None:
    assert Redactor(KNOWN).redacted(text) == left


def test_a_person_keeps_the_letter_in_every_text_of_a_file() -> None:
    redactor = Redactor(KNOWN)
    assert [redactor.redacted(text) for text in ("鈴木さん", "山田花子", "鈴木 様", "山田様")] == [
        "Aさん",
        "Bさん",
        "A 様",
        "B様",
    ]
    many = [redactor.redacted(f"{chr(0x4E00 + number)}{chr(0x4F00 + number)}さん") for number in range(30)]
    assert many[-1] == "AFさん" and len(set(many)) == 30


def test_what_may_be_a_name_is_told_and_not_taken_out() -> None:
    redactor = Redactor(KNOWN)
    text = redactor.redacted("代表の高橋が入院した")
    assert text == "代表の高橋が入院した" and redactor.perhaps_left_in(text) == ["高橋"]


@given(st.text(alphabet="山田花子さん、がABx03-12345678@。 \n", max_size=60))
def test_nothing_known_is_left_whatever_stands_around_it(text: str) -> None:
    redactor = Redactor(["山田 花子"])
    left = redactor.redacted(text)
    assert "山田花子" not in left.replace(" ", "").replace("\n", "")


def test_a_role_that_stands_in_the_place_of_a_name_is_no_name() -> None:
    redactor = Redactor(["スタッフ", "代表", "参加者", "山田 花子"])
    assert redactor.redacted("スタッフ3人と代表、参加者") == "スタッフ3人と代表、参加者"
    assert redactor.perhaps_left_in("スタッフ全員が喜んだ。ボランティアの募集を始めた") == []
    assert redactor.finds_somebody_in("山田花子は元気") and not redactor.finds_somebody_in("スタッフは元気")
