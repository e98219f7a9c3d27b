"""Several lists of one workbook as one act, sat through: their columns said by hand, tables taken and left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.tui.forms import file_screen
from kodoku_tui.tui.intake.lists import ImportListsScreen
from kodoku_tui.tui.intake.preview import ImportPreviewScreen
from tests.desks import data_of
from tests.intake_files import write_sheets
from tests.tui.sitting import Sitting, sitting_at

Rows = Sequence[Sequence[object]]
DAY = date(2025, 12, 1)
CHECKINS: Rows = [["番号", "日付", "方法", "面談内容"], [1, DAY, "電話", "届いた記録"]]
ISSUES: Rows = [["番号", "分類", "件名", "発生日"], [1, "広報・集客", "届いた課題", DAY]]
UNKNOWN: Rows = [["だれ", "いつ", "どう", "なに"], [5, DAY, "電話", "独自の記録"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the import looks first; nothing but what the test puts there."""
    place = tmp_path / "届いたもの"
    place.mkdir()
    monkeypatch.setattr(file_screen, "default_folder", lambda: place)
    return place


async def say_columns(sitting: Sitting, **headings: str) -> None:
    for key, heading in headings.items():
        keys = [str(key) for key in sitting.app.screen._lines]  # type: ignore[attr-defined]
        sitting.table.cursor_row = keys.index(key)
        await sitting.press("enter", *heading, "enter")


async def test_a_table_of_an_unknown_layout_is_mapped_by_hand_and_comes_in_with_the_others(
    desk: Desk, folder: Path
) -> None:
    write_sheets(folder / "まとめて.xlsx", {"課題": ISSUES, "面談": CHECKINS, "独自": UNKNOWN})
    before = data_of(desk.connection)
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter", "enter")
        assert isinstance(sitting.app.screen, ImportPreviewScreen)
        await sitting.press("escape")
        await sitting.sees("取り込む表 2（2行）", "独自", "種類が分かりません", "列が未設定")
        await sitting.press("end", "enter", *"面談", "enter")
        await say_columns(sitting, group_no="だれ", held_on="いつ", channel="どう", note="なに")
        await sitting.press("ctrl+s")
        await sitting.sees("取り込む表 3（3行）")
        await sitting.press("ctrl+s")
        await sitting.sees("新規 3", "独自の記録")
        await sitting.press("ctrl+s", "y")
        assert sorted(one.note for one in list_checkins(desk)) == ["届いた記録", "独自の記録"]
        assert len(list_issues(desk)) == 1
        await sitting.press("enter", "u", "y")
        after = data_of(desk.connection)
        assert after.pop("column_map") != before.pop("column_map")
        assert after == before
        await sitting.press("ctrl+o", "enter")
        await sitting.sees("すべて（3行）")


async def test_a_column_of_a_certain_list_is_said_otherwise_and_a_table_is_left(
    desk: Desk, folder: Path
) -> None:
    rows = [[*CHECKINS[0], "ひとこと"], [*CHECKINS[1], "こちらが内容"]]
    write_sheets(folder / "まとめて.xlsx", {"課題": ISSUES, "面談": rows})
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter", "enter", "escape")
        assert isinstance(sitting.app.screen, ImportListsScreen)
        await sitting.sees("読まない列: ひとこと")
        at = next(place for place, one in enumerate(sitting.app.screen._tables) if one.sheets == "課題")
        sitting.table.cursor_row = at
        await sitting.press("x")
        await sitting.sees("取り込む表 1（1行）")
        sitting.table.cursor_row = 1 - at
        await sitting.press("enter")
        await say_columns(sitting, note="ひとこと")
        await sitting.press("escape")
        await sitting.sees("読まない列: ひとこと")
        await sitting.press("enter")
        await say_columns(sitting, note="ひとこと")
        await sitting.press("ctrl+s", "ctrl+s", "ctrl+s", "y")
        assert [one.note for one in list_checkins(desk)] == ["こちらが内容"]
        assert list_issues(desk) == []


async def test_somebody_else_writes_while_the_preview_stands(desk: Desk, folder: Path) -> None:
    write_sheets(folder / "まとめて.xlsx", {"課題": ISSUES, "面談": CHECKINS})
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+o", "enter", "enter")
        await sitting.sees("新規 2")
        units = len(list_units(desk))
        with Desk(desk.path, clock=desk.clock).writing("unit.keep_column_map") as unit:
            unit.insert("staff", name="架空 太郎")
        assert len(list_units(desk)) == units + 1
        await sitting.press("ctrl+s", "y")
        await sitting.sees("新規 2")
    assert len(list_checkins(desk)) == 1
