"""Taking in what was done on another copy of the file: one on a train, one in the office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kodoku_tui.domain.duties.plan_rules import check_after
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.keeping.backups import BackupReason
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.store.backups import back_up
from kodoku_tui.store.connection import open_file, sentences_for_sqlite
from kodoku_tui.store.copies import copy_to, open_to_read
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.erasures import State, erasures_in, set_state
from kodoku_tui.store.merging.acts import keep_acts
from kodoku_tui.store.merging.applying import Applying
from kodoku_tui.store.merging.comparing import Alike, Comparing, Conflict, Differences
from kodoku_tui.store.merging.sides import Row, Side, Values
from kodoku_tui.store.queries import rows
from kodoku_tui.store.rows_then import file_code
from kodoku_tui.store.stored_days import FileConnection
from kodoku_tui.store.written_files import is_there, work_folder

__all__ = ["Alike", "Conflict", "MergePlan", "Merged", "merge", "plan_merge"]


# What tells a record from others of its group, the first that it has.
_TELLING = ("title", "name", "held_on", "counterpart", "key", "changed_on", "month", "repaid_on")

MANY_ALIKE = 5
"""So many bodies that both copies added under one name are rather one list that both took in."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What taking another copy in comes to: rows, and how many acts of its own it holds that are not known here."""

    acts: int
    new: int
    changed: int
    unchanged: int
    conflicts: tuple[Conflict, ...]
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(Outcome):
    """What came of it. `renumbered`: rows whose number was taken here, by table, with the one they had and got."""

    plan: MergePlan
    renumbered: tuple[tuple[str, int, int], ...] = ()


def plan_merge(desk: Desk, other: Path) -> MergePlan:
    """What taking `other` in would do; nothing is written.

    Raises `Refused` for what is no file of ours (`error.not_a_backup`), for one that is no copy of this file
    (`error.merge_stranger`), for one of a newer program (`error.newer_schema`).
    """
    with _copy_of(desk, other) as theirs, desk.reading() as connection:
        comparing = Comparing(Side(connection), Side(theirs))
        return _plan(desk, comparing, comparing.differences())


def merge(desk: Desk, other: Path, *, takes_theirs: bool | None, insists: bool = False) -> Merged:
    """Take in what was done on another copy, as one act that can be taken back; a backup is made before.

    Where both changed the same, `takes_theirs` says which side stays. Raises `Refused` as `plan_merge` does, where
    nothing says which side stays (`error.merge_conflicts`), unless somebody `insists` where both took in what looks
    like one list of groups (`error.merge_many_alike`), and where together the two would break a law of the file;
    nothing is changed then.
    """
    with _copy_of(desk, other) as theirs:
        with desk.reading() as connection:
            before = Comparing(Side(connection), Side(theirs))
            if not before.unknown_acts():
                return _nothing_new(other, _plan(desk, before, before.differences()))
            if not insists:
                _ask_about_one_list(before.differences())
            back_up(connection, BackupReason.BEFORE_MERGE, desk.moment_of_act)
        broken = _broken_laws(desk.connection)
        with desk.writing("unit.merge", file=other.name) as unit, _sentences(other):
            comparing = Comparing(Side(unit.connection), Side(theirs))
            found = comparing.differences()
            plan = _plan(desk, comparing, found)
            steps = _steps(found, takes_theirs)
            _refuse_two_reviews(comparing, found)
            applying = Applying(comparing, unit)
            applying.write(steps)
            keep_acts(unit.connection, unit.id, comparing.ours, comparing.theirs, comparing.unknown_acts())
            _refuse_what_breaks(unit.connection, broken)
            _let_erasures_be_done_again(unit.connection)
            # Also where nothing differs: what the other copy did is known from now on.
            unit.changes = max(unit.changes, 1)
    renumbered = tuple((row.table, was, now) for row, _, was, now in applying.renumbered)
    return Merged.of(unit, _saved(plan), plan=plan, renumbered=renumbered)


def _ask_about_one_list(found: Differences) -> None:
    bodies = [alike.value for alike in found.alike if alike.row.table == "organization"]
    if len(bodies) >= MANY_ALIKE:
        raise Refused("error.merge_many_alike", count=len(bodies), names="、".join(bodies[:3]))


def _let_erasures_be_done_again(connection: FileConnection) -> None:
    """A copy from before may have brought back what was erased here: `check` says so until it is erased once more."""
    for one in erasures_in(connection):
        set_state(connection, one.uid, State.BEGUN)


def _nothing_new(other: Path, plan: MergePlan) -> Merged:
    return Merged(
        unit=None,
        act=Said("unit.merge", file=other.name),
        saved=_saved(plan),
        changed_rows=0,
        unchanged=Said("saved.merge_nothing"),
        plan=plan,
    )


def _saved(plan: MergePlan) -> Said:
    return Said("saved.merge", acts=plan.acts, new=plan.new, changed=plan.changed)


def _plan(desk: Desk, comparing: Comparing, found: Differences) -> MergePlan:
    return MergePlan(
        acts=len(comparing.unknown_acts()),
        new=len(found.new),
        changed=len(found.changed) + len(found.removed),
        unchanged=found.unchanged,
        conflicts=tuple(_as_read(desk, comparing, conflict) for conflict in found.conflicts),
        alike=tuple(found.alike),
    )


def _as_read(desk: Desk, comparing: Comparing, conflict: Conflict) -> Conflict:
    """The conflict as whoever sits at the desk reads it: whose it is; a note for named people is for these alone."""
    conflict = replace(conflict, about=_about(comparing, conflict.row))
    if conflict.row.table != "checkin" or conflict.field not in ("note", ""):
        return conflict
    sides = (comparing.ours, comparing.theirs)
    withheld = [
        words
        for side in sides
        if (stands := side.row(conflict.row)) is not None
        and (words := _note_as_read(desk, side, stands)) != stands["note"]
    ]
    if not withheld:
        return conflict
    return replace(
        conflict,
        **{
            name: _with_note(getattr(conflict, name), withheld[0], is_whole=not conflict.field)
            for name in ("ours", "theirs", "base")
        },
    )


def _about(comparing: Comparing, row: Row) -> str:
    """Number and name of the group, and what tells the record from others of it."""
    for side in (comparing.ours, comparing.theirs):
        stands = side.raw(row)
        if stands is None:
            continue
        group = side.group_of(row)
        words = []
        if group is not None:
            (name,) = side.connection.execute(
                "SELECT name FROM organization WHERE id = ?", (group["organization_id"],)
            ).fetchone()
            words.append(f"{group['number']} {name}")
        if row.table != "adopted_group":
            words += [str(stands[one]) for one in _TELLING if stands.get(one)][:1]
        return " ".join(words)
    return ""


def _note_as_read(desk: Desk, side: Side, stands: Values) -> str:
    author = stands["staff_id"]
    name = None if author is None else (side.raw(author) or {}).get("name")
    return desk.note_as_read(stands["note"], stands["reader"], stands["named"], name)


def _with_note(value: Any, words: str, *, is_whole: bool) -> Any:
    if not is_whole:
        return words
    return value if value is None else {**value, "note": words}


def _steps(found: Differences, takes_theirs: bool | None) -> list[Differences]:
    if not found.conflicts:
        return [found]
    if takes_theirs is None:
        raise Refused("error.merge_conflicts", count=len(found.conflicts))
    return [found, *found.if_taken.values()] if takes_theirs else [found]


@contextmanager
def _copy_of(desk: Desk, other: Path) -> Iterator[FileConnection]:
    """The other copy as it is now, brought to this program's schema in a folder of its own; it is left as it is."""
    if is_there(desk.path) and is_there(other) and desk.path.samefile(other):
        raise Refused("error.merge_itself", field="path", path=other)
    with sentences_for_sqlite(other), work_folder(desk.path.parent) as beside:
        draft = beside / "other.db"
        with closing(open_to_read(other)) as connection:
            copy_to(connection, draft)
        with closing(open_file(draft, today=lambda: desk.today)) as theirs:
            if file_code(theirs) != file_code(desk.connection):
                raise Refused("error.merge_stranger", field="path", path=other)
            yield theirs


@contextmanager
def _sentences(other: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Refused("error.merge_row", path=other, reason=str(error)) from error


def _broken_laws(connection: FileConnection) -> set[tuple[Any, ...]]:
    """What `check` would tell of the rows themselves: it may be broken already, and is nothing of the merge then."""
    cap = {("cap", one["fiscal_year"], one["number"]) for one in rows(connection, "keeping/over_the_cap")}
    return cap | {("circle", year) for year in _years_with_a_circle(connection)}


def _years_with_a_circle(connection: FileConnection) -> Iterator[int]:
    plans: dict[int, dict[str, tuple[str, str]]] = {}
    for year, key, kind, after in connection.execute(
        "SELECT fiscal_year, key, kind, after_key FROM milestone_plan"
        " JOIN programme ON programme.id = programme_id ORDER BY milestone_plan.id"
    ).fetchall():
        plans.setdefault(year, {})[key] = (kind, after)
    for year, plan in plans.items():
        try:
            check_after(plan)
        except Refused:
            yield year


def _refuse_what_breaks(connection: FileConnection, broken: set[tuple[Any, ...]]) -> None:
    lost = connection.execute("PRAGMA main.foreign_key_check").fetchone()
    if lost is not None:
        raise Refused("error.merge_reference", of_table=lost[0], target_table=lost[2])
    for law, *what in sorted(_broken_laws(connection) - broken):
        if law == "cap":
            raise Refused("error.merge_cap", year=what[0], number=what[1])
        raise Refused("error.merge_circle", year=what[0])


def _refuse_two_reviews(comparing: Comparing, found: Differences) -> None:
    for row in (*found.new, *found.changed):
        if row.table == "review" and comparing.in_the_way_of(row, found) is not None:
            raise Refused("error.merge_two_reviews")
