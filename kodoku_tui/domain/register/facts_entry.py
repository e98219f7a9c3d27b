"""What is handed in of the facts of a group (`facts`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from kodoku_tui.domain.entry import Entry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.facts import FACTS, stored_fact
from kodoku_tui.domain.words import YesNo

_FIRST_YEAR = 1800
_MOST_STAFF = 100_000


class FactsEntry(Entry):
    """What is known of a group. What is not handed in stays as it was; None is: nobody knows.

    `settlers` is how many there can settle its money: nobody, one who holds everything, or more.
    """

    founded_year: int | None = None
    staff_count: int | None = None
    own_clerk: YesNo | None = None
    first_public_money: YesNo | None = None
    new_theme: YesNo | None = None
    vouchers_seen_on: date | None = None
    settlers: int | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for a year and a number that can be none, and a day that is still to come."""
        if self.founded_year is not None and not _FIRST_YEAR <= self.founded_year <= today.year:
            raise Refused(
                "error.year_out_of_range",
                field="founded_year",
                year=self.founded_year,
                first=_FIRST_YEAR,
                last=today.year,
            )
        for field in ("staff_count", "settlers"):
            count = getattr(self, field)
            if count is not None and not 0 <= count <= _MOST_STAFF:
                raise Refused("error.number_out_of_range", field=field, value=count, most=_MOST_STAFF)
        if self.vouchers_seen_on is not None and self.vouchers_seen_on > today:
            raise Refused("error.date_in_future", field="vouchers_seen_on", date=self.vouchers_seen_on)

    def values(self) -> dict[str, Any]:
        """What was handed in, as the file has it."""
        return {
            column.key: stored_fact(column, getattr(self, column.key))
            for column in FACTS
            if column.key in self.model_fields_set
        }
