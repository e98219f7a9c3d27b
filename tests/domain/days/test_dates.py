from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.dates import fiscal_year_of, parse_date
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.days.eras import era_text
from kodoku_tui.domain.errors import Refused

MONDAY = date(2025, 12, 1)
R7_STARTS_ON = date(2025, 4, 1)
FIRST_OF_DECEMBER = date(2025, 12, 1)
FULL_WIDTH = str.maketrans("0123456789/.-+RHS", "０１２３４５６７８９／．－＋ＲＨＳ")


def read(text: str, today: date = MONDAY) -> date:
    return parse_date(text, today=today, direction=Direction.OF_YEAR, year_starts_on=R7_STARTS_ON)


def short_era(day: date, separator: str = ".") -> str:
    first_year = {"令": 2018, "平": 1988, "昭": 1925}[era_text(day)[0]]
    letter = {"令": "R", "平": "H", "昭": "S"}[era_text(day)[0]]
    return f"{letter}{day.year - first_year}{separator}{day.month}{separator}{day.day}"


WITH_YEAR: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "kanji": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "eight digits": lambda day: f"{day:%Y%m%d}",
    "full width": lambda day: f"{day.year}/{day.month}/{day.day}".translate(FULL_WIDTH),
    "weekday behind": lambda day: f"{day.isoformat()} （{'月火水木金土日'[day.weekday()]}）",
    "era": era_text,
    "era letter, dots": short_era,
    "era letter, slashes": lambda day: short_era(day, "/").lower(),
    "era letter, full width": lambda day: short_era(day).translate(FULL_WIDTH),
}
WITHOUT_YEAR: dict[str, Callable[[date], str]] = {
    "slash": lambda day: f"{day.month}/{day.day}",
    "hyphen": lambda day: f"{day.month}-{day.day}",
    "kanji": lambda day: f"{day.month}月{day.day}日",
    "four digits": lambda day: f"{day:%m%d}",
}


@pytest.mark.parametrize("form", WITH_YEAR)
def test_every_date_from_1990_to_2100_is_read_back_from_each_way_of_writing_it(form: str) -> None:
    write, day = WITH_YEAR[form], date(1990, 1, 1)
    while day <= date(2100, 12, 31):
        assert parse_date(write(day), today=MONDAY) == day
        day += timedelta(days=1)


@pytest.mark.parametrize("form", WITHOUT_YEAR)
def test_every_date_of_a_programme_year_is_read_back_without_its_year(form: str) -> None:
    write = WITHOUT_YEAR[form]
    for starts_on in (R7_STARTS_ON, date(2027, 4, 1), date(2025, 1, 1)):
        day = starts_on
        while day < starts_on.replace(year=starts_on.year + 1):
            found = parse_date(
                write(day), today=MONDAY, direction=Direction.OF_YEAR, year_starts_on=starts_on
            )
            assert found == day
            day += timedelta(days=1)


@given(
    st.dates(date(1990, 1, 1), date(2099, 6, 1)), st.integers(-182, 182), st.sampled_from(list(WITHOUT_YEAR))
)
def test_without_a_programme_year_the_nearest_such_date_is_meant(today: date, away: int, form: str) -> None:
    day = today + timedelta(days=away)
    assert parse_date(WITHOUT_YEAR[form](day), today=today) == day


@given(st.dates(date(1990, 1, 1), date(2070, 1, 1)), st.integers(-9999, 9999))
def test_an_offset_counts_days_from_today(today: date, days: int) -> None:
    assert parse_date(f"{days:+d}", today=today) == today + timedelta(days=days)


@given(st.dates(date(1990, 1, 1), date(2099, 1, 1)), st.sampled_from("月火水木金土日"))
def test_a_weekday_is_the_next_one_after_today(today: date, weekday: str) -> None:
    found = parse_date(f"{weekday}曜", today=today)
    assert "月火水木金土日"[found.weekday()] == weekday
    assert 1 <= (found - today).days <= 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日", MONDAY),
        ("本日", MONDAY),
        ("today", MONDAY),
        ("Yesterday", date(2025, 11, 30)),
        ("昨日", date(2025, 11, 30)),
        ("きのう", date(2025, 11, 30)),
        ("一昨日", date(2025, 11, 29)),
        ("おととい", date(2025, 11, 29)),
        ("明日", date(2025, 12, 2)),
        ("あした", date(2025, 12, 2)),
        ("tomorrow", date(2025, 12, 2)),
        ("明後日", date(2025, 12, 3)),
        ("来週", date(2025, 12, 8)),
        ("+14", date(2025, 12, 15)),
        ("＋１４", date(2025, 12, 15)),
        ("-3", date(2025, 11, 28)),
        ("−3", date(2025, 11, 28)),
        ("+2w", date(2025, 12, 15)),
        ("+2週", date(2025, 12, 15)),
        ("+2週間", date(2025, 12, 15)),
        ("月", date(2025, 12, 8)),
        ("火曜日", date(2025, 12, 2)),
        ("日", date(2025, 12, 7)),
        ("来週月曜", date(2025, 12, 8)),
        ("来週の金曜日", date(2025, 12, 12)),
        ("来週日曜", date(2025, 12, 14)),
        ("5", date(2025, 12, 5)),
        ("1日", date(2025, 12, 1)),
    ],
)
def test_words_and_short_forms_are_read_as_said_on_that_day(text: str, expected: date) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12/1(月)",
        "12/1（月・祝）",
        "12月1日（月曜日）",
        "12/1㈪",
        " 12 / 1 ",
        "2025年 12月 1日",
        "2025年12月1",
        "R7.12.1",
        "R07/12/01",
        "r7-12-1",
        "㋿7年12月1日",
        "令和 7 年 12 月 1 日",
        "12・1",
        "2025ー12ー01",
        "２０２５。１２。１",
    ],
)
def test_what_people_really_type_is_read(text: str) -> None:
    assert read(text) == FIRST_OF_DECEMBER


def test_a_month_of_the_new_year_belongs_to_the_same_programme_year() -> None:
    assert read("3/31", today=date(2025, 4, 2)) == date(2026, 3, 31)
    assert read("4/1", today=date(2026, 3, 30)) == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
    ],
)
def test_the_first_and_last_day_of_an_era_belong_to_it(text: str, expected: date) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["R1.4.30", "令和元年4月30日", "R0.5.1", "H31.5.1", "H1.1.7", "S64.1.8", "S1.12.24", "H32.4.1"]
)
def test_a_day_outside_the_era_it_names_is_refused(text: str) -> None:
    assert refusal(text) == "error.date_outside_era"


@pytest.mark.parametrize(
    "text", ["2/30", "2025-02-29", "2/29", "13/1", "0/5", "20251301", "R7.2.29", "2025", "32", "0"]
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert refusal(text) == "error.date_impossible"


@pytest.mark.parametrize("text", ["1925-12-31", "2101/1/1", "9999-12-31", "0000-01-01", "R99.1.1"])
def test_a_year_nobody_means_is_refused(text: str) -> None:
    assert refusal(text) == "error.date_outside_years"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "未定",
        "12月",
        "来月",
        "2025年12月",
        "12/1 12/5",
        "12/1、12/5",
        "12/1～12/5",
        "12/1 5",
        "1 5",
        "2025-12/1",
        "12.1",
        "45992",
        "12/1頃",
        "(月)",
        "大正15年12月1日",
        "１２/１" * 30,
    ],
)
def test_two_dates_or_none_are_refused_rather_than_guessed(text: str) -> None:
    assert refusal(text) == "error.date_unreadable"


@given(
    st.text(st.sampled_from("0123456789０９/-.+年月日曜元令和平成RHSw週来の今昨 （）()"), max_size=12),
    st.dates(),
)
def test_any_text_is_either_a_date_within_the_years_or_refused_with_the_text(text: str, today: date) -> None:
    try:
        found = parse_date(text, today=today)
    except Refused as refused:
        assert refused.field == "date"
        assert refused.params["text"] == text
    else:
        assert 1926 <= found.year <= 2100


def test_no_year_is_given_to_the_29th_of_february_when_the_nearest_february_has_28_days() -> None:
    assert parse_date("2/29", today=date(2023, 9, 15)) == date(2024, 2, 29)
    with pytest.raises(Refused, match="date_impossible"):
        parse_date("2/29", today=date(2025, 3, 15))


def test_a_fiscal_year_begins_in_april() -> None:
    assert [fiscal_year_of(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2025, 2026]


def test_a_letter_is_dated_in_the_era_of_the_day() -> None:
    assert era_text(date(2025, 12, 1)) == "令和7年12月1日"
    assert era_text(date(2019, 5, 1)) == "令和元年5月1日"
    assert era_text(date(2019, 4, 30)) == "平成31年4月30日"
    with pytest.raises(Refused, match="date_outside_years"):
        era_text(date(1926, 12, 24))


def test_reading_a_date_does_not_make_the_program_start_slower() -> None:
    code = (
        "import sys, kodoku_tui.domain.days.dates, kodoku_tui.domain.duties.milestones;"
        "import kodoku_tui.domain.checkins.cadence;"
        "sys.exit(bool({'pydantic', 'jpholiday', 'dateutil'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        read(text)
    return caught.value.key
