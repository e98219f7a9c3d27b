"""What was tried for an issue (対応策), and what helped others with a like one."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.likeness import Compared, is_worth_a_look, likeness
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.issues.issues import insert_remedy
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import row, rows

if TYPE_CHECKING:
    from kodoku_tui.domain.issues.remedies import RemedyEntry

_READ_AT_MOST = 5_000
_JOINED_BY = "\x1f"


@dataclass(frozen=True, slots=True)
class RecordedRemedy:
    """One remedy as it stands in the file; `tried` is ISO text, `year` the fiscal year of its group."""

    id: int
    version: int
    issue: int
    year: int
    group_no: int
    group: str
    category: str
    subcategory: str
    issue_title: str
    issue_state: str
    tried: str
    text: str
    result: str
    result_note: str
    staff: str | None


@dataclass(frozen=True, slots=True)
class LikeRemedy:
    """What helped another group, how like its issue is (`points`), and why (keys of the catalogue, like.…)."""

    id: int
    issue: int
    year: int
    group_no: int
    group: str
    category: str
    subcategory: str
    issue_title: str
    tried: str
    text: str
    result: str
    result_note: str
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likes:
    """How many other groups solved an issue of the same category, and what helped, likest first."""

    groups: int
    remedies: tuple[LikeRemedy, ...]


def add_remedy(desk: Desk, issue_id: int, entry: RemedyEntry) -> Outcome:
    """Write down what was tried for an issue. Raises `Refused` for what the entry refuses."""
    entry.check(desk.today)
    issue = row(desk.connection, "issues/issue", issue_id=issue_id)
    if issue is None:
        raise Refused("error.no_such_issue", field="issue", number=issue_id)
    with desk.writing("unit.add_remedy", number=issue["group_no"], title=issue["title"]) as unit:
        remedy_id = insert_remedy(desk, unit, issue_id, entry)
    return Outcome.of(unit, Said("saved.remedy", title=issue["title"], result=entry.result), row_id=remedy_id)


def change_remedy(desk: Desk, remedy_id: int, entry: RemedyEntry, *, version: int | None = None) -> Outcome:
    """Bring a remedy to what `entry` says; without a name, who tried it stays.

    Raises `StaleVersion` when somebody else changed it first.
    """
    entry.check(desk.today)
    remedy = _remedy_of(desk, remedy_id)
    with desk.writing("unit.change_remedy", number=remedy["group_no"], title=remedy["issue_title"]) as unit:
        changes: dict[str, Any] = {
            "text": entry.text,
            "tried_on": entry.tried_on.isoformat(),
            "result": entry.result.value,
            "result_note": entry.result_note,
        }
        if entry.staff:
            changes["staff_id"] = staff_id_of(unit.connection, entry.staff, with_retired=True)
        unit.update("remedy", remedy_id, changes, version=remedy["version"] if version is None else version)
    saved = Said("saved.remedy", title=remedy["issue_title"], result=entry.result)
    return Outcome.of(unit, saved, row_id=remedy_id)


def hide_remedy(desk: Desk, remedy_id: int, *, version: int | None = None) -> Outcome:
    """Withdraw a remedy from view; it stays in the file and can be brought back by undo."""
    remedy = _remedy_of(desk, remedy_id)
    with desk.writing("unit.hide_remedy", number=remedy["group_no"], title=remedy["issue_title"]) as unit:
        unit.update(
            "remedy", remedy_id, {"is_hidden": 1}, version=remedy["version"] if version is None else version
        )
    return Outcome.of(unit, Said("saved.hidden"), row_id=remedy_id)


def list_remedies(
    desk: Desk,
    number: int | None = None,
    *,
    issue_id: int | None = None,
    category: str | None = None,
    subcategory: str | None = None,
    target: str | None = None,
    block: str | None = None,
    result: str | None = None,
    text: str = "",
) -> list[RecordedRemedy]:
    """Remedies newest first: of one group of this year, of one issue, or of every year in the file.

    `target` is the code of a target; every word of `text` occurs in remedy, result, issue or group.
    """
    words = [key for word in text.split() if (key := search_key(word))]
    with desk.reading() as connection:
        found = rows(
            connection,
            "issues/remedies",
            group_id=None if number is None else group_of(desk, number)["id"],
            issue_id=issue_id,
            category=category,
            subcategory=subcategory,
            target=target,
            block=block,
            result=result,
        )
        remedies = [RecordedRemedy(**remedy) for remedy in found]
    return [remedy for remedy in remedies if _holds(remedy, words)] if words else remedies


def like_issue(desk: Desk, issue_id: int, *, most: int = 10) -> Likes:
    """What helped other groups with an issue like this one."""
    with desk.reading() as connection:
        issue = row(connection, "issues/issue", issue_id=issue_id)
        if issue is None:
            raise Refused("error.no_such_issue", field="issue", number=issue_id)
        asked = _compared_of(
            desk,
            issue["group_id"],
            issue["category"],
            issue["subcategory"],
            f"{issue['title']} {issue['note']}",
        )
        return _likes(desk, asked, issue["group_id"], most)


def like_words(
    desk: Desk, number: int | None, category: str | None, subcategory: str, text: str, *, most: int = 3
) -> Likes:
    """What helped others with an issue that is only being written down; without a group any of them counts."""
    with desk.reading():
        group_id = None if number is None else group_of(desk, number)["id"]
        return _likes(desk, _compared_of(desk, group_id, category, subcategory, text), group_id, most)


def _likes(desk: Desk, asked: Compared, group_id: int | None, most: int) -> Likes:
    weighed = []
    solved: set[int] = set()
    for found in rows(desk.connection, "issues/solved_remedies", group_id=group_id, most=_READ_AT_MOST):
        like = likeness(asked, _compared_of_row(found))
        if like.is_same_kind:
            solved.add(found["group_id"])
        if is_worth_a_look(like):
            weighed.append((like, found))
    weighed.sort(key=lambda pair: -pair[0].points)
    # Who copied a remedy from another group teaches nothing new.
    offered = {search_key(found["text"]): (like, found) for like, found in reversed(weighed)}
    weighed = sorted(offered.values(), key=lambda pair: (pair[1]["moment"], pair[1]["uid"]), reverse=True)
    weighed.sort(key=lambda pair: -pair[0].points)
    return Likes(
        len(solved),
        tuple(
            LikeRemedy(
                **{name: found[name] for name in LikeRemedy.__slots__ if name not in ("points", "reasons")},
                points=like.points,
                reasons=like.reasons,
            )
            for like, found in weighed[:most]
        ),
    )


def _compared_of(
    desk: Desk, group_id: int | None, category: str | None, subcategory: str, text: str
) -> Compared:
    connection = desk.connection
    targets = connection.execute("SELECT code FROM group_target WHERE group_id IS ?", (group_id,))
    blocks = connection.execute("SELECT block FROM group_block WHERE group_id IS ?", (group_id,))
    return Compared(
        category,
        subcategory,
        frozenset(code for (code,) in targets),
        frozenset(block for (block,) in blocks),
        text,
    )


def _compared_of_row(found: sqlite3.Row) -> Compared:
    return Compared(
        found["category"],
        found["subcategory"],
        frozenset((found["targets"] or "").split(_JOINED_BY)) - {""},
        frozenset((found["blocks"] or "").split(_JOINED_BY)) - {""},
        f"{found['issue_title']} {found['note']} {found['text']}",
    )


def _holds(remedy: RecordedRemedy, words: list[str]) -> bool:
    key = search_key(" ".join(str(value) for value in asdict(remedy).values() if isinstance(value, str)))
    return all(word in key for word in words)


def _remedy_of(desk: Desk, remedy_id: int) -> sqlite3.Row:
    remedy = row(desk.connection, "issues/remedy", remedy_id=remedy_id)
    if remedy is None:
        raise Refused("error.no_such_remedy", field="remedy", number=remedy_id)
    return remedy
