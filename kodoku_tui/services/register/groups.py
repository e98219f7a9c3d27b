"""The groups of the register as data."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.register_list import register_page, split_names


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """One group of the register as data."""

    group_no: int
    group: str
    reading: str
    legal_form: str
    project: str
    targets: list[str]
    area: str
    prefectures: list[str]
    blocks: list[str]
    r6: bool
    status: str
    staff: str | None


def list_groups(
    desk: Desk, chosen: GroupFilter, *, order: str = "number", is_reversed: bool = False
) -> list[GroupEntry]:
    """The groups that the filter leaves, by number or as a column of the register orders them."""
    with desk.reading():
        page = register_page(desk, chosen, order=order, is_reversed=is_reversed)
        return [group_entry(desk, group.number) for group in page.rows]


def group_entry(desk: Desk, number: int) -> GroupEntry:
    """One group of the register as data; raises `Refused` when there is none of that number."""
    group = group_of(desk, number)
    # A label may hold the very comma that the joined text of the register sets between labels.
    targets = desk.connection.execute(
        "SELECT label FROM group_target WHERE group_id = ? ORDER BY position", (group["id"],)
    )
    return GroupEntry(
        group_no=group["number"],
        group=group["name"],
        reading=group["reading"] or "",
        legal_form=group["legal_form"],
        project=group["project"],
        targets=[label for (label,) in targets],
        area=group["area"],
        prefectures=split_names(group["prefectures"]),
        blocks=split_names(group["blocks"]),
        r6=bool(group["took_part_last_year"]),
        status=group["status"],
        staff=group["main_staff"],
    )
