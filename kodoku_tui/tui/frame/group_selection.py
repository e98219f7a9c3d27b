"""Which groups the register and the matrix show: the filter, the order, and the saved view that they came from."""

from __future__ import annotations

from typing import NamedTuple

from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.saved_views import SavedView, view_of_id
from kodoku_tui.services.register.view_words import shown_words


class GroupsAtHand(NamedTuple):
    """The groups that an export starts from, and the saved view that they came from."""

    selection: Selection
    came_from: SavedView | None = None

    @property
    def view(self) -> SavedView | None:
        """The view, if it shows exactly these groups in this order."""
        view = self.came_from
        return view if view is not None and self.selection.shows_the_same_as(view.selection) else None

    def words(self, *, with_order: bool = False) -> str:
        """The groups in words."""
        return shown_words(self.came_from, self.selection, with_order=with_order)


class GroupSelection:
    """The filter and the order as they are now, and the saved view that is on. What shows is what is handed out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.filter = GroupFilter()
        self.order: tuple[str, bool] | None = None
        """Column and whether it is turned round; None for the usual order, by number."""
        self.view: SavedView | None = None

    @property
    def shown(self) -> Selection:
        """The filter and the order, typed words included."""
        order, is_reversed = self.order or ("number", False)
        return Selection(self.filter, order, is_reversed)

    @property
    def words(self) -> str:
        """The groups that show, in words; with a view its name, and whether it was changed since."""
        return shown_words(self.view, self.shown)

    @property
    def groups(self) -> GroupsAtHand:
        """What the register and the matrix show, whichever screen shows now."""
        return GroupsAtHand(self.shown, self.view)

    def put_on(self, view: SavedView) -> None:
        """Let a view show. Raises `Refused` for one that names what is no longer there."""
        self.choose(GroupsAtHand(view.usable(), view))

    def choose(self, groups: GroupsAtHand) -> None:
        """Let these groups show, in their order."""
        selection, self.view = groups
        self.filter = selection.chosen
        is_usual = (selection.order, selection.is_reversed) == ("number", False)
        self.order = None if is_usual else (selection.order, selection.is_reversed)

    def take_off_filter(self) -> None:
        """Every active group again; no view is on. The order stays."""
        self.view = None
        self.filter = GroupFilter()

    def look_at_view(self) -> None:
        """Somebody may have renamed, changed or taken back the view that is on. Called in a worker thread."""
        seen = self.view
        if seen is None:
            return
        now = view_of_id(self._desk, seen.id)
        if self.view is seen:
            # Else another one was put on, or this one taken off, while the file was asked.
            self.view = now
