"""Reading and recognising a roster of 10,000 rows against a bare openpyxl read-only pass over the same file.

Prints ratios of processor time in one run. The import has to read, check and apply within 1.5 times the bare
pass, so recognition must leave it room.

Run: `python benchmarks/reading.py`
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
import xlsxwriter

from kodoku_tui.excel.recognition import recognise, recognise_workbook
from kodoku_tui.excel.workbook import read_workbook

ROWS = 10_000
RUNS = 5
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


def seconds(run: Callable[[], object]) -> float:
    """What one call costs of the processor, its child processes included: a busy machine changes it little."""
    before = os.times()
    run()
    return sum(os.times()[:4]) - sum(before[:4])


def main() -> None:
    """Write the roster, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path)
        workbook = read_workbook(path)
        assert len(recognise(path).tables[0].records) == ROWS
        # Taken in turn, so that a busy machine slows both.
        turns = [
            (
                seconds(lambda: bare_pass(path)),
                seconds(lambda: read_workbook(path)),
                seconds(lambda: recognise_workbook(workbook)),
            )
            for _ in range(RUNS)
        ]
    bare, read, recognised = (statistics.median(column) for column in zip(*turns, strict=True))
    print(f"bare openpyxl pass       {bare * 1000:7.0f} ms")
    print(f"reading (child process)  {read * 1000:7.0f} ms  {read / bare:.2f}")
    print(f"recognising              {recognised * 1000:7.0f} ms  {recognised / bare:.2f}")
    print(f"both                     {(read + recognised) * 1000:7.0f} ms  {(read + recognised) / bare:.2f}")


if __name__ == "__main__":
    main()
