"""How the screens of the year look on a lively day of invented groups, at the least size and at a usual one.

Look at the report before accepting a change: `pytest tests/tui/test_year_snapshots.py --snapshot-update`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.exports import export_form
from tests.desks import desk_on_copy
from tests.tui.sitting import WIDE
from tests.tui.test_snapshots import SIZES, Compare, StillApp, after

SCREENS: dict[str, list[str]] = {
    "matrix": ["5", "right", "right", "right", "down"],
    "matrix_marks": ["5", "right", "right", "right", "right", "space", "down", "space"],
    "month": ["6", "pagedown"],
    "month_export": ["6", "e"],
    "money": ["2", *["down"] * 5, "enter", "y"],
    "audit": ["2", *["down"] * 5, "enter", "y", "v"],
    "plan": ["b", "down", "down", "down", "down"],
    "plan_add": ["b", "down", "down", "down", "down", "n"],
    "plan_check": ["b", "down", "down", "down", "down", "n", "enter"],
    "settings": ["comma"],
    "settings_form": ["comma", "enter"],
    "next_year": ["alt+n"],
}
IN_ENGLISH = ("matrix", "month", "money", "plan", "settings")


@pytest.fixture
def lively(demonstration_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose screens name no folder of the machine."""
    monkeypatch.setattr(export_form, "default_folder", lambda: Path("/台帳"))
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        yield desk


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_in_japanese(name: str, size: tuple[int, int], lively: Desk, snap_compare: Compare) -> None:
    assert snap_compare(StillApp(lively), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_in_english(name: str, lively: Desk, snap_compare: Compare) -> None:
    set_language("en")
    assert snap_compare(StillApp(lively), run_before=after(*SCREENS[name]), terminal_size=WIDE)
