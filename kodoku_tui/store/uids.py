"""What makes a row or an act itself in every copy of the file, for good: 128 random bits as 32 hexadecimal digits."""

from __future__ import annotations

from os import urandom

_BYTES = 16
_DIGITS = 2 * _BYTES


def new_uids(count: int) -> list[str]:
    """So many uids that nothing has yet, in this file or any other.

    They rise: written in this order, the index of a table takes half the time that it takes in any other.
    """
    digits = urandom(_BYTES * count).hex()
    return sorted(digits[first : first + _DIGITS] for first in range(0, _DIGITS * count, _DIGITS))


def new_uid() -> str:
    """One uid that nothing has yet."""
    return urandom(_BYTES).hex()
