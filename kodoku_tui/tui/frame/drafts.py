"""What is typed in forms and not yet saved, kept on this machine so that a crash of the program loses nothing.

Beside the settings of the person at this machine, never in the file: others work on the same file, and a note that
is not finished is nobody's business yet. It is readable by this person only, and deleted as soon as the form is
saved or thrown away. A folder that cannot be written is no reason to stop: then drafts live as long as the app.

A draft belongs to rows, not to their numbers: what is typed for group 1 of one year is not about group 1 of the next.
And to whoever typed it: another person who sits down at this machine does not find it. What was typed before anybody
said who sits here is for everybody.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.written_files import NOTES, WrittenPath

# Forms that only ask what is to be shown, read or written out: with them nothing that was typed is lost.
NOT_KEPT = ("filter", "issue_filter", "export", "calendar", "minutes", "attendance_import")

# A person types faster than a disk needs to follow.
_REST_SECONDS = 0.15

Typed = Mapping[str, object]
"""What is typed in a form, by the names of its fields."""


class Draft(NamedTuple):
    """What is typed in a form that was neither saved nor thrown away.

    `what` names form and group as people know them. `year` is the fiscal year that the desk worked on, None while the
    app that keeps the draft does not say.
    """

    what: str
    typed: Typed
    year: int | None = None


Drafts = dict[str, Draft]
"""The drafts of an app by their key (`draft_key`)."""


def draft_key(kind: str, about: Sequence[str]) -> str:
    """Where a draft is kept: under the kind of the form and the uids of the rows that it is about."""
    return ":".join([kind, *about])


class KeptDrafts(Drafts):
    """The drafts of the app; all but those of the kinds in `NOT_KEPT` also stand on the disk, by file and person.

    Written by a thread of its own, a moment after the last key. `found` are those that an earlier run left.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Draft] = []
        self.year: int | None = None
        self.touched: set[str] = set()
        self._folder: Path | None = None
        self._folder_of: dict[str, Path] = {}
        self._pending: dict[Path, tuple[str, Draft | None]] = {}
        self._wake = threading.Condition()
        self._writing = threading.Lock()
        self._writer: threading.Thread | None = None

    def open_for(self, file_code: str, year: int, person: str = "") -> None:
        """Bring back what this person left for this file, of any year. Called in a worker thread, at every reading.

        `year` is the fiscal year that the desk works on: what is typed from now on is typed in it. What was typed for
        another file, or by somebody else, waits for them. `person` is empty while nobody said who sits here.
        """
        from platformdirs import user_config_path

        self.year = year
        everybodys = user_config_path("kodoku") / "drafts" / file_code
        folder = everybodys / _digest(person) if person else everybodys
        if folder == self._folder:
            return
        self.flush()
        if self._folder is not None:
            self.clear()
            self.touched.clear()
            self._folder_of.clear()
        self._folder = folder
        for home in dict.fromkeys((folder, everybodys)):
            for path in sorted(home.glob("*.json")) if home.is_dir() else ():
                found = _read(path)
                if found is not None and found[0] not in self:
                    super().__setitem__(*found)
                    self._folder_of[found[0]] = home
                    self.found.append(found[1])

    def __setitem__(self, key: str, draft: Draft) -> None:
        draft = draft._replace(year=self.year)
        super().__setitem__(key, draft)
        self.touched.add(key)
        self._write_later(key, draft)

    def pop(self, key: str, *default: Any) -> Any:
        """Forget a draft, on the disk as well."""
        self.touched.discard(key)
        had = key in self
        draft = super().pop(key, *default)
        if had:
            self._write_later(key, None)
        return draft

    @property
    def unsaved(self) -> list[Draft]:
        """What was typed in this run of the app and is not saved."""
        return [self[key] for key in self._unsaved_keys]

    @property
    def are_kept(self) -> bool:
        """Whether everything typed in this run will be there in the next."""
        return self._folder is not None and not any(_kind(key) in NOT_KEPT for key in self._unsaved_keys)

    @property
    def _unsaved_keys(self) -> list[str]:
        return sorted(self.touched & set(self))

    def flush(self) -> None:
        """Write at once whatever waits; what is being written meanwhile is written when this returns."""
        with self._writing:
            with self._wake:
                pending, self._pending = self._pending, {}
            for path, (key, draft) in pending.items():
                _write(path, key, draft)

    def _write_later(self, key: str, draft: Draft | None) -> None:
        if _kind(key) in NOT_KEPT or self._folder is None:
            return
        folder = self._folder_of.setdefault(key, self._folder)
        if draft is None:
            del self._folder_of[key]
        with self._wake:
            self._pending[folder / f"{_digest(key)}.json"] = key, draft
            if self._writer is None:
                self._writer = threading.Thread(target=self._follow, daemon=True, name="drafts")
                self._writer.start()
            self._wake.notify()

    def _follow(self) -> None:
        while True:
            with self._wake:
                while not self._pending:
                    self._wake.wait()
                # What comes within the rest goes along.
                self._wake.wait(_REST_SECONDS)
            self.flush()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _write(path: Path, key: str, draft: Draft | None) -> None:
    with contextlib.suppress(OSError, Refused, TypeError, ValueError):
        if draft is None:
            path.unlink(missing_ok=True)
            return
        text = json.dumps({"key": key, **draft._asdict()}, ensure_ascii=False)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with WrittenPath(path, ending=NOTES, database=None, replaces=True).being_written() as beside:
            beside.write_text(text, encoding="utf-8", errors="surrogatepass")


def _read(path: Path) -> tuple[str, Draft] | None:
    """One draft with its key; None for a file that holds none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        typed = {str(name): _as_typed(one) for name, one in found["typed"].items()}
        return str(found["key"]), Draft(str(found["what"]), typed, int(found["year"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _as_typed(value: object) -> object:
    """What a field gave: its tuples came back as lists."""
    if isinstance(value, list):
        return tuple(_as_typed(part) for part in value)
    if isinstance(value, Mapping):
        return {str(name): _as_typed(part) for name, part in value.items()}
    return value


def _kind(key: str) -> str:
    return key.partition(":")[0]
