"""The register: adopting a group, finding it, changing what it is, and its leaving the programme."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kodoku_tui.domain.areas import derive_area
from kodoku_tui.domain.cadence import SupportTier, cadence_of
from kodoku_tui.domain.clean import clean_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.milestones import GroupStatus
from kodoku_tui.domain.names import legal_form_of, name_key, search_key
from kodoku_tui.domain.targets import split_targets
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.staff import staff_id_of
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.seeds import gazetteer, target_codes
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the adoption says of a group (図表1 of the report)."""

    number: int
    name: str
    project: str
    targets: str
    area: str
    adopted_last_year: bool


def group_of(desk: Desk, number: int) -> sqlite3.Row:
    """The group with this number in the desk's programme; raises `Refused` when there is none."""
    found = row(desk.connection, "group_by_number", programme_id=desk.programme["id"], number=number)
    if found is None:
        raise Refused("error.no_such_group", field="group_no", number=number)
    return found


def active_group_of(desk: Desk, number: int) -> sqlite3.Row:
    """As `group_of`; raises `Refused` for a group that is no longer accompanied."""
    found = group_of(desk, number)
    if found["status"] != GroupStatus.ACTIVE:
        raise Refused(
            "error.group_not_active",
            field="group_no",
            number=number,
            name=found["name"],
            status=found["status"],
            date=found["status_on"],
        )
    return found


def check_after_contract(desk: Desk, group_id: int, on: date, *, field: str = "on") -> None:
    """Raise `Refused` for a day before the group's contract was concluded: nothing of the year lies before it."""
    concluded = row(desk.connection, "contract_of", group_id=group_id)
    if concluded is not None and on.isoformat() < concluded["contract_on"]:
        raise Refused("error.before_contract", field=field, date=on, contract=concluded["contract_on"])


def adopt_group(unit: Unit, programme: Mapping[str, Any] | sqlite3.Row, facts: GroupFacts) -> int:
    """Add a group with everything that follows from its facts, and the year's milestones. Returns its id."""
    organization_id = organization_named(unit, facts.name)
    if organization_id is None:
        organization_id = unit.insert(
            "organization",
            name=facts.name,
            name_key=name_key(facts.name),
            legal_form=legal_form_of(facts.name).value,
        )
    group_id = unit.insert(
        "adopted_group",
        programme_id=programme["id"],
        organization_id=organization_id,
        number=facts.number,
        # One that comes back is found by every name it is known by.
        search_text=search_text_of(_names_of(unit.connection, organization_id), facts),
        **_columns_of(facts),
    )
    _tag(unit, group_id, facts)
    plans = unit.connection.execute(
        "SELECT id, planned_on FROM milestone_plan WHERE programme_id = ? ORDER BY position",
        (programme["id"],),
    )
    for plan in plans.fetchall():
        unit.insert("milestone", group_id=group_id, plan_id=plan["id"], planned_on=plan["planned_on"])
    return group_id


def adopt_groups(
    unit: Unit,
    programme: Mapping[str, Any] | sqlite3.Row,
    adopted: Sequence[tuple[GroupFacts, Mapping[str, Any]]],
) -> list[int]:
    """As `adopt_group` for many at once, each with further columns of its row. Returns their ids in this order."""
    known = _organizations_by_key(unit.connection)
    new: dict[str, dict[str, Any]] = {}
    for facts, _ in adopted:
        key = name_key(facts.name)
        if key not in known:
            legal_form = legal_form_of(facts.name).value
            new.setdefault(key, {"name": facts.name, "name_key": key, "legal_form": legal_form})
    known |= dict(zip(new, unit.insert_many("organization", list(new.values())), strict=True))
    groups = []
    for facts, more in adopted:
        key = name_key(facts.name)
        names = [facts.name] if key in new else _names_of(unit.connection, known[key])
        groups.append(
            {
                "programme_id": programme["id"],
                "organization_id": known[key],
                "number": facts.number,
                "search_text": search_text_of(names, facts),
                **_columns_of(facts),
                **more,
            }
        )
    ids = unit.insert_many("adopted_group", groups)
    tags: dict[str, list[dict[str, Any]]] = {}
    for group_id, (facts, _) in zip(ids, adopted, strict=True):
        for table, wanted in _tags_of(facts):
            tags.setdefault(table, []).extend(
                {"group_id": group_id, "position": position, **values}
                for position, values in enumerate(wanted)
            )
    for table, rows_of_table in tags.items():
        unit.insert_many(table, rows_of_table)
    if ids:
        unit.insert_selected(
            "milestone",
            ("group_id", "plan_id", "planned_on"),
            # The plan is put in order once and gone through for each group: no sorting of all that comes of it.
            "SELECT adopted_group.id, plan.id, planned_on FROM adopted_group CROSS JOIN (SELECT id, planned_on"
            " FROM milestone_plan WHERE programme_id = :programme_id ORDER BY position LIMIT -1) AS plan"
            " WHERE adopted_group.id BETWEEN :first AND :last",
            {"first": ids[0], "last": ids[-1], "programme_id": programme["id"]},
        )
    return list(ids)


def change_facts(unit: Unit, group: sqlite3.Row, facts: GroupFacts) -> bool:
    """Bring a group to these facts; True when anything differs. The organization's name is left as it is."""
    columns = _columns_of(facts)
    if all(group[name] == value for name, value in columns.items()):
        return False
    names = _names_of(unit.connection, group["organization_id"])
    columns["search_text"] = search_text_of(names, facts)
    unit.update("adopted_group", group["id"], columns, version=group["version"])
    _tag(unit, group["id"], facts)
    return True


def organization_named(unit: Unit, name: str) -> int | None:
    """The organization that goes by this name or one of its variants, if it is known."""
    found = row(unit.connection, "organization_by_key", key=name_key(name))
    return None if found is None else int(found["id"])


def assign_staff(
    desk: Desk, numbers: Sequence[int], *, main: str | None = None, deputy: str | None = None
) -> int | None:
    """Give groups their main or deputy staff member; an empty name takes the assignment away.

    Returns the unit's number, None when nothing changed.
    """
    if main is None and deputy is None:
        raise Refused("error.nothing_to_change", field="main")
    what = (
        "unit.assign_staff"
        if main is not None and deputy is not None
        else ("unit.assign_deputy" if main is None else "unit.assign_main")
    )
    with desk.writing(what, groups=number_ranges(numbers), main=main, deputy=deputy) as unit:
        changes: dict[str, int | None] = {}
        if main is not None:
            changes["main_staff_id"] = staff_id_of(unit.connection, main, field="main") if main else None
        if deputy is not None:
            changes["deputy_staff_id"] = (
                staff_id_of(unit.connection, deputy, field="deputy") if deputy else None
            )
        for number in numbers:
            group = group_of(desk, number)
            planned = {
                "main_staff_id": group["main_staff_id"],
                "deputy_staff_id": group["deputy_staff_id"],
            } | changes
            if (
                planned["main_staff_id"] is not None
                and planned["main_staff_id"] == planned["deputy_staff_id"]
            ):
                raise Refused("error.main_is_deputy", field="deputy", number=number)
            unit.update("adopted_group", group["id"], changes)
        return unit.id if unit.changes else None


def set_cadence(
    desk: Desk,
    number: int,
    *,
    tier: str | None = None,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
) -> None:
    """Set how often a group is to be heard from: its support tier, or days of its own."""
    group = group_of(desk, number)
    changes: dict[str, Any] = {}
    if tier is not None:
        changes["support_tier"] = as_word(SupportTier, tier, field="tier").value
    if ideal_days is not None:
        changes["own_ideal_days"] = ideal_days
    if maximum_days is not None:
        changes["own_maximum_days"] = maximum_days
    planned = dict(group) | changes
    cadence = cadence_of(planned["support_tier"], planned["own_ideal_days"], planned["own_maximum_days"])
    with desk.writing(
        "unit.set_cadence", number=number, ideal=cadence.ideal_days, maximum=cadence.maximum_days
    ) as unit:
        unit.update("adopted_group", group["id"], changes, version=group["version"])


def set_facts(
    desk: Desk,
    number: int,
    *,
    name: str | None = None,
    project: str | None = None,
    area: str | None = None,
    targets: str | None = None,
    tier: str | None = None,
    version: int | None = None,
) -> None:
    """Correct what the register says of a group. A former name is kept as an alias.

    Raises `Refused` for an empty name or project, a name of another organization, and when the group was
    changed since `version` was read.
    """
    given = {
        field: clean_text(value).text
        for field, value in (("name", name), ("project", project), ("area", area), ("targets", targets))
        if value is not None
    }
    for field in ("name", "project"):
        if given.get(field) == "":
            raise Refused("error.name_empty" if field == "name" else "error.title_empty", field=field)
    with desk.writing("unit.set_facts", number=number) as unit:
        group = group_of(desk, number)
        if version is not None and group["version"] != version:
            raise Refused("error.group_changed", number=number)
        if tier is not None:
            word = as_word(SupportTier, tier, field="tier").value
            unit.update("adopted_group", group["id"], {"support_tier": word})
        if "name" in given:
            rename_organization(unit, group, given["name"])
        facts = GroupFacts(
            number=number,
            name=given.get("name", group["name"]),
            project=given.get("project", group["project"]),
            targets=given.get("targets", group["targets_text"]),
            area=given.get("area", group["area"]),
            adopted_last_year=bool(group["adopted_last_year"]),
        )
        change_facts(unit, group_of(desk, number), facts)


def rename_organization(unit: Unit, group: sqlite3.Row, name: str) -> None:
    """Give a group's organization another name; the former one stays findable as an alias."""
    if name == group["name"]:
        return
    taken = organization_named(unit, name)
    if taken is not None and taken != group["organization_id"]:
        raise Refused("error.name_taken", field="name", name=name)
    add_alias(unit, group["organization_id"], group["name"])
    unit.update(
        "organization",
        group["organization_id"],
        {"name": name, "name_key": name_key(name), "legal_form": legal_form_of(name).value},
    )
    _refresh_search_text(unit, group["organization_id"])


def add_alias(unit: Unit, organization_id: int, name: str) -> None:
    """Remember another name by which the organization is found."""
    known = unit.connection.execute(
        "SELECT 1 FROM organization_alias WHERE organization_id = ? AND name = ?", (organization_id, name)
    ).fetchone()
    if known is None:
        unit.insert("organization_alias", organization_id=organization_id, name=name, name_key=name_key(name))


def end_group(
    desk: Desk,
    number: int,
    status: GroupStatus,
    *,
    on: date,
    reason: str,
    leaves_open: bool = False,
    version: int | None = None,
) -> None:
    """A group withdraws (辞退), is stopped (中止) or completes (完了); its record and history stay (law 5).

    What is open stays readable as it was, but is in no list any more. Raises `Refused` without a reason
    (except for a completion with nothing open), for a date in the future or before the contract, a group that has
    ended already, or a completion while required milestones are open, unless `leaves_open`.
    """
    reason = clean_text(reason).text
    if not reason and (leaves_open or status is not GroupStatus.COMPLETED):
        raise Refused("error.reason_empty", field="reason")
    group, left = judge_ending(desk, number, status, on=on, leaves_open=leaves_open)
    what = "unit.complete_with_open" if left else "unit.end_group"
    with desk.writing(what, number=number, status=status.value, name=group["name"], titles=left) as unit:
        unit.update(
            "adopted_group",
            group["id"],
            {"status": status.value, "status_on": on.isoformat(), "status_reason": reason},
            version=group["version"] if version is None else version,
        )


def judge_ending(
    desk: Desk, number: int, status: GroupStatus, *, on: date, leaves_open: bool = False
) -> tuple[sqlite3.Row, str]:
    """The group that may end this way and the titles of what it leaves open; raises `Refused` as `end_group` does."""
    if on > desk.today:
        raise Refused("error.date_in_future", field="on", date=on)
    group = active_group_of(desk, number)
    check_after_contract(desk, group["id"], on)
    left = _open_duties(desk, group["id"]) if status is GroupStatus.COMPLETED else ""
    if left and not leaves_open:
        raise Refused("error.duties_open", field="status", number=number, name=group["name"], titles=left)
    return group, left


def _open_duties(desk: Desk, group_id: int) -> str:
    return "、".join(duty["title"] for duty in rows(desk.connection, "open_duties", group_id=group_id))


def search_text_of(names: Sequence[str], facts: GroupFacts) -> str:
    """What a search in the register looks through: number, names, project, area and targets, as keys."""
    parts = [str(facts.number), *names, facts.project, facts.area, facts.targets]
    return " ".join(search_key(part) for part in parts)


def _refresh_search_text(unit: Unit, organization_id: int) -> None:
    """Let every year in which the organization takes part be found by its names as they are now."""
    names = _names_of(unit.connection, organization_id)
    groups = unit.connection.execute(
        "SELECT * FROM adopted_group WHERE organization_id = ?", (organization_id,)
    )
    for group in groups.fetchall():
        facts = GroupFacts(
            group["number"],
            names[0],
            group["project"],
            group["targets_text"],
            group["area"],
            bool(group["adopted_last_year"]),
        )
        unit.update("adopted_group", group["id"], {"search_text": search_text_of(names, facts)})


def _names_of(connection: sqlite3.Connection, organization_id: int) -> list[str]:
    found = connection.execute(
        "SELECT name FROM organization WHERE id = :id"
        " UNION ALL SELECT name FROM organization_alias WHERE organization_id = :id",
        {"id": organization_id},
    )
    return [name for (name,) in found]


def _columns_of(facts: GroupFacts) -> dict[str, Any]:
    return {
        "project": facts.project,
        "targets_text": facts.targets,
        "area": facts.area,
        "adopted_last_year": int(facts.adopted_last_year),
    }


def _tag(unit: Unit, group_id: int, facts: GroupFacts) -> None:
    """Write the tags that follow from targets and area, in place of those that stand."""
    for table, wanted in _tags_of(facts):
        _replace(unit, table, group_id, wanted)


def _tags_of(facts: GroupFacts) -> tuple[tuple[str, list[dict[str, str]]], ...]:
    return _tags_from(facts.area, facts.targets)


@lru_cache(maxsize=4096)
def _tags_from(area_text: str, targets: str) -> tuple[tuple[str, list[dict[str, str]]], ...]:
    """What follows from an area and targets; the registers of a year say the same of many groups."""
    area = derive_area(area_text, gazetteer())
    tags = split_targets(targets, target_codes())
    return (
        ("group_target", [{"code": tag.code, "label": tag.label} for tag in tags]),
        ("group_prefecture", [{"prefecture": name} for name in area.prefectures]),
        ("group_block", [{"block": name} for name in area.blocks]),
    )


def _organizations_by_key(connection: sqlite3.Connection) -> dict[str, int]:
    found = connection.execute(
        "SELECT name_key, organization_id FROM organization_alias"
        " UNION ALL SELECT name_key, id FROM organization"
    )
    return dict(map(tuple, found))


def _replace(unit: Unit, table: str, group_id: int, wanted: list[dict[str, str]]) -> None:
    standing = unit.connection.execute(
        f"SELECT * FROM {table} WHERE group_id = ? ORDER BY position", (group_id,)
    ).fetchall()
    for position, values in enumerate(wanted):
        if position < len(standing):
            unit.update(table, standing[position]["id"], values)
        else:
            unit.insert(table, group_id=group_id, position=position, **values)
    for surplus in standing[len(wanted) :]:
        unit.remove(table, surplus["id"])


def number_ranges(numbers: Sequence[int]) -> str:
    """Numbers of groups as a person writes them: 1-40, 42, 44. In their order, three or more in a row as one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
