"""While a workbook is worked out and looked at, others write in the file; what they wrote is not written over."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.desk.rehearsal import rehearsing
from kodoku_tui.services.intake.sources import find_maps, open_file
from kodoku_tui.services.intake.workbook_plan import WorkbookPlan
from kodoku_tui.services.issues.issues import list_issues
from tests.desks import data_of
from tests.intake_files import write_sheets

Rows = Sequence[Sequence[object]]
DAY = date(2025, 12, 1)
CHECKINS: Rows = [["番号", "日付", "方法", "面談内容"], [1, DAY, "電話", "見学"], [2, DAY, "電話", "相談"]]
ISSUES: Rows = [["番号", "分類", "件名", "発生日"], [1, "広報・集客", "届いた課題", DAY]]


@pytest.mark.parametrize("kind", ["checkins", "auto"])
def test_others_write_while_rows_are_worked_out_and_while_they_are_looked_at(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    opened = open_file(write_sheets(tmp_path / "届いた.xlsx", {"面談": CHECKINS, "課題": ISSUES}))
    plan = WorkbookPlan(desk, find_maps(desk, opened, kind), opened)
    wrote = []

    def write(_done: int, _total: int) -> None:
        # It does not wait: where anybody holds the file for writing it is refused at once.
        with closing(sqlite3.connect(desk.path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE staff SET version = version + 1")
            other.execute("COMMIT")
            wrote.append(1)

    plan.work_out(write)
    write(0, 0)
    assert len(wrote) >= 2


def test_another_process_writes_while_a_preview_stands_and_the_rows_are_held_against_that(
    desk: Desk, tmp_path: Path
) -> None:
    opened = open_file(write_sheets(tmp_path / "届いた.xlsx", {"面談": CHECKINS, "課題": ISSUES}))
    plan = WorkbookPlan(desk, find_maps(desk, opened, "auto"), opened)
    plan.work_out()
    arguments = ("--db", str(desk.path), "--today", "2025-12-15")
    act = ("checkin", "add", "1", "--on", "2025-12-01", "--channel", "電話", "--note", "見学")
    subprocess.run([sys.executable, "-m", "kodoku_tui", *arguments, *act], check=True, capture_output=True)
    report = plan.apply(partial=True)
    # The same call stands there now: it is not written a second time.
    assert sorted((one.group_no, one.note) for one in list_checkins(desk)) == [(1, "見学"), (2, "相談")]
    assert (report.new, len(list_issues(desk))) == (2, 1)


def test_what_is_rehearsed_stays_out_of_the_file(desk: Desk) -> None:
    before, units = data_of(desk.connection), list_units(desk)
    with rehearsing(desk) as away:
        with away.writing("unit.keep_column_map") as unit:
            unit.insert("staff", name="架空 太郎")
        assert (away.today, away.programme["id"]) == (desk.today, desk.programme["id"])
        assert (
            away.connection.execute("SELECT count(*) FROM staff WHERE name = '架空 太郎'").fetchone()[0] == 1
        )
    assert (data_of(desk.connection), list_units(desk)) == (before, units)
