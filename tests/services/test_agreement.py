"""Every list, screen and file names the same dates and the same overdue duties, because all ask one function.

The lists are compared with the rule itself, worked out from the rows of the file, on a busy day and on any history
that the acts of the program can lead to.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kodoku_tui.cli.main import run
from kodoku_tui.domain.days.closed_days import HolidayPolicy
from kodoku_tui.domain.duties.judgement import Act as ToDo
from kodoku_tui.domain.duties.judgement import (
    DutyFacts,
    FollowUps,
    Judgement,
    judged,
    standing_on,
    turn_on,
)
from kodoku_tui.domain.duties.milestones import (
    MOVES,
    SETTLEMENT,
    MilestoneKind,
    MilestoneState,
    Move,
    Standing,
    Turn,
    effective_due,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.reports.calendar import calendar_bytes
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.bulk import extend_many, move_many
from kodoku_tui.services.duties.deadlines import deadline_calendar
from kodoku_tui.services.duties.matrix import matrix_page
from kodoku_tui.services.duties.milestones import MilestoneEntry, extend_due, list_milestones, move_milestone
from kodoku_tui.services.duties.month import duties_between, entries_by_day
from kodoku_tui.services.duties.plan.changes import change_plan
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.exports.status import status_entries, status_list
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.sessions.sessions import list_sessions, mark_attendance, move_session
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.today_words import say_why
from kodoku_tui.services.work.worklist import overdue_list, worklist
from tests.batteries import examples
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy, go_to, write_roster

LEFT = "SELECT number, status FROM adopted_group WHERE status IN ('辞退', '中止')"
FIRST, LAST = date(2024, 4, 1), date(2028, 3, 31)
GROUPS = range(1, 4)
SESSIONS = ("training_1", "midterm_meeting", "training_2", "final_meeting")
DOCUMENTS = ("contract", "outcome_report", "expense_report", "final_audit")


@dataclass(frozen=True)
class Duty:
    """What the rules say of one duty that its group owes or has fulfilled, from nothing but the rows of the file."""

    state: str
    due: str
    standing: str
    kind: str
    day_of_session: str | None
    judgement: Judgement
    turn: Turn | None

    @property
    def is_overdue(self) -> bool:
        return self.standing == Standing.OVERDUE

    @property
    def is_ours_late(self) -> bool:
        return self.standing in (Standing.REVIEW_LATE, Standing.OURS_LATE)

    @property
    def late_after(self) -> str:
        assert self.judgement.late_after is not None
        return self.judgement.late_after.isoformat()


def by_the_rules(desk: Desk) -> dict[tuple[int, str], Duty]:
    """Every duty of every group but what leaving ended, as the domain's functions have it."""
    found = desk.connection.execute(
        "SELECT milestone.*, milestone_plan.key, milestone_plan.kind, milestone_plan.holiday_policy,"
        " milestone_plan.review_days, milestone_plan.after_key, milestone_plan.is_internal,"
        " adopted_group.number, adopted_group.status,"
        " (SELECT id FROM session WHERE milestone_plan_id = milestone_plan.id) AS session_id,"
        " (SELECT held_on FROM session WHERE milestone_plan_id = milestone_plan.id) AS held_on,"
        " (SELECT is_day_open FROM session WHERE milestone_plan_id = milestone_plan.id) AS is_day_open"
        " FROM milestone JOIN milestone_plan ON milestone_plan.id = milestone.plan_id"
        " JOIN adopted_group ON adopted_group.id = milestone.group_id"
    )
    duties = {}
    for row in found.fetchall():
        extensions = desk.connection.execute(
            "SELECT * FROM extension WHERE milestone_id = ? ORDER BY id", (row["id"],)
        ).fetchall()
        due = effective_due(
            date.fromisoformat(row["planned_on"]),
            date.fromisoformat(extensions[-1]["extended_to"]) if extensions else None,
            row["holiday_policy"],
        )
        facts = _facts(desk, row, due, extensions[-1] if extensions else None)
        if facts.ended_by_leaving:
            continue
        judgement = judged(facts)
        duties[row["number"], row["key"]] = Duty(
            state=row["state"],
            due=due.isoformat(),
            standing=standing_on(judgement, desk.today, 14),
            kind=row["kind"],
            day_of_session=row["held_on"],
            judgement=judgement,
            turn=turn_on(judgement, desk.today),
        )
    return duties


def _facts(desk: Desk, duty: Any, due: date, extension: Any) -> DutyFacts:
    """What the file says of one duty, put together row by row."""
    programme = desk.programme

    def one(sql: str, *params: Any) -> Any:
        return desk.connection.execute(sql, params).fetchone()

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    newest = "SELECT * FROM submission_round WHERE milestone_id = ? ORDER BY round DESC LIMIT 1"
    returned = one(newest, duty["id"]) if duty["state"] == "差戻し" else None
    rest = one(
        "SELECT milestone.* FROM milestone JOIN milestone_plan ON milestone_plan.id = plan_id"
        " WHERE group_id = ? AND key = ?",
        duty["group_id"],
        duty["after_key"],
    )
    rest_round = one(newest, rest["id"]) if rest else None
    place = (duty["session_id"], duty["group_id"])
    marked = one("SELECT mark FROM attendance WHERE session_id = ? AND group_id = ?", *place)
    promised = desk.connection.execute(
        "SELECT * FROM action WHERE session_id = ? AND group_id = ? AND is_hidden = 0", place
    ).fetchall()
    due_of_open = [each["due_on"] for each in promised if each["done_on"] is None]
    followups = FollowUps.NONE if not promised else FollowUps.OPEN if due_of_open else FollowUps.DONE
    is_past_work = extension is not None and extension["extended_to"] > programme["work_ends_on"]
    lacks_consent = is_past_work and extension["consent_on"] is None and duty["kind"] != "session"
    return DutyFacts(
        kind=MilestoneKind(duty["kind"]),
        state=MilestoneState(duty["state"]),
        due_on=due,
        group_status=GroupStatus(duty["status"]),
        is_internal=bool(duty["is_internal"]),
        programme_starts_on=day(programme["starts_on"]),
        opens_days=programme["opens_days"],
        review_days=duty["review_days"],
        recording_days=programme["recording_days"],
        followup_days=programme["followup_days"],
        since=day(duty["turn_since"]),
        again_on=day(returned["again_by"]) if returned else None,
        consent_asked_on=day(extension["recorded_on"]) if lacks_consent else None,
        mark=AttendanceMark(marked["mark"]) if marked else AttendanceMark.UNKNOWN,
        is_day_open=bool(duty["is_day_open"]),
        followups=followups,
        followup_due_on=day(min(filter(None, due_of_open), default=None)),
        rests_on=duty["after_key"],
        rest_state=MilestoneState(rest["state"]) if rest else None,
        was_contracted=one(
            "SELECT count(*) FROM milestone JOIN milestone_plan ON milestone_plan.id = plan_id"
            " WHERE group_id = ? AND kind = 'contract' AND state = '受理'",
            duty["group_id"],
        )[0]
        > 0,
        is_settlement=duty["key"] in SETTLEMENT,
        rest_in_on=day(rest_round["submitted_on"] if rest_round else rest["state_on"]) if rest else None,
    )


def assert_all_agree(desk: Desk) -> None:
    """What every list says of every duty is what the rules say."""
    duties = by_the_rules(desk)
    overdue = {place: duty.late_after for place, duty in duties.items() if duty.is_overdue}
    counts = Counter(number for number, _ in overdue)
    left = {number for number, _ in desk.connection.execute(LEFT)}
    numbers = {number for number, _ in duties} - left

    assert {
        (one.group_no, one.key): (one.state, one.due, one.standing, one.overdue)
        for one in list_milestones(desk)
    } == {place: (duty.state, duty.due, duty.standing, duty.is_overdue) for place, duty in duties.items()}

    assert {one.turn for one in list_milestones(desk) if one.overdue} <= {"group"}

    cells = {
        (row.number, key): cell
        for row in matrix_page(desk, GroupFilter()).rows
        for key, cell in row.cells.items()
    }
    assert {place: (cell.state, cell.due_on, cell.standing) for place, cell in cells.items()} == {
        place: (duty.state, duty.due, duty.standing) for place, duty in duties.items() if place[0] not in left
    }
    assert_those_who_left(desk, duties)

    late = [item for item in overdue_list(desk) if item.what == "milestone" and item.turn == "group"]
    assert {(item.group_no, item.key): item.due_on for item in late} == overdue
    assert len(late) == len(overdue)
    days_late = {place: (desk.today - date.fromisoformat(due)).days for place, due in overdue.items()}
    assert {(item.group_no, item.key): item.days_over for item in late} == days_late
    assert {place: cells[place].days_late for place in overdue if place in cells} == {
        place: days for place, days in days_late.items() if place[0] not in left
    }

    # What is ours of one group: papers to send, sign, read and audit, and absences that nobody promised to follow up.
    ours = {
        (item.group_no, item.key): (item.urgency, item.due_on)
        for item in worklist(desk)
        if item.turn == "secretariat" and item.kind in tuple(MilestoneKind)
    }
    promised = {
        (number, key)
        for number, key in desk.connection.execute(
            "SELECT DISTINCT adopted_group.number, session.key FROM action"
            " JOIN adopted_group ON adopted_group.id = group_id JOIN session ON session.id = session_id"
            " WHERE is_hidden = 0"
        )
    }
    assert ours == {
        place: (
            "overdue" if duty.is_ours_late else "waiting",
            duty.late_after if duty.judgement.late_after else duty.judgement.due_on or duty.due,
        )
        for place, duty in duties.items()
        if duty.turn is Turn.SECRETARIAT
        and duty.judgement.act is not ToDo.ATTENDANCE
        and not (duty.judgement.act is ToDo.FOLLOWUP and place in promised)
    }
    # Attendance to be recorded is one line a session.
    recording = [item for item in worklist(desk) if item.what == "attendance"]
    unrecorded = Counter(
        key
        for (_, key), duty in duties.items()
        if duty.judgement.act is ToDo.ATTENDANCE and duty.turn is Turn.SECRETARIAT
    )
    assert {item.key: item.groups for item in recording} == dict(unrecorded)
    assert {item.group_no for item in recording} <= {None}

    register = register_page(desk, GroupFilter()).rows
    assert {group.number: group.overdue for group in register} == {
        number: counts[number] for number in numbers
    }
    assert {entry.group_no: entry.overdue for entry in status_entries(desk, GroupFilter())} == {
        number: counts[number] for number in numbers
    }
    only_late = register_page(desk, GroupFilter(only_overdue=True)).rows
    assert {group.number for group in only_late} == set(counts) - left

    listed = status_list(desk, GroupFilter(), filter_words="")
    keys = [column.key for column in listed.milestones]
    open_days = {one.key for one in list_sessions(desk) if one.is_day_open}
    for row in listed.rows:
        assert row.overdue == counts[row.number]
        for key, cell in zip(keys, row.milestones, strict=True):
            duty = duties[row.number, key]
            assert cell is not None
            assert (cell.state, cell.standing) == (duty.state, duty.standing)
            if key in open_days:
                assert cell.on is None
            elif duty.state not in ("受理", "免除", "対象外"):
                assert cell.on == date.fromisoformat(duty.due)

    assert_today_agrees(desk, duties)
    assert_calendars_agree(desk, duties)


def assert_today_agrees(desk: Desk, duties: dict[tuple[int, str], Duty]) -> None:
    """今日 calls late what is late by the rules, names its day, and leaves nothing of that out."""
    numbers = dict(desk.connection.execute("SELECT id, number FROM adopted_group").fetchall())
    told = {
        (numbers[one.group_id], one.duty): one
        for row in today_list(desk)
        for one in row.reasons
        if one.group_id is not None and one.duty is not None
    }
    assert {place for place, one in told.items() if one.urgency == "overdue"} == {
        place for place, duty in duties.items() if duty.is_overdue or duty.is_ours_late
    }
    for place, one in told.items():
        judgement = duties[place].judgement
        due = judgement.late_after or judgement.due_on
        assert one.due_on == (due.isoformat() if due else duties[place].due), (place, one)
        assert one.turn == duties[place].turn, (place, one)


def assert_those_who_left(desk: Desk, duties: dict[tuple[int, str], Duty]) -> None:
    """What a group that left after its contract still owes stands under its own filter, on its karte and in 今日."""
    for number, status in desk.connection.execute(LEFT).fetchall():
        owed = {key: duty for (of, key), duty in duties.items() if of == number}
        late = sum(duty.is_overdue for duty in owed.values())
        its = GroupFilter(status=status)
        assert {one.number: one.overdue for one in register_page(desk, its).rows}[number] == late
        assert {one.group_no: one.overdue for one in status_entries(desk, its)}[number] == late
        listed = next(one for one in status_list(desk, its, filter_words="").rows if one.number == number)
        assert listed.overdue == late
        cells = next(row for row in matrix_page(desk, its).rows if row.number == number).cells
        for one in list_milestones(desk, number):
            expected = owed[one.key].standing if one.key in owed else Standing.NONE
            assert (one.standing, cells[one.key].standing) == (expected, expected)
            assert one.is_settled == (one.key not in owed or owed[one.key].judgement.is_settled)
        told = {
            reason.duty
            for row in today_list(desk)
            if row.group is not None and row.group.number == number
            for reason in row.reasons
        }
        near = (
            Standing.OVERDUE,
            Standing.REVIEW_LATE,
            Standing.OURS_LATE,
            Standing.WAITING,
            Standing.DUE_SOON,
        )
        assert told == {key for key, duty in owed.items() if duty.standing in near}


def assert_calendars_agree(desk: Desk, duties: dict[tuple[int, str], Duty]) -> None:
    """Month and .ics: what is no session on its day; of sessions, whoever is to be followed up or has another day."""
    month = duties_between(desk, FIRST, LAST)
    shown = {(duty.group_no, duty.key): duty for duty in month if duty.what == "milestone"}
    # One whose day is not fixed yet stands on no day of the month, and is taken back from the calendar.
    open_days = {one.key for one in list_sessions(desk) if one.is_day_open}
    assert len(shown) + len(list_sessions(desk)) - len(open_days) == len(month)
    assert {place: (one.on_day, one.standing, one.state) for place, one in shown.items()} == {
        place: (duty.due, duty.standing, duty.state)
        for place, duty in duties.items()
        if duty.kind != "session" or duty.judgement.act is ToDo.FOLLOWUP or duty.due != duty.day_of_session
    }
    overdue = {place for place, duty in duties.items() if duty.is_overdue}
    assert {place for place, one in shown.items() if one.standing == Standing.OVERDUE} == overdue
    late = sum(duty.is_overdue or duty.is_ours_late for place, duty in duties.items() if place in shown)
    entries = [entry for entries in entries_by_day(month).values() for entry in entries]
    assert sum(entry.late for entry in entries) == late
    still_open = sum(not one.is_settled for one in shown.values())
    assert sum(entry.open for entry in entries) == still_open

    calendar = Calendar.from_ical(calendar_bytes(deadline_calendar(desk, GroupFilter())))
    assert isinstance(calendar, Calendar)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    for (number, key), duty in duties.items():
        event = events.get(f"2025-{number}-{key}@kodoku")
        has_own_day = duty.kind != "session" or duty.due != duty.day_of_session
        is_open = duty.standing not in (Standing.DONE, Standing.NONE)
        if event is None:
            assert not has_own_day
            assert events[f"2025-session-{key}@kodoku"].decoded("dtstart").isoformat() == duty.due
        else:
            assert event.decoded("dtstart").isoformat() == duty.due
            assert (event["status"] == "CONFIRMED") == (has_own_day and is_open)
    for key in open_days:
        assert events.pop(f"2025-session-{key}@kodoku")["status"] == "CANCELLED"
    active = {f"2025-{number}-" for number, _ in duties}
    for uid, event in events.items():
        if "-session-" not in uid and not uid.startswith(tuple(active)):
            assert event["status"] == "CANCELLED"


def command(desk: Desk, *words: str) -> Any:
    """A command on the file of this desk, on its day; its JSON where it gives some."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        assert run(["--db", str(desk.path), "--today", desk.today.isoformat(), *words]) == 0
    return json.loads(out.getvalue()) if "--json" in words else None


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    "today", [MONDAY_IN_DECEMBER, date(2025, 9, 1), date(2026, 2, 6), date(2026, 3, 31)], ids=str
)
def test_on_a_busy_day_every_list_says_what_the_rules_say(
    lively_desk: Desk, today: date, tmp_path: Path
) -> None:
    desk = lively_desk
    go_to(desk, today)
    assert_all_agree(desk)
    duties = by_the_rules(desk)
    assert any(duty.is_overdue or duty.is_ours_late for duty in duties.values())

    assert_commands_agree(desk, duties, tmp_path)


def assert_commands_agree(desk: Desk, duties: dict[tuple[int, str], Duty], folder: Path) -> None:
    """What the command line prints, and what stands in the files that it writes."""
    overdue = {place for place, duty in duties.items() if duty.is_overdue}
    left = {number for number, _ in desk.connection.execute(LEFT)}
    listed = command(desk, "milestone", "list", "--json")
    assert {(one["group_no"], one["key"]): (one["due"], one["overdue"], one["turn"]) for one in listed} == {
        place: (duty.due, duty.is_overdue, duty.turn) for place, duty in duties.items()
    }
    late = [one for one in command(desk, "overdue", "--json") if one["what"] == "milestone"]
    assert {one["turn"] for one in late} <= {"group", "secretariat"}
    late = [one for one in late if one["turn"] == "group"]
    assert Counter(one["group_no"] for one in late) == Counter(number for number, _ in overdue)
    assert sorted(one["due"] for one in late) == sorted(duties[place].late_after for place in overdue)
    assert [one["why"] for one in command(desk, "today", "--json")] == [
        say_why(row, desk.today) for row in today_list(desk)
    ]
    counts = Counter(number for number, _ in overdue)
    expected = {number: counts[number] for number, _ in duties if number not in left}
    told = command(desk, "status", "--json")
    assert {one["group_no"]: one["overdue"] for one in told} == expected
    book = folder / "状況一覧.xlsx"
    command(desk, "export", "status", str(book))
    assert overdue_in(book) == expected
    command(desk, "export", "calendar", str(folder / "deadlines.ics"))
    assert (folder / "deadlines.ics").read_bytes().count(b"BEGIN:VEVENT") >= len(duties) // 2


def overdue_in(book: Path) -> dict[int, int]:
    """What a status list says of each group's overdue duties."""
    rows = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True))
    header = next(position for position, row in enumerate(rows) if row[0] == "番号")
    titles = [str(title).replace("\n", "") for title in rows[header]]
    column = titles.index("期限超過（件）")
    found: dict[int, int] = {}
    for row in rows[header + 1 :]:
        if isinstance(row[0], int):
            found[row[0]] = int(str(row[column] or 0))
    return found


Act = Callable[[Desk, int, str, int], object]


def _duty(desk: Desk, number: int, key: str) -> MilestoneEntry:
    return next(one for one in list_milestones(desk, number) if one.key == key)


def _step(desk: Desk, number: int, key: str, days: int) -> None:
    """One of the moves that the state allows."""
    duty = _duty(desk, number, key)
    moves = list(MOVES[MilestoneKind(duty.kind)][MilestoneState(duty.state)])
    if moves:
        on = desk.today - timedelta(days=days % 3)
        move_milestone(desk, number, key, moves[days % len(moves)], on=on, comment="理由")


def _extend(desk: Desk, number: int, key: str, days: int) -> None:
    """Put off; whatever stood before, older extensions, rounds, states and the log, stands as it stood.

    What was returned has until the new day to come again.
    """
    is_returned = _duty(desk, number, key).state == MilestoneState.RETURNED
    due = date.fromisoformat(_duty(desk, number, key).due)
    before, log = data_of(desk.connection), _log(desk)
    extend_due(desk, number, key, to=due + timedelta(days=days), reason="行事")
    after = data_of(desk.connection)
    (added,) = after["extension"][len(before["extension"]) :]
    after["extension"].remove(added)
    if is_returned:
        for rounds in (before["submission_round"], after["submission_round"]):
            for each in rounds:
                each.pop("again_by")
    assert after == before
    assert _log(desk)[: len(log)] == log
    assert _duty(desk, number, key).due > due.isoformat()


def _log(desk: Desk) -> list[tuple[object, ...]]:
    found = desk.connection.execute(
        "SELECT unit.*, change.* FROM unit JOIN change ON change.unit_id = unit.id ORDER BY change.id"
    )
    return [tuple(row) for row in found]


def _mark(desk: Desk, number: int, key: str, days: int) -> None:
    marks = list(AttendanceMark)
    entry = AttendanceEntry(session=key, group_no=number, mark=marks[days % len(marks)])
    mark_attendance(desk, [entry])


def _end(desk: Desk, number: int, key: str, days: int) -> None:
    status = list(GroupStatus)[1 + days % 3]
    end_group(desk, number, status, on=desk.today, reason="都合", leaves_open=True)


def _change_rule(desk: Desk, number: int, key: str, days: int) -> None:
    other = (*SESSIONS, *DOCUMENTS)[days % 8]
    rules = (f"business_days_before {other} {1 + days}", f"days_after_contract {30 + days}")
    change_plan(desk, key, rule=rules[days % 2])


ACTS: tuple[Act, ...] = (
    _step,
    _step,
    _extend,
    _mark,
    _end,
    lambda desk, number, key, days: reactivate_group(desk, number, reason="再開"),
    lambda desk, number, key, days: undo(desk),
    lambda desk, number, key, days: move_many(desk, GROUPS, key, Move.SUBMIT, on=desk.today),
    lambda desk, number, key, days: extend_many(desk, GROUPS, key, desk.today + timedelta(days=days), "行事"),
    lambda desk, number, key, days: move_session(desk, key, on=desk.today + timedelta(days=days - 10)),
    lambda desk, number, key, days: move_session(desk, key, on=desk.today, is_day_open=days % 3 > 0),
    lambda desk, number, key, days: change_plan(
        desk, key, holiday_policy=list(HolidayPolicy)[days % 3].value
    ),
    _change_rule,
)


@pytest.fixture(scope="module")
def small_file(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    with desk_on_copy(new_file, folder) as desk:
        rows: list[list[object]] = [
            [number, f"架空の会{number}", "取組", "高齢者", "東京都", ""] for number in GROUPS
        ]
        import_roster(desk, write_roster(folder / "名簿.xlsx", *rows))
        return desk.path


# Each example copies a file and writes to it up to 24 times.
@settings(
    max_examples=examples(200, 6),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(range(len(ACTS))),
            st.sampled_from(GROUPS),
            st.sampled_from((*DOCUMENTS, *SESSIONS)),
            st.integers(0, 20),
            st.integers(0, 30),
        ),
        min_size=4,
        max_size=24,
    )
)
def test_whatever_happened_every_list_says_what_the_rules_say(
    small_file: Path, history: list[tuple[int, int, str, int, int]]
) -> None:
    with TemporaryDirectory() as folder, desk_on_copy(small_file, Path(folder)) as desk:
        go_to(desk, date(2025, 6, 20))
        for act, number, key, days, later in history:
            go_to(desk, desk.today + timedelta(days=later))
            before, log = data_of(desk.connection), _log(desk)
            try:
                ACTS[act](desk, number, key, days)
            except Refused as refused:
                # Said in words, and nothing is changed.
                assert say_refused(refused)
                assert (data_of(desk.connection), _log(desk)) == (before, log)
        assert_all_agree(desk)
        duties = by_the_rules(desk)
        assert_commands_agree(desk, duties, Path(folder))
        for place, duty in duties.items():
            # A session is on one day for all to whom no other day was given.
            if duty.kind == "session" and not _duty(desk, *place).extensions:
                assert duty.due == duty.day_of_session
