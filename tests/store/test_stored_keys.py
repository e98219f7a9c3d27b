"""The keys of names that a file keeps: made anew where other rules made them, and who comes to meet is told."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.text.names import name_key, search_key
from kodoku_tui.domain.text.variants import KEYS_VERSION
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import list_views, save_view, view_named
from kodoku_tui.services.register.staff import add_staff, staff_id_of
from kodoku_tui.store.connection import open_file
from kodoku_tui.store.stored_keys import names_that_meet
from tests.desks import MONDAY_IN_DECEMBER


def test_whoever_changes_what_meets_raises_the_version() -> None:
    """Files keep keys. Whoever changes a letter or a rule of them raises `KEYS_VERSION`, and writes both down here."""
    letters = [chr(code) for code in (*range(0x20, 0xD800), *range(0xF900, 0xFFE0), *range(0x20000, 0x2FA20))]
    names = ["(特非)子供ネット", "釜ケ崎の会", "ウェル・リポート協議会", "鳥取医療生活協同組合", "まくと〜"]
    said = [*map(search_key, letters), *map(name_key, [*letters, *names])]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
    assert (KEYS_VERSION, digest) == (2, "725c3b6c6d61")


def made_by_others(path: Path) -> None:
    """As though a program of other rules had written the keys: under it only what is written alike meets."""
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE organization SET name_key = name")
        plain.execute("UPDATE organization_alias SET name_key = name")
        plain.execute("UPDATE saved_view SET name_key = name")
        plain.execute("UPDATE adopted_group SET search_text = number || ' ' || project")
        plain.execute("UPDATE stored_keys SET version = 1, met = '[]'")


def keys_in(path: Path) -> list[list[tuple[str, ...]]]:
    queries = (
        "SELECT name_key FROM organization ORDER BY id",
        "SELECT name_key FROM organization_alias ORDER BY id",
        "SELECT name_key FROM saved_view ORDER BY id",
        "SELECT search_text FROM adopted_group ORDER BY id",
        "SELECT version FROM stored_keys",
    )
    with closing(sqlite3.connect(path)) as plain:
        return [plain.execute(query).fetchall() for query in queries]


def test_keys_of_other_rules_are_made_anew_when_the_file_is_opened(desk: Desk) -> None:
    set_facts(desk, 3, name="濵邉と桒田の会")
    save_view(desk, "ＷＥＳＴ", Selection())
    wanted = keys_in(desk.path)
    desk.close()
    made_by_others(desk.path)
    assert keys_in(desk.path) != wanted
    with closing(open_file(desk.path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert connection.newly_met == []
    assert keys_in(desk.path) == wanted
    assert [one.number for one in register_page(desk, GroupFilter(text="浜辺と桑田")).rows] == [3]


def test_names_that_come_to_meet_are_told_once_and_can_be_read_afterwards(desk: Desk) -> None:
    add_staff(desk, "髙橋 一")
    with desk.writing("unit.add_staff", name="高橋 一") as unit:
        unit.insert("staff", name="高橋 一")
        unit.insert("organization", name="渡邊の家", name_key="渡邊の家", legal_form="任意団体")
        unit.insert("organization", name="渡辺の家", name_key="渡辺の家", legal_form="任意団体")
        for name in ("東の団体", "ひがしノ団体", "ヒガシの団体"):
            unit.insert("saved_view", name=name, name_key=name)
    desk.close()
    made_by_others(desk.path)
    with closing(open_file(desk.path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert {one.table: set(one.names) for one in connection.newly_met} == {
            "organization": {"渡邊の家", "渡辺の家"},
            "staff": {"髙橋 一", "高橋 一"},
            "saved_view": {"ひがしノ団体", "ヒガシの団体"},
        }
        told = names_that_meet(connection)
    with closing(open_file(desk.path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert connection.newly_met == []
        assert names_that_meet(connection) == told
        # Under the next rules only those that were not told yet.
        connection.execute("UPDATE stored_keys SET version = 1")
    with closing(open_file(desk.path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert connection.newly_met == []


def test_of_two_that_meet_the_one_written_so_is_meant(desk: Desk) -> None:
    with desk.writing("unit.add_staff", name="高橋 一") as unit:
        ids = [unit.insert("staff", name=name) for name in ("髙橋 一", "高橋 一")]
        for name in ("ひがし", "ヒガシ"):
            unit.insert("saved_view", name=name, name_key=search_key(name))
    assert [staff_id_of(desk.connection, name) for name in ("髙橋 一", "高橋 一")] == ids
    assert [view_named(desk, name).name for name in ("ヒガシ", "ひがし")] == ["ヒガシ", "ひがし"]
    assert len(list_views(desk)) == 2


def test_bodies_that_state_different_legal_forms_do_not_meet(desk: Desk) -> None:
    with desk.writing("unit.add_staff", name="会") as unit:
        for name in ("NPO法人 みなと", "一般社団法人 ミナト"):
            unit.insert("organization", name=name, name_key=name_key(name), legal_form="任意団体")
    assert names_that_meet(desk.connection) == []


@pytest.mark.parametrize("holds", ["protected", "busy"])
def test_a_look_at_a_file_that_cannot_be_written_now_goes_on_by_its_keys(
    desk: Desk, tmp_path: Path, holds: str
) -> None:
    set_facts(desk, 3, name="渡邊の家")
    desk.close()
    made_by_others(desk.path)
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        plain.execute("UPDATE adopted_group SET search_text = '3 渡邊の家' WHERE number = 3")
        if holds == "busy":
            plain.execute("BEGIN IMMEDIATE")
            look(desk)
        else:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if holds == "protected":
        desk.path.chmod(0o444)
        look(desk)


def look(desk: Desk) -> None:
    with closing(Desk(desk.path, clock=desk.clock)) as other:
        assert [one.number for one in register_page(other, GroupFilter(text="わたなべ")).rows] == []
        assert [one.number for one in register_page(other, GroupFilter(text="渡辺ノ")).rows] == [3]


def test_an_act_of_before_is_taken_back_under_the_keys_of_today(desk: Desk) -> None:
    before = keys_in(desk.path)
    set_facts(desk, 3, name="渡邊の家")
    desk.close()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as plain:
        # What stands in the log are the keys of the program that wrote it.
        plain.execute('UPDATE change SET before = replace(before, \'"name_key": "\', \'"name_key": "旧\')')
    made_by_others(desk.path)
    undo(desk)
    assert keys_in(desk.path) == before
