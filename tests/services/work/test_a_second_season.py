"""The order is held on a season that nobody looked at while weights were set: what a manager would name stands first.

What is planted in it and why it has its grade stands in `tests/season.py`; no test here knows a weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kodoku_tui.domain.duties.milestones import Move, Turn
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.domain.work.rows import FOLDS_FROM, TodayRow
from kodoku_tui.services.attention.attention import GroupAttention, attention
from kodoku_tui.services.checkins.actions import finish_action, list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.work.today import today_list
from tests.desks import desk_on_copy, go_to
from tests.season import GROUPS, PROGRESS, Grade, Plant, Season, live_a_season

DAYS = (
    date(2025, 7, 14),
    date(2025, 9, 12),
    date(2025, 11, 25),
    date(2026, 1, 19),
    date(2026, 3, 13),
)
SEEDS = range(20250, 20256)
SEASONS = [(day, seed) for seed in SEEDS for day in DAYS]


@dataclass(frozen=True)
class Judged:
    """A season as the program judges it."""

    desk: Desk
    planted: Mapping[int, Plant]
    ranked: list[GroupAttention]
    rows: list[TodayRow]

    def of_grade(self, grade: Grade) -> list[int]:
        return [number for number, plant in self.planted.items() if plant.grade is grade]

    def named(self, number: int) -> str:
        """Which trouble a group has, for whoever reads that a test failed."""
        one = next(one for one in self.ranked if one.group_no == number)
        return f"{self.planted[number].name} {one.score}: { ({term.key: term.points for term in one.terms}) }"


@contextmanager
def a_season(new_file: Path, folder: Path, day: date, seed: int) -> Iterator[Judged]:
    with desk_on_copy(new_file, folder) as desk:
        go_to(desk, day)
        planted = live_a_season(desk, seed)
        yield Judged(desk, planted, attention(desk), today_list(desk))


def own_places(rows: list[TodayRow]) -> dict[int, int]:
    return {row.group.number: place for place, row in enumerate(rows) if row.group is not None}


def out_of_order(season: Judged, places: Mapping[int, int], last: int) -> list[str]:
    """Each light trouble that stands before a grave one; whoever stands nowhere stands behind everybody."""
    return [
        f"「{season.named(light)}」 before 「{season.named(grave)}」"
        for grave in season.of_grade(Grade.GRAVE)
        for light in season.of_grade(Grade.LIGHT)
        if places.get(light, last) <= places.get(grave, last) and grave in places
    ]


@pytest.mark.a_few(5)
@pytest.mark.parametrize(("day", "seed"), SEASONS, ids=str)
def test_the_order_is_the_one_that_a_manager_would_name(
    new_file: Path, tmp_path: Path, day: date, seed: int
) -> None:
    with a_season(new_file, tmp_path, day, seed) as season:
        ranked = {one.group_no: place for place, one in enumerate(season.ranked)}
        rows = own_places(season.rows)
        assert out_of_order(season, ranked, len(GROUPS)) == []
        assert set(season.of_grade(Grade.GRAVE)) <= set(rows)
        assert out_of_order(season, rows, len(season.rows)) == []
        for quiet in season.of_grade(Grade.QUIET):
            assert ranked[quiet] >= 10, season.named(quiet)
            headed = [
                place for place, row in enumerate(season.rows) if row.groups and row.groups[0].number == quiet
            ]
            assert min(headed, default=99) >= 10, season.named(quiet)
        assert 10 <= len(season.rows) <= 40


@pytest.mark.a_few(3)
@pytest.mark.parametrize(("day", "seed"), SEASONS, ids=str)
def test_each_reason_stands_once_and_only_what_many_share_is_folded(
    new_file: Path, tmp_path: Path, day: date, seed: int
) -> None:
    with a_season(new_file, tmp_path, day, seed) as season:
        heads: list[tuple[int | None, str]] = []
        alone: dict[str, set[int | None]] = defaultdict(set)
        folded = set()
        for row in season.rows:
            if row.is_fold:
                heads += [(reason.group_id, reason.record) for reason in row.reasons]
                folded.add(row.head.fold)
                assert len(row.groups) >= FOLDS_FROM or row.head.folds_always
                assert len({(one.duty, one.turn, one.urgency) for one in row.reasons}) == 1
            else:
                heads.append((row.head.group_id, row.head.record))
                assert len({reason.record for reason in row.reasons}) == row.more + 1
        for row in season.rows:
            if not row.is_fold and row.group is not None:
                # A row of its own needs a reason that is not folded, and that one heads it.
                assert row.head.fold not in folded
                for reason in row.reasons:
                    if reason.fold is not None and reason.fold not in folded:
                        alone[reason.fold].add(reason.group_id)
        assert len(heads) == len(set(heads))
        assert all(len(groups) < FOLDS_FROM for groups in alone.values())


@pytest.mark.a_few(2)
@pytest.mark.parametrize(("day", "seed"), SEASONS, ids=str)
def test_what_we_are_late_with_raises_nobody_and_what_we_catch_up_with_lowers_nobody(
    new_file: Path, tmp_path: Path, day: date, seed: int
) -> None:
    with a_season(new_file, tmp_path, day, seed) as season:
        desk = season.desk
        before = {one.group_no: (one.score, one.own_lateness) for one in season.ranked}
        (ours,) = [number for number, plant in season.planted.items() if "事務局だけ" in plant.name]
        assert before[ours][1] == max(own for _, own in before.values()) > 0
        life = Season(desk, Random(seed))
        life.move([ours], PROGRESS, Move.ACCEPT, day)
        for promise in list_actions(desk):
            if promise.turn == Turn.SECRETARIAT:
                finish_action(desk, promise.id, on=day)
        for session in ("training_1", "midterm_meeting", "training_2"):
            life.marked(session, [ours], AttendanceMark.ON_SITE)
        after = {one.group_no: (one.score, one.own_lateness) for one in attention(desk)}
        assert {number: score for number, (score, _) in after.items()} == {
            number: score for number, (score, _) in before.items()
        }
        assert after[ours][1] == 0
