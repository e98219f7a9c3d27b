"""What a year's contract settles about money: the cost items, and how much may be moved without approval."""

from __future__ import annotations

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.money.page import cost_item_named, cost_items


def set_reallocation_limit(desk: Desk, percent: int | None) -> Outcome:
    """Let a group move this much of an item's budget without approval, in percent; None lets it move all."""
    programme = desk.programme
    what = "unit.lift_reallocation_limit" if percent is None else "unit.set_reallocation_limit"
    with desk.writing(what, percent=percent) as unit:
        unit.update("programme", programme["id"], {"reallocation_limit_percent": percent})
    return Outcome.of(unit, Said("saved.settings"))


def add_cost_item(desk: Desk, title: str, title_en: str = "") -> Outcome:
    """Add a cost item at the end; raises `Refused` for a title that is empty or that another item has."""
    title, title_en = clean_text(title).text, clean_text(title_en).text
    with desk.writing("unit.add_cost_item", title=title) as unit:
        _check_title(desk, title)
        items = cost_items(desk, None)
        row_id = unit.insert(
            "cost_item",
            programme_id=desk.programme["id"],
            position=len(items),
            title=title,
            title_en=title_en or title,
        )
    return Outcome.of(unit, Said("saved.cost_item_added", title=title), row_id=row_id)


def rename_cost_item(desk: Desk, item: str, title: str, title_en: str = "") -> Outcome:
    """Call a cost item by another name; what is recorded under it stays."""
    title, title_en = clean_text(title).text, clean_text(title_en).text
    named = cost_item_named(cost_items(desk, None), item, field="item")
    with desk.writing("unit.rename_cost_item", before=named.title, title=title) as unit:
        if title != named.title:
            _check_title(desk, title)
        unit.update("cost_item", named.item_id, {"title": title, "title_en": title_en or title})
    return Outcome.of(unit, Said("saved.cost_item_renamed", title=title), row_id=named.item_id)


def move_cost_item(desk: Desk, item: str, *, step: int = 0, to: int | None = None) -> Outcome:
    """Let a cost item stand `step` lines lower (or higher), or as the `to`-th, counted from 1.

    Beyond the first and the last place there is none. Raises `Refused` for an item that there is not.
    """
    named = cost_item_named(cost_items(desk, None), item, field="item")
    with desk.writing("unit.move_cost_item", title=named.title, title_en=named.title_en) as unit:
        order = [one.item_id for one in cost_items(desk, None)]
        wanted = order.index(named.item_id) + step if to is None else to - 1
        place = max(0, min(len(order) - 1, wanted))
        order.remove(named.item_id)
        order.insert(place, named.item_id)
        for position, item_id in enumerate(order):
            unit.update("cost_item", item_id, {"position": position})
    saved = Said("saved.cost_item_moved", title=named.title, title_en=named.title_en, position=place + 1)
    return Outcome.of(unit, saved, row_id=named.item_id)


def _check_title(desk: Desk, title: str) -> None:
    if not title:
        raise Refused("error.name_empty", field="title")
    if any(item.title == title for item in cost_items(desk, None)):
        raise Refused("error.cost_item_exists", field="title", title=title)
