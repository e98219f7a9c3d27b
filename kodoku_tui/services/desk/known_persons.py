"""Everybody whom the file knows by name."""

from __future__ import annotations

import re
import sqlite3

from kodoku_tui.domain.text.redacting import Redactor
from kodoku_tui.store.queries import rows

_BETWEEN_NAMES = re.compile(r"[、,，・/／;；\n]+")


def redactor_for(connection: sqlite3.Connection) -> Redactor:
    """One that knows contacts, staff, who took part and who advised, of every year."""
    found = [one["name"] for one in rows(connection, "desk/known_persons")]
    return Redactor(name for text in found for name in _BETWEEN_NAMES.split(text) if name.strip())
