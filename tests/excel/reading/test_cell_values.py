"""What people write in cells, and what it means."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.corporate_numbers import is_corporate_number
from kodoku_tui.excel.reading.broken_words import closed, readings_of
from kodoku_tui.excel.reading.cell_values import (
    corporate_number_of,
    mark_of,
    moment_of,
    phone_of,
    positive_number_of,
)
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue
from kodoku_tui.locale import say

TODAY = date(2025, 12, 15)
YEAR = date(2025, 4, 1)


def day(value: CellValue) -> date | None:
    found = moment_of(value, today=TODAY, direction=Direction.OF_YEAR, year_starts_on=YEAR)
    return None if found is None else found.day


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("令和7年6月1日", date(2025, 6, 1)),
        ("令和７年６月１日（日）", date(2025, 6, 1)),
        ("R7.6.1", date(2025, 6, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("2025/6/1 0:00", date(2025, 6, 1)),
        ("2025-06-01T09:30:00", date(2025, 6, 1)),
        ("２０２５年６月１日　１０：００", date(2025, 6, 1)),
        ("20250601", date(2025, 6, 1)),
        (20250601, date(2025, 6, 1)),
        (45809, date(2025, 6, 1)),
        (45809.75, date(2025, 6, 1)),
        (datetime(2025, 6, 1, 10), date(2025, 6, 1)),
        ("6月1日", date(2025, 6, 1)),
        ("3/31", date(2026, 3, 31)),
        ("　", None),
        (None, None),
    ],
)
def test_days_are_read_however_they_are_written(written: CellValue, expected: date | None) -> None:
    assert day(written) == expected


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("6/1、6/8", "error.cell_two_dates"),
        ("令和7年6月1日～6月8日", "error.cell_two_dates"),
        ("2025/6/1\n2025/6/8", "error.cell_two_dates"),
        ("6月上旬", "error.cell_date"),
        ("昨日", "error.cell_date"),
        (15, "error.cell_date"),
        (1.5, "error.cell_date"),
        ("2/30", "error.date_impossible"),
        (ErrorValue("#N/A"), "error.cell_error"),
    ],
)
def test_what_is_no_single_day_is_for_a_person(written: CellValue, key: str) -> None:
    with pytest.raises(Refused) as refused:
        day(written)
    assert refused.value.key == key
    assert say(key, **{"cell": "A1", "column": "日付", **refused.value.params})


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_with_its_time_is_the_same_day_as_without(one: date) -> None:
    assert day(f"{one:%Y/%m/%d} 23:59:59") == day(one.isoformat()) == one


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("○", True),
        ("✓", True),
        ("済", True),
        ("完了", True),
        ("×", False),
        ("未", False),
        ("－", False),
        (None, False),
    ],
)
def test_marks_say_yes_or_no(written: CellValue, expected: bool) -> None:
    assert mark_of(written) is expected


def test_a_triangle_says_neither() -> None:
    with pytest.raises(Refused) as refused:
        mark_of("△")
    assert refused.value.key == "error.cell_mark_partly"


@pytest.mark.parametrize(("written", "expected"), [("１２", 12), ("1,200", 1200), (12.0, 12), ("012", 12)])
def test_whole_numbers_are_read_in_every_width(written: CellValue, expected: int) -> None:
    assert positive_number_of(written) == expected


@pytest.mark.parametrize("written", ["1,20", "12人と3人", "-1", "0"])
def test_what_only_looks_like_a_whole_number_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        positive_number_of(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("03-1234-5678", "03-1234-5678"),
        (312345678, "0312345678"),
        (9012345678, "09012345678"),
        ("0312345678", "0312345678"),
        (None, ""),
    ],
)
def test_a_telephone_number_is_text_and_gets_its_nought_back(written: CellValue, expected: str) -> None:
    assert phone_of(written) == expected


@pytest.mark.parametrize("written", [7000012050002, "7000012050002", "７０００-０１２０-５０００２"])
def test_a_right_corporate_number_is_its_thirteen_digits(written: CellValue) -> None:
    assert corporate_number_of(written) == "7000012050002"


@pytest.mark.parametrize(
    "written", [7000012050000, "7000012050003", "7.00001E+12", "700001205000", 7.00002e12]
)
def test_a_corporate_number_that_lost_digits_is_flagged_as_written(written: CellValue) -> None:
    with pytest.raises(Refused) as refused:
        corporate_number_of(written)
    assert refused.value.key == "error.cell_corporate_number"


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_check(twelve: str, place: int, more: int) -> None:
    (right,) = [f"{digit}{twelve}" for digit in range(1, 10) if is_corporate_number(f"{digit}{twelve}")]
    wrong = f"{right[:place]}{(int(right[place]) + more) % 10}{right[place + 1 :]}"
    # 9 and 0 weigh the same by nine, which the rule itself cannot tell apart.
    same_by_nine = place > 0 and {wrong[place], right[place]} == {"0", "9"}
    assert is_corporate_number(wrong) is same_by_nine


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("特定非営利活動法 人 架空の会", "特定非営利活動法人 架空の会"),
        ("一般社 団法人ためしの家", "一般社団法人ためしの家"),
        ("代 表 者", "代表者"),
        ("サポ ート", "サポート"),
        ("「 架空」の会 、東京", "「架空」の会、東京"),
    ],
)
def test_spaces_of_a_pdf_copy_are_closed_where_that_is_sure(written: str, meant: str) -> None:
    assert readings_of(written) == (meant, written)


@pytest.mark.parametrize("written", ["佐藤 花子", "架空の会 東京支部", "NPO 法人", "A B C", "", "林 森"])
def test_a_space_that_may_be_meant_stays(written: str) -> None:
    assert readings_of(written) == (written,)


@given(st.text("特定非営利活動法人架空の会ー っ。「」 　A", max_size=30))
def test_closing_takes_nothing_but_spaces_and_is_done_once(text: str) -> None:
    assert "".join(closed(text).split()) == "".join(text.split())
    assert closed(closed(text)) == closed(text)
