"""The register: adopting a group, finding it, and changing what it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kodoku_tui.domain.checkins.cadence import SupportTier
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.search_words import search_text_of
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.bodies import BodiesByName
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import legal_form_of, name_key
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.group_tags import tag_group, tags_from
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import StaleVersion, Unit

if TYPE_CHECKING:
    from kodoku_tui.domain.register.facts_entry import FactsEntry


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the adoption says of a group (図表1 of the report)."""

    number: int
    name: str
    project: str
    targets: str
    area: str
    adopted_last_year: bool
    reading: str = ""
    """How the name reads; what is known already stays."""


def adopt_group(unit: Unit, programme: Mapping[str, Any] | sqlite3.Row, facts: GroupFacts) -> int:
    """Add a group with everything that follows from its facts, and the year's milestones. Returns its id."""
    organization_id = organization_named(unit, facts.name)
    if organization_id is None:
        organization_id = unit.insert(
            "organization",
            name=facts.name,
            name_key=name_key(facts.name),
            legal_form=legal_form_of(facts.name).value,
            reading=facts.reading or None,
        )
    else:
        _note_reading(unit, organization_id, facts)
    group_id = unit.insert(
        "adopted_group",
        programme_id=programme["id"],
        organization_id=organization_id,
        number=facts.number,
        # One that comes back is found by every name it is known by.
        search_text=_search_text(unit.connection, organization_id, facts),
        **_columns_of(facts),
    )
    tag_group(unit, group_id, area=facts.area, targets=facts.targets)
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
    known = organizations_by_name(unit.connection)
    new: dict[str, dict[str, Any]] = {}
    for facts, _ in adopted:
        if not known.named(facts.name):
            key, legal_form = name_key(facts.name), legal_form_of(facts.name).value
            new[facts.name] = {
                "name": facts.name,
                "name_key": key,
                "legal_form": legal_form,
                "reading": facts.reading or None,
            }
        elif facts.reading:
            _note_reading(unit, known.named(facts.name)[0], facts)
    for name, organization_id in zip(new, unit.insert_many("organization", list(new.values())), strict=True):
        known.add(name, organization_id)
    groups = []
    for facts, more in adopted:
        organization_id = known.named(facts.name)[0]
        text = (
            _text_of([facts.name], facts.reading, facts)
            if facts.name in new
            else _search_text(unit.connection, organization_id, facts)
        )
        groups.append(
            {
                "programme_id": programme["id"],
                "organization_id": organization_id,
                "number": facts.number,
                "search_text": text,
                **_columns_of(facts),
                **more,
            }
        )
    ids = unit.insert_many("adopted_group", groups)
    tags: dict[str, list[dict[str, Any]]] = {}
    for group_id, (facts, _) in zip(ids, adopted, strict=True):
        for table, wanted in tags_from(facts.area, facts.targets):
            tags.setdefault(table, []).extend(
                {"group_id": group_id, "position": position, **values}
                for position, values in enumerate(wanted)
            )
    for table, rows_of_table in tags.items():
        unit.insert_many(table, rows_of_table)
    if ids:
        unit.insert_selected(
            "milestone",
            {"group_id": "adopted_group.id", "plan_id": "planned.id", "planned_on": "planned_on"},
            # The plan is put in order once and gone through for each group: no sorting of all that comes of it.
            "FROM adopted_group CROSS JOIN (SELECT id, planned_on"
            " FROM milestone_plan WHERE programme_id = :programme_id ORDER BY position LIMIT -1) AS planned"
            " WHERE adopted_group.id BETWEEN :first AND :last",
            {"first": ids[0], "last": ids[-1], "programme_id": programme["id"]},
        )
    return list(ids)


def change_facts(unit: Unit, group: sqlite3.Row, facts: GroupFacts) -> bool:
    """Bring a group to these facts; True when anything differs. The organization's name is left as it is."""
    columns = _columns_of(facts)
    if all(group[name] == value for name, value in columns.items()):
        return False
    columns["search_text"] = _search_text(unit.connection, group["organization_id"], facts)
    unit.update("adopted_group", group["id"], columns, version=group["version"])
    tag_group(unit, group["id"], area=facts.area, targets=facts.targets)
    return True


def organization_named(unit: Unit, name: str) -> int | None:
    """The organization that goes by this name or one of its variants, if it is known.

    One of the same name that says another legal form is another one.
    """
    known: BodiesByName[int] = BodiesByName()
    found = rows(unit.connection, "register/organization_by_key", key=name_key(name))
    # Two names may have come to meet: the one that is written so is meant.
    for one in sorted(found, key=lambda one: one["name"] != name):
        known.add(one["name"], one["id"])
    return next(iter(known.named(name)), None)


_COLUMN_OF = {"targets": "targets_text"}


def set_facts(
    desk: Desk,
    number: int,
    *,
    name: str | None = None,
    reading: str | None = None,
    project: str | None = None,
    area: str | None = None,
    targets: str | None = None,
    tier: str | None = None,
    known: FactsEntry | None = None,
    version: int | None = None,
) -> Outcome:
    """Correct what the register says of a group. A former name is kept as an alias.

    Raises `Refused` for an empty name or project, a name of another organization and as `FactsEntry.check`,
    `StaleVersion` when the group was changed since `version` was read.
    """
    if known is not None:
        known.check(desk.today)
    more = {} if known is None else known.values()
    given = {
        field: clean_text(value).text
        for field, value in (
            ("name", name),
            ("reading", reading),
            ("project", project),
            ("area", area),
            ("targets", targets),
        )
        if value is not None
    }
    for field in ("name", "project"):
        if given.get(field) == "":
            raise Refused("error.name_empty" if field == "name" else "error.title_empty", field=field)
    word = None if tier is None else as_word(SupportTier, tier, field="tier").value
    columns: dict[str, Any] = {_COLUMN_OF.get(key, key): value for key, value in given.items()}
    if "reading" in columns:
        columns["reading"] = columns["reading"] or None
    act = _act_of(group_of(desk, number), word, columns | more)
    with desk.writing(act.key, **act.params) as unit:
        group = group_of(desk, number)
        if version is not None and group["version"] != version:
            mine = {_COLUMN_OF.get(field, field): value for field, value in given.items()}
            mine |= more | ({} if word is None else {"support_tier": word})
            theirs = {column: group[column] for column in mine}
            raise StaleVersion("adopted_group", group["id"], mine, theirs, group["version"])
        if word is not None:
            more["support_tier"] = word
        unit.update("adopted_group", group["id"], more)
        if "name" in given:
            rename_organization(unit, group, given["name"])
        if "reading" in given:
            set_reading(unit, group["organization_id"], given["reading"])
        facts = GroupFacts(
            number=number,
            name=given.get("name", group["name"]),
            project=given.get("project", group["project"]),
            targets=given.get("targets", group["targets_text"]),
            area=given.get("area", group["area"]),
            adopted_last_year=bool(group["adopted_last_year"]),
        )
        change_facts(unit, group_of(desk, number), facts)
    return Outcome.of(unit, Said("saved.facts", group=f"{number} {facts.name}"), row_id=group["id"])


def _act_of(group: sqlite3.Row, tier: str | None, others: dict[str, Any]) -> Said:
    """What the log calls it: another tier alone by its name, since that is what one looks for."""
    before = group["support_tier"]
    if tier is None or tier == before or any(group[column] != others[column] for column in others):
        return Said("unit.set_facts", number=group["number"])
    return Said("unit.set_tier", number=group["number"], name=group["name"], tier_before=before, tier=tier)


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


def _note_reading(unit: Unit, organization_id: int, facts: GroupFacts) -> None:
    """The reading of a body that comes back, where nobody said it before."""
    known = unit.current("organization", organization_id)
    if facts.reading and known is not None and not known["reading"]:
        set_reading(unit, organization_id, facts.reading)


def set_reading(unit: Unit, organization_id: int, reading: str) -> None:
    """Say in kana how an organization is called, as it was typed; empty for nobody knows."""
    if unit.update("organization", organization_id, {"reading": reading or None}):
        _refresh_search_text(unit, organization_id)


def add_alias(unit: Unit, organization_id: int, name: str) -> None:
    """Remember another name by which the organization is found."""
    known = unit.connection.execute(
        "SELECT 1 FROM organization_alias WHERE organization_id = ? AND name = ?", (organization_id, name)
    ).fetchone()
    if known is None:
        unit.insert("organization_alias", organization_id=organization_id, name=name, name_key=name_key(name))


def _text_of(names: Sequence[str], reading: str | None, facts: GroupFacts) -> str:
    return search_text_of(facts.number, names, reading, facts.project, facts.area, facts.targets)


def _search_text(connection: sqlite3.Connection, organization_id: int, facts: GroupFacts) -> str:
    """What a search in the register looks through."""
    (reading,) = connection.execute(
        "SELECT reading FROM organization WHERE id = ?", (organization_id,)
    ).fetchone()
    return _text_of(_names_of(connection, organization_id), reading, facts)


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
        text = _search_text(unit.connection, organization_id, facts)
        unit.update("adopted_group", group["id"], {"search_text": text})


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


def organizations_by_name(connection: sqlite3.Connection) -> BodiesByName[int]:
    """The ids of all organizations, of whatever year, by all their names."""
    known: BodiesByName[int] = BodiesByName()
    for name, organization_id in organization_names(connection):
        known.add(name, organization_id)
    return known


def organization_names(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Every name by which an organization is known, with its id."""
    found = connection.execute(
        "SELECT name, id FROM organization UNION ALL SELECT name, organization_id FROM organization_alias"
    )
    return [(name, organization_id) for name, organization_id in found]
