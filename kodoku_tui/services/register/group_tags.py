"""What follows from a group's targets and area: target tags, prefectures and blocks."""

from __future__ import annotations

from functools import lru_cache

from kodoku_tui.domain.register.areas import derive_area
from kodoku_tui.domain.register.targets import split_targets
from kodoku_tui.store.seeds import gazetteer, target_codes
from kodoku_tui.store.unit import Unit


def tag_group(unit: Unit, group_id: int, *, area: str, targets: str) -> None:
    """Write the tags that follow from targets and area, in place of those that stand."""
    for table, wanted in tags_from(area, targets):
        _replace(unit, table, group_id, wanted)


@lru_cache(maxsize=4096)
def tags_from(area_text: str, targets: str) -> tuple[tuple[str, list[dict[str, str]]], ...]:
    """What follows from an area and targets; the registers of a year say the same of many groups."""
    area = derive_area(area_text, gazetteer())
    tags = split_targets(targets, target_codes())
    return (
        ("group_target", [{"code": tag.code, "label": tag.label} for tag in tags]),
        ("group_prefecture", [{"prefecture": name} for name in area.prefectures]),
        ("group_block", [{"block": name} for name in area.blocks]),
    )


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
