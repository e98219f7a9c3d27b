"""Contacts with groups: written down, corrected, and counted for when the next one is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.cadence import cadence_of, checkin_dates, checkin_standing
from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Answer, Channel, Condition
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.checkins.checkins import checkin_due, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.checkins.due import checkins_due
from kodoku_tui.services.checkins.templates import suggested_occasion
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.register.assignments import set_cadence
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.store.uids import new_uid
from kodoku_tui.store.unit import StaleVersion
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, go_to

TODAY = MONDAY_IN_DECEMBER


def entry(**changed: object) -> CheckinEntry:
    values = {"group_no": 12, "held_on": TODAY, "channel": Channel.PHONE, "note": "元気そう"}
    return CheckinEntry.model_validate(values | changed)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_contact_is_written_down_with_everything_that_was_said(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    desk.staff = "佐藤 花子"
    log_checkin(
        desk,
        entry(
            channel="訪問",
            condition="注意",
            note="一行目\r\n二行目\x1b[31m",
            next_on=TODAY + timedelta(days=14),
        ),
    )
    (logged,) = list_checkins(desk, 12)
    assert (logged.channel, logged.condition, logged.note, logged.next_on, logged.staff) == (
        "訪問",
        "注意",
        "一行目\n二行目[31m",
        "2025-12-29",
        "佐藤 花子",
    )


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "error.date_in_future"),
        ({"note": " \n"}, "error.note_empty"),
        ({"next_on": TODAY}, "error.next_not_after"),
        ({"next_on": days_ago(1)}, "error.next_not_after"),
        ({"group_no": 97}, "error.no_such_group"),
        ({"staff": "いない人"}, "error.no_such_staff"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, changed: dict[str, object], key: str
) -> None:
    before = data_of(desk.connection)
    with pytest.raises(Refused) as refused:
        log_checkin(desk, entry(**changed))
    assert (refused.value.key, bool(say_refused(refused.value))) == (key, True)
    assert data_of(desk.connection) == before


def test_a_channel_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        entry(channel="のろし")
    assert "訪問、オンライン、電話" in say_refused(refused.value)


def test_a_name_that_begins_two_names_is_not_guessed(desk: Desk) -> None:
    for name in ("佐藤 花子", "佐藤 太郎", "田中"):
        add_staff(desk, name)
    with pytest.raises(Refused) as refused:
        log_checkin(desk, entry(staff="佐藤"))
    assert "佐藤 花子、佐藤 太郎" in say_refused(refused.value)
    log_checkin(desk, entry(staff="佐藤花"))
    assert list_checkins(desk)[0].staff == "佐藤 花子"


def test_a_group_that_left_gets_no_contacts(desk: Desk) -> None:
    end_group(desk, 12, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    with pytest.raises(Refused) as refused:
        log_checkin(desk, entry())
    assert all(part in say_refused(refused.value) for part in ("12", "辞退", "2025/8/1"))


def test_contacts_are_listed_newest_first_whatever_the_order_of_writing(desk: Desk) -> None:
    for days in (3, 10, 1):
        log_checkin(desk, entry(held_on=days_ago(days)))
    assert [logged.held_on for logged in list_checkins(desk)] == ["2025-12-14", "2025-12-12", "2025-12-05"]
    assert [logged.held_on for logged in list_checkins(desk, since=days_ago(3))] == [
        "2025-12-14",
        "2025-12-12",
    ]
    assert len(list_checkins(desk, limit=1)) == 1


def test_a_correction_brings_the_contact_to_what_it_should_have_been(desk: Desk) -> None:
    for name in ("佐藤", "田中"):
        add_staff(desk, name)
    checkin_id = log_checkin(desk, entry(staff="佐藤")).row_id
    correct_checkin(desk, checkin_id, entry(note="違う内容", condition=Condition.CAUTION), version=1)
    correct_checkin(desk, checkin_id, entry(group_no=13, note="違う内容", staff="田中"), version=2)
    assert list_checkins(desk, 12) == []
    (corrected,) = list_checkins(desk, 13)
    assert (corrected.note, corrected.condition, corrected.staff) == ("違う内容", "", "田中")


def test_of_two_who_correct_the_same_contact_the_second_sees_both_texts(desk: Desk) -> None:
    checkin_id = log_checkin(desk, entry()).row_id
    correct_checkin(desk, checkin_id, entry(note="先の訂正"), version=1)
    with pytest.raises(StaleVersion) as stale:
        correct_checkin(desk, checkin_id, entry(note="後の訂正"), version=1)
    assert (stale.value.theirs["note"], stale.value.mine["note"]) == ("先の訂正", "後の訂正")


def test_a_contact_puts_the_clock_back_and_an_earlier_one_does_not(desk: Desk) -> None:
    assert checkin_due(desk, 12).standing == "overdue"
    log_checkin(desk, entry(held_on=days_ago(5)))
    log_checkin(desk, entry(held_on=days_ago(90)))
    due = checkin_due(desk, 12)
    assert (due.last_on, due.days_since, due.due_on, due.maximum_on, due.standing) == (
        "2025-12-10",
        5,
        "2026-01-09",
        "2026-01-24",
        "ok",
    )


def test_an_agreed_date_counts_until_a_later_contact_was_held(desk: Desk) -> None:
    log_checkin(desk, entry(held_on=days_ago(10), next_on=days_ago(1)))
    assert (checkin_due(desk, 12).due_on, checkin_due(desk, 12).standing) == ("2025-12-14", "due")
    log_checkin(desk, entry())
    assert (checkin_due(desk, 12).agreed_on, checkin_due(desk, 12).standing) == (None, "ok")


def test_a_contact_withdrawn_from_view_does_not_count(desk: Desk) -> None:
    checkin_id = log_checkin(desk, entry()).row_id
    with desk.writing("unit.correct_checkin", number=12, name="", date=TODAY) as unit:
        unit.update("checkin", checkin_id, {"is_hidden": 1})
    assert list_checkins(desk) == []
    assert (checkin_due(desk, 12).last_on, checkin_due(desk, 12).standing) == (None, "overdue")
    (group,) = [row for row in register_page(desk, GroupFilter()).rows if row.number == 12]
    assert group.last_checkin_on is None


def test_before_the_first_contact_the_contract_counts_and_before_it_the_beginning(desk: Desk) -> None:
    go_to(desk, date(2025, 6, 20))
    assert checkin_due(desk, 12).due_on == "2025-07-01"
    move_milestone(desk, 12, "contract", Move.SUBMIT, on=date(2025, 6, 18))
    assert checkin_due(desk, 12).due_on == "2025-07-01"
    move_milestone(desk, 12, "contract", Move.ACCEPT, on=date(2025, 6, 20))
    assert checkin_due(desk, 12).due_on == "2025-07-20"


def test_a_group_is_heard_from_as_often_as_its_tier_or_its_own_days_say(desk: Desk) -> None:
    log_checkin(desk, entry())
    set_cadence(desk, 12, tier="重点")
    assert checkin_due(desk, 12).due_on == "2025-12-29"
    set_cadence(desk, 12, ideal_days=7, maximum_days=10)
    assert (checkin_due(desk, 12).due_on, checkin_due(desk, 12).maximum_on) == ("2025-12-22", "2025-12-25")
    with pytest.raises(Refused, match="cadence_invalid"):
        set_cadence(desk, 12, ideal_days=11)


@pytest.fixture(scope="module")
def rule_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("rule")) as desk:
        yield desk


DAYS = st.integers(-100, 100).map(lambda days: TODAY + timedelta(days=days))


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    last=st.none() | DAYS,
    agreed=st.none() | DAYS,
    contract=st.none() | DAYS,
    tier=st.sampled_from(["重点", "標準", "定期確認"]),
    own=st.none() | st.integers(1, 60),
    today=DAYS,
    status=st.sampled_from([status.value for status in GroupStatus]),
)
def test_the_file_and_the_rules_agree_on_when_a_contact_is_due(
    rule_desk: Desk,
    last: date | None,
    agreed: date | None,
    contract: date | None,
    tier: str,
    own: int | None,
    today: date,
    status: str,
) -> None:
    desk = rule_desk
    connection = desk.connection
    connection.execute("SAVEPOINT example")
    try:
        connection.execute(
            "UPDATE adopted_group SET support_tier = ?, own_ideal_days = ?, status = ?, status_on = '2025-12-01'",
            (tier, own, status),
        )
        if last:
            connection.execute(
                "INSERT INTO checkin (group_id, held_on, channel, condition, note, next_on, moment, uid)"
                " SELECT id, ?, '電話', '順調', '', ?, ?, ? FROM adopted_group WHERE number = 12",
                (
                    last.isoformat(),
                    agreed.isoformat() if agreed else None,
                    "2025-12-15T10:00:00.000000",
                    new_uid(),
                ),
            )
        if contract:
            connection.execute(
                "UPDATE milestone SET state = '受理', state_on = ? WHERE plan_id ="
                " (SELECT id FROM milestone_plan WHERE key = 'contract')",
                (contract.isoformat(),),
            )
        go_to(desk, today)
        due = checkin_due(desk, 12)
    finally:
        connection.execute("ROLLBACK TO example")
        connection.execute("RELEASE example")
    dates = checkin_dates(
        last_checkin=last,
        agreed_next=agreed if last else None,
        contract_on=contract,
        programme_starts_on=date(2025, 6, 1),
        cadence=cadence_of(tier, own),
    )
    assert (due.due_on, due.maximum_on) == (dates.due_on.isoformat(), dates.maximum_on.isoformat())
    assert due.standing == checkin_standing(dates, today, status)
    assert due.days_since == ((today - last).days if last else None)


def test_an_attempt_that_nobody_answered_is_shown_and_counts_for_nothing(desk: Desk) -> None:
    log_checkin(desk, entry(held_on=days_ago(40), condition=Condition.NEEDS_SUPPORT))
    before, occasion = checkin_due(desk, 12), suggested_occasion(desk, 12)
    told = log_checkin(desk, entry(held_on=days_ago(1), note="留守電", answer=Answer.NOT_REACHED))
    assert told.saved.key == "saved.attempt"
    assert checkin_due(desk, 12) == before
    assert [one.answer for one in list_checkins(desk, 12)] == ["つながらず", ""]
    # How the group is, is what was heard last.
    assert suggested_occasion(desk, 12) == occasion
    (shown,) = [one for one in checkins_due(desk, with_all=True) if one.group_no == 12]
    assert (shown.condition, shown.last_on) == ("要対応", days_ago(40).isoformat())
    # Corrected to a contact after all, it counts.
    newest = list_checkins(desk, 12)[0]
    correct_checkin(desk, newest.id, entry(held_on=days_ago(1)), version=newest.version)
    assert checkin_due(desk, 12).last_on == days_ago(1).isoformat()


def test_nobody_who_did_not_answer_agreed_on_a_day_or_took_part(desk: Desk) -> None:
    for changed in ({"next_on": TODAY + timedelta(days=3)}, {"participants": ("山田",)}):
        with pytest.raises(Refused, match="nobody_"):
            log_checkin(desk, entry(answer=Answer.NOT_REACHED, **changed))
    assert list_checkins(desk, 12) == []


def test_promises_that_go_with_their_lines_are_told_and_others_are_not(desk: Desk) -> None:
    row = log_checkin(desk, entry(note="話した\n- [ ] 名簿を送る\n- [ ] 会場を探す")).row_id
    shorter = correct_checkin(desk, row, entry(note="話した\n- [ ] 会場を探す"), version=1)
    assert [(one.key, one.params["count"], one.params["title"]) for one in shorter.warnings] == [
        ("warning.promises_gone", 1, "名簿を送る")
    ]
    reworded = correct_checkin(desk, row, entry(note="長く話した\n- [ ] 会場を探す"), version=2)
    assert reworded.warnings == ()
