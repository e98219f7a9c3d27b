"""Where a file really lies, and that nobody opens one that many write to where only one computer can.

There only the way of writing is offered that keeps no log beside the file and lets one write at a time. Whether people
chose it stands in the file itself: it is what SQLite calls its journal mode.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.places import (
    Mount,
    Place,
    PlaceKind,
    mounts_of_linux,
    mounts_of_mac,
    place_on_posix,
    place_on_windows,
)
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.passphrases import unlocked

_MOUNTS = Path("/proc/self/mountinfo")
# On a Mac asking takes a program of its own; nothing else hangs elsewhere.
_MAY_HANG_ON_A_MAC = ("/Volumes/", "/Network/", "/net/", "/private/")
_WITH_A_LOG = 2
"""What stands in the nineteenth byte of a file that several write to through a log."""

_looked_at: set[tuple[Path, int, int]] = set()


def place_of(path: Path) -> Place:
    """Where a path leads in the end; on a disk of this computer where the system tells nothing else."""
    real = os.path.realpath(path)
    if sys.platform == "win32":
        drive = os.path.splitdrive(real)[0].upper()
        return place_on_windows(real, {drive: _drive_type(drive)}, _cloud_folders())
    return place_on_posix(real, _mounts(real))


def is_shared(path: Path) -> bool:
    """Whether other computers may reach the file, now or later."""
    return place_of(path).kind is not PlaceKind.LOCAL


def refuse_many_where_one_can(path: Path) -> None:
    """Raise `Refused` (`error.on_share`) for a file that many write to and that lies where others may reach it."""
    found = path.stat()
    which = path, found.st_dev, found.st_ino
    # Once only: later a connection of this process may be open, whose locks go where the file is closed by hand.
    if which in _looked_at:
        return
    place = place_of(path)
    if place.kind is not PlaceKind.LOCAL and _keeps_a_log(path):
        raise Refused("error.on_share", path=path, place=place.name)
    _looked_at.add(which)


def refuse_new_on_share(path: Path) -> None:
    """Raise `Refused` (`error.new_on_share`) for a new file where others may reach it."""
    place = place_of(path)
    if place.kind is not PlaceKind.LOCAL:
        raise Refused("error.new_on_share", field="path", path=path, place=place.name)


def _keeps_a_log(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            begins = file.read(19)
    except OSError:
        return False
    if begins.startswith(b"SQLite format 3\0"):
        return begins[18:] == bytes([_WITH_A_LOG])
    # One with a passphrase says it only to who has that.
    with closing(unlocked(path, lambda: connect_alone(path))) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return bool(mode == "wal")


def connect_alone(path: Path) -> sqlite3.Connection:
    """A connection that keeps nothing beside the file where other computers would not see it: it holds it alone."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _mounts(real: str) -> list[Mount]:
    try:
        if sys.platform == "darwin":
            if not real.startswith(_MAY_HANG_ON_A_MAC):
                return []
            import subprocess

            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
            return mounts_of_mac(said.stdout)
        return mounts_of_linux(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []


def _drive_type(drive: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))
    return 0


def _cloud_folders() -> dict[str, str]:
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    return {folder: "OneDrive" for name in names if (folder := os.environ.get(name))}
