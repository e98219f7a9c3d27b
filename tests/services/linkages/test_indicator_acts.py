"""Up to three indicators a group, each with what was measured."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.linkages.indicator_words import say_progress
from kodoku_tui.services.linkages.indicators import (
    RecordedIndicator,
    list_indicators,
    next_position,
    record_actual,
    set_indicator,
)
from kodoku_tui.store.unit import StaleVersion
from tests.desks import go_to

TODAY = date(2025, 12, 15)


def entry(position: int = 1, **given: object) -> IndicatorEntry:
    known: dict[str, object] = {
        "group_no": 1,
        "position": position,
        "name": "参加者数",
        "unit": "人",
        "baseline": 10,
        "target": 30,
    }
    return IndicatorEntry.model_validate(known | given)


def only(desk: Desk) -> RecordedIndicator:
    (found,) = list_indicators(desk, 1)
    return found


def test_three_find_room_a_fourth_is_refused_at_its_field(small_desk: Desk) -> None:
    for position in (1, 2, 3):
        assert next_position(small_desk, 1) == position
        set_indicator(small_desk, entry(position))
    for ask in (lambda: next_position(small_desk, 1), lambda: set_indicator(small_desk, entry(4))):
        with pytest.raises(Refused) as refusal:
            ask()
        assert (refusal.value.key, refusal.value.field) == ("error.indicators_at_most", "position")
    assert len(list_indicators(small_desk)) == 3


def test_progress_in_words(small_desk: Desk) -> None:
    set_indicator(small_desk, entry())
    assert say_progress(only(small_desk)) == "実績なし"
    record_actual(small_desk, 1, 1, on=date(2025, 10, 1), value=12)
    record_actual(small_desk, 1, 1, on=TODAY, value=24.5)
    assert say_progress(only(small_desk)) == "目標まで5.5人（72.5%）"
    record_actual(small_desk, 1, 1, on=TODAY, value=30)
    assert say_progress(only(small_desk)) == "目標達成"


def test_a_second_value_of_one_day_takes_the_place_of_the_first(small_desk: Desk) -> None:
    set_indicator(small_desk, entry())
    record_actual(small_desk, 1, 1, on=TODAY, value=12, note="速報")
    record_actual(small_desk, 1, 1, on=TODAY, value=13)
    assert [(one.value, one.note) for one in only(small_desk).actuals] == [(13, "")]
    undo(small_desk)
    assert [(one.value, one.note) for one in only(small_desk).actuals] == [(12, "速報")]


def test_what_was_measured_later_is_not_known_yet(small_desk: Desk) -> None:
    set_indicator(small_desk, entry())
    record_actual(small_desk, 1, 1, on=date(2025, 10, 1), value=12)
    record_actual(small_desk, 1, 1, on=TODAY, value=20)
    go_to(small_desk, date(2025, 11, 1))
    assert [one.value for one in only(small_desk).actuals] == [12]


@pytest.mark.parametrize(
    ("position", "on", "value", "field"),
    [(1, date(2025, 12, 16), 1.0, "on"), (2, TODAY, 1.0, "position"), (1, TODAY, float("nan"), "value")],
)
def test_what_cannot_have_been_measured_is_refused(
    small_desk: Desk, position: int, on: date, value: float, field: str
) -> None:
    set_indicator(small_desk, entry())
    with pytest.raises(Refused) as refusal:
        record_actual(small_desk, 1, position, on=on, value=value)
    assert refusal.value.field == field
    assert only(small_desk).actuals == ()


def test_what_is_not_given_stays_and_a_new_one_needs_a_name(small_desk: Desk) -> None:
    set_indicator(small_desk, entry())
    set_indicator(small_desk, IndicatorEntry(group_no=1, position=1, target=40))
    assert (only(small_desk).name, only(small_desk).baseline, only(small_desk).target) == (
        "参加者数",
        10,
        40,
    )
    with pytest.raises(Refused) as refusal:
        set_indicator(small_desk, IndicatorEntry(group_no=1, position=2, target=40))
    assert refusal.value.field == "name"


def test_two_people_on_one_indicator(small_desk: Desk) -> None:
    set_indicator(small_desk, entry())
    seen = only(small_desk).version
    set_indicator(small_desk, entry(target=35), version=seen)
    with pytest.raises(StaleVersion):
        set_indicator(small_desk, entry(target=45), version=seen)
    assert only(small_desk).target == 35
