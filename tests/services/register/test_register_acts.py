"""Who accompanies which group, what is known of a group, its difficulties, and its leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import IssueCategory, IssueState, Severity
from kodoku_tui.locale.phrases import say_refused, say_with
from kodoku_tui.services.checkins.actions import add_action, list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import changes_of, list_units
from kodoku_tui.services.desk.programmes import begin_programme
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.sessions.sessions import add_session, list_sessions
from kodoku_tui.store.unit import StaleVersion
from tests.desks import MONDAY_IN_DECEMBER, data_of, morning_of

TODAY = MONDAY_IN_DECEMBER
TOMORROW = TODAY + timedelta(days=1)
COMPLETED, WITHDRAWN = GroupStatus.COMPLETED, GroupStatus.WITHDRAWN


def key_of_refusal(desk: Desk, act: Callable[[], object]) -> str:
    before, log = data_of(desk.connection), len(list_units(desk))
    with pytest.raises(Refused) as refused:
        act()
    assert say_refused(refused.value)
    assert (data_of(desk.connection), len(list_units(desk))) == (before, log)
    return refused.value.key


def test_many_groups_are_assigned_in_one_act_and_taken_away_again(desk: Desk) -> None:
    for name in ("佐藤 花子", "田中"):
        add_staff(desk, name)
    unit = assign_staff(desk, range(1, 11), main="佐藤", deputy="田中").unit
    assert unit is not None
    assert len([change for change in changes_of(desk, unit) if change.field == "main_staff_id"]) == 10
    assert [(one.name, one.main_groups, one.deputy_groups) for one in list_staff(desk)] == [
        ("佐藤 花子", 10, 0),
        ("田中", 0, 10),
    ]
    assert assign_staff(desk, [1, 2], main="佐藤").unit is None
    assign_staff(desk, [1], deputy="")
    assert (group_entry(desk, 1).staff, group_karte(desk, 1).deputy) == ("佐藤 花子", None)


def test_an_assignment_that_cannot_be_leaves_every_group_as_it_was(desk: Desk) -> None:
    for name in ("佐藤", "田中"):
        add_staff(desk, name)
    assign_staff(desk, [2], deputy="佐藤")
    for act, key in (
        (lambda: assign_staff(desk, [1, 2], main="佐藤"), "error.main_is_deputy"),
        (lambda: assign_staff(desk, [1, 97], main="佐藤"), "error.no_such_group"),
        (lambda: assign_staff(desk, [1], main="山田"), "error.no_such_staff"),
        (lambda: assign_staff(desk, [1]), "error.nothing_to_change"),
    ):
        assert key_of_refusal(desk, act) == key


def test_a_person_is_registered_once(desk: Desk) -> None:
    add_staff(desk, " 佐藤　花子\x07 ")
    assert [person.name for person in list_staff(desk)] == ["佐藤　花子"]
    assert key_of_refusal(desk, lambda: add_staff(desk, "佐藤花子")) == "error.staff_exists"
    assert key_of_refusal(desk, lambda: add_staff(desk, "\u200b ")) == "error.name_empty"


def test_a_group_that_leaves_says_when_and_why_and_leaves_once(desk: Desk) -> None:
    for act, key in (
        (lambda: end_group(desk, 41, WITHDRAWN, on=TODAY, reason=" "), "error.reason_empty"),
        (lambda: end_group(desk, 41, WITHDRAWN, on=TOMORROW, reason="都合"), "error.date_in_future"),
    ):
        assert key_of_refusal(desk, act) == key
    end_group(desk, 41, WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    again = key_of_refusal(desk, lambda: end_group(desk, 41, COMPLETED, on=TODAY, reason=""))
    assert again == "error.group_not_active"
    end_group(desk, 42, WITHDRAWN, on=TODAY, reason="都合")
    unit = list_units(desk, limit=2)[1]
    assert say_with(unit.what_key, unit.what_params).startswith("辞退: 41 ")


def test_a_change_of_facts_brings_what_follows_from_them(desk: Desk) -> None:
    former = group_entry(desk, 12).group
    set_facts(desk, 12, name="社会福祉法人 新しい会", area="福岡県", targets="高齢者")
    entry = group_entry(desk, 12)
    assert (entry.group, entry.legal_form) == ("社会福祉法人 新しい会", "社会福祉法人")
    assert (entry.prefectures, entry.blocks, entry.targets) == (["福岡県"], ["九州・沖縄"], ["高齢者"])
    assert group_karte(desk, 12).aliases == [former]
    other = group_entry(desk, 13).group
    assert key_of_refusal(desk, lambda: set_facts(desk, 12, name=other)) == "error.name_taken"
    assert key_of_refusal(desk, lambda: set_facts(desk, 12, name=" ")) == "error.name_empty"
    assert key_of_refusal(desk, lambda: set_facts(desk, 12, project="")) == "error.title_empty"
    set_facts(desk, 12, name=former)
    assert group_entry(desk, 12).group == former


def issue(**changed: object) -> IssueEntry:
    values = {"group_no": 12, "category": "outreach", "title": "人が来ない", "opened_on": TODAY}
    return IssueEntry.model_validate(values | changed)


def test_an_issue_goes_from_new_to_solved_and_can_come_back(desk: Desk) -> None:
    issue_id = add_issue(desk, issue(severity="重", note="一行目\n二行目")).row_id
    change_issue(desk, issue_id, IssueChange(state=IssueState.SOLVED))
    assert list_issues(desk) == []
    (closed,) = list_issues(desk, 12, with_closed=True)
    assert (closed.state, closed.closed, closed.severity) == ("解決", TODAY.isoformat(), "重")
    change_issue(desk, issue_id, IssueChange(state=IssueState.WATCHING, severity=Severity.LIGHT))
    (open_again,) = list_issues(desk)
    assert (open_again.state, open_again.closed, open_again.note) == ("経過観察", None, "一行目\n二行目")


def test_open_issues_stand_first_then_the_heaviest_then_the_oldest(desk: Desk) -> None:
    for title, severity, days in (("一", "軽", 9), ("二", "重", 1), ("三", "中", 1), ("四", "重", 5)):
        add_issue(desk, issue(title=title, severity=severity, opened_on=TODAY - timedelta(days=days)))
    closed = add_issue(desk, issue(title="五", severity="重")).row_id
    change_issue(desk, closed, IssueChange(state=IssueState.DROPPED))
    assert [one.title for one in list_issues(desk, with_closed=True)] == ["四", "二", "三", "一", "五"]


def test_what_an_issue_cannot_be_is_refused(desk: Desk) -> None:
    issue_id = add_issue(desk, issue()).row_id
    for act, key in (
        (lambda: add_issue(desk, issue(title=" ")), "error.title_empty"),
        (lambda: add_issue(desk, issue(opened_on=TOMORROW)), "error.date_in_future"),
        (lambda: issue(category="天気"), "error.not_one_of"),
        (lambda: change_issue(desk, issue_id, IssueChange()), "error.nothing_to_change"),
        (lambda: change_issue(desk, issue_id, IssueChange(title=" ")), "error.title_empty"),
        (lambda: change_issue(desk, 4711, IssueChange(note="x")), "error.no_such_issue"),
    ):
        assert key_of_refusal(desk, act) == key
    assert issue(category="ＯＵＴＲＥＡＣＨ").category is IssueCategory.OUTREACH


def test_of_two_who_change_the_same_issue_the_second_sees_both_values(desk: Desk) -> None:
    issue_id = add_issue(desk, issue()).row_id
    change_issue(desk, issue_id, IssueChange(state=IssueState.WORKING), version=1)
    with pytest.raises(StaleVersion) as stale:
        change_issue(desk, issue_id, IssueChange(state=IssueState.WATCHING), version=1)
    assert (stale.value.theirs["state"], stale.value.mine["state"]) == ("対応中", "経過観察")


def test_a_promise_of_ours_falls_to_whoever_writes_and_one_of_the_group_to_nobody(desk: Desk) -> None:
    add_staff(desk, "佐藤")
    desk.staff = "佐藤"
    add_action(desk, ActionEntry(group_no=12, title="様式を送る", due_on=TOMORROW))
    add_action(desk, ActionEntry(group_no=12, title="写真を送ってもらう", by_group=True))
    assert [(one.title, one.turn, one.staff) for one in list_actions(desk)] == [
        ("様式を送る", "secretariat", "佐藤"),
        ("写真を送ってもらう", "group", None),
    ]


def test_a_session_of_its_own_is_announced_under_a_key_of_its_own(desk: Desk) -> None:
    add_session(desk, "salon_1", "オンラインサロン", "オンラインサロン", on=TOMORROW)
    added = next(session for session in list_sessions(desk) if session.key == "salon_1")
    assert (added.on, added.is_duty, added.unknown) == (TOMORROW.isoformat(), False, 96)
    for key, title, expected in (
        ("salon_1", "別の会", "error.session_exists"),
        ("サロン", "別の会", "error.key_unfit"),
        ("salon_2", " ", "error.title_empty"),
    ):
        act = lambda key=key, title=title: add_session(desk, key, title, "勉強会", on=TODAY)  # noqa: E731
        assert key_of_refusal(desk, act) == expected


def test_a_year_without_a_plan_is_refused_with_the_years_there_are(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        begin_programme(tmp_path / "1999.kodoku", 1999, clock=morning_of(TODAY))
    assert (refused.value.key, "2025" in say_refused(refused.value)) == ("error.no_plan", True)
    assert list(tmp_path.iterdir()) == []
