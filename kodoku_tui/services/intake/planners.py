"""Which planner works out which list."""

from __future__ import annotations

from collections.abc import Mapping

from kodoku_tui.services.intake.attendance import AttendancePlanner
from kodoku_tui.services.intake.checkins import CheckinPlanner
from kodoku_tui.services.intake.expenses import ExpensePlanner
from kodoku_tui.services.intake.issues import IssuePlanner
from kodoku_tui.services.intake.milestones import MilestonePlanner
from kodoku_tui.services.intake.planner import Planner
from kodoku_tui.services.intake.remedies import RemedyPlanner
from kodoku_tui.services.intake.roster import RosterPlanner
from kodoku_tui.services.intake.status import StatusPlanner

PLANNERS: Mapping[str, type[Planner]] = {
    "roster": RosterPlanner,
    "milestones": MilestonePlanner,
    "checkins": CheckinPlanner,
    "issues": IssuePlanner,
    "remedies": RemedyPlanner,
    "attendance": AttendancePlanner,
    "expenses": ExpensePlanner,
    "status": StatusPlanner,
}
