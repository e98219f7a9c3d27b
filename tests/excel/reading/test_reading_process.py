"""The process that reads a workbook: the limits that a system has, and the true reason when it ends early.

Each test lets a real process end so: a `sitecustomize` that Python runs as it starts changes what it finds there.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.excel.reading.sheets import Workbook
from kodoku_tui.excel.reading.workbook import read_workbook
from kodoku_tui.locale import LANGUAGES, say, set_language
from tests.excel.reading.test_workbook_reading import text_cell, write_package

Reading = Callable[..., Workbook]

WITHOUT_LIMITS_OF_MEMORY = """
import resource
set_limit = resource.setrlimit
def setrlimit(kind, limits):
    if kind == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    set_limit(kind, limits)
resource.setrlimit = setrlimit
"""
SYSTEMS = {
    "macOS refuses the limit of memory": WITHOUT_LIMITS_OF_MEMORY,
    "Windows has no limits": "import sys; sys.modules['resource'] = None",
    "no limit of memory": "import resource; del resource.RLIMIT_AS",
    "no right to any limit": """
import resource
def setrlimit(kind, limits):
    raise PermissionError(1, "Operation not permitted")
resource.setrlimit = setrlimit
""",
    "unknown limits": """
import resource
def getrlimit(kind):
    raise OSError(22, "Invalid argument")
resource.getrlimit = getrlimit
""",
    "less than ours, for good": "import resource; resource.setrlimit(resource.RLIMIT_AS, (4 * 10**8, 4 * 10**8))",
    "less than ours, for now": "import resource; resource.setrlimit(resource.RLIMIT_AS, (4 * 10**8, -1))",
    "something is said before we begin": "print(7); print('{}'); print('ようこそ')",
}
WHILE_READING = """
import os, signal, sys, time
import kodoku_tui.excel.reading.package_limits as limits
def deed(path):
    {deed}
limits.format_of = deed
"""
PANIC = "raise type('PanicException', (BaseException,), {})('index out of bounds: the len is 3')"
DEATHS = {
    "os._exit(0)": ("crashed", "exit 0"),
    "os._exit(3)": ("crashed", "exit 3"),
    "sys.stderr.write('x' * 1_000_000 + '\\nfatal: 架空\\n'); sys.stderr.flush(); os._exit(3)": (
        "crashed",
        "exit 3: fatal: 架空",
    ),
    PANIC: ("crashed", "PanicException: index out of bounds: the len is 3"),
    'sys.stdout.write(\'{"sheet": "名\'); sys.stdout.flush(); os._exit(4)': ("crashed", "exit 4"),
    "raise MemoryError": ("out_of_memory", None),
    "sys.stderr.write('MemoryError\\n'); sys.stderr.flush(); os._exit(1)": ("out_of_memory", None),
    "raise KeyError('xl/styles.xml')": ("broken", None),
    "raise OSError('failed to fill whole buffer')": ("broken", None),
    "raise OSError(5, 'Input/output error')": ("not_readable", None),
}
SIGNALS = {
    "SIGSEGV": "crashed",
    "SIGABRT": "crashed",
    "SIGBUS": "crashed",
    "SIGILL": "crashed",
    "SIGFPE": "crashed",
    "SIGKILL": "stopped",
    "SIGTERM": "stopped",
    "SIGINT": "stopped",
    "SIGHUP": "stopped",
    "SIGXCPU": "too_slow",
}
NOT_STARTED = {
    "import os; os._exit(7)": "exit 7",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "SIGKILL",
    "import sys; sys.modules['python_calamine'] = None": "ModuleNotFoundError",
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Reads a small workbook in a process that runs `first` as it starts."""
    path = write_package(
        tmp_path / "名簿.xlsx", f'<sheetData><row r="1">{text_cell("A1", "番号")}</row></sheetData>'
    )

    def read(first: str, *, seconds: float = 8.0) -> Workbook:
        (tmp_path / "sitecustomize.py").write_text(first, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return read_workbook(path, seconds=seconds)

    return read


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_workbook_is_read_whatever_limits_the_system_has(system: str, reading: Reading) -> None:
    assert reading(SYSTEMS[system]).sheets[0].rows == (("番号",),)


@pytest.mark.parametrize("deed", DEATHS)
def test_what_ends_the_reading_process_is_told_as_it_was(deed: str, reading: Reading) -> None:
    reason, how = DEATHS[deed]
    told = _told(lambda: reading(WHILE_READING.format(deed=deed)))
    assert told.key == f"error.workbook_{reason}"
    assert how is None or told.params["how"] == how


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_that_ends_the_reading_process_is_told_by_its_name(name: str, reading: Reading) -> None:
    told = _told(lambda: reading(WHILE_READING.format(deed=f"os.kill(os.getpid(), signal.{name})")))
    assert (told.key, told.params["how"]) == (f"error.workbook_{SIGNALS[name]}", name)


@pytest.mark.parametrize("first", NOT_STARTED)
def test_a_reading_process_that_never_began_says_nothing_against_the_workbook(
    first: str, reading: Reading
) -> None:
    told = _told(lambda: reading(first))
    assert told.key == "error.workbook_not_started"
    assert str(told.params["how"]).startswith(NOT_STARTED[first])


def test_a_system_that_starts_no_process_is_told_so(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    told = _told(lambda: reading(""))
    assert (told.key, told.params["how"]) == ("error.workbook_not_started", "No such file or directory")


def test_a_process_that_takes_too_long_is_told_to_do_so(reading: Reading) -> None:
    deed = "signal.pause()"
    told = _told(lambda: reading(WHILE_READING.format(deed=deed), seconds=1.0))
    assert told.key == "error.workbook_too_slow"


def test_where_the_system_limits_no_memory_the_process_ends_itself(reading: Reading) -> None:
    # Without a limit the memory would be given.
    deed = "kept = b'x' * (600 * 2**20); signal.pause()"
    told = _told(lambda: reading(WITHOUT_LIMITS_OF_MEMORY + WHILE_READING.format(deed=deed)))
    assert told.key == "error.workbook_out_of_memory"


def test_a_limit_of_the_system_that_is_lower_than_ours_stays() -> None:
    program = (
        "import resource; from kodoku_tui.excel.reading.process_limits import limit_this_process;"
        "resource.setrlimit(resource.RLIMIT_AS, (4 * 10**8, 10**9)); limit_this_process();"
        "print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert finished.stdout.strip() == "(400000000, 1000000000) 0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_sentence_of_its_own_that_names_the_workbook(language: str) -> None:
    set_language(language)
    reasons = {"too_large", "broken", "not_readable", *SIGNALS.values(), "out_of_memory", "not_started"}
    sentences = {
        reason: say(f"error.workbook_{reason}", file="名簿.xlsx", how=signal.SIGSEGV.name)
        for reason in reasons
    }
    assert len(set(sentences.values())) == len(reasons)
    assert all("名簿.xlsx" in sentence for sentence in sentences.values())
    told_how = {reason for reason, sentence in sentences.items() if "SIGSEGV" in sentence}
    assert told_how == {"crashed", "stopped", "not_started"}


def _told(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        act()
    assert say(refused.value.key, **refused.value.params)
    return refused.value
