"""At every width of terminal the header says who and which day, and what is cut says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.cut_lines import CutLines
from kodoku_tui.tui.frame.cut_text import CUT_SIGN, clean, slice_cells
from kodoku_tui.tui.lists.list_paged import HEADER_HEIGHT
from kodoku_tui.tui.lists.list_table import ListTable
from tests.desks import desk_on_copy
from tests.tui.sitting import Sitting, sitting_at

WIDTHS = (80, 100, 120, 140, 200)

WAYS: dict[str, list[str]] = {
    "work": ["1"],
    "reasons": ["1", "v"],
    "register": ["2"],
    "sessions": ["3"],
    "log": ["4"],
    "matrix": ["5"],
    "month": ["6"],
    "issues": ["7"],
    "issue_list": ["v"],
    "checkins": ["8"],
    "actions": ["v"],
    "linkages": ["9"],
    "search": ["0", *"広報", "enter"],
    "karte": ["2", "down", "enter"],
    "records": ["h"],
    "money": ["escape", "y"],
    "plan": ["2", "b"],
    "people": ["escape", "alt+a"],
    "settings": ["escape", "alt+s"],
    "weights": ["escape", "alt+w"],
    "attendance": ["escape", "3", "down", "down", "enter"],
}


def header(sitting: Sitting) -> str:
    return sitting.text.splitlines()[0]


def unsigned_cuts(table: ListTable) -> list[str]:
    """The cells in view, titles included, that show none of their texts whole and have no sign."""
    layout, scroll_x = table.layout_in_view, table.scroll_offset.x
    rows: list[list[tuple[str, ...]]] = [[(column.title,) for column in table.columns]]
    shown_rows = [table.render_line(0).text]
    for y in range(HEADER_HEIGHT, table.size.height):
        row = table._loader.pages.row(y - HEADER_HEIGHT + table.scroll_offset.y)
        if row is not None:
            rows.append([(cell.text, *cell.shorter) for cell in row.cells])
            shown_rows.append(table.render_line(y).text)
    found = []
    for texts, line in zip(rows, shown_rows, strict=True):
        for slot, ways in zip(layout.slots, texts, strict=True):
            is_frozen = slot.start < layout.frozen_width
            low = 0 if is_frozen else layout.frozen_width
            place = slot.start - (0 if is_frozen else scroll_x)
            shown = slice_cells(
                line, max(place, low), max(place, low, min(place + slot.width, layout.view_width))
            )
            is_left_out = not shown.strip() and layout.whole_only
            is_whole = any(whole(shown, text) for text in ways)
            if shown and not is_left_out and not is_whole and CUT_SIGN not in shown:
                found.append(f"{slot.column.key}: {shown!r} of {ways!r}")
    return found


def whole(shown: str, text: str) -> bool:
    return "".join(clean(text).split()) in "".join(shown.split())


async def look(desk: Desk, width: int) -> None:
    async with sitting_at(desk, (width, 30)) as sitting:
        for name, keys in WAYS.items():
            for key in keys:
                await sitting.press(key)
                await sitting.pause()
            said = header(sitting)
            assert "青柳" in said, (name, said)
            assert "12/15" in said or "15 Dec" in said, (name, said)
            for table in sitting.app.screen.query(ListTable):
                assert unsigned_cuts(table) == [], name
            for lines in sitting.app.screen.query(CutLines):
                if lines.content_size.width:
                    shown = lines.render()
                    assert isinstance(shown, Content)
                    assert len(shown.wrap(lines.content_size.width)) <= lines.content_size.height, name


@pytest.mark.parametrize("width", WIDTHS)
async def test_every_screen_says_who_and_which_day_and_cuts_with_a_sign(
    width: int, demonstration_file: Path, tmp_path: Path
) -> None:
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        await look(desk, width)


@pytest.mark.parametrize("width", WIDTHS)
async def test_in_english_too(width: int, demonstration_file: Path, tmp_path: Path) -> None:
    set_language("en")
    with desk_on_copy(demonstration_file, tmp_path, staff="青柳 志穂") as desk:
        await look(desk, width)


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_screen_that_shows_keeps_its_name_and_each_digit_stays(width: int, desk: Desk) -> None:
    async with sitting_at(desk, (width, 30)) as sitting:
        await sitting.press("5")
        said = header(sitting)
        assert "進捗" in said
        assert all(digit in said for digit in "1234567890")
        assert "12/" in said
        assert "(w)" in said
