"""Promises (対応事項) changed, put off and withdrawn from view. Written down and kept they are in `services.issues`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import Turn
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.register import group_of
from kodoku_tui.services.staff import staff_id_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.entries import ActionChange


@dataclass(frozen=True, slots=True)
class Postponement:
    """One time that a promise was put off; dates are ISO text, `since` None where it had no date before."""

    action_id: int
    since: str | None
    to: str
    on: str
    by: str
    reason: str


def change_action(desk: Desk, action_id: int, change: ActionChange, *, version: int) -> None:
    """Correct a promise. Raises `StaleVersion` when somebody else changed it first.

    A date that is only later is better put off with a reason: see `postpone_action`.
    """
    action = action_of(desk, action_id)
    if not change.title:
        raise Refused("error.title_empty", field="title")
    with desk.writing("unit.change_action", number=action["group_no"], title=change.title) as unit:
        unit.update(
            "action",
            action_id,
            {
                "title": change.title,
                "turn": (Turn.GROUP if change.by_group else Turn.SECRETARIAT).value,
                "staff_id": staff_id_of(unit.connection, change.staff) if change.staff else None,
                "due_on": change.due_on.isoformat() if change.due_on else None,
            },
            version=version,
        )


def postpone_action(desk: Desk, action_id: int, *, to: date, reason: str, version: int | None = None) -> None:
    """Put a promise off to a later day; the day before it, who, when and why stay readable.

    Raises `Refused` for one that was kept already, a day that is not later than today and than its due day,
    and without a reason.
    """
    action = action_of(desk, action_id)
    reason = clean_text(reason).text
    if action["done_on"] is not None:
        raise Refused("error.action_done_already", title=action["title"], date=action["done_on"])
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


def hide_action(desk: Desk, action_id: int) -> None:
    """Withdraw a promise from view: it was written down by mistake."""
    action = action_of(desk, action_id)
    with desk.writing("unit.hide_action", number=action["group_no"], title=action["title"]) as unit:
        unit.update("action", action_id, {"is_hidden": 1}, version=action["version"])


def list_postponements(desk: Desk, number: int | None = None) -> list[Postponement]:
    """How often and why promises of one group, or of all, were put off; oldest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "postponements",
            programme_id=desk.programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return [Postponement(**postponement) for postponement in found]


def action_of(desk: Desk, action_id: int) -> sqlite3.Row:
    """One promise with its group's number and who sees to it; raises `Refused` when there is none."""
    with desk.reading() as connection:
        action = row(connection, "action", action_id=action_id)
    if action is None:
        raise Refused("error.no_such_action", field="action", number=action_id)
    return action
