"""団体: found by typing, narrowed, sorted, marked; what shows is what is exported."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.tui.forms.clean_input import CleanInput
from tests.desks import go_to
from tests.tui.sitting import NARROW, WIDE, Sitting, sitting_at


def shown_numbers(sitting: Sitting) -> list[int | str]:
    return [row.key for row in sitting.table._loader.pages.rows_at_hand()]


def numbers_of(desk: Desk, chosen: GroupFilter, **order: object) -> list[int]:
    return [group.number for group in register_page(desk, chosen, **order).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["団地", "ﾎﾞｰﾄﾞｹﾞｰﾑ", "北海道 函館", "21"])
async def test_typing_narrows_the_list_at_once(desk: Desk, typed: str) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("slash")
        await sitting.type(typed)
        expected = numbers_of(desk, GroupFilter(text=typed))
        assert expected
        assert shown_numbers(sitting) == expected
        await sitting.sees(f"{len(expected)}団体", f"「{typed}」")


@pytest.mark.parametrize("start", ["1", "3", "4"])
async def test_search_works_from_every_screen(desk: Desk, start: str) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", start, "ctrl+f")
        await sitting.type("団地")
        assert isinstance(sitting.app.focused, CleanInput)
        assert shown_numbers(sitting) == numbers_of(desk, GroupFilter(text="団地"))


async def test_search_from_a_karte_goes_to_the_list(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter")
        await sitting.sees("手続・行事")
        await sitting.press("slash")
        await sitting.type("団地")
        assert shown_numbers(sitting) == numbers_of(desk, GroupFilter(text="団地"))


async def test_esc_goes_back_step_by_step(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "o", "slash")
        await sitting.type("函館")
        await sitting.press("escape")
        assert sitting.app.focused is sitting.table
        await sitting.sees("絞り込み: 実施中か完了・期限超過あり")
        await sitting.press("escape")
        await sitting.sees("96団体", "絞り込み: 実施中")
        assert "期限超過あり" not in sitting.flat


async def test_enter_and_down_lead_from_the_search_into_the_list(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        for key in ("enter", "down"):
            await sitting.press("slash")
            assert sitting.app.screen.query_one(CleanInput).has_focus
            await sitting.press(key)
            assert sitting.table.has_focus


async def test_sorting_by_keys_and_turning_it_round(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "s")
        await sitting.type("団体名")
        await sitting.press("enter")
        assert shown_numbers(sitting) == numbers_of(desk, GroupFilter(), order="name")
        await sitting.press("f3", "enter")
        assert shown_numbers(sitting) == numbers_of(desk, GroupFilter(), order="name", is_reversed=True)


async def test_a_click_on_a_title_sorts(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.pilot.click(sitting.table, offset=(12, 0))
        await sitting.rest()
        assert shown_numbers(sitting) == numbers_of(desk, GroupFilter(), order="name")


async def test_filters_by_staff_block_target_and_status(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "f")
        await sitting.type("青木")
        await sitting.press("enter", "4", "enter")
        await sitting.type("高齢者")
        await sitting.press("enter", "ctrl+s")
        wanted = GroupFilter(staff="青木 一", block="関東", target="elderly")
        assert sitting.app.selection.filter.staff == wanted.staff
        assert sitting.app.selection.filter.block == wanted.block
        assert shown_numbers(sitting) == numbers_of(lively_desk, sitting.app.selection.filter)
        await sitting.sees("実施中か完了・担当 青木 一・関東・高齢者")
        await sitting.press("escape", "f", "down", "escape", "escape")


async def test_those_who_left_show_under_their_own_filter(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2")
        await sitting.sees("94団体")
        await sitting.press("f", *["tab"] * 3, "2", "ctrl+s")
        await sitting.sees("1団体", "絞り込み: 辞退", "41")
        await sitting.press("i")
        await sitting.sees("41", "辞退のため、8/1(金)までのことだけを記録できます。")


async def test_only_overdue_and_all_again(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "o")
        assert shown_numbers(sitting) == numbers_of(lively_desk, GroupFilter(only_overdue=True))
        await sitting.press("o")
        assert len(shown_numbers(sitting)) == 94


async def test_back_from_a_karte_one_stands_on_the_same_row(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", *["down"] * 30, "enter")
        await sitting.sees("31", "手続・行事")
        await sitting.press("escape")
        await sitting.stands_on(31)
        await sitting.press("enter", "2")
        await sitting.stands_on(31)


async def test_f2_corrects_the_group_under_the_cursor_as_it_edits_in_excel(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "down", "f2", "end")
        await sitting.type("改")
        await sitting.press("ctrl+s")
        await sitting.is_told("団体情報を保存しました", "改")
        await sitting.stands_on(2)


async def test_what_shows_is_what_is_exported(
    lively_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    go_to(lively_desk, date(2026, 2, 12))
    async with sitting_at(lively_desk) as sitting:
        await sitting.press("2", "o", "slash")
        await sitting.type("北海道")
        await sitting.press("enter", "s")
        await sitting.type("団体名")
        await sitting.press("enter")
        shown = shown_numbers(sitting)
        assert 1 < len(shown) < 20
        await sitting.press("e")
        await sitting.sees(f"{len(shown)}団体（実施中か完了・「北海道」・期限超過あり）")
        await sitting.press("ctrl+s")
        await sitting.is_told(f"{len(shown)}団体を書き出しました")
    sheet = openpyxl.load_workbook(tmp_path / "状況一覧_配布用_20260212.xlsx").worksheets[0]
    numbers = [row[0] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert numbers == shown


async def test_an_export_that_exists_is_not_replaced_unasked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "状況一覧_配布用_20251215.xlsx"
    there.write_bytes(b"mine")
    async with sitting_at(desk) as sitting:
        await sitting.press("e")
        await sitting.press_on("ctrl+s")
        await sitting.sees("はすでにあります。置き換えますか")
        assert there.read_bytes() == b"mine"
        await sitting.press("y")
        await sitting.is_told("96団体を書き出しました")
    assert there.read_bytes() != b"mine"


async def test_one_and_several_marked_groups_get_their_staff(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "a")
        await sitting.type("佐藤")
        await sitting.press("ctrl+s")
        await sitting.is_told("担当を保存しました: 主担当 佐藤 花子（1団体）")
        await sitting.press(*["down", "space"] * 3, "a")
        await sitting.sees("2", "ほか 計3団体")
        await sitting.press("down", "tab")
        await sitting.press("tab")
        await sitting.type("鈴木 一")
        await sitting.press("ctrl+s")
        await sitting.is_told("担当を保存しました: 主担当 鈴木 一（3団体）")
        await sitting.stands_on(4)
    mains = {group.number: group.main_staff for group in register_page(desk, GroupFilter()).rows[:5]}
    assert mains == {1: "佐藤 花子", 2: "鈴木 一", 3: "鈴木 一", 4: "鈴木 一", 5: None}


async def test_marked_rows_are_copied_for_excel(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "space", "down", "space", "ctrl+c")
        await sitting.is_told("2行を端末に渡しました")
        lines = sitting.app.clipboard.splitlines()
        assert len(lines) == 3
        assert lines[0].startswith("番号\t団体名")


async def test_an_empty_register_says_what_to_do_next(new_desk: Desk) -> None:
    async with sitting_at(new_desk) as sitting:
        await sitting.press("2")
        await sitting.sees("Ctrl+O で一覧（Excel）を取り込めます")


async def test_the_screen_follows_the_size_of_the_terminal(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("2", "down")
        for size in (WIDE, (200, 50), NARROW, (200, 50)):
            await sitting.pilot.resize_terminal(*size)
            await sitting.rest()
            if size == NARROW:
                await sitting.sees("はまなす便りラボ")
            else:
                await sitting.sees("主担当 なし・副担当 なし")
            await sitting.stands_on(2)
        await sitting.press("c")
        await sitting.type("打ちかけ")
        for size in (NARROW, (200, 50)):
            await sitting.pilot.resize_terminal(*size)
            await sitting.sees("面談を記録", "打ちかけ", "担当者")
        await sitting.press("ctrl+s", "enter")
        for size in (NARROW, (200, 50)):
            await sitting.pilot.resize_terminal(*size)
            await sitting.sees("法人格", "手続・行事")


if os.name == "posix":

    async def test_a_folder_that_cannot_be_written_is_a_sentence(
        desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        async with sitting_at(desk) as sitting:
            await sitting.press("e", "down", "down", "down", "home", "shift+end", "delete")
            await sitting.type("/no/such/folder/x.xlsx")
            await sitting.press("ctrl+s")
            await sitting.sees("フォルダー「/no/such/folder」がありません")
