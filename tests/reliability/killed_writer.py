"""A program that works on a file until it is killed, and says on its output what was acknowledged to it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.books import export_book
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.keeping.backups import back_up

NOW = datetime(2025, 12, 15, 9, 0)


def work(path: Path, name: str, workbook: Path) -> None:
    """Check-ins without end; between them what takes longer: an import, a backup, the whole file as a book."""
    desk = Desk(path, clock=lambda: NOW)
    count = 0
    while True:
        count += 1
        note = f"{name}-{count}"
        try:
            log_checkin(
                desk,
                CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note=note),
            )
            print(note, flush=True)
            if count % 7 == 0:
                back_up(desk)
            if count % 11 == 0:
                undo(desk, plan_import(desk, "checkins", workbook).apply().unit)
            if count % 13 == 0:
                book = path.parent / f"{name}.xlsx"
                export_book(desk, desk.written_path(book, ending=".xlsx", replaces=True), told=lambda _: None)
        except Refused as refused:
            # Others hold the file, or changed what was to be taken back: said, and nothing was done.
            print(f"! {refused.key}", flush=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
