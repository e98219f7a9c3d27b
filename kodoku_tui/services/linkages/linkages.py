"""With whom groups work (連携), how far that has come, and the two measures of report section 7(3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.linkages.linkages import LinkageLevel
from kodoku_tui.domain.linkages.progress import share_percent
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import name_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of, group_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    import sqlite3

    from kodoku_tui.domain.linkages.linkages import LinkageEntry


@dataclass(frozen=True, slots=True)
class LevelStep:
    """Which level (0 to 4) was reached when (ISO text), and who recorded it."""

    level: int
    on: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordedLinkage:
    """One counterpart of one group as of today; dates are ISO text. `level` is None before its first day.

    `early`: what is lacking was named by the first training session. `improved`: the level rose within the
    programme's period.
    """

    id: int
    version: int
    group_no: int
    group: str
    kind: str
    counterpart: str
    level: int | None
    since: str | None
    role: str
    benefit: str
    gap: str
    identified: str | None
    early: bool
    improved: bool
    history: tuple[LevelStep, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class GroupMeasure:
    """The two measures of one group; `identified` is the first day on which anything lacking was named."""

    group_no: int
    group: str
    staff: str | None
    linkages: int
    gaps: int
    identified: str | None
    early: bool
    improved: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """The two measures of 7(3) for the groups that take part: counts, and rates in percent rounded down."""

    first_training: str | None
    ends: str
    groups: tuple[GroupMeasure, ...]

    @property
    def early(self) -> int:
        """How many groups had named what they lack by the first training session."""
        return sum(group.early for group in self.groups)

    @property
    def improved(self) -> int:
        """How many groups have a linkage that rose within the programme's period."""
        return sum(group.improved for group in self.groups)

    @property
    def early_rate(self) -> float | None:
        """Share of all groups; None without any."""
        return share_percent(self.early, len(self.groups))

    @property
    def improved_rate(self) -> float | None:
        """Share of all groups; None without any."""
        return share_percent(self.improved, len(self.groups))


def set_linkage(
    desk: Desk,
    entry: LinkageEntry,
    *,
    linkage_id: int | None = None,
    version: int | None = None,
    forgets_identified: bool = False,
    is_new: bool = False,
) -> Outcome:
    """Record a counterpart, or how things stand with one that is known by its name.

    `linkage_id` names the one to change, whose name may change as well. A level that is not the newest by its day
    is added to the history; the same level once more on a later day adds nothing. `forgets_identified` takes back
    the day on which what is lacking was named. `is_new` says that a new counterpart is meant: raises `Refused` for a
    name that the group has already.
    """
    entry.check(desk.today)
    group = active_group_of(desk, entry.group_no)
    with desk.writing(
        "unit.set_linkage", number=entry.group_no, name=group["name"], title=entry.counterpart
    ) as unit:
        known = _known(desk, group["id"], entry, linkage_id)
        if is_new and known is not None:
            raise Refused("error.linkage_exists", field="counterpart", counterpart=known["counterpart"])
        columns: dict[str, Any] = {
            "counterpart_kind": entry.kind.value,
            "counterpart": entry.counterpart,
            **_given(
                role_split=entry.role_split,
                counterpart_benefit=entry.benefit,
                gap=entry.gap,
                identified_on=entry.identified_on.isoformat() if entry.identified_on else None,
            ),
        }
        if forgets_identified:
            columns["identified_on"] = None
        level = entry.level
        if known is None:
            found_id = unit.insert("linkage", group_id=group["id"], **columns)
            level = level or LinkageLevel.NONE
        else:
            found_id = known["id"]
            unit.update(
                "linkage", found_id, columns, version=known["version"] if version is None else version
            )
        if level is not None and level.number != _level_on(desk, found_id, entry.reached_on.isoformat()):
            unit.insert(
                "linkage_level",
                linkage_id=found_id,
                level=level.number,
                reached_on=entry.reached_on.isoformat(),
                note=entry.level_note,
                recorded_by=desk.staff,
            )
    newest = _level_on(desk, found_id, desk.today.isoformat())
    saved = Said(
        "saved.linkage",
        group=f"{entry.group_no} {group['name']}",
        counterpart=entry.counterpart,
        level=LinkageLevel.of(newest or 0),
    )
    return Outcome.of(unit, saved, row_id=found_id)


def hide_linkage(desk: Desk, linkage_id: int, *, version: int | None = None) -> Outcome:
    """Withdraw a counterpart from view and from both measures; undo brings it back."""
    found = desk.connection.execute(
        "SELECT linkage.*, number FROM linkage JOIN adopted_group ON adopted_group.id = group_id"
        " WHERE linkage.id = ?",
        (linkage_id,),
    ).fetchone()
    if found is None:
        raise Refused("error.no_such_linkage", field="counterpart", number=linkage_id)
    with desk.writing("unit.hide_linkage", number=found["number"], title=found["counterpart"]) as unit:
        unit.update(
            "linkage", linkage_id, {"is_hidden": 1}, version=found["version"] if version is None else version
        )
    return Outcome.of(unit, Said("saved.hidden"), row_id=linkage_id)


def list_linkages(desk: Desk, number: int | None = None) -> list[RecordedLinkage]:
    """The counterparts of one group, or of all that take part, each with its history oldest first."""
    with desk.reading() as connection:
        asked = {
            "programme_id": desk.programme["id"],
            "group_id": None if number is None else group_of(desk, number)["id"],
        }
        steps: dict[int, list[LevelStep]] = defaultdict(list)
        for step in rows(connection, "linkages/linkage_steps", **asked):
            steps[step["linkage_id"]].append(LevelStep(step["level"], step["on"], step["note"], step["by"]))
        return [
            RecordedLinkage(
                **{
                    **dict(found),
                    "early": bool(found["early"]),
                    "improved": bool(found["improved"]),
                },
                history=tuple(steps[found["id"]]),
            )
            for found in rows(connection, "linkages/linkages", **asked)
        ]


def linkage_measures(desk: Desk, number: int | None = None) -> Measures:
    """The two measures of report 7(3), of one group or of all that take part (also to the end)."""
    with desk.reading() as connection:
        programme = desk.programme
        found = rows(
            connection,
            "linkages/linkage_measures",
            programme_id=programme["id"],
            group_id=None if number is None else group_of(desk, number)["id"],
        )
        return Measures(
            first_training=next((one["first_training"] for one in found), None),
            ends=programme["work_ends_on"],
            groups=tuple(
                GroupMeasure(
                    one["group_no"],
                    one["group"],
                    one["staff"],
                    one["linkages"],
                    one["gaps"],
                    one["identified"],
                    bool(one["early"]),
                    bool(one["improved"]),
                )
                for one in found
            ),
        )


def _known(desk: Desk, group_id: int, entry: LinkageEntry, linkage_id: int | None) -> sqlite3.Row | None:
    found = desk.connection.execute(
        "SELECT * FROM linkage WHERE group_id = ? AND is_hidden = 0", (group_id,)
    ).fetchall()
    if linkage_id is not None:
        chosen: sqlite3.Row | None = next((one for one in found if one["id"] == linkage_id), None)
        if chosen is None:
            raise Refused("error.no_such_linkage", field="counterpart", number=linkage_id)
        return chosen
    key = name_key(entry.counterpart)
    return next((one for one in found if name_key(one["counterpart"]) == key), None)


def _level_on(desk: Desk, linkage_id: int, day: str) -> int | None:
    found = desk.connection.execute(
        "SELECT level FROM linkage_level WHERE linkage_id = ? AND reached_on <= ?"
        " ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1",
        (linkage_id, day),
    ).fetchone()
    return None if found is None else int(found["level"])


def _given(**columns: str | None) -> dict[str, str]:
    return {name: value for name, value in columns.items() if value is not None}
