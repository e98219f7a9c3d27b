"""The program is killed in the middle of a sentence: nothing that was typed is lost, on this file only."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from time import monotonic, sleep

import pytest

if os.name != "posix":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

from tests.journeys.terminal import PATIENCE, Terminal, terminal_of

pytestmark = pytest.mark.long

SENTENCE = "電話で聞いた大事な話。"


def begin_a_note(terminal: Terminal) -> None:
    """Type the sentence as a check-in of the first group, and leave it there."""
    terminal.sees("全員の対応:")
    terminal.press("2")
    # The first group stands under the cursor once the list is there.
    terminal.sees("検索: 番号・団体名", "雪あかり坂")
    terminal.press("c")
    terminal.sees("面談を記録")
    terminal.type(SENTENCE)
    terminal.sees(SENTENCE)


def test_a_note_outlives_a_kill_and_is_gone_once_it_is_saved(lively_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path) as terminal:
        begin_a_note(terminal)
        (draft,) = drafts_on_disk(tmp_path)
        holds(draft, SENTENCE)
        assert draft.stat().st_mode & 0o077 == 0
        # Leaving the block kills the program without a word.
    with terminal_of(tmp_path) as terminal:
        terminal.sees("前回の入力途中のもの")
        terminal.press("2")
        # The first group stands under the cursor once the list is there.
        terminal.sees("検索: 番号・団体名", "雪あかり坂")
        terminal.press("c")
        terminal.sees("面談を記録", SENTENCE)
        terminal.press("ctrl+s")
        terminal.sees("面談を保存しました: 1 ")
        assert drafts_on_disk(tmp_path, count=0) == []


def test_without_its_terminal_the_program_ends_and_keeps_what_was_typed(
    lively_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(lively_file, tmp_path / "kodoku.db")
    with terminal_of(tmp_path) as terminal:
        begin_a_note(terminal)
        assert terminal.goes_away() == 1
    assert len(drafts_on_disk(tmp_path)) == 1


def holds(draft: Path, sentence: str) -> None:
    """Wait until the note of the draft holds what was typed: it is written a moment after the last key."""
    deadline = monotonic() + PATIENCE
    while sentence not in json.loads(draft.read_text("utf-8"))["typed"]["note"]:
        assert monotonic() < deadline, draft.read_text("utf-8")
        sleep(0.02)


def drafts_on_disk(folder: Path, count: int = 1) -> list[Path]:
    """The drafts in the settings of the person, once there are as many."""
    deadline = monotonic() + PATIENCE
    while True:
        found = sorted((folder / "config" / "kodoku" / "drafts").glob("*/*.json"))
        if len(found) == count or monotonic() > deadline:
            return found
        sleep(0.02)
