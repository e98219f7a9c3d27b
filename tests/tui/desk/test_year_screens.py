"""The settings, additions to the plan, the calendar and the next year, from the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programme_settings import programme_settings
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.duties.money.page import cost_items, money_of
from kodoku_tui.services.duties.plan.reading import list_plan
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.tui.exports import export_form
from tests.desks import data_of
from tests.tui.sitting import NARROW, Sitting, sitting_at


@pytest.fixture(autouse=True)
def _exports_go_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_form, "default_folder", lambda: tmp_path)


async def ask(person: Sitting) -> None:
    """Save, and wait for nothing: what the form wants to know first keeps it busy."""
    await person.pilot.press("ctrl+s")


async def write(person: Sitting, text: str) -> None:
    """Type in place of what the field holds."""
    await person.press("ctrl+u")
    await person.type(text)


@pytest.mark.parametrize("key", ["comma", "alt+s"])
async def test_a_setting_is_changed_after_a_look_at_what_follows(desk: Desk, key: str) -> None:
    async with sitting_at(desk, NARROW) as person:
        await person.press(key, "down", "enter")
        await write(person, "６０")
        await ask(person)
        await person.sees("14日 -> 60日", "288件")
        assert programme_settings(desk).due_soon_days == 14
        await person.press("n")
        await person.sees("設定は変更していません")
        await ask(person)
        await person.sees("変更する (Y)")
        await person.press("y")
        await person.is_told("設定を変更しました")
    assert programme_settings(desk).due_soon_days == 60


async def test_a_cost_item_is_added_renamed_and_moved(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as person:
        await person.press("comma", "n")
        await person.type("通訳費")
        await person.press("ctrl+s")
        await person.is_told("費目「通訳費」を追加しました")
        await person.press("end", "ctrl+up", "minus")
        await person.sees("費目 通訳費", "8番目")
        await person.press("f2")
        await write(person, "通訳・翻訳費")
        await person.press("ctrl+s")
        await person.is_told("「通訳・翻訳費」にしました")
    assert [item.title for item in cost_items(desk, None)][7] == "通訳・翻訳費"


async def test_an_internal_check_is_added_before_the_milestone_under_the_cursor(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    before = data_of(desk.connection)
    async with sitting_at(desk, NARROW) as person:
        await person.press("b", *["down"] * 4, "n")
        await person.sees("成果報告書の事前確認")
        await person.press("enter")
        await write(person, "3")
        await ask(person)
        await person.sees(
            "95団体に割り当てますか", "2026/1/28(水): 95団体", "1-40, 42-96", "期限超過には数えず"
        )
        assert data_of(desk.connection) == before
        await person.press("y")
        await person.is_told("計画に加え、95団体に割り当てました")
        await person.sees("成果報告書の事前確認")
        await person.press("5", "right", "right", "right", "right")
        await person.sees("成果報告書の事前確認 期日 2026/1/28(水)")
    undo(desk)
    assert data_of(desk.connection) == before


async def test_a_document_with_a_day_is_added_for_every_group(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("b", "n")
        await person.type("提出物")
        await person.press("enter")
        await person.type("中間報告書")
        await person.press("tab")
        await person.type("12/1")
        await ask(person)
        await person.sees("期限がもう過ぎているもの: 96件")
        await person.press("y")
        await person.is_told("「中間報告書」を計画に加え")
    (added,) = [one for one in list_plan(desk) if one.title == "中間報告書"]
    assert (added.planned, added.internal, added.required) == ("2025-12-01", False, True)
    assert len([one for one in list_milestones(desk) if one.key == added.key and one.overdue]) == 96


@pytest.mark.parametrize("keys", [("6", "e"), ("6", "f7"), ("2", "alt+e")])
async def test_the_days_are_handed_out_as_a_calendar(
    desk: Desk, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with sitting_at(desk) as person:
        await person.press(*keys)
        await person.sees("カレンダーに書き出し", "96団体")
        await person.press("ctrl+s")
        await person.is_told(".ics", "件の予定を書き出しました")
        # A second time over the same file only when that is said.
        await person.press(*keys[1:])
        await ask(person)
        await person.sees("はすでにあります", "置き換えますか")
        await person.press("n")
        await person.sees("そのままです")
    (written,) = tmp_path.glob("*.ics")
    assert written.read_text(encoding="utf-8").count("BEGIN:VEVENT") > 300


async def test_the_next_year_is_begun_after_a_look_at_what_it_carries_over(desk: Desk) -> None:
    add_staff(desk, "青木 一")
    before = data_of(desk.connection)
    async with sitting_at(desk, NARROW) as person:
        await person.press("alt+n")
        await person.sees("2026年度を始めますか", "団体 96件", "Ctrl+O", "始める (Y)")
        assert data_of(desk.connection) == before
        await person.press("y")
        await person.is_told("2026年度を加えました")
        await person.press("alt+n")
        await person.is_told("2027年度の計画はありません")
    years = [year for (year,) in desk.connection.execute("SELECT fiscal_year FROM programme ORDER BY 1")]
    assert years == [2025, 2026]
    assert desk.programme["fiscal_year"] == 2025
    undo(desk)
    assert data_of(desk.connection) == before


async def test_what_the_matrix_hands_out_is_what_it_shows(desk: Desk, tmp_path: Path) -> None:
    for number in (3, 7):
        move_milestone(desk, number, "contract", Move.SEND, on=date(2025, 6, 2))
    async with sitting_at(desk) as person:
        await person.press("5", "o")
        await person.sees("2団体")
        await person.press("e")
        await person.sees("2団体（実施中か完了・期限超過あり）")
        await person.press("ctrl+s")
        await person.is_told("「手続・行事」を書き出しました")
        await person.press("2")
        await person.sees("2団体 絞り込み: 実施中か完了・期限超過あり")
    (written,) = tmp_path.glob("*.xlsx")
    sheet = openpyxl.load_workbook(written).worksheets[0]
    numbers = {row[0] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert numbers == {3, 7}


@pytest.mark.parametrize("size", [NARROW, (140, 42)])
async def test_the_legend_stands_whole_at_the_least_width(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting_at(desk, size) as person:
        await person.press("5")
        await person.sees("済提出・確認中=事務局未・差戻=団体期限間近超過・遅れ対象外")


async def test_a_passed_audit_accepts_the_duty_and_the_page_says_so(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("2", "enter", "y", "v", "tab", "1", "ctrl+s")
        await person.sees("経費の金額が未入力", "実績報告書が未受理")
        await person.press("y")
        await person.is_told("「確定検査」は適（完了）になりました")
        await person.press("escape")
        await person.sees("確定検査 適（完了） 12/15(月)", "検査 12/15(月) 結果 適")
    assert [one.result for one in money_of(desk, 1).audits] == ["適"]


async def test_the_moves_of_a_contract_are_called_as_its_states_are(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        await person.press("5", "m")
        await person.sees("返送(受領)", "締結", "書類送付")
        await person.press("escape", "ctrl+a", "m")
        await person.sees("返送(受領)", "番号 1-96")
