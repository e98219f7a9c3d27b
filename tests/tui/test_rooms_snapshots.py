"""How the rooms look: sessions, attendance, and what a file would mark, at the least size and at a usual one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.attendance.imports import preview_attendance
from kodoku_tui.services.intake.attendance.preview import AttendancePreview
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.sessions.attendance_preview import AttendancePreviewScreen
from tests.desks import desk_on_copy
from tests.tui.sitting import NARROW, WIDE, Sitting
from tests.tui.test_snapshots import Compare, StillApp

SIZES = {"80x24": NARROW, "140x42": WIDE}
SCREENS: dict[str, list[str]] = {
    "sessions": ["3"],
    "attendance": ["3", "down", "down", "down", "enter"],
    "surveys": ["3", "down", "down", "down", "l"],
    "edit_session": ["3", "f2"],
    "invite": ["3", "g"],
    "marks": ["3", "down", "down", "down", "enter", "number_sign"],
    "followup": ["3", "down", "down", "down", "enter", "h"],
    "others": ["3", "down", "down", "down", "enter", "n"],
}
REPORT = """\
名前（元の名前）,ユーザーのメール,参加時間
雪あかり坂くらし舎 山田,,2025/10/24 10:00
NPO法人雪あかり坂くらし舎＿佐々木,,2025/10/24 10:00
はまなす便りラボ・鉄びん座,,2025/10/24 10:00
夏みかん坂 渡辺,,2025/10/24 10:00
蔵座敷ひらく 中村,,2025/10/24 10:00
青柳 志穂,,2025/10/24 10:00
"""


@pytest.fixture
def demonstration(demonstration_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the invented year."""
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        yield desk


def after(*keys: str, preview: AttendancePreview | None = None) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def run_before(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, KodokuApp)
        sitting = Sitting(app, pilot)
        await sitting.rest()
        await sitting.press(*keys)
        if preview is not None:
            await app.push_screen(AttendancePreviewScreen(preview))
            await sitting.rest()
        await sitting.is_still()

    return run_before


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_rooms(name: str, size: tuple[int, int], demonstration: Desk, snap_compare: Compare) -> None:
    assert snap_compare(StillApp(demonstration), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_what_a_file_would_mark(
    size: tuple[int, int], demonstration: Desk, tmp_path: Path, snap_compare: Compare
) -> None:
    path = tmp_path / "zoom.csv"
    path.write_text(REPORT, encoding="cp932")
    preview = preview_attendance(demonstration, "midterm_meeting", path)
    run_before = after("3", preview=preview)
    assert snap_compare(StillApp(demonstration), run_before=run_before, terminal_size=size)


def test_sessions_in_english(demonstration: Desk, snap_compare: Compare) -> None:
    set_language("en")
    assert snap_compare(StillApp(demonstration), run_before=after("3"), terminal_size=WIDE)
