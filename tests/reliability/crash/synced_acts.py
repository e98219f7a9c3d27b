"""A program that does acts one after another and tells what each asked of the disk before it was acknowledged."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.books import export_book
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.restoring import plan_restore, restore
from kodoku_tui.services.register.staff import add_staff
from tests.reliability.crash.faulty_disk import Disk

NOW = datetime(2025, 12, 15, 9, 0)


def told_of(path: Path) -> dict[str, list[tuple[str, str]]]:
    """What each act asked, in order: of which file what."""
    desk = Desk(path, clock=lambda: NOW)
    kept = back_up(desk).path
    book = path.with_name("全データ.xlsx")
    book.touch()
    acts: dict[str, Callable[[], object]] = {
        f"checkin {number}": lambda: log_checkin(
            desk, CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="話")
        )
        # So many that the log is brought into the file on the way.
        for number in range(80)
    }
    acts |= {
        "staff": lambda: add_staff(desk, "上田 三"),
        "undo": lambda: undo(desk),
        "backup": lambda: back_up(desk),
        "export": lambda: export_book(
            desk, desk.written_path(book, ending=".xlsx", replaces=True), told=lambda _: None
        ),
        "restore": lambda: restore(plan_restore(path, kept), clock=lambda: NOW),
    }
    disk = Disk()
    told = {}
    for name, act in acts.items():
        disk.fails(0)
        act()
        told[name] = [(what, str(of)) for what, of in disk.told]
    desk.close()
    return told


if __name__ == "__main__":
    print(json.dumps(told_of(Path(sys.argv[1]))))
