from __future__ import annotations

import unicodedata
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kodoku_tui.domain.text.clean import clean_text

TROUBLE = (
    "\x00\x07\x1b\x7f\x85\x9b\u200b\u200c\u200d\u200e\u202e\u2028\u2066\u2060\ufeff\ud83d\uffff"
    "\r\n\t\x0b\x0c "
)
LETTERS = "aeZ\u0301\u0308あか\u3099神👨👩❤\ufe0f\u3000\u2000\u212a\ufa19葛\U000e0100"
TEXTS = st.text() | st.text(st.sampled_from(TROUBLE + LETTERS), max_size=12)


@given(TEXTS, st.booleans())
@example("\u200d あ", False)
@example("あ\u200d\u3000", False)
@example("e\u200d\u0301", True)
@example("\r\x00\n", True)
def test_cleaning_a_clean_text_changes_nothing(text: str, multiline: bool) -> None:
    cleaned = clean_text(text, multiline=multiline).text
    assert clean_text(cleaned, multiline=multiline) == (cleaned, 0)


@given(TEXTS, st.booleans())
def test_nothing_that_a_terminal_or_a_workbook_obeys_gets_through(text: str, multiline: bool) -> None:
    cleaned = clean_text(text, multiline=multiline).text
    kinds = {unicodedata.category(one) for one in cleaned if not (multiline and one in "\n\t")}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(cleaned) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\ufeff\ufffe\uffff"
    )
    cleaned.encode("utf-8")


@given(TEXTS)
def test_a_single_line_is_one_line_without_space_around_it(text: str) -> None:
    cleaned = clean_text(text).text
    assert len(cleaned.splitlines()) <= 1
    assert cleaned == cleaned.strip()


@given(st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0xF8FF)))
def test_ordinary_text_is_kept_and_nothing_is_counted(text: str) -> None:
    assert clean_text(text) == (unicodedata.normalize("NFC", text), 0)


@pytest.mark.parametrize(
    ("text", "expected", "removed"),
    [
        ("赤\x1b[31m字", "赤[31m字", 1),
        ("\u202egnp.報告\u202c", "gnp.報告", 2),
        ("\ufeffNPO\u200b法人\u2060", "NPO法人", 3),
        ("\u200e2025/12/1", "2025/12/1", 1),
        ("a\u200db", "ab", 1),
        ("\u200dあ\u200d", "あ", 2),
        ("あ\u200d\u200d\u200dい", "あ\u200dい", 2),
        ("壊れた\ud83d絵文字", "壊れた絵文字", 1),
        ("一行目\r\n二行目\t三", "一行目 二行目 三", 0),
        ("  前後の空白　", "前後の空白", 0),
    ],
)
def test_what_only_a_machine_sees_is_taken_out_and_counted(text: str, expected: str, removed: int) -> None:
    assert clean_text(text) == (expected, removed)


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧 家族",
        "❤\ufe0f\u200d🔥",
        "葛\U000e0100飾区",
        "髙﨑　ＮＰＯ法人ｶﾅ①",
        "\ufa19谷さん",
        "[A] [/重要] [@click=app.quit]",
        "क्\u200dष",
        "_x000D_",
    ],
)
def test_a_persons_text_stays_as_they_wrote_it(text: str) -> None:
    assert clean_text(text) == (text, 0)


def test_a_cell_full_of_blanks_does_not_hold_up_the_import() -> None:
    largest_cell = " " * 32_766
    started = process_time()
    assert clean_text(f"{largest_cell}済\t\x00") == ("済", 1)
    assert process_time() - started < 1


def test_a_decomposed_kana_from_another_computer_becomes_the_usual_one() -> None:
    assert clean_text("か\u3099き\u3099") == ("がぎ", 0)


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_note_keeps_its_lines_whatever_program_broke_them(line_break: str) -> None:
    text = f"  字下げ\tあり{line_break}二行目"
    assert clean_text(text, multiline=True) == ("  字下げ\tあり\n二行目", 0)
    assert clean_text(f"一{line_break}二") == ("一 二", 0)
