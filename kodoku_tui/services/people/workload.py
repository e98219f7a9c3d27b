"""What each person of the secretariat carries, and how they keep up with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

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
    last check-in is within the maximum of their cadence. `held` are the check-ins of the last 30 days. `attention` is
    the sum over their main groups, None where nobody works it out.
    """

    member: StaffMember
    late: int
    oldest_days: int | None
    watched: int
    kept: int
    held: int
    attention: int | None = None


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
        attention = attention_of_groups(desk)
    people = tuple(
        Workload(
            member=member,
            late=len(late[member.name]),
            oldest_days=max((item.days_over or 0 for item in late[member.name]), default=None),
            watched=sum(number in watched for number in member.main),
            kept=sum(number in watched and watched[number] != "overdue" for number in member.main),
            held=held.get(member.id, 0),
            attention=None if attention is None else sum(attention.get(one, 0) for one in member.main),
        )
        for member in members
    )
    return Workloads(people, unassigned, len(late[None]))


def attention_of_groups(desk: Desk) -> dict[int, int] | None:  # noqa: ARG001 - asked of services.attention later
    """The 要注意度 of each group by its number, once it is worked out; None until then."""
    return None
