"""What was acknowledged stands in the file, however the programs that work on it are ended.

A few kills here; many by `KODOKU_KILLS=500 python -m pytest --long tests/reliability/test_kills.py`.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.store.backups import backups_of
from kodoku_tui.store.copies import open_to_read
from kodoku_tui.store.soundness import faults_of
from tests.desks import morning_of
from tests.intake_files import write_list

WRITERS = 4
ROUNDS = int(os.environ.get("KODOKU_KILLS", "8")) // WRITERS
HEADINGS = ["番号", "日付", "方法", "面談内容"]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="ends programs by signals")
def test_nothing_that_was_acknowledged_is_lost_when_programs_are_killed(
    small_desk: Desk, tmp_path: Path
) -> None:
    path = small_desk.path
    small_desk.close()
    workbook = tmp_path / "面談.xlsx"
    write_list(
        workbook, HEADINGS, *([1 + row % 3, date(2025, 11, 3), "電話", f"取り込み{row}"] for row in range(40))
    )
    drawn = Random(12)
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        writers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.reliability.killed_writer", path, f"{round_}-{one}", workbook],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for one in range(WRITERS)
        ]
        for writer in writers:
            assert writer.stdout is not None
            # So many acts, and then somewhere within the next one.
            for _ in range(drawn.randint(1, 15)):
                line = writer.stdout.readline()
                assert line, writer.communicate()[1]
                acknowledged.add(line.strip())
            writer.send_signal(signal.SIGKILL)
            out, err = writer.communicate(timeout=30)
            assert "Traceback" not in err, err
            # The last line may have been cut: what it would have said was not acknowledged.
            acknowledged.update(line.strip() for line in out.splitlines(keepends=True) if line.endswith("\n"))
    acknowledged = {line for line in acknowledged if not line.startswith("!")}
    with closing(sqlite3.connect(path)) as raw:
        stands = {note for (note,) in raw.execute("SELECT note FROM checkin")}
    assert acknowledged - stands == set()
    assert len(acknowledged) >= ROUNDS * WRITERS
    desk = Desk(path, clock=morning_of(date(2025, 12, 15)))
    assert [problem.code for problem in check(desk) if problem.code != "remains"] == []
    desk.close()
    for backup in backups_of(path):
        with closing(open_to_read(backup.path)) as copy:
            assert faults_of(copy) == []
