"""Which columns hold words that people wrote: the one list that an erasure, and a look for personal data, go by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kodoku_tui.store.tables import BOOKKEEPING, TABLES, TableKind

_NEVER = frozenset({*BOOKKEEPING, "unit_uid", "by_staff_uid", "what_key", "table_name", "row_uid"})

CODES = {
    "programme": ("starts_on", "work_ends_on", "keep_until"),
    "milestone_plan": ("key", "kind", "planned_on", "holiday_policy", "rule", "after_key"),
    "organization": ("legal_form",),
    "adopted_group": (
        "status",
        "status_on",
        "support_tier",
        "own_clerk",
        "first_public_money",
        "new_theme",
        "vouchers_seen_on",
    ),
    "group_target": ("code",),
    "group_prefecture": ("prefecture",),
    "group_block": ("block",),
    "session": ("key", "kind", "held_on", "format", "starts_at", "reply_by"),
    "attendance": ("mark",),
    "checkin": ("held_on", "channel", "condition", "next_on", "held_at", "occasion", "answer", "reader"),
    "issue": ("category", "severity", "state", "noticed", "opened_on", "closed_on", "subcategory"),
    "action": ("turn", "due_on", "done_on", "followup"),
    "unit": ("at",),
    "merged_unit": ("at",),
    "erasure": ("at", "kind", "rows", "mark", "state"),
    "reallocation": ("recorded_on", "approved_on"),
    "evidence": ("estimate_on", "order_on", "delivery_on", "invoice_on", "payment_on"),
    "final_audit": ("held_on", "result"),
    "repayment": ("repaid_on",),
    "milestone": ("planned_on", "state", "state_on", "turn_since"),
    "submission_round": ("submitted_on", "came_from", "decision", "decided_on", "again_by"),
    "extension": ("extended_to", "recorded_on", "consent_on"),
    "round_comment": ("at",),
    "plan_document": ("key",),
    "document": ("received_on",),
    "postponement": ("postponed_from", "postponed_to", "recorded_on"),
    "remedy": ("tried_on", "result"),
    "linkage": ("counterpart_kind", "identified_on"),
    "linkage_level": ("reached_on",),
    "indicator_actual": ("measured_on",),
    "activity_month": ("month", "stage"),
    "plan_change": ("changed_on", "change_kind"),
    "review": ("started_on", "ended_on", "block"),
    "review_group": ("looked_on", "turn", "due_on"),
    "session_reply": ("reply", "replied_on"),
    "file_setting": ("key", "value"),
    "column_map": ("list_name", "shape"),
    "saved_view": ("block", "target_code", "status", "order_by"),
    "attention_weight": ("name",),
}
"""Columns of text that hold days, codes and words of closed lists; every other one holds words."""

JSON_COLUMNS = frozenset(
    {
        ("unit", "what_params"),
        ("merged_unit", "what_params"),
        ("review_group", "terms"),
        ("column_map", "columns"),
        ("change", "before"),
        ("change", "after"),
        ("change", "common"),
    }
)
"""Words stand within JSON in these."""

NUMBERED = frozenset({("organization_alias", "name"), ("cost_item", "title")})
"""No two rows beside each other may say the same here."""


def holds_words(table: str, column: str) -> bool:
    """Whether people write words there; of a column that this program does not know, that it may."""
    return column not in _NEVER and column not in CODES.get(table, ())


def tables_with_words(connection: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """The tables of a file, that of an older program too, each with its columns of words; the change log is none."""
    for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        known = TABLES.get(name)
        if name.startswith("sqlite_") or name in ("change", "merged_change"):
            continue
        if known is not None and (known.kind in (TableKind.DERIVED, TableKind.SCHEMA, TableKind.IDENTITY)):
            continue
        columns = [
            found[1]
            for found in connection.execute(f"PRAGMA main.table_info({name})")
            if found[2].upper() == "TEXT" and holds_words(name, found[1])
        ]
        if columns:
            yield name, columns
