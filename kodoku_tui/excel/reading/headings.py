"""Headings of columns as they are compared."""

from __future__ import annotations

import unicodedata


def plain_heading(text: str) -> str:
    """A heading reduced to what counts when two are compared: no spaces, widths, line breaks or case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
