"""Saved views (ビュー): a filter of the register with its order, under a name, for everybody on the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import SHOWN
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.choices import blocks, targets
from kodoku_tui.services.register.register_list import ORDERS
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit

LONGEST_NAME = 40
"""In letters: the name stands in a line above the list and on printed pages."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view. `trouble` says why it cannot be shown now: something that it names is no longer there."""

    id: int
    version: int
    name: str
    selection: Selection
    trouble: Refused | None = None

    def usable(self) -> Selection:
        """What it shows. Raises `Refused` with the trouble rather than showing everything."""
        if self.trouble is not None:
            raise self.trouble
        return self.selection


def list_views(desk: Desk) -> list[SavedView]:
    """The views of the file, by name."""
    with desk.reading() as connection:
        return [_view_of(found) for found in rows(connection, "register/saved_views")]


def view_named(desk: Desk, name: str) -> SavedView:
    """The view of this name, spaces, width and case aside.

    Raises `Refused` for a name that there is not (`error.no_such_view`, with the names that there are) and in a
    file without any view (`error.no_views`).
    """
    wanted = search_key(clean_text(name).text)
    views = list_views(desk)
    meant = [view for view in views if search_key(view.name) == wanted]
    if meant:
        return next((view for view in meant if view.name == name), meant[0])
    if not views:
        raise Refused("error.no_views", field="view", view=name)
    raise Refused("error.no_such_view", field="view", view=name, views=tuple(view.name for view in views))


def view_of_id(desk: Desk, view_id: int) -> SavedView | None:
    """The view as it stands now; None when it was taken back."""
    return next((view for view in list_views(desk) if view.id == view_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewKept(Outcome):
    """A view as it stands once it was kept or renamed."""

    view: SavedView


def save_view(desk: Desk, name: str, selection: Selection, *, replaces: int | None = None) -> ViewKept:
    """Keep a selection under a name; `replaces` is the version of the view of this name that was seen.

    Raises `Refused` for an empty or a long name, for a name that is taken unless that view is replaced
    (`error.view_exists`), and for a person who is not registered; `StaleVersion` when somebody else changed the
    view since.
    """
    name = _as_name(name)
    with desk.writing("unit.save_view" if replaces is None else "unit.replace_view", name=name) as unit:
        values = {"name": name, "name_key": search_key(name), **_columns_of(unit.connection, selection)}
        standing = _standing(unit, name)
        if standing is None:
            view_id = unit.insert("saved_view", **values)
        elif replaces is None:
            raise Refused("error.view_exists", field="name", view=standing["name"])
        else:
            view_id = standing["id"]
            unit.update("saved_view", view_id, values, version=replaces)
    view = _standing_view(desk, view_id)
    return ViewKept.of(
        unit,
        Said("saved.view", view=view.name),
        unchanged=Said("saved.view_same", view=view.name),
        row_id=view_id,
        view=view,
    )


def rename_view(desk: Desk, view: SavedView, name: str) -> ViewKept:
    """Give a view another name. Raises `Refused` as `save_view` does."""
    name = _as_name(name)
    with desk.writing("unit.rename_view", before=view.name, name=name) as unit:
        standing = _standing(unit, name)
        if standing is not None and standing["id"] != view.id:
            raise Refused("error.view_exists", field="name", view=standing["name"])
        unit.update("saved_view", view.id, {"name": name, "name_key": search_key(name)}, version=view.version)
    renamed = _standing_view(desk, view.id)
    return ViewKept.of(
        unit,
        Said("saved.view_renamed", view=renamed.name),
        unchanged=Said("saved.view_same", view=renamed.name),
        row_id=view.id,
        view=renamed,
    )


def take_view_back(desk: Desk, view: SavedView) -> Outcome:
    """Withdraw a view from everybody's list; its name becomes free, and an undo brings it back."""
    with desk.writing("unit.hide_view", name=view.name) as unit:
        unit.update("saved_view", view.id, {"is_hidden": 1}, version=view.version)
    return Outcome.of(unit, Said("saved.view_withdrawn", view=view.name), row_id=view.id)


def _as_name(name: str) -> str:
    name = clean_text(name).text
    if not search_key(name):
        raise Refused("error.name_empty", field="name")
    if len(name) > LONGEST_NAME:
        raise Refused("error.view_name_long", field="name", count=len(name), most=LONGEST_NAME)
    return name


def _standing(unit: Unit, name: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = unit.connection.execute(
        "SELECT * FROM saved_view WHERE name_key = ? AND is_hidden = 0 ORDER BY name <> ?",
        (search_key(name), name),
    ).fetchone()
    return found


def _standing_view(desk: Desk, view_id: int) -> SavedView:
    view = view_of_id(desk, view_id)
    if view is None:
        # Somebody was quick to take it back.
        raise Refused("error.row_gone")
    return view


def _columns_of(connection: sqlite3.Connection, selection: Selection) -> dict[str, Any]:
    chosen = selection.chosen
    return {
        "words": clean_text(chosen.text).text,
        "staff_id": staff_id_of(connection, chosen.staff) if chosen.staff else None,
        "is_without_staff": int(chosen.staff == ""),
        "block": chosen.block,
        "target_code": chosen.target,
        "status": None if chosen.status == SHOWN else chosen.status,
        "is_without_left": int(chosen.status == SHOWN),
        "only_overdue": int(chosen.only_overdue),
        "only_checkin_due": int(chosen.only_checkin_due),
        "order_by": selection.order,
        "is_reversed": int(selection.is_reversed),
    }


def _view_of(found: Mapping[str, Any] | sqlite3.Row) -> SavedView:
    chosen = GroupFilter(
        text=found["words"],
        staff="" if found["is_without_staff"] else found["staff"],
        block=found["block"],
        target=found["target_code"],
        status=SHOWN if found["is_without_left"] else found["status"],
        only_overdue=bool(found["only_overdue"]),
        only_checkin_due=bool(found["only_checkin_due"]),
    )
    view = SavedView(
        found["id"],
        found["version"],
        found["name"],
        Selection(chosen, found["order_by"], bool(found["is_reversed"])),
    )
    return replace(view, trouble=_trouble(view, found))


def _trouble(view: SavedView, found: Mapping[str, Any] | sqlite3.Row) -> Refused | None:
    chosen = view.selection.chosen
    gone: dict[str, str] = {}
    if chosen.staff and not found["staff_is_active"]:
        gone = {"staff": chosen.staff}
    elif chosen.block is not None and chosen.block not in blocks():
        gone = {"block": chosen.block}
    elif chosen.target is not None and chosen.target not in dict(targets()):
        gone = {"target": chosen.target}
    elif view.selection.order not in ORDERS:
        gone = {"order": view.selection.order}
    for what, value in gone.items():
        return Refused(f"error.view_{what}_gone", field="view", view=view.name, gone=value)
    return None
