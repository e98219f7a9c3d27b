"""Times of day as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.times import Span, parse_span, parse_time
from kodoku_tui.domain.errors import Refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("１４：３０", time(14, 30)),
        ("9:05", time(9, 5)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("14時", time(14)),
        ("14時半", time(14, 30)),
        ("午後2時半", time(14, 30)),
        ("午前 9時15分", time(9, 15)),
        ("午後12時", time(12)),
        ("2:30pm", time(14, 30)),
        ("12:10 AM", time(0, 10)),
        ("0:00", time(0)),
        ("正午", time(12)),
        ("お昼の正午ごろ", time(12)),
        ("10時頃", time(10)),
        ("14:30:59", time(14, 30)),
    ],
)
def test_a_time_is_read(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "24:00", "24時", "14:30〜15:30", "14:60", "昼", "14", "14:3", "2025-12-15", "1" * 50]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_time(text)
    assert refused.value.key == "error.checkin_time_unreadable"


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("14:30〜15:30", time(14, 30), "15:30"),
        ("14：30～15：30", time(14, 30), "15:30"),
        ("1430-1530", time(14, 30), "15:30"),
        ("10時から正午まで", time(10), "12:00"),
        ("午後2時〜3時", time(14), "15:00"),
        ("午前10時-午後3時", time(10), "15:00"),
        ("22:00〜24:00", time(22), "24:00"),
        ("14:30〜", time(14, 30), ""),
        ("14:30", time(14, 30), ""),
    ],
)
def test_from_when_until_when_is_read(text: str, start: time, until: str) -> None:
    assert parse_span(text) == Span(start, until)


@pytest.mark.parametrize(
    "text",
    [
        "15:30〜14:30",
        "14:30〜14:30",
        "〜15:30",
        "2:30-3:30pm",
        "1時〜2時〜3時",
        "24:00〜",
        "10〜11",
        "25:00-26:00",
    ],
)
def test_no_span_is_guessed(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_span(text)
    assert refused.value.key == "error.checkin_time_unreadable"


@given(st.times())
def test_every_minute_reads_back(moment: time) -> None:
    written = moment.strftime("%H:%M")
    assert parse_time(written).strftime("%H:%M") == written


@given(st.text(max_size=30))
def test_anything_else_is_a_refusal(text: str) -> None:
    for parse in (parse_time, parse_span):
        try:
            parse(text)
        except Refused as refused:
            assert refused.key == "error.checkin_time_unreadable"
