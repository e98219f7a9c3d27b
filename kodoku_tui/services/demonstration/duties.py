"""What the invented groups owe and how they keep it: contracts, sessions, documents, and the end of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.demonstration.cast import Cast, Member, material
from kodoku_tui.services.demonstration.opening import extra_session_days, session_days
from kodoku_tui.services.demonstration.sessions import tell_sessions
from kodoku_tui.services.demonstration.story import Story, days, open_day, open_days_after
from kodoku_tui.services.duties.milestones import extend_due, move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.sessions.sessions import mark_attendance

_DOCUMENTS = ("outcome_report", "expense_report", "final_audit")
_LATE_CONTRACTS = 2
_LATE_DOCUMENTS = 5
# Who came is written down at the end of the day of the session.
_MARKED_FROM = time(16, 40)
# Absent groups watch the recording: some soon, the others only after much reminding.
_SOON_SHARE, _SOON, _SLOW = 0.35, (5, 30), (60, 170)

# Outcome reports that come long before they are due: what happens, and how many days before.
_EARLY_REPORTS: tuple[tuple[tuple[Move, int], ...], ...] = (
    ((Move.SUBMIT, 64), (Move.RETURN, 58), (Move.SUBMIT, 50), (Move.ACCEPT, 45)),
    ((Move.SUBMIT, 62), (Move.REVIEW, 60), (Move.ACCEPT, 55)),
    ((Move.SUBMIT, 60), (Move.REVIEW, 57), (Move.ACCEPT, 40)),
    ((Move.SUBMIT, 53), (Move.RETURN, 49), (Move.SUBMIT, 35), (Move.ACCEPT, 30)),
    ((Move.SUBMIT, 50), (Move.ACCEPT, 43)),
    ((Move.SUBMIT, 50), (Move.REVIEW, 48), (Move.ACCEPT, 42)),
)


@dataclass(frozen=True, slots=True)
class _Step:
    move: Move
    on: date
    comment: str = ""


def tell_duties(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Every milestone of every group, the extensions, and how groups leave or complete."""
    due = {milestone["key"]: milestone["planned_on"] for milestone in plan["milestones"]}
    _tell_early_ends(story, cast, plan)
    lasting = [member for member in cast.members if member.ends_on == date.max]
    extended = _tell_extensions(story, lasting, due)
    _tell_contracts(story, cast, plan, due["contract"], extended)
    _tell_sessions(story, cast, plan)
    tell_sessions(story, cast, plan)
    _tell_extra_sessions(story, cast, plan)
    _tell_documents(story, lasting, due, extended)
    for member in lasting:
        _tell_completion(story, member, due)


def _tell_early_ends(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    for name, status in (("withdrawal", GroupStatus.WITHDRAWN), ("stop", GroupStatus.STOPPED)):
        told = material("cast")[name]
        member = cast.member(told["number"])
        member.ends_on = open_day(plan["starts_on"] + days(told["after"]))
        _tell_end(story, member, status, told["reason"])


def _tell_end(story: Story, member: Member, status: GroupStatus, reason: str = "") -> None:
    end = partial(end_group, number=member.number, status=status, on=member.ends_on, reason=reason)
    story.tell(member.ends_on, member.main, end)


def _tell_extensions(
    story: Story, lasting: list[Member], due: Mapping[str, date]
) -> dict[tuple[int, str], date]:
    """Draw who gets an extension; returns the new due dates by group and milestone."""
    told = material("cast")["extension"]
    extended: dict[tuple[int, str], date] = {}
    for extension, member in zip(told, story.random.sample(lasting, len(told)), strict=True):
        key = extension["key"]
        to = due[key] + days(extension["days"])
        extended[member.number, key] = to
        extend = partial(extend_due, number=member.number, key=key, to=to, reason=extension["reason"])
        story.tell(open_day(due[key] + days(extension["recorded"])), member.main, extend)
    return extended


def _tell_contracts(
    story: Story, cast: Cast, plan: Mapping[str, Any], due: date, extended: Mapping[tuple[int, str], date]
) -> None:
    late = {number for number, key in extended if key == "contract"}
    others = [member.number for member in cast.members if member.number not in late]
    late.update(story.random.sample(others, _LATE_CONTRACTS - len(late)))
    for member in cast.members:
        if member.number in late:
            handed_in = open_days_after(due, story.random.randint(2, 6))
            steps = [_Step(Move.SUBMIT, handed_in), _Step(Move.ACCEPT, open_days_after(handed_in, 2))]
        else:
            handed_in = open_day(plan["starts_on"] + days(story.random.randint(8, 20)))
            steps = _reviewed(story, "contract", handed_in, returned_share=0.06)
        _tell_steps(story, member, "contract", steps)
        member.contract_on = steps[-1].on


def _tell_sessions(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    held = session_days(plan)
    waived = material("cast")["waived"]
    excused = cast.member(waived["number"])
    step = _Step(Move.WAIVE, open_day(held[waived["key"]] - days(9)), waived["reason"])
    _tell_steps(story, excused, waived["key"], [step])
    for session in material("cast")["session"]:
        key = session["key"]
        invited = [
            member
            for member in cast.members
            if member.ends_on > held[key] and not (member is excused and key == waived["key"])
        ]
        absent = story.random.sample(invited, session["absent"])
        forgotten = story.random.choice(absent)
        moment = datetime.combine(held[key], _MARKED_FROM)
        for main in cast.staff:
            entries = [
                _attendance(story, key, member, is_absent=member in absent)
                for member in invited
                if member.main == main and member is not forgotten
            ]
            moment = _tell_marks(story, main, entries, after=moment)
        for member in invited:
            if member not in absent:
                member.fulfilled_on[key] = held[key]
        for member in absent:
            if member.number == material("cast")["absentee"]["number"]:
                continue
            _tell_recording(story, member, key, held[key])


def _tell_extra_sessions(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    for key, held_on in extra_session_days(plan).items():
        if any(told["key"] == key and "invited" in told for told in material("cast")["extra_session"]):
            # Who comes of those invited is told with the rest of that session.
            continue
        there = [member for member in cast.members if member.ends_on > held_on]
        came = story.random.sample(there, story.random.randint(14, 30))
        moment = datetime.combine(held_on, _MARKED_FROM)
        for main in cast.staff:
            entries = [
                AttendanceEntry(
                    session=key,
                    group_no=member.number,
                    mark=AttendanceMark.ONLINE,
                    heads=story.random.randint(1, 2),
                )
                for member in came
                if member.main == main
            ]
            moment = _tell_marks(story, main, entries, after=moment)


def _tell_marks(story: Story, main: str, entries: list[AttendanceEntry], *, after: datetime) -> datetime:
    if not entries:
        return after
    return story.tell(after.date(), main, partial(mark_attendance, entries=entries), after=after)


def _attendance(story: Story, key: str, member: Member, *, is_absent: bool) -> AttendanceEntry:
    words = material("cast")
    if is_absent:
        has_excuse = story.chance(0.8)
        return AttendanceEntry(
            session=key,
            group_no=member.number,
            mark=AttendanceMark.EXCUSED if has_excuse else AttendanceMark.ABSENT,
            note=story.random.choice(words["absences" if has_excuse else "absences_without_word"]),
        )
    return AttendanceEntry(
        session=key,
        group_no=member.number,
        mark=AttendanceMark.ON_SITE if story.chance(0.45) else AttendanceMark.ONLINE,
        heads=story.random.randint(1, 3),
        names=story.random.choice(words["attendees"]),
    )


def _tell_recording(story: Story, member: Member, key: str, held_on: date) -> None:
    first, last = _SOON if story.chance(_SOON_SHARE) else _SLOW
    watched_on = open_days_after(held_on + days(story.random.randint(first, last)), 1)
    if watched_on >= member.ends_on:
        return
    member.fulfilled_on[key] = watched_on
    entry = AttendanceEntry(session=key, group_no=member.number, mark=AttendanceMark.RECORDING, heads=1)
    story.tell(watched_on, member.main, partial(mark_attendance, entries=[entry]))


def _tell_documents(
    story: Story, lasting: list[Member], due: Mapping[str, date], extended: Mapping[tuple[int, str], date]
) -> None:
    on_time = [member for member in lasting if (member.number, "outcome_report") not in extended]
    drawn = story.random.sample(on_time, len(_EARLY_REPORTS))
    early = {member.number: course for member, course in zip(drawn, _EARLY_REPORTS, strict=True)}
    late = {key: story.random.sample(on_time, _LATE_DOCUMENTS) for key in _DOCUMENTS}
    for member in lasting:
        before: list[_Step] = []
        for key in _DOCUMENTS:
            until = extended.get((member.number, key), due[key])
            if key == "outcome_report" and member.number in early:
                steps = _early(story, until, early[member.number])
            else:
                is_late = member in late[key]
                handed_in = _handed_in(story, until, is_late=is_late)
                not_before = None
                if key == "final_audit":
                    # The audit looks at the expense report: it begins once that is in, and is settled after it.
                    came_in = max(step.on for step in before if step.move is Move.SUBMIT)
                    handed_in, not_before = max(handed_in, came_in), before[-1].on
                steps = _reviewed(story, key, handed_in, returned_share=0.3, not_before=not_before)
            _tell_steps(story, member, key, steps)
            before = steps


def _handed_in(story: Story, due: date, *, is_late: bool) -> date:
    if is_late:
        return open_days_after(due, story.random.randint(2, 8))
    return open_day(due - days(int(story.random.triangular(0, 12, 2))))


def _early(story: Story, due: date, course: tuple[tuple[Move, int], ...]) -> list[_Step]:
    steps: list[_Step] = []
    for move, before in course:
        on = open_day(due - days(before))
        if steps and on <= steps[-1].on:
            on = open_days_after(steps[-1].on, 1)
        steps.append(_Step(move, on, _reason(story, "outcome_report") if move is Move.RETURN else ""))
    return steps


def _reviewed(
    story: Story, key: str, handed_in: date, *, returned_share: float, not_before: date | None = None
) -> list[_Step]:
    """A hand-in and what we do with it, until it is accepted."""
    steps = [_Step(Move.SUBMIT, handed_in)]
    if story.chance(0.5):
        steps.append(_Step(Move.REVIEW, open_days_after(handed_in, 1)))
    if story.chance(returned_share):
        returned = open_days_after(steps[-1].on, story.random.randint(1, 2))
        again = open_days_after(returned, story.random.randint(1, 4))
        steps += [_Step(Move.RETURN, returned, _reason(story, key)), _Step(Move.SUBMIT, again)]
    accepted = open_days_after(max(steps[-1].on, not_before or steps[-1].on), story.random.randint(1, 3))
    return [*steps, _Step(Move.ACCEPT, accepted)]


def _reason(story: Story, key: str) -> str:
    reason: str = story.random.choice(material("cast")["returns"][key])
    return reason


def _tell_steps(story: Story, member: Member, key: str, steps: list[_Step]) -> None:
    for step in steps:
        take = partial(
            move_milestone,
            number=member.number,
            key=key,
            move=step.move,
            on=step.on,
            comment=step.comment,
            insists=True,
        )
        story.tell(step.on, member.main, take)
    member.fulfilled_on[key] = steps[-1].on
    member.steps[key] = [(step.move, step.on, step.comment) for step in steps]


def _tell_completion(story: Story, member: Member, due: Mapping[str, date]) -> None:
    if set(due) <= set(member.fulfilled_on):
        member.ends_on = open_days_after(max(member.fulfilled_on.values()), story.random.randint(2, 9))
        _tell_end(story, member, GroupStatus.COMPLETED)
