"""A saved view in words: what it holds, whether it is what one looks at, and the same as data."""

from __future__ import annotations

from typing import Any

from kodoku_tui.domain.register.filters import Selection
from kodoku_tui.domain.register.status import SHOWN
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.register.choices import filter_words, selection_words
from kodoku_tui.services.register.saved_views import SavedView

VIEW_FIELDS = (
    "name",
    "text",
    "staff",
    "block",
    "target",
    "status",
    "overdue",
    "checkin_due",
    "order",
    "reversed",
    "without_left",
    "groups",
    "trouble",
)


def shown_words(view: SavedView | None, now: Selection, *, with_order: bool = True) -> str:
    """What is shown: the view that it came from, whether it was changed since, and the filter in words.

    Without the order for a list that stands in an order of its own, whatever that of the register is.
    """
    if view is None:
        return filter_words(now.chosen)
    words = selection_words(now) if with_order else filter_words(now.chosen)
    key = "view.on" if now.shows_the_same_as(view.selection) else "view.on_changed"
    return say(key, view=view.name, words=words)


def view_record(view: SavedView, groups: int | None) -> dict[str, Any]:
    """A view as data; `groups` is how many it leaves today, None for one that cannot be shown."""
    chosen = view.selection.chosen
    return {
        "name": view.name,
        "text": chosen.text,
        "staff": chosen.staff,
        "block": chosen.block,
        "target": chosen.target,
        "status": None if chosen.status == SHOWN else chosen.status,
        "without_left": chosen.status == SHOWN,
        "overdue": chosen.only_overdue,
        "checkin_due": chosen.only_checkin_due,
        "order": view.selection.order,
        "reversed": view.selection.is_reversed,
        "groups": groups,
        "trouble": None if view.trouble is None else say_refused(view.trouble),
    }
