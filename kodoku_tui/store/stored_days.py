"""The days that today does not move, stored beside the rows that they follow from, and how they are kept true.

Of each duty and of each group's next check-in (DESIGN, laws 2 to 4): worked out by the domain before every commit, the
undoing of an act included, outside the log and the versions. They carry the stamp of the rules and of the holidays by
which they were worked out. Under another stamp a connection works them out in memory, until somebody writes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from kodoku_tui.domain.checkins.cadence import CADENCE_VERSION, CheckinDates, cadence_of, checkin_dates
from kodoku_tui.domain.duties.judgement import (
    JUDGEMENT_VERSION,
    DutyFacts,
    FollowUps,
    Judgement,
    judged,
)
from kodoku_tui.domain.duties.milestones import SETTLEMENT, MilestoneKind, MilestoneState, effective_due
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.queries import rows

_VIEWS = ("milestone_now", "checkin_now", "turn_now", "work_item")
"""What is made from the stored days (`db/queries/views`)."""

_DUTY_COLUMNS = (
    "milestone_id",
    "group_id",
    "due_on",
    "counts_on",
    "holder",
    "act",
    "opens_on",
    "late_after",
    "since",
    "waits_for",
    "ends_as",
)
_CHECKIN_COLUMNS = ("group_id", "last_checkin_on", "agreed_on", "contract_on", "due_on", "maximum_on")


class FileConnection(sqlite3.Connection):
    """A connection on which whatever is asked of the stored days is answered by days that hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keeps_days = False
        self._worked_out_at: tuple[int, int] | None = None
        self.opened: Any = None
        """The file that it was opened on (`beginning.py`); None while a file is made, and of one in memory."""
        self.keeps_weeks = False
        """Whether acts bring the weeks of attention on; not while a file is being made."""
        self.newly_met: list[Any] = []
        """The names that came to meet when this connection was opened (`stored_keys.py`), to be told once."""
        self.then: Any = None
        """What is kept in memory beside it to ask about days that have gone (`attention_weeks.py`)."""

    def keep_days(self) -> None:
        """From now on; the tables of the file have come to what this program knows."""
        self._keeps_days = True

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if self._keeps_days and _asks_for_days(sql):
            self._bring_up_to_date()
        return super().execute(sql, parameters)

    def work_out_days(self) -> None:
        """Store the days anew of all groups that were touched; of all, where other rules worked them out.

        To be asked within a transaction that writes.
        """
        state = _state_of(self)
        if state.holds:
            return
        self._forget(state)
        touched = None
        if state.is_by_our_rules:
            touched = [group_id for (group_id,) in super().execute("SELECT group_id FROM main.days_touched")]
        _work_out(self, "main", touched)
        super().execute("DELETE FROM main.days_touched")
        if not state.is_by_our_rules:
            super().execute("INSERT OR REPLACE INTO main.stored_days (id, stamp) VALUES (1, ?)", (stamp(),))

    def days_that_differ(self) -> int:
        """How many stored days are not as the rules work them out, though the file says that they hold."""
        if not _state_of(self).holds:
            return 0
        self._work_out_in_memory(_state_of(self))
        try:
            return sum(
                len({*self._days(table, "main", columns)} ^ {*self._days(table, "temp", columns)})
                for table, columns in (("duty_day", _DUTY_COLUMNS), ("checkin_day", _CHECKIN_COLUMNS))
            )
        finally:
            self._forget(_state_of(self))

    def _days(self, table: str, schema: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        found = super().execute(f"SELECT {', '.join(columns)} FROM {schema}.{table}")
        return (tuple(line) for line in found)

    def _bring_up_to_date(self) -> None:
        state = _state_of(self)
        if state.holds:
            self._forget(state)
        elif self.in_transaction:
            self.work_out_days()
        else:
            self._work_out_in_memory(state)

    def _work_out_in_memory(self, state: _State) -> None:
        (version,) = super().execute("PRAGMA data_version").fetchone()
        if state.is_in_memory and self._worked_out_at == (version, self.total_changes):
            return
        self._forget(state)
        # All of it or nothing: a reading may be called off at any statement.
        super().execute("SAVEPOINT days")
        try:
            for table, key in (("duty_day", "milestone_id"), ("checkin_day", "group_id")):
                super().execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} LIMIT 0")
                super().execute(f"CREATE UNIQUE INDEX temp.{table}_by_key ON {table} ({key})")
            super().execute("CREATE INDEX temp.duty_day_by_group ON duty_day (group_id)")
            _work_out(self, "temp", None)
        except BaseException:
            # SQLite has given up the whole of it where memory or the disk ran out.
            if self.in_transaction:
                super().execute("ROLLBACK TO days")
                super().execute("RELEASE days")
            raise
        super().execute("RELEASE days")
        self._worked_out_at = (version, self.total_changes)

    def _forget(self, state: _State) -> None:
        """What was worked out in memory; what stands in the file holds again, unless this is rolled back."""
        if state.is_in_memory:
            super().execute("DROP TABLE temp.duty_day")
            super().execute("DROP TABLE temp.checkin_day")
            self._worked_out_at = None


class _State(NamedTuple):
    """Whether the stored days of all groups hold, whether the rules of this program worked them out, and whether others
    stand before them that this connection worked out in memory."""

    holds: bool
    is_by_our_rules: bool
    is_in_memory: bool


@lru_cache(maxsize=4096)
def _asks_for_days(sql: str) -> bool:
    return any(view in sql for view in _VIEWS)


@lru_cache(maxsize=1)
def stamp() -> str:
    """The rules and the holidays by which days are worked out now."""
    return f"{JUDGEMENT_VERSION}/{CADENCE_VERSION}/{_holidays()}"


def _holidays() -> str:
    """The version of the list of national holidays that is installed; importing it takes ten times as long."""
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208 - a start cannot wait for pathlib here
                if name.startswith("jpholiday-") and name.endswith(".dist-info"):
                    return name.removesuffix(".dist-info")
    from jpholiday import __version__

    return f"jpholiday-{__version__}"


def _plainly(connection: sqlite3.Connection, sql: str, *params: Any) -> sqlite3.Cursor:
    """Without looking whether days have to be worked out first."""
    return sqlite3.Connection.execute(connection, sql, params)


def _state_of(connection: sqlite3.Connection) -> _State:
    found, is_touched, is_in_memory = _plainly(
        connection,
        "SELECT (SELECT stamp FROM main.stored_days), EXISTS (SELECT 1 FROM main.days_touched),"
        " EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = 'duty_day')",
    ).fetchone()
    is_by_our_rules = found == stamp()
    return _State(is_by_our_rules and not is_touched, is_by_our_rules, bool(is_in_memory))


def work_out_all(connection: sqlite3.Connection, group_ids: Sequence[int]) -> None:
    """Fill the tables of a connection that keeps them for itself; to be committed by whoever asks."""
    _work_out(connection, "main", group_ids)


def _work_out(connection: sqlite3.Connection, schema: str, group_ids: Sequence[int] | None) -> None:
    """Write the days of these groups, of all where none are named, into `main` or `temp`."""
    if group_ids is None:
        group_ids = [group_id for (group_id,) in connection.execute("SELECT id FROM adopted_group")]
        _plainly(connection, f"DELETE FROM {schema}.duty_day")
        _plainly(connection, f"DELETE FROM {schema}.checkin_day")
    wanted = json.dumps(group_ids)
    for table in ("duty_day", "checkin_day"):
        _plainly(
            connection,
            f"DELETE FROM {schema}.{table} WHERE group_id IN (SELECT value FROM json_each(?))",
            wanted,
        )
    duties = rows(connection, "days/duty_facts", group_ids=wanted)
    _insert(connection, f"{schema}.duty_day", _DUTY_COLUMNS, map(_duty_days, duties))
    checkins = rows(connection, "days/checkin_facts", group_ids=wanted)
    _insert(connection, f"{schema}.checkin_day", _CHECKIN_COLUMNS, map(_checkin_days, checkins))


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], found: Iterable[Sequence[Any]]
) -> None:
    marks = ", ".join("?" * len(columns))
    sqlite3.Connection.executemany(
        connection, f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", found
    )


def _duty_days(row: sqlite3.Row) -> tuple[Any, ...]:
    due_on = _effective_due(row["planned_on"], row["extended_to"], row["holiday_policy"])
    judgement = _judged(
        row["kind"],
        row["state"],
        due_on,
        row["group_status"],
        row["is_internal"],
        row["starts_on"],
        row["opens_days"],
        row["review_days"],
        row["recording_days"],
        row["followup_days"],
        row["since"],
        row["again_on"],
        row["consent_asked_on"],
        row["mark"],
        row["followups"],
        row["rests_on"],
        row["rest_state"],
        row["rest_in_on"],
        row["was_contracted"],
        row["key"] in SETTLEMENT,
        row["is_day_open"],
    )
    return (row["id"], row["group_id"], due_on, judgement[0] or due_on, *judgement[1:])


@lru_cache(maxsize=16384)
def _judged(
    kind: str,
    state: str,
    due_on: str,
    group_status: str,
    is_internal: int,
    starts_on: str,
    opens_days: int,
    review_days: int,
    recording_days: int,
    followup_days: int,
    since: str | None,
    again_on: str | None,
    consent_asked_on: str | None,
    mark: str | None,
    followups: str | None,
    rests_on: str,
    rest_state: str | None,
    rest_in_on: str | None,
    was_contracted: int,
    is_settlement: bool,
    is_day_open: int,
) -> tuple[str | None, ...]:
    """What the rule says of these facts, which many groups share, as it is stored from `counts_on` on."""
    is_word = followups is None or followups in tuple(FollowUps)
    return _as_stored(
        judged(
            DutyFacts(
                kind=MilestoneKind(kind),
                state=MilestoneState(state),
                due_on=_day(due_on),
                group_status=GroupStatus(group_status),
                is_internal=bool(is_internal),
                programme_starts_on=_day(starts_on),
                opens_days=opens_days,
                review_days=review_days,
                recording_days=recording_days,
                followup_days=followup_days,
                since=_optional(since),
                again_on=_optional(again_on),
                consent_asked_on=_optional(consent_asked_on),
                mark=AttendanceMark(mark or AttendanceMark.UNKNOWN),
                followups=FollowUps(followups or FollowUps.NONE) if is_word else FollowUps.OPEN,
                followup_due_on=None if is_word else _optional(followups),
                rests_on=rests_on,
                rest_state=None if rest_state is None else MilestoneState(rest_state),
                rest_in_on=_optional(rest_in_on),
                was_contracted=bool(was_contracted),
                is_settlement=is_settlement,
                is_day_open=bool(is_day_open),
            )
        )
    )


def _as_stored(judgement: Judgement) -> tuple[str | None, ...]:
    return (
        _iso(judgement.due_on),
        judgement.holder.value if judgement.holder else None,
        judgement.act.value if judgement.act else None,
        _iso(judgement.opens_on),
        _iso(judgement.late_after),
        _iso(judgement.since),
        ",".join(judgement.waits_for) or None,
        judgement.ends_as.value if judgement.ends_as else None,
    )


def _checkin_days(row: sqlite3.Row) -> tuple[Any, ...]:
    facts = (row["last_checkin_on"], row["agreed_on"], row["contract_on"])
    dates = _checkin_dates(
        *facts, row["starts_on"], row["support_tier"], row["own_ideal_days"], row["own_maximum_days"]
    )
    return (row["group_id"], *facts, dates.due_on.isoformat(), dates.maximum_on.isoformat())


@lru_cache(maxsize=4096)
def _checkin_dates(
    last_on: str | None,
    agreed_on: str | None,
    contract_on: str | None,
    starts_on: str,
    tier: str,
    own_ideal: int | None,
    own_maximum: int | None,
) -> CheckinDates:
    return checkin_dates(
        last_checkin=_optional(last_on),
        agreed_next=_optional(agreed_on),
        contract_on=_optional(contract_on),
        programme_starts_on=_day(starts_on),
        cadence=cadence_of(tier, own_ideal, own_maximum),
    )


@lru_cache(maxsize=4096)
def _effective_due(planned_on: str, extended_to: str | None, policy: str) -> str:
    return effective_due(_day(planned_on), _optional(extended_to), policy).isoformat()


_day = lru_cache(maxsize=4096)(date.fromisoformat)


def _optional(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
