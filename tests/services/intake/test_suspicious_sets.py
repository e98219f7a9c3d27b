"""Sets of changes that hardly anybody means are told before anything is written: in text, as data, for the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.cli.imports import import_record
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.intake.outcome_words import told_lines
from kodoku_tui.services.intake.suspicions import FEWEST_NOTES, FEWEST_RECORDS
from kodoku_tui.tui.intake.words import warning_lines
from tests.services.intake.test_round_trips import edit, exported

NOTE, NEXT, CONDITION = "内容", "次回予定日", "様子"
CONDITIONS = tuple(Condition)


def told_of(
    desk: Desk, folder: Path, notes: int, *edits: tuple[int, str, object]
) -> list[tuple[str, str, int, int]]:
    for number in range(1, notes + 1):
        entry = CheckinEntry(
            group_no=number,
            held_on=date(2025, 12, number),
            channel=Channel.PHONE,
            note=f"記録{number}",
            condition=CONDITIONS[number % 3],
        )
        log_checkin(desk, entry)
    path = exported(desk, "checkins", folder)
    for number, heading, value in edits:
        edit(path, heading, ("番号", number), value)
    plan = plan_import(desk, "checkins", path)
    report = plan.apply(dry_run=True)
    record = import_record(report)
    said = [one["message"] for one in record["suspicions"]]  # type: ignore[attr-defined]
    lines = told_lines(report, dry_run=True, partial=False)
    assert all(one in lines and one in warning_lines(plan.intake) for one in said)
    return [(one.kind.value, one.column, one.count, one.of) for one in report.suspicions]


def conditions(places: dict[int, int]) -> list[tuple[int, str, object]]:
    return [(number, CONDITION, CONDITIONS[other % 3].value) for number, other in places.items()]


def notes(*numbers: int) -> list[tuple[int, str, object]]:
    return [(number, NOTE, f"まったく別の話{number}") for number in numbers]


@pytest.mark.parametrize(
    ("there", "edits", "told"),
    [
        (6, notes(1), []),
        (6, notes(1, 2, 3), []),
        (6, notes(1, 2, 3, 4), [("most_of_list", "", 4, 6)]),
        (6, notes(*range(1, 7)), [("all_notes", NOTE, 6, 6), ("most_of_list", "", 6, 6)]),
        (FEWEST_NOTES, notes(*range(1, FEWEST_NOTES + 1)), [("all_notes", NOTE, 3, 3)]),
        (FEWEST_NOTES - 1, notes(*range(1, FEWEST_NOTES)), []),
        (FEWEST_RECORDS, notes(1, 2), []),
        # What was empty is filled in.
        (6, [(number, NEXT, date(2026, 1, number + 4)) for number in range(1, 7)], []),
        # Nobody's words but everybody's places: staff, states, marks.
        (6, conditions({1: 2, 2: 3, 3: 1}), [("exchanged", CONDITION, 3, 6)]),
        (6, conditions({1: 2, 2: 1}), []),
        (6, conditions({1: 2, 2: 3, 4: 2}), []),
        (6, [(1, NOTE, "記録2"), (2, NOTE, "記録1")], [("exchanged", NOTE, 2, 6)]),
    ],
)
def test_a_suspicious_set_is_told_and_no_other(
    desk: Desk,
    tmp_path: Path,
    there: int,
    edits: list[tuple[int, str, object]],
    told: list[tuple[str, str, int, int]],
) -> None:
    assert told_of(desk, tmp_path, there, *edits) == told
