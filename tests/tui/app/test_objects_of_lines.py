"""What F2, m and t give for a line is a form about the row that the line shows, or a refusal that says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.work.rows import TodayRow
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.search import Found, search
from kodoku_tui.services.duties.milestones import MilestoneEntry, list_milestones
from kodoku_tui.services.duties.month import Duty, duties_between
from kodoku_tui.services.identity import group_uid, session_uid, uid_of
from kodoku_tui.services.sessions.sessions import list_attendance, list_sessions, session_of_milestone
from kodoku_tui.services.work.today import today_list
from kodoku_tui.services.work.worklist import WorkItem, worklist
from kodoku_tui.tui.app.editing import form_of
from kodoku_tui.tui.desk import search as search_screen
from kodoku_tui.tui.duties import day
from kodoku_tui.tui.duties.milestone_form import ExtensionForm, MilestoneForm
from kodoku_tui.tui.work import lines

# So many of a kind are tried.
SOME = 3
YEAR = date(2025, 4, 1), date(2026, 3, 31)

Line = TypeVar("Line")


def some_of_each(lines: Iterable[Line], kind: Callable[[Line], Hashable]) -> list[Line]:
    """The first lines of each kind."""
    seen: Counter[Hashable] = Counter()
    chosen = []
    for line in lines:
        seen[kind(line)] += 1
        if seen[kind(line)] <= SOME:
            chosen.append(line)
    return chosen


def about(make: Callable[[], Any]) -> tuple[str, ...] | str:
    """What the form is about; the reason where there is none."""
    try:
        form = make()
    except Refused as refusal:
        return refusal.key
    found: tuple[str, ...] = form.about
    return found


def who_came(desk: Desk, number: int, session: str) -> tuple[str, ...] | str:
    """The form of a group at a session; a group that is not on its page has none."""
    if not list_attendance(desk, session, number=number):
        return "error.not_on_attendance"
    return session_uid(desk, session), group_uid(desk, number)


def milestones_of(desk: Desk) -> dict[tuple[int, str], MilestoneEntry]:
    return {(one.group_no, one.key): one for one in list_milestones(desk)}


def row_of_work(desk: Desk, item: WorkItem) -> tuple[str, ...] | str:
    number = item.group_no
    if number is None:
        return (uid_of(desk, "session", item.item_id),)
    if item.promise_id is not None:
        return (uid_of(desk, "action", item.promise_id),)
    if item.what == "checkin":
        newest = list_checkins(desk, number, limit=1)
        return (uid_of(desk, "checkin", newest[0].id),) if newest else "checkins.nothing_to_correct"
    if item.kind == MilestoneKind.SESSION:
        return who_came(desk, number, session_of_milestone(desk, item.key or ""))
    return (uid_of(desk, "milestone", item.item_id),)


def row_of_duty(desk: Desk, duty: Duty) -> tuple[str, ...] | str:
    if duty.group_no is None:
        (held,) = [one.id for one in list_sessions(desk) if one.key == duty.key]
        return (uid_of(desk, "session", held),)
    if duty.kind == MilestoneKind.SESSION:
        return who_came(desk, duty.group_no, session_of_milestone(desk, duty.key))
    return (uid_of(desk, "milestone", milestones_of(desk)[duty.group_no, duty.key].id),)


def row_of_found(desk: Desk, found: Found) -> tuple[str, ...] | str:
    number = found.group_no
    tables = {"group": "adopted_group", "review": "review_group"}
    if number is None or found.kind in ("comment", "survey", "extension"):
        return "error.stays_as_said"
    row = uid_of(desk, tables.get(found.kind, found.kind), found.row_id)
    if found.kind == "attendance":
        with desk.reading() as connection:
            (held,) = connection.execute(
                "SELECT session_id FROM attendance WHERE id = ?", (found.row_id,)
            ).fetchone()
        return uid_of(desk, "session", held), group_uid(desk, number)
    return (group_uid(desk, number), row) if found.kind in ("contact", "plan_change") else (row,)


def test_f2_on_the_work_list(lively_desk: Desk) -> None:
    items = some_of_each(worklist(lively_desk), lambda item: (item.what, item.kind, item.urgency))
    assert {item.what for item in items} >= {"milestone", "review", "checkin", "action", "session"}
    given = {item: about(partial(form_of, lively_desk, lines.thing_of(item))) for item in items}
    assert given == {item: row_of_work(lively_desk, item) for item in items}


def row_of_today(desk: Desk, row: TodayRow) -> tuple[str, ...] | str:
    head, number = row.head, row.group.number if row.group else None
    if number is None:
        if head.what not in ("attendance", "followup", "session"):
            return "error.stays_as_said"
        (held,) = [one.id for one in list_sessions(desk) if one.key == head.duty]
        return (uid_of(desk, "session", held),)
    if head.what in ("checkin", "condition"):
        newest = list_checkins(desk, number, limit=1)
        return (uid_of(desk, "checkin", newest[0].id),) if newest else "checkins.nothing_to_correct"
    if head.what == "absences":
        return (group_uid(desk, number),)
    tables = {"milestone": "milestone", "review": "milestone", "action": "action", "issue": "issue"}
    return (uid_of(desk, tables[head.what], head.item_id or 0),)


def test_f2_on_the_rows_of_today(lively_desk: Desk) -> None:
    rows = some_of_each(today_list(lively_desk), lambda row: (row.head.what, row.is_fold))
    assert {row.head.what for row in rows} >= {"milestone", "review", "checkin", "action", "issue"}
    given = {row.key: about(partial(form_of, lively_desk, lines.thing_of_row(row))) for row in rows}
    assert given == {row.key: row_of_today(lively_desk, row) for row in rows}


def test_f2_on_the_days_of_the_calendar(lively_desk: Desk) -> None:
    duties = some_of_each(duties_between(lively_desk, *YEAR), lambda duty: (duty.what, duty.kind, duty.state))
    assert {duty.what for duty in duties} == {"milestone", "session"}
    given = {duty: about(partial(form_of, lively_desk, day.thing_of(duty))) for duty in duties}
    assert given == {duty: row_of_duty(lively_desk, duty) for duty in duties}


def test_f2_on_what_was_found(rich_desk: Desk) -> None:
    found = some_of_each(
        (one for words in ("の", "会", "人", "に", "花子") for one in search(rich_desk, words)),
        lambda one: one.kind,
    )
    assert {one.kind for one in found} >= {
        "checkin",
        "issue",
        "remedy",
        "action",
        "contact",
        "group",
        "review",
    }
    given = [about(partial(form_of, rich_desk, search_screen.thing_of(one))) for one in found]
    assert given == [row_of_found(rich_desk, one) for one in found]


def test_m_and_t_on_every_state_of_every_kind_of_milestone(lively_desk: Desk) -> None:
    some = some_of_each(list_milestones(lively_desk), lambda one: (one.kind, one.state))
    assert len({(one.kind, one.state) for one in some}) > len(MilestoneKind)
    for one in some:
        row = (uid_of(lively_desk, "milestone", one.id),)
        moved = about(partial(MilestoneForm, lively_desk, one.group_no, one.key))
        was_attended = one.kind == MilestoneKind.SESSION and one.turn is None and one.state == "受理"
        assert moved == ("error.session_by_attendance" if was_attended else row)
        extended = about(partial(ExtensionForm, lively_desk, one.group_no, one.key))
        assert extended == ("error.nothing_to_extend" if one.is_settled else row)


def test_m_and_t_without_a_milestone_choose_none(lively_desk: Desk) -> None:
    for form in (MilestoneForm(lively_desk, 1, None), ExtensionForm(lively_desk, 1, None)):
        assert (form.about, form.pointed_at) == ((group_uid(lively_desk, 1),), None)
