"""How a list is printed: paper, pages side by side, what stands above and below."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.exports.sheets import ListSheet
from kodoku_tui.excel.writing.output import FONT, page_text
from kodoku_tui.locale import say

HEADER_ROW = 2

A3, A4 = 8, 9
# What a page takes at about 65% of the size on screen, the least that is read without effort.
_CHARACTERS_ACROSS = {A3: 320, A4: 215}


def _pages_across(paper: int, widths: Sequence[float], repeated: int) -> int:
    """How many pages side by side the columns need to stay readable; each begins with the frozen columns."""
    first = sum(widths[:repeated])
    room = max(_CHARACTERS_ACROSS[paper] - first, 40)
    return max(1, ceil((sum(widths) - first) / room))


def set_up_print(sheet: Worksheet, listed: ListSheet, widths: Sequence[float], mark: str = "") -> None:
    """Set up the pages. The title stands in their header, behind its `mark`: the cells that hold it would be cut off
    at the first columns on each page that continues to the right."""
    paper = A3 if listed.on_large_paper else A4
    pages_across = _pages_across(paper, widths, listed.frozen_columns)
    sheet.set_paper(paper)
    sheet.set_landscape()
    sheet.fit_to_pages(pages_across, 0)
    sheet.repeat_rows(HEADER_ROW)
    if pages_across > 1 and listed.frozen_columns:
        sheet.repeat_columns(0, listed.frozen_columns - 1)
    sheet.set_margins(left=0.3, right=0.3, top=0.85, bottom=0.5)
    sheet.center_horizontally()
    # A size directly before the text would swallow figures with which the text begins.
    large, small = f'&14&"{FONT},Bold"', f'&9&"{FONT},Regular"'
    header = (
        f"&L{large}{page_text(f'{mark}{listed.title}', most=80)}\n{small}{page_text(listed.about, most=80)}"
    )
    if listed.is_demonstration:
        header += f"&R&B{page_text(say('excel.demonstration'), most=20)}"
    sheet.set_header(header, {"margin": 0.25})
    pages = say("excel.page", page="&P", pages="&N")
    sheet.set_footer(f"&L{page_text(listed.foot)}&R{pages}", {"margin": 0.2})
