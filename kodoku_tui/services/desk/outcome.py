"""What came of an act. Every act returns it, worked out once; screens and the command line only say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from kodoku_tui.domain.said import Said
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one act; what only some acts know of has a subclass beside them.

    `unit` is the number under which it can be taken back, None where everything stood so already. `act` is what the
    log calls it, `saved` the sentence for whoever did it, `unchanged` the one where there was nothing to do (None: the
    usual one). `row_id` is the row that it made or changed, 0 where there is no single one. `next_due` is when the
    group is to be heard from next. `promises` were written down on the way, `followed` is what else changed,
    `warnings` are what one should know of it. `is_of_many` says that one undo takes back what was done to many groups.
    `can_be_undone` is no for the one kind of act that stays for good.
    """

    unit: int | None
    act: Said
    saved: Said
    changed_rows: int
    row_id: int = 0
    next_due: date | None = None
    promises: int = 0
    followed: tuple[Said, ...] = ()
    warnings: tuple[Said, ...] = ()
    is_of_many: bool = False
    can_be_undone: bool = True
    unchanged: Said | None = None

    @classmethod
    def of(cls, unit: Unit, saved: Said, **more: Any) -> Self:
        """The outcome of the unit, once it is written."""
        return cls(
            unit=unit.id if unit.changes else None,
            act=Said(unit.what, **unit.params),
            saved=saved,
            changed_rows=unit.changes,
            **more,
        )
