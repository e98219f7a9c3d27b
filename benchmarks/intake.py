"""Reading, checking and applying a register of 10,000 groups against a bare read-only pass of openpyxl; goal 1.5.

Both in one run over the same file, alternating; medians. Also the parts: reading and recognising, working out,
applying; taking the same file in again, which changes nothing; and writing the same rows bare, without a log.
Run: `python benchmarks/intake.py`

The goal is not met: 2.1 to 2.4 in all, by processor and clock alike, on two cores, busy or quiet (reading and
recognising 0.6, working out 0.4, applying 1.2 to 1.5); it was 3.0 to 3.3 by the processor while each row had a line
of the change log.
What is left is rows: a register of 10,000 groups is 136,500 of them, and sqlite3's `executemany` takes 2.2 times the
bare pass to write these alone, without a log and without looking at a workbook (ours are quicker where they follow
from others and go in by `INSERT … SELECT`). Of the 0.24 s of the 80,000 milestones the CHECK of their state takes
0.1, the index by plan and state 0.07, their references 0.04: none is worth giving up for a file of 96 groups.
Tried without gain: the tags of groups that say the same by one statement, more rows a statement, a larger cache.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
import xlsxwriter

from benchmarks.pairs import RUNS, Cost, Stopwatch, report
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.intake.plan import IntakePlan
from kodoku_tui.services.intake.sources import find_map, open_file

GROUPS = 10_000
GOAL = 1.5
TABLES = ("organization", "adopted_group", "group_target", "group_prefecture", "group_block", "milestone")


def clock() -> datetime:
    """The day of the figures."""
    return datetime(2025, 12, 15, 9)


def write_register(path: Path) -> None:
    """A register whose rows differ as those of a real one do."""
    prefectures = (
        "北海道",
        "宮城県",
        "東京都",
        "東京都、神奈川県",
        "愛知県",
        "大阪府",
        "広島県",
        "福岡県、大分県",
    )
    targets = ("高齢者", "こども・若者", "高齢者、こども・若者", "ひきこもり", "子育て世帯、ひとり親")
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet("採択団体")
    sheet.write_row(0, 0, ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択"])
    for number in range(1, GROUPS + 1):
        sheet.write_row(
            number,
            0,
            [
                number,
                f"特定非営利活動法人 架空の団体{number}",
                f"多世代が集う居場所づくりを通じた孤独・孤立の予防モデル事業 その{number}",
                targets[number % len(targets)],
                prefectures[number % len(prefectures)],
                "○" if number % 2 else "",
            ],
        )
    workbook.close()


def read_bare(path: Path) -> None:
    """One pass over all cells."""
    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        len(row)


def write_floor(path: Path, filled: Path) -> None:
    """The rows that the register came to, put into an empty file bare: one statement a table, no log, one commit."""
    source, target = sqlite3.connect(filled), sqlite3.connect(path)
    target.execute("PRAGMA foreign_keys = ON")
    target.execute("PRAGMA synchronous = FULL")
    with target:
        for table in TABLES:
            found = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" for _ in found.description)
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    source.close()
    target.close()


def main() -> None:
    """Print the figures, one JSON line each."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        register, empty = Path(folder) / "register.xlsx", Path(folder) / "empty.db"
        write_register(register)
        begin_programme(empty, 2025, clock=clock)
        for run in range(RUNS):
            path, floor = Path(folder) / f"{run}.db", Path(folder) / f"floor{run}.db"
            shutil.copyfile(empty, path)
            shutil.copyfile(empty, floor)
            desk = Desk(path, clock=clock)
            assert desk.programme["fiscal_year"]
            watch = Stopwatch()
            opened = open_file(register)
            reading = watch.lap()
            plan = IntakePlan(desk, find_map(desk, opened, "roster"), opened)
            plan.work_out()
            working_out = watch.lap()
            report_of_import = plan.apply()
            applying = watch.lap()
            assert (report_of_import.new, report_of_import.errors) == (GROUPS, [])
            assert import_roster(desk, register).unchanged == GROUPS
            again = watch.lap()
            read_bare(register)
            bare = watch.lap()
            write_floor(floor, path)
            floor_of_writing = watch.lap()
            desk.close()
            for name, cost in (
                ("bare", bare),
                ("reading and recognising", reading),
                ("working out", working_out),
                ("applying", applying),
                ("the same file again, nothing changed", again),
                ("for comparison: the rows alone by executemany", floor_of_writing),
                ("in all", Cost(*map(sum, zip(reading, working_out, applying, strict=True)))),
            ):
                costs[name].append(cost)
    bare_costs = costs.pop("bare")
    for name, measured in costs.items():
        report(name, measured, bare_costs, goal=GOAL if name == "in all" else None)


if __name__ == "__main__":
    main()
