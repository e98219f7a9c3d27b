"""How the screens of talks, actions and search look. Look at the report before accepting a change:
`pytest tests/tui/test_talks_snapshots.py --snapshot-update`. The groups are invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.contacts import add_contact
from tests.desks import desk_on_copy
from tests.tui.sitting import NARROW, WIDE
from tests.tui.test_snapshots import Compare, StillApp, after

SIZES = {"80x24": NARROW, "140x42": WIDE}
SCREENS: dict[str, list[str]] = {
    "checkin": ["2", "c", *"広報の相談", "enter", *"- [ ] 依頼: 見積 12/20"],
    "checkin_template": ["2", "c", "f8"],
    "talks": ["8"],
    "actions": ["8", "v"],
    "search": ["0", *"広報", "down"],
    "records": ["2", "enter", "h"],
}


@pytest.fixture
def small_desk(demonstration_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a lively day of invented groups."""
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        add_contact(
            desk, 1, ContactEntry(name="架空 花子", role="代表", phone="000-0000-0000", is_primary=True)
        )
        yield desk


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_in_japanese(name: str, size: tuple[int, int], small_desk: Desk, snap_compare: Compare) -> None:
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("name", ["checkin", "talks", "actions", "search"])
def test_in_english(name: str, small_desk: Desk, snap_compare: Compare) -> None:
    set_language("en")
    assert snap_compare(StillApp(small_desk), run_before=after(*SCREENS[name]), terminal_size=WIDE)
