"""How the export form looks, at the least size and at a usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.exports import export_form
from tests.desks import desk_on_copy
from tests.tui.sitting import NARROW, WIDE
from tests.tui.test_snapshots import Compare, StillApp, after

SIZES = {"80x24": NARROW, "140x42": WIDE}
FORMS = {"export_status": ["2", "e"], "export_karte": ["2", "enter", "e"], "export_matrix": ["5", "e"]}


@pytest.fixture
def still_desk(rich_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on invented groups whose screens name no folder of the machine."""
    monkeypatch.setattr(export_form, "default_folder", lambda: Path("/台帳"))
    with desk_on_copy(rich_file, tmp_path) as desk:
        yield desk


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", FORMS)
def test_in_japanese(name: str, size: tuple[int, int], still_desk: Desk, snap_compare: Compare) -> None:
    assert snap_compare(StillApp(still_desk), run_before=after(*FORMS[name]), terminal_size=size)


def test_in_english(still_desk: Desk, snap_compare: Compare) -> None:
    set_language("en")
    assert snap_compare(StillApp(still_desk), run_before=after(*FORMS["export_status"]), terminal_size=WIDE)
