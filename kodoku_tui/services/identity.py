"""What makes a row itself, whatever number people know it by: numbers come again from year to year."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.finding import group_of


def uid_of(desk: Desk, table: str, row_id: int) -> str:
    """The uid of one row, which it has in every copy of the file; raises `Refused` when there is no such row."""
    found = uids_of(desk, table, [row_id])
    if row_id not in found:
        raise Refused("error.row_gone")
    return found[row_id]


def uids_of(desk: Desk, table: str, row_ids: Iterable[int]) -> dict[int, str]:
    """The uids of those of these rows that there are, by their ids."""
    with desk.reading() as connection:
        found = connection.execute(
            f"SELECT id, uid FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(row_ids)),),
        )
        return {row["id"]: row["uid"] for row in found}


def row_with_uid(desk: Desk, table: str, uids: Sequence[str]) -> dict[str, Any] | None:
    """The first row of the table that has one of these uids; None when there is none."""
    with desk.reading() as connection:
        found = connection.execute(
            f"SELECT * FROM {table} WHERE uid IN (SELECT value FROM json_each(?)) LIMIT 1",
            (json.dumps(list(uids)),),
        ).fetchone()
        return None if found is None else dict(found)


def number_of_group(desk: Desk, *, group_id: int | None = None, uids: Sequence[str] = ()) -> int | None:
    """The number that a group of the year at hand has now; None when it is none of them."""
    with desk.reading() as connection:
        found = connection.execute(
            "SELECT number FROM adopted_group WHERE programme_id = ?"
            " AND (id = ? OR uid IN (SELECT value FROM json_each(?)))",
            (desk.programme["id"], group_id, json.dumps(list(uids))),
        ).fetchone()
        return None if found is None else int(found["number"])


def programme_uid(desk: Desk) -> str:
    """The uid of the year that the desk works on."""
    return uid_of(desk, "programme", desk.programme["id"])


def group_uid(desk: Desk, number: int) -> str:
    """The uid of the group that has this number in the year at hand; raises `Refused` when there is none."""
    return uid_of(desk, "adopted_group", group_of(desk, number)["id"])


def group_uids(desk: Desk, numbers: Sequence[int]) -> list[str]:
    """As `group_uid` of several groups, always in the same order: which groups they are is what counts."""
    return sorted(group_uid(desk, number) for number in numbers)


@dataclass(frozen=True, slots=True)
class HeldGroups:
    """Groups that a person chose, by the numbers that they had then: what acts name by number is held to them."""

    desk: Desk
    uids: Mapping[int, str]

    @classmethod
    def of(cls, desk: Desk, numbers: Iterable[int]) -> HeldGroups:
        """The groups that have these numbers now; raises `Refused` when there is none of a number."""
        return cls(desk, {number: group_uid(desk, number) for number in numbers})

    def only(self, numbers: Iterable[int]) -> HeldGroups:
        """Those of them that have these numbers; of other numbers nothing is known, and nothing is held."""
        return HeldGroups(self.desk, {number: self.uids[number] for number in numbers if number in self.uids})

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is written within this is written for these groups, or refused.

        Asked at once, for the true reason, and again when nobody else can write. Raises `Refused` where a number has
        come to mean another group, or none.
        """
        self._check()
        with self.desk.checking_first(self._check):
            yield

    def _check(self) -> None:
        with self.desk.reading() as connection:
            self.desk.refuse_another_file(connection)
            found = connection.execute(
                "SELECT number, uid FROM adopted_group"
                " WHERE programme_id = ? AND number IN (SELECT value FROM json_each(?))",
                (self.desk.programme["id"], json.dumps(list(self.uids))),
            )
            now = {row["number"]: row["uid"] for row in found}
        for number, uid in self.uids.items():
            if number not in now:
                raise Refused("error.no_such_group", field="group_no", number=number)
            if now[number] != uid:
                raise Refused("error.number_of_another_now", number=number)


def session_uid(desk: Desk, key: str) -> str:
    """The uid of the session of this key in the year at hand; raises `Refused` when there is none."""
    from kodoku_tui.services.sessions.sessions import session_named

    return uid_of(desk, "session", session_named(desk, key)["id"])
