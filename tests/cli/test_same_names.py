"""Names that come to mean the same are told by the first command that opens the file, and listed ever after."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from kodoku_tui.services.desk.desk import Desk
from tests.cli.conftest import Kodoku


def two_of_a_name(desk: Desk) -> Path:
    """A file of a program to which 渡邊 and 渡辺 were two."""
    with desk.writing("unit.add_staff", name="渡辺 一") as unit:
        for name in ("渡邊 一", "渡辺 一"):
            unit.insert("staff", name=name)
    desk.close()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        plain.execute("UPDATE stored_keys SET version = 1, met = '[]'")
    return desk.path


def test_they_are_told_once_and_listed_ever_after(desk: Desk, kodoku: Kodoku) -> None:
    path = two_of_a_name(desk)
    first = kodoku("staff", "list", db=path)
    assert first.code == 0
    assert "渡邊 一" in first.err
    assert "渡邊" not in kodoku("staff", "list", "--json", db=path).err
    (met,) = json.loads(kodoku("same-names", "--json", db=path).out)
    assert (met["kind"], {*met["names"]}) == ("staff", {"渡邊 一", "渡辺 一"})
    assert "渡邊 一" in kodoku("same-names", db=path).out


def test_a_file_without_any_says_so(desk: Desk, kodoku: Kodoku) -> None:
    said = kodoku("same-names", db=desk.path)
    assert (said.code, said.out) == (0, "")
    assert "同じ名前" in said.err
