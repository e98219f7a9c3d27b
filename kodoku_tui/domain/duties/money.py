"""Money is integer yen, tax included: what an amount means, what of it is accepted, and how much was used.

Law 7 of the design: accepted cost per cost item is the lower of the budget after reallocation and the proper
actual (認定額); the sum never passes the cap; a rate is never rounded up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.numbers import number_with_kanji

# A thousand times the budget of the largest programme; beyond it somebody leant on a key.
LARGEST_YEN = 999_999_999_999

_LONGEST_TEXT = 40
_UNITS = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000}
# Signs of accounts (▲, △, brackets) and what the minus key gives while an input method is on.
_NEGATIVE = re.compile(r"[▲△\-−‐‒–—―ー](.+)|\((.+)\)")
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(円|千円|百万円|万円)?")
# A dot before three digits parts the thousands or the fraction; before two groups of them only thousands.
_SEVERAL = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.]).*")
_DOTS_OF_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:円|千円|百万円|万円)?")
_SIGNS_OF_YEN = "¥\\"
# 金 … 円也, and the stroke behind, of bills and contracts.
_BESIDE_AN_AMOUNT = re.compile(r"^金?[¥\\]*|(?<=[0-9円])(?:也|整|\.?[\-−‐‒–—―ー])$")


class AuditResult(StrEnum):
    """How the final audit (確定検査) of a group ended."""

    PASSED = "適"
    CONDITIONAL = "条件付適"
    FAILED = "不適"


def parse_yen(text: str, *, field: str, unit: int = 1) -> int:
    """The whole yen that `text` means: 300000, ３００，０００円, ¥300,000-, 金300,000円也, 300千円, 30万5千円, 三十万.

    `unit` is how many yen one is worth where the text says no unit of its own.

    Raises `Refused` naming `field`: `error.amount_unreadable`, `error.amount_negative` (-1, ▲1, (1)),
    `error.amount_several` (300.000 may be 300 or 300,000), `error.amount_fractional` (less than one yen left over),
    `error.amount_too_large`.
    """
    written = unicodedata.normalize("NFKC", text)
    written = "".join(written.split()) if len(written) <= _LONGEST_TEXT else ""
    written = _BESIDE_AN_AMOUNT.sub("", written)
    is_negative = False
    if match := _NEGATIVE.fullmatch(written):
        written, is_negative = (match[1] or match[2]).lstrip(_SIGNS_OF_YEN), True
    if _SEVERAL.fullmatch(written):
        raise Refused("error.amount_several", field=field, text=text)
    amount = _amount(written, unit)
    if amount is None:
        raise Refused("error.amount_unreadable", field=field, text=text)
    if is_negative and amount:
        raise Refused("error.amount_negative", field=field, text=text)
    if amount != int(amount):
        raise Refused("error.amount_fractional", field=field, text=text)
    return checked_yen(int(amount), field=field)


def _amount(written: str, unit: int) -> Decimal | None:
    if _DOTS_OF_THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    if found := _AMOUNT.fullmatch(written):
        whole, fraction, said = found.groups(default="")
        return Decimal(whole.replace(",", "") + fraction) * (_UNITS[said] if said else unit)
    if unit != 1 and not written.endswith("円"):
        # 30万 in a column of 千円: nobody knows of what.
        return None
    return number_with_kanji(written.removesuffix("円"))


def parse_percent(text: str, *, field: str) -> int | None:
    """The whole percentage from 0 to 100 that `text` means (20, ２０%); None where nothing is written.

    Raises `Refused` (`error.percent_unfit`) for anything else.
    """
    written = unicodedata.normalize("NFKC", text).strip().removesuffix("%").rstrip()
    if not written:
        return None
    if not re.fullmatch("[0-9]{1,3}", written) or int(written) > 100:
        raise Refused("error.percent_unfit", field=field)
    return int(written)


def checked_yen(amount: int, *, field: str) -> int:
    """The amount, if it can be one; raises `Refused` for less than nothing or more than there is."""
    if amount < 0:
        raise Refused("error.amount_negative", field=field, text=f"{amount:,}")
    if amount > LARGEST_YEN:
        raise Refused("error.amount_too_large", field=field, text=f"{amount:,}")
    return amount


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost item of a group in yen. `received` and `given` are what reallocations moved in and out.

    `given_unapproved` is the part of what went out, less what came in, that nobody had to approve. What was
    not yet reported or found proper is None.
    """

    budget: int
    received: int = 0
    given: int = 0
    given_unapproved: int = 0
    reported: int | None = None
    proper: int | None = None

    @property
    def budget_now(self) -> int:
        """The budget after reallocation."""
        return self.budget + self.received - self.given

    @property
    def accepted(self) -> int:
        """The lower of the budget after reallocation and the proper actual; nothing before that is known."""
        return max(0, min(self.budget_now, self.proper or 0))


def accepted_total(lines: Iterable[CostLine], cap: int) -> int:
    """The final amount (確定額): what is accepted of all items, never more than the cap."""
    return min(cap, sum(line.accepted for line in lines))


def execution_rate(accepted: int, budget: int) -> float | None:
    """Accepted of budget in percent with one decimal, rounded down; None without a budget.

    100.0 only when the whole budget is accepted: 99.99 percent is 99.9.
    """
    return None if budget == 0 else accepted * 1000 // budget / 10


def check_budget(lines: Sequence[CostLine], *, cap: int, field: str) -> None:
    """Raise `Refused` when the budgets of all items pass the cap, or one has less than was moved out of it."""
    total = sum(line.budget for line in lines)
    if total > cap:
        raise Refused(
            "error.over_cap", field=field, total=f"{total:,}", cap=f"{cap:,}", over=f"{total - cap:,}"
        )
    for line in lines:
        if line.budget_now < 0:
            raise Refused("error.budget_moved_already", field=field, least=f"{line.given - line.received:,}")


def check_reallocation(
    source: CostLine, amount: int, *, cap: int, limit_percent: int | None, is_approved: bool
) -> None:
    """Raise `Refused` (field `amount`) when `amount` cannot be moved out of `source`.

    That is for nothing at all, more than the cap, more than is there, or without approval for more than
    `limit_percent` of the item's own budget together with what was moved before; None is no limit.
    """
    if amount <= 0:
        raise Refused("error.amount_zero", field="amount")
    if amount > cap:
        raise Refused("error.amount_over_cap", field="amount", cap=f"{cap:,}")
    if amount > source.budget_now:
        raise Refused("error.not_that_much", field="amount", left=f"{source.budget_now:,}")
    if limit_percent is None or is_approved:
        return
    left = source.budget * limit_percent // 100 - source.given_unapproved
    if amount > left:
        raise Refused(
            "error.over_reallocation_limit", field="amount", percent=limit_percent, left=f"{max(0, left):,}"
        )
