"""A disk that fails at the n-th thing asked of it (`faulty_disk.c`), and a program that works on it."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_SOURCE = Path(__file__).with_name("faulty_disk.c")
_SECONDS = 3600


def faulty_disk(folder: Path) -> Path:
    """The library that makes a disk faulty, built in `folder`; skips the test where it cannot be built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no faulty disk can be made here: it takes Linux and a C compiler")
    library = folder / "faulty_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
    return library


def on_a_faulty_disk(library: Path, folder: Path, module: str, *arguments: str | Path) -> Any:
    """What a program of ours printed as JSON that worked in `folder`, where alone the disk is faulty."""
    ended = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env={**os.environ, "LD_PRELOAD": str(library), "FAULTY_DISK": str(folder)},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


class Disk:
    """The faulty disk as the program that works on it controls it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.disk_told.restype = ctypes.c_char_p
        self._library.disk_asked.restype = ctypes.c_long

    def fails(self, at: int, error: int = 0, *, on: bool = False) -> None:
        """From now on the `at`-th thing fails (0: none), and all after it where `on`."""
        self._library.disk_fails(ctypes.c_long(at), error, on)

    @property
    def asked(self) -> int:
        """How much was asked since."""
        return int(self._library.disk_asked())

    @property
    def told(self) -> list[tuple[str, Path]]:
        """What was asked since, of which file."""
        lines = self._library.disk_told().decode().splitlines()
        return [(what, Path(path)) for what, _, path in (line.partition(" ") for line in lines)]
