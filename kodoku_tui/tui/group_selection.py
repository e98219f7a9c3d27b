"""Which groups the register and the matrix show: the filter, the order, and the saved view that they came from."""

from __future__ import annotations

from typing import NamedTuple

from kodoku_tui.domain.filters import GroupFilter, Selection
from kodoku_tui.services.choices import filter_words
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.saved_views import SavedView, view_of_id
from kodoku_tui.services.view_words import shown_words


class GroupsAtHand(NamedTuple):
    """The groups that an export starts from, in words, and the view that shows exactly these."""

    selection: Selection
    words: str
    view: SavedView | None = None


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
    def shows_the_view(self) -> bool:
        """Whether a view is on and nothing was changed since."""
        return self.saved_view is not None and self.group_selection.shows_the_same_as(
            self.saved_view.selection
        )

    @property
    def groups_shown(self) -> str:
        """The groups that show, in words; with a view its name, and whether it was changed since."""
        return shown_words(self.saved_view, self.group_selection)

    @property
    def groups_at_hand(self) -> GroupsAtHand:
        """The groups of the screen that shows: the register and the matrix have a filter, elsewhere there is none."""
        if not self.shows_the_register and self.current_mode != "matrix":
            return GroupsAtHand(Selection(), filter_words(GroupFilter()))
        shown = self.group_selection
        if self.saved_view is None and not self.shows_the_register:
            # Its rows stand by number.
            shown = Selection(shown.chosen)
        return GroupsAtHand(shown, self.groups_shown, self.saved_view if self.shows_the_view else None)

    @property
    def shows_the_register(self) -> bool:
        """Whether the register shows, as a main screen or over another one. The app knows."""
        raise NotImplementedError

    def put_on(self, view: SavedView) -> None:
        """Let a view show. Raises `Refused` for one that names what is no longer there."""
        selection = view.usable()
        self.saved_view = view
        self.group_filter = selection.chosen
        is_usual = (selection.order, selection.is_reversed) == ("number", False)
        self.register_order = None if is_usual else (selection.order, selection.is_reversed)

    def take_off_filter(self) -> None:
        """Every active group again; no view is on. The order stays."""
        self.saved_view = None
        self.group_filter = GroupFilter()

    def look_at_view(self) -> None:
        """Somebody may have renamed, changed or taken back the view that is on. Called in a worker thread."""
        if self.saved_view is not None:
            self.saved_view = view_of_id(self.desk, self.saved_view.id)
