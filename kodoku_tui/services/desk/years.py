"""The years of a file side by side, and what is still open in each."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.duties.milestones import MilestoneState, turn_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import row, rows

_SETTLED = json.dumps([state.value for state in MilestoneState if turn_of(state) is None])


@dataclass(frozen=True, slots=True)
class YearOfFile:
    """One fiscal year of the file, and what is open in it of the groups that are still at work (実施中).

    `starts_on` is ISO text; `is_at_hand` marks the year that the desk works on.
    """

    year: int
    name: str
    name_en: str
    starts_on: str
    is_at_hand: bool
    groups: int
    duties: int
    promises: int
    issues: int

    @property
    def open(self) -> int:
        """Everything that is open."""
        return self.duties + self.promises + self.issues


def years_of_file(desk: Desk) -> list[YearOfFile]:
    """Every year that the file holds, newest first."""
    with desk.reading() as connection:
        at_hand = desk.programme["id"]
        return [
            YearOfFile(
                year=programme["fiscal_year"],
                name=programme["name"],
                name_en=programme["name_en"],
                starts_on=programme["starts_on"],
                is_at_hand=programme["id"] == at_hand,
                **_open_in(connection, programme["id"]),
            )
            for programme in rows(connection, "desk/years")
        ]


def other_years(desk: Desk) -> list[YearOfFile]:
    """The years beside the one at hand, newest first; of a file with one year, none, and nothing is counted."""
    with desk.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM programme").fetchone()
    return [] if count < 2 else [year for year in years_of_file(desk) if not year.is_at_hand]


def _open_in(connection: sqlite3.Connection, programme_id: int) -> dict[str, int]:
    found = row(connection, "desk/open_in_year", programme_id=programme_id, settled=_SETTLED)
    assert found is not None
    return {name: found[name] for name in found.keys()}  # noqa: SIM118 - a row of SQLite
