"""Both figures of each group on the Mondays of its year, kept in a table that follows from the rows and the log.

It is filled within acts only: an act forgets the weeks that it changes, and works out a few of those that lack of the
groups that it touched. Whoever looks works out in memory what lacks, and writes nothing. So rows, or the table itself,
may be dropped at any time.
"""

from __future__ import annotations

import sqlite3
import zlib
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kodoku_tui.store.migrations import run_migration
from kodoku_tui.store.stored_days import FileConnection, stamp
from kodoku_tui.store.weeks_touched import touched_by

if TYPE_CHECKING:
    from kodoku_tui.store.attention_then import Figures, Then

WEEKS_VERSION = 2
"""To be raised with every change of the terms, or of what holds on a day that has gone."""

_AT_ONCE = 6
"""How many weeks an act works out at most, about a millisecond each; a group costs as much as three."""
_WEEK = timedelta(days=7)


class Week(NamedTuple):
    """Both figures of a group on a Monday."""

    monday: date
    score: int
    own_lateness: int


def weeks_of(connection: FileConnection, programme: sqlite3.Row, group_id: int, today: date) -> list[Week]:
    """A group on the Mondays up to today on which it was active, the oldest first. Writes nothing."""
    wanted = _mondays(programme, today)
    known = _stored(connection, group_id) if _is_there(connection) else {}
    lacking = [monday for monday in wanted if monday not in known]
    known |= _worked_out(connection, programme, group_id, lacking, today)
    found = [(monday, known[monday]) for monday in wanted]
    return [Week(monday, *figures) for monday, figures in found if figures is not None]


def keep_weeks(connection: FileConnection, unit_id: int) -> None:
    """Forget the weeks that this act changes, and work out some of the groups that it touched; before its commit."""
    if not connection.keeps_weeks:
        return
    if not _is_there(connection):
        run_migration(connection, "0032_attention_weeks")
    touched = touched_by(connection, unit_id)
    if touched is None:
        connection.execute("DELETE FROM attention_week")
        return
    connection.executemany("DELETE FROM attention_week WHERE group_id = ? AND monday >= ?", touched.items())
    left = _AT_ONCE
    for group_id in touched:
        if left <= 0:
            break
        left -= _fill(connection, group_id, left)


def forget_all_weeks(connection: FileConnection) -> None:
    """What a migration did to rows stands in no act."""
    if _is_there(connection):
        connection.execute("DELETE FROM attention_week")


def _fill(connection: FileConnection, group_id: int, most: int) -> int:
    """Work out weeks of a group that lack, the oldest first, as many as an act may take along; how many it took."""
    (today,) = connection.execute("SELECT today()").fetchone()
    programme = connection.execute(
        "SELECT programme.* FROM programme JOIN adopted_group ON adopted_group.programme_id = programme.id"
        " WHERE adopted_group.id = ?",
        (group_id,),
    ).fetchone()
    if programme is None:
        return 0
    asked_on = date.fromisoformat(today)
    stored = _stored(connection, group_id)
    lacking = [monday for monday in _mondays(programme, asked_on) if monday not in stored][:most]
    found = _worked_out(connection, programme, group_id, lacking, asked_on)
    connection.executemany(
        "INSERT OR REPLACE INTO attention_week (group_id, monday, score, own_lateness, rules)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            (group_id, monday.isoformat(), *(figures or (None, None)), rules())
            for monday, figures in found.items()
        ),
    )
    return len(lacking)


def _stored(connection: FileConnection, group_id: int) -> dict[date, Figures | None]:
    """What stands in the table and holds; None for a Monday on which the group was not active."""
    from kodoku_tui.store.attention_then import Figures

    found = connection.execute(
        "SELECT monday, score, own_lateness FROM attention_week WHERE group_id = ? AND rules = ?",
        (group_id, rules()),
    )
    return {
        date.fromisoformat(monday): None if score is None else Figures(score, own_lateness)
        for monday, score, own_lateness in found
    }


def _worked_out(
    connection: FileConnection,
    programme: sqlite3.Row,
    group_id: int,
    mondays: list[date],
    asked_on: date,
) -> dict[date, Figures | None]:
    if not mondays:
        return {}
    then = _then(connection)
    then.take(programme, group_id, asked_on)
    return {monday: then.figures_on(monday) for monday in mondays}


def _then(connection: FileConnection) -> Then:
    """What this connection keeps in memory for it."""
    from kodoku_tui.store.attention_then import Then

    if connection.then is None:
        connection.then = Then(connection)
    kept: Then = connection.then
    return kept


def _mondays(programme: sqlite3.Row, today: date) -> list[date]:
    """The Mondays of a programme up to today, and to the end of its fiscal year."""
    starts_on = date.fromisoformat(programme["starts_on"])
    first = starts_on + timedelta(days=-starts_on.weekday() % 7)
    last = min(today, date(programme["fiscal_year"] + 1, 3, 31))
    return [first + _WEEK * number for number in range((last - first).days // 7 + 1)]


@lru_cache(maxsize=1)
def rules() -> int:
    """The rules, the holidays and the weights that ship, by which weeks are worked out now, as a number.

    What was changed for a year stands in the file: the act that changes it forgets the weeks.
    """
    from kodoku_tui.domain.attention.weight_values import values_of
    from kodoku_tui.store.seeds import attention_weights

    weights = attention_weights()
    told = (WEEKS_VERSION, stamp(), sorted(values_of(weights).items()), sorted(weights.money_duties))
    return zlib.crc32(repr(told).encode())


def _is_there(connection: FileConnection) -> bool:
    """Whether the file has the table: somebody may have dropped it."""
    found = connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'attention_week'").fetchone()
    return found is not None
