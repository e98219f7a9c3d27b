"""The drafts of the app, so that a crash of the program loses nothing; on the disk they are `services.desk.drafts`.

A draft is deleted as soon as the form is saved or what was typed is thrown away. A folder that cannot be written is no
reason to stop: then drafts live as long as the app.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kodoku_tui.domain.keeping.erasing import changed_texts
from kodoku_tui.services.desk import drafts as on_disk
from kodoku_tui.services.desk.drafts import Draft, drafts_folder, find_drafts, is_kept, path_of_draft

# A person types faster than a disk needs to follow.
_REST_SECONDS = 0.15

Drafts = dict[str, Draft]
"""The drafts of an app by their key (`draft_key`)."""


class KeptDrafts(Drafts):
    """The drafts of the app; all but those of forms that only ask what to show also stand on the disk.

    Written by a thread of its own, a moment after the last key. `found` are those that an earlier run left, `damaged`
    the files of drafts that cannot be read. `now` is when what is typed is typed.
    """

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.found: list[Draft] = []
        self.damaged: list[Path] = []
        self.year: int | None = None
        self.touched: set[str] = set()
        self._now = now
        self._code = self._person = ""
        self._folder: Path | None = None
        self._folder_of: dict[str, Path] = {}
        # What was found on the disk once, and what could not be written there.
        self._on_disk: set[str] = set()
        self._unwritten: set[str] = set()
        self._pending: dict[Path, tuple[str, Draft | None]] = {}
        self._wake = threading.Condition()
        self._writing = threading.Lock()
        self._writer: threading.Thread | None = None

    def open_for(self, file_code: str, year: int, person: str = "") -> None:
        """Bring back what this person left for this file, of any year. Called in a worker thread, at every reading.

        `year` is the fiscal year that the desk works on: what is typed from now on is typed in it. What was typed for
        another file, or by somebody else, waits for them. `person` is empty while nobody said who sits here.
        """
        self.year = year
        folder = drafts_folder(file_code, person)
        if folder == self._folder:
            return
        self.flush()
        if self._folder is not None:
            self.clear()
            self.touched.clear()
            self._folder_of.clear()
            self._on_disk.clear()
            self._unwritten.clear()
        self._folder = folder
        self._code, self._person = file_code, person
        self.found += self._look(set())

    def look_again(self) -> None:
        """Meet what another window of this person kept or settled meanwhile. Called in a worker thread."""
        if self._folder is None:
            return
        self.flush()
        gone = set(self._on_disk)
        self._look(gone)
        # What is not on the disk any more was saved or thrown away elsewhere; what is typed here is not.
        for key in gone - self.touched:
            self._on_disk.discard(key)
            super().pop(key, None)
            self._folder_of.pop(key, None)

    def _look(self, gone: set[str]) -> list[Draft]:
        """Take in what stands on the disk and is not known yet; what was found goes from `gone`."""
        there = find_drafts(self._code, self._person)
        self.damaged = there.damaged
        new: list[Draft] = []
        for key, draft, home in there.drafts:
            gone.discard(key)
            self._on_disk.add(key)
            if key not in self:
                super().__setitem__(key, draft)
                self._folder_of[key] = home
                new.append(draft)
        return new

    def __setitem__(self, key: str, draft: Draft) -> None:
        at = "" if self._now is None else self._now().isoformat(timespec="seconds")
        draft = draft._replace(year=self.year, at=at)
        super().__setitem__(key, draft)
        self.touched.add(key)
        self._write_later(key, draft)

    def change_all(self, change: Callable[[str], str]) -> None:
        """Change what is typed in every draft of the app, on the disk too."""
        for key, draft in list(self.items()):
            now = Draft(**{name: changed_texts(one, change) for name, one in draft._asdict().items()})
            if now != draft:
                super().__setitem__(key, now)
                self._write_later(key, now)
        self.flush()

    def home_of(self, key: str) -> Path | None:
        """The folder in which a draft is kept: that of the person, or of everybody."""
        return self._folder_of.get(key)

    def put_back(self, key: str, draft: Draft, home: Path | None) -> None:
        """Keep a draft as it was, with its year and its time, where it was."""
        super().__setitem__(key, draft)
        if home is not None:
            self._folder_of[key] = home
        self._write_later(key, draft)

    def pop(self, key: str, *default: Any) -> Any:
        """Forget a draft, on the disk as well."""
        self.touched.discard(key)
        had = key in self
        draft = super().pop(key, *default)
        if had:
            self._write_later(key, None)
        return draft

    def lay_aside(self, key: str) -> None:
        """The person knows of it and goes on later: nothing to ask about when leaving, if it will be there."""
        if self.keeps(key):
            self.touched.discard(key)

    @property
    def to_go_on_with(self) -> list[str]:
        """The keys of all that is kept on the disk, of any year, newest first."""
        keys = [key for key in list(self) if is_kept(key)]
        return sorted(keys, key=lambda key: (self[key].at, key), reverse=True)

    @property
    def unsaved(self) -> list[Draft]:
        """What was typed in this run of the app and is not saved."""
        return [self[key] for key in self._unsaved_keys]

    @property
    def are_kept(self) -> bool:
        """Whether everything typed in this run will be there in the next."""
        return all(self.keeps(key) for key in self._unsaved_keys)

    def keeps(self, key: str) -> bool:
        """Whether what is typed under this key will be there in the next run."""
        return self._folder is not None and is_kept(key) and key not in self._unwritten

    @property
    def _unsaved_keys(self) -> list[str]:
        return sorted(self.touched & set(self))

    def flush(self) -> None:
        """Write at once whatever waits; what is being written meanwhile is written when this returns."""
        with self._writing:
            with self._wake:
                pending, self._pending = self._pending, {}
            for path, (key, draft) in pending.items():
                if on_disk.write_draft(path, key, draft):
                    self._unwritten.discard(key)
                else:
                    self._unwritten.add(key)

    def _write_later(self, key: str, draft: Draft | None) -> None:
        if not is_kept(key) or self._folder is None:
            return
        folder = self._folder_of.setdefault(key, self._folder)
        if draft is None:
            del self._folder_of[key]
        with self._wake:
            self._pending[path_of_draft(folder, key, self.damaged)] = key, draft
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
