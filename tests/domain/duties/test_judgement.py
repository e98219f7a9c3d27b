"""Whose move it is, from when and until when: law 3, line by line, and what holds for every situation there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.days.closed_days import is_closed
from kodoku_tui.domain.duties.judgement import (
    TABLE,
    Act,
    DutyFacts,
    FollowUps,
    again_by,
    judged,
    line_of,
    standing_on,
    turn_on,
)
from kodoku_tui.domain.duties.milestones import MOVES, MilestoneKind, MilestoneState, Standing, Turn
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark

START = date(2025, 6, 1)
DUE = date(2026, 1, 30)
HELD = date(2025, 12, 19)
DAYS = st.dates(date(2025, 4, 1), date(2026, 3, 31))
SETTLED = ("受理", "免除", "対象外")


def facts(kind: str, state: str, **more: Any) -> DutyFacts:
    due = more.pop("due", DUE)
    return DutyFacts(
        kind=MilestoneKind(kind),
        state=MilestoneState(state),
        due_on=due,
        programme_starts_on=START,
        **more,
    )


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


SETTLES = {"group_status": GroupStatus.STOPPED, "was_contracted": True, "is_settlement": True}
"""Of a report or the audit of a group that left after its contract was concluded."""

# kind, state, what else is known; whose move it is, to do what, from which day, late after which day
LAW: list[tuple[str, str, dict[str, Any], str, str, str, str]] = [
    # A contract is ours until the papers are sent, the group's until they are back, ours until it is concluded.
    ("contract", "未着手", {}, "secretariat", "send", "2025-06-01", "2026-01-30"),
    ("contract", "書類送付", {"since": date(2026, 1, 5)}, "group", "send_back", "2026-01-05", "2026-01-30"),
    ("contract", "提出", {"since": date(2026, 1, 20)}, "secretariat", "conclude", "2026-01-20", "2026-01-30"),
    (
        "contract",
        "確認中",
        {"since": date(2026, 1, 20)},
        "secretariat",
        "conclude",
        "2026-01-20",
        "2026-01-30",
    ),
    (
        "contract",
        "差戻し",
        {"since": date(2026, 1, 26)},
        "group",
        "hand_in_again",
        "2026-01-26",
        "2026-02-04",
    ),
    # A hand-in is nobody's until it opens, then the group's; ours from hand-in on, within the review days.
    ("deliverable", "未着手", {}, "group", "hand_in", "2025-12-31", "2026-01-30"),
    ("deliverable", "未着手", {"opens_days": 10}, "group", "hand_in", "2026-01-20", "2026-01-30"),
    ("deliverable", "未着手", {"is_internal": True}, "group", "hand_in", "2025-12-31", ""),
    (
        "deliverable",
        "提出",
        {"since": date(2026, 1, 29)},
        "secretariat",
        "review",
        "2026-01-29",
        "2026-02-05",
    ),
    (
        "deliverable",
        "確認中",
        {"since": date(2026, 1, 29)},
        "secretariat",
        "review",
        "2026-01-29",
        "2026-02-05",
    ),
    ("deliverable", "提出", {}, "secretariat", "review", "", ""),
    # A return has a day of its own: the one that was said, else the seventh working day.
    (
        "deliverable",
        "差戻し",
        {"since": date(2026, 2, 3)},
        "group",
        "hand_in_again",
        "2026-02-03",
        "2026-02-13",
    ),
    (
        *("deliverable", "差戻し", {"since": date(2026, 2, 3), "again_on": date(2026, 2, 20)}),
        *("group", "hand_in_again", "2026-02-03", "2026-02-20"),
    ),
    # What rests on another duty waits for it, and is nobody's.
    ("deliverable", "未着手", {"rests_on": "a", "rest_state": "差戻し"}, "", "hand_in", "", ""),
    # An extension past the end of the work is the ministry's move until it has agreed, and late for nobody.
    ("deliverable", "未着手", {"consent_asked_on": date(2026, 2, 1)}, "ministry", "consent", "", ""),
    ("deliverable", "差戻し", {"consent_asked_on": date(2026, 2, 1)}, "ministry", "consent", "", ""),
    ("contract", "未着手", {"consent_asked_on": date(2026, 2, 1)}, "ministry", "consent", "", ""),
    ("audit", "未着手", {"consent_asked_on": date(2026, 2, 1)}, "ministry", "consent", "", ""),
    # Attendance is ours to record from the day on, within three working days.
    ("session", "未着手", {"due": HELD}, "secretariat", "attendance", "2025-12-19", "2025-12-24"),
    # Or within the days that the year says.
    (
        *("session", "未着手", {"due": HELD, "recording_days": 0}),
        *("secretariat", "attendance", "2025-12-19", "2025-12-19"),
    ),
    (
        *("session", "未着手", {"due": HELD, "recording_days": 5}),
        *("secretariat", "attendance", "2025-12-19", "2025-12-26"),
    ),
    # An absence is ours to follow up: by the follow-up's own day, else within seven working days.
    (
        *("session", "未着手", {"due": HELD, "mark": "欠席(連絡あり)"}),
        *("secretariat", "followup", "2025-12-19", "2026-01-06"),
    ),
    (
        *("session", "未着手", {"due": HELD, "mark": "欠席(連絡なし)", "followups": "open"}),
        *("secretariat", "followup", "2025-12-19", "2026-01-06"),
    ),
    (
        *("session", "未着手", {"due": HELD, "mark": "欠席(連絡なし)", "followup_days": 2}),
        *("secretariat", "followup", "2025-12-19", "2025-12-23"),
    ),
    (
        *(
            "session",
            "未着手",
            {
                "due": HELD,
                "mark": "欠席(連絡なし)",
                "followups": "open",
                "followup_due_on": date(2026, 1, 16),
            },
        ),
        *("secretariat", "followup", "2025-12-19", "2026-01-16"),
    ),
    # An audit waits for what it rests on; then it is ours, within ten working days, not before its due date.
    ("audit", "未着手", {"rests_on": "expense_report", "rest_state": "未着手"}, "", "audit", "", ""),
    ("audit", "確認中", {"rests_on": "expense_report", "rest_state": "差戻し"}, "", "audit", "", ""),
    (
        *(
            "audit",
            "未着手",
            {
                "rests_on": "expense_report",
                "rest_state": "提出",
                "rest_in_on": date(2026, 1, 30),
                "review_days": 10,
            },
        ),
        *("secretariat", "audit", "2026-01-30", "2026-02-16"),
    ),
    (
        *(
            "audit",
            "未着手",
            {
                "rests_on": "expense_report",
                "rest_state": "受理",
                "rest_in_on": date(2025, 12, 1),
                "review_days": 10,
            },
        ),
        *("secretariat", "audit", "2025-12-01", "2026-01-30"),
    ),
    ("audit", "未着手", {}, "secretariat", "audit", "2025-12-31", "2026-01-30"),
    ("audit", "差戻し", {"since": date(2026, 2, 3)}, "group", "correct", "2026-02-03", "2026-02-13"),
    # Whoever left after its contract (契約解除) still settles: reports from the group, the audit from us, late as ever.
    ("deliverable", "未着手", SETTLES, "group", "hand_in", "2025-12-31", "2026-01-30"),
    (
        *("deliverable", "提出", SETTLES | {"since": date(2026, 1, 29)}),
        *("secretariat", "review", "2026-01-29", "2026-02-05"),
    ),
    (
        *(
            "deliverable",
            "差戻し",
            SETTLES | {"group_status": GroupStatus.WITHDRAWN, "since": date(2026, 2, 3)},
        ),
        *("group", "hand_in_again", "2026-02-03", "2026-02-13"),
    ),
    ("audit", "未着手", SETTLES, "secretariat", "audit", "2025-12-31", "2026-01-30"),
    ("audit", "未着手", SETTLES | {"rests_on": "a", "rest_state": "未着手"}, "", "audit", "", ""),
]


def understood(kind: str, state: str, more: dict[str, Any]) -> DutyFacts:
    words: dict[str, Any] = {"mark": AttendanceMark, "followups": FollowUps, "rest_state": MilestoneState}
    return facts(kind, state, **{name: words.get(name, lambda it: it)(value) for name, value in more.items()})


@pytest.mark.parametrize(("kind", "state", "more", "holder", "act", "opens", "late"), LAW)
def test_the_law(
    kind: str, state: str, more: dict[str, Any], holder: str, act: str, opens: str, late: str
) -> None:
    found = judged(understood(kind, state, more))
    assert (found.holder or "", found.act, found.opens_on, found.late_after, found.is_settled) == (
        holder,
        act,
        day(opens),
        day(late),
        False,
    )
    assert found.waits_for == ((more["rests_on"],) if holder == "" else ())


@pytest.mark.parametrize(
    ("kind", "state", "more", "ends_as"),
    [
        *((kind, "受理", {}, "済") for kind in MilestoneKind),
        *((kind, "免除", {}, "対象なし") for kind in MilestoneKind),
        *((kind, "対象外", {}, "対象なし") for kind in MilestoneKind),
        ("session", "未着手", {"mark": "欠席(連絡なし)", "followups": "done"}, "済"),
        *((kind, "未着手", {"group_status": GroupStatus.WITHDRAWN}, "対象なし") for kind in MilestoneKind),
        *((kind, "受理", {"group_status": GroupStatus.STOPPED}, "対象なし") for kind in MilestoneKind),
        # Before its contract leaving ends even the settlement; after it all but the settlement.
        *((kind, "未着手", SETTLES | {"was_contracted": False}, "対象なし") for kind in MilestoneKind),
        *((kind, "未着手", SETTLES | {"is_settlement": False}, "対象なし") for kind in MilestoneKind),
        *((kind, "受理", SETTLES, "済") for kind in ("deliverable", "audit")),
        *((kind, "対象外", SETTLES, "対象なし") for kind in ("deliverable", "audit")),
        *((kind, "未着手", {"group_status": GroupStatus.COMPLETED}, "対象なし") for kind in MilestoneKind),
        *((kind, "受理", {"group_status": GroupStatus.COMPLETED}, "済") for kind in MilestoneKind),
    ],
)
def test_what_is_settled(kind: str, state: str, more: dict[str, Any], ends_as: str) -> None:
    found = judged(understood(kind, state, more))
    assert (found.is_settled, found.holder, found.late_after) == (True, None, None)
    assert standing_on(found, date(2027, 3, 31), 14) == ends_as


@pytest.mark.parametrize(
    ("kind", "state", "more", "days"),
    [
        # Nobody's, then the group's, then near, then late from the day after on.
        (
            *("deliverable", "未着手", {}),
            {
                "2025-12-30": ("", "予定"),
                "2025-12-31": ("group", "予定"),
                "2026-01-16": ("group", "期限間近"),
                "2026-01-30": ("group", "期限間近"),
                "2026-01-31": ("group", "期限超過"),
            },
        ),
        (
            *("deliverable", "提出", {"since": date(2026, 1, 29)}),
            {"2026-02-05": ("secretariat", "事務局対応待ち"), "2026-02-06": ("secretariat", "確認遅れ")},
        ),
        (
            "contract",
            "未着手",
            {},
            {"2026-01-30": ("secretariat", "事務局対応待ち"), "2026-01-31": ("secretariat", "事務局遅れ")},
        ),
        ("deliverable", "未着手", {"is_internal": True}, {"2026-03-31": ("group", "期限間近")}),
        ("deliverable", "未着手", {"consent_asked_on": DUE}, {"2026-03-31": ("ministry", "内閣府対応待ち")}),
        ("audit", "未着手", {"rests_on": "a", "rest_state": "未着手"}, {"2026-03-31": ("", "前提待ち")}),
        (
            *("session", "未着手", {"due": HELD}),
            {
                "2025-12-04": ("", "予定"),
                "2025-12-18": ("", "期限間近"),
                "2025-12-19": ("secretariat", "事務局対応待ち"),
                "2025-12-24": ("secretariat", "事務局対応待ち"),
                "2025-12-25": ("secretariat", "事務局遅れ"),
            },
        ),
    ],
)
def test_only_days_are_compared(
    kind: str, state: str, more: dict[str, Any], days: dict[str, tuple[str, str]]
) -> None:
    found = judged(understood(kind, state, more))
    for text, expected in days.items():
        today = date.fromisoformat(text)
        assert ((turn_on(found, today) or ""), standing_on(found, today, 14)) == expected, text


def test_a_session_whose_day_is_not_fixed_is_nobodys_and_never_late_or_near() -> None:
    found = judged(facts("session", "未着手", is_day_open=True))
    assert (found.holder, found.act, found.late_after, found.is_settled) == (None, None, None, False)
    for today in (date(2025, 8, 1), DUE, date(2026, 3, 31)):
        assert (turn_on(found, today), standing_on(found, today, 14)) == (None, Standing.OPEN)


def test_every_line_of_the_table_is_the_law_of_some_duty() -> None:
    held = {line_of(understood(kind, state, more)) for kind, state, more, *_ in LAW}
    held.add(line_of(understood("session", "未着手", {"mark": "欠席(連絡なし)", "followups": "done"})))
    held.add(line_of(facts("session", "未着手", is_day_open=True)))
    internal: dict[str, Any] = {"is_internal": True, "since": HELD}
    held |= {line_of(facts(kind, "未着手", group_status=GroupStatus.WITHDRAWN)) for kind in MilestoneKind}
    held |= {line_of(facts(kind, "差戻し", **internal)) for kind in ("deliverable", "audit")}
    held.add(line_of(facts("audit", "未着手", **internal)))
    assert held == set(TABLE)


@st.composite
def situations(draw: st.DrawFn, kinds: Iterable[MilestoneKind] = tuple(MilestoneKind)) -> DutyFacts:
    kind = draw(st.sampled_from(list(kinds)))
    return DutyFacts(
        kind=kind,
        state=draw(st.sampled_from(list(MOVES[kind]))),
        due_on=draw(DAYS),
        group_status=draw(st.sampled_from(GroupStatus)),
        is_internal=draw(st.booleans()),
        programme_starts_on=START,
        opens_days=draw(st.integers(0, 60)),
        review_days=draw(st.integers(0, 30)),
        recording_days=draw(st.integers(0, 10)),
        followup_days=draw(st.integers(0, 20)),
        since=draw(st.none() | DAYS),
        again_on=draw(st.none() | DAYS),
        consent_asked_on=draw(st.none() | DAYS),
        mark=draw(st.sampled_from(AttendanceMark)),
        followups=draw(st.sampled_from(FollowUps)),
        followup_due_on=draw(st.none() | DAYS),
        rests_on=draw(st.sampled_from(["", "expense_report"])),
        rest_state=draw(st.none() | st.sampled_from(MilestoneState)),
        rest_in_on=draw(st.none() | DAYS),
        was_contracted=draw(st.booleans()),
        is_settlement=draw(st.booleans()),
    )


@given(situations(), DAYS)
def test_nobody_is_late_on_the_move_of_another(case: DutyFacts, today: date) -> None:
    found = judged(case)
    standing, turn = standing_on(found, today, 14), turn_on(found, today)
    if standing is Standing.OVERDUE:
        assert turn is Turn.GROUP and case.kind is not MilestoneKind.SESSION
    if standing in (Standing.REVIEW_LATE, Standing.OURS_LATE):
        assert turn is Turn.SECRETARIAT
    assert (standing is Standing.REVIEW_LATE) <= (found.act is Act.REVIEW)
    if turn in (None, Turn.MINISTRY) or found.waits_for:
        assert standing not in (Standing.OVERDUE, Standing.REVIEW_LATE, Standing.OURS_LATE)
    if case.group_status.has_left and not (case.was_contracted and case.is_settlement):
        assert standing is Standing.NONE


@given(situations(), DAYS, st.integers(0, 400))
def test_what_is_late_stays_late_until_somebody_acts(case: DutyFacts, today: date, later: int) -> None:
    found = judged(case)
    now = standing_on(found, today, 14)
    if now in (Standing.OVERDUE, Standing.REVIEW_LATE, Standing.OURS_LATE):
        assert standing_on(found, today + timedelta(days=later), 14) is now


@given(situations([MilestoneKind.SESSION]), DAYS)
def test_a_session_is_never_late_of_a_group(case: DutyFacts, today: date) -> None:
    found = judged(case)
    assert found.holder is not Turn.GROUP
    assert standing_on(found, today, 14) is not Standing.OVERDUE


@given(situations([MilestoneKind.DELIVERABLE]), st.integers(1, 60))
def test_an_extension_never_makes_a_hand_in_late_earlier(any_case: DutyFacts, days: int) -> None:
    case = replace(any_case, state=MilestoneState.NOT_STARTED, consent_asked_on=None)
    before, after = judged(case), judged(replace(case, due_on=case.due_on + timedelta(days=days)))
    if before.late_after is not None:
        assert after.late_after is not None and after.late_after > before.late_after


@given(DAYS)
def test_a_return_leaves_seven_days_on_which_offices_are_open(returned: date) -> None:
    until = again_by(returned)
    between = (returned + timedelta(days=count) for count in range(1, (until - returned).days + 1))
    assert sum(not is_closed(each) for each in between) == 7
    assert not is_closed(until)
