"""A note that somebody pasted as one line: it looks as Textual would draw it, and stays quick."""

from __future__ import annotations

from time import process_time

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.forms.long_line_area import LongLineTextArea
from tests.tui.sitting import sitting_at

LINE = "".join(f"広報と会場の話 {number} half。" for number in range(300))


class Both(App[None]):
    """The same text in Textual's area and in ours."""

    CSS = "TextArea { height: 12; }"

    def compose(self) -> ComposeResult:
        yield TextArea(f"短い行\n{LINE}\n終わり", classes="theirs", highlight_cursor_line=False)
        yield LongLineTextArea(f"短い行\n{LINE}\n終わり", classes="ours", highlight_cursor_line=False)


@pytest.mark.parametrize(
    "selection",
    [
        Selection.cursor((1, 0)),
        Selection.cursor((1, 1_234)),
        Selection.cursor((1, len(LINE))),
        Selection((1, 40), (1, 300)),
        Selection((0, 1), (2, 2)),
        Selection((1, 500), (0, 2)),
    ],
)
async def test_a_long_line_looks_as_textual_would_draw_it(selection: Selection) -> None:
    app = Both()
    async with app.run_test(size=(77, 30)) as pilot:
        drawn = []
        for area in app.query(TextArea):
            area.cursor_blink = False
            area.focus()
            await pilot.pause()
            area.selection = selection
            await pilot.pause()
            strips = [area.render_line(y).simplify() for y in range(area.size.height)]
            drawn.append([list(strip) for strip in strips])
        theirs, ours = drawn
        assert ours == theirs


async def test_a_note_of_two_hundred_thousand_letters_in_one_line_is_typed_shown_and_read_quickly(
    desk: Desk,
) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        sitting.app.post_message(events.Paste("広報と会場の話。" * 25_000))
        await sitting.rest()
        began = process_time()
        await sitting.type("終わり")
        await sitting.press("up", "up", "home", "end")
        # Work, not waiting: other programs on the machine do not count.
        assert process_time() - began < 2
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        began = process_time()
        await sitting.press("enter")
        await sitting.sees("文字。h で面談・対応・連絡先を開き")
        assert process_time() - began < 2
        await sitting.press("h", "enter")
        await sitting.sees("文字。Esc で戻ります。")
        began = process_time()
        await sitting.press("pagedown", "end", "pageup")
        assert process_time() - began < 2
    assert list_checkins(desk, 1)[0].note.endswith("終わり")
