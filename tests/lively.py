"""An invented register and a busy year on it, the same in every run.

What happens to a group is made up for testing; so are the groups: of a real organization only the facts of the
report are told.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark, Channel, Condition, IssueCategory, IssueState, Severity
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import log_checkin
from kodoku_tui.services.demonstration.cast import material
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import add_issue, change_issue
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.services.sessions.sessions import add_session, mark_attendance
from tests.desks import MONDAY_IN_DECEMBER, go_to, write_roster

STAFF = ["青木 一", "石井 二", "上田 三", "江口 四"]
BEGINNING = date(2025, 6, 1)


def invented_roster(path: Path) -> Path:
    """A workbook with the 96 groups of the demonstration, none of which exists."""
    rows: list[list[object]] = [
        [
            number,
            group["name"],
            group["project"],
            group["targets"],
            group["area"],
            "○" if group.get("again") else "",
        ]
        for number, group in enumerate(material("groups")["groups"], start=1)
    ]
    return write_roster(path, *rows)


def live_through_the_year(desk: Desk) -> None:
    """Staff, contracts, hand-ins, extensions, check-ins, issues, promises, attendance and two that leave."""
    random = Random(41)
    go_to(desk, MONDAY_IN_DECEMBER)
    for name in STAFF:
        add_staff(desk, name)
    for number in range(1, 91):
        main, deputy = random.sample(STAFF, 2)
        assign_staff(desk, [number], main=main, deputy=deputy if number % 3 else None)
    for number in range(1, 97):
        _contract(desk, random, number)
        _accompany(desk, random, number)
    for session in ("training_1", "midterm_meeting"):
        marks = [random.choice(list(AttendanceMark)) for _ in range(90)]
        mark_attendance(
            desk,
            [
                AttendanceEntry(session=session, group_no=number, mark=mark)
                for number, mark in enumerate(marks, 1)
            ],
        )
    add_session(
        desk, "salon_1", "オンラインサロン", "オンラインサロン", on=MONDAY_IN_DECEMBER + timedelta(days=9)
    )
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    end_group(desk, 77, GroupStatus.STOPPED, on=date(2025, 11, 1), reason="休止")


def _contract(desk: Desk, random: Random, number: int) -> None:
    fate = random.random()
    if fate < 0.1:
        return
    day = BEGINNING + timedelta(days=random.randrange(40))
    move_milestone(desk, number, "contract", Move.SUBMIT, on=day)
    if fate < 0.2:
        return
    move = Move.RETURN if fate < 0.3 else Move.ACCEPT
    move_milestone(desk, number, "contract", move, on=day + timedelta(days=3), comment="押印がない")
    if random.random() < 0.2:
        extend_due(desk, number, "outcome_report", to=date(2026, 2, 5), reason="行事のため")
    if random.random() < 0.2:
        move_milestone(
            desk, number, "outcome_report", Move.SUBMIT, on=MONDAY_IN_DECEMBER - timedelta(days=number % 9)
        )


def _accompany(desk: Desk, random: Random, number: int) -> None:
    for _ in range(random.randrange(3)):
        held_on = MONDAY_IN_DECEMBER - timedelta(days=random.randrange(100))
        next_on = held_on + timedelta(days=random.randrange(1, 50)) if random.random() < 0.5 else None
        log_checkin(
            desk,
            CheckinEntry(
                group_no=number,
                held_on=held_on,
                channel=random.choice(list(Channel)),
                condition=random.choice(list(Condition)),
                note="様子を聞いた",
                next_on=next_on,
                staff=random.choice(STAFF),
            ),
        )
    for _ in range(random.randrange(3)):
        issue = IssueEntry(
            group_no=number,
            category=random.choice(list(IssueCategory)),
            severity=random.choice(list(Severity)),
            title="人手が足りない",
            opened_on=MONDAY_IN_DECEMBER - timedelta(days=random.randrange(60)),
        )
        issue_id = add_issue(desk, issue).row_id
        if random.random() < 0.3:
            change_issue(desk, issue_id, IssueChange(state=random.choice(list(IssueState))))
    if random.random() < 0.4:
        due_on = (
            MONDAY_IN_DECEMBER + timedelta(days=random.randrange(-20, 30)) if random.random() < 0.8 else None
        )
        promise = ActionEntry(
            group_no=number,
            title="資料を送る",
            by_group=random.random() < 0.5,
            staff=random.choice(STAFF),
            due_on=due_on,
        )
        add_action(desk, promise)
