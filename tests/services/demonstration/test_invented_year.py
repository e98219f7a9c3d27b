"""The invented year: invented, the same on the same day, lawful, and alive whenever it is opened."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.duties.milestones import MilestoneState
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.text.names import name_key, search_key
from kodoku_tui.domain.words import AttendanceMark, IssueCategory, IssueState, Noticed, Severity
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.demonstration.cast import material
from kodoku_tui.services.demonstration.demonstration import make_demonstration, plan_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.documents import list_documents
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.duties.money.page import money_of
from kodoku_tui.services.duties.rounds import list_steps
from kodoku_tui.services.register.activity import list_activity
from kodoku_tui.services.register.groups import list_groups
from kodoku_tui.services.register.plan_changes import list_plan_changes
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.review.reviews import standings
from kodoku_tui.services.sessions.sessions import attendance_standings, list_sessions
from kodoku_tui.services.work.worklist import worklist
from tests.desks import MONDAY_IN_DECEMBER, ROSTER, morning_of

DAYS = [
    date(2025, 4, 1),
    date(2025, 6, 10),
    date(2025, 10, 25),
    MONDAY_IN_DECEMBER,
    date(2026, 2, 12),
    date(2026, 3, 25),
    date(2026, 11, 23),
    date(2026, 11, 29),
    date(2028, 2, 29),
]
# Each takes two seconds to make.
QUICK = {MONDAY_IN_DECEMBER, date(2026, 2, 12)}


@pytest.fixture(scope="module")
def file_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """The demonstration of a day, made once."""
    folder = tmp_path_factory.mktemp("demonstration")

    def make(day: date) -> Path:
        path = folder / f"{day}.db"
        if not path.exists():
            make_demonstration(path, clock=morning_of(day))
        return path

    return make


@pytest.fixture
def december(file_of: Callable[[date], Path]) -> Iterator[Desk]:
    """A desk on the demonstration of 2025-12-15."""
    yield from _desk(file_of(MONDAY_IN_DECEMBER), MONDAY_IN_DECEMBER)


@pytest.fixture(
    params=[pytest.param(day, marks=[] if day in QUICK else pytest.mark.long) for day in DAYS], ids=str
)
def any_day(request: pytest.FixtureRequest, file_of: Callable[[date], Path]) -> Iterator[Desk]:
    """A desk on the demonstration of each of the days, on that day."""
    yield from _desk(file_of(request.param), request.param)


def _desk(path: Path, day: date) -> Iterator[Desk]:
    desk = Desk(path, clock=morning_of(day), staff="青柳 志穂")
    yield desk
    desk.close()


def _rows(path: Path) -> list[str]:
    """The file row for row, save when its schema was made and which file it is: those are of this machine.

    Uids are of this file, too: each stands here by where it is met first.
    """
    met: dict[str, str] = {}
    with sqlite3.connect(path) as connection:
        return [
            re.sub(r"\b[0-9a-f]{32}\b", lambda uid: met.setdefault(uid[0], f"uid {len(met)}"), line)
            for line in connection.iterdump()
            if not re.search("_sqlite_migrations|file_identity", line)
        ]


def _real_register() -> list[tuple[str, str]]:
    sheet = openpyxl.load_workbook(ROSTER, read_only=True).worksheets[0]
    return [(str(row[1]), str(row[2])) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.long
def test_the_same_day_gives_the_same_rows_whatever_the_hour(
    file_of: Callable[[date], Path], tmp_path: Path
) -> None:
    again = tmp_path / "again.db"
    make_demonstration(again, clock=lambda: datetime.combine(MONDAY_IN_DECEMBER, time(23, 59)))
    assert _rows(again) == _rows(file_of(MONDAY_IN_DECEMBER))


def test_no_invented_group_or_project_is_a_real_one(december: Desk) -> None:
    real = _real_register()
    invented = list_groups(december, GroupFilter(status=None))
    assert len(invented) == len({name_key(group.group) for group in invented}) == 96
    assert not {name_key(name) for name, _ in real} & {name_key(group.group) for group in invented}
    assert not {search_key(project) for _, project in real} & {
        search_key(group.project) for group in invented
    }


def test_the_register_has_what_a_screen_must_bear(december: Desk) -> None:
    groups = list_groups(december, GroupFilter(status=None))
    assert {block for group in groups for block in group.blocks} == {
        "北海道", "東北", "関東", "中部", "近畿", "中国", "四国", "九州・沖縄", "全国",
    }  # fmt: skip
    assert all(group.blocks and group.targets for group in groups)
    assert len({group.legal_form for group in groups}) >= 8
    assert any(group.group.startswith("[") for group in groups)
    assert max(len(group.group) for group in groups) > 40
    assert max(len(group.project) for group in groups) > 80
    notes = [checkin.note for checkin in list_checkins(december)]
    assert any(ord(letter) > 0xFFFF for note in notes for letter in note)
    assert any(note.count("\n\n") >= 3 for note in notes)


def test_the_sessions_are_lively_in_december(december: Desk) -> None:
    sessions = {session.key: session for session in list_sessions(december)}
    assert {session.format for session in sessions.values()} == {"会場", "オンライン", "併用"}
    assert (
        sessions["salon_north"].invited
        and sessions["salon_north"].capacity
        and sessions["salon_north"].starts_at
    )
    held = [session for session in sessions.values() if session.on < december.today.isoformat()]
    assert all(session.survey_count >= 5 for session in held)
    assert all(session.rate is not None and session.rate < 100 for session in held if session.is_duty)
    absent = {number for number, standing in attendance_standings(december).items() if standing.is_signal}
    assert material("cast")["absentee"]["number"] in absent
    done = {action.followup for action in list_actions(december, with_done=True) if action.done}
    assert "資料送付" in done


def test_everything_is_there_in_december(december: Desk) -> None:
    items = worklist(december)
    assert {item.urgency for item in items} == {"overdue", "due", "waiting", "soon", "coming"}
    assert {item.what for item in items} == {
        "milestone", "checkin", "action", "followup", "review", "session", "attendance",
    }  # fmt: skip
    standing = Counter(item.urgency for item in items if item.what == "checkin")
    assert 9 <= standing["overdue"] <= 15 and 11 <= standing["due"] <= 19
    issues = december.connection.execute("SELECT category, severity, state, noticed FROM issue").fetchall()
    assert {issue["category"] for issue in issues} == set(IssueCategory)
    assert {issue["severity"] for issue in issues} == set(Severity)
    assert {issue["state"] for issue in issues} == set(IssueState)
    assert {issue["noticed"] for issue in issues} == set(Noticed)
    states = {milestone.state for milestone in list_milestones(december)}
    assert states >= {
        MilestoneState.ACCEPTED, MilestoneState.RETURNED, MilestoneState.IN_REVIEW,
        MilestoneState.SUBMITTED, MilestoneState.WAIVED,
    }  # fmt: skip
    statuses = Counter(group.status for group in list_groups(december, GroupFilter(status=None)))
    assert statuses == {"実施中": 94, "辞退": 1, "中止": 1}
    assert all(9 <= member.main_groups <= 10 for member in list_staff(december))


def test_the_rooms_of_facts_months_and_reviews_are_filled_for_most_groups_and_not_for_all(
    december: Desk,
) -> None:
    groups = december.connection.execute("SELECT * FROM adopted_group").fetchall()
    known = [group for group in groups if group["founded_year"] is not None]
    assert 60 <= len(known) <= 85
    assert {group["own_clerk"] for group in known} == {"はい", "いいえ"}
    assert {group["first_public_money"] for group in known} == {"はい", "いいえ"}
    assert {group["settlers"] for group in known} == {0, 1, 2}
    # Whoever was adopted last year has had public money before.
    assert not [one for one in known if one["adopted_last_year"] and one["first_public_money"] == "はい"]
    (lost,) = [group["number"] for group in known if group["settlers"] == 0]
    assert "精算" in list_plan_changes(december, lost)[0].note
    months = list_activity(december)
    assert 30 <= len({one.group_no for one in months}) <= 60
    assert {one.month for one in months if one.actual} >= {"2025-07", "2025-11"}
    assert all(one.month < "2025-12" for one in months if one.actual)
    reviews = standings(december)
    assert [one.review.ended_on for one in reviews] == ["2025-11-10", "2025-09-08"]
    assert all(0 < one.counts.decided < one.counts.looked < one.counts.groups for one in reviews)
    promised = december.connection.execute(
        "SELECT done_on FROM review_group JOIN action ON action.id = action_id"
    ).fetchall()
    assert len(promised) > 5 and all(done_on for (done_on,) in promised)


def test_the_money_of_the_year_is_told_as_far_as_the_day_allows(any_day: Desk) -> None:
    count = any_day.connection.execute("SELECT count(*) FROM group_cost").fetchone()[0]
    by_september = any_day.today >= date(any_day.programme["fiscal_year"], 9, 1)
    assert (count > 300) == by_september
    audits = {
        (found["number"], found["held_on"]): found["result"]
        for found in any_day.connection.execute(
            "SELECT number, held_on, result FROM final_audit"
            " JOIN adopted_group ON adopted_group.id = final_audit.group_id ORDER BY held_on"
        )
    }
    for milestone in list_milestones(any_day):
        if milestone.key == "final_audit" and milestone.state == MilestoneState.ACCEPTED:
            # One truth: what is accepted was found 適, on that day.
            assert audits[milestone.group_no, str(milestone.state_on)] == "適"


def test_no_audit_begins_before_the_report_that_it_looks_at_is_in(any_day: Desk) -> None:
    first = {
        (found["number"], found["key"]): found["submitted_on"]
        for found in any_day.connection.execute(
            "SELECT number, key, min(submitted_on) AS submitted_on FROM submission_round"
            " JOIN milestone ON milestone.id = milestone_id JOIN milestone_plan ON milestone_plan.id = plan_id"
            " JOIN adopted_group ON adopted_group.id = milestone.group_id GROUP BY number, key"
        )
    }
    audits = {number: day for (number, key), day in first.items() if key == "final_audit"}
    assert [
        number for number, day in audits.items() if day < first.get((number, "expense_report"), "9999")
    ] == []


def test_every_screen_about_money_and_papers_has_something_in_december(december: Desk) -> None:
    pages = [money_of(december, group.group_no) for group in list_groups(december, GroupFilter(status=None))]
    assert all(0 < page.budget <= page.cap for page in pages if page.items[0].is_recorded or page.budget)
    assert sum(len(page.reallocations) for page in pages) == 4
    keys = {finding.key for page in pages for _, finding in page.findings}
    assert "finding.out_of_order" in keys
    assert any(page.accepted for page in pages)
    assert any(document.received for document in list_documents(december))
    steps = list_steps(
        december, next(one.id for one in list_milestones(december, 1) if one.kind == "contract")
    )
    assert steps[0].after == MilestoneState.SENT


def test_late_is_rare_enough_to_be_seen(any_day: Desk) -> None:
    fallen_due = [
        milestone for milestone in list_milestones(any_day) if milestone.due < any_day.today.isoformat()
    ]
    late = [milestone for milestone in fallen_due if milestone.is_late]
    assert len(late) <= 0.12 * len(fallen_due)
    # Reports are asked for from January on: until then what is late is ours.
    if any_day.today == MONDAY_IN_DECEMBER:
        assert late and not any(milestone.overdue for milestone in late)


def test_nothing_lies_in_the_future_and_the_last_act_shortly_before_today(any_day: Desk) -> None:
    today = any_day.today.isoformat()
    for table, column in (
        ("checkin", "held_on"),
        ("issue", "opened_on"),
        ("issue", "closed_on"),
        ("action", "done_on"),
        ("milestone", "state_on"),
        ("extension", "recorded_on"),
        ("adopted_group", "status_on"),
        ("adopted_group", "vouchers_seen_on"),
        ("plan_change", "changed_on"),
        ("review", "ended_on"),
        ("review_group", "looked_on"),
    ):
        (newest,) = any_day.connection.execute(f"SELECT max({column}) FROM {table}").fetchone()
        assert newest is None or newest < today, f"{table}.{column}"
    units = list_units(any_day, limit=-1)
    story = [unit.at for unit in units if unit.what_key != "unit.demonstration"]
    assert story == sorted(story, reverse=True)
    assert 0 < (any_day.today - date.fromisoformat(story[0][:10])).days <= 7
    assert all(unit.by for unit in units if unit.what_key != "unit.demonstration")


def test_every_state_is_one_that_the_rules_lead_to(any_day: Desk) -> None:
    rounds: dict[int, list[sqlite3.Row]] = {}
    for found in any_day.connection.execute("SELECT * FROM submission_round ORDER BY round"):
        rounds.setdefault(found["milestone_id"], []).append(found)
    marks = {
        (found["group_id"], found["milestone_plan_id"]): AttendanceMark(found["mark"])
        for found in any_day.connection.execute(
            "SELECT * FROM attendance JOIN session ON session.id = attendance.session_id"
        )
    }
    decisions = {
        MilestoneState.ACCEPTED: "受理",
        MilestoneState.RETURNED: "差戻し",
        MilestoneState.SUBMITTED: None,
        MilestoneState.IN_REVIEW: None,
    }
    for milestone in any_day.connection.execute("SELECT * FROM milestone_now"):
        state = MilestoneState(milestone["state"])
        mark = marks.get((milestone["group_id"], milestone["plan_id"]))
        if state is MilestoneState.WAIVED:
            assert milestone["note"]
        elif milestone["kind"] == "session":
            assert (state is MilestoneState.ACCEPTED) == (mark is not None and mark.fulfils)
        elif state in (MilestoneState.NOT_STARTED, MilestoneState.SENT):
            assert milestone["id"] not in rounds
        else:
            assert rounds[milestone["id"]][-1]["decision"] == decisions[state]


def test_the_file_is_marked_as_invented_and_named_by_its_own_year(any_day: Desk) -> None:
    programme = any_day.programme
    assert programme["is_demonstration"] == 1
    era_year = programme["fiscal_year"] - 2018
    assert programme["name"] == f"架空データ 令和{era_year}年度モデル事業"
    assert (
        f"{programme['fiscal_year']}-04-01"
        <= any_day.today.isoformat()
        < f"{programme['fiscal_year'] + 1}-04-01"
    )


def test_something_waits_for_somebody_whenever_it_is_opened(any_day: Desk) -> None:
    assert worklist(any_day)


def test_the_newest_act_can_be_taken_back(file_of: Callable[[date], Path], tmp_path: Path) -> None:
    path = shutil.copyfile(file_of(MONDAY_IN_DECEMBER), tmp_path / "demo.db")
    for desk in _desk(path, MONDAY_IN_DECEMBER):
        newest = list_units(desk, limit=1)[0]
        desk.staff = newest.by
        assert undo(desk).taken_back.id == newest.id


def test_notes_differ_and_leave_no_gap_open(december: Desk) -> None:
    notes = [checkin.note for checkin in list_checkins(december)]
    assert len(material("notes")["note"]) >= 60
    assert len(set(notes)) > 0.9 * len(notes)
    texts = notes + [
        text
        for row in december.connection.execute(
            "SELECT title, note FROM issue UNION ALL SELECT title, '' FROM action"
        )
        for text in row
    ]
    assert not [text for text in texts if re.search(r"[{}]", text)]


def test_a_year_that_no_file_can_hold_is_refused() -> None:
    with pytest.raises(Refused, match=r"error\.no_plan"):
        plan_of(1999)


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        make_demonstration(path, clock=morning_of(MONDAY_IN_DECEMBER))
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]
