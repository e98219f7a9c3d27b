"""What happens in a season, at random: acts that move the attention of a group, on their day or written down later."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from kodoku_tui.domain.checkins.entries import ActionEntry, CheckinEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money_entries import ExpenseChange
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.entries import IssueChange, IssueEntry
from kodoku_tui.domain.issues.remedies import RemedyEntry
from kodoku_tui.domain.register.activity_entries import ActivityEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import (
    Answer,
    AttendanceMark,
    Channel,
    Condition,
    IssueCategory,
    IssueState,
    Severity,
    Stage,
)
from kodoku_tui.services.attention.weights import set_weights
from kodoku_tui.services.checkins.actions import add_action, finish_action, list_actions, postpone_action
from kodoku_tui.services.checkins.checkins import hide_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.duties.money.recording import set_expense
from kodoku_tui.services.endings.endings import end_group, reactivate_group
from kodoku_tui.services.issues.issues import add_issue, change_issue, list_issues
from kodoku_tui.services.issues.remedies import add_remedy
from kodoku_tui.services.register.activity import record_activity
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.sessions.announcements import move_session
from kodoku_tui.services.sessions.invitations import invite
from kodoku_tui.services.sessions.sessions import list_sessions, mark_attendance


def log(desk: Desk, number: int, on: date, condition: Condition = Condition.NEEDS_SUPPORT) -> None:
    log_checkin(
        desk,
        CheckinEntry(group_no=number, held_on=on, channel=Channel.PHONE, condition=condition, note="聞いた"),
    )


@dataclass(frozen=True)
class Happening:
    """What happens some days after what happened before, and how many days before it is written down."""

    days: int
    kind: str
    number: int
    choice: int
    ago: int = 0


KINDS = (
    *("move", "move", "move", "extend", "checkin", "attempt", "promise", "finish", "postpone", "issue"),
    *("issue_change", "remedy", "attend", "tier", "end", "back", "expense", "month", "undone"),
)
HAPPENINGS = st.builds(
    Happening,
    st.sampled_from([0, 0, 1, 2, 4, 7, 12]),
    st.sampled_from(KINDS),
    st.integers(1, 3),
    st.integers(0, 26),
)
LATE_HAPPENINGS = st.builds(
    Happening,
    st.sampled_from([0, 0, 1, 3, 9]),
    st.sampled_from([*KINDS, "undo", "undo", "weight", "invite", "move_session", "hide"]),
    st.integers(1, 4),
    st.integers(0, 26),
    st.sampled_from([0, 1, 8, 30, 100]),
)
MOVES = list(Move)
# The choices that make these moves of the outcome report.
MOVE_OF_REPORT = {move: len(MOVES) + place for place, move in enumerate(MOVES)}
# A history in which every kind of fact comes and goes with Mondays between.
A_SEASON = [
    Happening(days, kind, number, choice)
    for days, kind, number, choice in (
        *(
            (0, "issue", 1, 2),
            (0, "issue", 2, 2),
            (0, "checkin", 1, 2),
            (0, "promise", 1, 6),
            (0, "move", 1, 0),
        ),
        *(
            (1, "move", 2, MOVE_OF_REPORT[Move.SUBMIT]),
            (1, "expense", 1, 1),
            (4, "tier", 1, 0),
            (7, "remedy", 1, 0),
        ),
        *((2, "move", 2, MOVE_OF_REPORT[Move.RETURN]), (4, "postpone", 1, 11), (1, "attempt", 2, 0)),
        *((1, "attempt", 2, 0), (7, "attend", 3, 4), (1, "issue_change", 2, 0), (3, "extend", 1, 11)),
        *((4, "move", 2, MOVE_OF_REPORT[Move.SUBMIT]), (7, "issue_change", 1, 0), (7, "checkin", 2, 0)),
        *(
            (2, "finish", 1, 0),
            (7, "move", 2, MOVE_OF_REPORT[Move.ACCEPT]),
            (4, "month", 1, 2),
            (9, "end", 3, 0),
        ),
        *((7, "undone", 1, 2), (7, "back", 3, 0), (9, "tier", 2, 2)),
    )
]
DUTIES = ("contract", "outcome_report", "expense_report", "final_audit")


def do(desk: Desk, one: Happening) -> None:
    """Do it on its day, as far as it can be done."""
    number, choice, today = one.number, one.choice, desk.today - timedelta(days=one.ago)
    acts: dict[str, Callable[[], object]] = {
        "move": lambda: move_milestone(
            desk,
            number,
            DUTIES[choice // len(MOVES) % 3],
            MOVES[choice % len(MOVES)],
            on=today,
            comment="架空",
        ),
        "extend": lambda: extend_due(
            desk, number, DUTIES[choice % 3], to=today + timedelta(days=3 * choice), reason="行事"
        ),
        "checkin": lambda: log(desk, number, today, list(Condition)[choice % 3]),
        "attempt": lambda: log_checkin(
            desk,
            CheckinEntry(
                group_no=number, held_on=today, channel=Channel.PHONE, note="", answer=Answer.NOT_REACHED
            ),
        ),
        "promise": lambda: add_action(
            desk,
            ActionEntry(
                group_no=number, title="送る", by_group=choice > 5, due_on=today + timedelta(days=choice)
            ),
        ),
        "finish": lambda: finish_action(desk, list_actions(desk, number)[0].id, on=today),
        "postpone": lambda: postpone_action(
            desk, list_actions(desk, number)[0].id, to=today + timedelta(days=1 + choice), reason="都合"
        ),
        "issue": lambda: add_issue(
            desk,
            IssueEntry(
                group_no=number,
                category=IssueCategory.PEOPLE,
                severity=list(Severity)[choice % 3],
                title="人手",
                opened_on=today,
            ),
        ),
        "issue_change": lambda: change_issue(
            desk,
            list_issues(desk, number)[0].id,
            IssueChange(severity=list(Severity)[choice % 3])
            if choice > 3
            else IssueChange(state=IssueState.SOLVED),
        ),
        "remedy": lambda: add_remedy(
            desk, list_issues(desk, number)[0].id, RemedyEntry(text="試した", tried_on=today)
        ),
        "attend": lambda: attend(desk, number, list(AttendanceMark)[choice % 6]),
        "tier": lambda: set_facts(desk, number, tier=["重点", "標準", "定期確認"][choice % 3]),
        "end": lambda: end_group(desk, number, list(GroupStatus)[1 + choice % 3], on=today, reason="都合"),
        "back": lambda: reactivate_group(desk, number, reason="続ける"),
        "expense": lambda: set_expense(
            desk, number, "謝金", ExpenseChange(budget=100_000 * (1 + choice), reported=5_000 * choice)
        ),
        "month": lambda: record_activity(
            desk,
            ActivityEntry(
                group_no=number,
                month=f"{today:%Y-%m}",
                stage=list(Stage)[choice % 2],
                times=choice,
                newcomers=choice % 3,
            ),
        ),
        "undone": lambda: undone(desk, Happening(0, "move", number, choice)),
        "undo": lambda: undo(desk),
        "weight": lambda: set_weights(desk, {"group.silence.rate": 0.1 * choice}),
        "invite": lambda: invite(desk, list_sessions(desk)[choice % 4].key, [number]),
        "move_session": lambda: move_session(
            desk, list_sessions(desk)[choice % 4].key, on=date(2025, 8 + choice % 4, 20)
        ),
        "hide": lambda: hide_checkin(desk, list_checkins(desk, number)[0].id),
    }
    with suppress(Refused, IndexError, ValueError):
        acts[one.kind]()


def undone(desk: Desk, one: Happening) -> None:
    """Something that is done and taken back on the same day."""
    before = desk.connection.execute("SELECT max(id) FROM unit").fetchone()[0]
    do(desk, one)
    if desk.connection.execute("SELECT max(id) FROM unit").fetchone()[0] > before:
        undo(desk)


def days_until(desk: Desk, one: Happening) -> int:
    """Who came is known on the day of a session."""
    if one.kind != "attend":
        return one.days
    ahead = [
        (date.fromisoformat(session.on) - desk.today).days
        for session in list_sessions(desk)
        if session.on >= desk.today.isoformat()
    ]
    return min(ahead, default=one.days)


def attend(desk: Desk, number: int, mark: AttendanceMark) -> None:
    session = max(
        (one for one in list_sessions(desk) if one.on <= desk.today.isoformat()), key=lambda one: one.on
    )
    mark_attendance(desk, [AttendanceEntry(session=session.key, group_no=number, mark=mark)])
