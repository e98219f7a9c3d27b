"""What tells one record of a list from another: what shows of it, not its hidden key."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodoku_tui.services.intake.standing.standing import Shown


class Name(NamedTuple):
    """What shows of a record: its group, what else no line changes (費目, duty, issue), and what a line may change."""

    group_id: int
    place: Hashable = ()
    title: Hashable = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One record: what it is called now and was called when the workbook went out, the same in words, what is in it.

    `contents` gives the record by the columns of the list, now and then; None where the name alone tells it apart.
    """

    names: tuple[Name, ...]
    said: str
    contents: Callable[[], Sequence[Shown]] | None = None
