"""Attention of 10,000 groups against passes over the rows that it stands on, by the indexes that the product has.

One pass reads into Python every duty with its newest round, check-in, promise, issue, mark, cost item, linkage and
month of the active groups, and judges nothing. Goal: attention within two passes. The parts show what is dear:
each query by itself. Rows are those of the demonstration, so many times over.

Run: `python benchmarks/attention_many.py [GROUPS]`
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.pairs import in_turn, median_of, report
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.demonstration.demonstration import make_demonstration
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows

GROUPS = 10_000
RUNS = 3
QUERIES = (
    *("groups", "duties", "promises", "checkins", "issues"),
    *("attending", "attempts", "months"),
)
COPIED = (
    *("organization", "adopted_group", "milestone", "submission_round", "extension", "checkin", "issue"),
    *("remedy", "action", "attendance", "group_cost", "evidence", "linkage", "activity_month"),
)
# What a pass reads of the active groups, each table by its index on the group.
PASSES = (
    "SELECT milestone.*, (SELECT max(round) FROM submission_round WHERE milestone_id = milestone.id) FROM adopted_group"
    " JOIN milestone ON milestone.group_id = adopted_group.id",
    "SELECT checkin.* FROM adopted_group JOIN checkin ON checkin.group_id = adopted_group.id",
    "SELECT action.* FROM adopted_group JOIN action ON action.group_id = adopted_group.id",
    "SELECT issue.* FROM adopted_group JOIN issue ON issue.group_id = adopted_group.id",
    "SELECT attendance.* FROM adopted_group JOIN attendance ON attendance.group_id = adopted_group.id",
    "SELECT group_cost.* FROM adopted_group JOIN group_cost ON group_cost.group_id = adopted_group.id",
    "SELECT linkage.* FROM adopted_group JOIN linkage ON linkage.group_id = adopted_group.id",
    "SELECT activity_month.* FROM adopted_group JOIN activity_month ON activity_month.group_id = adopted_group.id",
)


def clock() -> datetime:
    """The day of the figures."""
    return datetime(2025, 12, 15, 10)


def grow(path: Path, groups: int) -> None:
    """Copy the groups of the file with all that is of them until there are so many."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    (there,) = connection.execute("SELECT count(*) FROM adopted_group").fetchone()
    shift = 1_000_000
    connection.execute("BEGIN")
    for table in COPIED:
        foreign = {
            reference[3]
            for reference in connection.execute(f"PRAGMA foreign_key_list({table})")
            if reference[2] in COPIED
        }
        columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
        (last,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
        for copy in range(1, groups // there + 1):
            values = [_value(name, foreign, copy * shift) for name in columns]
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE id <= ?",
                (last,),
            )
    connection.execute("DELETE FROM adopted_group WHERE number > ?", (groups // there * shift + there,))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _value(name: str, foreign: set[str], shift: int) -> str:
    if name in ("id", "number") or name in foreign:
        return f"{name} + {shift}"
    if name == "name_key":
        return f"name_key || ' {shift}'"
    return "lower(hex(randomblob(16)))" if name == "uid" else name


def main() -> None:
    """Print the figures, one JSON line each."""
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else GROUPS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.db"
        make_demonstration(path, clock=clock)
        grow(path, groups)
        desk = Desk(path, clock=clock)
        programme = desk.programme["id"]
        where = " WHERE adopted_group.programme_id = ? AND adopted_group.status = '実施中'"

        def one_pass() -> None:
            for query in PASSES:
                desk.connection.execute(query + where, (programme,)).fetchall()

        costs = in_turn({"attention": lambda: attention(desk), "pass": one_pass}, runs=RUNS)
        report(f"attention of {len(attention(desk))} groups", costs["attention"], costs["pass"], goal=2)
        parts = in_turn(
            {
                name: partial(rows, desk.connection, f"attention/{name}", programme_id=programme)
                for name in QUERIES
            },
            runs=RUNS,
        )
        bare = median_of(costs["pass"]).processor
        for name, taken in parts.items():
            seconds = median_of(taken).processor
            print(
                json.dumps({"query": name, "seconds": round(seconds, 2), "passes": round(seconds / bare, 2)})
            )
        desk.close()


if __name__ == "__main__":
    main()
