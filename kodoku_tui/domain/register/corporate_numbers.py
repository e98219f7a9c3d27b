"""法人番号: thirteen digits of which the first checks the other twelve."""

from __future__ import annotations

_DIGITS = 13
_CHECKED_BY = 9


def is_corporate_number(digits: str) -> bool:
    """Whether `digits` are thirteen ASCII digits with a right check digit.

    The rule is 法人番号の指定等に関する省令 article 2: from the right, the twelve digits count once and twice in
    turn, and nine minus the remainder of their sum by nine is the digit in front.
    """
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(
        int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(digits[1:]), start=1)
    )
    return int(digits[0]) == _CHECKED_BY - total % _CHECKED_BY
