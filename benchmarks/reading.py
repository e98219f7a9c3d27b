"""Reading and recognising a roster of 10,000 rows against a bare openpyxl read-only pass over the same file.

All in turn, medians of five; a line of JSON each. No goal of their own: `intake.py` has one for reading, checking and
applying together. Run: `python benchmarks/reading.py`
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
import xlsxwriter

from benchmarks.pairs import in_turn, report
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.excel.recognition import recognise, recognise_workbook

ROWS = 10_000
HEADINGS = ("番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択", "主担当", "副担当", "契約日")


def write_roster(path: Path) -> None:
    """A register of invented groups with a title above and a note below."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("採択団体")
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write(0, 0, "架空の採択団体一覧")
        sheet.write_row(2, 0, HEADINGS)
        for number in range(1, ROWS + 1):
            row = number + 2
            sheet.write_row(
                row,
                0,
                (
                    number,
                    f"特定非営利活動法人 架空の会{number}",
                    f"架空の居場所づくり その{number}",
                    "こども・若者、子育て当事者" if number % 2 else "高齢者",
                    "東京都" if number % 3 else "北海道札幌市",
                    "○" if number % 4 == 0 else "",
                    f"担当{number % 10}",
                    f"副担当{number % 7}",
                ),
            )
            sheet.write_datetime(row, 8, date(2025, 4, 1) + timedelta(days=number % 365), day)
        sheet.write(ROWS + 4, 0, "※ すべて架空の団体です。")


def bare_pass(path: Path) -> int:
    """Every value of the file once, by openpyxl in read-only mode."""
    book = openpyxl.load_workbook(path, read_only=True)
    cells = sum(
        value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row
    )
    book.close()
    return cells


def main() -> None:
    """Write the roster, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path)
        workbook = read_workbook(path)
        assert len(recognise(path).tables[0].records) == ROWS
        costs = in_turn(
            {
                "bare": lambda: bare_pass(path),
                "reading in a process of its own": lambda: read_workbook(path),
                "recognising": lambda: recognise_workbook(workbook),
                "both": lambda: recognise(path),
            }
        )
    bare = costs.pop("bare")
    for what, cost in costs.items():
        report(what, cost, bare)


if __name__ == "__main__":
    main()
