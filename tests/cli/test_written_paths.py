"""Every path that a command writes to: nothing is lost there, whatever is named and in whatever spelling."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import openpyxl
import pytest

from kodoku_tui.cli.frame.parts import FileToWrite
from kodoku_tui.cli.main import root
from kodoku_tui.services.exports.exports import EXPORT_KINDS, ending_of
from kodoku_tui.store.copies import look_at
from tests.cli.conftest import Ended, Kodoku
from tests.intake_files import write_list

HEADINGS = ["番号", "日付", "方法", "面談内容"]


@dataclass(frozen=True)
class Door:
    """A way to write to a path: the command with a gap for it, how its name has to end, and whether it reads a file."""

    command: tuple[str, ...]
    ending: str
    reads: bool = False

    def __call__(self, kodoku: Kodoku, path: Path | str, *more: str) -> Ended:
        return kodoku(*(str(path) if part == "PATH" else part for part in self.command), *more)


# Which option or argument of which command; `test_every_door_is_here` holds that there is no other.
DOORS = {
    ("export", "file"): [
        Door(
            ("export", kind, "PATH", *(["--group", "12"] if kind == "group" else [])),
            ending_of(kind),
        )
        for kind in EXPORT_KINDS
    ],
    ("backup", "file"): [Door(("backup", "PATH"), ".db")],
    ("review", "minutes", "file"): [
        Door(("review", "minutes", "PATH"), ending) for ending in (".xlsx", ".md")
    ],
    ("import", "failed_to"): [
        Door(("import", "checkins", "届いた面談.xlsx", "--partial", "--errors", "PATH"), ".xlsx", reads=True)
    ],
}
# Every kind of export goes through one door; the quick run tries a workbook, the calendar, and the failed rows.
QUICK = ("export status", "export calendar", "import checkins")
ALL_DOORS = [
    pytest.param(door, id=name, marks=[] if name in QUICK else pytest.mark.long)
    for doors in DOORS.values()
    for door in doors
    for name in [" ".join(door.command[:2])]
]

# What looks like a path on the command line and is only read, or is the database itself (the tests below).
READ = {
    ("db",),
    ("inspect", "file"),
    ("import", "file"),
    ("attendance", "import", "file"),
    ("init", "earlier"),
    ("restore", "file"),
    ("merge", "file"),
}


def parameters(
    command: click.Command, *names: str
) -> Iterator[tuple[tuple[str, ...], click.Command, click.Parameter]]:
    for parameter in command.params:
        yield (*names, str(parameter.name)), command, parameter
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from parameters(one, *names, name)


def test_every_door_is_here_and_takes_force() -> None:
    looks_like_a_path = ("FILE", "OUT", "DIR", "PATH", "FOLDER", ".")
    written, read = set(), set()
    for names, command, parameter in parameters(root):
        if isinstance(parameter.type, FileToWrite):
            written.add(names)
            assert "--force" in [name for one in command.params for name in one.opts], names
        elif isinstance(parameter.type, click.Path | click.File) or any(
            part in looks_like_a_path or any(ending in part for ending in (".xlsx", ".ics", ".db"))
            for part in (parameter.metavar or "").replace("[", "").replace("]", "").split("|")
        ):
            read.add(names)
    assert written == set(DOORS)
    assert read == READ


@pytest.fixture
def folder(kodoku: Kodoku, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person is, with what the import reads: a line that can be taken and one that cannot. A review is on."""
    kodoku("review", "start")
    monkeypatch.chdir(tmp_path)
    write_list(
        tmp_path / "届いた面談.xlsx",
        HEADINGS,
        [1, date(2025, 12, 1), "電話", "届いた記録"],
        [999, date(2025, 12, 1), "電話", "どこの団体か"],
    )
    return tmp_path


@pytest.fixture
def in_use(register: Path) -> Iterator[Path]:
    """The database while somebody has it open, so that its log is there."""
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE adopted_group SET project = project || ' 改'")
        connection.commit()
        assert Path(f"{register}-wal").stat().st_size
        yield register


def link(folder: Path, target: Path, ending: str) -> Path:
    path = folder / f"近道{ending}"
    path.symlink_to(target)
    return path


def hard_link(folder: Path, target: Path, ending: str) -> Path:
    path = folder / f"別名{ending}"
    path.hardlink_to(target)
    return path


def through_another_folder(folder: Path, target: Path, ending: str) -> str:
    (folder / "x").mkdir()
    return f"./x/../{target.name}"


def through_a_linked_folder(folder: Path, target: Path, ending: str) -> Path:
    (folder / "y").symlink_to(folder, target_is_directory=True)
    return folder / "y" / target.name


def link_to_a_link(folder: Path, target: Path, ending: str) -> Path:
    (folder / "中継").symlink_to(target)
    return link(folder, folder / "中継", ending)


def link_to_a_hard_link(folder: Path, target: Path, ending: str) -> Path:
    return link(folder, hard_link(folder, target, ""), ending)


SPELLINGS: dict[str, Callable[[Path, Path, str], Path | str]] = {
    "itself": lambda folder, target, ending: target,
    "a bare name": lambda folder, target, ending: target.name,
    "a link": link,
    "a link to a link": link_to_a_link,
    "a hard link": hard_link,
    "a link to a hard link": link_to_a_hard_link,
    "x/..": through_another_folder,
    "a linked folder": through_a_linked_folder,
}


def state(folder: Path) -> dict[str, tuple[bytes | None, int]]:
    """Every file and folder with what it holds; the index of SQLite's log holds nothing."""
    return {
        str(path.relative_to(folder)): (path.read_bytes() if path.is_file() else None, path.lstat().st_mode)
        for path in folder.rglob("*")
        if not path.name.endswith("-shm")
    }


def is_refused(ended: Ended, *said: str) -> None:
    assert (ended.code, ended.out) == (1, ""), ended
    assert "Traceback" not in ended.err
    for words in said:
        assert words in ended.err


@pytest.mark.a_few(8)
@pytest.mark.parametrize("door", ALL_DOORS)
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_the_database_in_use_is_never_written_over(
    kodoku: Kodoku, in_use: Path, folder: Path, door: Door, spelling: Callable[[Path, Path, str], Path | str]
) -> None:
    for kept in (in_use, Path(f"{in_use}-wal")):
        for old in folder.glob("[xy中近別]*"):
            old.rmdir() if old.name == "x" else old.unlink()
        path = spelling(folder, kept, door.ending)
        before, lines = state(folder), kodoku("log", "--json").document
        for force in ((), ("--force",)):
            is_refused(door(kodoku, path, *force), "いま使っているデータベース")
            assert state(folder) == before
        assert kodoku("log", "--json").document == lines


@pytest.mark.parametrize("door", ALL_DOORS)
@pytest.mark.parametrize("name", ["kodoku.db-journal", "KODOKU.DB-JOURNAL", "kodoku.db-shm"])
def test_what_sqlite_may_put_beside_the_database_is_not_written_either(
    kodoku: Kodoku, folder: Path, door: Door, name: str
) -> None:
    before = state(folder)
    is_refused(door(kodoku, folder / name, "--force"), "いま使っているデータベース")
    assert state(folder) == before


@pytest.mark.parametrize("door", [door for door in ALL_DOORS if door.values[0].reads])  # type: ignore[union-attr]
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_the_file_that_is_read_is_never_written_over(
    kodoku: Kodoku, folder: Path, door: Door, spelling: Callable[[Path, Path, str], Path | str]
) -> None:
    path = spelling(folder, folder / "届いた面談.xlsx", door.ending)
    before, lines = state(folder), kodoku("log", "--json").document
    for force in ((), ("--force",)):
        is_refused(door(kodoku, path, *force), "読み込み元のファイル")
        assert state(folder) == before
    assert kodoku("log", "--json").document == lines


@pytest.mark.parametrize("door", ALL_DOORS)
def test_what_is_there_is_replaced_only_with_force_and_keeps_who_may_read_it(
    kodoku: Kodoku, folder: Path, door: Door
) -> None:
    path = folder / f"先月{door.ending}"
    path.write_bytes("先月の一覧".encode())
    path.chmod(0o640)
    before, lines = state(folder), kodoku("log", "--json").document
    is_refused(door(kodoku, path), "すでにあります", "--force")
    assert state(folder) == before
    assert kodoku("log", "--json").document == lines
    # By a link as well, which stays one.
    assert door(kodoku, link(folder, path, door.ending), "--force").code == 0
    assert (folder / f"近道{door.ending}").is_symlink()
    holds_something(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("door", ALL_DOORS)
def test_a_new_file_is_its_owners_alone_and_nothing_else_is_left(
    kodoku: Kodoku, folder: Path, door: Door
) -> None:
    path = folder / f"新しい{door.ending}"
    before = set(state(folder))
    told = os.umask(0)
    try:
        assert door(kodoku, path).code == 0
    finally:
        os.umask(told)
    holds_something(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(state(folder)) - before == {path.name}


def holds_something(path: Path) -> None:
    if path.suffix == ".xlsx":
        assert openpyxl.load_workbook(path).sheetnames
    elif path.suffix == ".db":
        assert look_at(path).rows["adopted_group"]
    else:
        assert path.read_bytes().startswith(b"# " if path.suffix == ".md" else b"BEGIN:VCALENDAR")


def a_folder(folder: Path, ending: str) -> Path:
    path = folder / f"フォルダー{ending}"
    path.mkdir()
    return path


def a_pipe(folder: Path, ending: str) -> Path:
    """Never a device of the machine: one that was written over would be missed by everybody on it."""
    os.mkfifo(folder / "管")
    return link(folder, folder / "管", ending)


def in_a_file(folder: Path, ending: str) -> Path:
    (folder / "メモ").touch()
    return folder / "メモ" / f"一覧{ending}"


def loop(folder: Path, ending: str) -> Path:
    path = folder / f"輪{ending}"
    path.symlink_to(path)
    return path


def in_a_folder_that_takes_nothing(folder: Path, ending: str) -> Path:
    path = Path("/sys") / f"一覧{ending}"
    if not sys.platform.startswith("linux"):
        pytest.skip("Linux has a folder that takes nothing even from root")
    return path


CANNOT_BE: dict[str, tuple[Callable[[Path, str], Path | str], str]] = {
    "another ending": (lambda folder, ending: folder / "一覧.csv", "最後を"),
    "no ending": (lambda folder, ending: folder / ending, "最後を"),
    "a missing folder": (lambda folder, ending: folder / "ない" / f"一覧{ending}", "フォルダー「"),
    "a folder in its place": (a_folder, "はフォルダーです"),
    "a file for a folder": (in_a_file, "フォルダーではありません"),
    "too long a name": (lambda folder, ending: folder / f"{'長' * 200}{ending}", "長すぎます"),
    "a pipe": (a_pipe, "普通のファイルではない"),
    "a link to itself": (loop, "書き込めません"),
    "no right": (in_a_folder_that_takes_nothing, "権限がありません"),
}


@pytest.mark.a_few(9)
@pytest.mark.parametrize("door", ALL_DOORS)
@pytest.mark.parametrize(("place", "said"), CANNOT_BE.values(), ids=CANNOT_BE)
def test_where_nothing_can_be_written_the_true_reason_is_said_and_nothing_done(
    kodoku: Kodoku, folder: Path, door: Door, place: Callable[[Path, str], Path | str], said: str
) -> None:
    path = place(folder, door.ending)
    before, lines = state(folder), kodoku("log", "--json").document
    is_refused(door(kodoku, path, "--force"), said)
    assert state(folder) == before
    assert kodoku("log", "--json").document == lines


def test_whoever_asked_for_json_is_told_as_json(kodoku: Kodoku, register: Path, folder: Path) -> None:
    ended = kodoku("import", "checkins", "届いた面談.xlsx", "--errors", register, "--json")
    assert ended.code == 1
    assert ended.document == {"refused": ended.err.rstrip("\n")}
    assert "いま使っているデータベース" in ended.err


def test_the_rows_that_failed_are_written_with_what_failed_only_on_the_way_in(
    kodoku: Kodoku, folder: Path
) -> None:
    out = folder / "誤り.xlsx"
    ended = kodoku("import", "checkins", "届いた面談.xlsx", "--errors", out)
    assert ended.code == 1
    assert str(out) in ended.err
    (row,) = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert row[1] == 999
    assert kodoku("checkin", "list", "--json").document == []


NEW_FILES = {
    "init": ("init", "--year", "2025"),
    "init from a file": ("init", "--year", "2026", "--from", "去年.db"),
    "import book": ("import", "book", "全データ.xlsx"),
    "demo": ("demo", "--no-open"),
}


@pytest.fixture
def sources(kodoku: Kodoku, register: Path, folder: Path) -> Path:
    """A file of last year and a book of it."""
    (folder / "去年.db").write_bytes(register.read_bytes())
    assert kodoku("export", "book", "全データ.xlsx").code == 0
    return folder


@pytest.mark.parametrize("command", NEW_FILES.values(), ids=NEW_FILES)
def test_a_new_file_of_ours_never_takes_the_place_of_another(
    kodoku: Kodoku, register: Path, sources: Path, command: tuple[str, ...]
) -> None:
    (sources / "メモ.txt").write_text("大切なメモ", encoding="utf-8")
    before = state(sources)
    for path in ("kodoku.db", "メモ.txt", "全データ.xlsx", "去年.db"):
        if (command[-1], path) == ("去年.db", "去年.db"):
            # One more year in the same file, which is meant.
            continue
        is_refused(kodoku(*command, db=sources / path))
        assert state(sources) == before
    for name in ("kodoku.db-wal", "ほか.db-journal", "ほか.db-SHM"):
        is_refused(kodoku(*command, db=sources / name), "作業ファイル")
        assert state(sources) == before


@pytest.mark.a_few(1)
@pytest.mark.parametrize("command", NEW_FILES.values(), ids=NEW_FILES)
def test_a_new_file_of_ours_is_whole_or_not_there_and_its_owners_alone(
    kodoku: Kodoku, sources: Path, command: tuple[str, ...]
) -> None:
    before = state(sources)
    is_refused(kodoku(*command, db=sources / "去年.db" / "新しい.db"), "フォルダーではありません")
    is_refused(kodoku(*command, db=sources / f"{'長' * 200}.db"), "長すぎます")
    assert state(sources) == before
    path = sources / "新しいフォルダー" / "新しい.db"
    assert kodoku(*command, db=path).code == 0
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kodoku("status", "--json", db=path).code == 0


@pytest.fixture
def demo(folder: Path, demonstration_file: Path) -> Path:
    """A demonstration of today."""
    path = folder / "置き場" / "demo.db"
    path.parent.mkdir()
    path.write_bytes(demonstration_file.read_bytes())
    return path


@pytest.mark.long
def test_a_demonstration_is_made_anew_where_a_link_leads(kodoku: Kodoku, folder: Path, demo: Path) -> None:
    demo.chmod(0o660)
    (folder / "demo.db").symlink_to(demo)
    assert kodoku("demo", "--no-open", "--fresh", db=folder / "demo.db").code == 0
    assert (folder / "demo.db").is_symlink()
    assert stat.S_IMODE(demo.stat().st_mode) == 0o660
    assert kodoku("status", "--json", db=demo).code == 0


@pytest.mark.long
def test_what_others_have_in_the_log_of_a_demonstration_is_not_about_the_new_one(
    kodoku: Kodoku, demo: Path
) -> None:
    with closing(sqlite3.connect(demo)) as connection:
        connection.execute("UPDATE staff SET name = '試験 太郎' WHERE id = 1")
        connection.commit()
        assert Path(f"{demo}-wal").stat().st_size
        assert kodoku("demo", "--no-open", "--fresh", db=demo).code == 0
        names = {one["name"] for one in kodoku("staff", "list", "--json", db=demo).document}
    assert "試験 太郎" not in names
    assert len(names) > 1
