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


class SelectsGroups:
    """What the app knows of it. Both screens show the same groups, and what they show is what is handed out."""

    desk: Desk
    current_mode: str
    group_filter = GroupFilter()
    register_order: tuple[str, bool] | None = None
    saved_view: SavedView | None = None

    @property
    def group_selection(self) -> Selection:
        """The filter and the order as they are now, typed words included."""
        order, is_reversed = self.register_order or ("number", False)
        return Selection(self.group_filter, order, is_reversed)

    @property
    def groups_shown(self) -> str:
        """The groups that show, in words; with a view its name, and whether it was changed since."""
        return shown_words(self.saved_view, self.group_selection)

    @property
    def groups_at_hand(self) -> GroupsAtHand:
        """The groups of the screen that shows: the register and the matrix have a filter, elsewhere there is none."""
        if not self.shows_the_register and self.current_mode != "matrix":
            return GroupsAtHand(Selection())
        shown = self.group_selection
        if self.saved_view is None and not self.shows_the_register:
            # Its rows stand by number.
            shown = Selection(shown.chosen)
        return GroupsAtHand(shown, self.saved_view)

    @property
    def shows_the_register(self) -> bool:
        """Whether the register shows, as a main screen or over another one. The app knows."""
        raise NotImplementedError

    @property
    def groups_chosen(self) -> GroupsAtHand:
        """What the register and the matrix show, whichever screen shows now."""
        return GroupsAtHand(self.group_selection, self.saved_view)

    def put_on(self, view: SavedView) -> None:
        """Let a view show. Raises `Refused` for one that names what is no longer there."""
        self.choose_groups(GroupsAtHand(view.usable(), view))

    def choose_groups(self, groups: GroupsAtHand) -> None:
        """Let these groups show, in their order."""
        selection, self.saved_view = groups
        self.group_filter = selection.chosen
        is_usual = (selection.order, selection.is_reversed) == ("number", False)
        self.register_order = None if is_usual else (selection.order, selection.is_reversed)

    def take_off_filter(self) -> None:
        """Every active group again; no view is on. The order stays."""
        self.saved_view = None
        self.group_filter = GroupFilter()

    def look_at_view(self) -> None:
        """Somebody may have renamed, changed or taken back the view that is on. Called in a worker thread."""
        seen = self.saved_view
        if seen is None:
            return
        now = view_of_id(self.desk, seen.id)
        if self.saved_view is seen:
            # Else another one was put on, or this one taken off, while the file was asked.
            self.saved_view = now
