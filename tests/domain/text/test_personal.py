"""What rules find of persons in a text; and what they take for nobody."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.text.personal import perhaps_names_in, personal_in


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.kind.value) for mark in personal_in(text)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("山田さんと話した", [("山田", "name")]),
        ("山田 花子さん、鈴木様", [("山田 花子", "name"), ("鈴木", "name")]),
        ("ヤマダ先生に相談。高橋氏も", [("ヤマダ", "name"), ("高橋", "name")]),
        ("（はなこさん）", [("はなこ", "name")]),
        ("電話 ０９０（８７６５）４３２１ まで", [("０９０（８７６５）４３２１", "phone")]),
        ("03-1234-5678 / 0312345678", [("03-1234-5678", "phone"), ("0312345678", "phone")]),
        ("+81 90-8765-4321", [("+81 90-8765-4321", "phone")]),
        ("hanako.y@example.jp へ", [("hanako.y@example.jp", "mail")]),
        (
            "〒100-0001 東京都千代田区千代田1-1",
            [("〒100-0001", "address"), ("東京都千代田区千代田1-1", "address")],
        ),
        (
            "鈴木様は（0312345678）横浜市中区本町6丁目へ",
            [("鈴木", "name"), ("0312345678", "phone"), ("横浜市中区本町6丁目", "address")],
        ),
        ("さいたま市大宮区1-2-3", [("さいたま市大宮区1-2-3", "address")]),
        ("横浜市中区本町6丁目50番地に転居", [("横浜市中区本町6丁目50番地", "address")]),
    ],
)
def test_what_is_written_in_the_usual_ways_is_found(text: str, marks: list[tuple[str, str]]) -> None:
    assert found(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "皆さんたくさん集まった",
        "様子は同様。様々な仕様と模様",
        "氏名の記入欄、参加者さん",
        "予算 1,200,000円、2025-12-01 14:00",
        "横浜市の3か所で開催、第2回",
        "Aさんが来た",
        "おばあさんとおじいさん",
        "証憑 120 件、0 件",
    ],
)
def test_what_is_nobody_stays(text: str) -> None:
    assert found(text) == []


def test_a_name_behind_a_role_is_something_to_look_at() -> None:
    text = "代表の山田が入院。理事長 佐藤花子も"
    assert [text[mark.start : mark.end] for mark in perhaps_names_in(text)] == ["山田", "佐藤花子"]
    assert perhaps_names_in("代表者会議と理事会") == []


@given(st.text(max_size=200))
def test_places_lie_in_the_text_in_order_and_apart(text: str) -> None:
    marks = personal_in(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
