"""The gate for paths that are written to: whole or not at all, at the last moment too, and the true reason."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import LANGUAGES, set_language
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.store.written_files import CALENDAR, DATABASE, WORKBOOK, WrittenPath, path_meant, refusal_of
from tests.desks import data_of
from tests.written import workbook_at

DAY = 24 * 60 * 60


def hidden(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.startswith("."))


def test_what_may_not_be_written_is_said_before_any_work(tmp_path: Path) -> None:
    path = tmp_path / "一覧.xlsx"
    path.touch()
    with pytest.raises(Refused, match=r"error\.export_exists"):
        WrittenPath(path, ending=WORKBOOK, database=None)
    with pytest.raises(Refused, match=r"error\.file_exists"):
        WrittenPath(path, ending=DATABASE, database=None)
    if sys.platform.startswith("linux"):
        # A folder that takes nothing, even from root.
        with pytest.raises(Refused, match=r"error\.no_right_to_write"):
            workbook_at(Path("/sys/一覧.xlsx"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_what_one_may_only_read_is_not_replaced_nor_is_a_folder_filled(tmp_path: Path) -> None:
    path = tmp_path / "一覧.xlsx"
    path.write_text("先月", encoding="utf-8")
    path.chmod(0o440)
    with pytest.raises(Refused, match=r"error\.no_right_to_write"):
        workbook_at(path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Refused, match=r"error\.no_right_to_write"):
            workbook_at(tmp_path / "新しい.xlsx")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text(encoding="utf-8") == "先月"


def test_what_is_raised_on_the_way_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "一覧.xlsx"
    path.write_text("先月", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), workbook_at(path).being_written() as beside:
        beside.write_text("今月", encoding="utf-8")
        beside.with_name("rows").write_text("行", encoding="utf-8")
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == "先月"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_else_may_look_at_what_is_being_written(tmp_path: Path) -> None:
    with workbook_at(tmp_path / "一覧.xlsx").being_written() as beside:
        beside.write_bytes(b"x")
        assert stat.S_IMODE(beside.parent.stat().st_mode) == 0o700
        assert beside.parent.parent == tmp_path


@pytest.mark.parametrize("ending", [WORKBOOK, CALENDAR])
def test_who_was_faster_keeps_the_name(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"一覧{ending}"
    with (
        pytest.raises(Refused, match=r"error\.export_exists"),
        WrittenPath(path, ending=ending, database=None).being_written() as beside,
    ):
        beside.write_bytes(b"later")
        path.write_bytes(b"sooner")
    assert path.read_bytes() == b"sooner"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("how", ["link", "hard link", "renamed"])
def test_a_path_that_becomes_the_database_meanwhile_is_not_written(desk: Desk, how: str) -> None:
    path = desk.path.with_name("一覧.xlsx")
    path.write_text("先月", encoding="utf-8")
    written = desk.written_path(path, ending=WORKBOOK, replaces=True)
    before = data_of(desk.connection)
    with pytest.raises(Refused, match=r"error\.writes_database"), written.being_written() as beside:
        beside.write_text("今月", encoding="utf-8")
        path.unlink()
        if how == "link":
            path.symlink_to(desk.path)
        elif how == "hard link":
            path.hardlink_to(desk.path)
        else:
            path.hardlink_to(desk.path)
            desk.path.unlink()
            desk.path.symlink_to(path)
    desk.close()
    assert data_of(desk.connection) == before


def test_a_name_that_is_not_there_yet_counts_alike_in_every_case_and_spelling(tmp_path: Path) -> None:
    """As file systems take it that know no case, or no ガ but カ with two dots."""
    database = tmp_path / "ガ.xlsx"
    for name in ("か\u3099.xlsx", "ガ.xlsx", "ガ.XLSX", "カ\u3099.xlsx", "ｶﾞ.xlsx"):
        if name.startswith("か"):
            WrittenPath(tmp_path / name, ending=WORKBOOK, database=database)
            continue
        with pytest.raises(Refused, match=r"error\.writes_database"):
            WrittenPath(tmp_path / name, ending=WORKBOOK, database=database)


def test_a_stricter_path_is_checked_at_once(tmp_path: Path) -> None:
    source = tmp_path / "届いた.xlsx"
    source.touch()
    written = workbook_at(tmp_path / "別名.xlsx")
    (tmp_path / "別名.xlsx").hardlink_to(source)
    with pytest.raises(Refused, match=r"error\.writes_source"):
        written.sparing(source)


def test_a_name_with_a_zero_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"error\.cannot_write"):
        workbook_at(tmp_path / "a\0b.xlsx")


def test_a_home_that_nobody_has_is_a_name() -> None:
    assert path_meant("~/一覧.xlsx") == Path.home() / "一覧.xlsx"
    assert path_meant("~いない人/一覧.xlsx") == Path("~いない人/一覧.xlsx")


EXPORTS = """
import sys
from datetime import datetime
from pathlib import Path
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.exports.exports import export

def told(count):
    print(count, flush=True)
    sys.stdin.read()

desk = Desk(Path(sys.argv[1]), clock=lambda: datetime(2025, 12, 15))
export(desk, "milestones", Path(sys.argv[2]), ExportRequest(), told=told)
"""


def export_that_waits(desk: Desk, path: Path) -> subprocess.Popen[bytes]:
    """A program in the midst of an export."""
    program = subprocess.Popen(
        [sys.executable, "-c", EXPORTS, str(desk.path), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert int(program.stdout.readline()) > 0
    return program


def test_what_a_killed_export_left_is_gone_with_the_next_and_what_goes_on_is_let_alone(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "出力"
    out.mkdir()
    killed, going_on = (export_that_waits(desk, out / f"{name}.xlsx") for name in ("一", "二"))
    try:
        assert len(hidden(out)) == 2
        killed.send_signal(signal.SIGKILL)
        killed.communicate(timeout=60)
        (left,) = (path for path in hidden(out) if f"-{killed.pid}-" in path.name)
        assert any(left.iterdir())
        export(desk, "milestones", out / "三.xlsx", ExportRequest())
        assert [path.name for path in out.iterdir() if f"-{going_on.pid}-" not in path.name] == ["三.xlsx"]
        assert len(hidden(out)) == 1
    finally:
        killed.kill()
        going_on.communicate(timeout=60)
    assert going_on.returncode == 0
    assert openpyxl.load_workbook(out / "二.xlsx").sheetnames
    assert hidden(out) == []


def test_only_what_is_ours_and_dead_is_taken_away(tmp_path: Path) -> None:
    with workbook_at(tmp_path / "一.xlsx").being_written() as beside:
        beside.touch()
        ours = beside.parent
        match = re.fullmatch(r"(\.kodoku-)(\w+)(-\d+-)(\w+)(-\d+\.tmp)", ours.name)
        assert match is not None
        before, machine, process, run, after = match.groups()
        other_machine, other_run = (f"{int(part, 16) ^ 1:04x}" for part in (machine, run))
        left = {
            # A container gives every run of the program the same number.
            "our number in an earlier run": f"{before}{machine}{process}{other_run}{after}",
            "a day old": f"{before}{other_machine}{process}{run}{after}",
        }
        kept = {
            "another machine's": f"{before}{other_machine}{process}{other_run}{after}",
            "another program's": ".kodoku-memo.tmp",
        }
        for name in (*left.values(), *kept.values()):
            (tmp_path / name).mkdir()
            (tmp_path / name / "new.xlsx").touch()
        a_day_ago = ours.stat().st_mtime - DAY - 1
        os.utime(tmp_path / left["a day old"], (a_day_ago, a_day_ago))
        (tmp_path / f"{before}{machine}{process}{other_run}-9{after}").symlink_to(tmp_path)
        with workbook_at(tmp_path / "二.xlsx").being_written() as second:
            second.touch()
        assert ours.is_dir()
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= set(kept.values()) | {"一.xlsx", "二.xlsx"}
    assert not names & set(left.values())


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
from kodoku_tui.cli.main import run
sys.exit(run(sys.argv[1:]))
"""

ON_A_SMALL_DISK = 'mount -t tmpfs -o size=40k none "$0" && printf 先月 > "$0/先月.xlsx" && exec "$@"'


def told_in_a_process(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120, check=False)


def test_a_file_that_may_not_be_so_large_is_said_to_be_too_large(desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = tmp_path / "全データ.xlsx"
    desk.close()
    ended = told_in_a_process(sys.executable, "-c", LIMITED, "--db", desk.path, "export", "book", path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "ファイルの大きさを超えます" in ended.stderr
    assert not path.exists()
    assert hidden(tmp_path) == []


LARGE_ONLY_AS_A_WHOLE = """
import random, resource, sys
from datetime import date
from pathlib import Path
from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.writing.output import new_workbook
from tests.written import workbook_at

resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    with new_workbook(workbook_at(Path(sys.argv[1])), title="", created=date(2025, 12, 15)) as book:
        for number in range(30):
            book.add_worksheet().write_string(0, 0, random.randbytes(4_000).hex())
except Refused as refused:
    print(refused.key)
"""


def test_the_true_reason_is_said_when_the_workbook_is_put_together_too(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    ended = told_in_a_process(sys.executable, "-c", LARGE_ONLY_AS_A_WHOLE, tmp_path / "一覧.xlsx")
    assert (ended.stdout, ended.returncode) == ("error.file_too_large\n", 0), ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_to_be_full_and_what_was_there_stays(desk: Desk, tmp_path: Path) -> None:
    disk = tmp_path / "小さなディスク"
    disk.mkdir()
    desk.close()
    alone = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
    try:
        if told_in_a_process(*alone, ON_A_SMALL_DISK, disk, "true").returncode:
            pytest.skip("no small disk can be made here")
    except FileNotFoundError:
        pytest.skip("no small disk can be made here")
    kodoku = (sys.executable, "-m", "kodoku_tui", "--db", desk.path)
    looks = 'shift; "$@"; code=$?; ls -A "$0"; cat "$0/先月.xlsx"; exit $code'
    ended = told_in_a_process(
        *alone,
        ON_A_SMALL_DISK,
        disk,
        *("sh", "-c", looks, disk, "--"),
        *kodoku,
        *("export", "book", disk / "先月.xlsx", "--force"),
    )
    assert "ディスクの空きがない" in ended.stderr
    assert ended.returncode == 1
    assert ended.stdout.split() == ["先月.xlsx", "先月"]


def windows_error(number: int) -> OSError:
    """As Windows raises it: every refusal of access is one errno, and the number of its own tells them apart."""
    error = PermissionError(errno.EACCES, "Permission denied")
    error.winerror = number  # type: ignore[attr-defined]
    return error


REASONS = {
    "full": (OSError(errno.ENOSPC, ""), "ディスクの空き"),
    "quota": (OSError(errno.EDQUOT, ""), "ディスクの空き"),
    "too large": (OSError(errno.EFBIG, ""), "大きさ"),
    "open in Excel": (windows_error(32), "開かれています"),
    "locked in part": (windows_error(33), "開かれています"),
    "busy": (OSError(errno.EBUSY, ""), "開かれています"),
    "running": (OSError(errno.ETXTBSY, ""), "開かれています"),
    "not allowed": (windows_error(5), "権限"),
    "not permitted": (OSError(errno.EPERM, ""), "権限"),
    "read-only": (OSError(errno.EROFS, ""), "権限"),
    "too long": (OSError(errno.ENAMETOOLONG, ""), "長すぎ"),
    "anything else": (OSError(errno.EIO, "Input/output error"), "Input/output error"),
}


@pytest.mark.parametrize(("error", "said"), REASONS.values(), ids=REASONS)
def test_every_reason_is_said_as_it_is(error: OSError, said: str) -> None:
    refused = refusal_of(error, Path("出力") / "一覧.xlsx")
    assert said in say_refused(refused)
    for language in LANGUAGES:
        set_language(language)
        assert "{" not in say_refused(refused)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_disk_that_is_always_full() -> None:
    with (
        pytest.raises(OSError, match="No space") as raised,
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")
    assert refusal_of(raised.value, Path("x")).key == "error.disk_full"


def test_a_socket_is_no_file_to_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.xlsx")
        with pytest.raises(Refused, match=r"error\.not_a_file"):
            workbook_at(Path("s.xlsx"))


STEPS = ("link", "relative link", "hard link", "linked folder", "dots")


def spelled(folder: Path, path: Path, steps: list[str]) -> Path:
    """Another way to name a file, one step after another."""
    for number, step in enumerate(steps):
        name = folder / f"{number}.xlsx"
        match step:
            case "link":
                name.symlink_to(path)
                path = name
            case "relative link":
                name.symlink_to(os.path.relpath(path, folder))
                path = name
            case "hard link":
                name.hardlink_to(path.resolve())
                path = name
            case "linked folder":
                other = folder / f"フォルダー{number}"
                other.symlink_to(path.parent, target_is_directory=True)
                path = other / path.name
            case _:
                (path.parent / "x").mkdir(exist_ok=True)
                path = path.parent / "x" / ".." / path.name
    return path


@given(
    to_path=st.lists(st.sampled_from(STEPS), max_size=5),
    to_database=st.lists(st.sampled_from(STEPS), max_size=2),
)
def test_whatever_way_leads_to_the_database_it_is_seen(to_path: list[str], to_database: list[str]) -> None:
    """Also where the database itself was opened by another name than its first."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        database, other = folder / "台帳.kodoku", folder / "別の.xlsx"
        for path in (database, other):
            path.touch()
        for name in ("書き出し先", "開いたもの", "別"):
            (folder / name).mkdir()
        opened = spelled(folder / "開いたもの", database, to_database)
        path = spelled(folder / "書き出し先", database, to_path)
        for kept in (path, opened, database):
            with pytest.raises(Refused, match=r"error\.writes_database"):
                WrittenPath(kept, ending=WORKBOOK, database=opened, replaces=True)
        another = spelled(folder / "別", other, to_path)
        WrittenPath(another, ending=WORKBOOK, database=opened, replaces=True)
