"""Which passphrase is one."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.errors import Refused

SHORTEST = 12
"""In letters. Who has a copy of the file can try as fast as machines go; nobody counts the tries (NIST SP 800-63B)."""


def check_passphrase(passphrase: str) -> None:
    """Raise `Refused` for one that is too short, or all one letter."""
    letters = unicodedata.normalize("NFKC", passphrase).strip()
    if len(letters) < SHORTEST or len(set(letters)) < 3:
        raise Refused("error.passphrase_short", field="passphrase", least=SHORTEST)
