"""The whole suite on files that are encrypted: `KODOKU_TEST_ENCRYPTED=1 python -m pytest …`, with the extra installed.

Every connection that the process makes, ours and those of the tests, gets one key. Programs that tests start know it by
the file of the passphrase; files that these make themselves are plain, which a few tests then cannot read.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

WANTED = "KODOKU_TEST_ENCRYPTED"
_PASSPHRASE = "すべての検査のための言葉"
_SALT = b"0123456789abcdef"


def encrypt_everything() -> None:
    """From now on, in this process; to be called before anything imports SQLite."""
    from sqlcipher3 import dbapi2

    raw = hashlib.pbkdf2_hmac("sha512", _PASSPHRASE.encode(), _SALT, 256_000, 32)
    key = f"PRAGMA key = \"x'{raw.hex()}{_SALT.hex()}'\""
    connect = dbapi2.connect

    def connect_with_the_key(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connection.execute(key)
        return connection

    dbapi2.connect = connect_with_the_key
    # It stands for the package and for the module in it that others ask for.
    dbapi2.dbapi2 = dbapi2
    sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = dbapi2
    said = Path(tempfile.mkdtemp()) / "passphrase"
    said.write_text(_PASSPHRASE, encoding="utf-8")
    os.environ["KODOKU_PASSPHRASE_FILE"] = str(said)
