"""Saved views (保存した条件) on the screen: kept once by anybody, put on in two keys, told by every list and export."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from textual import events

from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import list_views, save_view, view_named
from kodoku_tui.services.register.staff import list_staff
from tests.tui.sitting import LIKE_MARKUP, NARROW, Sitting, sitting_at

LATE_BY_STAFF = Selection(GroupFilter(only_overdue=True), "main_staff", is_reversed=True)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "出力").mkdir()
    monkeypatch.chdir(tmp_path / "出力")


def shown(sitting: Sitting) -> list[object]:
    table = sitting.table
    return [table.row_key_at(place) for place in range(min(table.total or 0, table.rows_in_view))]


def wanted(desk: Desk, selection: Selection) -> list[int]:
    page = register_page(desk, selection.chosen, order=selection.order, is_reversed=selection.is_reversed)
    return [group.number for group in page.rows]


async def ask(sitting: Sitting) -> None:
    """Save; while the question stands, the form is still saving."""
    sitting.app.post_message(events.Key("ctrl+s", None))
    await sitting.sees("内容を置き換えますか")


async def test_what_shows_is_kept_under_a_name_and_is_then_the_view_that_is_on(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "o", "n")
        await sitting.sees("保存する内容:実施中か完了・期限超過あり")
        await sitting.type("今週の遅れ")
        await sitting.press("ctrl+s")
        await sitting.is_told("「今週の遅れ」", "u で取り消せます")
        await sitting.sees("保存した条件「今週の遅れ」: 実施中か完了・期限超過あり")
    assert view_named(lively_desk, "今週の遅れ").usable() == Selection(GroupFilter(only_overdue=True))


@pytest.mark.parametrize("key", ["v", "shift+f3"])
async def test_a_view_that_somebody_else_kept_is_put_on_with_its_order(lively_desk: Desk, key: str) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", key, "enter")
        await sitting.sees("保存した条件「遅れ」: 実施中か完了・期限超過あり・主担当の降順")
        assert shown(sitting) == wanted(lively_desk, LATE_BY_STAFF)[: len(shown(sitting))]
        await sitting.press("5")
        await sitting.sees("保存した条件「遅れ」")
        assert set(shown(sitting)) <= set(wanted(lively_desk, LATE_BY_STAFF))


@pytest.mark.parametrize("before", [["2"], []], ids=["after the register", "before the register"])
async def test_a_view_put_on_in_the_matrix_shows_in_the_register_in_its_order(
    lively_desk: Desk, before: list[str]
) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk, NARROW) as sitting:
        await sitting.press(*before, "5", "v", "enter")
        await sitting.sees("保存した条件「遅れ」")
        await sitting.press("2")
        await sitting.sees("保存した条件「遅れ」: 実施中か完了・期限超過あり・主担当の降順")
        assert shown(sitting) == wanted(lively_desk, LATE_BY_STAFF)[: len(shown(sitting))]


async def test_the_line_says_what_was_changed_since_and_escape_takes_the_view_off(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "v", "enter", "s")
        await sitting.type("団体名")
        await sitting.press("enter")
        await sitting.sees("保存した条件「遅れ」から変更: 実施中か完了・期限超過あり・団体名の昇順")
        by_name = Selection(LATE_BY_STAFF.chosen, "name")
        assert shown(sitting) == wanted(lively_desk, by_name)[: len(shown(sitting))]
        await sitting.press("escape")
        await sitting.sees("絞り込み: 実施中")
        assert "遅れ" not in sitting.flat.split("絞り込み:")[1][:40]


async def test_a_name_that_is_taken_is_replaced_after_both_contents_were_shown(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "n")
        await sitting.type("遅れ")
        await ask(sitting)
        await sitting.sees("期限超過あり・主担当の降順", "新しい内容: 実施中")
        await sitting.press("n")
        await sitting.sees("「遅れ」はそのままです")
        assert view_named(lively_desk, "遅れ").usable() == LATE_BY_STAFF
        await ask(sitting)
        await sitting.press("y")
        await sitting.is_told("「遅れ」を保存しました")
        assert view_named(lively_desk, "遅れ").usable() == Selection()
        await sitting.press("u", "y")
        await sitting.is_told("取り消しました")
        await sitting.sees("保存した条件「遅れ」から変更: 実施中")
    assert view_named(lively_desk, "遅れ").usable() == LATE_BY_STAFF


async def test_a_view_is_renamed_and_withdrawn_from_the_list_and_comes_back(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "v", "enter", "v", "f2", "end")
        await sitting.type("の一覧")
        await sitting.press("ctrl+s")
        await sitting.sees("遅れの一覧（表示中）", "いまの表示: 保存した条件「遅れの一覧」")
        await sitting.press("delete", "y")
        await sitting.sees("保存した条件はまだありません", "いまの表示: 実施中か完了・")
        assert list_views(lively_desk) == []
        await sitting.press("u", "y")
        await sitting.sees("遅れの一覧")
    assert [view.name for view in list_views(lively_desk)] == ["遅れの一覧"]


async def test_a_view_whose_person_is_gone_says_so_and_changes_nothing(lively_desk: Desk) -> None:
    member = list_staff(lively_desk)[0].name
    save_view(lively_desk, "私の団体", Selection(GroupFilter(staff=member)))
    lively_desk.connection.execute("UPDATE staff SET is_active = 0 WHERE name = ?", (member,))
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "v")
        await sitting.sees("使えません")
        await sitting.press("enter")
        await sitting.is_told("「私の団体」は使えません", member)
        await sitting.press("escape")
        await sitting.sees("絞り込み: 実施中")


async def test_the_view_that_is_on_is_what_goes_out_under_its_name(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ/今週", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "v", "enter", "e")
        await sitting.sees("保存した条件「遅れ/今週」（")
        await sitting.press("ctrl+s")
        await sitting.is_told("状況一覧_配布用_遅れ_今週_20251215.xlsx")
    book = openpyxl.load_workbook("状況一覧_配布用_遅れ_今週_20251215.xlsx")
    listed, notes = book.worksheets[:2]
    numbers = [row[0] for row in listed.iter_rows(min_row=4, values_only=True) if row[0] is not None]
    assert numbers == wanted(lively_desk, LATE_BY_STAFF)
    assert "保存した条件「遅れ/今週」" in str(listed["A2"].value)
    assert any("保存した条件「遅れ/今週」" in str(row[1]) for row in notes.iter_rows(values_only=True))


async def test_any_view_can_be_handed_out_from_any_screen(lively_desk: Desk) -> None:
    save_view(lively_desk, "遅れ", LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("1", "e", "2", "down")
        await sitting.type("遅れ")
        await sitting.press("enter", "ctrl+s")
        await sitting.is_told("手続・行事_作業用_遅れ_20251215.xlsx")
    sheet = openpyxl.load_workbook("手続・行事_作業用_遅れ_20251215.xlsx").worksheets[0]
    numbers = {row[0] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert numbers == set(wanted(lively_desk, LATE_BY_STAFF))


async def test_a_name_that_looks_like_markup_is_a_name(lively_desk: Desk) -> None:
    save_view(lively_desk, LIKE_MARKUP, LATE_BY_STAFF)
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "v")
        await sitting.sees(LIKE_MARKUP)
        await sitting.press("enter")
        await sitting.sees(f"保存した条件「{LIKE_MARKUP}」")
        await sitting.press("e")
        await sitting.sees(f"保存した条件「{LIKE_MARKUP}」（")
