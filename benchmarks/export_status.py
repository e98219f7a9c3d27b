"""Writing a status list of 10,000 groups against writing the same cells bare with XlsxWriter; goal 2 or less.

Both in turn, medians of five; one line of JSON. `export_lists.py` measures the same list with its row keys, as it goes
out. Run: `python benchmarks/export_status.py`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter

from benchmarks.pairs import in_turn, report
from kodoku_tui.domain.exports.status_list import MilestoneCell, MilestoneColumn, StatusList, StatusRow
from kodoku_tui.excel.writing.status_columns import columns_of
from kodoku_tui.excel.writing.status_list import write_status_list
from kodoku_tui.store.written_files import WORKBOOK, WrittenPath

GROUPS = 10_000
MILESTONES = 8
TODAY = date(2025, 12, 15)
GOAL = 2.0


def a_list() -> StatusList:
    """Groups that differ from one another as those of a register do."""
    states = (("受理", "済"), ("未着手", "期限超過"), ("提出", "事務局手番"), ("未着手", "予定"))
    categories = ("outreach", "needs", "admin", "management", "government", "partners", "people", "funding")
    marks = ("出席(会場)", "録画視聴", "欠席(連絡あり)", "未確認")
    rows = tuple(
        StatusRow(
            number=number,
            name=f"特定非営利活動法人 架空の団体{number}",
            project=f"多世代が集う居場所づくりを通じた孤独・孤立の予防モデル事業 その{number}",
            blocks=("南関東",),
            staff=f"担当{number % 10}",
            deputy="",
            status="実施中",
            milestones=tuple(
                MilestoneCell(*states[(number + place) % 4], TODAY + timedelta(number % 90 - 45))
                for place in range(MILESTONES)
            ),
            overdue=number % 3,
            oldest_overdue_title="中間報告会" if number % 3 else "",
            oldest_overdue_on=TODAY - timedelta(40) if number % 3 else None,
            last_checkin_on=TODAY - timedelta(number % 60),
            days_since_checkin=number % 60,
            next_checkin_on=TODAY + timedelta(number % 30),
            checkin_standing=("ok", "due", "overdue")[number % 3],
            open_issues={category: (number + place) % 3 for place, category in enumerate(categories)},
            attendance=tuple(marks[(number + place) % 4] for place in range(4)),
        )
        for number in range(1, GROUPS + 1)
    )
    milestones = tuple(MilestoneColumn(str(place), f"提出物{place}") for place in range(MILESTONES))
    sessions = tuple(f"研修{place}" for place in range(4))
    return StatusList("架空の事業", TODAY, 14, True, "", milestones, categories, sessions, rows)


def write_bare(path: Path, cells: Sequence[Sequence[object]]) -> None:
    """The same values, with no more shape than dates need."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy/mm/dd"})
    sheet = workbook.add_worksheet()
    for number, row in enumerate(cells):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    workbook.close()


def main() -> None:
    """Print the ratio."""
    status_list = a_list()
    columns = columns_of(status_list)
    cells = [[column.value(row) for column in columns] for row in status_list.rows]
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours.xlsx", Path(folder) / "bare.xlsx"
        costs = in_turn(
            {
                "ours": lambda: write_status_list(
                    WrittenPath(ours, ending=WORKBOOK, database=None, replaces=True), status_list
                ),
                "bare": lambda: write_bare(bare, cells),
            }
        )
    report(f"status list of {GROUPS} groups", costs["ours"], costs["bare"], goal=GOAL)


if __name__ == "__main__":
    main()
