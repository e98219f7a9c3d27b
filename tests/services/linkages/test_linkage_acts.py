"""Linkages with their dated levels, and the two measures of report section 7(3)."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.linkages import CounterpartKind, LinkageEntry, LinkageLevel
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.linkages.linkages import (
    RecordedLinkage,
    hide_linkage,
    linkage_measures,
    list_linkages,
    set_linkage,
)
from kodoku_tui.store.unit import StaleVersion
from tests.desks import data_of, go_to

TODAY = date(2025, 12, 15)
# The plan of 2025: first training 2025-08-31, work from 2025-06-01 to 2026-02-10.
TRAINING = date(2025, 8, 31)


def entry(number: int = 1, level: int | None = 1, on: date = TODAY, **given: object) -> LinkageEntry:
    known: dict[str, object] = {
        "group_no": number,
        "kind": CounterpartKind.MUNICIPALITY,
        "counterpart": "架空市福祉課",
        "level": None if level is None else LinkageLevel.of(level),
        "reached_on": on,
    }
    return LinkageEntry.model_validate(known | given)


def only(desk: Desk, number: int = 1) -> RecordedLinkage:
    (found,) = list_linkages(desk, number)
    return found


def test_levels_are_a_dated_history_and_the_newest_by_day_counts(small_desk: Desk) -> None:
    set_linkage(small_desk, entry(level=0, on=date(2025, 7, 1)))
    set_linkage(small_desk, entry(level=2, on=date(2025, 10, 1)))
    set_linkage(small_desk, entry(level=1, on=date(2025, 9, 1), level_note="あとから分かった"))
    found = only(small_desk)
    assert (found.level, found.since) == (2, "2025-10-01")
    assert [(step.level, step.on) for step in found.history] == [
        (0, "2025-07-01"),
        (1, "2025-09-01"),
        (2, "2025-10-01"),
    ]
    go_to(small_desk, date(2025, 9, 15))
    assert only(small_desk).level == 1


def test_the_same_level_once_more_adds_nothing_and_a_name_in_other_width_is_the_same(
    small_desk: Desk,
) -> None:
    set_linkage(small_desk, entry(level=1, on=date(2025, 7, 1), role_split="案内は市"))
    set_linkage(small_desk, entry(level=1, counterpart="架空市 福祉課", benefit="様子が分かる"))
    found = only(small_desk)
    assert len(found.history) == 1
    assert (found.role, found.benefit) == ("案内は市", "様子が分かる")


def test_the_day_of_a_second_level_on_one_day_belongs_to_the_later_entry(small_desk: Desk) -> None:
    set_linkage(small_desk, entry(level=3))
    set_linkage(small_desk, entry(level=2))
    assert only(small_desk).level == 2
    undo(small_desk)
    assert only(small_desk).level == 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": date(2025, 12, 16)}, "reached_on"),
        ({"identified_on": date(2026, 1, 1)}, "identified_on"),
        ({"counterpart": " "}, "counterpart"),
        ({"counterpart": "長" * 300}, "counterpart"),
    ],
)
def test_days_to_come_and_names_that_are_none_are_refused(
    small_desk: Desk, given: dict[str, object], field: str
) -> None:
    before = data_of(small_desk.connection)
    with pytest.raises(Refused) as refusal:
        set_linkage(small_desk, entry(**given))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert data_of(small_desk.connection) == before


@pytest.mark.parametrize(("written", "number"), [("2", 2), ("２", 2), ("情報共有", 2), ("SETTLED", 4)])
def test_a_level_is_meant_by_number_or_word(written: str, number: int) -> None:
    assert LinkageLevel.meant(written).number == number


@pytest.mark.parametrize("written", ["5", "-1", "仲良し", ""])
def test_any_other_level_is_refused_with_the_choices(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        LinkageLevel.meant(written)
    assert refusal.value.field == "level" and refusal.value.params["choices"]


def test_identified_by_the_first_training_is_early_the_day_after_is_not(small_desk: Desk) -> None:
    set_linkage(small_desk, entry(1, identified_on=TRAINING))
    set_linkage(small_desk, entry(2, identified_on=date(2025, 9, 1)))
    set_linkage(small_desk, entry(3))
    measures = linkage_measures(small_desk)
    assert measures.first_training == TRAINING.isoformat()
    assert [group.early for group in measures.groups] == [True, False, False, False]
    assert [group.gaps for group in measures.groups] == [1, 1, 0, 0]
    assert (measures.early, measures.early_rate) == (1, 25.0)


@pytest.mark.parametrize(
    ("steps", "improved"),
    [
        # As it was found is no improvement, whenever it was recorded.
        ([(2, date(2025, 7, 1))], False),
        ([(1, date(2025, 7, 1)), (2, date(2025, 10, 1))], True),
        # Before the programme is what it is measured from.
        ([(1, date(2025, 5, 1)), (2, date(2025, 5, 20))], False),
        ([(1, date(2025, 5, 1)), (2, date(2025, 7, 1))], True),
        # What fell back again has not improved.
        ([(1, date(2025, 7, 1)), (3, date(2025, 9, 1)), (1, date(2025, 11, 1))], False),
    ],
)
def test_improved_means_higher_than_before_within_the_period(
    small_desk: Desk, steps: list[tuple[int, date]], improved: bool
) -> None:
    for level, on in steps:
        set_linkage(small_desk, entry(1, level, on))
    assert only(small_desk).improved is improved
    assert linkage_measures(small_desk, 1).groups[0].improved is improved


def test_what_rises_after_the_work_has_ended_comes_too_late(small_desk: Desk) -> None:
    set_linkage(small_desk, entry(1, 1, date(2025, 7, 1)))
    go_to(small_desk, date(2026, 3, 1))
    set_linkage(small_desk, entry(1, 3, date(2026, 2, 11)))
    assert (only(small_desk).level, only(small_desk).improved) == (3, False)


def test_all_but_one_is_not_a_hundred_percent_and_groups_that_left_count_nowhere(small_desk: Desk) -> None:
    for number in (1, 2, 3):
        set_linkage(small_desk, entry(number, identified_on=date(2025, 7, 1)))
    measures = linkage_measures(small_desk)
    assert (len(measures.groups), measures.early_rate) == (4, 75.0)
    end_group(small_desk, 4, GroupStatus.WITHDRAWN, on=TODAY, reason="都合")
    assert linkage_measures(small_desk).early_rate == 100.0
    end_group(small_desk, 1, GroupStatus.COMPLETED, on=TODAY, reason="終了", leaves_open=True)
    assert linkage_measures(small_desk).early == 3


def test_what_was_withdrawn_counts_in_no_measure_until_it_is_brought_back(small_desk: Desk) -> None:
    linkage_id = set_linkage(small_desk, entry(1, identified_on=date(2025, 7, 1))).row_id
    hide_linkage(small_desk, linkage_id)
    assert list_linkages(small_desk) == [] and linkage_measures(small_desk).early == 0
    undo(small_desk)
    assert linkage_measures(small_desk).early == 1


def test_two_people_on_one_linkage_do_not_overwrite_each_other(small_desk: Desk) -> None:
    linkage_id = set_linkage(small_desk, entry()).row_id
    seen = only(small_desk).version
    set_linkage(small_desk, entry(role_split="市が案内"), linkage_id=linkage_id, version=seen)
    with pytest.raises(StaleVersion) as stale:
        set_linkage(small_desk, entry(role_split="団体が案内"), linkage_id=linkage_id, version=seen)
    assert stale.value.theirs["role_split"] == "市が案内"
    assert only(small_desk).role == "市が案内"


def test_the_day_of_naming_can_be_taken_back(small_desk: Desk) -> None:
    linkage_id = set_linkage(small_desk, entry(identified_on=date(2025, 7, 1))).row_id
    set_linkage(small_desk, entry(), linkage_id=linkage_id)
    assert only(small_desk).identified == "2025-07-01"
    set_linkage(small_desk, entry(), linkage_id=linkage_id, forgets_identified=True)
    assert only(small_desk).identified is None
