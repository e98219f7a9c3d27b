"""A workbook in which a sheet was copied and edited: the app asks which of the two counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.forms import file_screen
from kodoku_tui.tui.intake.file import ImportFileScreen
from kodoku_tui.tui.intake.preview import ImportPreviewScreen
from tests.intake_files import write_sheets
from tests.tui.sitting import sitting_at

HEADINGS = ["番号", "日付", "方法", "面談内容"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the import looks first; nothing but what the test puts there."""
    place = tmp_path / "届いたもの"
    place.mkdir()
    monkeypatch.setattr(file_screen, "default_folder", lambda: place)
    return place


@pytest.mark.parametrize(("keys", "last"), [(("enter",), "また来月"), (("down", "enter"), "また再来月")])
async def test_the_sheet_that_is_chosen_counts_alone(
    keys: tuple[str, ...], last: str, desk: Desk, folder: Path
) -> None:
    notes = {"面談": ("はじめて", "見学した", "また来月"), "面談 (2)": ("はじめて", "見学した", "また再来月")}
    sheets: dict[str, list[Sequence[object]]] = {
        name: [HEADINGS, *([n, date(2025, 12, n), "電話", note] for n, note in enumerate(said, start=1))]
        for name, said in notes.items()
    }
    write_sheets(folder / "面談.xlsx", sheets)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("どちらを取り込みますか", "面談 (2)")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, ImportFileScreen)
        await sitting.press("enter", *keys)
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        await sitting.sees("8行 = 新規 3 + 対象外 5", last)
        await sitting.press("ctrl+s", "y")
        assert sorted(one.note for one in list_checkins(desk)) == sorted(["はじめて", "見学した", last])
