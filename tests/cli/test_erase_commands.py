"""消去 on the command line: asked for, looked at, confirmed, told; nothing of the words in the list of processes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Kodoku
from tests.cli.shapes import Erasing, read

NAME = "山野邊 澄江"
WHY = ("--reason", "本人の申し出")


@pytest.fixture
def held(kodoku: Kodoku, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kodoku:
    """`kodoku` by somebody who is known, on a file that holds a person."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def call(*arguments: str | Path, **given: str | Path) -> object:
        return kodoku(*arguments, **({"staff": "佐藤 花子"} | given))

    call("contact", "add", "12", "--name", NAME, "--phone", "090-8765-4321")
    call("checkin", "add", "12", "--channel", "電話", "--note", "山野辺澄江さんと話した")
    return call  # type: ignore[return-value]


def test_words_are_shown_then_erased_and_the_log_says_so_without_them(held: Kodoku, register: Path) -> None:
    look = held("erase", "words", NAME, *WHY, "--dry-run")
    assert (
        "連絡先 1か所" in look.out and "面談記録 1か所" in look.out and "山野辺澄江さんと話した" in look.out
    )
    assert "書き出した表" in look.out and "まだ消去していません" in look.err
    assert "山野邊" in held("contact", "list", "--json").out
    done = held("erase", "words", NAME, *WHY, "--yes", "--json")
    document = read(Erasing, done)
    assert (document.clean, document.where, document.places["contact"]) == (True, [], 1)
    assert "取り消せません" in done.err
    (newest, *_) = held("log", "--json").document
    assert (newest["unit"], newest["by"]) == (document.unit, "佐藤 花子") and "本人の申し出" in newest["what"]
    assert "澄江" not in held("log", "--limit", "1000", "--json").out
    refused = held("undo")
    assert refused.code == 1 and "消去だけは取り消せません" in refused.err
    assert "澄江".encode() not in register.read_bytes()
    register.chmod(0o600)
    assert held("check", "--json").document["ok"]


def test_one_record_is_emptied(held: Kodoku) -> None:
    (contact,) = held("contact", "list", "--group", "12", "--json").document
    done = held("erase", "record", "contact", str(contact["id"]), *WHY, "--yes", "--json")
    assert done.document["clean"]
    (now,) = held("contact", "list", "--group", "12", "--json").document
    assert (now["name"], now["phone"]) == ("（消去）", "")
    assert "山野辺澄江さんと話した" in held("checkin", "list", "--json").out


def test_nothing_is_erased_without_a_yes(held: Kodoku, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = held("erase", "words", NAME, *WHY)
    assert (ended.code, "--yes" in ended.err) == (1, True)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("はい\n"))
    assert held("erase", "words", NAME, *WHY).code == 1
    assert "山野邊" in held("contact", "list", "--json").out
    monkeypatch.setattr(sys, "stdin", Terminal("消去\n"))
    assert held("erase", "words", NAME, *WHY).code == 0
    assert "山野邊" not in held("contact", "list", "--json").out


@pytest.mark.parametrize("arguments", [["-"], []])
def test_words_may_be_said_on_standard_input(held: Kodoku, register: Path, arguments: list[str]) -> None:
    words = ["erase", "words", *arguments, *WHY, "--yes", "--json"]
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "kodoku_tui",
            "--db",
            str(register),
            "--today",
            TODAY,
            "--staff",
            "佐藤",
            *words,
        ],
        input=f"{NAME}\n090-8765-4321\n",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (contact,) = held("contact", "list", "--group", "12", "--json").document
    assert (contact["name"], contact["phone"]) == ("（消去）", "（消去）")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["words", "林", *WHY, "--yes"], "短すぎ"),
        (["words", NAME, "--yes"], "理由"),
        (["record", "staff", "1", *WHY, "--yes"], "contact"),
        (["record", "contact", "999", *WHY, "--yes"], "999"),
    ],
)
def test_what_cannot_be_erased_is_a_sentence(held: Kodoku, arguments: list[str], said: str) -> None:
    ended = held("erase", *arguments)
    assert ended.code == 1 and said in ended.err
    assert held("check", "--json").document["problems"] == [] or "erasure" not in held("check", "--json").out


def test_a_file_of_before_that_is_laid_back_tells_what_to_erase_again(held: Kodoku, tmp_path: Path) -> None:
    held("backup", str(tmp_path / "写し.db"))
    held("erase", "words", NAME, *WHY, "--yes")
    done = held("restore", str(tmp_path / "写し.db"))
    assert done.code == 0 and "消去が 1件" in done.err
    assert "同じ言葉でもう一度" in held("check").out
    assert held("erase", "words", NAME, *WHY, "--yes").code == 0
    assert "同じ言葉" not in held("check").out


@pytest.mark.parametrize("moment", ["ファイルから", "（1/2）", "（2/2）", "空いた所"])
def test_a_kill_at_any_moment_is_told_and_the_same_words_go_on(
    held: Kodoku, register: Path, moment: str
) -> None:
    held("backup")
    words = ["erase", "words", NAME, "090-8765-4321", *WHY, "--yes"]
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "kodoku_tui",
            "--db",
            str(register),
            "--today",
            TODAY,
            "--staff",
            "佐藤",
            *words,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as running:
        assert running.stderr is not None
        assert any(moment in line for line in running.stderr)
        running.kill()
    found = held("check", "--json").document["problems"]
    # It may have come to its end by the time the kill arrived.
    if "erasure" in {one["code"] for one in found}:
        held("check", "--mend")
        assert held(*words).code == 0
    held("check", "--mend")
    assert "erasure" not in held("check", "--json").out
    for path in [*register.parent.glob("kodoku.db*"), *register.parent.glob("kodoku-backups/*")]:
        left = [
            text for text in ("澄江", "090-8765-4321", "09087654321") if text.encode() in path.read_bytes()
        ]
        assert left == [], path


def test_a_retention_date_is_set_told_and_let_go_in_one_act(held: Kodoku, register: Path) -> None:
    assert held("retention", "set", "2026-03-31").code == 0
    assert "自動では消えません" in held("retention", "set", "--help").out
    assert held("retention", "list", "--json").document == [
        {"year": 2025, "keep_until": "2026-03-31", "over": False, "left": True}
    ]
    assert "保存期限" not in held("today").err
    after = {"today": "2026-04-01"}
    assert "2025年度の個人情報の保存期限が過ぎています" in held("today", **after).err
    assert "保存期限が過ぎています" in held("check", **after).err
    look = held("erase", "expired", "--dry-run", **after)
    assert (
        "連絡先" in look.out and "続く年度" in look.err and "山野邊" in held("contact", "list", "--json").out
    )
    done = held("erase", "expired", "--reason", "保存期限", "--yes", "--json", **after)
    assert done.document["clean"] and done.document["places"]["contact"] == 2
    (newest, *_) = held("log", "--json").document
    assert "保存期限の過ぎた個人情報を消去した" in newest["what"]
    assert held("retention", "list", "--json", **after).document[0]["left"] is False
    assert "保存期限" not in held("today", **after).err
    assert "澄江".encode() not in register.read_bytes()
    ended = held("erase", "expired", "--reason", "もう一度", "--yes")
    assert ended.code == 1 and "過ぎた年度はありません" in ended.err
