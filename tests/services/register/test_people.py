"""The people of the secretariat: another name, retiring, and handing groups over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.words import Channel
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.actions import add_action, list_actions
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.register.handover import move_groups, plan_move, plan_retirement, retire_staff
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff, is_registered, list_staff, rename_staff
from tests.desks import data_of, write_roster

AOKI, ISHII, UENO = "青木 一", "石井 二", "上野 三"


def refusal(desk: Desk, act: object, *given: object, **named: object) -> str:
    """The key of the refusal, which leaves everything as it was and can be said."""
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        act(desk, *given, **named)  # type: ignore[operator]
    assert say_refused(refused.value)
    assert data_of(desk.connection) == before
    return refused.value.key


def promise(desk: Desk, number: int, title: str, staff: str) -> None:
    add_action(desk, ActionEntry(group_no=number, title=title, staff=staff, due_on=date(2025, 12, 20)))


def accompanied(desk: Desk) -> dict[int, tuple[str | None, str | None]]:
    rows = register_page(desk, GroupFilter(status=None)).rows
    return {row.number: (row.main_staff, row.deputy_staff) for row in rows}


def test_a_new_name_shows_in_every_record_and_an_undo_gives_the_old_one_back(small_desk: Desk) -> None:
    log_checkin(
        small_desk,
        CheckinEntry(
            group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="架空の記録", staff=AOKI
        ),
    )
    unit = rename_staff(small_desk, "青木", "新木 一").unit
    assert group_entry(small_desk, 1).staff == "新木 一"
    assert list_checkins(small_desk, 1)[0].staff == "新木 一"
    # The log keeps what was said then.
    assert list_units(small_desk)[0].by == AOKI
    undo(small_desk, unit)
    assert group_entry(small_desk, 1).staff == AOKI


def test_no_two_people_get_one_name(small_desk: Desk) -> None:
    assert refusal(small_desk, rename_staff, AOKI, "石井二") == "error.staff_exists"
    assert refusal(small_desk, rename_staff, AOKI, "  ") == "error.name_empty"
    assert refusal(small_desk, rename_staff, "だれか", "新木 一") == "error.no_such_staff"
    # One's own name with a space in another place is no other person's.
    assert rename_staff(small_desk, AOKI, "青木一").unit is not None
    assert rename_staff(small_desk, "青木一", "青木一").unit is None


def test_all_groups_go_over_with_their_promises_in_one_act_that_is_told_before(small_desk: Desk) -> None:
    assign_staff(small_desk, [3], deputy=AOKI)
    promise(small_desk, 1, "様式を送る", AOKI)
    promise(small_desk, 3, "資料を渡す", AOKI)
    promise(small_desk, 2, "石井の用事", ISHII)
    add_staff(small_desk, UENO)
    plan = plan_move(small_desk, AOKI, "上野")
    assert [(group.number, group.role) for group in plan.groups] == [(1, "main"), (2, "main"), (3, "deputy")]
    assert [one.title for one in plan.promises] == ["様式を送る", "資料を渡す"]
    before = data_of(small_desk.connection)
    unit = move_groups(small_desk, AOKI, "上野").unit
    assert accompanied(small_desk)[1] == (UENO, None)
    assert accompanied(small_desk)[3] == (ISHII, UENO)
    assert {one.title: one.staff for one in list_actions(small_desk)} == {
        "様式を送る": UENO,
        "資料を渡す": UENO,
        "石井の用事": ISHII,
    }
    undo(small_desk, unit)
    assert data_of(small_desk.connection) == before


def test_only_the_chosen_groups_go_over_with_what_was_promised_to_them(small_desk: Desk) -> None:
    promise(small_desk, 1, "残る用事", AOKI)
    promise(small_desk, 2, "移る用事", AOKI)
    move_groups(small_desk, AOKI, ISHII, [2])
    assert accompanied(small_desk)[1][0] == AOKI
    assert accompanied(small_desk)[2][0] == ISHII
    assert {one.title: one.staff for one in list_actions(small_desk)} == {"残る用事": AOKI, "移る用事": ISHII}


def test_whoever_was_deputy_becomes_main_and_nobody_is_both(small_desk: Desk) -> None:
    assign_staff(small_desk, [1], deputy=ISHII)
    assign_staff(small_desk, [3], deputy=AOKI)
    plan = plan_move(small_desk, AOKI, ISHII)
    assert [group.number for group in plan.groups if group.loses_deputy] == [1, 3]
    move_groups(small_desk, AOKI, ISHII)
    assert accompanied(small_desk)[1] == (ISHII, None)
    assert accompanied(small_desk)[3] == (ISHII, None)


def test_what_cannot_be_handed_over_is_said(small_desk: Desk) -> None:
    add_staff(small_desk, UENO)
    assert refusal(small_desk, move_groups, AOKI, "青木一") == "error.hand_over_to_oneself"
    assert refusal(small_desk, move_groups, AOKI, "だれか") == "error.no_such_staff"
    assert refusal(small_desk, move_groups, "だれか", AOKI) == "error.no_such_staff"
    assert refusal(small_desk, move_groups, AOKI, ISHII, [1, 3]) == "error.group_is_not_of"
    assert refusal(small_desk, move_groups, UENO, ISHII) == "error.nothing_to_hand_over"
    assert refusal(small_desk, retire_staff, AOKI, to=AOKI) == "error.hand_over_to_oneself"
    assert refusal(small_desk, retire_staff, AOKI) == "error.staff_has_groups"
    retire_staff(small_desk, UENO)
    assert refusal(small_desk, move_groups, AOKI, UENO) == "error.staff_retired"
    assert refusal(small_desk, retire_staff, UENO) == "error.staff_retired"


def test_whoever_retires_is_offered_no_more_and_stays_in_every_record(small_desk: Desk) -> None:
    entry = CheckinEntry(
        group_no=1, held_on=date(2025, 12, 1), channel=Channel.PHONE, note="架空の記録", staff=AOKI
    )
    logged = log_checkin(small_desk, entry).row_id
    plan = plan_retirement(small_desk, AOKI, ISHII)
    assert plan is not None
    assert [group.number for group in plan.groups] == [1, 2]
    before = data_of(small_desk.connection)
    unit = retire_staff(small_desk, AOKI, to=ISHII).unit
    assert [one.name for one in list_staff(small_desk)] == [ISHII]
    assert [(one.name, one.is_retired) for one in list_staff(small_desk, with_retired=True)] == [
        (ISHII, False),
        (AOKI, True),
    ]
    assert not is_registered(small_desk, AOKI)
    assert list_checkins(small_desk, 1)[0].staff == AOKI
    assert refusal(small_desk, assign_staff, [1], main=AOKI) == "error.staff_retired"
    assert (
        refusal(small_desk, add_action, ActionEntry(group_no=1, title="用事", staff=AOKI))
        == "error.staff_retired"
    )
    # A correction of the record leaves whoever held it, and lists can be asked for their name.
    changed = entry.model_copy(update={"note": "架空の記録。直した"})
    correct_checkin(small_desk, logged, changed, version=checkin_of(small_desk, logged).version)
    assert list_checkins(small_desk, 1)[0].staff == AOKI
    assert register_page(small_desk, GroupFilter(staff=AOKI)).total == 0
    undo(small_desk, list_units(small_desk)[0].id)
    undo(small_desk, unit)
    assert data_of(small_desk.connection) == before


def test_whoever_comes_back_is_the_same_person(small_desk: Desk) -> None:
    retire_staff(small_desk, AOKI, to=ISHII)
    add_staff(small_desk, "青木一")
    assert [one.name for one in list_staff(small_desk)] == [ISHII, AOKI]
    assert assign_staff(small_desk, [1], main=AOKI).unit is not None


def test_a_register_that_comes_in_gives_the_retired_no_group(small_desk: Desk, tmp_path: Path) -> None:
    retire_staff(small_desk, AOKI, to=ISHII)
    headings = ["番号", "団体名", "取組名", "取組対象", "活動地域", "R6採択", "主担当"]
    roster = write_roster(
        tmp_path / "名簿.xlsx",
        [1, "架空の会", "居場所カフェ", "高齢者", "東京都新宿区", "", AOKI],
        headings=headings,
    )
    report = import_roster(small_desk, roster)
    assert [error.cell for error in report.errors] == ["G2"]
    assert accompanied(small_desk)[1][0] == ISHII
