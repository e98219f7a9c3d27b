"""Check-ins with everything that comes of them: promises in notes, people, hiding, putting off, who is due next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry, CheckinEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel, Condition, IssueCategory, Occasion
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.actions import (
    add_action,
    change_action,
    finish_action,
    hide_action,
    list_actions,
    list_postponements,
    postpone_action,
)
from kodoku_tui.services.checkins.checkins import (
    checkin_due,
    correct_checkin,
    hide_checkin,
    list_checkins,
    log_checkin,
)
from kodoku_tui.services.checkins.due import checkins_due
from kodoku_tui.services.checkins.templates import suggested_occasion, template_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.file_settings import allow_personal_data, personal_data_allowed
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programme_settings import change_settings
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.source import ExportRequest, export_source
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.issues.page import issue_page_of
from kodoku_tui.services.register.assignments import set_cadence
from kodoku_tui.services.register.contacts import add_contact, change_contact, hide_contact, list_contacts
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.unit import StaleVersion
from tests.desks import MONDAY_IN_DECEMBER, data_of, go_to

TODAY = MONDAY_IN_DECEMBER
NOTE = "会場の話\n- [ ] 依頼: 見積を送る @佐藤 12/20\n- [ ] 様式を送る 明日\n- [x] 写真をもらった @団体"


def entry(**changed: object) -> CheckinEntry:
    values = {"group_no": 12, "held_on": TODAY, "channel": Channel.PHONE, "note": NOTE}
    return CheckinEntry.model_validate(values | changed)


def promises(desk: Desk, *, with_done: bool = True) -> set[tuple[str, str, str | None, str | None, bool]]:
    found = list_actions(desk, 12, with_done=with_done)
    return {(one.title, one.turn, one.staff, one.due, one.done is not None) for one in found}


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    for name in ("佐藤 花子", "鈴木 一"):
        add_staff(desk, name)
    desk.staff = "鈴木 一"
    return desk


ALL_THREE = {
    ("見積を送る", "group", "佐藤 花子", "2025-12-20", False),
    ("様式を送る", "secretariat", "鈴木 一", "2025-12-16", False),
    ("写真をもらった", "group", None, None, True),
}


def test_the_boxes_of_a_note_become_promises_and_go_with_the_note(staffed: Desk) -> None:
    before = data_of(staffed.connection)
    log_checkin(staffed, entry())
    assert promises(staffed) == ALL_THREE
    undo(staffed)
    assert data_of(staffed.connection) == before


def test_a_date_in_a_note_is_seen_from_the_day_of_the_checkin(staffed: Desk) -> None:
    log_checkin(staffed, entry(held_on=TODAY - timedelta(days=5), note="- [ ] 送る 明日"))
    assert promises(staffed) == {("送る", "secretariat", "鈴木 一", "2025-12-11", False)}


def test_correcting_a_note_doubles_nothing(staffed: Desk) -> None:
    checkin_id = log_checkin(staffed, entry()).row_id
    ids = {one.title: one.id for one in list_actions(staffed, 12, with_done=True)}
    corrected = NOTE.replace("見積を送る", "見積を2社分送る").replace("会場の話", "会場と広報の話")
    correct_checkin(staffed, checkin_id, entry(note=f"- [ ] 電話する\n{corrected}"), version=1)
    found = {one.title: one.id for one in list_actions(staffed, 12, with_done=True)}
    assert set(found) == {"電話する", "見積を2社分送る", "様式を送る", "写真をもらった"}
    assert found["見積を2社分送る"] == ids["見積を送る"]
    assert found["様式を送る"] == ids["様式を送る"]
    correct_checkin(staffed, checkin_id, entry(note=f"- [ ] 電話する\n{corrected}\n以上"), version=2)
    assert {one.title for one in list_actions(staffed, 12, with_done=True)} == set(found)


def test_a_correction_changes_only_what_it_says_otherwise(staffed: Desk) -> None:
    checkin_id = log_checkin(staffed, entry()).row_id
    ids = {one.title: one.id for one in list_actions(staffed, 12, with_done=True)}
    postpone_action(staffed, ids["見積を送る"], to=date(2026, 1, 9), reason="先方の都合")
    finish_action(staffed, ids["様式を送る"], on=TODAY)
    correct_checkin(staffed, checkin_id, entry(note=NOTE.replace("会場", "広い会場")), version=1)
    assert promises(staffed) == {
        ("見積を送る", "group", "佐藤 花子", "2026-01-09", False),
        ("様式を送る", "secretariat", "鈴木 一", "2025-12-16", True),
        ("写真をもらった", "group", None, None, True),
    }


def test_ticking_a_box_keeps_the_promise_and_taking_the_line_out_hides_it(staffed: Desk) -> None:
    checkin_id = log_checkin(staffed, entry(note="- [ ] 様式を送る\n- [ ] 見積を送る")).row_id
    go_to(staffed, TODAY + timedelta(days=2))
    correct_checkin(staffed, checkin_id, entry(note="- [x] 様式を送る"), version=1)
    (kept,) = list_actions(staffed, 12, with_done=True)
    assert (kept.title, kept.done) == ("様式を送る", "2025-12-17")
    undo(staffed)
    assert {one.title for one in list_actions(staffed, 12)} == {"様式を送る", "見積を送る"}


def test_hiding_a_checkin_hides_its_promises_and_it_counts_no_more(staffed: Desk) -> None:
    before = checkin_due(staffed, 12)
    checkin_id = log_checkin(staffed, entry()).row_id
    hide_checkin(staffed, checkin_id)
    assert (list_checkins(staffed, 12), promises(staffed)) == ([], set())
    assert checkin_due(staffed, 12) == before
    assert [item for item in worklist(staffed) if item.what == "action"] == []
    undo(staffed)
    assert len(list_checkins(staffed, 12)) == 1
    assert promises(staffed) == ALL_THREE


def test_who_took_part_are_the_contacts_and_new_names_become_some(staffed: Desk) -> None:
    add_contact(staffed, 12, ContactEntry(name="山田 太郎", role="代表"))
    log_checkin(
        staffed, entry(participants=("山田", "新しい 人", "山田太郎"), held_at="14:30", occasion="定例")
    )
    (logged,) = list_checkins(staffed, 12)
    assert (logged.participants, logged.held_at, logged.occasion) == (
        ["山田 太郎", "新しい 人"],
        "14:30",
        "定例",
    )
    assert {contact.name: contact.last_on for contact in list_contacts(staffed, 12)} == {
        "山田 太郎": "2025-12-15",
        "新しい 人": "2025-12-15",
    }
    correct_checkin(staffed, logged.id, entry(participants=("新しい 人",)), version=1)
    assert list_checkins(staffed, 12)[0].participants == ["新しい 人"]


def test_a_hidden_contact_stays_in_the_checkins_they_took_part_in(staffed: Desk) -> None:
    checkin_id = log_checkin(staffed, entry(participants=("山田 太郎",))).row_id
    hide_contact(staffed, list_contacts(staffed, 12)[0].id)
    assert list_contacts(staffed, 12) == []
    correct_checkin(staffed, checkin_id, entry(note="直した", participants=("山田 太郎",)), version=1)
    assert list_checkins(staffed, 12)[0].participants == ["山田 太郎"]
    assert list_contacts(staffed, 12) == []


def test_a_name_that_begins_two_contacts_is_not_guessed(staffed: Desk) -> None:
    for name in ("山田 太郎", "山田 花子"):
        add_contact(staffed, 12, ContactEntry(name=name))
    before = data_of(staffed.connection)
    with pytest.raises(Refused) as refused:
        log_checkin(staffed, entry(participants=("山田",)))
    assert "山田 太郎、山田 花子" in say_refused(refused.value)
    assert data_of(staffed.connection) == before


def test_only_one_contact_is_the_first_to_call(staffed: Desk) -> None:
    add_contact(staffed, 12, ContactEntry(name="山田", is_primary=True, phone="03-0000-0000"))
    add_contact(staffed, 12, ContactEntry(name="田中", is_primary=True))
    assert [(one.name, one.primary) for one in list_contacts(staffed, 12)] == [
        ("田中", True),
        ("山田", False),
    ]
    yamada = list_contacts(staffed, 12)[1]
    change_contact(staffed, yamada.id, ContactEntry(name="山田", is_primary=True), version=yamada.version)
    assert [one.name for one in list_contacts(staffed, 12) if one.primary] == ["山田"]
    with pytest.raises(StaleVersion):
        change_contact(staffed, yamada.id, ContactEntry(name="山田 太郎"), version=yamada.version)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"name": ""}, "error.name_empty"),
        ({"name": "山田"}, "error.contact_exists"),
        ({"name": "田中", "mail": "tanaka at example"}, "error.no_mail_address"),
        ({"name": "田中", "phone": "なし"}, "error.no_phone_number"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(staffed: Desk, given: dict[str, str], key: str) -> None:
    add_contact(staffed, 12, ContactEntry(name="山 田"))
    with pytest.raises(Refused) as refused:
        add_contact(staffed, 12, ContactEntry(**given))  # type: ignore[arg-type]
    assert (refused.value.key, bool(say_refused(refused.value))) == (key, True)


def test_a_promise_is_put_off_with_a_reason_and_the_days_before_stay(staffed: Desk) -> None:
    action_id = add_action(staffed, ActionEntry(group_no=12, title="見積", due_on=date(2025, 12, 10))).row_id
    postpone_action(staffed, action_id, to=date(2025, 12, 22), reason="担当が不在")
    postpone_action(staffed, action_id, to=date(2026, 1, 9), reason="年末年始")
    (action,) = list_actions(staffed, 12)
    assert (action.due, action.postponed) == ("2026-01-09", 2)
    assert [(one.since, one.to, one.by, one.reason) for one in list_postponements(staffed, 12)] == [
        ("2025-12-10", "2025-12-22", "鈴木 一", "担当が不在"),
        ("2025-12-22", "2026-01-09", "鈴木 一", "年末年始"),
    ]
    undo(staffed)
    assert list_actions(staffed, 12)[0].due == "2025-12-22"
    assert len(list_postponements(staffed, 12)) == 1


@pytest.mark.parametrize(
    ("to", "reason", "key"),
    [
        (date(2025, 12, 20), "理由", "error.postponed_not_later"),
        (date(2025, 12, 15), "理由", "error.postponed_not_later"),
        (date(2026, 1, 9), " ", "error.reason_empty"),
    ],
)
def test_putting_off_needs_a_later_day_and_a_reason(staffed: Desk, to: date, reason: str, key: str) -> None:
    action_id = add_action(staffed, ActionEntry(group_no=12, title="見積", due_on=date(2025, 12, 20))).row_id
    with pytest.raises(Refused) as refused:
        postpone_action(staffed, action_id, to=to, reason=reason)
    assert (refused.value.key, bool(say_refused(refused.value))) == (key, True)


def test_a_promise_is_corrected_and_hidden(staffed: Desk) -> None:
    action_id = add_action(staffed, ActionEntry(group_no=12, title="見積", due_on=TODAY)).row_id
    change = ActionChange(title="見積書", by_group=True, staff=None, due_on=None)
    change_action(staffed, action_id, change, version=1)
    assert promises(staffed) == {("見積書", "group", None, None, False)}
    with pytest.raises(StaleVersion):
        change_action(staffed, action_id, change, version=1)
    hide_action(staffed, action_id)
    assert promises(staffed) == set()
    with pytest.raises(Refused):
        finish_action(staffed, action_id, on=TODAY)


def test_a_hidden_promise_is_shown_by_neither_its_issue_nor_the_karte(staffed: Desk) -> None:
    issue_id = add_issue(
        staffed, IssueEntry(group_no=12, category=IssueCategory.ADMIN, title="精算", opened_on=TODAY)
    ).row_id
    for title in ("残る約束", "消す約束"):
        add_action(staffed, ActionEntry(group_no=12, title=title, issue_id=issue_id))
    hide_action(staffed, next(one.id for one in list_actions(staffed) if one.title == "消す約束"))
    assert [one.title for one in issue_page_of(staffed, issue_id).actions] == ["残る約束"]
    with export_source(staffed, ExportRequest(group_no=12)) as source:
        assert [one["title"] for one in source.rows("actions")] == ["残る約束"]


def test_promises_of_a_person_are_those_they_do_and_those_of_nobody_in_their_groups(
    lively_desk: Desk,
) -> None:
    mine = list_actions(lively_desk, staff="青木 一")
    assert mine
    assert all(action.staff in (None, "青木 一") for action in mine)
    assert len(mine) < len(list_actions(lively_desk))


@pytest.mark.parametrize(("days", "soon"), [(14, {2, 10, 14}), (3, {2})])
def test_soon_is_the_programmes_days_for_check_ins_promises_and_the_work_list(
    desk: Desk, days: int, soon: set[int]
) -> None:
    change_settings(desk, due_soon_days=days)
    number_of = {2: 11, 10: 12, 14: 13, 15: 14}
    for ahead, number in number_of.items():
        due = TODAY + timedelta(days=ahead)
        log_checkin(desk, entry(group_no=number, note="話した", next_on=due))
        add_action(desk, ActionEntry(group_no=number, title=f"{ahead}日後まで", due_on=due))
    wanted = {number_of[ahead] for ahead in soon}
    checkins = {
        one.group_no: one.nearness for one in checkins_due(desk) if one.group_no in number_of.values()
    }
    assert checkins == dict.fromkeys(wanted, "soon")
    promised = {one.group_no: one.nearness for one in list_actions(desk)}
    assert promised == {number: "soon" if number in wanted else "open" for number in number_of.values()}
    listed = {one.group_no for one in worklist(desk, urgency="soon") if one.what == "action"}
    assert listed == wanted
    (later,) = checkins_due(desk, number=14, with_all=True)
    assert later.nearness == "open"


@pytest.mark.parametrize(
    ("due", "nearness"),
    [(-1, "overdue"), (0, "due"), (1, "soon"), (14, "soon"), (15, "open"), (None, "waiting")],
)
def test_a_promise_is_late_due_soon_or_open_by_its_day(desk: Desk, due: int | None, nearness: str) -> None:
    due_on = None if due is None else TODAY + timedelta(days=due)
    action_id = add_action(desk, ActionEntry(group_no=12, title="見積", due_on=due_on)).row_id
    assert [one.nearness for one in list_actions(desk)] == [nearness]
    finish_action(desk, action_id, on=TODAY)
    assert [one.nearness for one in list_actions(desk, with_done=True)] == ["done"]


def test_who_is_due_for_a_checkin_is_late_first_then_due_then_soon(desk: Desk) -> None:
    for number, days in ((1, 50), (2, 35), (3, 25), (4, 10)):
        log_checkin(desk, entry(group_no=number, held_on=TODAY - timedelta(days=days), note="話した"))
    found = [(one.group_no, one.nearness, one.days_since) for one in checkins_due(desk) if one.group_no < 5]
    assert found == [(1, "overdue", 50), (2, "due", 35), (3, "soon", 25)]
    assert [one.group_no for one in checkins_due(desk, number=4, with_all=True)] == [4]


@pytest.mark.parametrize(
    ("today", "last", "expected"),
    [
        (date(2025, 7, 1), None, Occasion.FIRST),
        (date(2025, 8, 1), (date(2025, 7, 20), Condition.GOOD), Occasion.REGULAR),
        (date(2025, 8, 1), (date(2025, 7, 20), Condition.NEEDS_SUPPORT), Occasion.MAY_LEAVE),
        (date(2025, 9, 30), (date(2025, 7, 20), Condition.GOOD), Occasion.MAY_LEAVE),
        (date(2025, 10, 10), (date(2025, 10, 1), Condition.GOOD), Occasion.BEFORE_MIDTERM),
        (date(2026, 1, 5), (date(2025, 12, 20), Condition.CAUTION), Occasion.BEFORE_REPORT),
    ],
)
def test_the_occasion_is_suggested_from_the_situation(
    desk: Desk, today: date, last: tuple[date, Condition] | None, expected: Occasion
) -> None:
    go_to(desk, today)
    if last is not None:
        log_checkin(desk, entry(held_on=last[0], condition=last[1], note="話した"))
    assert suggested_occasion(desk, 12) is expected
    assert template_of(expected)


def test_personal_data_stays_out_of_exports_until_somebody_lets_it_in(desk: Desk) -> None:
    assert not personal_data_allowed(desk)
    allow_personal_data(desk, True)
    assert personal_data_allowed(desk)
    undo(desk)
    assert not personal_data_allowed(desk)


def test_a_note_of_two_hundred_thousand_letters_is_kept_whole(desk: Desk) -> None:
    note = "長い話。\U0001f600" * 40_000
    log_checkin(desk, entry(note=note))
    assert list_checkins(desk, 12)[0].note == note


def test_groups_in_another_tier_are_due_by_their_own_days(desk: Desk) -> None:
    log_checkin(desk, entry(held_on=TODAY - timedelta(days=25), note="話した"))
    set_cadence(desk, 12, tier=SupportTier.CLOSE)
    assert [one.nearness for one in checkins_due(desk, number=12)] == ["overdue"]


def test_a_late_promise_of_a_group_that_left_is_late_in_no_list_but_stays_its_own(desk: Desk) -> None:
    for number in (12, 13):
        add_action(desk, ActionEntry(group_no=number, title="資料を送る", due_on=date(2025, 12, 1)))
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=date(2025, 12, 10), reason="都合")
    late = [item.group_no for item in worklist(desk) if item.what == "action"]
    assert [one.group_no for one in list_actions(desk)] == late == [13]
    assert [one.title for one in list_actions(desk, 12)] == ["資料を送る"]
