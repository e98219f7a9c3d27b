"""A file of any earlier version becomes one of this version, with the promises that every table gives."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.change_log import lines_of
from kodoku_tui.store.connection import APPLICATION_ID, create_file, open_file
from kodoku_tui.store.history import undo
from kodoku_tui.store.migrations import migrate, migration_files, pending_migrations
from kodoku_tui.store.stored_keys import KEY_COLUMNS
from kodoku_tui.store.tables import TABLES, TableKind, tables_of
from kodoku_tui.store.unit import writing
from tests import desks
from tests.desks import MONDAY_IN_DECEMBER, data_tables, desk_on_copy
from tests.written import database_at

NAMES = [path.stem for path in migration_files()]


def schema_of(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return {
        (name, " ".join(sql.split()))
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
    }


def file_before(path: Path, migration: str) -> None:
    """A file as the version before `migration` made it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, stop_before=migration)
    connection.close()


@pytest.mark.a_few(3)
@pytest.mark.parametrize("migration", NAMES)
def test_a_file_made_before_any_migration_is_brought_to_this_version(tmp_path: Path, migration: str) -> None:
    path, fresh = tmp_path / "earlier.kodoku", tmp_path / "fresh.kodoku"
    file_before(path, migration)
    create_file(database_at(fresh), lambda connection: None, today=lambda: MONDAY_IN_DECEMBER)
    with sqlite3.connect(path) as raw:
        assert [one.stem for one in pending_migrations(raw)] == NAMES[NAMES.index(migration) :]
    raw.close()
    upgraded = open_file(path, today=lambda: MONDAY_IN_DECEMBER)
    wanted = open_file(fresh, today=lambda: MONDAY_IN_DECEMBER)
    assert schema_of(upgraded) == schema_of(wanted)
    assert pending_migrations(upgraded) == []
    upgraded.close()
    wanted.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, NAMES[0])
    connection = sqlite3.connect(path, isolation_level=None)
    # A table in the way of the last that the first migration makes.
    connection.execute('CREATE TABLE "change" (id INTEGER)')
    before = schema_of(connection)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert schema_of(connection) == before
    assert not connection.in_transaction
    connection.close()


# A year as the version before the fourth migration kept it: a return, a hand-in anew, an extension, and a round
# whose number an undo took away.
BEFORE_STATES = """
INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen)
    VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000);
INSERT INTO milestone_plan (id, programme_id, key, position, title, title_en, kind, planned_on)
    VALUES (1, 1, 'contract', 0, '契約締結', 'Contract', 'contract', '2025-06-30'),
        (2, 1, 'expense_report', 1, '実績報告書', 'Expense report', 'deliverable', '2026-02-10');
INSERT INTO organization (id, name, name_key, legal_form) VALUES (1, '架空の会', '架空の会', '任意団体');
INSERT INTO adopted_group (id, programme_id, organization_id, number, project, targets_text, area, search_text)
    VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12');
INSERT INTO milestone (id, group_id, plan_id, planned_on, state, state_on, turn_since, note, version)
    VALUES (1, 1, 1, '2025-06-30', '受理', '2025-06-25', NULL, '', 3),
        (2, 1, 2, '2026-02-10', '提出', '2026-01-25', '2026-01-25', '様式', 4);
INSERT INTO submission_round (id, milestone_id, round, submitted_on, decision, decided_on, comment)
    VALUES (1, 1, 1, '2025-06-20', '受理', '2025-06-25', ''),
        (2, 2, 1, '2026-01-20', '差戻し', '2026-01-22', '様式'),
        (3, 2, 2, '2026-01-25', NULL, NULL, ''),
        (9, 2, 9, '2026-01-26', NULL, NULL, '');
DELETE FROM submission_round WHERE id = 9;
INSERT INTO extension (id, milestone_id, extended_to, recorded_on, recorded_by, reason)
    VALUES (4, 2, '2026-02-20', '2026-02-01', '佐藤', '行事');
INSERT INTO unit (id, at, by, what_key) VALUES (7, '2026-01-22T10:00:00', '佐藤', 'unit.milestone.return');
INSERT INTO change (unit_id, table_name, row_id, before, after)
    VALUES (7, 'submission_round', 2, '{"id": 2, "comment": ""}', '{"id": 2, "comment": "様式"}');
"""


def data_of(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """What is recorded, without the keys of names: an old file gets those of today (`test_stored_keys.py`)."""
    return {
        name: [without(row, *KEY_COLUMNS.get(name, ())) for row in rows]
        for name, rows in desks.data_of(connection).items()
    }


def without(row: dict[str, object], *columns: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in columns}


def test_what_was_recorded_before_contracts_could_be_sent_is_all_there_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0004_states_and_documents")
    raw = sqlite3.connect(path)
    raw.row_factory = sqlite3.Row
    raw.executescript(BEFORE_STATES)
    kept = ("milestone", "submission_round", "extension")
    then = {name: rows for name, rows in data_of(raw).items() if name in kept}
    raw.close()
    connection = open_file(path, today=lambda: MONDAY_IN_DECEMBER)
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        now = data_of(connection)
        for name in kept:
            assert [without(row, "came_from", *NEW_SINCE) for row in now[name]] == then[name]
        assert [row["came_from"] for row in now["submission_round"]] == ["未着手", "未着手", "差戻し"]
        said = [(row["round_id"], row["at"], row["by"], row["text"]) for row in now["round_comment"]]
        assert said == [(2, "2026-01-22T10:00:00", "佐藤", "様式")]
        assert [row["key"] for row in now["plan_document"]] == ["expense_report", "evidence"]
        # Taking back the return takes along what was said with it.
        undo(connection, at=datetime(2026, 2, 1), by="佐藤", unit_id=7)
        assert connection.execute("SELECT count(*) FROM round_comment").fetchone()[0] == 0
        # The number that an undo took away is not given again.
        with writing(connection, at=datetime(2026, 2, 1), by="佐藤", what="unit.undo") as unit:
            new = unit.insert("submission_round", milestone_id=1, round=2, submitted_on="2026-01-01")
        assert new == 10
        # The new words are lawful, others are not.
        connection.execute("UPDATE milestone SET state = '書類送付' WHERE id = 1")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE milestone SET state = '紛失' WHERE id = 1")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM milestone WHERE id = 2")
    finally:
        connection.close()


def test_of_groups_recorded_before_there_were_facts_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0021_facts_of_groups")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, '{'1' * 32}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{'2' * 32}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            f" VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', '{'3' * 32}');"
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        (group,) = data_of(connection)["adopted_group"]
        assert {name: group[name] for name in NEW_LATER} == {
            "founded_year": None,
            "staff_count": None,
            "own_clerk": "",
            "first_public_money": "",
            "new_theme": "",
            "vouchers_seen_on": None,
            "settlers": None,
        }
        assert data_of(connection)["activity_month"] == data_of(connection)["plan_change"] == []
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE adopted_group SET own_clerk = '多分'")


def test_check_ins_recorded_before_attempts_were_answered_and_nothing_weighs_otherwise(
    tmp_path: Path,
) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0025_attention")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, '{'1' * 32}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{'2' * 32}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            f" VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', '{'3' * 32}');"
            "INSERT INTO checkin (id, group_id, held_on, channel, condition, note, moment, uid)"
            " VALUES (1, 1, '2025-12-01', '電話', '注意', '話した', '2025-12-01T10:00:00.000000',"
            f" '{'4' * 32}');"
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        now = data_of(connection)
        assert [row["answer"] for row in now["checkin"]] == [""]
        assert [row["settlers"] for row in now["adopted_group"]] == [None]
        assert now["attention_weight"] == []
        (last,) = connection.execute("SELECT last_checkin_on FROM checkin_now").fetchone()
        assert last == "2025-12-01"
        for wrong in (
            "UPDATE checkin SET answer = '不在'",
            "UPDATE adopted_group SET settlers = -1",
            f"INSERT INTO attention_weight (programme_id, name, value, uid) VALUES (1, 'x', -1, '{'5' * 32}')",
            f"INSERT INTO attention_weight (programme_id, name, value, uid) VALUES (7, 'x', 1, '{'5' * 32}')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(wrong)


def test_notes_written_before_there_were_readers_stay_inside(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0040_readers")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, '{'1' * 32}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{'2' * 32}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            f" VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', '{'3' * 32}');"
            "INSERT INTO checkin (id, group_id, held_on, channel, condition, note, moment, uid)"
            " VALUES (1, 1, '2025-12-01', '電話', '', '話した', '2025-12-01T10:00:00.000000',"
            f" '{'4' * 32}');"
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        (row,) = data_of(connection)["checkin"]
        assert (row["note"], row["reader"], row["named"]) == ("話した", "事務局内", "")
        for wrong in ("reader = 'みんな'", "named = '佐藤'"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE checkin SET {wrong}")
        connection.execute("UPDATE checkin SET reader = '限定', named = '佐藤'")


def test_a_file_from_before_there_were_reviews_gets_their_tables_and_keeps_them_to_their_rules(
    tmp_path: Path,
) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0024_review")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, '{'1' * 32}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{'2' * 32}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            f" VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', '{'3' * 32}');"
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert len(data_of(connection)["adopted_group"]) == 1
        at = datetime(2025, 12, 15, 10)
        with writing(connection, at=at, by="佐藤", what="unit.start_review") as unit:
            review = unit.insert("review", programme_id=1, started_on="2025-12-15")
            line = unit.insert("review_group", review_id=review, group_id=1, position=1, terms="{}")
        assert data_of(connection)["review_group"][0]["decided"] == ""
        for lawless in (
            # A second one while one goes on; what nobody looked at and yet decided; words that are no terms.
            "INSERT INTO review (programme_id, started_on, moment, uid) SELECT programme_id, started_on, moment,"
            f" '{'a' * 32}' FROM review",
            "UPDATE review_group SET decided = '訪問する'",
            "UPDATE review_group SET terms = '要注意度 40'",
            "UPDATE review SET ended_on = '2025-12-14'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(lawless)
        undo(connection, at=at, by="佐藤")
        assert (line, data_of(connection)["review"]) == (1, [])


NEW_LATER = tuple(column.key for column in FACTS)
NEW_WITH_TURNS = ("opens_days", "after_key", "again_by", "asked_by", "approved_by", "consent_on")
NEW_WITH_SESSION_DAYS = ("recording_days", "followup_days")
NEW_WITH_KEEPING = ("keep_until",)
NEW_WITH_UIDS = ("uid", "moment", "reading", "by_staff_uid", *NEW_LATER)
NEW_SINCE = (*NEW_WITH_UIDS, *NEW_WITH_TURNS, *NEW_WITH_SESSION_DAYS, *NEW_WITH_KEEPING)


# What has other words since migration 0031.
WORDS_THEN = (
    ("condition", "要対応", "支援要"),
    ("support_tier", "重点", "手厚い"),
    ("support_tier", "定期確認", "見守り"),
)


def before_uids(file: Path, path: Path) -> None:
    """The file as the version without uids would have made it: the same rows and the same log without them."""
    file_before(path, "0017_uids")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("ATTACH ? AS now", (str(file),))
        limits = old.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in limits:
            old.execute(f"DROP TRIGGER {name}")
        for name in tables_of(TableKind.DATA, TableKind.LOG, TableKind.IDENTITY):
            columns = ", ".join(found[1] for found in old.execute(f"PRAGMA main.table_info({name})"))
            if not columns:
                continue  # a table of a later version
            old.execute(f"DELETE FROM main.{name}")
            then = columns
            for column, word, word_then in WORDS_THEN:
                then = re.sub(rf"\b{column}\b", f"replace({column}, '{word}', '{word_then}')", then)
            old.execute(f"INSERT INTO main.{name} ({columns}) SELECT {then} FROM now.{name}")
        old.execute("DELETE FROM main.sqlite_sequence")
        old.execute("INSERT INTO main.sqlite_sequence SELECT * FROM now.sqlite_sequence")
        for line in old.execute("SELECT id, before, after, common FROM main.change").fetchall():
            texts = (*map(_text, _without_uids(*(one and json.loads(one) for one in line[1:]))), line[0])
            old.execute("UPDATE main.change SET before = ?, after = ?, common = ? WHERE id = ?", texts)
        for _, sql in limits:
            old.execute(sql)


def _without_uids(before: Any, after: Any, common: Any) -> tuple[Any, Any, Any]:
    if common is None:
        return (
            before and without(before, *NEW_SINCE),
            after and without(after, *NEW_SINCE),
            None,
        )
    kept = [place for place, name in enumerate(common["names"]) if name not in NEW_SINCE]
    names = [common["names"][place] for place in kept]
    common = {"row": without(common["row"], *NEW_SINCE), "names": names}
    return before, [[row[place] for place in kept] for row in after], common


def _text(values: Any) -> str | None:
    return values and json.dumps(values, ensure_ascii=False)


def test_a_file_of_the_version_before_gets_a_uid_for_every_row_and_keeps_what_it_had(
    lively_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "earlier.kodoku"
    before_uids(lively_file, path)
    with closing(sqlite3.connect(lively_file)) as raw:
        raw.row_factory = sqlite3.Row
        wanted = data_of(raw)
        last_ids = dict(map(tuple, raw.execute("SELECT * FROM sqlite_sequence")))
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert (
            connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE type = 'table'").fetchone()[0]
            == 0
        )
        now = data_of(connection)
        assert {name: [without(row, *NEW_SINCE) for row in rows] for name, rows in now.items()} == {
            name: [without(row, *NEW_SINCE) for row in rows] for name, rows in wanted.items()
        }
        assert dict(map(tuple, connection.execute("SELECT * FROM sqlite_sequence"))) == last_ids
        uids = [row["uid"] for rows in now.values() for row in rows]
        assert len(set(uids)) == len(uids) > 1_500

        # Rows keep their order, and whatever is written from now on comes after them.
        for name in (name for name, table in TABLES.items() if table.has_moment):
            moments = [one for (one,) in connection.execute(f"SELECT moment FROM {name} ORDER BY id")]
            assert moments == sorted(set(moments))
        (unit_moment,) = connection.execute("SELECT max(moment) FROM unit").fetchone()
        assert all(row["moment"] < unit_moment for rows in now.values() for row in rows if "moment" in row)

        # The log tells of the same rows: what it says last of each is what stands.
        last_said = {
            (line.table, line.row_id): line.after
            for (unit_id,) in connection.execute("SELECT id FROM unit ORDER BY id").fetchall()
            for line in lines_of(connection, unit_id)
        }
        standing = {(name, row["id"]): row for name, rows in now.items() for row in rows}
        assert len(last_said) > 1_500
        for place, after in last_said.items():
            assert after is not None
            assert without(after, "version", "reading", *KEY_COLUMNS.get(place[0], ())) == without(
                standing[place],
                "reading",
                *NEW_LATER,
                *NEW_WITH_TURNS,
                *NEW_WITH_SESSION_DAYS,
                *NEW_WITH_KEEPING,
            )
        staff = {row["name"]: row["uid"] for row in now["staff"]}
        for by, uid in connection.execute("SELECT by, by_staff_uid FROM unit"):
            assert uid == staff.get(by)

        # What was done before is taken back and comes back, each row under the uid that it was given.
        at = datetime(2025, 12, 15, 11)
        for _ in range(40):
            undo(connection, at=at, by="")
        assert data_of(connection) != now
        for _ in range(40):
            (newest,) = connection.execute(
                "SELECT id FROM unit WHERE undoes_unit_id IS NOT NULL AND taken_back_by IS NULL"
                " AND what_key = 'unit.undo' AND NOT EXISTS ("
                "SELECT 1 FROM unit AS done WHERE done.id = unit.undoes_unit_id AND done.what_key = 'unit.undo')"
                " ORDER BY id DESC LIMIT 1"
            ).fetchone()
            undo(connection, at=at, by="", unit_id=newest)
        assert data_of(connection) == now


def test_two_programs_that_open_an_old_file_at_once_migrate_it_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "earlier.kodoku"
    file_before(path, NAMES[-1])
    with ThreadPoolExecutor(4) as pool:
        for opened in pool.map(lambda _: open_file(path, today=lambda: MONDAY_IN_DECEMBER), range(4)):
            applied = opened.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
            assert [name for (name,) in applied] == NAMES
            opened.close()


def test_every_table_is_strict_and_every_row_that_people_change_counts_its_versions(desk: Desk) -> None:
    tables = {
        row["name"]: bool(row["strict"])
        for row in desk.connection.execute("PRAGMA table_list")
        if row["schema"] == "main" and row["type"] == "table" and not row["name"].startswith(("sqlite_", "_"))
    }
    assert [name for name, is_strict in tables.items() if not is_strict] == []

    # What is only ever added, or follows from other rows, has no version of its own.
    without = {
        "extension",
        "postponement",
        "linkage_level",
        "checkin_contact",
        "session_invitation",
        "reallocation",
        "round_comment",
        "organization_alias",
        "group_target",
        "group_prefecture",
        "group_block",
        "review_act",
    }
    versioned = {
        name
        for name in data_tables(desk.connection)
        if any(
            column["name"] == "version" for column in desk.connection.execute(f"PRAGMA table_info({name})")
        )
    }
    assert set(data_tables(desk.connection)) - versioned == without


def test_every_connection_syncs_each_commit_keeps_a_log_ahead_and_minds_references(desk: Desk) -> None:
    def setting(name: str) -> object:
        return desk.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (setting("foreign_keys"), setting("synchronous"), setting("journal_mode")) == (1, 2, "wal")
    with pytest.raises(sqlite3.IntegrityError):
        desk.connection.execute("DELETE FROM organization")


# References that nobody looks up from the other end: few rows, or only ever read by their own id.
NOT_LOOKED_UP = {
    ("adopted_group", "deputy_staff_id"),
    ("checkin", "staff_id"),
    ("remedy", "staff_id"),
    ("action", "staff_id"),
    ("group_cost", "cost_item_id"),
    ("unit", "undoes_unit_id"),
    ("unit", "taken_back_by"),
}


def test_references_that_are_looked_up_have_an_index(desk: Desk) -> None:
    connection = desk.connection
    bare = set()
    for table in [*data_tables(connection), "unit", "change"]:
        indexed = {
            connection.execute(f'PRAGMA index_info("{index["name"]}")').fetchone()["name"]
            for index in connection.execute(f"PRAGMA index_list({table})")
        }
        for reference in connection.execute(f"PRAGMA foreign_key_list({table})"):
            if reference["from"] not in indexed:
                bare.add((table, reference["from"]))
    assert bare == NOT_LOOKED_UP


def test_no_reference_leads_nowhere_after_an_import_and_a_year_of_work(lively_desk: Desk) -> None:
    assert lively_desk.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert lively_desk.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_new_file_holds_the_programme_and_its_plan_and_nothing_else(new_file: Path, tmp_path: Path) -> None:
    with desk_on_copy(new_file, tmp_path) as desk:
        filled = {name: len(rows) for name, rows in data_of(desk.connection).items() if rows}
        assert filled == {
            "programme": 1,
            "milestone_plan": 8,
            "plan_document": 3,
            "session": 4,
            "cost_item": 9,
        }


def test_each_file_has_an_identity_of_its_own_which_a_copy_keeps(new_file: Path, tmp_path: Path) -> None:
    def identity(connection: sqlite3.Connection) -> str:
        (code,) = connection.execute("SELECT code FROM file_identity").fetchone()
        return str(code)

    other = tmp_path / "other.kodoku"
    create_file(database_at(other), lambda connection: None, today=lambda: MONDAY_IN_DECEMBER)
    original = sqlite3.connect(new_file)
    with desk_on_copy(new_file, tmp_path) as copy:
        assert identity(copy.connection) == identity(original)
    stranger = open_file(other, today=lambda: MONDAY_IN_DECEMBER)
    assert len(identity(stranger)) == 32
    assert identity(stranger) != identity(original)
    stranger.close()
    original.close()


# The plan, a return and an extension as the version before the turns kept them.
BEFORE_TURNS = """
INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)
    VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, printf('%032x', 1));
INSERT INTO milestone_plan (id, programme_id, key, position, title, title_en, kind, planned_on, uid)
    VALUES (1, 1, 'expense_report', 0, '実績報告書', 'Expense report', 'deliverable', '2026-02-10', printf('%032x', 2)),
        (2, 1, 'final_audit', 1, '確定検査', 'Final audit', 'audit', '2026-02-10', printf('%032x', 3));
INSERT INTO organization (id, name, name_key, legal_form, uid)
    VALUES (1, '架空の会', '架空の会', '任意団体', printf('%032x', 4));
INSERT INTO adopted_group (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)
    VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', printf('%032x', 5));
INSERT INTO milestone (id, group_id, plan_id, planned_on, state, state_on, turn_since, uid)
    VALUES (1, 1, 1, '2026-02-10', '差戻し', '2026-02-03', '2026-02-03', printf('%032x', 6)),
        (2, 1, 2, '2026-02-10', '未着手', NULL, NULL, printf('%032x', 7));
INSERT INTO submission_round (id, milestone_id, round, submitted_on, decision, decided_on, uid)
    VALUES (1, 1, 1, '2026-02-02', '差戻し', '2026-02-03', printf('%032x', 8));
INSERT INTO extension (id, milestone_id, extended_to, recorded_on, recorded_by, reason, moment, uid)
    VALUES (1, 2, '2026-02-10', '2026-01-20', '佐藤', '行事', '2026-01-20T10:00:00.000000', printf('%032x', 9));
"""


def test_a_file_of_the_version_before_is_judged_by_the_turns_and_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0023_turns")
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        raw.executescript(BEFORE_TURNS)
        then = data_of(raw)
    with closing(open_file(path, today=lambda: date(2026, 2, 13))) as connection:
        now = data_of(connection)
        later = (*NEW_WITH_TURNS, *NEW_WITH_SESSION_DAYS, *NEW_LATER, *NEW_WITH_KEEPING)
        assert {name: [without(row, *later) for row in now[name]] for name in then} == {
            name: [without(row, *later) for row in rows] for name, rows in then.items()
        }
        days = ("opens_days", *NEW_WITH_SESSION_DAYS)
        assert [tuple(row[name] for name in days) for row in now["programme"]] == [(30, 3, 7)]
        assert [row["after_key"] for row in now["milestone_plan"]] == ["", "expense_report"]
        # Nobody had said a day for the return: the usual seven working days count, and the audit waits for it.
        found = connection.execute(
            "SELECT key, standing, turn, late_after, waits_for FROM milestone_now ORDER BY key"
        ).fetchall()
        assert [tuple(one) for one in found] == [
            ("expense_report", "期限間近", "group", "2026-02-13", None),
            ("final_audit", "前提待ち", None, None, "expense_report"),
        ]
        # A return of that file can be handed in again by a day that is said now; a day that is none is refused.
        connection.execute("UPDATE submission_round SET again_by = '2026-02-20'")
        (until,) = connection.execute(
            "SELECT late_after FROM milestone_now WHERE key = 'expense_report'"
        ).fetchone()
        assert until == "2026-02-20"
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE submission_round SET again_by = '来週'")


def test_words_of_before_become_those_of_the_field_and_acts_of_before_can_be_taken_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0031_words")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '架空', 'Invented', '2025-06-01', '2026-02-10', 1, '{1:032}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{2:032}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, support_tier, uid)"
            f" VALUES (1, 1, 1, 12, '見守り', '高齢者', '関東', '12', '見守り', '{3:032}');"
            "INSERT INTO checkin (id, group_id, held_on, channel, condition, note, moment, uid)"
            f" VALUES (1, 1, '2025-12-01', '電話', '支援要', '見守り', '2025-12-01T10:00:00.000000', '{4:032}');"
            "INSERT INTO final_audit (id, group_id, held_on, held_by, result, uid)"
            f" VALUES (1, 1, '2026-03-01', '佐藤', '条件付', '{5:032}');"
            "INSERT INTO unit (id, at, by, what_key, what_params, moment, uid) VALUES"
            f" (1, '2025-12-01T10:00:00', '佐藤', 'unit.set_cadence', '{{}}', '2025-12-01T10:00:01.000000', '{6:032}');"
        )
        old.row_factory = sqlite3.Row
        group = dict(old.execute("SELECT * FROM adopted_group").fetchone())
        old.execute(
            "INSERT INTO change (unit_id, table_name, row_id, before, after) VALUES (1, 'adopted_group', 1, ?, ?)",
            (json.dumps(group | {"support_tier": "手厚い"}), json.dumps(group)),
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        now = data_of(connection)
        (found,) = now["adopted_group"]
        # A word as a name or in a note is no word of a list.
        assert (found["support_tier"], found["project"]) == ("定期確認", "見守り")
        (found,) = now["checkin"]
        assert (found["condition"], found["note"]) == ("要対応", "見守り")
        assert [row["result"] for row in now["final_audit"]] == ["条件付適"]
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for lawless in (
            "UPDATE adopted_group SET support_tier = '見守り'",
            "UPDATE checkin SET condition = '支援要'",
            "UPDATE final_audit SET result = '条件付'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(lawless)
        undo(connection, at=datetime(2025, 12, 15, 10), by="佐藤")
        assert [row["support_tier"] for row in data_of(connection)["adopted_group"]] == ["重点"]


def test_a_view_of_before_keeps_the_status_that_it_named(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0022_views_without_those_that_left")
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for name, status in (("働いているもの", "実施中"), ("すべて", None)):
            old.execute(
                "INSERT INTO saved_view (name, name_key, status, uid) VALUES (?, ?, ?, ?)",
                (name, name, status, f"{len(name):032x}"),
            )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        found = connection.execute("SELECT status, is_without_left FROM saved_view ORDER BY id").fetchall()
    assert [tuple(view) for view in found] == [("実施中", 0), (None, 0)]


def test_a_session_of_before_has_no_replies_and_takes_them_now(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0027_replies_and_repayments")
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        raw.executescript(BEFORE_TURNS)
        raw.execute(
            "INSERT INTO session (id, programme_id, key, title, title_en, kind, held_on, moment, uid) VALUES"
            " (1, 1, 'salon', 'サロン', 'Salon', 'オンラインサロン', '2026-01-15', '2025-12-15T10:00:00.000000', ?)",
            (f"{10:032x}",),
        )
        raw.commit()
        then = data_of(raw)
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        now = data_of(connection)
        assert now.pop("session_reply") == []
        assert {
            name: [
                without(row, "reply_by", "is_day_open", *NEW_WITH_SESSION_DAYS, *NEW_WITH_KEEPING)
                for row in rows
            ]
            for name, rows in now.items()
            if name in then
        } == then
        connection.execute(
            "INSERT INTO session_reply (session_id, group_id, reply, replied_on, uid) VALUES (1, 1, '参加予定', ?, ?)",
            ("2025-12-15", f"{11:032x}"),
        )
        # Its day stays its day.
        assert [row["is_day_open"] for row in now["session"]] == [0]
        for wrong in (
            "UPDATE session_reply SET reply = '多分'",
            "UPDATE session SET reply_by = '来週'",
            "UPDATE session SET is_day_open = 2",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(wrong)


def test_the_weeks_of_attention_keep_to_their_rules_and_go_with_their_group(tmp_path: Path) -> None:
    path = tmp_path / "earlier.kodoku"
    file_before(path, "0032_attention_weeks")
    with closing(sqlite3.connect(path)) as earlier:
        earlier.executescript(
            "INSERT INTO programme (id, fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen, uid)"
            f" VALUES (1, 2025, '令和7年度', 'FY2025', '2025-06-01', '2026-02-10', 2000000, '{'1' * 32}');"
            "INSERT INTO organization (id, name, name_key, legal_form, uid)"
            f" VALUES (1, '架空の会', '架空の会', '任意団体', '{'2' * 32}');"
            "INSERT INTO adopted_group"
            " (id, programme_id, organization_id, number, project, targets_text, area, search_text, uid)"
            f" VALUES (1, 1, 1, 12, '居場所', '高齢者', '関東', '12', '{'3' * 32}');"
        )
    with closing(open_file(path, today=lambda: MONDAY_IN_DECEMBER)) as connection:
        assert connection.execute("SELECT * FROM attention_week").fetchall() == []
        connection.execute("INSERT INTO attention_week VALUES (1, '2025-12-15', 3, 0, 7)")
        for wrong in (
            *("1, '2025-12-16', 3, 0, 7", "1, '2025-12-15', 4, 0, 7"),
            *("2, '2025-12-08', 3, 0, 7", "1, '2025-12-08', 3, NULL, 7"),
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"INSERT INTO attention_week VALUES ({wrong})")
        connection.execute("DELETE FROM adopted_group")
        assert connection.execute("SELECT * FROM attention_week").fetchall() == []
