"""Files that open with a passphrase only. Skipped where the extra `encryption` is not installed."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Ended, in_a_process
from tests.journeys.terminal import terminal_of

PASSPHRASE = "あかるい たいよう 2025"
# With an input method on, letters and digits come wide.
THE_SAME_WIDE = "あかるい　たいよう　２０２５"
NOTE = "架空の記録。だれにも読まれない言葉"

pytestmark = pytest.mark.long

needs_sqlcipher = pytest.mark.skipif(
    importlib.util.find_spec("sqlcipher3") is None, reason="the extra `encryption` is not installed"
)

Office = Callable[..., Ended]


@pytest.fixture
def file(register: Path) -> Path:
    """A file with groups, a note and a backup that anybody can read."""
    for words in (["checkin", "add", "12", "--channel", "電話", "--note", NOTE], ["backup"]):
        assert in_a_process("--db", register, "--today", TODAY, *words).code == 0
    return register


@pytest.fixture
def office(file: Path, tmp_path: Path) -> Office:
    """`kodoku` on the file, with what stands in the file of the passphrase."""

    def call(*words: str | Path, passphrase: str | None = PASSPHRASE, **environment: str) -> Ended:
        if passphrase is not None:
            (tmp_path / "passphrase").write_text(f"{passphrase}\n", encoding="utf-8")
            environment["KODOKU_PASSPHRASE_FILE"] = str(tmp_path / "passphrase")
        return in_a_process("--db", file, "--today", TODAY, *words, **environment)

    return call


def files_of(path: Path) -> list[Path]:
    """The file, what lies beside it, and its backups."""
    return [each for each in path.parent.glob(f"{path.stem}*") if each.is_file()] + backups_of(path)


def backups_of(path: Path) -> list[Path]:
    """Those in the folder beside it, the oldest first."""
    return sorted(path.with_name(f"{path.stem}-backups").glob("*.db"))


@needs_sqlcipher
def test_no_word_of_a_note_stands_in_the_file_or_its_backups_any_more(file: Path, office: Office) -> None:
    assert any(NOTE.encode() in each.read_bytes() for each in files_of(file))
    assert office("encrypt").code == 0
    assert office("checkin", "add", "12", "--channel", "電話", "--note", NOTE).code == 0
    assert office("backup").code == 0
    found = files_of(file)
    assert len(found) >= 3
    for each in found:
        assert NOTE.encode() not in each.read_bytes(), each
        assert not each.read_bytes().startswith(b"SQLite format 3")
    with closing(sqlite3.connect(file)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM checkin")


@needs_sqlcipher
@pytest.mark.parametrize("passphrase", [PASSPHRASE, THE_SAME_WIDE])
def test_with_the_passphrase_everything_is_there(office: Office, passphrase: str) -> None:
    before = office("checkin", "list", "--json").document
    office("encrypt")
    assert office("checkin", "list", "--json", passphrase=passphrase).document == before
    assert office("check", "--json", passphrase=passphrase).document["problems"] == []
    assert [one["text"] for one in office("search", "だれにも", "--json").document]


@needs_sqlcipher
@pytest.mark.parametrize("passphrase", [None, "ちがう たいよう 2025"])
def test_without_it_nothing_is_read_or_changed(file: Path, office: Office, passphrase: str | None) -> None:
    office("encrypt")
    stands = file.read_bytes()
    for words in (["status", "--json"], ["checkin", "add", "12", "--channel", "電話", "--note", "x"]):
        ended = office(*words, passphrase=passphrase)
        assert ended.code == 1
        assert "Traceback" not in ended.err
        assert ended.err.count("\n") == 1, ended.err
        assert file.read_bytes() == stands
    assert PASSPHRASE not in ended.err


@needs_sqlcipher
def test_without_the_extra_it_is_said_what_is_missing(office: Office) -> None:
    office("encrypt")
    ended = office("status", KODOKU_ENGINE="sqlite")
    assert (ended.code, "kodoku-tui[encryption]" in ended.err) == (1, True)
    ended = office("encrypt", KODOKU_ENGINE="sqlite")
    assert (ended.code, "kodoku-tui[encryption]" in ended.err) == (1, True)


@needs_sqlcipher
def test_a_backup_from_before_is_laid_back_under_the_passphrase(
    file: Path, office: Office, tmp_path: Path
) -> None:
    earlier = backups_of(file)[-1]
    plain = Path(shutil.copy(earlier, tmp_path / "plain.db"))
    office("encrypt")
    office("checkin", "add", "12", "--channel", "電話", "--note", "あとの記録")
    assert office("restore", plain).code == 0
    notes = [one["note"] for one in office("checkin", "list", "--json").document]
    assert (NOTE in notes, "あとの記録" in notes) == (True, False)
    assert not file.read_bytes().startswith(b"SQLite format 3")


@needs_sqlcipher
def test_a_plain_backup_beside_an_encrypted_file_is_told_and_mended(file: Path, office: Office) -> None:
    office("encrypt")
    earlier = backups_of(file)[-1]
    office("decrypt")
    plain = earlier.read_bytes()
    office("encrypt")
    earlier.write_bytes(plain)
    earlier.chmod(0o600)
    told = office("check", "--json")
    assert [problem["code"] for problem in json.loads(told.out)["problems"]] == ["plain_backups"]
    assert office("check", "--mend").code == 0
    assert NOTE.encode() not in earlier.read_bytes()


@needs_sqlcipher
def test_a_backup_under_an_earlier_passphrase_is_told_and_brought_to_that_of_the_file(
    file: Path, office: Office, tmp_path: Path
) -> None:
    office("encrypt", passphrase="まえの ことば 2024")
    earlier = backups_of(file)[-1]
    under_the_earlier = earlier.read_bytes()
    office("decrypt", passphrase="まえの ことば 2024")
    office("encrypt")
    earlier.write_bytes(under_the_earlier)
    earlier.chmod(0o600)
    problems = office("check", "--json").document["problems"]
    assert [problem["code"] for problem in problems] == ["other_passphrase"]
    with terminal_of(tmp_path, "encrypt", KODOKU_DB=str(file)) as terminal:
        terminal.sees("パスフレーズ:")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.sees_again("パスフレーズ:")
        terminal.type("まえの ことば 2024\r")
        assert terminal.ends() == 0
    assert office("check", "--json").document["problems"] == []


@needs_sqlcipher
def test_words_are_erased_from_an_encrypted_file_and_its_backups(file: Path, office: Office) -> None:
    office("encrypt")
    assert len(office("search", NOTE, "--json").document) == 1
    ended = office("--staff", "佐藤 花子", "erase", "words", NOTE, "--reason", "本人の申し出", "--yes")
    assert ended.code == 0, ended.err
    assert office("search", NOTE, "--json").document == []
    assert office("check", "--json").document["problems"] == []
    for each in backups_of(file):
        assert not each.read_bytes().startswith(b"SQLite format 3")
        assert office("--db", each, "search", NOTE, "--json").document == []


@needs_sqlcipher
def test_a_file_that_others_have_open_stays_as_it_is(file: Path, office: Office) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM checkin").fetchone()
        stands = file.read_bytes()
        ended = office("encrypt")
        assert (ended.code, ended.err.count("\n")) == (1, 1)
        assert file.read_bytes() == stands


@needs_sqlcipher
def test_it_opens_to_anybody_again(file: Path, office: Office) -> None:
    before = office("checkin", "list", "--json").document
    office("encrypt")
    assert office("decrypt").code == 0
    assert office("checkin", "list", "--json", passphrase=None).document == before
    assert office("check", passphrase=None).code == 0
    for each in backups_of(file):
        assert each.read_bytes().startswith(b"SQLite format 3")


@needs_sqlcipher
@pytest.mark.parametrize("short", ["", "たいよう", "a" * 30])
def test_a_passphrase_that_is_none_is_refused(file: Path, office: Office, short: str) -> None:
    stands = file.read_bytes()
    assert office("encrypt", passphrase=short).code == 1
    assert file.read_bytes() == stands


@needs_sqlcipher
def test_at_a_terminal_it_is_asked_for_unseen(file: Path, office: Office, tmp_path: Path) -> None:
    office("encrypt")
    with terminal_of(tmp_path, "search", "だれにも", KODOKU_DB=str(file)) as terminal:
        terminal.sees("パスフレーズ:")
        terminal.type("ちがう たいよう 2025\r")
        terminal.sees_again("パスフレーズ:")
        assert "パスフレーズが違います" in terminal.text
        terminal.type(f"{PASSPHRASE}\r")
        assert terminal.ends() == 0
        shown = terminal.everything.decode()
    assert NOTE in shown
    assert "たいよう" not in shown


@needs_sqlcipher
def test_looked_into_and_one_at_a_time_it_is_like_any_other(
    file: Path, office: Office, tmp_path: Path
) -> None:
    assert office("encrypt").code == 0
    backup = backups_of(file)[-1]
    before = backup.read_bytes()
    assert NOTE in office("--db", backup, "search", "架空の記録").out
    refused = office("--db", backup, "staff", "add", "青木 一")
    assert refused.code == 1 and "kodoku restore" in refused.err and backup.read_bytes() == before
    synced = tmp_path / "Dropbox" / "台帳.db"
    synced.parent.mkdir()
    shutil.copyfile(file, synced)
    refused = office("--db", synced, "status")
    assert refused.code == 1 and "--one-at-a-time" in refused.err
    assert list(synced.parent.iterdir()) == [synced]
    assert office("--db", synced, "place", "--one-at-a-time").code == 0
    assert office("--db", synced, "staff", "add", "青木 一").code == 0
    assert json.loads(office("--db", synced, "place", "--json").out)["one_at_a_time"]
