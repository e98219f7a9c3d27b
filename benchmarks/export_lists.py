"""What exports cost: time against writing the same cells bare with XlsxWriter, and memory as rows grow.

Goals: a status list of 10,000 groups in at most twice the bare time (both in turn, medians of five); the peak of memory
with 50,000 check-ins at most 1.2 times that with 1,000 (each in a process of its own). Two lines of JSON.
Run: `python benchmarks/export_lists.py`
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.export_status import GOAL, GROUPS, a_list, write_bare
from benchmarks.pairs import in_turn, report
from kodoku_tui.domain.exports.exchange import ExportStamp, RowKey
from kodoku_tui.excel.writing.status_columns import columns_of
from kodoku_tui.excel.writing.status_list import write_status_list
from kodoku_tui.store.written_files import WORKBOOK, WrittenPath

HOME = Path(__file__).resolve().parent.parent
FEW, MANY = 1_000, 50_000
MEMORY_GOAL = 1.2
DAY = date(2025, 12, 15)
STAMP = ExportStamp("status", "ab" * 16, "cd" * 16)


def main() -> None:
    """Print the ratio of times and the peaks of memory."""
    status_list = replace(a_list(), stamp=STAMP)
    keyed = tuple(
        replace(row, key=str(RowKey("adopted_group", f"{number:032x}", 2)))
        for number, row in enumerate(status_list.rows, start=1)
    )
    status_list = replace(status_list, rows=keyed)
    columns = columns_of(status_list)
    cells = [[*(column.value(row) for column in columns), row.key] for row in keyed]
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
    what = f"status list of {GROUPS} groups with row keys"
    report(what, costs["ours"], costs["bare"], goal=GOAL)
    few, many = peak_of(FEW), peak_of(MANY)
    figures = {
        "what": "peak of memory of an export of check-ins",
        "rows": [FEW, MANY],
        "megabytes": [few, many],
        "ratio": round(many / few, 2),
        "goal": MEMORY_GOAL,
        "met": many <= MEMORY_GOAL * few,
    }
    print(json.dumps(figures, ensure_ascii=False))


def peak_of(rows: int) -> int:
    """The peak of memory in MB of a process that makes a file with so many check-ins and then exports them."""
    finished = subprocess.run(
        [sys.executable, __file__, str(rows)], check=True, capture_output=True, text=True, cwd=HOME
    )
    return int(finished.stdout)


def export_checkins(rows: int) -> None:
    """Make the file, export it, and print the peak in MB."""
    import resource
    import sqlite3

    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.desk.programmes import begin_programme
    from kodoku_tui.services.exports.exports import export
    from kodoku_tui.services.exports.source import ExportRequest
    from kodoku_tui.services.intake.imports import import_roster, shipped_register
    from tests.desks import morning_of

    with tempfile.TemporaryDirectory() as folder:
        path, clock = Path(folder) / "file.db", morning_of(DAY)
        begin_programme(path, 2025, clock=clock)
        desk = Desk(path, clock=clock)
        import_roster(desk, shipped_register())
        connection = sqlite3.connect(path)
        with connection:
            connection.executemany(
                "INSERT INTO checkin (group_id, held_on, channel, condition, note, moment, uid)"
                " VALUES (?, ?, ?, ?, ?, '2025-12-15T09:00:00.000000', lower(hex(randomblob(16))))",
                invented_checkins(rows),
            )
        connection.close()
        export(desk, "checkins", Path(folder) / "checkins.xlsx", ExportRequest())
        desk.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def invented_checkins(rows: int) -> Iterator[tuple[int, str, str, str, str]]:
    """Check-ins with notes of which no two are the same."""
    for number in range(rows):
        day = (DAY - timedelta(number % 200)).isoformat()
        yield (
            number % 96 + 1,
            day,
            "電話",
            "順調",
            f"架空の記録{number}。次回までに資料をそろえることになった。" * 3,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        export_checkins(int(sys.argv[1]))
    else:
        main()
