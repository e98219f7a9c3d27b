"""Rows that another program wrote into the file: a terminal gets letters of them, and nothing to obey."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate

from tests.hostile import SEEN_OF_IT, poison
from tests.tui.sitting import WIDE, Sitting, sitting_at
from tests.tui.test_tours import FIRST_MORNING, ISSUES_AND_LINKAGES, LIVELY_DAY, Stop, desk_of, folder

__all__ = ["folder"]

_OURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]|\x1b")


def sent_to_the_terminal(sitting: Sitting) -> str:
    """The screen as it goes to a terminal, without what Textual itself says to it."""
    app = sitting.app
    console = Console(force_terminal=True, color_system="truecolor", width=app.size.width)
    update = app.screen._compositor.render_update(full=True)
    assert isinstance(update, CompositorUpdate)
    return _OURS.sub("", update.render_segments(console))


@pytest.mark.parametrize(
    ("tour", "stops"),
    [
        ("first_morning", FIRST_MORNING),
        pytest.param("lively_day", LIVELY_DAY, marks=pytest.mark.long),
        pytest.param("issues_and_linkages", ISSUES_AND_LINKAGES, marks=pytest.mark.long),
    ],
)
async def test_no_stop_of_a_tour_sends_what_a_terminal_obeys(
    tour: str, stops: list[Stop], tmp_path: Path, folder: Path, request: pytest.FixtureRequest
) -> None:
    sent = {}
    with desk_of(tour, request, tmp_path, folder) as desk:
        poisoned = poison(desk.path)
        async with sitting_at(desk, WIDE) as sitting:
            for name, keys in stops:
                for key in keys:
                    await (sitting.type(key[1:]) if key.startswith('"') else sitting.press(key))
                    await sitting.pause()
                sent[name] = sent_to_the_terminal(sitting)
    assert len(poisoned) > 50
    # The letters of the hostile text are seen somewhere, or nothing of it was ever drawn.
    assert any(SEEN_OF_IT in shown for shown in sent.values())
    assert {name: _OBEYED.findall(shown) for name, shown in sent.items() if _OBEYED.search(shown)} == {}
