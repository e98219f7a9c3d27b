"""Milestones as they stand and stood, and what an edited state or date of one comes to.

The list of milestones and the status list both ask here, so that a state means the same move in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from kodoku_tui.domain.duties.milestones import (
    MOVES_WITH_A_REASON,
    STATES_SHOWN,
    MilestoneState,
    Move,
    called_move,
    effective_due,
    shown_state,
)
from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.moves import (
    PlannedExtension,
    PlannedMove,
    milestone_of,
    plan_extension,
    plan_move,
    write_extension,
    write_move,
)
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows
from kodoku_tui.store.unit import Unit

Found = Mapping[str, Any]
"""A row of `milestone_now`."""

_SELECT = "SELECT * FROM milestone_now WHERE programme_id = ?"
_TO_STATE = {
    MilestoneState.SENT: Move.SEND,
    MilestoneState.SUBMITTED: Move.SUBMIT,
    MilestoneState.IN_REVIEW: Move.REVIEW,
    MilestoneState.RETURNED: Move.RETURN,
    MilestoneState.ACCEPTED: Move.ACCEPT,
    MilestoneState.WAIVED: Move.WAIVE,
    MilestoneState.NOT_APPLICABLE: Move.NOT_APPLICABLE,
}
_SETTLED = (MilestoneState.WAIVED, MilestoneState.NOT_APPLICABLE)
_BACKWARDS = (
    (MilestoneState.ACCEPTED, MilestoneState.IN_REVIEW),
    (MilestoneState.IN_REVIEW, MilestoneState.SUBMITTED),
)


class StandingMilestones:
    """Every milestone of the programme, by its id and by group and key."""

    def __init__(self, desk: Desk, origin: Origin, finder: GroupFinder) -> None:
        self._desk = desk
        self._origin = origin
        self._finder = finder
        self._rows = StandingRows(desk.connection, "milestone", origin, _SELECT, desk.programme["id"])
        self.by_id: Mapping[int, Found] = self._rows.now
        self.by_place = {(found["group_id"], found["key"]): found for found in self._rows.now.values()}
        self._extensions = self._read_extensions()

    def shown(self, found: Found) -> dict[str, Any]:
        """What an export shows of a milestone today."""
        to, reason = self._extension_at(found["id"], None)
        return {
            "state": found["state"],
            "state_on": found["state_on"],
            "planned_on": found["planned_on"],
            "due_on": found["due_on"],
            "extended_to": to,
            "extension_reason": reason,
        }

    def shown_then(self, found: Found) -> dict[str, Any] | None:
        """What the export showed that the workbook comes from; None where that is not known."""
        then = self._rows.then(found["id"])
        if then is None:
            return None
        to, reason = self._extension_at(found["id"], self._origin.unit_id)
        kept: dict[str, Any] = {key: then.get(key, found[key]) for key in ("state", "state_on", "planned_on")}
        extended = date.fromisoformat(to) if to else None
        due = effective_due(date.fromisoformat(kept["planned_on"]), extended, found["holiday_policy"])
        return {**kept, "due_on": due.isoformat(), "extended_to": to, "extension_reason": reason}

    def plan_extension(self, found: Found, to: date) -> PlannedExtension:
        """The extension that a date means, or the correction of one to an earlier day (`is_correction`).

        Raises `Refused` for a date that is neither. A correction is to be recorded with its reason.
        """
        return plan_extension(self._desk, self._number(found), found["key"], to=to, may_correct=True)

    def plan_move(self, found: Found, state: str, on: date | None) -> PlannedMove:
        """The move that an edited state means, today unless a day is said; raises `Refused` where none leads there."""
        wanted, now = MilestoneState(state), MilestoneState(found["state"])
        planned = plan_move(
            self._desk,
            self._number(found),
            found["key"],
            _move_between(now, wanted),
            on=on or self._desk.today,
        )
        if planned.state != wanted:
            raise Refused(
                "error.illegal_move",
                field="state",
                state=shown_state(now, found["kind"]),
                move=called_move(planned.move, found["kind"]),
            )
        return planned

    def look_again(self, found: Found) -> Found:
        """The milestone with the state and version that it has by now, where the act at hand has moved it itself."""
        now = milestone_of(self._desk, found["group_id"], found["key"])
        return {**found, "state": now["state"], "state_on": now["state_on"], "version": now["version"]}

    def write_extension(self, unit: Unit, planned: PlannedExtension, reason: str) -> None:
        """Record it."""
        write_extension(self._desk, unit, planned, reason)

    def write_move(self, unit: Unit, found: Found, planned: PlannedMove) -> None:
        """Make it; where a move asks for a reason, the reason is that the workbook says so."""
        comment = say("import.reason_of_move") if planned.move in MOVES_WITH_A_REASON else ""
        write_move(self._desk, unit, planned, comment, found["version"])

    def _number(self, found: Found) -> int:
        return self._finder.by_id[found["group_id"]].number

    def _extension_at(self, milestone_id: int, unit_id: int | None) -> tuple[str | None, str]:
        """The newest extension, or the newest that an export after act `unit_id` knew."""
        known = [
            extension
            for extension in self._extensions.get(milestone_id, ())
            if unit_id is None or extension["unit_id"] <= unit_id
        ]
        return (known[-1]["extended_to"], known[-1]["reason"]) if known else (None, "")

    def _read_extensions(self) -> dict[int, list[Mapping[str, Any]]]:
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for extension in self._desk.connection.execute(
            "SELECT extension.*, coalesce((SELECT min(unit_id) FROM change WHERE table_name = 'extension'"
            " AND row_id = extension.id), 0) AS unit_id FROM extension ORDER BY moment, uid"
        ):
            found[extension["milestone_id"]].append(dict(extension))
        return found


def state_said(word: str) -> str:
    """The state that a word means: in a contract two are called 返送 and 締結済, in a hand-in 未着手 is 未提出."""
    return str(STATES_SHOWN.get(word, word))


def _move_between(now: MilestoneState, wanted: MilestoneState) -> Move:
    """The move that leads from one state to another, if any does; whether it is open the machine says."""
    if wanted is MilestoneState.NOT_STARTED:
        return Move.REOPEN if now in _SETTLED else Move.PULL_BACK
    if (now, wanted) in _BACKWARDS:
        return Move.PULL_BACK
    return _TO_STATE[wanted]
