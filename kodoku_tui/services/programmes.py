"""Beginning a year: a new file with the programme's plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kodoku_tui.store.connection import create_file
from kodoku_tui.store.seeds import programme_seed
from kodoku_tui.store.unit import Unit, writing


def begin_programme(
    path: Path,
    year: int,
    *,
    clock: Callable[[], datetime],
    staff: str = "",
    is_demonstration: bool = False,
    plan: Mapping[str, Any] | None = None,
    and_then: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Make a new file at `path` with the plan of fiscal year `year` from `db/seeds/programmes`.

    `plan` is taken in place of the one that ships; `and_then` writes what else the file holds when it appears.
    Raises `Refused` when something is at `path` already or no plan of that year ships.
    """
    chosen = programme_seed(year) if plan is None else plan

    def fill(connection: sqlite3.Connection) -> None:
        with writing(connection, at=clock(), by=staff, what="unit.begin_programme", year=year) as unit:
            _write_plan(unit, chosen, is_demonstration)
        if and_then is not None:
            and_then(connection)

    create_file(path, fill, today=lambda: clock().date())


def _write_plan(unit: Unit, seed: Mapping[str, Any], is_demonstration: bool) -> None:
