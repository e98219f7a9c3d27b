"""A workbook that someone sent, read without trusting it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.clean import clean_text, is_clean
from kodoku_tui.excel.reading.cells import CellValue, ErrorValue
from kodoku_tui.excel.reading.limits import SECONDS, IsLeft, ReadingLeftError
from kodoku_tui.excel.reading.process_end import why_it_ended
from kodoku_tui.excel.reading.rules.choices import rules_of
from kodoku_tui.excel.reading.sheets import Sheet, Workbook

# Excel keeps 15 digits: a whole number up to there is one, whatever the file format calls it.
_WHOLE_NUMBER_LIMIT = 10**15
_LOOKS_EVERY = 0.1
# A process that has closed its output is gone at once.
_SECONDS_TO_END = 2.0
_LAST_WORDS = 4096

_PACKAGE_PARENT = Path(__file__).resolve().parent.parent.parent


def read_workbook(path: Path, *, seconds: float = SECONDS, is_left: IsLeft | None = None) -> Workbook:
    """All values of a workbook, each text cleaned; .xlsx (also Strict), .xlsm, .xlsb, .xls, .ods, .csv, .tsv.

    Reading happens in a process of its own, ended after `seconds` and held to 512 MB where the system
    can. The reader has decoded `_x000D_` escapes already; a second time would decode what a person wrote.

    Raises `Refused` with `file`: `error.workbook_missing`, `_is_folder`, `_not_readable`, `_empty_file`,
    `_encrypted`, `_not_a_workbook`, `_broken`, `_too_large`, `_too_slow`, and of the process itself, with `how`,
    `_out_of_memory`, `_stopped` (from outside), `_crashed`, `_not_started`; `ReadingLeftError` when `is_left` says
    that nobody waits any more.
    """
    _check_file(path)
    reader = _Reader()
    overdue = threading.Event()
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kodoku_tui.excel.reading.read_process", str(path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except OSError as error:
        raise _refused("not_started", path, how=error.strerror or type(error).__name__) from None
    with process:
        last_words = _LastWords(process)
        is_over = threading.Event()
        watch = threading.Thread(target=_watch, args=(process, seconds, is_left, overdue, is_over))
        watch.start()
        try:
            assert process.stdout is not None
            # Taken in while the process still reads: two cores share the work.
            for line in process.stdout:
                # Half a line: the process ended while it wrote.
                with suppress(json.JSONDecodeError):
                    reader.take(json.loads(line))
            # Ended by us, it could not tell how it ended by itself.
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            overdue.set()
        finally:
            is_over.set()
            process.kill()
            watch.join()
            last_words.join()
    if is_left is not None and is_left():
        raise ReadingLeftError
    if overdue.is_set():
        raise _refused("too_slow", path)
    if reader.unfit:
        raise _refused(reader.unfit, path, how=reader.how)
    if reader.format is None:
        reason, how = why_it_ended(process.returncode, last_words.text, has_begun=reader.has_begun)
        raise _refused(reason, path, how=how)
    sheets = rules_of(reader.heads, list(map(_sheet, reader.heads, reader.rows)))
    return Workbook(tuple(sheets), reader.removed, reader.format, reader.encoding)


class _LastWords(threading.Thread):
    """Keeps the end of what a process says on standard error, so that it never waits for a reader."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._stream = process.stderr
        self._kept = b""
        self.start()

    @property
    def text(self) -> str:
        """The end of it."""
        return self._kept.decode("utf-8", "replace")

    def run(self) -> None:
        """Read until the process closes it."""
        assert self._stream is not None
        while said := os.read(self._stream.fileno(), _LAST_WORDS):
            self._kept = (self._kept + said)[-_LAST_WORDS:]


def _watch(
    process: subprocess.Popen[bytes],
    seconds: float,
    is_left: IsLeft | None,
    overdue: threading.Event,
    is_over: threading.Event,
) -> None:
    """End the process when its time is over, or nobody waits for it any more."""
    until = monotonic() + seconds
    while not is_over.wait(max(0.0, min(_LOOKS_EVERY, until - monotonic()))):
        if monotonic() >= until:
            overdue.set()
        elif is_left is None or not is_left():
            continue
        process.kill()
        return


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise _refused("is_folder", path)
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise _refused("missing", path) from None
    except OSError:
        raise _refused("not_readable", path) from None


def _environment() -> dict[str, str]:
    """The program's own, so that the process finds what the program finds; the program itself first."""
    places = [str(_PACKAGE_PARENT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "RUST_BACKTRACE": "0"}


def _refused(reason: str, path: Path, *, how: str = "") -> Refused:
    return Refused(f"error.workbook_{reason}", file=path.name, **({"how": how} if how else {}))


def _sheet(head: dict[str, Any], rows: list[tuple[CellValue, ...]]) -> Sheet:
    return Sheet(
        name=head["sheet"],
        rows=tuple(rows),
        first_row=head["row"],
        first_column=head["column"],
        hidden=head["hidden"],
        merged=tuple(map(tuple, head["merged"])),
        hidden_rows=tuple(map(tuple, head["hidden_rows"])),
        struck_rows=frozenset(head["struck_rows"]),
        coloured_rows=dict(head["coloured_rows"]),
        furigana={
            (row, column): tuple((start, end, read) for start, end, read in runs)
            for row, column, runs in head["furigana"]
        },
        hidden_columns=tuple(map(tuple, head["hidden_columns"])),
        comments=tuple((row, column, text) for row, column, text in head["comments"]),
        formulas=head["formulas"],
        has_objects=head["objects"],
    )


class _Reader:
    """Turns what the reading process writes into sheets and counts what cleaning took out."""

    def __init__(self) -> None:
        self.heads: list[dict[str, Any]] = []
        self.rows: list[list[tuple[CellValue, ...]]] = []
        self.removed = 0
        self.unfit: str | None = None
        self.how = ""
        self.format: str | None = None
        self.encoding = ""
        self.has_begun = False
        self._known: dict[str, str | None] = {"": None}
        self._unclean: dict[str, int] = {}

    def take(self, line: Any) -> None:
        """One line: the beginning (nothing before it is of us), a sheet, a batch of rows, or the end."""
        if not self.has_begun:
            self.has_begun = isinstance(line, dict) and line.get("began") is True
        elif isinstance(line, list):
            self._take_rows(line)
        elif "sheet" in line:
            line["comments"] = [
                (row, column, self._text(text) or "") for row, column, text in line["comments"]
            ]
            line["rules"] = [self._rule(*rule) for rule in line["rules"]]
            self.heads.append(line)
            self.rows.append([])
        else:
            self.unfit = line.get("unfit")
            self.how = clean_text(line.get("how", "")).text
            self.format = line.get("format")
            self.encoding = line.get("encoding", "")

    def _take_rows(self, batch: list[Any]) -> None:
        self._learn({value for row in batch if type(row) is list for value in row if type(value) is str})
        rows, known, unclean, cell = self.rows[-1], self._known, self._unclean, self._cell
        for row in batch:
            if type(row) is int:
                rows += [()] * row
                continue
            if unclean:
                self.removed += sum(unclean.get(value, 0) for value in row if type(value) is str)
            rows.append(tuple([known[value] if type(value) is str else cell(value) for value in row]))

    def _learn(self, texts: set[str]) -> None:
        """Clean what is new; a batch that is clean as a whole costs one look."""
        new = [text for text in texts if text not in self._known]
        if is_clean("\n".join(new)):
            self._known.update(zip(new, new, strict=True))
            return
        for text in new:
            cleaned = clean_text(text, multiline=True)
            self._known[text] = cleaned.text or None
            if cleaned.removed:
                self._unclean[text] = cleaned.removed

    def _text(self, text: str) -> str | None:
        self._learn({text})
        self.removed += self._unclean.get(text, 0)
        return self._known[text]

    def _rule(
        self, kind: str, operator: str, first: str, second: str, choices: list[str] | None, ranges: list[Any]
    ) -> list[Any]:
        """A rule with clean texts."""
        clean = [self._text(one) or "" for one in (first, second)]
        offered = None if choices is None else [text for one in choices if (text := self._text(one))]
        return [kind, operator, *clean, offered, ranges]

    @staticmethod
    def _cell(written: Any) -> CellValue:
        if type(written) is float:
            if not isfinite(written):
                # No program shows a number there.
                return ErrorValue("#NUM!")
            whole = written.is_integer() and abs(written) < _WHOLE_NUMBER_LIMIT
            return int(written) if whole else written
        if type(written) is list:
            return _READ_AS[written[0]](written[1])
        return written  # type: ignore[no-any-return]


_READ_AS: Mapping[str, Callable[[Any], CellValue]] = {
    "d": date.fromisoformat,
    "n": datetime.fromisoformat,
    "t": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
    "e": ErrorValue,
}
