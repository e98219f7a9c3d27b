"""What the other copy's acts mean for ours: rows that come in, fields that follow, and what both copies changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kodoku_tui.store.merging.places import PLACES
from kodoku_tui.store.merging.shapes import ALIKE, FOLLOWING, SAME_BY
from kodoku_tui.store.merging.sides import Row, Side, Touched, Values
from kodoku_tui.store.tables import TableKind, tables_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both copies changed from `base`: `field` is '' where one of them took the row away.

    Conflicts of one `whole` are decided together. `about` says to people which group and which record it is.
    """

    row: Row
    field: str
    ours: Any
    theirs: Any
    base: Any
    whole: Row
    about: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows that say the same of themselves and may be one: both stay, and it is told."""

    row: Row
    field: str
    value: Any


@dataclass(slots=True)
class Differences:
    """What is to be done here. By the row as it is called in our copy; a new one keeps the uid that it came with."""

    new: dict[Row, Values] = field(default_factory=dict)
    changed: dict[Row, dict[str, Any]] = field(default_factory=dict)
    removed: list[Row] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    if_taken: dict[Row, Differences] = field(default_factory=dict)
    """What is to be done besides where the other copy's side of a conflict is taken, by its whole."""
    alike: list[Alike] = field(default_factory=list)
    touched_groups: set[Row] = field(default_factory=set)
    """Groups whose words changed there: what follows from these is made anew."""


class Comparing:
    """Two copies of one file, `ours` and `theirs`, of one schema."""

    def __init__(self, ours: Side, theirs: Side) -> None:
        self.ours = ours
        self.theirs = theirs
        self._called: dict[Row, Row] = {}

    def unknown_acts(self) -> list[int]:
        """The numbers in their copy of the acts that ours does not know, oldest first."""
        return self.theirs.own_acts_unknown_to(self.ours.known_acts())

    def differences(self) -> Differences:
        """What their unknown acts come to here."""
        touched = self.theirs.touched_by(self.unknown_acts())
        found = Differences()
        wholes: dict[Row, dict[Row, Touched]] = {}
        for row, was in touched.items():
            if row.table in FOLLOWING:
                found.touched_groups.update(self._group_of(row, was))
                continue
            whole = self._whole_of(row, was)
            if whole is None:
                self._compare(row, was.before, self.theirs.row(row), found)
            else:
                wholes.setdefault(whole, {})[row] = was
        for whole, parts in wholes.items():
            self._compare_whole(whole, parts, found)
        for row in [row for row in (*found.new, *found.changed) if row.table == "contact"]:
            self._compare_first_contact(row, found)
        found.alike = list(self._alike(found))
        return found

    def called_here(self, row: Row) -> Row:
        """The row as it is called in our copy: by its own uid, or by that of the row that is the same one here."""
        known = self._called.get(row)
        if known is None:
            known = self._called[row] = self._same_here(row) or row
        return known

    def translated(self, values: Values | None) -> Values | None:
        """A row of theirs with its references as they are called here."""
        if values is None:
            return None
        return {
            name: self.called_here(value) if isinstance(value, Row) else value
            for name, value in values.items()
        }

    def _same_here(self, row: Row) -> Row | None:
        if self.ours.raw(row) is not None or row.table not in SAME_BY:
            return None
        values = self.translated(self.theirs.row(row))
        return None if values is None else self._standing_same(row.table, values)

    def _standing_same(self, table: str, values: Values) -> Row | None:
        """The row of ours that a row with these values is, though it has another uid."""
        wanted = []
        for name in SAME_BY[table]:
            value = values.get(name)
            if isinstance(value, Row):
                value = self.ours.id_of(value)
            if value is None:
                return None
            wanted.append(value)
        conditions = " AND ".join(f"{name} = ?" for name in SAME_BY[table])
        found = self.ours.connection.execute(f"SELECT uid FROM {table} WHERE {conditions}", wanted).fetchone()
        return None if found is None else Row(table, found["uid"])

    def _compare(self, row: Row, before: Values | None, after: Values | None, found: Differences) -> None:
        """One row by itself, field by field."""
        base, theirs = self.translated(before), self.translated(after)
        if base == theirs:
            return
        here = self.called_here(row)
        ours = self.ours.row(here)
        if ours == theirs:
            found.unchanged += 1
        elif ours is None:
            self._not_here(here, base, theirs, found)
        elif theirs is None:
            self._gone_there(here, base, ours, found)
        else:
            self._both_here(here, base, ours, theirs, found)

    def _not_here(self, here: Row, base: Values | None, theirs: Values | None, found: Differences) -> None:
        assert theirs is not None
        if base is None:
            found.new[here] = theirs
            return
        found.conflicts.append(Conflict(here, "", None, _words(theirs), _words(base), here))
        found.if_taken[here] = Differences(new={here: theirs})

    def _gone_there(self, here: Row, base: Values | None, ours: Values, found: Differences) -> None:
        if ours == base and not self._is_stood_on(here):
            found.removed.append(here)
            return
        found.conflicts.append(Conflict(here, "", _words(ours), None, _words(base or {}), here))
        found.if_taken[here] = Differences(removed=[here])

    def _is_stood_on(self, here: Row) -> bool:
        """Whether a row that only our copy has refers to this one, which then cannot simply go."""
        row_id = self.ours.id_of(here)
        return row_id is not None and any(
            self.theirs.raw(Row(table, found["uid"])) is None
            for table in tables_of(TableKind.DATA)
            for column, wanted in self.ours.references(table).items()
            if wanted == here.table
            for found in self.ours.rows_of(table, column, row_id)
        )

    def _both_here(
        self, here: Row, base: Values | None, ours: Values, theirs: Values, found: Differences
    ) -> None:
        taken, contested = {}, {}
        for name, value in theirs.items():
            was = None if base is None else base.get(name)
            if value == ours.get(name) or value == was:
                continue
            if ours.get(name) == was or (base is None and ours.get(name) in (None, "")):
                taken[name] = value
            elif base is None and value in (None, ""):
                continue
            else:
                contested[name] = value
                found.conflicts.append(Conflict(here, name, ours.get(name), value, was, here))
        if taken:
            found.changed[here] = taken
        elif not contested:
            found.unchanged += 1
        if contested:
            found.if_taken[here] = Differences(changed={here: contested})

    def _compare_whole(self, whole: Row, touched: dict[Row, Touched], found: Differences) -> None:
        """A whole with its parts: theirs where ours is as theirs was, else both are shown and one is chosen."""
        there = self._members_there(whole)
        now = {self.called_here(row): self.translated(values) for row, values in there.items()}
        was: dict[Row, Values | None] = dict(now)
        for row, known in touched.items():
            was[self.called_here(row)] = self.translated(known.before)
        was = {row: values for row, values in was.items() if values is not None}
        here = self.ours.members_of(self.called_here(whole))
        if here == now or _without_uids(here) == _without_uids(now):
            found.unchanged += len(now)
            return
        steps = _steps(here, now, found.unchanged)
        if here == was:
            _join(found, steps)
            return
        found.conflicts += _conflicts_of(self.called_here(whole), here, now, was)
        found.if_taken[self.called_here(whole)] = steps

    def in_the_way_of(self, row: Row, found: Differences) -> Row | None:
        """The row of ours that stays where a coming one would be, of which there is one only (`PLACES`)."""
        within, holds = PLACES[row.table]
        here = self.ours.row(row)
        then = {**(here or {}), **found.new.get(row, {}), **found.changed.get(row, {})}
        if not holds(then) or (here is not None and holds(here)):
            return None
        for one in self.ours.rows_of(row.table, within, self.ours.id_of(then[within])):
            standing = Row(row.table, one["uid"])
            stays = standing != row and standing not in found.removed
            if stays and holds({**one, **found.changed.get(standing, {})}):
                return standing
        return None

    def _compare_first_contact(self, row: Row, found: Differences) -> None:
        """Each copy may have chosen another one whom to call first."""
        standing = self.in_the_way_of(row, found)
        if standing is None:
            return
        if row in found.new:
            found.new[row] = {**found.new[row], "is_primary": 0}
        else:
            found.changed[row]["is_primary"] = 0
        found.conflicts.append(Conflict(row, "is_primary", 0, 1, None if row in found.new else 0, row))
        steps = found.if_taken.setdefault(row, Differences())
        steps.changed.setdefault(standing, {})["is_primary"] = 0
        steps.changed.setdefault(row, {})["is_primary"] = 1

    def _members_there(self, whole: Row) -> dict[Row, Values]:
        return self.theirs.members_of(whole)

    def _whole_of(self, row: Row, was: Touched) -> Row | None:
        return self.theirs.whole_of(row, self.theirs.row(row) or was.before)

    def _group_of(self, row: Row, was: Touched) -> Iterator[Row]:
        values = self.theirs.row(row) or was.before or {}
        group = values.get("group_id")
        if isinstance(group, Row):
            yield self.called_here(group)

    def _alike(self, found: Differences) -> Iterator[Alike]:
        for row, values in found.new.items():
            name = ALIKE.get(row.table)
            if name is None:
                continue
            known = self.ours.connection.execute(
                f"SELECT 1 FROM {row.table} WHERE {name} = ?", (values[name],)
            ).fetchone()
            if known is not None:
                yield Alike(row, name, values[name])


def _steps(here: dict[Row, Values], now: dict[Row, Values | None], unchanged: int) -> Differences:
    """What makes a whole here what it is there."""
    steps = Differences(unchanged=unchanged)
    for row, values in now.items():
        assert values is not None
        stands = here.get(row)
        if stands is None:
            steps.new[row] = values
        elif changes := {name: value for name, value in values.items() if stands.get(name) != value}:
            steps.changed[row] = changes
    # Parts before what they belong to.
    steps.removed = [row for row in reversed(here) if row not in now]
    return steps


def _join(found: Differences, steps: Differences) -> None:
    found.new |= steps.new
    for row, changes in steps.changed.items():
        found.changed.setdefault(row, {}).update(changes)
    found.removed += steps.removed


def _conflicts_of(
    whole: Row, here: dict[Row, Values], now: dict[Row, Values | None], was: dict[Row, Values | None]
) -> Iterator[Conflict]:
    for row in dict.fromkeys([*here, *now]):
        ours, theirs, base = here.get(row), now.get(row), was.get(row)
        if ours == theirs:
            continue
        if ours is None or theirs is None:
            yield Conflict(row, "", _words(ours), _words(theirs), _words(base), whole)
            continue
        for name, value in theirs.items():
            if ours.get(name) != value:
                yield Conflict(
                    row, name, ours.get(name), value, None if base is None else base.get(name), whole
                )


def _without_uids(members: dict[Row, Any]) -> list[Any]:
    """What a whole says, however its parts are called."""
    return sorted(
        (row.table, sorted((name, str(_outside(value, members))) for name, value in values.items()))
        for row, values in members.items()
    )


def _outside(value: Any, members: dict[Row, Any]) -> Any:
    """A value without the name of a part: what it refers to outside of the whole stays."""
    return value.table if isinstance(value, Row) and value in members else value


def _words(values: Values | None) -> dict[str, Any] | None:
    """A row for people: what it says of itself."""
    if values is None:
        return None
    return {
        name: value
        for name, value in values.items()
        if not isinstance(value, Row) and value not in (None, "")
    }
