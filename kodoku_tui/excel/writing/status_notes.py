"""The second sheet of the status list: as of when, what was filtered, what colours and words mean."""

from __future__ import annotations

from xlsxwriter import Workbook

from kodoku_tui.domain.exports.status_list import StatusList
from kodoku_tui.excel.writing.output import base_style, cell_text, page_text
from kodoku_tui.excel.writing.status_fills import (
    attendance_legend,
    checkin_legend,
    group_legend,
    milestone_legend,
)
from kodoku_tui.excel.writing.text_width import LINE_POINTS, line_count
from kodoku_tui.locale import say

_LABEL_WIDTH = 30
_TEXT_WIDTH = 78
_A4 = 9
_RULES = ("rule_date", "rule_overdue", "rule_withdrawn", "rule_days", "rule_issues", "rule_attendance")


def write_notes(workbook: Workbook, status_list: StatusList, as_of: str) -> None:
    """Add the sheet of notes; `as_of` says the date as the list does."""
    sheet = workbook.add_worksheet(say("excel.sheet_notes"))
    title = workbook.add_format({"font_name": "Meiryo UI", "font_size": 14, "bold": True})
    heading = workbook.add_format(base_style(bold=True, bg_color="#44546A", font_color="#FFFFFF"))
    label = workbook.add_format(base_style(bold=True, bg_color="#F2F2F2", text_wrap=True))
    text = workbook.add_format(base_style(text_wrap=True))
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, say("excel.notes_title"), title)
    row = 2

    def line(left: str, right: str, left_format: object = label) -> None:
        nonlocal row
        lines = max(line_count(left, _LABEL_WIDTH), line_count(right, _TEXT_WIDTH))
        sheet.set_row(row, max(lines * LINE_POINTS + 5, 18))
        sheet.write_string(row, 0, cell_text(left), left_format)
        sheet.write_string(row, 1, cell_text(right), text)
        row += 1

    def part(words: str) -> None:
        nonlocal row
        row += 1
        sheet.set_row(row, 18)
        sheet.write_string(row, 0, words, heading)
        sheet.write_blank(row, 1, None, heading)
        row += 1

    for left, right in _facts(status_list):
        line(left, right)
    part(say("excel.note_colours"))
    for legend in (*milestone_legend(), *checkin_legend(), *attendance_legend(), *group_legend()):
        fill = workbook.add_format(base_style(text_wrap=True, **legend.fill))
        line(
            say("excel.list_separator").join(legend.words),
            say(legend.meaning, days=status_list.due_soon_days),
            fill,
        )
    part(say("excel.note_words"))
    for rule in _RULES:
        line(say(f"excel.{rule}_name"), say(f"excel.{rule}"))
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    if status_list.is_demonstration:
        sheet.set_header(f"&R{page_text(say('excel.demonstration'))}")
    sheet.set_footer(f"&L{page_text(as_of)}&R{_page_numbers()}")
    sheet.hide_gridlines(2)


def _facts(status_list: StatusList) -> list[tuple[str, str]]:
    late = sum(row.overdue > 0 for row in status_list.rows)
    facts = [
        (say("copy.what"), say("copy.about_handout" if status_list.stamp is None else "copy.about_working")),
        (say("excel.note_programme"), status_list.programme),
        (say("excel.note_as_of"), f"{status_list.as_of:%Y/%m/%d}"),
        (say("excel.note_filter"), status_list.filter_words or say("excel.note_filter_none")),
        (say("excel.note_groups"), say("excel.note_groups_count", count=len(status_list.rows))),
        (say("excel.note_overdue_count"), say("excel.note_groups_count", count=late)),
    ]
    if status_list.is_demonstration:
        facts.insert(0, (say("excel.note_data"), say("excel.note_data_invented")))
    return facts


def _page_numbers() -> str:
    return say("excel.page", page="&P", pages="&N")
