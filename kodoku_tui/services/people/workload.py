"""What each person of the secretariat carries, and how they keep up with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.checkins.due import checkins_due
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import StaffMember, list_staff
from kodoku_tui.services.work.worklist import WorkItem, overdue_list
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class Workload:
    """One person: their groups, what is late with them, and how many of their groups are heard from in time.

    A late thing is with whoever it was given to by name, else with the main staff of its group, and counts once.
    `watched` are the groups that they accompany as main and that are to be heard from, `kept` those of them whose
    last check-in is within the maximum of their cadence. `held` are the check-ins of the last 30 days. `attention` and
    `own_lateness` are the sums of both figures over their main groups, never added to each other.
    """

    member: StaffMember
    late: int
    oldest_days: int | None
    watched: int
    kept: int
    held: int
    attention: int = 0
    own_lateness: int = 0


@dataclass(frozen=True, slots=True)
class Workloads:
    """Everybody, and what nobody has: groups without main staff, late things with nobody."""

    people: tuple[Workload, ...]
    unassigned: int
    late_with_nobody: int


def workloads(desk: Desk) -> Workloads:
    """What everybody carries as of today; whoever has retired comes last."""
    with desk.reading() as connection:
        members = list_staff(desk, with_retired=True)
        late: dict[str | None, list[WorkItem]] = defaultdict(list)
        for item in overdue_list(desk):
            late[item.staff].append(item)
        watched = {group.group_no: group.nearness for group in checkins_due(desk, with_all=True)}
        held = {
            one["staff_id"]: one["held"]
            for one in rows(connection, "people/recent_checkins", programme_id=desk.programme["id"])
        }
        (unassigned,) = connection.execute(
            "SELECT count(*) FROM adopted_group"
            " WHERE programme_id = ? AND status = '実施中' AND main_staff_id IS NULL",
            (desk.programme["id"],),
        ).fetchone()
        figures = attention_of_groups(desk)
    people = tuple(
        Workload(
            member=member,
            late=len(late[member.name]),
            oldest_days=max((item.days_over or 0 for item in late[member.name]), default=None),
            watched=sum(number in watched for number in member.main),
            kept=sum(number in watched and watched[number] != "overdue" for number in member.main),
            held=held.get(member.id, 0),
            attention=figures_of(member, figures).attention,
            own_lateness=figures_of(member, figures).own_lateness,
        )
        for member in members
    )
    return Workloads(people, unassigned, len(late[None]))


class BothFigures(NamedTuple):
    """要注意度 and what we are late with, of a group or summed over those of a person."""

    attention: int
    own_lateness: int


def attention_of_groups(desk: Desk) -> dict[int, BothFigures]:
    """Both figures of each active group by its number."""
    return {one.group_no: BothFigures(one.score, one.own_lateness) for one in attention(desk)}


def figures_of(member: StaffMember, figures: Mapping[int, BothFigures]) -> BothFigures:
    """The sums over the groups that somebody accompanies as main, each figure by itself."""
    own = [figures[number] for number in member.main if number in figures]
    return BothFigures(sum(one.attention for one in own), sum(one.own_lateness for one in own))
