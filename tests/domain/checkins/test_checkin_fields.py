"""A check-in's fields are declared once; entry, record, form and file all know each of them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.checkins.fields import ASKED, COLUMNS, FIELDS, RecordedCheckin
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale import LANGUAGES, sentence
from kodoku_tui.services.desk.desk import Desk

KEYS = [field.key for field in FIELDS]


def test_each_field_is_handed_in_read_and_asked_for() -> None:
    about_the_row = ["id", "version", "group_no", "group"]
    # Of the row too, and told with none: when it was written down, and whether its note is for others.
    assert [field.name for field in fields(RecordedCheckin)] == [
        *about_the_row,
        *KEYS,
        "moment",
        "is_withheld",
    ]
    assert set(CheckinEntry.model_fields) == {"group_no", *KEYS}
    assert sorted(ASKED) == sorted(KEYS)


def test_each_field_has_its_column_in_the_file_or_a_table_of_its_own(desk: Desk) -> None:
    columns = {found["name"] for found in desk.connection.execute("PRAGMA table_info(checkin)")}
    assert {field.key for field in COLUMNS} <= columns
    assert columns - {field.key for field in COLUMNS} >= {"staff_id", "group_id"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_has_a_heading_in_both_languages(language: str) -> None:
    assert [key for key in KEYS if sentence(f"heading.{key}", language) is None] == []


def test_what_is_not_said_is_an_empty_text_and_no_day() -> None:
    entry = CheckinEntry(group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="話した")
    assert entry.values() == {
        "held_on": "2025-12-01",
        "held_at": None,
        "channel": "電話",
        "answer": "",
        "occasion": "",
        "condition": "",
        "note": "話した",
        "reader": "事務局内",
        "named": "",
        "next_on": None,
    }
    timed = entry.model_copy(update={"held_at": time(9, 5), "next_on": date(2026, 1, 9)})
    assert (timed.values()["held_at"], timed.values()["next_on"]) == ("09:05", "2026-01-09")
