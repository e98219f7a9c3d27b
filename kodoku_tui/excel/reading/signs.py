"""Signs that the reading process and the program share; imported by both, so nothing heavy stands here."""

from __future__ import annotations

LETTERS = 26

UNCALCULATED = "=?"
"""What stands in a cell for a formula saved without its result."""

UNREADABLE = "\ufffd"
"""What stands in a text for bytes that are no letter in its encoding."""
