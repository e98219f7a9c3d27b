"""A page of facts: what something is on the left, what is to be said of it on the right."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kodoku_tui.domain.exports.sheets import FactSheet
from kodoku_tui.domain.text.formulas import begins_a_formula
from kodoku_tui.excel.writing.output import FONT, base_style, cell_text, page_text
from kodoku_tui.excel.writing.text_width import LINE_POINTS, line_count, pieces
from kodoku_tui.locale import say

LABEL_WIDTH = 24.0
TEXT_WIDTH = 74.0
_A4 = 9


def write_facts(workbook: Workbook, sheet: Worksheet, facts: FactSheet, mark: str = "") -> None:
    """Fill the sheet, ready to print upright on A4; `mark` stands before its title."""
    title = workbook.add_format({"font_name": FONT, "font_size": 14, "bold": True, "valign": "vcenter"})
    small = workbook.add_format({"font_name": FONT, "font_size": 9, "valign": "vcenter"})
    heading = workbook.add_format(base_style(bold=True, bg_color="#44546A", font_color="#FFFFFF"))
    label = workbook.add_format(base_style(bold=True, bg_color="#F2F2F2", text_wrap=True, valign="top"))
    text = workbook.add_format(base_style(text_wrap=True, valign="top"))
    quoted = workbook.add_format(base_style(text_wrap=True, valign="top", quote_prefix=True))
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.set_row(0, 26)
    invented = invented_mark(facts.title) if facts.is_demonstration else []
    sheet.write_string(0, 0, cell_text("　".join([*invented, f"{mark}{facts.title}"])), title)
    sheet.write_string(1, 0, cell_text(facts.about), small)
    row = 2
    for part in facts.parts:
        row += 1
        sheet.set_row(row, 18)
        sheet.write_string(row, 0, cell_text(part.heading), heading)
        sheet.write_blank(row, 1, None, heading)
        row += 1
        for left, whole in part.lines:
            for number, right in enumerate(pieces(whole, TEXT_WIDTH)):
                name = left if number == 0 else ""
                lines = max(line_count(name, LABEL_WIDTH), line_count(right, TEXT_WIDTH))
                sheet.set_row(row, max(lines * LINE_POINTS + 5, 18))
                sheet.write_string(row, 0, cell_text(name), label)
                shape = quoted if begins_a_formula(right) else text
                sheet.write_string(row, 1, cell_text(right), shape)
                row += 1
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    if facts.is_demonstration:
        sheet.set_header(f"&R{page_text(say('excel.demonstration'))}")
    pages = say("excel.page", page="&P", pages="&N")
    sheet.set_footer(f"&L{page_text(facts.title)}&R{pages}")
    sheet.hide_gridlines(2)


def invented_mark(title: str) -> list[str]:
    """What stands before a title over invented data; nothing where the title says so itself."""
    words = say("excel.demonstration")
    return [] if words in title else [f"【{words}】"]
