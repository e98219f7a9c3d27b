"""That a group left or completed, and which of its records came after that: marked wherever they show."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class Ending:
    """As what a group left or completed and on which day (ISO text), and the moment in which that was recorded.

    `on` is None of a group at work, of which nothing is marked; `moment` is empty where no act recorded it (a register
    that came in with it).
    """

    status: str = ""
    on: str | None = None
    moment: str = ""

    def marked(self, what: str, *days: str | None, moment: str = "") -> str:
        """`what`; of a record dated after the ending, or written down (`moment`) after it, with words that say so."""
        if self.on is None:
            return what
        is_after = max(filter(None, days), default="") > self.on or self._is_written_after(moment)
        return say("unit.after_ending", what=what, status=say_word(self.status)) if is_after else what

    def marked_as_written(self, what: str, moment: str) -> str:
        """`what`; of what happened before the ending and was written down after it, with words that say so."""
        if not self._is_written_after(moment):
            return what
        return say("ending.written_after", what=what, status=say_word(self.status))

    def _is_written_after(self, moment: str) -> bool:
        return self.on is not None and bool(self.moment) and moment > self.moment


def ending_of(desk: Desk, group: sqlite3.Row) -> Ending:
    """How a group (a row of `group_now`) left or completed; of one at work an ending that marks nothing."""
    if GroupStatus(group["status"]).is_at_work:
        return Ending()
    steps = rows(desk.connection, "register/status_steps", group_id=group["id"])
    return Ending(group["status"], group["status_on"], steps[-1]["moment"] if steps else "")
