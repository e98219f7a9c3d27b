"""How a dozen screens look, colours and all, on invented groups; what every screen says is held by the tours.

After a change that is meant, `python -m pytest tests/tui/test_looks.py --update-kept` keeps what shows now. The
pictures are text without anything that changes from run to run: read their difference in the review, or look at
them side by side.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from tests.desks import desk_on_copy
from tests.tui.issues_and_linkages import fill
from tests.tui.kept import Kept, plain_picture
from tests.tui.sitting import NARROW, WIDE, sitting_at

pytestmark = pytest.mark.long

WAYS: dict[str, list[str]] = {
    "work": [],
    "register": ["2"],
    "karte": ["2", "down", "enter"],
    "checkin": ["2", "c", *"広報の相談", "tab", "3"],
    "matrix": ["5", "right", "right", "right", "right", "space", "down", "space"],
    "month": ["6"],
    "money": ["2", *["down"] * 5, "enter", "y"],
    "attendance": ["3", "down", "down", "down", "enter", "space", "down"],
    "undo": ["2", "u"],
}


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Kept:
    """The dozen."""
    return Kept(Path(__file__).parent / "kept" / "looks", bool(request.config.getoption("update_kept")))


async def picture_of(desk: Desk, size: tuple[int, int], *keys: str) -> str:
    async with sitting_at(desk, size) as sitting:
        for key in keys:
            await sitting.press(key)
            await sitting.pause()
        await sitting.is_still()
        return plain_picture(sitting.app.export_screenshot())


@pytest.mark.parametrize("name", WAYS)
async def test_a_lively_day_looks_as_kept(
    name: str, kept: Kept, demonstration_file: Path, tmp_path: Path
) -> None:
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        seen = await picture_of(desk, WIDE, *WAYS[name])
    assert not (told := kept.difference(f"{name}.svg", seen)), told


async def test_work_looks_as_kept_at_the_least_size(
    kept: Kept, demonstration_file: Path, tmp_path: Path
) -> None:
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        seen = await picture_of(desk, NARROW)
    assert not (told := kept.difference("work_narrow.svg", seen)), told


async def test_the_board_of_issues_looks_as_kept(kept: Kept, small_desk: Desk) -> None:
    fill(small_desk)
    seen = await picture_of(small_desk, WIDE, "7")
    assert not (told := kept.difference("issues.svg", seen)), told


async def test_a_form_that_refuses_looks_as_kept_in_english(kept: Kept, small_desk: Desk) -> None:
    set_language("en")
    seen = await picture_of(small_desk, NARROW, "2", "c", "tab", "tab", "tab", *"abc", "ctrl+s")
    assert not (told := kept.difference("refused.svg", seen)), told


def test_a_dozen_is_kept(kept: Kept) -> None:
    assert kept.names() == {f"{name}.svg" for name in (*WAYS, "work_narrow", "issues", "refused")}
