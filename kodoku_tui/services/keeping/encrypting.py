"""Encrypting the file with a passphrase, its backups along, and taking the passphrase away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.passphrases import check_passphrase
from kodoku_tui.store.backups import backups_of
from kodoku_tui.store.connection import sentences_for_sqlite
from kodoku_tui.store.copies import look_at
from kodoku_tui.store.engine import CAN_ENCRYPT
from kodoku_tui.store.passphrases import Key, is_plain, key_of_file
from kodoku_tui.store.relocking import relock

Told = Callable[[int, int], None]
"""Told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Relocked:
    """What was written anew: whether the file was (or had its key already), and how many of its backups."""

    is_file: bool
    backups: int


def is_encrypted(path: Path) -> bool:
    """Whether the file opens with its passphrase only; asks for it where it is not known yet.

    Raises `Refused` for what is no file of ours, and where the passphrase is not given.
    """
    with sentences_for_sqlite(path):
        look_at(path)
    return key_of_file(path) is not None


def encrypt(path: Path, passphrase: str, *, told: Told | None = None) -> Relocked:
    """Let the file and its backups open with this passphrase only.

    Raises `Refused` for a passphrase that is too short, where SQLCipher is missing, and as `relock` does.
    """
    check_passphrase(passphrase)
    return _relock_all(path, Key.new(passphrase), told)


def encrypt_backups(path: Path, *, told: Told | None = None) -> Relocked:
    """Let those backups of an encrypted file open with its passphrase only that anybody can read, or whoever knows an
    earlier one; that one is asked for."""
    if not is_encrypted(path):
        raise Refused("error.not_encrypted", field="path", path=path)
    others = plain_backups(path) + backups_of_other_passphrases(path)
    return Relocked(is_file=False, backups=_relock_each(others, key_of_file(path), told))


def decrypt(path: Path, *, told: Told | None = None) -> Relocked:
    """Let anybody open the file and its backups who can read it."""
    if not is_encrypted(path):
        raise Refused("error.not_encrypted", field="path", path=path)
    return _relock_all(path, None, told)


def plain_backups(path: Path) -> list[Path]:
    """Those beside an encrypted file that anybody can read."""
    if key_of_file(path) is None:
        return []
    return [backup.path for backup in backups_of(path) if is_plain(backup.path)]


def backups_of_other_passphrases(path: Path) -> list[Path]:
    """Those beside an encrypted file that still open with another passphrase than it."""
    key = key_of_file(path)
    if key is None:
        return []
    return [
        backup.path for backup in backups_of(path) if not is_plain(backup.path) and not key.opens(backup.path)
    ]


def check_engine() -> None:
    """Raise `Refused` (`error.cannot_encrypt`) where SQLCipher is missing."""
    if not CAN_ENCRYPT:
        raise Refused("error.cannot_encrypt")


def _relock_all(path: Path, key: Key | None, told: Told | None) -> Relocked:
    check_engine()
    with sentences_for_sqlite(path):
        relock(path, key)
    return Relocked(is_file=True, backups=_relock_each([one.path for one in backups_of(path)], key, told))


def _relock_each(backups: list[Path], key: Key | None, told: Told | None) -> int:
    for done, backup in enumerate(backups, start=1):
        with sentences_for_sqlite(backup):
            relock(backup, key, has_log=False)
        if told is not None:
            told(done, len(backups))
    return len(backups)
