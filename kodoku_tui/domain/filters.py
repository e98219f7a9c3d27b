"""Which groups a person wants to see; the same for the register, the lists and the exports."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.milestones import GroupStatus
from kodoku_tui.domain.names import search_key


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Every part that is set must hold. `status` None means whatever the status.

    `text` is what was typed: its words, in any order, occur in number, names, project, area or targets.
    `block` lets groups pass that work nationwide (全国).
    """

    text: str = ""
    staff: str | None = None
    block: str | None = None
    target: str | None = None
    status: str | None = GroupStatus.ACTIVE.value
    only_overdue: bool = False
    only_checkin_due: bool = False

    @property
    def words(self) -> list[str]:
        """The words of `text` as keys for the search."""
        return [key for word in self.text.split() if (key := search_key(word))]
