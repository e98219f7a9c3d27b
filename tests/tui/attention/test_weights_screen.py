"""要注意度の重み: the list of what weighs how much, and changing it by keys with a look before."""

from __future__ import annotations

from kodoku_tui.services.attention.weights import list_weights, set_weights
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.tui.attention.weights import WeightsScreen, weight_row, weights_in
from kodoku_tui.tui.work.work import WorkScreen
from tests.tui.sitting import NARROW, Sitting, sitting_at

SILENCE = "group.silence.rate"


def value_of(desk: Desk, name: str) -> float:
    return next(one.value for one in list_weights(desk) if one.name == name)


async def open_silence(sitting: Sitting) -> None:
    await sitting.press("alt+w")
    assert isinstance(sitting.app.screen, WeightsScreen)
    keys = [one.key for one in weights_in(list_weights(sitting.app.desk))]
    sitting.table.cursor_row = keys.index("group.silence")
    await sitting.stands_on("group.silence")


async def test_a_weight_is_changed_after_a_look_and_taken_back(lively_desk: Desk) -> None:
    async with sitting_at(lively_desk) as sitting:
        await open_silence(sitting)
        await sitting.sees("面談間隔の最大日数を過ぎた沈黙", "6点、1日ごとに0.5点、上限30点")
        await sitting.press("enter", "tab", "ctrl+u")
        await sitting.type("２")
        await sitting.press("ctrl+s")
        await sitting.sees("面談の空き 1日ごとの点: 0.5 → 2", "順位が変わる団体", "つ上")
        assert value_of(lively_desk, SILENCE) == 0.5
        await sitting.press("y")
        await sitting.is_told("要注意度の重みを変えました", "u で取り消せます")
        await sitting.sees("6点、1日ごとに2点、上限30点", "6点、1日ごとに0.5点、上限30点", "変えたもの 1件")
        # Back to where one was, on the same row.
        assert sitting.table.cursor_key == "group.silence"
        await sitting.press("u", "y")
        assert value_of(lively_desk, SILENCE) == 0.5
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, WorkScreen)


async def test_what_is_no_number_is_said_in_its_field_and_nothing_changes(lively_desk: Desk) -> None:
    before = len(list_units(lively_desk))
    async with sitting_at(lively_desk, NARROW) as sitting:
        await open_silence(sitting)
        await sitting.press("enter", "tab", "ctrl+u")
        await sitting.type("重い")
        await sitting.press("ctrl+s")
        await sitting.sees("0以上の数で書いてください", "重い")
        await sitting.press("ctrl+u")
        await sitting.type("2")
        await sitting.press("ctrl+s", "n")
        await sitting.sees("重みは変えていません。")
    assert len(list_units(lively_desk)) == before


async def test_everything_goes_back_to_what_ships_in_one_act(lively_desk: Desk) -> None:
    set_weights(lively_desk, {SILENCE: 2, "own.own_promise.first": 1})
    async with sitting_at(lively_desk) as sitting:
        # From the settings, too.
        await sitting.press("comma", *["down"] * 7, "enter")
        assert isinstance(sitting.app.screen, WeightsScreen)
        await sitting.sees("変えたもの 2件")
        await sitting.press("d")
        await sitting.sees("すべての重みを既定に戻します。", "面談の空き 1日ごとの点: 2 → 0.5")
        await sitting.press("y")
        await sitting.is_told("すべて既定に戻しました")
        await sitting.sees("変えたもの なし")
    assert not any(one.is_changed for one in list_weights(lively_desk))


def test_a_row_says_what_ships_only_where_it_differs(lively_desk: Desk) -> None:
    set_weights(lively_desk, {SILENCE: 2})
    rows = {one.key: weight_row(one) for one in weights_in(list_weights(lively_desk))}
    silence = [cell.text for cell in rows["group.silence"].cells]
    assert silence == ["団体", "面談の空き", "6点、1日ごとに2点、上限30点", "6点、1日ごとに0.5点、上限30点"]
    assert [cell.text for cell in rows["settings.unsigned_days"].cells][2:] == ["30", "既定のまま"]
