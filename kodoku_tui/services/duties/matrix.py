"""The matrix: every group of a filter against every milestone of the plan, as of today."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_condition
from kodoku_tui.store.queries import query_text, rows


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One milestone of the plan; `session` is the one that fulfils it, if it is a session."""

    plan_id: int
    key: str
    title: str
    title_en: str
    kind: str
    session: str | None


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One milestone of one group as of today; dates are ISO text, `days_late` 0 for what is not late.

    What is late is either the group's (past the due date) or ours (past the days for review).
    """

    key: str
    kind: str
    state: str
    state_on: str | None
    due_on: str
    standing: str
    turn: str | None
    round: int
    note: str
    days_in_turn: int | None
    days_late: int
    extensions: int
    # The day that counts for whoever holds it; of a session who came; what it waits for.
    counts_on: str
    mark: str | None = None
    waits_for: tuple[str, ...] = ()
    is_day_open: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One group and its milestones by key; a milestone that the group does not have is missing."""

    number: int
    name: str
    status: str
    main_staff: str | None
    cells: Mapping[str, MatrixCell]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """A stretch of the matrix by number, and how many groups the filter leaves in all."""

    rows: tuple[MatrixRow, ...]
    total: int


def matrix_columns(desk: Desk) -> list[MatrixColumn]:
    """The milestones of the plan in its order."""
    with desk.reading() as connection:
        programme_id = desk.programme["id"]
        sessions = {
            session["milestone_plan_id"]: session["key"]
            for session in rows(connection, "sessions/sessions", programme_id=programme_id)
        }
        return [
            MatrixColumn(
                plan["id"],
                plan["key"],
                plan["title"],
                plan["title_en"],
                plan["kind"],
                sessions.get(plan["id"]),
            )
            for plan in rows(connection, "duties/plan", programme_id=programme_id)
        ]


def matrix_page(desk: Desk, chosen: GroupFilter, offset: int = 0, limit: int = -1) -> MatrixPage:
    """A stretch of the groups that the filter of the register lets pass, each with its milestones."""
    with desk.reading() as connection:
        condition, params = register_condition(desk, connection, chosen)
        text = query_text("duties/matrix").replace("{filter}", condition)
        found = connection.execute(text, {**params, "limit": limit, "offset": offset})
        groups = tuple(
            _row(list(milestones)) for _, milestones in groupby(found, key=lambda line: line["number"])
        )
        (total,) = connection.execute(
            f"SELECT count(*) FROM adopted_group AS group_now WHERE {condition}", params
        ).fetchone()
    return MatrixPage(groups, total)


def matrix_position(desk: Desk, chosen: GroupFilter, number: int) -> int | None:
    """How many groups stand before the one of this number, None when the filter leaves it out."""
    with desk.reading() as connection:
        condition, params = register_condition(desk, connection, chosen)
        params["number"] = number
        groups = f"FROM adopted_group AS group_now WHERE {condition} AND group_now.number"
        if connection.execute(f"SELECT 1 {groups} = :number", params).fetchone() is None:
            return None
        (position,) = connection.execute(f"SELECT count(*) {groups} < :number", params).fetchone()
        return int(position)


def _row(milestones: list[sqlite3.Row]) -> MatrixRow:
    group = milestones[0]
    return MatrixRow(
        number=group["number"],
        name=group["name"],
        status=group["status"],
        main_staff=group["main_staff"],
        cells={line["key"]: _cell(line) for line in milestones if line["key"] is not None},
    )


def _cell(line: sqlite3.Row) -> MatrixCell:
    return MatrixCell(
        key=line["key"],
        kind=line["kind"],
        state=line["state"],
        state_on=line["state_on"],
        due_on=line["due_on"],
        standing=line["standing"],
        turn=line["turn"],
        round=line["round"] or 0,
        note=line["note"],
        days_in_turn=line["days_in_turn"],
        days_late=line["days_late"],
        extensions=line["extensions"],
        counts_on=line["counts_on"],
        mark=line["mark"],
        waits_for=tuple(filter(None, (line["waits_for"] or "").split(","))),
        is_day_open=bool(line["is_day_open"]),
    )
