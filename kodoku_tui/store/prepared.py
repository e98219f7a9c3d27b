"""What a connection needs before our queries can be asked on it: the rules as functions, and its views."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date

from kodoku_tui.domain.duties.milestones import SETTLEMENT
from kodoku_tui.domain.register.status import AT_WORK, IN_FIGURES, GroupStatus
from kodoku_tui.store.functions import NoteAsRead, register_functions, withhold
from kodoku_tui.store.queries import query_text, statements

# Views of each connection, a subject a file in `db/queries/views`; what stands on another one comes after it.
VIEWS = ("log", "milestones", "checkins", "groups", "work", "issues", "linkages", "attendance", "search")


def prepare_reading(
    connection: sqlite3.Connection, today: Callable[[], date], note_as_read: NoteAsRead = withhold
) -> None:
    """The rules and the views that every query asks for, on the tables that this connection has."""
    register_functions(connection, today, note_as_read)
    _say_which_groups_count(connection)
    for subject in VIEWS:
        for statement in statements(query_text(f"views/{subject}")):
            connection.execute(statement)


def _say_which_groups_count(connection: sqlite3.Connection) -> None:
    """What the domain says of a status, and of what leaving leaves behind, as short lists: a query joins them without
    a call for every row."""
    for name, chosen in (("status_in_figures", IN_FIGURES), ("status_at_work", AT_WORK)):
        connection.execute(f"CREATE TEMP VIEW {name} (status) AS VALUES {_as_values(chosen)}")
    keys = ", ".join(f"('{key}')" for key in sorted(SETTLEMENT))
    connection.execute(f"CREATE TEMP VIEW settlement_duty (key) AS VALUES {keys}")


def _as_values(chosen: Iterable[GroupStatus]) -> str:
    return ", ".join(f"('{status.value}')" for status in chosen)
