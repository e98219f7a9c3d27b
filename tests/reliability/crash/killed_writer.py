"""A program that works on a file until it is killed, and tells at once what was acknowledged to it."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestone_page import add_comment
from kodoku_tui.services.exports.books import export_book
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from tests.intake_files import write_list

NOW = datetime(2025, 12, 15, 9, 0)
IMPORTED_ROWS = 40
_HEADINGS = ["番号", "日付", "方法", "面談内容"]

LARGE_ACTS = ("import", "migration", "backup", "restore", "export")
"""What takes longer than an act of the day."""


@dataclass(frozen=True)
class Place:
    """Where a writer works: the file of all, and what is its own: files of before, backups to lay back, a book."""

    shared: Path
    old: Path
    migrated: Path
    restored: Path
    backups: tuple[Path, Path]
    lists: Path
    book: Path


def work(teller: Connection, name: str, place: Place, large: str, after: int) -> None:
    """Acts of the day without end; after so many of them a large one (where one is named), again and again.

    Tells `(what, name)`: `begin` and `end` of each act, `done` once it was acknowledged, `refused` by which key.
    """
    try:
        desk = Desk(place.shared, clock=lambda: NOW, wall=datetime.now)
        acts = _acts(desk, name, place, teller)
        for number in count(1):
            acts["day"](number)
            if large and number >= after:
                acts[large](number)
    except BaseException:
        teller.send(("failed", traceback.format_exc()))
        raise


def _acts(desk: Desk, name: str, place: Place, teller: Connection) -> dict[str, Callable[[int], None]]:
    def told(kind: str, act: Callable[[int], Iterator[str]]) -> Callable[[int], None]:
        def telling(number: int) -> None:
            teller.send(("begin", kind))
            try:
                for acknowledged in act(number):
                    teller.send(("done", acknowledged))
            except Refused as refused:
                # Others hold the file, or changed what was to be taken back: said, and nothing was done.
                teller.send(("refused", refused.key))
            teller.send(("end", kind))

        return telling

    def of_the_day(number: int) -> Iterator[str]:
        note = f"{name}-{number}"
        if number % 2:
            add_comment(desk, 1 + number % 3, "outcome_report", note)
            yield note
            return
        entry = CheckinEntry(
            group_no=1 + number % 4, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=note
        )
        unit = log_checkin(desk, entry).unit
        yield note
        if number % 10 == 0:
            teller.send(("undoing", note))
            undo(desk, unit)
            yield f"undone {note}"

    def importing(number: int) -> Iterator[str]:
        notes = [f"{name}-{number}-{row}" for row in range(IMPORTED_ROWS)]
        write_list(
            place.lists,
            _HEADINGS,
            *([1 + row % 3, date(2025, 11, 3), "電話", note] for row, note in enumerate(notes)),
        )
        plan_import(desk, "checkins", place.lists).apply()
        yield from notes

    def migrating(number: int) -> Iterator[str]:
        shutil.copyfile(place.old, place.migrated)
        old = Desk(place.migrated, clock=lambda: NOW, wall=datetime.now)
        with old.reading():
            old.close()
        yield f"migration {number}"

    def backing_up(number: int) -> Iterator[str]:
        back_up(desk)
        yield f"backup {number}"

    def restoring(number: int) -> Iterator[str]:
        restore(plan_restore(place.restored, place.backups[number % 2]), clock=datetime.now)
        yield f"restore {number}"

    def exporting(number: int) -> Iterator[str]:
        export_book(desk, desk.written_path(place.book, ending=".xlsx", replaces=True), told=lambda _: None)
        yield f"export {number}"

    large = (importing, migrating, backing_up, restoring, exporting)
    acts = {"day": of_the_day, **dict(zip(LARGE_ACTS, large, strict=True))}
    return {kind: told(kind, act) for kind, act in acts.items()}
