"""The facts that the terms of attention ask for, as the file tells them on a day: eight queries, whatever the number of
groups.

The same reading serves today, and a Monday that has gone (`attention_then.py`): there `today()` is that Monday.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kodoku_tui.domain.attention.facts import (
    AttemptFact,
    AttendingFact,
    CadenceFact,
    ConditionFact,
    DutyFact,
    GroupFacts,
    IssueFact,
    KnownFact,
    MonthFact,
    PromiseFact,
    SpendingFact,
)
from kodoku_tui.domain.attention.weight_values import values_of, with_values
from kodoku_tui.domain.attention.weights import Weights
from kodoku_tui.domain.checkins.cadence import CheckinStanding
from kodoku_tui.domain.words import YesNo
from kodoku_tui.store.queries import rows
from kodoku_tui.store.seeds import attention_weights


def weights_of_programme(connection: sqlite3.Connection, programme_id: int) -> Weights:
    """How heavily everything weighs in a year: as shipped, save what was changed for it."""
    shipped = attention_weights()
    changed = rows(connection, "attention/weights", programme_id=programme_id)
    if not changed:
        return shipped
    known = values_of(shipped)
    return with_values(shipped, {one["name"]: one["value"] for one in changed if one["name"] in known})


class AttentionFacts:
    """What is known of all active groups of a programme on the day that `today()` says, read once."""

    def __init__(self, connection: sqlite3.Connection, programme: sqlite3.Row, today: date) -> None:
        self._today = today
        self._starts_on = date.fromisoformat(programme["starts_on"])
        self._work_ends_on = date.fromisoformat(programme["work_ends_on"])

        def read(name: str) -> Sequence[sqlite3.Row]:
            return rows(connection, name, programme_id=programme["id"])

        self.groups = read("attention/groups")
        self.group_ids = {group["id"] for group in self.groups}
        self._duties = _by_group(read("attention/duties"))
        self._promises = _by_group(read("attention/promises"))
        self._checkins = _by_group(read("attention/checkins"))
        self._issues = _by_group(read("attention/issues"))
        self._attending = _by_group(read("attention/attending"))
        self._attempts = _by_group(read("attention/attempts"))
        self._months = _by_group(read("attention/months"))

    def of_group(self, group: sqlite3.Row) -> GroupFacts:
        """The facts of one group."""
        group_id = group["id"]
        return GroupFacts(
            group_id=group_id,
            today=self._today,
            starts_on=self._starts_on,
            work_ends_on=self._work_ends_on,
            duties=tuple(_duty(one) for one in self._duties[group_id]),
            promises=tuple(
                PromiseFact(one["id"], one["title"], one["turn"], date.fromisoformat(one["due_on"]))
                for one in self._promises[group_id]
            ),
            checkins=tuple(
                ConditionFact(one["id"], date.fromisoformat(one["held_on"]), one["condition"])
                for one in self._checkins[group_id]
            ),
            issues=tuple(
                IssueFact(
                    one["id"], one["title"], date.fromisoformat(one["opened_on"]), bool(one["has_remedy"])
                )
                for one in self._issues[group_id]
            ),
            attending=tuple(_attending(one) for one in self._attending[group_id]),
            cadence=CadenceFact(
                is_overdue=group["checkin_standing"] == CheckinStanding.OVERDUE,
                maximum_on=date.fromisoformat(group["maximum_on"]),
                days_since=group["days_since"],
            ),
            spending=None if group["budget"] is None else SpendingFact(group["budget"], group["spent"]),
            first_training_on=_day(group["first_training_on"]),
            has_government_gap=bool(group["has_government_gap"]),
            is_first_time=not group["took_part_last_year"],
            known=KnownFact(
                settlers=group["settlers"],
                own_clerk=_answer(group["own_clerk"]),
                first_public_money=_answer(group["first_public_money"]),
                staff_count=group["staff_count"],
                founded_year=group["founded_year"],
            ),
            attempts=tuple(
                AttemptFact(one["id"], date.fromisoformat(one["held_on"])) for one in self._attempts[group_id]
            ),
            months=tuple(
                MonthFact(one["month"], one["planned"], one["times"], one["newcomers"])
                for one in self._months[group_id]
            ),
            contract_on=_day(group["contract_on"]),
            has_vouchers=bool(group["has_vouchers"]),
        )


def _by_group(found: Iterable[sqlite3.Row]) -> dict[int, list[sqlite3.Row]]:
    of_group: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for one in found:
        of_group[one["group_id"]].append(one)
    return of_group


def _duty(one: Any) -> DutyFact:
    return DutyFact(
        id=one["id"],
        key=one["key"],
        title=one["title"],
        title_en=one["title_en"],
        kind=one["kind"],
        state=one["state"],
        standing=one["standing"],
        turn=one["turn"],
        act=one["act"],
        counts_on=date.fromisoformat(one["counts_on"]),
        late_after=_day(one["late_after"]),
        turn_since=_day(one["turn_since"]),
        returns=one["returns"],
    )


def _attending(one: Any) -> AttendingFact:
    return AttendingFact(
        session_id=one["session_id"],
        key=one["key"],
        title=one["title"],
        title_en=one["title_en"],
        held_on=date.fromisoformat(one["held_on"]),
        mark=one["mark"],
        act=one["act"],
        late_after=_day(one["late_after"]),
        followup_id=one["followup_id"],
    )


def _answer(word: str) -> bool | None:
    return word == YesNo.YES if word else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
