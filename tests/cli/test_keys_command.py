"""`kodoku keys` lists the commands of the screens with their keys, and where one changes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Kodoku
from tests.cli.shapes import Keys, read


def test_the_keys_are_listed_with_the_place_of_the_file_whether_or_not_there_are_records(
    kodoku: Kodoku, chosen_keys: Callable[[str], Path], tmp_path: Path
) -> None:
    file = chosen_keys('log_checkin = ["@", "Ctrl+F5"]')
    ended = kodoku("keys", db=tmp_path / "none.db")
    assert ended.code == 0
    (line,) = [one for one in ended.out.splitlines() if one.endswith("log_checkin")]
    assert "面談" in line
    assert "@ / Ctrl+F5" in line
    assert str(file) in ended.err
    told = read(Keys, kodoku("keys", "--json", db=tmp_path / "none.db"))
    assert told.file == str(file)
    (checkin,) = [one for one in told.keys if one.name == "log_checkin"]
    assert (checkin.keys, checkin.usual) == (["@", "Ctrl+F5"], ["c", "F5", "Alt+M"])


def test_what_cannot_be_in_the_file_is_told_and_the_usual_keys_are_listed(
    kodoku: Kodoku, chosen_keys: Callable[[str], Path]
) -> None:
    chosen_keys('log_chekin = "@"\nundo = "i"')
    ended = kodoku("keys")
    assert ended.code == 0
    assert "「log_chekin」という操作はありません" in ended.err
    assert "「課題」のキーでもあるため" in ended.err
    (line,) = [one for one in ended.out.splitlines() if one.endswith("  undo")]
    assert "u / Ctrl+Z" in line


def test_the_terminals_that_take_a_key_are_named_in_both_languages(kodoku: Kodoku) -> None:
    (line,) = [one for one in kodoku("keys").out.splitlines() if one.endswith("  log_checkin")]
    assert "F5: VS Code の端末" in line
    (line,) = [
        one for one in kodoku("--lang", "en", "keys").out.splitlines() if one.endswith("  log_checkin")
    ]
    assert "F5: terminal of VS Code" in line
