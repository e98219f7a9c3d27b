"""Times of day as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.times import parse_time
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
    ],
)
def test_a_time_is_read(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "14:60", "昼", "14", "14:3", "2025-12-15", "1" * 50])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_time(text)
    assert refused.value.key == "error.checkin_time_unreadable"


@given(st.times())
def test_every_minute_reads_back(moment: time) -> None:
    written = moment.strftime("%H:%M")
    assert parse_time(written).strftime("%H:%M") == written


@given(st.text(max_size=30))
def test_anything_else_is_a_refusal(text: str) -> None:
    try:
        parse_time(text)
    except Refused as refused:
        assert refused.key == "error.checkin_time_unreadable"
