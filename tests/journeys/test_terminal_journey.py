"""The program as a person runs it: in a terminal, from the first start to leaving."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

from tests.journeys.terminal import terminal_of

pytestmark = pytest.mark.long

# Fails in the middle of the app, where no worker catches it.
_APP_THAT_FAILS = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.cli import main
from kodoku_tui.tui.app.app import KodokuApp
import kodoku_tui.tui.app.running as app

class Failing(KodokuApp):
    def action_show_log(self):
        raise ZeroDivisionError("between two acts")

app.KodokuApp = Failing
sys.exit(main.run([]))
"""


def test_from_the_first_start_to_leaving(tmp_path: Path) -> None:
    with terminal_of(tmp_path) as terminal:
        terminal.sees("まだファイルがありません", "令和7年度の採択団体で始める")
        terminal.press("2")
        terminal.sees("全員の対応:", "残り96団体")
        terminal.press("/")
        terminal.sees("検索: 番号・団体名")
        terminal.type("防災")
        terminal.sees("1団体", "「防災」", "防災コミュニティネッ")
        terminal.press("enter")
        # In the list the letters are commands again.
        terminal.sees("c 面談")
        terminal.press("enter")
        terminal.sees("21  特定非営利活動法人 防災コミュニティネットワーク", "まだありません")
        terminal.press("c")
        terminal.sees("面談を記録")
        terminal.type("広報・集客について、社会福祉協議会と話しました。")
        terminal.sees("社会福祉協議会と話しました。")
        terminal.press("ctrl+s")
        terminal.sees("面談を保存しました: 21", "面談記録   1件", "12/15(月)  電話")
        terminal.press("u")
        terminal.sees("次の操作を取り消しますか。")
        terminal.press("enter")
        terminal.sees("取り消しました:", "まだありません")
        terminal.press("q")
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.everything


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xfe",
        "対応".encode("cp932"),
        "対応".encode("euc_jp"),
        b"\x1b[200~\xff\xfe\xfd\x1b[201~",
        b"\xe3" * 50,
        b"\x1b[200~a\x1b[31mred\x1b]52;c;AAAA\x07\x1b[201~",
    ],
)
def test_bytes_that_are_no_utf_8_end_nothing_and_what_is_typed_after_them_arrives(
    lively_file: Path, tmp_path: Path, sent: bytes
) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path) as terminal:
        terminal.sees("全員の対応:")
        terminal.press("c")
        terminal.sees("面談を記録")
        terminal.send(sent)
        terminal.type(" そのあとの文字")
        terminal.sees("そのあとの文字")
        assert b"Traceback" not in terminal.everything


def test_shift_with_a_function_key_comes_through_a_terminal(lively_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path) as terminal:
        terminal.sees("全員の対応:")
        terminal.press("2")
        terminal.sees("絞り込み:")
        terminal.press("shift+f6")
        terminal.sees("期限を延長")
        terminal.press("escape")
        terminal.no_longer_sees("期限を延長")
        terminal.press("shift+f2")
        terminal.sees("辞退")


def test_who_gives_a_family_name_is_the_one_who_is_registered(
    demonstration_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(demonstration_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path, "--staff", "青柳") as terminal:
        terminal.sees("青柳 志穂 の対応:")


def test_a_file_that_breaks_while_the_app_runs_is_a_sentence(lively_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kodoku.db"
    shutil.copyfile(lively_file, path)
    with terminal_of(tmp_path) as terminal:
        terminal.sees("全員の対応:")
        connection = sqlite3.connect(path)
        connection.execute("DROP TABLE extension")
        connection.commit()
        connection.close()
        terminal.press("2")
        terminal.sees("予期しない問題が起きました", "OperationalError")
        terminal.press("q")
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.everything


def test_a_file_in_a_synced_folder_is_asked_about_before_it_is_opened(
    lively_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "Dropbox" / "kodoku.db"
    path.parent.mkdir()
    shutil.copyfile(lively_file, path)
    before = path.read_bytes()
    with terminal_of(tmp_path, KODOKU_DB=str(path)) as terminal:
        terminal.sees("Dropbox", "開きますか")
        terminal.type("n\n")
        assert terminal.ends() == 0
    assert path.read_bytes() == before and list(path.parent.iterdir()) == [path]
    with terminal_of(tmp_path, KODOKU_DB=str(path)) as terminal:
        terminal.sees("開きますか")
        terminal.type("y\n")
        terminal.sees("全員の対応:")
        terminal.press("q")
        assert terminal.ends() == 0
    # Whoever opens it next is asked no more.
    with terminal_of(tmp_path, KODOKU_DB=str(path)) as terminal:
        terminal.sees("全員の対応:")


def test_a_broken_file_does_not_open_and_says_why(lively_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kodoku.db"
    shutil.copyfile(lively_file, path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE extension")
    connection.commit()
    connection.close()
    with terminal_of(tmp_path) as terminal:
        assert terminal.ends() == 1
        assert "予期しない問題が起きました" in terminal.text
        assert b"Traceback" not in terminal.everything


def test_a_failure_inside_the_app_ends_with_a_sentence(lively_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path, program=("-c", _APP_THAT_FAILS)) as terminal:
        terminal.sees("全員の対応:")
        terminal.press("4")
        assert terminal.ends() == 1
        assert "予期しない問題が起きました: ZeroDivisionError: between two acts" in terminal.text
        assert b"Traceback" not in terminal.everything


def test_in_english(lively_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path, "--lang", "en") as terminal:
        terminal.sees("Today", "Groups", "by attention")
        terminal.press("q")
        assert terminal.ends() == 0
