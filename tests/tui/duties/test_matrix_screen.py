"""表: from cell to cell, marks in one column, one change for all of them, the filter of the register."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.locale import say, set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestone_page import add_comment
from kodoku_tui.services.duties.milestones import extend_due, list_milestones, move_milestone
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from kodoku_tui.tui.duties.matrix import MatrixScreen
from kodoku_tui.tui.lists.cell_table import CellTable
from tests.tui.sitting import NARROW, WIDE, Sitting, sitting_at

DAY = date(2025, 12, 10)


class AtTheMatrix(Sitting):
    """A person at the matrix."""

    @property
    def cells(self) -> CellTable:
        screen = next(one for one in self.app.screen_stack if isinstance(one, MatrixScreen))
        return screen.cells

    @property
    def cell(self) -> tuple[object, str | None]:
        column = self.cells.column_at_cursor
        return self.cells.cursor_key, None if column is None else column.key

    async def goes_to(self, number: int, key: str) -> None:
        """Go there by arrows alone."""
        keys = [column.key for column in self.cells.columns]
        sideways = keys.index(key) - self.cells.cursor_column
        rows = number - 1 - self.cells.cursor_row
        await self.press_at_once(
            *["right" if sideways > 0 else "left"] * abs(sideways),
            *["down" if rows > 0 else "up"] * abs(rows),
        )
        assert self.cell == (number, key)

    async def comes_back(self) -> None:
        await self.until(lambda: isinstance(self.app.screen, MatrixScreen))


@asynccontextmanager
async def at_the_matrix(desk: Desk, size: tuple[int, int] = WIDE) -> AsyncIterator[AtTheMatrix]:
    async with sitting_at(desk, size, person=AtTheMatrix) as sitting:
        await sitting.press("5")
        assert isinstance(sitting.app.screen, MatrixScreen)
        yield sitting


def state_of(desk: Desk, number: int, key: str) -> str:
    return next(one.state for one in list_milestones(desk, number) if one.key == key)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_arrows_go_from_cell_to_cell_and_stop_at_the_edges(desk: Desk, size: tuple[int, int]) -> None:
    keys = [one.key for one in list_milestones(desk, 1)]
    async with at_the_matrix(desk, size) as person:
        assert person.cell == (1, keys[0])
        await person.press("left", "up")
        assert person.cell == (1, keys[0])
        for key in keys[1:]:
            await person.press("right")
            assert person.cell == (1, key)
        await person.press("right", "down", "down")
        assert person.cell == (3, keys[-1])
        await person.press("ctrl+home")
        assert person.cell == (1, keys[0])


async def test_the_cell_under_the_cursor_is_in_view_and_the_names_stay(desk: Desk) -> None:
    async with at_the_matrix(desk, NARROW) as person:
        assert "最終報告会" not in person.flat
        await person.goes_to(1, "final_meeting")
        await person.sees("番号団体名", "最終報告会")
        assert "契約締結" not in person.flat
        await person.goes_to(1, "contract")
        await person.sees("番号団体名契約締結")


async def test_what_does_not_fit_whole_does_not_show_in_part(desk: Desk) -> None:
    async with at_the_matrix(desk, (70, 24)) as person:
        layout = person.cells.layout_in_view
        shown = person.text.splitlines()[3]
        whole = [slot.column.title for slot in layout.slots[2:] if slot.end <= layout.view_width]
        assert len(whole) == 4
        assert [word.rstrip("~") for word in shown.split()[2:]] == [title[:5] for title in whole]


async def test_the_cell_is_said_in_full_below(desk: Desk) -> None:
    move_milestone(desk, 1, "outcome_report", Move.SUBMIT, on=date(2025, 12, 1))
    move_milestone(desk, 1, "outcome_report", Move.RETURN, on=DAY, comment="押印がない[/]")
    extend_due(desk, 1, "outcome_report", to=date(2026, 2, 5), reason="行事のため")
    async with at_the_matrix(desk, NARROW) as person:
        await person.goes_to(1, "outcome_report")
        await person.sees(
            "成果報告書  期日 2026/2/5(木) あと52日（延長1回）",
            "状態 差戻し",
            "団体対応待ち 5日",
            "押印がない[/]",
        )


async def test_late_cells_say_whose_lateness_it_is_in_the_one_late_colour(desk: Desk) -> None:
    async with at_the_matrix(desk, NARROW) as person:
        await person.sees("事務局遅")
        cell = person.cells._loader.pages.row(0)
        assert cell is not None
        assert cell.cells[2].style == "late"
        await person.sees("事務局対応待ち 197日  事務局遅れ 168日")


async def test_a_cell_says_what_its_duty_waits_for(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.goes_to(3, "final_audit")
        await person.sees("実績報告書の提出待ち")


async def test_enter_opens_the_round_of_exactly_this_cell(desk: Desk) -> None:
    move_milestone(desk, 3, "outcome_report", Move.SUBMIT, on=DAY)
    async with at_the_matrix(desk) as person:
        await person.goes_to(3, "outcome_report")
        await person.press("enter")
        await person.sees("手続・行事の状態を変更", "成果報告書  提出")
        await person.press("f12")
        await person.comes_back()
        await person.until(lambda: state_of(desk, 3, "outcome_report") == "確認中")
        await person.sees("確認中")
        assert person.cell == (3, "outcome_report")


async def test_the_round_that_enter_opens_says_what_was_said_on_it(desk: Desk) -> None:
    move_milestone(desk, 1, "contract", Move.SUBMIT, on=DAY)
    add_comment(desk, 1, "contract", "押印を確かめる")
    async with at_the_matrix(desk) as person:
        await person.press("enter")
        await person.sees("手続・行事の状態を変更", "1回目", "押印を確かめる")


async def test_f2_edits_the_cell_as_it_does_in_excel(desk: Desk) -> None:
    move_milestone(desk, 3, "outcome_report", Move.SUBMIT, on=DAY)
    async with at_the_matrix(desk) as person:
        await person.goes_to(3, "outcome_report")
        await person.press("f2")
        await person.sees("手続・行事の状態を変更", "成果報告書  提出")


async def test_enter_on_a_settled_cell_does_not_open_another_milestone(desk: Desk) -> None:
    move_milestone(desk, 1, "outcome_report", Move.NOT_APPLICABLE, on=DAY, comment="対象外のため")
    async with at_the_matrix(desk) as person:
        await person.goes_to(1, "outcome_report")
        await person.press("enter")
        await person.sees("手続・行事の状態を変更", "成果報告書  対象外")


async def test_enter_in_the_column_of_a_session_opens_its_attendance(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.goes_to(1, "training_1")
        await person.press("enter")
        await person.sees("第1回全体研修会", "未確認")
        await person.press("escape")
        await person.comes_back()


async def test_marked_cells_change_at_once_after_a_preview_and_one_undo_takes_it_back(desk: Desk) -> None:
    move_milestone(desk, 2, "outcome_report", Move.SUBMIT, on=DAY)
    async with at_the_matrix(desk) as person:
        await person.goes_to(1, "outcome_report")
        await person.press("space", "shift+down", "shift+down")
        await person.sees("印 3件（成果報告書）")
        await person.press("m")
        await person.sees("「成果報告書」をまとめて状態変更（3団体）", "番号 1-3")
        await person.press("1", "f12")
        await person.sees("2団体で変更します", "1団体は変更できず", "未提出 -> 提出 2団体", "そのまま: 2 ")
        assert state_of(desk, 1, "outcome_report") == "未着手"
        await person.press("y")
        await person.comes_back()
        await person.is_told("2団体で変更しました")
        assert [state_of(desk, number, "outcome_report") for number in (1, 2, 3)] == ["提出"] * 3
        await person.until(lambda: not person.cells.marked_keys)
        await person.press("u")
        await person.sees("次の操作を取り消しますか")
        await person.press("y")
        await person.until(lambda: state_of(desk, 1, "outcome_report") == "未着手")
        assert state_of(desk, 3, "outcome_report") == "未着手"
        assert state_of(desk, 2, "outcome_report") == "提出"


async def test_no_to_the_preview_leads_back_to_what_was_typed(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.goes_to(1, "outcome_report")
        await person.press("space", "t")
        await person.sees("「成果報告書」をまとめて期限延長（1団体）")
        await person.press(*"0205", "tab", *"snow", "f12")
        await person.sees("2026", "2/5", "1団体で変更します")
        await person.press("n")
        await person.sees("まとめて期限延長", "snow")
        assert list_milestones(desk, 1)[4].extensions == ()


async def test_a_whole_column_is_marked_by_one_key(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.press("ctrl+a")
        await person.sees("印 96件（契約締結）")


async def test_marks_stand_in_one_column_and_nothing_else_is_marked_silently(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.press("space", "right", "space")
        await person.sees("印は一つの列だけに", "印 1件（契約締結）")
        await person.press("escape", "space")
        await person.sees("印 1件（第1回全体研修会）")


async def test_nothing_can_be_changed_is_said_in_the_form(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.goes_to(1, "outcome_report")
        await person.press("space", "m")
        await person.sees("まとめて状態変更")
        await person.press("4", "f12")
        await person.sees("変更できる団体がありません")
        assert state_of(desk, 1, "outcome_report") == "未着手"


async def test_the_filter_of_the_register_applies_and_is_said(lively_desk: Desk) -> None:
    async with at_the_matrix(lively_desk) as person:
        await person.sees("94団体", "絞り込み: 実施中")
        await person.press("2")
        await person.press("slash", *"41")
        await person.press("ctrl+b")
        await person.comes_back()
        await person.sees("「41」")
        total = person.cells.total
        assert total is not None
        assert total < 94
        await person.press("escape")
        await person.sees("94団体")
        await person.press("2")
        await person.until(lambda: "「41」" not in person.flat)


async def test_check_ins_go_to_the_group_of_the_row(desk: Desk) -> None:
    async with at_the_matrix(desk) as person:
        await person.press("down", "down", "c")
        name = list_milestones(desk, 3)[0].group
        await person.sees("面談を記録", f"3 {name}")


async def test_the_legend_stands_above_and_in_the_help(desk: Desk) -> None:
    async with at_the_matrix(desk, NARROW) as person:
        await person.sees("済 提出・確認中=事務局 未・差戻=団体 期限間近 超過・遅れ")
        await person.press("f1")
        await person.press("end")
        await person.sees("表のマス: 済")


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_ten_screens_and_the_day_fit_into_the_title_at_80_columns(desk: Desk, language: str) -> None:
    set_language(language)
    async with at_the_matrix(desk, NARROW) as person:
        title = person.text.splitlines()[0]
        names = [f"{screen.digit}{say(f'screen_short.{screen.name}')}" for screen in MAIN_SCREENS]
        assert len(names) == 10
        assert all(name in title for name in names)
        assert ("12/15(月)" if language == "ja" else "15 Dec") in title
