"""Lists that come in and are declared nowhere else: the register, and the status list when it comes back."""

from __future__ import annotations

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.exports.exchange import LIST_KINDS
from kodoku_tui.domain.exports.list_kind import ListKind
from kodoku_tui.domain.register.facts import FACTS

ROSTER = ListKind(
    "roster",
    "adopted_group",
    (
        ListColumn("number", CellKind.NUMBER, is_required=True),
        ListColumn("name", CellKind.TEXT, is_required=True),
        # Without such a column the furigana of the names tell it, where the workbook has any.
        ListColumn("reading", CellKind.TEXT),
        ListColumn("project", CellKind.TEXT, is_required=True),
        # Lists that are handed round often leave these two out; they are asked for later, on the screen of the group.
        ListColumn("targets", CellKind.TEXT),
        ListColumn("area", CellKind.TEXT),
        ListColumn("adopted_last_year", CellKind.MARK),
        ListColumn("main_staff", CellKind.TEXT),
        ListColumn("deputy_staff", CellKind.TEXT),
        ListColumn("contracted_on", CellKind.DATE, direction=Direction.PAST),
        *FACTS,
    ),
)

# Beside these come a state and a date for each milestone and a mark for each session; the rest follows from them.
STATUS = ListKind(
    "status",
    "adopted_group",
    (
        ListColumn("group_no", CellKind.NUMBER, is_required=True),
        ListColumn("group", CellKind.TEXT),
        ListColumn("project", CellKind.TEXT),
        ListColumn("staff", CellKind.TEXT),
        ListColumn("deputy", CellKind.TEXT),
    ),
)

INTAKE_KINDS = {
    kind.name: kind
    for kind in (
        ROSTER,
        LIST_KINDS["milestones"],
        LIST_KINDS["checkins"],
        LIST_KINDS["issues"],
        LIST_KINDS["remedies"],
        LIST_KINDS["attendance"],
        LIST_KINDS["expenses"],
        LIST_KINDS["contacts"],
        LIST_KINDS["surveys"],
        STATUS,
    )
}
"""What `import` takes, in the order in which help names it."""

# Columns that say which record a line is about rather than what is recorded: alone they record nothing.
NAMING_COLUMNS = frozenset({"number", "name", "group_no", "group", "milestone", "item"})
