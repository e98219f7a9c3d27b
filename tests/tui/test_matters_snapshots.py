"""How the screens of issues, linkages and indicators look, on invented groups. Look before accepting a change:
`pytest tests/tui/test_matters_snapshots.py --snapshot-update`."""

from __future__ import annotations

import pytest

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from tests.tui.matters import fill
from tests.tui.sitting import NARROW, WIDE
from tests.tui.test_snapshots import Compare, StillApp, after

SIZES = {"80x24": NARROW, "140x42": WIDE}
SCREENS: dict[str, list[str]] = {
    "board": ["7"],
    "list": ["7", "v"],
    "trend": ["7", "h"],
    "issue": ["7", "down", "enter"],
    "issue_form": ["2", "i", *"チラシ", "enter"],
    "edit": ["7", "f2"],
    "remedy": ["7", "p"],
    "linkages": ["9"],
    "indicators": ["9", "v"],
    "linkage_form": ["9", "l", "enter"],
}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_in_japanese(name: str, size: tuple[int, int], small_desk: Desk, snap_compare: Compare) -> None:
    fill(small_desk)
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("name", ["board", "issue", "linkages"])
def test_in_english(name: str, small_desk: Desk, snap_compare: Compare) -> None:
    fill(small_desk)
    set_language("en")
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=WIDE)
