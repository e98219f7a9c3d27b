"""What happens around the sessions of the invented year: invited groups, absences and their follow-up, surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.sessions import FollowUp
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.services.checkins.actions import finish_action, list_actions
from kodoku_tui.services.demonstration.cast import Cast, Member, material
from kodoku_tui.services.demonstration.opening import extra_session_days, invited_to, session_days
from kodoku_tui.services.demonstration.story import Story, StoryDesk, days, open_days_after
from kodoku_tui.services.sessions.followups import absent_numbers, add_followups
from kodoku_tui.services.sessions.sessions import list_attendance, mark_attendance
from kodoku_tui.services.sessions.surveys import add_survey

# After everybody else has written down who came.
_EVENING = time(18, 20)
_MORNING = time(9, 30)
_CAME, _EXCUSED = 0.62, 0.85
_ANSWERS = (9, 22)
_SCORES = (2, 3, 3, 4, 4, 4, 4, 5, 5, 5)
# One in so many materials goes out late.
_LATE = 5
_DAYS_TO_MAKE_UP = 30


def tell_sessions(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Everything around the sessions that is not a duty itself. Draws from dice of its own: the rest stays as it is."""
    random = Random(f"rooms {story.today.isoformat()}")
    held = session_days(plan)
    _tell_absentee(story, cast, held)
    for key, held_on in held.items():
        _tell_followups(story, cast, key, held_on)
    for extra in material("cast")["extra_session"]:
        held_on = extra_session_days(plan)[extra["key"]]
        invited = invited_to(cast, extra, held_on)
        if invited:
            _tell_invited(story, cast, extra["key"], held_on, invited, random)
    for key, held_on in {**held, **extra_session_days(plan)}.items():
        _tell_answers(story, cast, key, held_on, random)


def _tell_absentee(story: Story, cast: Cast, held: Mapping[str, date]) -> None:
    """One group stays away again and again, and is asked to a lesson of its own."""
    told = material("cast")["absentee"]
    member = cast.member(told["number"])
    keys: Sequence[str] = told["sessions"]
    for position, (key, note) in enumerate(zip(keys, told["notes"], strict=True)):
        mark = AttendanceMark.ABSENT if position == 1 else AttendanceMark.EXCUSED
        entry = AttendanceEntry(session=key, group_no=member.number, mark=mark, heads=0, names="", note=note)
        moment = datetime.combine(held[key], _EVENING)
        story.tell_at(moment, member.main, partial(mark_attendance, entries=[entry]))
    asked_on = open_days_after(held[keys[1]], 3)
    make_up = partial(
        add_followups,
        key=keys[1],
        numbers=[member.number],
        what=FollowUp.MAKE_UP,
        due_on=open_days_after(asked_on, _DAYS_TO_MAKE_UP),
    )
    story.tell_at(datetime.combine(asked_on, _MORNING) + timedelta(minutes=30), member.main, make_up)
    watched_on = open_days_after(held[keys[-1]] + days(told["watches_after"]), 1)
    for minutes, key in enumerate(keys):
        entry = AttendanceEntry(session=key, group_no=member.number, mark=AttendanceMark.RECORDING, heads=1)
        moment = datetime.combine(watched_on, _MORNING) + timedelta(minutes=minutes)
        story.tell_at(moment, member.main, partial(mark_attendance, entries=[entry]))
        member.fulfilled_on[key] = watched_on


def _tell_followups(story: Story, cast: Cast, key: str, held_on: date) -> None:
    """The materials go to everybody who was absent: to most within the week, to all within the month."""
    promised_on = open_days_after(held_on, 1)

    def promise(desk: StoryDesk) -> None:
        numbers = absent_numbers(desk, key)
        if numbers:
            add_followups(desk, key, numbers, FollowUp.MATERIALS, due_on=open_days_after(held_on, 6))

    def send(desk: StoryDesk, with_late: bool) -> None:
        for one in list_actions(desk):
            is_ours = one.session == key and one.followup == FollowUp.MATERIALS
            if is_ours and (with_late or one.group_no % _LATE):
                finish_action(desk, one.id, on=desk.today)

    story.tell_at(datetime.combine(promised_on, _MORNING), cast.leader, promise)
    for after, with_late in ((4, False), (15, True)):
        moment = datetime.combine(open_days_after(held_on, after), _EVENING)
        story.tell_at(moment, cast.leader, partial(send, with_late=with_late))


def _tell_invited(
    story: Story, cast: Cast, key: str, held_on: date, invited: Sequence[Member], random: Random
) -> None:
    """Most of the invited come; some say that they cannot, and of a few nobody knows."""
    entries = []
    for member in invited:
        drawn, heads = random.random(), random.randint(1, 2)
        if drawn < _CAME:
            mark = AttendanceMark.ONLINE
        elif drawn < _EXCUSED:
            mark, heads = AttendanceMark.EXCUSED, 0
        else:
            continue
        entries.append(AttendanceEntry(session=key, group_no=member.number, mark=mark, heads=heads))
    mark_all = partial(mark_attendance, entries=entries)
    story.tell_at(datetime.combine(held_on, _EVENING), cast.leader, mark_all)


def _tell_answers(story: Story, cast: Cast, key: str, held_on: date, random: Random) -> None:
    """Some of those who came answer the survey within days, half of them with their group's name."""
    comments: Sequence[str] = material("cast")["survey"]["comments"]
    drawn = [
        (random.choice(_SCORES), random.choice(comments), random.random() < 0.5, random.random())
        for _ in range(random.randint(*_ANSWERS))
    ]

    def record(desk: StoryDesk) -> None:
        came = [one.group_no for one in list_attendance(desk, key) if AttendanceMark(one.mark).fulfils]
        for score, comment, is_named, place in drawn[: len(came)]:
            number = came[int(place * len(came))] if is_named else None
            add_survey(desk, key, score=score, comment=comment, number=number)

    story.tell_at(datetime.combine(open_days_after(held_on, 2), _MORNING), cast.leader, record)
