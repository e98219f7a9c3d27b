"""Linkages and indicators on the screen and on the karte."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.linkages.indicators import IndicatorEntry
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.linkages.indicators import list_indicators, set_indicator
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import NARROW, sitting_at


async def test_groups_and_kinds_with_levels_as_words_and_the_two_measures_on_top(small_desk: Desk) -> None:
    fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("9")
        await sitting.sees(
            "早期に課題を把握 1/4団体（25.0%）",
            "期間内に改善 1/4団体（25.0%）",
            "役割分担",
            "早期に把握",
            "未把握",
        )
        assert "架空をやめた会" not in sitting.text
        await sitting.press("s")
        await sitting.type("企業")
        await sitting.press("enter")
        await sitting.stands_on(1)
        assert sitting.table.cursor_row == 1
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, KarteScreen)
        await sitting.sees(
            "1 架空の会", "連携 1件", "7/1(火) 接触 -> 10/1(水) 役割分担", "役割分担: 市は案内、団体は運営"
        )
        await sitting.press("escape")
        await sitting.stands_on(1)


async def test_a_counterpart_is_recorded_and_its_level_raised_from_the_karte(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "l")
        await sitting.type("架空市教育委員会")
        await sitting.press("enter", "3", "enter", "2", "ctrl+s")
        await sitting.is_told("連携を保存しました: 1 架空の会 架空市教育委員会（接触）", "u で取り消せます")
        await sitting.press("l")
        await sitting.sees("どの連携先ですか", "架空市教育委員会 学校・教育委員会 接触", "新しい連携先")
        await sitting.press("enter", "4", "ctrl+s")
        await sitting.is_told("（役割分担）")
        await sitting.sees("12/15(月) 役割分担")
    (linkage,) = list_linkages(small_desk, 1)
    assert [step.level for step in linkage.history] == [1, 3]
    assert linkage.history[0].by == "青木 一"
    undo(small_desk)
    assert list_linkages(small_desk, 1)[0].level == 1


async def test_a_level_of_tomorrow_is_refused_at_its_field_and_nothing_is_lost(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "l")
        await sitting.type("架空市福祉課")
        await sitting.press("enter", "1", "enter", "2", "enter", "ctrl+u")
        await sitting.type("明日")
        await sitting.press("ctrl+s")
        await sitting.sees("2025/12/16", "架空市福祉課")
    assert list_linkages(small_desk) == []


async def test_a_linkage_can_be_withdrawn(small_desk: Desk) -> None:
    fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("9", "l", "enter")
        await sitting.sees("連携の記録", "架空市福祉課", "市は案内、団体は運営")
        await sitting.press(*["tab"] * 7, "2", "ctrl+s")
        await sitting.sees("早期に課題を把握 0/4団体（0.0%）")
    assert [one.group_no for one in list_linkages(small_desk)] == [2]


async def test_indicators_are_set_measured_and_pictured(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "g")
        await sitting.type("参加者数")
        await sitting.press("enter")
        await sitting.type("人")
        await sitting.press("enter")
        await sitting.type("１０")
        await sitting.press("enter")
        await sitting.type("30")
        await sitting.press("ctrl+s")
        await sitting.is_told("成果指標を保存しました: 1 架空の会「参加者数」")
        for value, words in (("12", "目標まで18人（10.0%）"), ("30", "目標達成")):
            await sitting.press("g")
            await sitting.sees("実績を記録: 参加者数")
            await sitting.press("enter")
            await sitting.type(value)
            await sitting.press("ctrl+s")
            await sitting.is_told("実績を保存しました", f"{value}人", words)
        await sitting.sees("参加者数 目標達成", "10人 -> 目標 30人", "12/15(月) 30人")
    assert [one.value for one in list_indicators(small_desk, 1)[0].actuals] == [30]


async def test_a_number_that_is_none_and_a_fourth_indicator_are_said(small_desk: Desk) -> None:
    for position in (1, 2, 3):
        set_indicator(small_desk, IndicatorEntry(group_no=1, position=position, name=f"指標{position}"))
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter", "g", "end")
        await sitting.type("新しい")
        await sitting.press("enter")
        await sitting.is_told("成果指標は1団体に3つまでです")
        await sitting.press("g", "enter")
        await sitting.type("たくさん")
        await sitting.press("ctrl+s")
        await sitting.sees("「たくさん」は数として読めません")


async def test_the_indicators_of_all_groups_are_the_other_view(small_desk: Desk) -> None:
    fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("9", "v")
        await sitting.sees("成果指標 1件", "カフェの参加者数", "目標まで6人（70.0%）", "月の実人数")
        await sitting.press("enter")
        await sitting.sees("1 架空の会")
        await sitting.press("escape", "v")
        await sitting.sees("早期に課題を把握")


async def test_nothing_drawn_on_these_screens_has_an_uncertain_width(small_desk: Desk) -> None:
    fill(small_desk)
    async with sitting_at(small_desk, NARROW) as sitting:
        for way in (
            ["7"],
            ["7", "v"],
            ["7", "h"],
            ["7", "enter"],
            ["7", "f2"],
            ["9"],
            ["9", "v"],
            ["9", "l"],
        ):
            await sitting.press("escape", "escape", "escape", "1", *way)
            uncertain = {sign for sign in sitting.text if unicodedata.east_asian_width(sign) == "A"}
            assert not uncertain, way
