from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.dates import parse_date, parse_written_date
from kodoku_tui.domain.days.direction import Direction, is_far_off, is_of_another_year, is_slip, months_off
from kodoku_tui.domain.errors import Refused

R7 = date(2025, 4, 1)
MONDAY = "2025-12-15"
SEVERAL = "error.date_several"
IMPOSSIBLE = "error.date_impossible"
PAST, FUTURE, EITHER, OF_YEAR = Direction


def meant(text: str, today: str, direction: Direction) -> str:
    try:
        return parse_date(
            text, today=date.fromisoformat(today), direction=direction, year_starts_on=R7
        ).isoformat()
    except Refused as refused:
        return refused.key


@pytest.mark.parametrize(
    ("text", "today", "past", "future", "either", "of_year"),
    [
        # Without a year: the nearest that looks this way, whatever year is open.
        ("4/8", "2026-04-10", "2026-04-08", "2027-04-08", "2026-04-08", "2025-04-08"),
        ("4/10", "2026-03-25", "2025-04-10", "2026-04-10", "2026-04-10", "2025-04-10"),
        ("3/30", "2026-04-03", "2026-03-30", "2027-03-30", "2026-03-30", "2026-03-30"),
        ("12/20", MONDAY, "2024-12-20", "2025-12-20", "2025-12-20", "2025-12-20"),
        ("12/10", MONDAY, "2025-12-10", "2026-12-10", "2025-12-10", "2025-12-10"),
        ("12/15", MONDAY, MONDAY, MONDAY, MONDAY, MONDAY),
        ("12月10日(水)", MONDAY, "2025-12-10", "2026-12-10", "2025-12-10", "2025-12-10"),
        ("1210", MONDAY, "2025-12-10", "2026-12-10", "2025-12-10", "2025-12-10"),
        ("十二月十日", MONDAY, "2025-12-10", "2026-12-10", "2025-12-10", "2025-12-10"),
        ("1/5", MONDAY, "2025-01-05", "2026-01-05", "2026-01-05", "2026-01-05"),
        ("2/29", MONDAY, "2024-02-29", IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE),
        ("2/30", MONDAY, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE),
        # Without a month: of the month in which it lies this way.
        ("10", MONDAY, "2025-12-10", "2026-01-10", "2025-12-10", "2025-12-10"),
        ("20日", MONDAY, "2025-11-20", "2025-12-20", "2025-12-20", "2025-12-20"),
        ("二十日", MONDAY, "2025-11-20", "2025-12-20", "2025-12-20", "2025-12-20"),
        ("15", MONDAY, MONDAY, MONDAY, MONDAY, MONDAY),
        ("31", MONDAY, "2025-10-31", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("31", "2026-02-10", "2026-01-31", "2026-03-31", IMPOSSIBLE, IMPOSSIBLE),
        # Weekdays.
        ("金", MONDAY, "2025-12-12", "2025-12-19", "2025-12-19", "2025-12-19"),
        ("金曜日", MONDAY, "2025-12-12", "2025-12-19", "2025-12-19", "2025-12-19"),
        ("月", MONDAY, MONDAY, "2025-12-22", "2025-12-22", "2025-12-22"),
        ("fri", MONDAY, "2025-12-12", "2025-12-19", "2025-12-19", "2025-12-19"),
        # Ends of months.
        ("月末", MONDAY, "2025-11-30", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("末日", MONDAY, "2025-11-30", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("月末", "2025-12-31", "2025-12-31", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("12月末", MONDAY, "2024-12-31", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("12月末", "2026-02-01", "2025-12-31", "2026-12-31", "2025-12-31", "2025-12-31"),
        ("3月中", MONDAY, "2025-03-31", "2026-03-31", "2026-03-31", "2026-03-31"),
        ("2月末日", MONDAY, "2025-02-28", "2026-02-28", "2026-02-28", "2026-02-28"),
        ("13月末", MONDAY, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE),
        ("年末", MONDAY, "2024-12-31", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("年度末", MONDAY, "2025-03-31", "2026-03-31", "2026-03-31", "2026-03-31"),
        ("年内", MONDAY, "2024-12-31", "2025-12-31", "2025-12-31", "2025-12-31"),
    ],
)
def test_a_day_looks_the_way_of_its_field(
    text: str, today: str, past: str, future: str, either: str, of_year: str
) -> None:
    assert [meant(text, today, way) for way in Direction] == [past, future, either, of_year]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("先週金曜", "2025-12-12"),
        ("先週の金曜日", "2025-12-12"),
        ("先々週月曜", "2025-12-01"),
        ("今週水曜", "2025-12-17"),
        ("来週火曜", "2025-12-23"),
        ("再来週の月", "2025-12-29"),
        ("翌週月曜", "2025-12-22"),
        ("この週の金曜", "2025-12-19"),
        ("次の金曜", "2025-12-19"),
        ("今度の月曜日", "2025-12-22"),
        ("この前の月曜", "2025-12-08"),
        ("前の金曜", "2025-12-12"),
        ("last friday", "2025-12-12"),
        ("next Tuesday", "2025-12-23"),
        ("先週", "2025-12-08"),
        ("3日前", "2025-12-12"),
        ("三日前", "2025-12-12"),
        ("１０日後", "2025-12-25"),
        ("2週間前", "2025-12-01"),
        ("1週間後", "2025-12-22"),
        ("2か月前", "2025-10-15"),
        ("2ヶ月後", "2026-02-15"),
        ("3 days ago", "2025-12-12"),
        ("in 2 weeks", "2025-12-29"),
        ("今月末", "2025-12-31"),
        ("来月末", "2026-01-31"),
        ("先月末日", "2025-11-30"),
        ("来月10日", "2026-01-10"),
        ("今月中", "2025-12-31"),
        ("来月頭", "2026-01-01"),
        ("翌月の初め", "2026-01-01"),
        ("しあさって", "2025-12-18"),
        ("明々後日", "2025-12-18"),
        ("さきおととい", "2025-12-12"),
        ("一昨昨日", "2025-12-12"),
        ("先月の25日", "2025-11-25"),
        # With a year there is one reading.
        ("20251201", "2025-12-01"),
        ("令7.12.1", "2025-12-01"),
        ("令和七年十二月一日", "2025-12-01"),
        ("二〇二五年十二月一日", "2025-12-01"),
        ("7年12月1日", "2025-12-01"),
        ("2024/6/1", "2024-06-01"),
        # One reading alone lies in the programme's year.
        ("25/9/1", "2025-09-01"),
        ("7.12.1", "2025-12-01"),
        ("12/31/2025", "2025-12-31"),
        ("31/12/2025", "2025-12-31"),
        ("09/01/2025", "2025-09-01"),
        ("12/19/25", "2025-12-19"),
        # Or more than one.
        ("05/06/2025", SEVERAL),
        ("2/3/2020", SEVERAL),
        ("13/14/2025", IMPOSSIBLE),
    ],
)
def test_what_needs_no_direction_is_read_alike_in_every_field(text: str, day: str) -> None:
    assert {meant(text, MONDAY, way) for way in Direction} == {day}


def test_a_day_with_several_readings_names_two_of_them() -> None:
    with pytest.raises(Refused) as caught:
        parse_date("05/06/2025", today=date(2025, 12, 15), year_starts_on=R7)
    assert caught.value.params == {
        "text": "05/06/2025",
        "day": date(2025, 5, 6),
        "other": date(2025, 6, 5),
    }


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from([PAST, FUTURE]),
)
def test_no_other_year_has_a_nearer_day_that_looks_this_way(
    today: date, day: date, direction: Direction
) -> None:
    try:
        found = parse_date(f"{day.month}/{day.day}", today=today, direction=direction)
    except Refused:
        assert (day.month, day.day) == (2, 29)
        return
    assert direction.fits(found, today)
    assert abs(found - today) <= timedelta(days=366) or (day.month, day.day) == (2, 29)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from(list(Direction)))
def test_what_counts_from_today_is_not_read_where_nobody_knows_when_it_was_written(
    today: date, direction: Direction
) -> None:
    for text in ("昨日", "15日", "金", "月末", "来週火曜", "3日前", "+14", "年度末", "次の金曜", "今月中"):
        with pytest.raises(Refused, match="date_unreadable"):
            parse_written_date(text, today=today, direction=direction, year_starts_on=R7)


@pytest.mark.parametrize(
    ("day", "months", "is_far"),
    [
        ("2025-12-15", 0, False),
        ("2025-02-16", 9, False),
        ("2025-02-15", 10, False),
        ("2025-02-14", 10, True),
        ("2024-12-20", 11, True),
        ("2026-10-15", 10, False),
        ("2026-10-16", 10, True),
        ("2026-12-10", 11, True),
    ],
)
def test_a_day_more_than_ten_months_away_is_far_off(day: str, months: int, is_far: bool) -> None:
    there, today = date.fromisoformat(day), date.fromisoformat(MONDAY)
    assert (months_off(there, today), is_far_off(there, today)) == (months, is_far)


@pytest.mark.parametrize(
    ("day", "is_other"),
    [("2025-03-31", True), ("2025-04-01", False), ("2026-05-31", False), ("2026-06-01", True)],
)
def test_a_year_ends_when_it_is_closed(day: str, is_other: bool) -> None:
    assert is_of_another_year(date.fromisoformat(day), R7) is is_other


def test_a_day_of_the_plan_is_asked_about_by_its_year_and_not_by_today() -> None:
    last, today = date(2026, 3, 31), date(2025, 4, 2)
    assert not is_slip(last, today, OF_YEAR, R7)
    assert is_slip(last, today, FUTURE, R7)
    assert is_slip(date(2026, 6, 1), date(2026, 4, 10), OF_YEAR, R7)
    assert not is_slip(date(2026, 6, 1), date(2026, 4, 10), EITHER, R7)
