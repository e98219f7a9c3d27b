"""What cannot be done is said in one sentence on standard error, and changes nothing."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kodoku_tui.store import connection as store_connection
from tests.cli.conftest import ROSTER, Ended, Kodoku, in_a_process

CHECKIN = ["checkin", "add", "12", "--channel", "電話", "--note", "話した"]

REFUSED = {
    "an unreadable date": ([*CHECKIN, "--on", "そのうち"], "そのうち"),
    "a day that does not exist": ([*CHECKIN, "--on", "2/30"], "2/30"),
    "a day that does not exist, as a script writes it": ([*CHECKIN, "--on", "2025-02-30"], "「2025-02-30」"),
    "a day in the future": ([*CHECKIN, "--on", "+1"], "2025/12/16"),
    "a next date before the contact": ([*CHECKIN, "--next", "昨日"], "2025/12/14"),
    "an unknown group": (["group", "show", "97"], "97"),
    "an unknown person as staff": (["group", "assign", "12", "--main", "高橋"], "高橋"),
    "an unknown person as filter": (["overdue", "--staff", "高橋"], "高橋"),
    "an unknown block": (["status", "--block", "関西空港"], "近畿"),
    "an unknown target": (["group", "list", "--target", "宇宙人"], "高齢者"),
    "an unknown status": (["group", "list", "--status", "休み"], "辞退"),
    "a word that is no channel": (["checkin", "add", "12", "--channel", "電報", "--note", "x"], "訪問"),
    "an empty note": (["checkin", "add", "12", "--channel", "電話", "--note", " "], "内容"),
    "an unknown milestone": (["milestone", "submit", "12", "thesis"], "outcome_report"),
    "an acceptance of nothing": (["milestone", "accept", "12", "outcome_report"], "受理"),
    "a return without a reason": (["milestone", "waive", "12", "training_2"], "理由"),
    "an extension to an earlier day": (
        ["milestone", "extend", "12", "outcome_report", "--to", "1/5", "--reason", "早く"],
        "2026/1/31",
    ),
    "a session by its milestone": (["milestone", "submit", "12", "training_1"], "出欠"),
    "attendance before the day": (["attendance", "set", "final_meeting", "12", "online"], "2026/3/31"),
    "attendance at no session": (["attendance", "set", "picnic", "12", "online"], "training_1"),
    "an unknown issue": (["issue", "set", "9", "--state", "解決"], "#9"),
    "an action for an unknown issue": (["action", "add", "12", "--title", "x", "--issue", "9"], "#9"),
    "an unknown action": (["action", "done", "9"], "#9"),
    "a change of nothing": (["group", "set", "12"], "変更する項目"),
    "main and deputy in one": (["group", "assign", "12", "--deputy", "佐藤"], "副担当"),
    "a unit that is not there": (["undo", "999"], "999"),
    "the beginning of the year": (["undo", "1"], "取り消せません"),
    "a kind that cannot be imported": (["import", "letters", str(ROSTER)], "roster"),
    "a kind that cannot be exported": (["export", "letters", "x.xlsx"], "status"),
    "a workbook by another name": (["export", "status", "x.csv"], ".xlsx"),
    "a profile that is not there": (["import", "roster", str(ROSTER), "--profile", "x"], "roster"),
    "a sheet that is not there": (["import", "roster", str(ROSTER), "--sheet", "幻"], "幻"),
    "a workbook that is not there": (["import", "roster", "nowhere.xlsx"], "nowhere.xlsx"),
    "a year without a plan": (["init", "--year", "1999"], "1999"),
    "a second beginning": (["init", "--year", "2025"], "すでにあります"),
    "no screen to open the app on": ([], "ターミナル"),
}

WRONG = {
    "no such command": (["bogus"], "bogus"),
    "no such command of a family": (["group", "bogus"], "assign"),
    "no such option": (["status", "--bogus"], "--bogus"),
    "an argument missing": (["group", "show"], "「N」"),
    "an option missing": (["group", "withdraw", "41"], "--reason"),
    "a value missing": (["status", "--staff"], "--staff"),
    "a value too many": (["status", "--json=yes"], "--json"),
    "a word too many": (["status", "12"], "12"),
    "a number that is none": (["group", "show", "十二"], "十二"),
    "a number of nothing": (["group", "show", "0"], "「0」"),
    "a range that runs backwards": (["group", "assign", "25-20", "--main", "佐藤"], "25-20"),
    "nobody completed": (["group", "complete"], "「N」"),
    "some and all completed": (["group", "complete", "12", "--all"], "--all"),
    "two left open at once": (["group", "complete", "12", "13", "--force", "--reason", "x"], "--force"),
    "two changes at once": (["group", "set", "12", "--area", "東京都", "--tier", "定期確認"], "--tier"),
}


def is_one_sentence(ended: Ended) -> bool:
    """No traceback, Japanese for a Japanese reader, and as a result nothing, or under --json the same sentence."""
    says_it_twice = bool(ended.out) and ended.document == {"refused": ended.err.rstrip("\n")}
    return (
        (ended.out == "" or says_it_twice)
        and "Traceback" not in ended.err
        and bool(re.search("[ぁ-ん]", ended.err))
    )


@pytest.mark.a_few(20)
@pytest.mark.parametrize(("command", "said"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_why_and_changes_nothing(kodoku: Kodoku, command: list[str], said: str) -> None:
    before = kodoku("log", "--json").document
    ended = kodoku(*command)
    assert ended.code == 1
    assert said in ended.err
    assert is_one_sentence(ended)
    assert "予期しない" not in ended.err
    assert kodoku("log", "--json").document == before


@pytest.mark.parametrize(("command", "said"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_said_with_how_to_write_it(kodoku: Kodoku, command: list[str], said: str) -> None:
    ended = kodoku(*command)
    assert ended.code == 2
    assert said in ended.err.splitlines()[0]
    assert "使い方: kodoku" in ended.err
    assert is_one_sentence(ended)


@pytest.mark.parametrize(("name", "value"), [("today", "いつか"), ("today", "2025-02-30"), ("lang", "fr")])
def test_the_options_before_the_command_are_checked_too(kodoku: Kodoku, name: str, value: str) -> None:
    ended = kodoku("status", **{name: value})
    assert ended.code == 2
    assert value in ended.err
    assert is_one_sentence(ended)


def test_a_family_without_a_command_shows_what_there_is(kodoku: Kodoku) -> None:
    ended = kodoku("milestone")
    assert (ended.code, ended.out) == (2, "")
    assert "extend" in ended.err


def test_nothing_is_recorded_for_a_group_that_withdrew(kodoku: Kodoku) -> None:
    assert kodoku("group", "withdraw", "41", "--on", "8/1", "--reason", "人手不足").code == 0
    ended = kodoku("checkin", "add", "41", "--channel", "電話", "--note", "話した")
    assert ended.code == 1
    assert "辞退（2025/8/1）" in ended.err
    assert kodoku("group", "show", "41").code == 0


def test_whoever_acts_must_be_registered_where_the_act_names_them(kodoku: Kodoku) -> None:
    assert "高橋" in kodoku(*CHECKIN, staff="高橋").err
    assert kodoku(*CHECKIN, staff="高橋").code == 1
    assert kodoku("group", "set", "12", "--area", "東京都", staff="高橋").code == 0
    assert kodoku("log", "--json").document[0]["by"] == "高橋"
    assert kodoku(*CHECKIN, staff="ｻﾄｳ").code == 1
    assert kodoku(*CHECKIN, staff="佐藤花子").code == 0
    assert kodoku("log", "--json").document[0]["by"] == "佐藤 花子"


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("CREATE TABLE cookies (name TEXT)")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer_schema(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kodoku', '9999_future', '')"
        )


def damaged_within(path: Path) -> None:
    whole = path.read_bytes()
    with sqlite3.connect(path) as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'adopted_group'"
        ).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    path.write_bytes(whole[: (page - 1) * size] + b"\xff" * size + whole[page * size :])


FILES = {
    "missing": (lambda path: path.unlink(), "見つかりません"),
    "empty": (lambda path: path.write_bytes(b""), "データベースではありません"),
    "text": (lambda path: path.write_text("番号,団体名\n" * 100), "データベースではありません"),
    "folder": (folder, "データベースではありません"),
    "of another program": (other_program, "別のプログラム"),
    "of a newer program": (newer_schema, "9999_future"),
    "damaged within": (damaged_within, "壊れて"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:8192]), "壊れて"),
}


@pytest.mark.parametrize(("spoil", "said"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("command", [["status", "--json"], CHECKIN], ids=["reading", "writing"])
def test_a_file_that_is_not_ours_is_left_alone(
    kodoku: Kodoku, register: Path, command: list[str], spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(register)
    before = register.read_bytes() if register.is_file() else None
    ended = kodoku(*command)
    assert ended.code == 1
    assert said in ended.err
    assert is_one_sentence(ended)
    assert bool(ended.out) == ("--json" in command)
    assert (register.read_bytes() if register.is_file() else None) == before


def test_a_file_that_somebody_is_writing_can_be_read_but_not_written(
    kodoku: Kodoku, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_connection, "BUSY_SECONDS", 0.1)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys\n"
            "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "database.execute('BEGIN IMMEDIATE')\n"
            "print('held', flush=True)\n"
            "input()",
            str(register),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        assert kodoku("status", "--json").code == 0
        ended = kodoku(*CHECKIN)
    finally:
        holder.communicate(b"\n", timeout=10)
    assert ended.code == 1
    assert "書き込み中" in ended.err
    assert is_one_sentence(ended)


def test_whatever_goes_wrong_is_no_traceback(register: Path) -> None:
    with sqlite3.connect(register) as database:
        database.execute("ALTER TABLE checkin RENAME TO gone")
    ended = in_a_process("--db", register, "checkin", "list")
    assert ended.code == 1
    assert "予期しない問題" in ended.err
    assert "Traceback" not in ended.err


def test_a_reader_who_has_had_enough_ends_the_list_quietly(register: Path) -> None:
    """As in `kodoku log --csv | head -1`, with more lines than a pipe holds."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "kodoku_tui", "--db", str(register), "log", "--csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(timeout=30) == 0
