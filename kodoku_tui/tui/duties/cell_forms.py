"""The form of one cell of the matrix: its milestone, with the rounds that it went through."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.rounds import list_rounds
from kodoku_tui.services.register.ending import ending_of
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.tui.duties.milestone_form import MilestoneForm
from kodoku_tui.tui.duties.round_lines import round_lines

_NEWEST = 6
"""So many lines of the thread stand over the fields; the page of the group has the whole."""


class CellMoveForm(MilestoneForm):
    """Moves the milestone of the cell. Over the fields stand its rounds and what was said on them last."""

    def __init__(self, desk: Desk, number: int | None, key: str | None) -> None:
        super().__init__(desk, number, key)
        if self.pointed_at is not None:
            rounds = list_rounds(desk, self.pointed_at.id)
            ending = ending_of(desk, group_of(desk, self.pointed_at.group_no))
            thread = round_lines(rounds, self.pointed_at.kind, self.today, ending)
            self._subheading = "\n".join([self._subheading, *(str(line) for line in thread[-_NEWEST:])])
