"""Whatever another program wrote into the file: nothing that leaves it carries what a terminal or a reader obeys."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from kodoku_tui.services.exports.exports import EXPORT_KINDS, ending_of
from tests.cli.conftest import Kodoku
from tests.cli.shapes import DOCUMENTS
from tests.cli.test_json_documents import CALLS, LISTS, busy_folder
from tests.exporting import RICH_GROUP
from tests.hostile import SEEN_OF_IT, poison

__all__ = ["busy_folder"]

# Without the line feed and the tab; CSV and calendars end their lines with a carriage return and a line feed.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f]|\r(?!\n)"
)

# They read a file that is given to them, or change the one that is open.
_TAKE_A_FILE = {"import", "inspect", "attendance import", "restore", "check", "backup"}
_READING = sorted(set(DOCUMENTS) - _TAKE_A_FILE)


@pytest.fixture(scope="module")
def hostile_file(busy_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy file, with hostile letters in every text of people."""
    path = Path(shutil.copy(busy_folder / "kodoku.db", tmp_path_factory.mktemp("hostile") / "kodoku.db"))
    assert len(poison(path)) > 50
    return path


@pytest.mark.parametrize("command", _READING)
def test_no_list_says_anything_that_a_terminal_obeys(
    command: str, hostile_file: Path, kodoku: Kodoku
) -> None:
    forms = ["", "--json"] + (["--csv"] if command in LISTS else [])
    for arguments in CALLS.get(command, [[]]):
        for form in forms:
            ended = kodoku(*command.split(), *arguments, *filter(None, [form]), db=hostile_file)
            assert ended.code in (0, 1), ended
            assert _OBEYED.findall(ended.out + ended.err) == [], (arguments, form)


def test_the_letters_of_a_hostile_note_are_shown(hostile_file: Path, kodoku: Kodoku) -> None:
    for form in ([], ["--json"], ["--csv"]):
        assert SEEN_OF_IT in kodoku("checkin", "list", *form, db=hostile_file).out


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_no_file_that_is_handed_out_carries_it(
    kind: str, hostile_file: Path, kodoku: Kodoku, tmp_path: Path
) -> None:
    path = tmp_path / f"handed_out{ending_of(kind)}"
    of_a_group = ["--group", str(RICH_GROUP)] if kind == "group" else []
    personal = [] if kind in ("book", "calendar") else ["--personal"]
    ended = kodoku("export", kind, str(path), *of_a_group, *personal, db=hostile_file)
    assert ended.code == 0, ended
    for name, text in texts_of(path).items():
        assert _OBEYED.findall(text) == [], name


@pytest.mark.parametrize("ending", [".xlsx", ".md"])
def test_no_minutes_carry_it(ending: str, hostile_file: Path, kodoku: Kodoku, tmp_path: Path) -> None:
    path = tmp_path / f"minutes{ending}"
    assert kodoku("review", "minutes", str(path), "--review", "4", db=hostile_file).code == 0
    for name, text in texts_of(path).items():
        assert _OBEYED.findall(text) == [], name


def texts_of(path: Path) -> dict[str, str]:
    """The texts in a file: its own, or those of the parts of a workbook."""
    if not zipfile.is_zipfile(path):
        return {path.name: path.read_bytes().decode("utf-8")}
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name).decode("utf-8") for name in parts.namelist()}
