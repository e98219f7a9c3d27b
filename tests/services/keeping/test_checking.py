"""What `check` finds, and what it may set right: nothing that a person wrote."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.keeping.checking import check, mend
from tests.desks import data_of

MOMENT = "2025-12-01T00:00:00.000000"
STAFF = ("of_table", "staff")


def codes(desk: Desk) -> list[str]:
    return [problem.code for problem in check(desk)]


def past_the_program(desk: Desk, *statements: str) -> None:
    """What another program writes."""
    with closing(sqlite3.connect(desk.path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def test_a_file_in_which_a_year_was_lived_is_well(lively_desk: Desk) -> None:
    lively_desk.path.chmod(0o600)
    assert check(lively_desk) == []


@pytest.mark.parametrize(
    ("statement", "code", "part"),
    [
        ("UPDATE checkin SET note = '別の内容' WHERE id = 1", "log", ("of_column", "note")),
        (f"INSERT INTO staff (name, uid, moment) VALUES ('影', '{'a' * 32}', '{MOMENT}')", "log", STAFF),
        ("DELETE FROM issue WHERE id = (SELECT max(id) FROM issue)", "log", ("of_table", "issue")),
        (
            "PRAGMA foreign_keys = OFF; UPDATE checkin SET group_id = 9999 WHERE id = 1",
            "reference",
            ("of_table", "checkin"),
        ),
    ],
    ids=["another value", "a row of nobody", "a row that is gone", "a reference"],
)
def test_what_another_program_did_is_found(
    lively_desk: Desk, statement: str, code: str, part: tuple[str, object]
) -> None:
    lively_desk.path.chmod(0o600)
    past_the_program(lively_desk, *statement.split("; "))
    found = [problem for problem in check(lively_desk) if problem.code == code]
    assert part in found[0].said.params.items()
    assert not found[0].is_mendable


def test_a_budget_above_a_cap_that_was_lowered_past_the_program_is_found(lively_desk: Desk) -> None:
    set_expense(lively_desk, 12, "謝金", ExpenseChange(budget=100_000))
    past_the_program(lively_desk, "UPDATE programme SET cap_yen = 99999")
    (found,) = (problem for problem in check(lively_desk) if problem.code == "over_the_cap")
    assert (found.said.params["number"], found.said.params["budget"]) == (12, 100_000)


def test_computed_days_that_were_written_over_are_found_and_computed_again(lively_desk: Desk) -> None:
    lively_desk.path.chmod(0o600)
    before = lively_desk.connection.execute("SELECT * FROM main.duty_day ORDER BY 1").fetchall()
    past_the_program(lively_desk, "UPDATE duty_day SET due_on = '2020-01-01' WHERE due_on IS NOT NULL")
    data = data_of(lively_desk.connection)
    assert codes(lively_desk) == ["days"]
    assert [problem.code for problem in mend(lively_desk)] == ["days"]
    after = lively_desk.connection.execute("SELECT * FROM main.duty_day ORDER BY 1").fetchall()
    assert [tuple(row) for row in after] == [tuple(row) for row in before]
    assert (codes(lively_desk), data_of(lively_desk.connection)) == ([], data)


def test_a_file_that_others_may_read_is_found_and_made_its_owners_alone(desk: Desk) -> None:
    desk.path.chmod(0o644)
    assert "open_to_others" in codes(desk)
    mend(desk)
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    assert codes(desk) == []


def test_what_a_killed_program_left_is_found_and_cleared(desk: Desk) -> None:
    desk.path.chmod(0o600)
    left = desk.path.parent / ".kodoku-0000-999999999-abcd-1.tmp"
    left.mkdir()
    (left / "new.db").write_bytes(b"half")
    os.utime(left, (0, 0))
    assert codes(desk) == ["remains"]
    mend(desk)
    assert not left.exists()


def test_a_damaged_file_is_told_as_that_and_nothing_is_mended(desk: Desk) -> None:
    path, clock = desk.path, desk.clock
    desk.connection.execute("SELECT 1")
    desk.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 2 // 3)
        file.write(os.urandom(8_192))
    again = Desk(path, clock=clock)
    assert set(codes(again)) == {"damaged"}
    damaged = path.read_bytes()
    assert mend(again) == []
    again.close()
    assert path.read_bytes() == damaged
