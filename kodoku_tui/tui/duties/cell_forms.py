"""The forms of one cell of the matrix: for exactly this milestone, whatever state it is in."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import MilestoneEntry
from kodoku_tui.services.duties.rounds import list_rounds
from kodoku_tui.tui.duties.milestone_form import ExtensionForm, MilestoneForm
from kodoku_tui.tui.duties.round_lines import round_lines

_NEWEST = 6
"""So many lines of the thread stand over the fields; the page of the group has the whole."""


class CellMoveForm(MilestoneForm):
    """Moves the milestone of the cell, also one that is accepted or waived (to take that back).

    Over the fields stand its rounds and what was said on them last.
    """

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        self._wanted = key
        super().__init__(desk, number, key)
        if key in self.milestones:
            milestone = self.milestones[key]
            thread = round_lines(list_rounds(desk, milestone.id), milestone.kind, self.today)
            self._subheading = "\n".join([self._subheading, *(str(line) for line in thread[-_NEWEST:])])

    def fits(self, milestone: MilestoneEntry) -> bool:
        return milestone.key == self._wanted or super().fits(milestone)


class CellExtensionForm(ExtensionForm):
    """Extends the milestone of the cell; one with nothing to extend is refused by its name."""

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        self._wanted = key
        super().__init__(desk, number, key)

    def fits(self, milestone: MilestoneEntry) -> bool:
        return milestone.key == self._wanted or super().fits(milestone)
