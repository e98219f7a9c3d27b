"""Keys that a person chose: how they are written, and what in the file cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.tui.app.keymap import every_command
from kodoku_tui.tui.frame.key_names import key_name
from kodoku_tui.tui.frame.keys_chosen import key_meant, read_keys

NO_KEYS = (
    "",
    " ",
    "F0",
    "F25",
    "Ctrl",
    "Ctrl+",
    "Hyper+A",
    "Ctrl+Ctrl+A",
    "abc",
    "あ",
    "Ctrl+1",
    "Ctrl+Shift+A",
    "Ctrl+I",
    "Shift+a",
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("c", "c"),
        ("C", "C"),
        ("?", "question_mark"),
        ("？", "question_mark"),
        ("/", "slash"),
        ("+", "plus"),
        ("F5", "f5"),
        ("Ｆ５", "f5"),
        ("f24", "f24"),
        ("Ctrl+G", "ctrl+g"),
        ("control + g", "ctrl+g"),
        ("Option+A", "alt+a"),
        ("Shift+F6", "shift+f6"),
        ("Ctrl+\\", "ctrl+backslash"),
        ("Ctrl+上", "ctrl+up"),
        ("上", "up"),
        ("PageUp", "pageup"),
        ("スペース", "space"),
        ("Esc", "escape"),
        ("shift+tab", "shift+tab"),
    ],
)
def test_a_key_is_read_as_people_write_it(written: str, key: str) -> None:
    assert key_meant(written) == key


@pytest.mark.parametrize("written", NO_KEYS)
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert key_meant(written) is None


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_key_or_none(written: str) -> None:
    key = key_meant(written)
    assert key is None or key_meant(key_name(key)) == key


def test_every_key_of_ours_can_be_written_as_it_is_shown() -> None:
    ours = {key for command in every_command().values() for key in command.keys}
    # Two that terminals send as Esc and the arrow stand in for others.
    assert {key for key in ours if key_meant(key_name(key)) != key} <= {"alt+up", "alt+down"}


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("", {}, []),
        ("[keys]\nundo = 'F5'\n", {"undo": ("f5",)}, []),
        ("\ufeff[keys]\nundo = ['F5', 'f5', 'u']\n", {"undo": ("f5", "u")}, []),
        ("[keys\n", {}, ["読めません"]),
        (
            "[keys]\nundo = 5\nsearch = []\nsort = [1]\nquit = 'Q'",
            {"quit": ("Q",)},
            ["「undo」", "「search」", "「sort」"],
        ),
        ("[keys]\nundo = ['Ctrl+1', 'F99', 'u']\n", {}, ["「Ctrl+1」", "「F99」"]),
        ("keys = 'F5'\n", {}, ["[keys] の表"]),
        ("[key]\nundo = 'F5'\n", {}, ["「key」"]),
    ],
)
def test_each_thing_in_the_file_that_cannot_be_is_a_sentence(
    text: str, keys: dict[str, tuple[str, ...]], said: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    read = read_keys(path)
    assert read.keys == keys
    assert len(read.problems) == len(said)
    for problem, part in zip(read.problems, said, strict=True):
        assert part in problem
        assert "keys.toml" in problem


def test_a_file_of_another_encoding_or_a_folder_is_told_and_none_at_all_is_fine(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "nowhere.toml") == ({}, [])
    (problem,) = read_keys(tmp_path).problems
    assert "読めません" in problem
    path = tmp_path / "keys.toml"
    path.write_bytes("# 設定".encode("cp932"))
    (problem,) = read_keys(path).problems
    assert "読めません" in problem
