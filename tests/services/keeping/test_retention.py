"""保存期限: told when it is over, gone only when somebody says so, and a body of a later year keeps its people."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.keeping.retention import (
    erase_expired,
    keep_until,
    kept_years,
    preview_expired,
    waiting_sentence,
)
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.sessions.sessions import list_attendance, mark_attendance
from tests.desks import go_to, write_roster

SUMMER, LATER = date(2026, 7, 1), date(2027, 4, 1)


@pytest.fixture
def both(small_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in the summer of 2026: group 2 of 2025 takes part again in 2026 as 1, group 1 does not."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    desk = small_desk
    for number, name in ((1, "去年 だけ"), (2, "今年 もいる")):
        add_contact(desk, number, ContactEntry(name=name, phone="090-8765-4321"))
    log_checkin(
        desk,
        CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="家族の事情"),
    )
    entry = AttendanceEntry(
        session="training_1", group_no=1, mark=AttendanceMark.ON_SITE, heads=1, names="去年 だけ"
    )
    mark_attendance(desk, [entry])
    keep_until(desk, date(2026, 6, 30))
    begin_next_programme(desk.path, 2026, clock=desk.clock, from_year=2025)
    with desk.reading() as connection:
        (name,) = connection.execute(
            "SELECT organization.name FROM adopted_group JOIN organization ON organization.id = organization_id"
            " WHERE number = 2"
        ).fetchone()
    go_to(desk, SUMMER)
    assert (
        import_roster(
            desk, write_roster(tmp_path / "r8.xlsx", [1, name, "続き", "高齢者", "東京都", "○"])
        ).new
        == 1
    )
    log_checkin(desk, CheckinEntry(group_no=1, held_on=SUMMER, channel=Channel.PHONE, note="今年の話"))
    return desk


def test_a_day_that_is_over_is_told_and_nothing_goes_by_itself(both: Desk) -> None:
    assert [(one.year, one.is_over, one.is_waiting) for one in kept_years(both)] == [
        (2025, True, True),
        (2026, False, False),
    ]
    said = waiting_sentence(both)
    assert said is not None and said.params["years"] == "2025"
    go_to(both, date(2026, 6, 30))
    assert waiting_sentence(both) is None and preview_expired(both).is_empty
    with pytest.raises(Refused):
        erase_expired(both, "保存期限")


def test_what_is_personal_of_that_year_goes_and_the_next_year_keeps_its_own(both: Desk) -> None:
    seen = preview_expired(both)
    assert seen.found.by_table["contact"] == 2 and seen.found.by_table["checkin"] == 1
    done = erase_expired(both, "保存期限")
    assert done.is_clean and done.found.by_table == seen.found.by_table
    assert list_contacts(both, 1)[0].name == "今年 もいる"
    assert list_checkins(both, 1)[0].note == "今年の話"
    both.choose_year(2025)
    assert [one.name for one in list_contacts(both)] == ["（消去）", "今年 もいる"]
    (past,) = list_checkins(both, 1)
    assert (past.note, past.held_on) == ("（消去）", "2025-12-01")
    (came,) = list_attendance(both, "training_1", number=1)
    assert (came.mark, came.heads, came.names) == ("出席(会場)", 1, "")
    newest = list_units(both)[0]
    assert (newest.what_key, newest.by) == ("unit.erase_retention", "青木 一")
    assert newest.what_params["tables"] == dict(seen.found.by_table)
    assert waiting_sentence(both) is None and preview_expired(both).is_empty
    both.path.chmod(0o600)
    assert check(both) == []
    both.close()
    with closing(sqlite3.connect(both.path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw_bytes = both.path.read_bytes()
    assert all(text.encode() not in raw_bytes for text in ("去年 だけ", "家族の事情"))
    assert "今年 もいる".encode() in raw_bytes


def test_a_day_within_the_year_is_refused_and_none_keeps_for_good(both: Desk) -> None:
    both.choose_year(2025)
    with pytest.raises(Refused):
        keep_until(both, date(2025, 10, 1))
    keep_until(both, None)
    go_to(both, LATER)
    assert kept_years(both)[0].keep_until is None and waiting_sentence(both) is None
