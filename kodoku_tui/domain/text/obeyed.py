"""What a terminal, or a program that lays lines out, obeys instead of showing it.

The last defence where text leaves: what came in by the doors is clean (`clean.py`), rows that another program wrote
into the file are not.
"""

from __future__ import annotations

import re

# Controls (C0 without tab and line feed, DEL, C1), line and paragraph ends, what turns the direction of writing,
# joins or hides, and lone surrogates, which no encoding has.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """`text` without what would be obeyed; line feeds and tabs stay."""
    return text if text.isascii() and text.isprintable() else OBEYED.sub("", text)
