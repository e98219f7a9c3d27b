"""書き出し: what is chosen goes out as it shows, counted while it is written, and can be called off."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event

import openpyxl
import pytest

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports import exports
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.tui.exports import export_form
from tests.desks import go_to
from tests.exporting import CONTACT, RICH_GROUP
from tests.tui.sitting import sitting_at


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "出力").mkdir()
    monkeypatch.chdir(tmp_path / "出力")


def written() -> list[str]:
    return sorted(path.name for path in Path.cwd().iterdir())


async def test_what_is_filtered_on_screen_is_what_goes_out(rich_desk: Desk) -> None:
    go_to(rich_desk, date(2026, 2, 12))
    async with sitting_at(rich_desk) as sitting:
        await sitting.press("2", "o", "e", "3")
        await sitting.sees("期限超過あり")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録_作業用_20260212.xlsx", "「面談記録」を書き出しました")
    assert written() == ["面談記録_作業用_20260212.xlsx"]
    sheet = openpyxl.load_workbook("面談記録_作業用_20260212.xlsx").worksheets[0]
    numbers = {row[0] for row in sheet.iter_rows(min_row=4, values_only=True)}
    late = {group.number for group in register_page(rich_desk, GroupFilter(only_overdue=True)).rows}
    assert numbers <= late
    assert numbers


async def test_a_name_that_was_given_stays_whatever_is_chosen_then(rich_desk: Desk) -> None:
    async with sitting_at(rich_desk) as sitting:
        await sitting.press("e", "down", "down", "down", "end")
        await sitting.type("私の")
        await sitting.press("up", "up", "up", "2", "ctrl+s")
        await sitting.is_told("「手続・行事」を書き出しました")
    assert written() == ["状況一覧_配布用_20251215.xlsx私の.xlsx"]


async def test_a_karte_is_suggested_on_a_karte_and_personal_data_only_go_out_when_said(
    rich_desk: Desk,
) -> None:
    # A page that shows forty thousand characters takes its time to be drawn.
    rich_desk.connection.execute("UPDATE checkin SET is_hidden = 1 WHERE length(note) > 20000")
    async with sitting_at(rich_desk) as sitting:
        await sitting.press("2", "slash")
        await sitting.type(str(RICH_GROUP))
        await sitting.press("enter", "enter", "e")
        await sitting.sees(f"団体個票 {RICH_GROUP}")
        await sitting.press("ctrl+s")
        await sitting.is_told("「団体個票」を書き出しました")
        name = f"団体個票_{RICH_GROUP}_配布用_20251215.xlsx"
        assert CONTACT not in _text(name)
        # Names are in no copy to hand on: with them it becomes one to work on.
        await sitting.press("e", "down", "down", "2", "ctrl+s")
        await sitting.is_told("「団体個票」を書き出しました", "外へ渡さず")
    assert written() == sorted([name, worked_on := name.replace("配布用", "作業用")])
    assert CONTACT not in _text(name)
    assert CONTACT in _text(worked_on)


async def test_a_long_export_counts_and_can_be_called_off(
    rich_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = Event()
    really = exports.export

    def slow(desk: Desk, kind: str, path: Path, request: object, *, replaces: bool, told: object) -> int:
        def told_slowly(count: int) -> None:
            told(count)  # type: ignore[operator]
            going_on.wait(10)

        return really(desk, kind, path, request, replaces=replaces, told=told_slowly)  # type: ignore[arg-type]

    monkeypatch.setattr(export_form, "export", slow)
    async with sitting_at(rich_desk) as sitting:
        await sitting.press("e", "3")
        sitting.app.screen.action_save_form()  # type: ignore[attr-defined]
        await sitting.sees("書き出しています… 500行")
        sitting.app.screen.action_leave_form()  # type: ignore[attr-defined]
        await sitting.sees("取りやめています")
        going_on.set()
        await sitting.sees("書き出しを取りやめました")
        assert written() == []
        await sitting.press("ctrl+s")
        await sitting.is_told("「面談記録」を書き出しました")
    assert written() == ["面談記録_作業用_20251215.xlsx"]


def _text(name: str) -> str:
    book = openpyxl.load_workbook(name)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
