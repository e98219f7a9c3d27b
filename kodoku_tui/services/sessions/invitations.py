"""Who is invited to a session. A session without invitations is a duty of all, or open to all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.sessions.sessions import session_named
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """What inviting would do: how many are new and how many are invited then, against the capacity."""

    numbers: tuple[int, ...]
    new: int
    invited: int
    capacity: int | None

    @property
    def over(self) -> int:
        """How many more than there is room for; 0 where there is room or no limit."""
        return max(0, self.invited - self.capacity) if self.capacity else 0

    @property
    def warnings(self) -> tuple[Said, ...]:
        """That there will be more than there is room for."""
        too_many = Said("warning.over_capacity", capacity=self.capacity, over=self.over)
        return (too_many,) if self.over else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(Outcome):
    """What inviting did, as it was looked at before."""

    preview: InvitationPreview


def groups_to_invite(desk: Desk, chosen: GroupFilter) -> list[int]:
    """The active groups that a filter of the register leaves."""
    found = register_page(desk, chosen).rows
    return [group.number for group in found if group.status == GroupStatus.ACTIVE]


def preview_invitations(desk: Desk, key: str, numbers: Iterable[int]) -> InvitationPreview:
    """What `invite` would do; writes nothing."""
    session = session_named(desk, key)
    standing = set(invited_numbers(desk, key))
    wanted = tuple(dict.fromkeys(numbers))
    return InvitationPreview(
        numbers=wanted,
        new=len(set(wanted) - standing),
        invited=len(standing | set(wanted)),
        capacity=session["capacity"],
    )


def invited_numbers(desk: Desk, key: str) -> list[int]:
    """The groups that are invited, by number; none for a session that is open to all."""
    session = session_named(desk, key)
    with desk.reading() as connection:
        found = rows(
            connection, "sessions/invitations", programme_id=desk.programme["id"], session_id=session["id"]
        )
        return [each["number"] for each in found if each["invitation_id"] is not None]


def invite(desk: Desk, key: str, numbers: Iterable[int]) -> Invited:
    """Invite groups, all in one unit; those invited already stay so. More than there is room for is allowed, and told.

    Raises `Refused` when nobody is named, and for a group that is not active.
    """
    preview = preview_invitations(desk, key, numbers)
    if not preview.numbers:
        raise Refused("error.nobody_to_invite", field="text")
    session = session_named(desk, key)
    standing = set(invited_numbers(desk, key))
    with desk.writing(
        "unit.invite",
        title=session["title"],
        title_en=session["title_en"],
        groups=number_ranges(preview.numbers),
    ) as unit:
        for number in preview.numbers:
            if number not in standing:
                unit.insert(
                    "session_invitation",
                    session_id=session["id"],
                    group_id=active_group_of(desk, number)["id"],
                )
    saved = Said("saved.invited", new=preview.new, invited=preview.invited)
    return Invited.of(unit, saved, row_id=session["id"], warnings=preview.warnings, preview=preview)


def withdraw_invitations(desk: Desk, key: str, numbers: Iterable[int]) -> Outcome:
    """Take invitations back. A group that is marked at the session keeps its mark."""
    session = session_named(desk, key)
    wanted = set(numbers)
    with desk.writing(
        "unit.uninvite",
        title=session["title"],
        title_en=session["title_en"],
        groups=number_ranges(sorted(wanted)),
    ) as unit:
        for each in rows(
            unit.connection,
            "sessions/invitations",
            programme_id=desk.programme["id"],
            session_id=session["id"],
        ):
            if each["number"] in wanted and each["invitation_id"] is not None:
                unit.remove("session_invitation", each["invitation_id"])
    return Outcome.of(unit, Said("saved.uninvited", count=unit.changes), row_id=session["id"])
