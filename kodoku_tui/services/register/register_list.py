"""The register as a list: filtered, ordered, in stretches."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import SHOWN
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import query_text
from kodoku_tui.store.stored_keys import keys_hold


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One group as a line of the register; dates are ISO text."""

    id: int
    number: int
    name: str
    reading: str
    project: str
    targets: str | None
    area: str
    blocks: str | None
    status: str
    main_staff: str | None
    deputy_staff: str | None
    adopted_last_year: int
    overdue: int
    next_title: str | None
    next_title_en: str | None
    next_due_on: str | None
    last_checkin_on: str | None
    next_checkin_on: str | None
    checkin_standing: str
    open_issues: int
    absences: int = 0


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A stretch of the register and how many groups the filter leaves in all."""

    rows: tuple[RegisterRow, ...]
    total: int


# What a column of the register is sorted by; the number settles ties and is read from its index.
ORDERS = {
    "number": "group_now.number {direction}",
    # 五十音順: by the reading, else by the name as it is written, kana before kanji.
    "name": "sound_order(coalesce(group_now.reading, group_now.name_key)) {direction}, group_now.number",
    "project": "group_now.project {direction}, group_now.number",
    "targets": "targets {direction}, group_now.number",
    "area": "(SELECT min(position) FROM group_block WHERE group_id = group_now.id) IS NULL,"
    " blocks {direction}, group_now.area {direction}, group_now.number",
    "status": "group_now.status {direction}, group_now.number",
    "main_staff": "main_staff IS NULL, main_staff {direction}, group_now.number",
    "overdue": "overdue {direction}, group_now.number",
    "next_due_on": "next_due_on IS NULL, next_due_on {direction}, group_now.number",
    "last_checkin_on": "last_checkin_on {direction}, group_now.number",
    "next_checkin_on": "next_checkin_on IS NULL, next_checkin_on {direction}, group_now.number",
    "checkin_standing": "CASE checkin_standing WHEN 'overdue' THEN 1 WHEN 'due' THEN 2 WHEN 'ok' THEN 3 ELSE 4 END"
    " {direction}, group_now.number",
    "open_issues": "open_issues {direction}, group_now.number",
    "absences": "absences {direction}, group_now.number",
}


def register_page(
    desk: Desk,
    chosen: GroupFilter,
    *,
    offset: int = 0,
    limit: int = -1,
    order: str = "number",
    is_reversed: bool = False,
) -> RegisterPage:
    """A stretch of the register under a filter, in the order of one of its columns."""
    with desk.reading() as connection:
        condition, params = register_condition(desk, connection, chosen)
        text = (
            query_text("register/register")
            .replace("{filter}", condition)
            .replace("{order}", _order(chosen, order, is_reversed))
        )
        found = connection.execute(text, {**params, "limit": limit, "offset": offset}).fetchall()
        (total,) = connection.execute(
            f"SELECT count(*) FROM adopted_group AS group_now WHERE {condition}", params
        ).fetchone()
    return RegisterPage(tuple(RegisterRow(**group) for group in found), total)


def register_position(
    desk: Desk, chosen: GroupFilter, number: int, *, order: str = "number", is_reversed: bool = False
) -> int | None:
    """How many groups stand before the one of this number in the register, None when the filter leaves it out."""
    with desk.reading() as connection:
        condition, params = register_condition(desk, connection, chosen)
        text = (
            query_text("register/register")
            .replace("{filter}", condition)
            .replace("{order}", _order(chosen, order, is_reversed))
        )
        found = connection.execute(f"SELECT number FROM ({text})", {**params, "limit": -1, "offset": 0})
        return next(
            (position for position, (found_number,) in enumerate(found) if found_number == number), None
        )


def split_names(joined: str | None) -> list[str]:
    """The blocks, prefectures or targets that a row holds in one text."""
    return joined.split("、") if joined else []


def group_ids(desk: Desk, connection: sqlite3.Connection, chosen: GroupFilter) -> list[int]:
    """The ids of the groups that a filter leaves."""
    condition, params = register_condition(desk, connection, chosen)
    found = connection.execute(f"SELECT id FROM adopted_group AS group_now WHERE {condition}", params)
    return [group_id for (group_id,) in found]


def _order(chosen: GroupFilter, order: str, is_reversed: bool) -> str:
    """The group of a number that was typed comes before those that have it among their words."""
    words = chosen.words
    first = ""
    if len(words) == 1 and words[0].is_number:
        first = "group_now.number = CAST(:word0 AS INTEGER) DESC, "
    return first + ORDERS[order].format(direction="DESC" if is_reversed else "ASC")


def _holds(position: int, has_digits: bool, keys_hold: bool) -> str:
    """Where a word occurs: in the group's own words, or in the name, reading or number of one of its contacts."""
    # Keys of before (the file cannot be written now) become keys of now letter by letter.
    own = "group_now.search_text" if keys_hold else "text_key(group_now.search_text)"
    of_contact = f"instr(person_key(name, reading), :word{position}) > 0"
    if has_digits:
        of_contact += f" OR instr(person_digits(phone, note), :digits{position}) > 0"
    return (
        f"(instr({own}, :word{position}) > 0 OR group_now.organization_id IN"
        f" (SELECT organization_id FROM contact WHERE is_hidden = 0 AND ({of_contact})))"
    )


def register_condition(
    desk: Desk, connection: sqlite3.Connection, chosen: GroupFilter
) -> tuple[str, dict[str, Any]]:
    """The filter as SQL over `group_now` (or `adopted_group` under that name), and what fills it."""
    parts = ["group_now.programme_id = :programme_id"]
    params: dict[str, Any] = {"programme_id": desk.programme["id"]}
    words = chosen.words
    if words:
        holds = keys_hold(connection)
        parts += [_holds(position, bool(word.digits), holds) for position, word in enumerate(words)]
    for position, word in enumerate(words):
        params |= {f"word{position}": word.key, f"digits{position}": word.digits}
    if chosen.staff is not None:
        params["staff_id"] = (
            staff_id_of(connection, chosen.staff, with_retired=True) if chosen.staff else None
        )
        parts.append(
            ":staff_id IN (group_now.main_staff_id, group_now.deputy_staff_id)"
            if chosen.staff
            else "group_now.main_staff_id IS NULL AND :staff_id IS NULL"
        )
    if chosen.block is not None:
        params["block"] = chosen.block
        parts.append(
            "EXISTS (SELECT 1 FROM group_block WHERE group_id = group_now.id AND block IN (:block, '全国'))"
        )
    if chosen.target is not None:
        params["target"] = chosen.target
        parts.append("EXISTS (SELECT 1 FROM group_target WHERE group_id = group_now.id AND code = :target)")
    if chosen.status == SHOWN:
        parts.append("group_now.status IN (SELECT status FROM status_in_figures)")
    elif chosen.status is not None:
        params["status"] = chosen.status
        parts.append("group_now.status = :status")
    if chosen.only_overdue:
        parts.append(
            "EXISTS (SELECT 1 FROM milestone_now WHERE group_id = group_now.id AND standing = '期限超過')"
        )
    if chosen.only_checkin_due:
        parts.append(
            "EXISTS (SELECT 1 FROM checkin_now WHERE group_id = group_now.id AND standing IN ('due', 'overdue'))"
        )
    return " AND ".join(parts), params
