"""The register as a table, and the lists that count the same things: they agree (law 8)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.status import status_entries, status_list
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.groups import list_groups
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import ORDERS, register_page, register_position
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.sessions.sessions import add_session, list_attendance, list_sessions, mark_attendance
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.desks import MONDAY_IN_DECEMBER, go_to

EVERYBODY = GroupFilter(status=None)


def numbers(desk: Desk, **chosen: object) -> list[int]:
    page = register_page(desk, GroupFilter(**chosen))  # type: ignore[arg-type]
    assert page.total == len(page.rows)
    return [row.number for row in page.rows]


def test_a_group_that_withdrew_leaves_the_95_active_ones_and_is_found_by_its_status(desk: Desk) -> None:
    assert len(numbers(desk)) == 96
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    assert (len(numbers(desk)), len(numbers(desk, status=None))) == (95, 96)
    assert numbers(desk, status="辞退") == [41]
    karte = group_karte(desk, 41)
    assert (karte.entry.status, karte.status_on, karte.status_reason) == ("辞退", "2025-08-01", "団体の都合")
    assert 41 not in [entry.group_no for entry in status_entries(desk, GroupFilter())]
    assert 41 not in [row.number for row in status_list(desk, GroupFilter(), filter_words="").rows]
    assert 41 not in [entry.group_no for entry in list_milestones(desk)]
    assert 41 not in [row.group_no for row in list_attendance(desk, "training_1")]
    assert {session.unknown for session in list_sessions(desk)} == {95}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ウェル・リポート", {41}),
        ("ウエル・リポート", {41}),
        ("ｳｴﾙ･ﾘﾎﾟｰﾄ", {41}),
        ("ｳｪﾙ ﾘﾎﾟｰﾄ協議会", {41}),
        ("リポート　ウエル", {41}),
    ],
)
def test_a_group_is_found_however_its_name_is_typed(
    register_desk: Desk, text: str, expected: set[int]
) -> None:
    assert set(numbers(register_desk, text=text)) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("41", "４１"), ("カフェ", "ｶﾌｪ"), ("NPO", "ｎｐｏ"), ("子ども", "こども")]
)
def test_width_case_and_spelling_do_not_matter(desk: Desk, one: str, other: str) -> None:
    assert numbers(desk, text=one) == numbers(desk, text=other) != []


def test_two_letters_find_every_group_that_holds_them(desk: Desk) -> None:
    found = desk.connection.execute(
        "SELECT number FROM group_now"
        " WHERE name LIKE '%居場%' OR project LIKE '%居場%' OR targets_text LIKE '%居場%' ORDER BY number"
    )
    expected = [number for (number,) in found]
    assert len(expected) > 3
    assert numbers(desk, text="居場") == expected


def test_a_former_name_still_finds_the_group(desk: Desk) -> None:
    set_facts(desk, 12, name="一般社団法人 まっさらな名前")
    set_facts(desk, 12, name="一般社団法人 もう一つの名前")
    assert numbers(desk, text="まっさらな名前") == numbers(desk, text="もう一つの名前") == [12]
    assert group_karte(desk, 12).aliases[-1] == "一般社団法人 まっさらな名前"


@pytest.mark.parametrize(
    "text", ["'", '"; DROP TABLE staff', "%", "_", "[/重要]", "\\", "{filter}", ":word0"]
)
def test_signs_that_mean_something_to_sql_mean_nothing_here(desk: Desk, text: str) -> None:
    assert numbers(desk, text=text) == [
        row.number
        for row in register_page(desk, EVERYBODY).rows
        if all(word in f"{row.name}{row.project}{row.targets}{row.area}" for word in text.split())
    ]


def test_filters_narrow_together(lively_desk: Desk) -> None:
    desk = lively_desk
    go_to(desk, date(2026, 2, 6))
    person = list_staff(desk)[0].name
    rows = {row.number: row for row in register_page(desk, GroupFilter()).rows}
    mine = {number for number, row in rows.items() if person in (row.main_staff, row.deputy_staff)}
    assert set(numbers(desk, staff=person)) == mine
    assert set(numbers(desk, staff="")) == {number for number, row in rows.items() if row.main_staff is None}
    late = {number for number, row in rows.items() if row.overdue}
    assert set(numbers(desk, only_overdue=True)) == late
    due = {number for number, row in rows.items() if row.checkin_standing in ("due", "overdue")}
    assert set(numbers(desk, only_checkin_due=True)) == due
    kanto = {number for number, row in rows.items() if {"関東", "全国"} & set((row.blocks or "").split("、"))}
    assert set(numbers(desk, block="関東")) == kanto
    together = set(numbers(desk, staff=person, only_overdue=True, only_checkin_due=True, block="関東"))
    assert together == mine & late & due & kanto != set()


@pytest.mark.a_few(6)
@pytest.mark.parametrize(("size", "is_reversed"), [(7, False), (50, True)])
@pytest.mark.parametrize("order", sorted(ORDERS))
def test_every_order_shows_every_group_once_over_pages_of_any_size(
    lively_desk: Desk, order: str, size: int, is_reversed: bool
) -> None:
    desk = lively_desk
    whole = register_page(desk, EVERYBODY, order=order, is_reversed=is_reversed).rows
    assert sorted(row.number for row in whole) == list(range(1, 97))
    paged = [
        row
        for offset in range(0, 96, size)
        for row in register_page(
            desk, EVERYBODY, offset=offset, limit=size, order=order, is_reversed=is_reversed
        ).rows
    ]
    assert paged == list(whole)
    for place in Random(order).sample(range(96), 2):
        position = register_position(desk, EVERYBODY, whole[place].id, order=order, is_reversed=is_reversed)
        assert position == place


def test_orders_run_by_what_the_column_shows(lively_desk: Desk) -> None:
    desk = lively_desk

    def column(order: str, *, is_reversed: bool = False) -> list[object]:
        rows = register_page(desk, GroupFilter(), order=order, is_reversed=is_reversed).rows
        return [getattr(row, order) for row in rows]

    for order in ("number", "overdue", "open_issues"):
        for is_reversed in (False, True):
            values = column(order, is_reversed=is_reversed)
            assert values == sorted(values, reverse=is_reversed)  # type: ignore[type-var]
    for order in ("next_due_on", "next_checkin_on", "main_staff"):
        for is_reversed in (False, True):
            values = column(order, is_reversed=is_reversed)
            filled = [value for value in values if value is not None]
            assert filled == sorted(filled, reverse=is_reversed)  # type: ignore[type-var]
            assert values[: len(filled)] == filled
    # Whoever was never heard from stands with those of long ago.
    assert column("last_checkin_on")[0] is None
    assert column("checkin_standing")[0] == "overdue"


def test_a_group_that_the_filter_leaves_out_has_no_position(desk: Desk) -> None:
    group = register_page(desk, GroupFilter(text="41")).rows[0]
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    assert register_position(desk, GroupFilter(), group.id) is None
    assert register_position(desk, EVERYBODY, group.id) == 40


def test_the_status_list_calls_unmarked_only_what_had_to_be_attended(desk: Desk) -> None:
    """未確認 is a question to the secretariat; of a session still to come there is nothing to ask."""
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    add_session(desk, "salon_1", "オンラインサロン", "オンラインサロン", on=date(2025, 9, 1))
    mark_attendance(
        desk, [AttendanceEntry(session="training_1", group_no=12, mark=AttendanceMark.ONLINE, version=0)]
    )
    listed = status_list(desk, EVERYBODY, filter_words="")
    marks = {row.number: dict(zip(listed.sessions, row.attendance, strict=True)) for row in listed.rows}
    assert marks[12] == {
        "第1回全体研修会": "出席(オンライン)",
        "オンラインサロン": "",
        "中間報告会": "未確認",
        "第2回全体研修会": "",
        "最終報告会": "",
    }
    assert set(marks[41].values()) == {""}


@pytest.mark.parametrize("days", [-120, -45, 0, 47, 90])
def test_all_lists_count_the_same_things(lively_desk: Desk, days: int) -> None:
    desk = lively_desk
    go_to(desk, MONDAY_IN_DECEMBER + timedelta(days=days))
    register = {row.number: row for row in register_page(desk, GroupFilter()).rows}
    entries = {entry.group_no: entry for entry in status_entries(desk, GroupFilter())}
    listed = {row.number: row for row in status_list(desk, GroupFilter(), filter_words="").rows}
    assert (
        set(register)
        == set(entries)
        == set(listed)
        == {entry.group_no for entry in list_groups(desk, GroupFilter())}
    )

    late_duties = Counter(entry.group_no for entry in list_milestones(desk) if entry.overdue)
    items = worklist(desk)
    late_items = Counter(
        item.group_no for item in overdue_list(desk) if item.what == "milestone" and item.turn == "group"
    )
    checkins = {item.group_no: item.urgency for item in items if item.what == "checkin"}
    assert late_items == late_duties
    for number, row in register.items():
        entry, line = entries[number], listed[number]
        assert row.overdue == entry.overdue == line.overdue == late_duties[number]
        assert row.overdue == sum(cell.standing == "期限超過" for cell in line.milestones if cell)
        assert row.checkin_standing == entry.checkin_state == line.checkin_standing
        assert checkins.get(number, "none") == (
            row.checkin_standing if row.checkin_standing in ("due", "overdue") else "none"
        )
        assert row.open_issues == sum(entry.open_issues.values()) == sum(line.open_issues.values())
        assert (
            row.last_checkin_on
            == entry.last_checkin
            == (str(line.last_checkin_on) if line.last_checkin_on else None)
        )
        next_due = (entry.next_due.title, entry.next_due.due) if entry.next_due else (None, None)
        assert next_due == (row.next_title, row.next_due_on)
        if line.overdue:
            assert next_due == (line.oldest_overdue_title, str(line.oldest_overdue_on))
    assert sum(bool(row.overdue) for row in register.values()) == len(numbers(desk, only_overdue=True))


def test_sessions_count_every_active_group_once(lively_desk: Desk) -> None:
    for session in list_sessions(lively_desk):
        page = list_attendance(lively_desk, session.key)
        assert sum(row.left_as is None for row in page) == 94
        # Of a group that left later, what was marked counts for good; what was not is asked of nobody.
        marks = Counter(row.mark for row in page if row.left_as is None or row.mark != "未確認")
        assert session.present == marks["出席(会場)"] + marks["出席(オンライン)"] + marks["録画視聴"]
        assert session.absent == marks["欠席(連絡あり)"] + marks["欠席(連絡なし)"]
        assert session.unknown == marks["未確認"]


def test_staff_carry_the_groups_that_the_register_shows_for_them(lively_desk: Desk) -> None:
    rows = register_page(lively_desk, GroupFilter()).rows
    main, deputy = Counter(row.main_staff for row in rows), Counter(row.deputy_staff for row in rows)
    for person in list_staff(lively_desk):
        assert (person.main_groups, person.deputy_groups) == (main[person.name], deputy[person.name])
