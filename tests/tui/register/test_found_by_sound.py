"""A caller is found by sound or by number in one go: one key and what was heard."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.contacts import add_contact
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import MONDAY_IN_DECEMBER
from tests.tui.sitting import Sitting, sitting_at


@pytest.fixture
def called(desk: Desk) -> Desk:
    set_facts(desk, 30, reading="ゆきあかりざか")
    add_contact(desk, 31, ContactEntry(name="鈴木 花", reading="すずき はな", phone="03(1234)5678"))
    return desk


async def finds(sitting: Sitting, key: str, heard: str, number: int) -> None:
    await sitting.press(key)
    await sitting.type(heard)
    await sitting.stands_on(number)
    await sitting.press("escape")


async def test_one_key_and_the_sound_or_the_number_find_the_group(called: Desk) -> None:
    async with sitting_at(called) as sitting:
        # From the list of groups, and from wherever one is.
        for place in ("2", "1"):
            await sitting.press(place)
            for heard, number in (
                ("ゆきあかり", 30),
                ("ユキアカリ", 30),
                ("03-1234-5678", 31),
                ("0312345678", 31),
                ("+81 3 1234 5678", 31),
                ("すずき", 31),
                ("12", 12),
            ):
                await finds(sitting, "slash", heard, number)


async def test_the_search_lights_the_words_and_enter_opens_the_page_where_they_stand(called: Desk) -> None:
    for day in range(1, 16):
        note = "\n".join([f"{day}日の電話。", *["ふだんの話"] * 6])
        log_checkin(
            called,
            CheckinEntry(
                group_no=12, held_on=MONDAY_IN_DECEMBER.replace(day=day), channel=Channel.PHONE, note=note
            ),
        )
    old = MONDAY_IN_DECEMBER.replace(month=11)
    log_checkin(
        called, CheckinEntry(group_no=12, held_on=old, channel=Channel.PHONE, note="駅前のコウホウ板を借りた")
    )
    async with sitting_at(called) as sitting:
        await sitting.press("0")
        await sitting.type("こうほう板")
        await sitting.sees("駅前のコウホウ板")
        lit = [
            segment.text
            for y in range(sitting.app.screen.size.height)
            for segment in sitting.app.screen._compositor.render_strips()[y]
            if segment.style is not None and segment.style.reverse
        ]
        assert "コウホウ板" in lit
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, KarteScreen)
        await sitting.sees("駅前のコウホウ板を借りた")
        await sitting.press("escape")


async def test_the_reading_of_a_group_is_asked_and_shown(called: Desk) -> None:
    async with sitting_at(called) as sitting:
        await sitting.press("2", "slash")
        await sitting.type("12")
        await sitting.stands_on(12)
        await sitting.press("enter", "f2", "tab")
        await sitting.type("かくうのよみ")
        await sitting.press("ctrl+s")
        await sitting.press("slash")
        await sitting.type("カクウノヨミ")
        await sitting.stands_on(12)
