"""What reads and writes the file: SQLite as Python brings it, or SQLCipher where the extra `encryption` is installed.

Both answer to the same name, and SQLCipher opens plain files as well; so whoever needs SQLite's connections or errors
takes `sqlite3` from here.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

CHOSEN, PLAIN = "KODOKU_ENGINE", "sqlite"
"""The environment can say that SQLCipher is not to be used though it is there."""

if TYPE_CHECKING:
    import sqlite3
else:

    def _installed() -> Any:
        if os.environ.get(CHOSEN) != PLAIN:
            try:
                from sqlcipher3 import dbapi2
            except ImportError:
                pass
            else:
                return dbapi2
        import sqlite3 as plain

        return plain

    sqlite3 = _installed()

CAN_ENCRYPT: bool = sqlite3.__name__ != "sqlite3"
"""Whether files can be made and read here that nobody opens without their passphrase."""

__all__ = ["CAN_ENCRYPT", "sqlite3"]
