"""The attention of each group on each Monday of its year, kept in a table that follows from the rows and the log.

It is filled within acts only, a little with each: first the groups that the act touched, from the earliest Monday that
it can have changed, then what is missing. A look at what does not hold works it out in memory and writes nothing.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kodoku_tui.store.queries import rows
from kodoku_tui.store.stored_days import FileConnection, stamp
from kodoku_tui.store.weeks_touched import touched_since

if TYPE_CHECKING:
    from kodoku_tui.store.attention_then import Then

WEEKS_VERSION = 1
"""To be raised with every change of the terms or of what holds on a day that has gone."""

# Within one act, in weeks of a group worked out (a millisecond each at most); a group costs as much as three.
_AT_ONCE = 10
_OF_A_GROUP = 3
_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """Both figures of a group on a Monday."""

    monday: date
    score: int
    own_lateness: int


def keep_weeks(connection: FileConnection) -> None:
    """Bring the table on, within the act that is about to be committed."""
    if not connection.keeps_weeks or not _is_there(connection):
        return
    through = _last_monday(connection)
    state = connection.execute("SELECT * FROM attention_weeks").fetchone()
    if state is None or state["stamp"] != weeks_stamp() or _is_empty(connection):
        connection.execute("DELETE FROM attention_week")
        connection.execute("DELETE FROM attention_pending")
        _put_off(connection, [(group_id, "0000-01-01") for (group_id,) in _groups(connection)])
        first: Sequence[int] = ()
    else:
        through = max(through, state["through_on"])
        touched = touched_since(connection, state["unit_id"])
        _put_off(connection, list(touched.items()))
        first = list(touched)
        if through > state["through_on"]:
            following = date.fromisoformat(state["through_on"]) + _WEEK
            _put_off(connection, [(group_id, following.isoformat()) for (group_id,) in _groups(connection)])
    connection.execute(
        "INSERT OR REPLACE INTO attention_weeks (id, stamp, unit_id, through_on)"
        " VALUES (1, ?, (SELECT max(id) FROM unit), ?)",
        (weeks_stamp(), through),
    )
    _work_off(connection, first, date.fromisoformat(through))


def weeks_of(connection: FileConnection, programme: sqlite3.Row, group_id: int, today: date) -> list[Week]:
    """A group on the Mondays up to today on which it was active, the oldest first. Writes nothing."""
    through = _monday_before(today)
    if _holds(connection, group_id, through):
        found = connection.execute(
            "SELECT monday, score, own_lateness FROM attention_week"
            " WHERE group_id = ? AND monday <= ? ORDER BY monday",
            (group_id, through.isoformat()),
        )
        return [Week(date.fromisoformat(monday), *figures) for monday, *figures in found]
    asked = _then(connection)
    asked.take(programme, [group_id])
    return [
        Week(monday, one.score, one.own_lateness)
        for monday in mondays(programme, through)
        for one in asked.figures_on(monday)
    ]


def mondays(programme: sqlite3.Row, through: date) -> list[date]:
    """The Mondays of a programme, up to this day and to the end of its fiscal year."""
    starts_on = date.fromisoformat(programme["starts_on"])
    monday = starts_on + timedelta(days=-starts_on.weekday() % 7)
    last = min(through, date(programme["fiscal_year"] + 1, 3, 31))
    return [monday + _WEEK * number for number in range((last - monday).days // 7 + 1)]


@lru_cache(maxsize=1)
def weeks_stamp() -> str:
    """The rules, the holidays and the weights that ship, by which weeks are worked out now."""
    from kodoku_tui.domain.attention.weight_values import values_of
    from kodoku_tui.store.seeds import attention_weights

    weights = attention_weights()
    told = repr((sorted(values_of(weights).items()), sorted(weights.money_duties)))
    return f"{WEEKS_VERSION}/{zlib.crc32(told.encode()):08x}/{stamp()}"


def _holds(connection: FileConnection, group_id: int, through: date) -> bool:
    state = connection.execute(
        "SELECT stamp, through_on, unit_id = (SELECT max(id) FROM unit) AS is_newest,"
        " EXISTS (SELECT 1 FROM attention_pending WHERE group_id = ?) AS is_pending FROM attention_weeks",
        (group_id,),
    ).fetchone()
    return (
        state is not None
        and state["stamp"] == weeks_stamp()
        and state["through_on"] >= through.isoformat()
        and bool(state["is_newest"])
        and not state["is_pending"]
        and not _is_empty(connection)
    )


def _is_empty(connection: FileConnection) -> bool:
    """Whether somebody emptied the table."""
    found = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM attention_week)").fetchone()
    return bool(found[0])


def _is_there(connection: FileConnection) -> bool:
    """While a book of an older schema is laid into a file, there is no such table as yet."""
    return (
        connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'attention_weeks'").fetchone()
        is not None
    )


def _groups(connection: FileConnection) -> list[sqlite3.Row]:
    return connection.execute("SELECT id FROM adopted_group").fetchall()


def _put_off(connection: FileConnection, touched: Sequence[tuple[int, str]]) -> None:
    """The weeks of these groups from these days on do not hold."""
    connection.executemany(
        "INSERT INTO attention_pending (group_id, from_monday)"
        " SELECT id, ?2 FROM adopted_group WHERE id = ?1"
        " ON CONFLICT DO UPDATE SET from_monday = min(from_monday, excluded.from_monday)",
        touched,
    )
    connection.executemany("DELETE FROM attention_week WHERE group_id = ? AND monday >= ?", touched)


def _work_off(connection: FileConnection, first: Sequence[int], through: date) -> None:
    """Work out what does not hold, those named first, the oldest weeks first, as much as an act may take along."""
    pending = rows(connection, "then/pending", first=json.dumps(first), most=_AT_ONCE // _OF_A_GROUP)
    programmes = {one["id"]: one for one in connection.execute("SELECT * FROM programme")}
    batches: dict[tuple[int, tuple[date, ...], bool], list[int]] = {}
    left = _AT_ONCE
    for one in pending:
        left -= _OF_A_GROUP
        if left <= 0:
            break
        whole = mondays(programmes[one["programme_id"]], through)
        lacking = [monday for monday in whole if monday.isoformat() >= one["from_monday"]]
        wanted = tuple(lacking[:left])
        left -= len(wanted)
        is_all = len(wanted) == len(lacking)
        batches.setdefault((one["programme_id"], wanted, is_all), []).append(one["group_id"])
    for (programme_id, wanted, is_all), group_ids in batches.items():
        _work_out(connection, programmes[programme_id], group_ids, wanted)
        for group_id in group_ids:
            _note(connection, group_id, None if is_all else wanted[-1] + _WEEK)


def _note(connection: FileConnection, group_id: int, goes_on: date | None) -> None:
    """The Monday from which on the weeks of a group do not hold now; None where all of them do."""
    if goes_on is None:
        connection.execute("DELETE FROM attention_pending WHERE group_id = ?", (group_id,))
    else:
        connection.execute(
            "UPDATE attention_pending SET from_monday = ? WHERE group_id = ?", (goes_on.isoformat(), group_id)
        )


def _work_out(
    connection: FileConnection, programme: sqlite3.Row, group_ids: Sequence[int], wanted: Sequence[date]
) -> None:
    if not wanted:
        return
    asked = _then(connection)
    asked.take(programme, group_ids)
    connection.executemany(
        "INSERT INTO attention_week (group_id, monday, score, own_lateness) VALUES (?, ?, ?, ?)",
        (
            (one.group_id, monday.isoformat(), one.score, one.own_lateness)
            for monday in wanted
            for one in asked.figures_on(monday)
        ),
    )


def _then(connection: FileConnection) -> Then:
    """What this connection keeps in memory for it."""
    from kodoku_tui.store.attention_then import Then

    if connection.beside is None:
        connection.beside = Then(connection)
    kept: Then = connection.beside
    return kept


def _last_monday(connection: FileConnection) -> str:
    (today,) = connection.execute("SELECT today()").fetchone()
    return _monday_before(date.fromisoformat(today)).isoformat()


def _monday_before(day: date) -> date:
    """The Monday of the week of this day."""
    return day - timedelta(days=day.weekday())
