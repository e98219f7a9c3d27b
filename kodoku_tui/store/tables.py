"""Every table of the file and what it is: the one list that writing, undo, books and comparisons go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class TableKind(Enum):
    """What the rows of a table are."""

    DATA = "data"
    """What acts record. Each row has a uid, is logged, and is taken back with its act."""

    DERIVED = "derived"
    """What follows from data alone and is made anew from it: never logged, in no book, never compared."""

    LOG = "log"
    """The acts, and what each changed. In a book, so that it can be taken back where the book becomes a file."""

    IDENTITY = "identity"
    """Which file this is. In a book: what becomes of it is the same file."""

    SCHEMA = "schema"
    """What SQLite and the migrations keep for themselves."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `has_moment`: its rows have an order in which they were written (see `store.moments`)."""

    name: str
    kind: TableKind = TableKind.DATA
    has_moment: bool = False


_ALL = (
    Table("programme"),
    Table("milestone_plan"),
    Table("staff", has_moment=True),
    Table("organization"),
    Table("organization_alias", has_moment=True),
    Table("adopted_group"),
    # These three follow from the words of the group, but by the lists of the program that wrote them, which grow: they
    # are written down and taken back with the act.
    Table("group_target"),
    Table("group_prefecture"),
    Table("group_block"),
    Table("session", has_moment=True),
    Table("attendance"),
    Table("checkin", has_moment=True),
    Table("issue", has_moment=True),
    Table("action", has_moment=True),
    Table("unit", TableKind.LOG, has_moment=True),
    Table("change", TableKind.LOG),
    Table("merged_unit", TableKind.LOG, has_moment=True),
    Table("merged_change", TableKind.LOG),
    Table("cost_item"),
    Table("group_cost"),
    Table("reallocation", has_moment=True),
    Table("evidence", has_moment=True),
    Table("final_audit"),
    Table("repayment", has_moment=True),
    Table("milestone"),
    Table("submission_round"),
    Table("extension", has_moment=True),
    Table("round_comment", has_moment=True),
    Table("plan_document"),
    Table("document"),
    Table("contact", has_moment=True),
    Table("checkin_contact", has_moment=True),
    Table("postponement", has_moment=True),
    Table("remedy", has_moment=True),
    Table("linkage", has_moment=True),
    Table("linkage_level", has_moment=True),
    Table("indicator"),
    Table("indicator_actual"),
    Table("activity_month"),
    Table("plan_change", has_moment=True),
    Table("review", has_moment=True),
    Table("review_group"),
    Table("review_act"),
    Table("session_invitation"),
    Table("session_reply"),
    Table("session_survey", has_moment=True),
    Table("file_identity", TableKind.IDENTITY),
    Table("file_setting"),
    Table("column_map"),
    Table("saved_view"),
    Table("attention_weight"),
    Table("duty_day", TableKind.DERIVED),
    Table("checkin_day", TableKind.DERIVED),
    Table("stored_days", TableKind.DERIVED),
    Table("days_touched", TableKind.DERIVED),
    Table("attention_week", TableKind.DERIVED),
    Table("stored_keys", TableKind.DERIVED),
    Table("sqlite_sequence", TableKind.SCHEMA),
    Table("_sqlite_migrations", TableKind.SCHEMA),
)

TABLES = {table.name: table for table in _ALL}
"""By name, in the order in which a book shows them."""

BOOKKEEPING = ("id", "version", "moment", "uid")
"""Columns that the program keeps for itself: no field that a person fills in."""


def tables_of(*kinds: TableKind) -> Iterator[str]:
    """The names of the tables of these kinds."""
    return (name for name, table in TABLES.items() if table.kind in kinds)
