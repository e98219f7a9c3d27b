"""A file into which another program wrote rows that no door of ours cleaned."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

# Colours, the title of the window, a line of its own, C1, what turns the direction of writing, what hides.
HOSTILE = "\x1b[31m\x1b]0;題\x07\x9b2J\x85\u202e\u2066\u200b\r\x08[bold]"
SEEN_OF_IT = "2J"

# What is no text of people: who is who, days and moments, words of closed lists, what the program works out itself.
_NO_TEXT = re.compile(
    "(^|_)(uid|key|on|at|day|month|monday|moment|code|kind|decided|block|status|reply|reply_by|from|to|rule|result|"
    "occasion|answer|prefecture|order_by|table_name|list_name|shape|columns|present|unit|label)$"
)
_NO_TABLES_OF_PEOPLE = {"duty_day", "attention_week", "attention_weight", "file_setting", "column_map"}


def poison(path: Path) -> list[str]:
    """Write hostile letters behind every text of people; gives the columns that took them.

    As a program does it that knows none of the rules: no log, no version, no unit.
    """
    poisoned = []
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{trigger}"')
        for table, column in _texts(raw):
            try:
                raw.execute(
                    f'UPDATE "{table}" SET "{column}" = "{column}" || ? WHERE "{column}" <> \'\'', (HOSTILE,)
                )
            except sqlite3.Error:
                continue
            poisoned.append(f"{table}.{column}")
    finally:
        raw.close()
    return poisoned


def _texts(raw: sqlite3.Connection) -> list[tuple[str, str]]:
    return [
        (table, column)
        for table, column in raw.execute(
            "SELECT tables.name, columns.name FROM pragma_table_list AS tables"
            " JOIN pragma_table_info(tables.name) AS columns"
            " WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.strict AND columns.type = 'TEXT'"
        ).fetchall()
        if table not in _NO_TABLES_OF_PEOPLE and not _NO_TEXT.search(column)
    ]
