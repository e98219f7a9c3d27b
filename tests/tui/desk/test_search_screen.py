"""すべて検索: found while typing, opened by Enter, left by Esc."""

from __future__ import annotations

from threading import Event

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.search import search
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import MONDAY_IN_DECEMBER
from tests.tui.driver import PATIENCE
from tests.tui.sitting import LIKE_MARKUP, NARROW, sitting_at


@pytest.fixture
def filled(desk: Desk) -> Desk:
    note = f"はじめに長い前置きがあって、だいぶ後のほうに広報の話が出てくる {LIKE_MARKUP}"
    log_checkin(desk, CheckinEntry(group_no=12, held_on=MONDAY_IN_DECEMBER, channel=Channel.PHONE, note=note))
    add_action(desk, ActionEntry(group_no=30, title="広報紙を送る"))
    return desk


async def test_two_letters_find_a_note_and_enter_opens_its_group(filled: Desk) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("2", "alt+f")
        await sitting.type("広報")
        await sitting.sees("面談 1件", "対応 1件", "広報の話", "広報紙を送る", "12/15(月)")
        await sitting.press("enter", "enter")
        assert isinstance(sitting.app.screen, KarteScreen)
        assert sitting.app.screen.group_number == 12
        await sitting.press("escape")
        await sitting.stands_on("checkin:1:12")
        await sitting.press("escape", "escape")
        assert sitting.app.current_mode == "register"


async def test_at_eighty_columns_the_word_shows_in_the_column(filled: Desk) -> None:
    async with sitting_at(filled, NARROW) as sitting:
        await sitting.press("0")
        await sitting.type("広報")
        await sitting.press("down")
        line = next(line for line in sitting.text.splitlines() if line.lstrip().startswith("面談 "))
        assert "広報" in line


async def test_what_cannot_be_found_says_what_to_try(filled: Desk) -> None:
    async with sitting_at(filled) as sitting:
        await sitting.press("0")
        await sitting.sees("面談・課題・対応策・対応事項")
        await sitting.type("どこにもない言葉")
        await sitting.sees("見つかりません。")


async def test_enter_opens_what_is_found_for_the_words_that_stand_there(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer, asked = Event(), Event()

    def slow_at_last(desk: Desk, text: str, **options: object) -> object:
        if text == "前置き":
            asked.set()
            assert may_answer.wait(60)
        return search(desk, text)

    monkeypatch.setattr("kodoku_tui.tui.desk.search.search", slow_at_last)
    async with sitting_at(filled) as sitting:
        await sitting.press("0")
        await sitting.type("広報紙")
        await sitting.sees("対応 1件")
        sitting.app.screen.query_one("CleanInput").value = "前置き"  # type: ignore[attr-defined]
        await sitting.until(asked.is_set)
        await sitting.press_on("enter")
        assert not isinstance(sitting.app.screen, KarteScreen)
        may_answer.set()
        await sitting.rest()
        assert isinstance(sitting.app.screen, KarteScreen)
        assert sitting.app.screen.group_number == 12


async def test_a_stale_answer_does_not_replace_a_newer_one(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer, asked = Event(), Event()

    def slow_at_first(desk: Desk, text: str, **options: object) -> object:
        if text == "広":
            asked.set()
            assert may_answer.wait(PATIENCE)
        return search(desk, text)

    monkeypatch.setattr("kodoku_tui.tui.desk.search.search", slow_at_first)
    async with sitting_at(filled) as sitting:
        await sitting.press("0")
        search_line = sitting.app.screen.query_one("CleanInput")
        search_line.value = "広"  # type: ignore[attr-defined]
        await sitting.until(asked.is_set)
        search_line.value = "広報紙"  # type: ignore[attr-defined]
        await sitting.sees("対応 1件", "広報紙を送る")
        may_answer.set()
        await sitting.rest()
        assert "広報の話" not in sitting.flat
        assert "広報紙を送る" in sitting.flat
