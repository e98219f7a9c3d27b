"""Words that rows of the log hold since before a migration gave them others: what was written stays as it was written,
and is read in the words of now, so that an act of before can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kodoku_tui.domain.words import OLD_WORDS

_COLUMNS: Mapping[str, str] = MappingProxyType(
    {"adopted_group": "support_tier", "checkin": "condition", "final_audit": "result"}
)
"""The column of each table whose words changed (migration 0031)."""


def in_words_of_now(table: str, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The logged row with the words that its table holds today."""
    column = _COLUMNS.get(table)
    if row is None or column is None or row.get(column) not in OLD_WORDS:
        return row
    return row | {column: OLD_WORDS[row[column]]}
