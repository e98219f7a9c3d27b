"""Who and until when in the words of a promise, wherever they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.promise_words import PromiseWords, read_words

MONDAY = date(2025, 12, 15)
STAFF = ("佐藤 花子", "佐野 次郎", "鈴木", "青柳 志穂")
SATO, AOYAGI = "佐藤 花子", "青柳 志穂"


def day(month: int, number: int) -> date:
    return date(2025 if month >= 4 else 2026, month, number)


def read(text: str) -> PromiseWords:
    return read_words(text, held_on=MONDAY, staff=STAFF, year_starts_on=date(2025, 4, 1))


@pytest.mark.parametrize(
    ("text", "title", "staff", "due_on"),
    [
        # Who, in front, in the middle, at the end, with or without a title, in brackets, joined to the words.
        ("見積を送る @佐藤さん 12/20", "見積を送る", SATO, day(12, 20)),
        ("@佐藤さん 12/20 見積", "見積", SATO, day(12, 20)),
        ("見積 @佐藤様 12/20。", "見積", SATO, day(12, 20)),
        ("見積を送る（@佐藤、12/20）", "見積を送る", SATO, day(12, 20)),
        ("12/20 見積を送る @佐藤", "見積を送る", SATO, day(12, 20)),
        ("12/20までに@佐藤さんが見積を送る", "見積を送る", SATO, day(12, 20)),
        ("@佐藤花子さん 電話 明日", "電話", SATO, day(12, 16)),
        ("＠鈴木氏 名簿", "名簿", "鈴木", None),
        # Until when: what is marked counts, then what stands alone.
        ("月末までに名簿を直す", "名簿を直す", None, day(12, 31)),
        ("名簿を直す 月末", "名簿を直す", None, day(12, 31)),
        ("12月末までに名簿 @鈴木さん", "名簿", "鈴木", day(12, 31)),
        ("12/1の議事録を12/20までに送る @青柳", "12/1の議事録を送る", AOYAGI, day(12, 20)),
        ("来週金曜までに電話", "電話", None, day(12, 26)),
        ("期限：12/25 様式", "様式", None, day(12, 25)),
        ("〆切 1月9日 様式", "様式", None, day(1, 9)),
        ("R8.1.9まで 見積", "見積", None, day(1, 9)),
        ("12月20日（土）必着で申請書", "申請書", None, day(12, 20)),
        ("20日までに送る", "送る", None, day(12, 20)),
        ("１２／２０までに送る", "送る", None, day(12, 20)),
        ("十二月二十日 見積", "見積", None, day(12, 20)),
        ("来月10日 見積", "見積", None, day(1, 10)),
        ("次の金曜までに名簿", "名簿", None, day(12, 19)),
        ("今月中に名簿を直す", "名簿を直す", None, day(12, 31)),
        ("しあさってまでに電話", "電話", None, day(12, 18)),
        ("12/25に見学", "見学", None, day(12, 25)),
        # When something else was says nothing of until when.
        ("12/1に届いた書類を返送 12/20", "12/1に届いた書類を返送", None, day(12, 20)),
        ("12/18に届く書類を12/20までに返送", "12/18に届く書類を返送", None, day(12, 20)),
        ("見積を12/17に送る", "見積を送る", None, day(12, 17)),
        ("出欠を12/17", "出欠を", None, day(12, 17)),
        ("来週月曜に電話", "電話", None, day(12, 22)),
        ("3日以内に返事", "返事", None, day(12, 18)),
        ("3日後に返事", "返事", None, day(12, 18)),
        ("12/31/2025 精算", "精算", None, day(12, 31)),
        # What only looks like one.
        ("12/20 の会場を押さえる", "12/20 の会場を押さえる", None, None),
        ("12/20の会場を押さえる", "12/20の会場を押さえる", None, None),
        ("チラシを印刷 20", "チラシを印刷 20", None, None),
        ("5日後の予定を聞く", "5日後の予定を聞く", None, None),
        ("電話 03-1234-5678", "電話 03-1234-5678", None, None),
        ("sato@example.jp に送る", "sato@example.jp に送る", None, None),
    ],
)
def test_person_and_day_are_taken_from_anywhere_in_the_words(
    text: str, title: str, staff: str | None, due_on: date | None
) -> None:
    found = read(text)
    assert (found.title, found.staff, found.due_on) == (title, staff, due_on)


@pytest.mark.parametrize(
    ("text", "title", "unread"),
    [
        ("見積を送る @佐藤 12/20 14:00", "見積を送る 14:00", ["14:00"]),
        ("見積 @佐藤 @青柳 12/20", "見積 @青柳", ["@青柳"]),
        ("見積 @佐藤・青柳 12/20", "見積 青柳", ["青柳"]),
        ("@鈴木田 電話", "@鈴木田 電話", ["@鈴木田"]),
        ("@佐 電話", "@佐 電話", ["@佐"]),
        ("行く 2/30", "行く 2/30", ["2/30"]),
        ("写真 12/10まで", "写真 12/10まで", ["12/10まで"]),
        ("見積 12/20、1/10", "見積 12/20、1/10", ["12/20", "1/10"]),
        ("見積を送る @佐藤 12/20", "見積を送る", []),
    ],
)
def test_what_could_not_be_taken_stays_among_the_words_and_is_told(
    text: str, title: str, unread: list[str]
) -> None:
    found = read(text)
    assert (found.title, list(found.unread)) == (title, unread)


@given(
    st.lists(
        st.sampled_from(["見積", "を送る", "@佐藤", "さん", " ", "12/20", "まで", "（", "）", "、", "14:00"])
    )
)
def test_no_word_of_the_promise_is_lost(parts: list[str]) -> None:
    found = read("".join(parts))
    for word in ("見積", "を送る", "14:00"):
        assert found.title.count(word) == parts.count(word)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("明日電話", ("明日",)),
        ("12月25日見学", ("12月25日",)),
        # It belongs to the word behind it, and is no end of anything.
        ("12/20の会場を押さえる", ()),
        ("12/20から受付", ()),
        ("5日後の予定を聞く", ()),
    ],
)
def test_a_day_that_was_not_taken_is_told_unless_it_is_part_of_the_matter(
    text: str, unread: tuple[str, ...]
) -> None:
    found = read(text)
    assert (found.title, found.due_on, found.unread) == (text, None, unread)
