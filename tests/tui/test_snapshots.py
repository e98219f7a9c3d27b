"""How every screen looks, at the least size and at a usual one. Look at the report before accepting a change:
`pytest tests/tui/test_snapshots.py --snapshot-update`."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.app.app import KodokuApp
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.intake import file as import_file
from tests.desks import MONDAY_IN_DECEMBER, desk_on_copy, morning_of
from tests.tui.sitting import NARROW, WIDE, Sitting

SIZES = {"80x24": NARROW, "140x42": WIDE}
SCREENS: dict[str, list[str]] = {
    "work": [],
    "register": ["2"],
    "register_search": ["2", "slash", *"団地"],
    "karte": ["2", "enter"],
    "sessions": ["3"],
    "attendance": ["3", "enter"],
    "log": ["4"],
    "changes": ["4", "enter"],
    "checkin": ["2", "c"],
    "checkin_without_group": ["4", "c"],
    "issue": ["2", "i"],
    "milestone": ["2", "m"],
    "extension": ["2", "t"],
    "assign": ["2", "a"],
    "filter": ["2", "f"],
    "facts": ["2", "enter", "f2"],
    "ending": ["2", "enter", "shift+f2"],
    "attendance_form": ["3", "enter", "f2"],
    "move_session": ["3", "d"],
    "add_session": ["3", "n"],
    "export": ["e"],
    "import": ["ctrl+o"],
    "staff": ["w"],
    "sort": ["2", "s"],
    "undo": ["u"],
    "help": ["2", "question_mark"],
    "palette": ["2", "ctrl+p"],
}
IN_ENGLISH = ("work", "register", "karte", "checkin")


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self,
        app: KodokuApp,
        *,
        run_before: Callable[[Pilot[Any]], Awaitable[None]],
        terminal_size: tuple[int, int],
    ) -> bool: ...


_FONT_FACES = re.compile(r"@font-face \{.*?\}", re.DOTALL)


class StillApp(KodokuApp):
    """The app without what moves by itself."""

    def on_mount(self) -> None:
        super().on_mount()
        self.animation_level = "none"

    def export_screenshot(self, **options: Any) -> str:
        """The picture without the addresses from which a browser would fetch its fonts."""
        return _FONT_FACES.sub("", super().export_screenshot(**options))


@pytest.fixture
def desk_in_one_place(invented_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on invented groups whose screens name no folder of the machine.

    No picture in the repository may show a delay of a real organization.
    """
    # Only what is shown: nothing is written to this folder.
    monkeypatch.setattr(export_form, "default_folder", lambda: Path("/台帳"))
    monkeypatch.setattr(import_file, "default_folder", lambda: Path("/台帳"))
    with desk_on_copy(invented_file, tmp_path) as desk:
        yield desk


def after(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def run_before(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, KodokuApp)
        sitting = Sitting(app, pilot)
        await sitting.rest()
        await sitting.press(*keys)
        await sitting.is_still()

    return run_before


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", SCREENS)
def test_in_japanese(
    name: str, size: tuple[int, int], desk_in_one_place: Desk, snap_compare: Compare
) -> None:
    assert snap_compare(StillApp(desk_in_one_place), run_before=after(*SCREENS[name]), terminal_size=size)


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_in_english(name: str, desk_in_one_place: Desk, snap_compare: Compare) -> None:
    set_language("en")
    assert snap_compare(StillApp(desk_in_one_place), run_before=after(*SCREENS[name]), terminal_size=WIDE)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_first_run(size: tuple[int, int], snap_compare: Compare) -> None:
    desk = Desk(Path("/台帳/kodoku.db"), clock=morning_of(MONDAY_IN_DECEMBER))
    assert snap_compare(StillApp(desk), run_before=after(), terminal_size=size)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_lively_day(
    size: tuple[int, int], demonstration_file: Path, tmp_path: Path, snap_compare: Compare
) -> None:
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        assert snap_compare(StillApp(desk), run_before=after(), terminal_size=size)
