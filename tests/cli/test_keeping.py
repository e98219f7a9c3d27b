"""backup, restore and check as people and scripts use them."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Kodoku
from tests.store.test_soundness import at_work, contents, laid_by_hand


def test_a_file_is_backed_up_listed_and_laid_back(kodoku: Kodoku, register: Path) -> None:
    def people() -> set[str]:
        return {one["name"] for one in kodoku("staff", "list", "--json").document}

    made, before = kodoku("backup", "--json"), people()
    assert made.code == 0 and made.document["rows"]["adopted_group"] == 96
    assert "96団体" in made.err
    kodoku("staff", "add", "青木 一")
    (first, *rest) = kodoku("backups", "--json").document
    # The day's own backup is due no more: there is one of today.
    assert rest == [] and (first["path"], first["reason"]) == (made.document["path"], "hand")
    look = kodoku("restore", first["path"], "--dry-run")
    assert "青木 一" in look.out and "担当者" in look.out and "まだ戻していません" in look.err
    assert people() == before | {"青木 一"}
    done = kodoku("restore", Path(first["path"]).name, "--json")
    assert people() == before
    assert kodoku("restore", done.document["kept"]).code == 0
    assert people() == before | {"青木 一"}


def test_the_first_act_of_the_day_backs_the_file_up_by_itself(kodoku: Kodoku) -> None:
    kodoku("status")
    assert kodoku("backups", "--json").document == []
    kodoku("staff", "add", "青木 一")
    assert [one["reason"] for one in kodoku("backups", "--json").document] == ["daily"]


def test_check_tells_what_is_wrong_and_ends_with_1(
    kodoku: Kodoku, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.chmod(0o600)
    # What others begin on this file of the tests lies where people keep what they began.
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    well = kodoku("check", "--json")
    assert (well.code, well.document) == (0, {"ok": True, "problems": [], "personal": []})
    with closing(sqlite3.connect(register)) as raw, raw:
        raw.execute("UPDATE adopted_group SET project = 'だれかの書き込み' WHERE number = 12")
    register.chmod(0o644)
    ill = kodoku("check", "--json")
    assert ill.code == 1 and not ill.document["ok"]
    assert {(one["code"], one["mendable"]) for one in ill.document["problems"]} == {
        ("log", False),
        ("open_to_others", True),
    }
    mended = kodoku("check", "--mend")
    assert mended.code == 1 and "だれかの書き込み" in mended.out and "直しました" in mended.err
    assert [one["code"] for one in kodoku("check", "--json").document["problems"]] == ["log"]


def test_check_tells_where_personal_data_lies_and_finds_nothing_wrong_in_it(
    kodoku: Kodoku, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    register.chmod(0o600)
    kodoku("contact", "add", "12", "--name", "山野邊 澄江", "--phone", "090-8765-4321")
    kodoku("checkin", "add", "12", "--channel", "電話", "--note", "鈴木さんの電話は 03-1234-5678")
    kodoku("checkin", "add", "12", "--channel", "電話", "--note", "広報の相談")
    kodoku("contact", "exports", "on")
    looked = kodoku("check", "--json")
    assert looked.code == 0 and looked.document["ok"]
    assert {(one["kind"], one["table"]): one["count"] for one in looked.document["personal"]} == {
        ("contacts", None): 1,
        ("phones", None): 1,
        ("notes", "checkin"): 1,
        ("backups", None): 1,
        ("exports_show_it", None): 1,
    }
    said = kodoku("check").out
    assert "連絡先 1人" in said and "「面談記録」 1件" in said and "異常ではありません" in said
    assert "山野邊" not in said and "1234" not in said


def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(kodoku: Kodoku, register: Path) -> None:
    before = kodoku("log", "--json").document
    for words, said in (
        (["backup", str(register), "--force"], "データベース"),
        (["backup", str(register.parent / "ない" / "x.db-wal")], ".db"),
        (["restore", "ない.db"], "ない.db"),
        (["restore", str(register)], "いま使っているファイル"),
        (["restore", __file__], "バックアップではありません"),
    ):
        ended = kodoku(*words)
        assert (ended.code, ended.out) == (1, "") and said in ended.err, (words, ended)
    assert kodoku("log", "--json").document == before


@pytest.mark.skipif(sys.platform == "win32", reason="ends programs by signals")
def test_nothing_is_told_as_saved_in_a_file_that_was_laid_over_a_log(
    kodoku: Kodoku, register: Path, demonstration_file: Path
) -> None:
    kodoku("backup")
    with at_work(register, 3):
        pass
    laid_by_hand(demonstration_file, register)
    before = contents(register)
    for words in (
        ["staff", "add", "青木 一"],
        ["checkin", "add", "12", "--on", TODAY, "--channel", "電話", "--note", "話"],
        ["status"],
        ["check"],
    ):
        ended = kodoku(*words)
        assert (ended.code, ended.out) == (1, "") and "kodoku restore" in ended.err, (words, ended)
    assert contents(register) == before
    (backup,) = kodoku("backups", "--json").document
    assert kodoku("restore", backup["path"]).code == 0
    assert kodoku("staff", "add", "青木 一").code == 0
    assert kodoku("check", "--json").document["ok"]


def test_a_backup_is_read_from_the_command_line_and_stays_as_it_is(kodoku: Kodoku, register: Path) -> None:
    backup = Path(kodoku("backup", "--json").document["path"])
    kodoku("staff", "add", "青木 一")
    before = hashlib.sha256(backup.read_bytes()).hexdigest()
    look = ("--db", str(backup))
    for words in (["status"], ["log"], ["staff", "list"], ["search", "居場所"], ["attention"], ["check"]):
        assert kodoku(*look, *words).code == 0, words
    assert "バックアップ（" in kodoku(*look, "status").err
    assert "青木 一" not in kodoku(*look, "staff", "list").out
    for words in (
        ["staff", "add", "井上 二"],
        ["undo"],
        ["checkin", "add", "12", "--on", TODAY, "--channel", "電話", "--note", "話"],
        ["check", "--mend"],
        ["restore", str(backup)],
        ["place", "--one-at-a-time"],
        ["init", "--year", "2026", "--from", "2025"],
        ["backup"],
    ):
        ended = kodoku(*look, *words)
        assert (ended.code, ended.out) == (1, "") and f"kodoku restore {backup.name}" in ended.err, (
            words,
            ended,
        )
    assert hashlib.sha256(backup.read_bytes()).hexdigest() == before
    assert list(backup.parent.iterdir()) == [backup]
