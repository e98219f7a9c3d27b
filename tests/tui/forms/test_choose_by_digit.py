"""The digit beside a choice chooses it; where choices begin with a number, that number is what one types."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.plain_list import Choice, PlainList
from tests.tui.driver import Driver, listening, threads_end
from tests.tui.support import DeskApp

WORDS = [
    Choice(at, word) for at, word in enumerate(["甲の件", "乙の件", "丙の件", *"丁戊己庚辛壬癸"], start=1)
]
NUMBERED = [Choice(2024, "2024年度"), Choice(2025, "2025年度"), Choice(2, "２ 架空の会")]


async def chosen_by(choices: list[Choice[int]], keys: list[str]) -> tuple[list[object], str]:
    """What is chosen by these keys, and how the first line of the list was drawn before."""
    given: list[object] = []
    app = DeskApp()
    with listening() as ear:
        async with threads_end(), app.run_test() as pilot:
            driver = Driver(app, pilot, ear)
            app.push_screen(ChooseScreen("どれ", choices), given.append)
            await driver.rest()
            first = app.screen.query_one(PlainList).render_line(0).text
            for key in keys:
                if isinstance(app.screen, ChooseScreen):
                    app.screen.query_one(Input).insert_text_at_cursor(key) if len(key) > 1 else None
                await pilot.press(key) if len(key) == 1 else None
                await driver.rest()
    return [None if one is None else one.key for one in given], first  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "chosen"), [("1", 1), ("3", 3), ("9", 9), ("３", 3)])
async def test_the_digit_that_stands_beside_a_choice_chooses_it(key: str, chosen: int) -> None:
    given, first = await chosen_by(WORDS, [key])
    assert given == [chosen]
    assert first.strip() == "1 甲の件"


async def test_a_digit_beside_which_nothing_stands_and_one_within_words_only_narrow() -> None:
    assert (await chosen_by(WORDS[:2], ["3"]))[0] == []
    assert (await chosen_by(WORDS, ["甲", "1"]))[0] == []


async def test_numbers_with_which_choices_begin_are_typed() -> None:
    given, first = await chosen_by(NUMBERED, ["2"])
    assert given == []
    assert first.strip() == "2024年度"
