"""What a review decides for a group: in words, seen without anything to decide, made a promise."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.lengths import shortened
from kodoku_tui.services.checkins.actions import action_of, insert_action, rewrite_action
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of, group_of
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.services.review.reviews import lines_of_review, review_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.checkins.entries import ActionEntry
    from kodoku_tui.domain.review.entries import DecisionEntry
    from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Decision:
    """What one review decided for a group. Days are ISO text; `turn` is empty while nobody said who does it.

    `done_on` is the day on which the promise that it became was kept.
    """

    review: int
    started_on: str
    decided_on: str
    decision: str
    turn: str
    by: str | None
    due_on: str | None
    is_promised: bool
    done_on: str | None


def decide(
    desk: Desk,
    review_id: int,
    number: int,
    entry: DecisionEntry,
    *,
    version: int | None = None,
    promises: bool = False,
) -> Outcome:
    """Write down what was decided for the group with this number; a decision that was there is replaced.

    `promises` makes it a promise (対応事項) in the same act, unless it is one already: that goes along with the new
    words, unless it was kept or changed by itself. Raises `Refused` without words, for a group that is not in the
    review, for a person who is not registered, for a promise of a group that has left, and `StaleVersion` when somebody
    else wrote first.
    """
    entry.check()
    line = line_of_group(desk, review_id, number)
    is_new_promise = promises and line["promise_id"] is None
    promise = _promise(number, entry.decision, entry.by_group, entry.staff, entry.due_on)
    stays: tuple[Said, ...] = ()
    followed: tuple[Said, ...] = ()
    if is_new_promise:
        active_group_of(desk, number)
    with desk.writing("unit.decide", number=number, name=line["group"]) as unit:
        changes = {
            "decided": entry.decision,
            "turn": _turn_of(entry),
            "staff_id": _staff_id(unit.connection, entry.staff, line),
            "due_on": entry.due_on.isoformat() if entry.due_on else None,
            "looked_on": line["looked_on"] or desk.today.isoformat(),
        }
        if is_new_promise:
            changes["action_id"] = insert_action(desk, unit, line["group_id"], promise)
        elif line["promise_id"] is not None:
            followed, stays = _go_along(desk, unit, line, promise)
        unit.update("review_group", line["id"], changes, version=version)
    saved = Said("saved.decision", group=f"{number} {line['group']}")
    return Outcome.of(
        unit, saved, row_id=line["id"], promises=int(is_new_promise), followed=followed, warnings=stays
    )


def mark_looked_at(desk: Desk, review_id: int, number: int) -> Outcome:
    """The group was looked at and there is nothing to decide (見た・決めることなし); again it changes nothing."""
    line = line_of_group(desk, review_id, number)
    with desk.writing("unit.look_at", number=number, name=line["group"]) as unit:
        looked_on = line["looked_on"] or desk.today.isoformat()
        unit.update("review_group", line["id"], {"looked_on": looked_on})
    return Outcome.of(unit, Said("saved.looked_at", group=f"{number} {line['group']}"), row_id=line["id"])


def promise_decision(desk: Desk, review_id: int, number: int) -> Outcome:
    """Make what was decided a promise (対応事項): by whoever was named and by the day that was, else ours.

    Raises `Refused` where nothing was decided, where it is one already, and for a group that has left.
    """
    line = line_of_group(desk, review_id, number)
    if not line["decided"]:
        raise Refused("error.no_decision_yet", number=number, name=line["group"])
    if line["promise_id"] is not None:
        raise Refused("error.decision_is_promise", number=number, name=line["group"])
    group = active_group_of(desk, number)
    promise = _promise_of(line)
    with desk.writing(
        "unit.promise_decision", number=number, name=group["name"], title=promise.title
    ) as unit:
        action_id = insert_action(desk, unit, group["id"], promise)
        unit.update("review_group", line["id"], {"action_id": action_id}, version=line["version"])
    saved = Said("saved.action", group=f"{number} {group['name']}", title=promise.title)
    return Outcome.of(unit, saved, row_id=action_id)


def decisions_of(desk: Desk, number: int) -> list[Decision]:
    """What the reviews of the year decided for a group, the newest first."""
    with desk.reading() as connection:
        found = rows(connection, "review/decisions_of_group", group_id=group_of(desk, number)["id"])
        return [Decision(**{**one, "is_promised": bool(one["is_promised"])}) for one in found]


def line_of_group(desk: Desk, review_id: int, number: int) -> sqlite3.Row:
    """The group with this number as it stands in a review; raises `Refused` where it is not in it."""
    review = review_of(desk, review_id)
    place = next((one for one in lines_of_review(desk, review.id) if one.group_no == number), None)
    found = None
    if place is not None:
        found = line_at(desk, review.id, place.position)
    if found is None:
        group_of(desk, number)
        raise Refused("error.not_in_review", field="number", number=number, date=review.started_on)
    return found


def line_at(desk: Desk, review_id: int, position: int) -> sqlite3.Row | None:
    """The group at a position of a review, from 1."""
    with desk.reading() as connection:
        return row(connection, "review/line", review_id=review_id, position=position)


def _promise(
    number: int, decision: str, by_group: bool, staff: str | None, due_on: date | None
) -> ActionEntry:
    from kodoku_tui.domain.checkins.entries import ActionEntry

    # A promise stands in one line of a list; the minutes have all of the words.
    title = shortened(" ".join(decision.split()))
    return ActionEntry(group_no=number, title=title, by_group=by_group, staff=staff, due_on=due_on)


def _promise_of(line: sqlite3.Row) -> ActionEntry:
    """The promise that what stands in the line became, or would become."""
    due_on = date.fromisoformat(line["due_on"]) if line["due_on"] else None
    return _promise(
        line["group_no"], line["decided"], line["turn"] == Turn.GROUP.value, line["staff"], due_on
    )


def _go_along(
    desk: Desk, unit: Unit, line: sqlite3.Row, promise: ActionEntry
) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Let the promise that a decision became follow its new words; what was done, and what to know of it."""
    from kodoku_tui.domain.checkins.entries import ActionChange

    before, action = _promise_of(line), action_of(desk, line["promise_id"])
    if before == promise:
        return (), ()
    due_on = before.due_on.isoformat() if before.due_on else None
    is_as_decided = (action["title"], action["due_on"]) == (before.title, due_on)
    if action["done_on"] is not None or not is_as_decided:
        return (), (Said("saved.promise_stays", title=action["title"]),)
    # Ours stays with whoever had it where nobody is named.
    by_whom = promise.staff or (None if promise.by_group else action["staff"] or desk.staff)
    change = ActionChange(
        title=promise.title, by_group=promise.by_group, staff=by_whom, due_on=promise.due_on
    )
    rewrite_action(unit, action, change, version=action["version"])
    return (Said("saved.action_changed", title=promise.title),), ()


def _turn_of(entry: DecisionEntry) -> str:
    if entry.by_group:
        return Turn.GROUP.value
    return Turn.SECRETARIAT.value if entry.staff or entry.due_on else ""


def _staff_id(connection: sqlite3.Connection, name: str | None, line: sqlite3.Row) -> int | None:
    """Whoever was named; the one who was named before may have retired since."""
    if not name:
        return None
    return staff_id_of(connection, name, with_retired=name == line["staff"])
