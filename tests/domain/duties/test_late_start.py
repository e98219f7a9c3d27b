"""When a register counts as started late, line by line, and what settling may say."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.duties.late_start import FirstSight, Settling, settled_as
from kodoku_tui.domain.duties.milestones import MilestoneKind


@pytest.mark.parametrize(
    ("groups", "recorded", "late", "asks"),
    [
        (96, 0, 864, True),  # an old year, seen for the first time
        (96, 0, 96, True),  # each had its contract due before it came
        (96, 0, 95, False),
        (96, 1, 864, False),  # somebody keeps this register
        (96, 0, 0, False),  # all came in time; what is late since then is late
        (0, 0, 0, False),
        (1, 0, 1, True),
    ],
)
def test_what_is_asked_about(groups: int, recorded: int, late: int, asks: bool) -> None:
    assert FirstSight(groups, recorded, late).began_late is asks


@pytest.mark.parametrize(
    ("kind", "how", "state"),
    [
        *((kind, "台帳開始前", "対象外") for kind in MilestoneKind),
        ("contract", "台帳開始前に済", "受理"),
        ("deliverable", "台帳開始前に済", "受理"),
        ("audit", "台帳開始前に済", "受理"),
        # Nobody knows who came.
        ("session", "台帳開始前に済", "対象外"),
    ],
)
def test_what_a_duty_becomes(kind: str, how: str, state: str) -> None:
    assert settled_as(kind, Settling(how)) == state
