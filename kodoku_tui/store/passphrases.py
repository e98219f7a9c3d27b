"""Files that open with a passphrase only: which key a file has, asking for it, and giving a copy the key of its source.

The key is worked out of the passphrase and of the sixteen bytes with which such a file begins, as SQLCipher 4 does it
(PBKDF2, HMAC-SHA512, 256,000 rounds): once a process, since it takes a third of a second. It is held in memory alone.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kodoku_tui.domain.errors import Refused
from kodoku_tui.store.engine import CAN_ENCRYPT, sqlite3

_SALT_BYTES = 16
_ROUNDS = 256_000
_KEY_BYTES = 32
_PAGE_BYTES = 4096
_PLAIN = b"SQLite format 3\0"

AnyConnection = TypeVar("AnyConnection", bound=sqlite3.Connection)

Ask = Callable[[Path, bool], str | None]
"""Asks whoever sits here for the passphrase of a file; told whether the last answer was wrong. None: nobody answers."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a file. Its words never stand in a message, a log or a list of processes."""

    raw: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(...)"

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> Key:
        """The key that this passphrase gives together with the beginning of the file.

        With an input method on, letters come wide: they are the same ones.
        """
        letters = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
        raw = hashlib.pbkdf2_hmac("sha512", letters, salt, _ROUNDS, _KEY_BYTES)
        return cls(raw, salt)

    @classmethod
    def new(cls, passphrase: str) -> Key:
        """A key for a file that is yet to be made."""
        return cls.of(passphrase, os.urandom(_SALT_BYTES))

    @property
    def as_sql(self) -> str:
        """The key as SQLCipher takes it, quotes included."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""

    def opens(self, path: Path) -> bool:
        """Whether a file begins as those that were written with this key. Not for a file that this process has open."""
        return _beginning_of(path) == self.salt

    def lock(self, connection: sqlite3.Connection) -> None:
        """Let everything that this connection reads and writes go through the key; before anything else is asked."""
        connection.execute(f"PRAGMA key = {self.as_sql}")


class _Keyring:
    def __init__(self) -> None:
        self.ask: Ask | None = None
        self.keys: list[Key] = []
        self.of_file: dict[str, Key] = {}


_ring = _Keyring()


def ask_with(ask: Ask | None) -> None:
    """From now on a passphrase that is not known yet is asked for so; None: it is refused."""
    _ring.ask = ask


def remember(path: Path, key: Key | None) -> None:
    """This file opens with this key, or with none."""
    if key is None:
        _ring.of_file.pop(_name_of(path), None)
        return
    _ring.of_file[_name_of(path)] = key
    if key not in _ring.keys:
        _ring.keys.insert(0, key)


def key_of(connection: sqlite3.Connection) -> Key | None:
    """The key of the file that a connection works on; None for a plain one."""
    if not CAN_ENCRYPT:
        return None
    (_, _, file), *_ = connection.execute("PRAGMA database_list").fetchall()
    return key_of_file(Path(file)) if file else None


def key_of_file(path: Path) -> Key | None:
    """The key of a file that was opened before; None for a plain one, and for one that was not."""
    return _ring.of_file.get(_name_of(path))


def lock_as(copy: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Give a copy that is about to be made, in a file or in memory, the key of its source."""
    key = key_of(source)
    if key is not None:
        key.lock(copy)


def unlocked(path: Path, connect: Callable[[], AnyConnection]) -> AnyConnection:
    """A connection to the file at `path`, which `connect` opens, with its key where it has one.

    Raises `Refused` where a passphrase is needed and nobody gives one (`error.passphrase_needed`), or not the right
    one (`error.passphrase_wrong`); and SQLite's error for what is no database at all.
    """
    connection = connect()
    if not CAN_ENCRYPT:
        return connection
    known = _ring.of_file.get(_name_of(path))
    if known is not None:
        connection.close()
        if (opened := _opened_by(known, path, connect)) is not None:
            return opened
        # Another file took its place.
        remember(path, None)
        connection = connect()
    _say_nothing(connection)
    if _can_be_read(connection):
        return connection
    # Nobody else here has it open: closing it by hand takes no lock away.
    connection.close()
    return _with_a_key(path, connect) if may_be_locked(path) else connect()


def _with_a_key(path: Path, connect: Callable[[], AnyConnection]) -> AnyConnection:
    salt = _beginning_of(path)
    for key in [known for known in _ring.keys if known.salt == salt]:
        if (connection := _opened_by(key, path, connect)) is not None:
            return connection
    if _ring.ask is None:
        raise Refused("error.passphrase_needed", path=path)
    was_wrong = False
    while (passphrase := _ring.ask(path, was_wrong)) is not None:
        if (connection := _opened_by(Key.of(passphrase, salt), path, connect)) is not None:
            return connection
        was_wrong = True
    raise Refused("error.passphrase_wrong" if was_wrong else "error.passphrase_needed", path=path)


def _opened_by(key: Key, path: Path, connect: Callable[[], AnyConnection]) -> AnyConnection | None:
    connection = connect()
    _say_nothing(connection)
    key.lock(connection)
    if _can_be_read(connection):
        remember(path, key)
        return connection
    connection.close()
    return None


def _say_nothing(connection: sqlite3.Connection) -> None:
    """What SQLCipher writes of pages that it cannot read is no sentence for people."""
    connection.execute("PRAGMA cipher_log_level = NONE")


def _can_be_read(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            return False
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return True


def may_be_locked(path: Path) -> bool:
    """Whether a file that cannot be read can be one with a key: such a file is whole pages, and nothing begins it.

    Not for a file that this process has open.
    """
    size = path.stat().st_size
    return size > 0 and size % _PAGE_BYTES == 0 and not is_plain(path)


def _beginning_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SALT_BYTES)


def is_plain(path: Path) -> bool:
    """Whether the file begins as one that anybody can read. Not for a file that this process has open."""
    return _beginning_of(path) == _PLAIN


def _name_of(path: Path) -> str:
    return os.path.realpath(path)
