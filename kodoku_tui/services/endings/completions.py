"""Many groups complete at the end of the year (完了): a look at who would, and the act as one unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.bulk import Change, ManyOutcome, NotChanged, Preview, none_of
from kodoku_tui.services.endings.endings import judge_ending
from kodoku_tui.store.queries import row


def preview_completions(desk: Desk, numbers: Sequence[int], *, on: date) -> Preview:
    """Who would complete now, and who not and why; writes nothing."""
    with desk.reading():
        ready, refused = _judged(desk, numbers, on)
        return Preview(tuple(map(_completed, ready)), refused)


def complete_many(desk: Desk, numbers: Sequence[int], *, on: date, reason: str = "") -> ManyOutcome:
    """Every named group with nothing left open completes, all in one unit; the others are told with the reason.

    Raises `Refused` when none can complete: for one group with its own reason, as `end_group` does.
    """
    with desk.reading():
        ready, refused = _judged(desk, numbers, on)
    if not ready:
        raise none_of(refused)
    changes = {
        "status": GroupStatus.COMPLETED.value,
        "status_on": on.isoformat(),
        "status_reason": clean_text(reason).text,
    }
    groups = number_ranges([group["number"] for group in ready])
    with desk.writing("unit.complete_many", count=len(ready), groups=groups) as unit:
        for group in ready:
            unit.update("adopted_group", group["id"], changes, version=group["version"])
    key = "saved.completed_partly" if refused else "saved.completed"
    return ManyOutcome.of(
        unit,
        Said(key, count=len(ready), refused=len(refused)),
        will=tuple(map(_completed, ready)),
        refused=refused,
        is_of_many=True,
    )


def _judged(desk: Desk, numbers: Sequence[int], on: date) -> tuple[list[sqlite3.Row], tuple[NotChanged, ...]]:
    ready: list[sqlite3.Row] = []
    refused: list[NotChanged] = []
    for number in dict.fromkeys(numbers):
        try:
            ready.append(judge_ending(desk, number, GroupStatus.COMPLETED, on=on)[0])
        except Refused as reason:
            found = row(
                desk.connection, "register/group_by_number", programme_id=desk.programme["id"], number=number
            )
            name = found["name"] if found else ""
            refused.append(NotChanged(number, name, _for_many(reason) if len(numbers) > 1 else reason))
    return ready, tuple(refused)


def _completed(group: sqlite3.Row) -> Change:
    return Change(group["number"], group["name"], group["status"], GroupStatus.COMPLETED.value)


def _for_many(reason: Refused) -> Refused:
    """Without the name of the group, so that all that leave the same open can be told in one line."""
    if reason.key != "error.duties_open":
        return reason
    return Refused("error.duties_left", field=reason.field, titles=reason.params["titles"])
