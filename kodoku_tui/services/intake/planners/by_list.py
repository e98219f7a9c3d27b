"""Which planner works out which list."""

from __future__ import annotations

from collections.abc import Mapping

from kodoku_tui.services.intake.planners.attendance import AttendancePlanner
from kodoku_tui.services.intake.planners.checkins import CheckinPlanner
from kodoku_tui.services.intake.planners.contacts import ContactPlanner
from kodoku_tui.services.intake.planners.expenses import ExpensePlanner
from kodoku_tui.services.intake.planners.issues import IssuePlanner
from kodoku_tui.services.intake.planners.milestones import MilestonePlanner
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.planners.remedies import RemedyPlanner
from kodoku_tui.services.intake.planners.roster import RosterPlanner
from kodoku_tui.services.intake.planners.status import StatusPlanner
from kodoku_tui.services.intake.planners.surveys import SurveyPlanner

PLANNERS: Mapping[str, type[Planner]] = {
    "roster": RosterPlanner,
    "milestones": MilestonePlanner,
    "checkins": CheckinPlanner,
    "issues": IssuePlanner,
    "remedies": RemedyPlanner,
    "attendance": AttendancePlanner,
    "expenses": ExpensePlanner,
    "contacts": ContactPlanner,
    "surveys": SurveyPlanner,
    "status": StatusPlanner,
}
