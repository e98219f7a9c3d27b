"""What was promised (対応事項): written down, kept, put off, corrected, withdrawn from view."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import (
    active_group_of,
    ended_on,
    group_of,
    said_after_ending,
)
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.checkins.entries import ActionChange, ActionEntry
    from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """One promise as it stands in the file; dates are ISO text."""

    id: int
    version: int
    group_no: int
    group: str
    title: str
    turn: str
    staff: str | None
    due: str | None
    done: str | None
    # done, or how near its day is (`Nearness`).
    nearness: str
    checkin_id: int | None = None
    issue_id: int | None = None
    # Which promise of the check-in's note it is, from 0; and how often it was put off.
    note_line: int | None = None
    postponed: int = 0
    session: str | None = None
    followup: str = ""


@dataclass(frozen=True, slots=True)
class Postponement:
    """One time that a promise was put off; dates are ISO text, `since` None where it had no date before."""

    action_id: int
    since: str | None
    to: str
    on: str
    by: str
    reason: str


def add_action(desk: Desk, entry: ActionEntry) -> Outcome:
    """Write down a promise; ours falls to `staff`, else to whoever writes."""
    entry.check()
    group = active_group_of(desk, entry.group_no)
    if entry.issue_id is not None:
        issue = row(desk.connection, "issues/issue", issue_id=entry.issue_id)
        if issue is None or issue["group_id"] != group["id"]:
            raise Refused("error.no_such_issue", field="issue", number=entry.issue_id)
    with desk.writing(
        "unit.add_action", number=entry.group_no, name=group["name"], title=entry.title
    ) as unit:
        action_id = insert_action(desk, unit, group["id"], entry)
    saved = Said("saved.action", group=f"{entry.group_no} {group['name']}", title=entry.title)
    return Outcome.of(unit, saved, row_id=action_id)


def finish_action(desk: Desk, action_id: int, *, on: date) -> Outcome:
    """A promise was kept; of a group that has left as well, which is said of it."""
    action = open_action_of(desk, action_id)
    group = group_of(desk, action["group_no"])
    what = "unit.finish_action" if ended_on(group) is None else "unit.finish_action_after_ending"
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    with desk.writing(what, number=action["group_no"], title=action["title"], status=group["status"]) as unit:
        unit.update("action", action_id, {"done_on": on.isoformat()}, version=action["version"])
        if action["followup"]:
            from kodoku_tui.services.sessions.followups import followed_up

            followed_up(unit, action)
    saved = Said("saved.action_done", title=action["title"])
    return Outcome.of(unit, saved, row_id=action_id, followed=said_after_ending(group))


def change_action(desk: Desk, action_id: int, change: ActionChange, *, version: int) -> Outcome:
    """Correct a promise. Raises `StaleVersion` when somebody else changed it first.

    A date that is only later is better put off with a reason: see `postpone_action`.
    """
    action = action_of(desk, action_id)
    if not change.title:
        raise Refused("error.title_empty", field="title")
    with desk.writing("unit.change_action", number=action["group_no"], title=change.title) as unit:
        rewrite_action(unit, action, change, version=version)
    return Outcome.of(unit, Said("saved.action_changed", title=change.title), row_id=action_id)


def postpone_action(
    desk: Desk, action_id: int, *, to: date, reason: str, version: int | None = None
) -> Outcome:
    """Put a promise off to a later day; the day before it, who, when and why stay readable.

    Raises `Refused` for one that was kept already, a day that is not later than today and than its due day,
    and without a reason.
    """
    action = open_action_of(desk, action_id)
    reason = clean_text(reason).text
    latest = max(filter(None, (action["due_on"], desk.today.isoformat())))
    if to.isoformat() <= latest:
        raise Refused("error.postponed_not_later", field="to", date=to, before=latest)
    if not reason:
        raise Refused("error.reason_empty", field="reason")
    with desk.writing(
        "unit.postpone_action", number=action["group_no"], title=action["title"], date=to
    ) as unit:
        unit.insert(
            "postponement",
            action_id=action_id,
            postponed_from=action["due_on"],
            postponed_to=to.isoformat(),
            recorded_on=desk.today.isoformat(),
            recorded_by=desk.staff,
            reason=reason,
        )
        unit.update(
            "action",
            action_id,
            {"due_on": to.isoformat()},
            version=action["version"] if version is None else version,
        )
    return Outcome.of(unit, Said("saved.postponed", title=action["title"], to=to), row_id=action_id)


def hide_action(desk: Desk, action_id: int) -> Outcome:
    """Withdraw a promise from view: it was written down by mistake."""
    action = action_of(desk, action_id)
    with desk.writing("unit.hide_action", number=action["group_no"], title=action["title"]) as unit:
        unit.update("action", action_id, {"is_hidden": 1}, version=action["version"])
    return Outcome.of(unit, Said("saved.hidden"), row_id=action_id)


def list_actions(
    desk: Desk, number: int | None = None, *, with_done: bool = False, staff: str | None = None
) -> list[RecordedAction]:
    """Promises of one group or of all, earliest due first.

    With `staff` those that this person does or sees to and, where nobody is named, those of their groups.
    """
    with desk.reading() as connection:
        found = rows(
            connection,
            "checkins/actions",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
            issue_id=None,
            with_done=int(with_done),
            staff_id=staff_id_of(connection, staff, with_retired=True) if staff else None,
        )
        return [RecordedAction(**action) for action in found]


def list_postponements(desk: Desk, number: int | None = None) -> list[Postponement]:
    """How often and why promises of one group, or of all, were put off; oldest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "checkins/postponements",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [Postponement(**postponement) for postponement in found]


def action_of(desk: Desk, action_id: int) -> sqlite3.Row:
    """One promise with its group's number and who sees to it; raises `Refused` when there is none."""
    with desk.reading() as connection:
        action = row(connection, "checkins/action", action_id=action_id)
    if action is None:
        raise Refused("error.no_such_action", field="action", number=action_id)
    return action


def open_action_of(desk: Desk, action_id: int) -> sqlite3.Row:
    """As `action_of`; raises `Refused` for a promise that was kept."""
    action = action_of(desk, action_id)
    if action["done_on"] is not None:
        raise Refused("error.action_done_already", title=action["title"], date=action["done_on"])
    return action


def insert_action(desk: Desk, unit: Unit, group_id: int, entry: ActionEntry) -> int:
    """Write down a promise within another act."""
    by_whom = entry.staff or ("" if entry.by_group else desk.staff)
    return unit.insert(
        "action",
        group_id=group_id,
        checkin_id=entry.checkin_id,
        issue_id=entry.issue_id,
        title=entry.title,
        turn=(Turn.GROUP if entry.by_group else Turn.SECRETARIAT).value,
        staff_id=staff_id_of(unit.connection, by_whom) if by_whom else None,
        due_on=entry.due_on.isoformat() if entry.due_on else None,
    )


def rewrite_action(unit: Unit, action: sqlite3.Row, change: ActionChange, *, version: int) -> None:
    """Make a promise what `change` says, within another act."""
    changes = {
        "title": change.title,
        "turn": (Turn.GROUP if change.by_group else Turn.SECRETARIAT).value,
        "staff_id": _who_does_it(unit, action, change.staff),
        "due_on": change.due_on.isoformat() if change.due_on else None,
    }
    unit.update("action", action["id"], changes, version=version)


def _who_does_it(unit: Unit, action: sqlite3.Row, name: str | None) -> int | None:
    """Who it falls to: whoever had it may have retired since, nobody who has retired is given it."""
    if not name:
        return None
    stays = action["staff"] is not None and search_key(name) == search_key(action["staff"])
    return staff_id_of(unit.connection, name, with_retired=stays)
