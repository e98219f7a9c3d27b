"""Taking acts back: the file is then as before, and what stands on an act keeps it from being taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange, ReallocationEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, IssueCategory, IssueState
from kodoku_tui.locale.phrases import say_refused, say_with
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.bulk import extend_many, move_many
from kodoku_tui.services.duties.documents import receive_document
from kodoku_tui.services.duties.milestone_page import add_comment
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.duties.money.recording import add_evidence, reallocate, record_audit, set_expense
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.staff import add_staff, list_staff
from kodoku_tui.services.sessions.sessions import mark_attendance, move_session
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, write_roster
from tests.lively import invented_roster


def checkin(number: int = 12, **changed: object) -> CheckinEntry:
    values = {"group_no": number, "held_on": date(2025, 12, 1), "channel": Channel.PHONE, "note": "元気そう"}
    return CheckinEntry.model_validate(values | changed)


def issue(number: int = 12) -> IssueEntry:
    return IssueEntry(
        group_no=number, category=IssueCategory.OUTREACH, title="人が来ない", opened_on=date(2025, 12, 1)
    )


def newest(desk: Desk) -> int:
    return list_units(desk, limit=1)[0].id


def refused_undo(desk: Desk, unit_id: int | None = None) -> Refused:
    before, log = data_of(desk.connection), len(list_units(desk))
    with pytest.raises(Refused) as refused:
        undo(desk, unit_id)
    assert (data_of(desk.connection), len(list_units(desk))) == (before, log)
    return refused.value


def test_a_new_record_a_change_and_an_import_of_96_groups_are_taken_back_in_turn(
    new_desk: Desk, tmp_path: Path
) -> None:
    states = [data_of(new_desk.connection)]
    import_roster(new_desk, invented_roster(tmp_path / "架空の名簿.xlsx"))
    states.append(data_of(new_desk.connection))
    log_checkin(new_desk, checkin())
    states.append(data_of(new_desk.connection))
    set_facts(new_desk, 12, name="新しい名前の会", area="大阪府、沖縄県", targets="高齢者")
    for state, what in zip(
        reversed(states), ("unit.set_facts", "unit.log_checkin", "unit.import_roster"), strict=True
    ):
        assert undo(new_desk).taken_back.what_key == what
        assert data_of(new_desk.connection) == state


def test_the_beginning_of_the_programme_stays(new_desk: Desk) -> None:
    assert refused_undo(new_desk).key == "error.nothing_to_undo"
    assert refused_undo(new_desk, 1).key == "error.beginning_stays"
    assert refused_undo(new_desk, 4711).key == "error.no_such_unit"


def test_an_act_is_taken_back_once(desk: Desk) -> None:
    log_checkin(desk, checkin())
    logged = newest(desk)
    undo(desk, logged)
    refused = refused_undo(desk, logged)
    assert (refused.key, f"#{logged} " in say_refused(refused)) == ("error.already_undone", True)


def test_a_later_change_of_the_same_row_keeps_an_act_and_is_named(desk: Desk) -> None:
    issue_id = add_issue(desk, issue()).row_id
    added = newest(desk)
    change_issue(desk, issue_id, IssueChange(state=IssueState.WORKING))
    changed = newest(desk)
    refused = refused_undo(desk, added)
    assert (refused.key, refused.params["later"]) == ("error.later_changes", f"#{changed}")
    undo(desk, changed)
    undo(desk, added)
    assert list_issues(desk) == []


def test_a_later_change_keeps_an_act_even_when_it_led_back_to_the_same_values(desk: Desk) -> None:
    issue_id = add_issue(desk, issue()).row_id
    change_issue(desk, issue_id, IssueChange(note="一"))
    first = newest(desk)
    change_issue(desk, issue_id, IssueChange(note="二"))
    second = newest(desk)
    change_issue(desk, issue_id, IssueChange(note="一"))
    third = newest(desk)
    assert refused_undo(desk, first).params["later"] == f"#{third}, #{second}"


def test_of_many_later_changes_the_newest_are_named_because_they_are_undone_first(desk: Desk) -> None:
    issue_id = add_issue(desk, issue()).row_id
    added = newest(desk)
    for note in "一二三四五六七":
        change_issue(desk, issue_id, IssueChange(note=note))
    last = newest(desk)
    named = [f"#{number}" for number in range(last, last - 5, -1)]
    assert refused_undo(desk, added).params["later"] == ", ".join([*named, "..."])


def test_a_later_record_that_refers_to_a_row_keeps_its_act_and_is_named(desk: Desk) -> None:
    add_staff(desk, "佐藤")
    added = newest(desk)
    log_checkin(desk, checkin(staff="佐藤"))
    logged = newest(desk)
    refused = refused_undo(desk, added)
    assert (refused.key, refused.params["later"]) == ("error.later_changes", f"#{logged}")
    undo(desk, logged)
    undo(desk, added)
    assert list_staff(desk) == []


def test_a_later_record_of_the_same_name_keeps_an_act_from_coming_back_and_is_named(desk: Desk) -> None:
    add_staff(desk, "佐藤")
    undo(desk)
    taken_back = newest(desk)
    add_staff(desk, "佐藤")
    again = newest(desk)
    refused = refused_undo(desk, taken_back)
    assert (refused.key, refused.params["later"]) == ("error.later_changes", f"#{again}")


def test_an_organization_that_was_registered_anew_keeps_the_first_one_from_coming_back(
    new_desk: Desk, tmp_path: Path
) -> None:
    row: list[object] = [1, "架空の会", "居場所", "高齢者", "東京都", ""]
    import_roster(new_desk, write_roster(tmp_path / "一.xlsx", row))
    undo(new_desk)
    taken_back = newest(new_desk)
    import_roster(new_desk, write_roster(tmp_path / "二.xlsx", [2, *row[1:]]))
    again = newest(new_desk)
    refused = refused_undo(new_desk, taken_back)
    assert (refused.key, refused.params["later"]) == ("error.later_changes", f"#{again}")


def test_people_of_one_name_may_be_in_a_file_and_what_else_was_done_about_them_is_taken_back(
    desk: Desk,
) -> None:
    add_staff(desk, "佐藤")
    with desk.writing("unit.add_staff", name="佐藤") as unit:
        second = unit.insert("staff", name="佐藤")
        unit.insert("organization", name="架空の会", name_key="架空の会", legal_form="任意団体")
        unit.insert("organization", name="架空の会", name_key="架空の会", legal_form="任意団体")
    with desk.writing("unit.add_staff", name="佐藤") as unit:
        unit.update("staff", second, {"is_active": 0, "reading": "さとう"})
    undo(desk)
    found = desk.connection.execute("SELECT is_active, reading FROM staff WHERE name = '佐藤'").fetchall()
    assert [tuple(one) for one in found] == [(1, None), (1, None)]


def test_an_import_stays_while_anything_is_recorded_for_its_groups(new_desk: Desk, tmp_path: Path) -> None:
    import_roster(new_desk, invented_roster(tmp_path / "架空の名簿.xlsx"))
    imported = newest(new_desk)
    log_checkin(new_desk, checkin())
    assert refused_undo(new_desk, imported).params["later"] == f"#{newest(new_desk)}"


def test_taking_back_an_undo_brings_the_act_back_and_so_on(desk: Desk) -> None:
    without = data_of(desk.connection)
    log_checkin(desk, checkin())
    with_it = data_of(desk.connection)
    act = newest(desk)
    for _ in range(3):
        assert undo(desk).taken_back.id == act
        assert data_of(desk.connection) == without
        undo(desk, newest(desk))
        assert data_of(desk.connection) == with_it


def test_the_log_shows_which_acts_still_stand_after_any_chain_of_undos(desk: Desk) -> None:
    log_checkin(desk, checkin())
    act = newest(desk)
    for length in range(1, 6):
        undo(desk, newest(desk))
        is_there = bool(list_checkins(desk))
        stands = {unit.id: not unit.is_taken_back for unit in list_units(desk)}
        assert is_there == (length % 2 == 0)
        assert stands[act] == is_there
    # What is no longer there is not offered for taking back again.
    assert undo(desk).taken_back.what_key == "unit.import_roster"


def test_versions_go_on_counting_so_that_who_saw_a_row_before_the_undo_notices(desk: Desk) -> None:
    first = group_of(desk, 12)["version"]
    set_facts(desk, 12, area="大阪府")
    undo(desk)
    assert group_of(desk, 12)["version"] == first + 2
    undo(desk, newest(desk))
    assert group_of(desk, 12)["version"] == first + 3


def test_undoing_names_the_act_in_the_log_and_who_did_it(desk: Desk) -> None:
    log_checkin(desk, checkin())
    act = newest(desk)
    desk.staff = "管理者"
    undo(desk)
    unit = list_units(desk, limit=1)[0]
    assert (unit.by, unit.undoes_unit_id) == ("管理者", act)
    assert say_with(unit.what_key, unit.what_params) == f"取り消し: 操作 #{act}"


def test_what_others_did_elsewhere_does_not_keep_an_act(desk: Desk) -> None:
    log_checkin(desk, checkin(12))
    act = newest(desk)
    log_checkin(desk, checkin(13))
    undo(desk, act)
    assert [logged.group_no for logged in list_checkins(desk)] == [13]


Act = Callable[[Desk, int, int, Path], object]


def _import_changes(desk: Desk, number: int, day: int, folder: Path) -> None:
    name = group_of(desk, number)["name"]
    headings = ["番号", "団体名", "取組名", "取組対象", "活動地域", "主担当"]
    row: list[object] = [
        number,
        name,
        f"取組 {day}",
        "高齢者、若者",
        ["沖縄県", "全国"][day % 2],
        f"新人 {day}",
    ]
    import_roster(desk, write_roster(folder / "名簿.xlsx", row, headings=headings))


def _change_first_issue(desk: Desk, number: int, day: int, folder: Path) -> None:
    for found in list_issues(desk, with_closed=True)[:1]:
        change_issue(desk, found.id, IssueChange(state=list(IssueState)[day % 5], note=f"{day}"))


def _mark(desk: Desk, number: int, day: int, folder: Path) -> None:
    mark = list(AttendanceMark)[day % 6]
    entries = [
        AttendanceEntry(session="training_1", group_no=one, mark=mark) for one in (number, number + 10)
    ]
    mark_attendance(desk, entries)


ACTS: list[Act] = [
    lambda desk, number, day, folder: log_checkin(
        desk, checkin(number, held_on=MONDAY_IN_DECEMBER - timedelta(days=day))
    ),
    lambda desk, number, day, folder: add_issue(desk, issue(number)),
    _change_first_issue,
    *(
        lambda desk, number, day, folder, move=move: move_milestone(
            desk, number, "outcome_report", move, on=MONDAY_IN_DECEMBER, comment=f"{day}"
        )
        for move in Move
    ),
    lambda desk, number, day, folder: extend_due(
        desk, number, "outcome_report", to=date(2026, 2, 1) + timedelta(days=day), reason="行事"
    ),
    _mark,
    lambda desk, number, day, folder: assign_staff(
        desk, [number, number + 1], main=["青木", "", None][day % 3], deputy=["", "石井"][day % 2]
    ),
    lambda desk, number, day, folder: set_facts(desk, number, name=f"改名の会 {number} {day}", area="京都府"),
    lambda desk, number, day, folder: end_group(
        desk, number, list(GroupStatus)[1 + day % 3], on=MONDAY_IN_DECEMBER, reason="都合"
    ),
    lambda desk, number, day, folder: move_session(desk, "midterm_meeting", on=date(2025, 11, 1 + day)),
    lambda desk, number, day, folder: add_staff(desk, f"江口 {day}"),
    _import_changes,
    *(
        lambda desk, number, day, folder, move=move: move_milestone(
            desk, number, "contract", move, on=date(2025, 6, 20 + day // 2), comment=f"{day}"
        )
        for move in (Move.SEND, Move.SUBMIT, Move.ACCEPT, Move.PULL_BACK)
    ),
    lambda desk, number, day, folder: move_many(
        desk, [1, 2, 3], "outcome_report", [Move.SUBMIT, Move.ACCEPT][day % 2], on=MONDAY_IN_DECEMBER
    ),
    lambda desk, number, day, folder: extend_many(
        desk, [1, 2, 3], "outcome_report", date(2026, 2, 1) + timedelta(days=day), "一律"
    ),
    lambda desk, number, day, folder: reactivate_group(desk, number, reason="再開"),
    lambda desk, number, day, folder: add_comment(desk, number, "outcome_report", f"電話した {day}"),
    lambda desk, number, day, folder: receive_document(
        desk, number, "expense_report", ["evidence", "expense_report"][day % 2], on=MONDAY_IN_DECEMBER
    ),
    lambda desk, number, day, folder: change_plan(
        desk,
        "expense_report",
        rule=["days_after_contract 60", "business_days_before midterm_meeting 2"][day % 2],
        holiday_policy=["据置", "前営業日", "翌営業日"][day % 3],
    ),
    lambda desk, number, day, folder: set_expense(
        desk, number, ["謝金", "旅費"][day % 2], ExpenseChange(budget=100_000 * day, proper=90_000 * day)
    ),
    lambda desk, number, day, folder: reallocate(
        desk,
        number,
        ReallocationEntry(
            source=["謝金", "旅費"][day % 2],
            target="人件費",
            amount=10_000 * day,
            reason="変更",
            on=MONDAY_IN_DECEMBER,
        ),
    ),
    lambda desk, number, day, folder: add_evidence(
        desk, number, EvidenceEntry(item="旅費", payee=f"業者 {day}", amount=day)
    ),
    lambda desk, number, day, folder: record_audit(
        desk,
        number,
        AuditEntry(on=MONDAY_IN_DECEMBER - timedelta(days=day % 3), result=list(AuditResult)[day % 3]),
    ),
]


@settings(
    # Each example copies and writes a file of 96 groups: what many more examples found, these find as well.
    max_examples=examples(24, 5),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(range(len(ACTS))), st.integers(1, 3), st.integers(0, 11)),
        min_size=4,
        max_size=18,
    )
)
def test_taking_back_everything_in_turn_leads_back_to_the_beginning(
    invented_file: Path, steps: list[tuple[int, int, int]]
) -> None:
    with TemporaryDirectory() as folder, desk_on_copy(invented_file, Path(folder)) as desk:
        for name in ("青木", "石井"):
            add_staff(desk, name)
        states = [data_of(desk.connection)]
        for act, number, day in steps:
            before = newest(desk)
            try:
                ACTS[act](desk, number, day, Path(folder))
            except Refused:
                assert data_of(desk.connection) == states[-1]
            if newest(desk) != before:
                states.append(data_of(desk.connection))
        while len(states) > 1:
            states.pop()
            undo(desk)
            assert data_of(desk.connection) == states[-1]
        assert desk.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_somebody_else_did_last_is_taken_back_only_when_it_is_named(desk: Desk) -> None:
    for name in ("青木 一", "石井 二"):
        add_staff(desk, name)
    desk.staff = "石井 二"
    log_checkin(desk, checkin())
    theirs = newest(desk)
    desk.staff = "青木 一"
    refused = refused_undo(desk)
    assert (refused.key, refused.params) == ("error.undo_of_another", {"number": theirs, "by": "石井 二"})
    assert undo(desk, theirs).taken_back.id == theirs
    assert list_checkins(desk) == []
