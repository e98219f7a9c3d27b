"""Text that a spreadsheet would calculate: one rule for the workbooks and for CSV."""

from __future__ import annotations

# Also in full width, as Japanese input types them: Excel takes ＝1 for =1.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANKS = " \u3000\u00a0"


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet that opens or edits `text` may take it for a formula; blanks before it do not help.

    Source: OWASP, "CSV Injection", which names = + - @, tab, carriage return, line feed and their full-width forms.
    """
    return text.lstrip(_BLANKS).startswith(_BEGINNINGS)


def kept_as_text(text: str) -> str:
    """`text` for a file without formats: an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{text}" if begins_a_formula(text) else text
