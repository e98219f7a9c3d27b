"""Everything that is known of groups: the register as data, and one group on one page (団体カルテ)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.services.checkins.actions import (
    Postponement,
    RecordedAction,
    list_actions,
    list_postponements,
)
from kodoku_tui.services.checkins.checkins import CheckinDue, checkin_due, list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.documents import DocumentEntry, list_documents
from kodoku_tui.services.duties.milestones import MilestoneEntry, list_milestones
from kodoku_tui.services.duties.money.audits import AuditStanding, audit_standing
from kodoku_tui.services.duties.rounds import RoundEntry, list_rounds
from kodoku_tui.services.endings.endings import StatusStep, status_history
from kodoku_tui.services.issues.issues import RecordedIssue, list_issues
from kodoku_tui.services.issues.remedies import RecordedRemedy, list_remedies
from kodoku_tui.services.linkages.indicators import RecordedIndicator, list_indicators
from kodoku_tui.services.linkages.linkages import (
    GroupMeasure,
    RecordedLinkage,
    linkage_measures,
    list_linkages,
)
from kodoku_tui.services.register.activity import ActivityMonth, list_activity
from kodoku_tui.services.register.contacts import Contact, list_contacts
from kodoku_tui.services.register.ending import Ending, ending_of
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.groups import GroupEntry, group_entry
from kodoku_tui.services.register.plan_changes import PlanChange, list_plan_changes
from kodoku_tui.services.review.decisions import Decision, decisions_of
from kodoku_tui.services.sessions.sessions import (
    AttendanceRow,
    AttendanceStanding,
    list_attendance,
    standing_of,
)
from kodoku_tui.services.sessions.surveys import SurveyAnswer, list_surveys
from kodoku_tui.services.work.worklist import WorkItem, worklist
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """An earlier fiscal year in which the organization took part, as which group and with which project."""

    year: int
    number: int
    project: str
    status: str


@dataclass(frozen=True, slots=True)
class Karte:
    """One group on one page. `version` is that of the group's own row; dates are ISO text.

    `rounds` holds by the key of a milestone its rounds, oldest first; none for what was never handed in.
    """

    entry: GroupEntry
    version: int
    deputy: str | None
    aliases: list[str]
    status_on: str | None
    status_reason: str
    support_tier: str
    facts: Mapping[str, Any]
    """What `domain.register.facts.FACTS` names, as the file has it."""
    activity: list[ActivityMonth]
    plan_changes: list[PlanChange]
    milestones: list[MilestoneEntry]
    rounds: dict[str, list[RoundEntry]]
    checkin_due: CheckinDue
    checkins: list[RecordedCheckin]
    issues: list[RecordedIssue]
    actions: list[RecordedAction]
    postponements: list[Postponement]
    contacts: list[Contact]
    attendance: list[AttendanceRow]
    attending: AttendanceStanding
    surveys: list[SurveyAnswer]
    next_steps: list[WorkItem]
    documents: list[DocumentEntry]
    status_history: list[StatusStep]
    earlier: list[EarlierYear]
    audit: AuditStanding | None
    remedies: list[RecordedRemedy]
    linkages: list[RecordedLinkage]
    linkage_measure: GroupMeasure
    indicators: list[RecordedIndicator]
    decisions: list[Decision]
    ending: Ending


def group_karte(desk: Desk, number: int) -> Karte:
    """Everything about one group, check-ins newest first, with what is next for it."""
    with desk.reading() as connection:
        group = group_of(desk, number)
        aliases = connection.execute(
            "SELECT name FROM organization_alias WHERE organization_id = ? ORDER BY moment, uid",
            (group["organization_id"],),
        )
        milestones = list_milestones(desk, number)
        return Karte(
            entry=group_entry(desk, number),
            version=group["version"],
            deputy=group["deputy_staff"],
            aliases=[name for (name,) in aliases],
            status_on=group["status_on"],
            status_reason=group["status_reason"],
            support_tier=group["support_tier"],
            facts={column.key: group[column.key] for column in FACTS},
            activity=list_activity(desk, number),
            plan_changes=list_plan_changes(desk, number),
            milestones=milestones,
            rounds={one.key: list_rounds(desk, one.id) for one in milestones if one.round},
            checkin_due=checkin_due(desk, number),
            checkins=list_checkins(desk, number),
            issues=list_issues(desk, number, with_closed=True),
            actions=list_actions(desk, number, with_done=True),
            postponements=list_postponements(desk, number),
            contacts=list_contacts(desk, number),
            attendance=list_attendance(desk, number=number),
            attending=standing_of(desk, number),
            surveys=list_surveys(desk, number=number),
            next_steps=worklist(desk, group_id=group["id"]),
            documents=list_documents(desk, number),
            status_history=status_history(desk, group["id"]),
            earlier=[
                EarlierYear(**found)
                for found in rows(connection, "register/earlier_years", group_id=group["id"])
            ],
            audit=audit_standing(desk, group["id"]),
            remedies=list_remedies(desk, number),
            linkages=list_linkages(desk, number),
            linkage_measure=linkage_measures(desk, number).groups[0],
            indicators=list_indicators(desk, number),
            decisions=decisions_of(desk, number),
            ending=ending_of(desk, group),
        )
