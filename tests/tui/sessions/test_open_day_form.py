"""The form of a session's day where only its month is known: the day is typed, none is taken over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.sessions.sessions import session_entry
from tests.desks import desk_on_copy, go_to, morning_of
from tests.tui.sitting import NARROW, sitting_at


async def test_a_day_is_typed_where_nobody_fixed_one_and_the_list_says_it_then(tmp_path: Path) -> None:
    begin_programme(tmp_path / "year.kodoku", 2026, clock=morning_of(date(2026, 6, 1)))
    with desk_on_copy(tmp_path / "year.kodoku", tmp_path) as desk:
        go_to(desk, date(2026, 7, 1))
        async with sitting_at(desk, NARROW) as sitting:
            await sitting.press("3")
            await sitting.is_still()
            assert "8月（日未定）" in sitting.text
            await sitting.press("d", "ctrl+s")
            await sitting.is_still()
            assert session_entry(desk, "training_1").is_day_open
            await sitting.type("8/5")
            await sitting.press("ctrl+s")
            await sitting.is_still()
            assert "8/5(水)" in sitting.text
            assert not session_entry(desk, "training_1").is_day_open
