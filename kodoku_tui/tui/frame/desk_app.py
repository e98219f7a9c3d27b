"""What a screen may ask of the app, and through it of the screens that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.clipboard import Reached
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.group_beside import GroupBeside
from kodoku_tui.tui.frame.group_selection import GroupSelection
from kodoku_tui.tui.frame.main_screens import MainScreens
from kodoku_tui.tui.frame.sought import Sought
from kodoku_tui.tui.frame.surroundings import Surroundings
from kodoku_tui.tui.frame.thing import Thing


class DeskApp(App[None]):
    """The app as screens and forms know it. It only declares; `tui/app` answers."""

    desk: Desk
    drafts: KeptDrafts
    selection: GroupSelection
    issue_filter: IssueFilter
    """Which issues the board, the list and the trend show."""
    main_screens: MainScreens
    surroundings: Surroundings
    wanted_milestone: str | None = None
    """Whose column of the matrix the cursor is to stand on when that is next read."""

    # Work beside the screen

    def in_thread(self, work: Callable[[], None], *, group: str, exclusive: bool = False) -> None:
        """Do `work` in a worker thread; whatever it raises is said as a notice, and the app goes on."""
        raise NotImplementedError

    def open_form(self, make: Callable[[], Screen[Any]], then: Callable[[Any], None] | None = None) -> None:
        """Make the form in a thread, since it asks the file for what it fills in; then show it.

        What the form gives goes to `then`, by default a sentence on what was saved.
        """
        raise NotImplementedError

    def rows_are_there(self) -> None:
        """A screen has its first rows, or will have none: the keys that waited for them act now."""
        raise NotImplementedError

    def saving_ended(self, *, is_saved: bool) -> None:
        """A form was saved and closes, or it was not and stays."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the file again for whatever shows."""
        raise NotImplementedError

    def show_year(self, year: int, then: Callable[[], None] | None = None) -> None:
        """Work on another year of the file: every screen shows that one, and what lay over them is closed."""
        raise NotImplementedError

    def look_into(self, backup: Path) -> None:
        """Show what a backup holds on screens of its own, until the person goes back to today."""
        raise NotImplementedError

    def copy(self, text: str, then: Callable[[Reached], None]) -> None:
        """Copy the text to the clipboard that is there; `then` is told how far it came."""
        raise NotImplementedError

    # What is said at the edge of the screen

    def tell_saved(self, sentence: str | None) -> None:
        """Say what was saved and how to take it back; nothing for a form that was left."""
        raise NotImplementedError

    def tell_failure(self, sentence: str) -> None:
        """Say what failed, unless it still shows."""
        raise NotImplementedError

    def unexpected(self, error: Exception) -> None:
        """Say that something failed, without losing what is on the screen."""
        raise NotImplementedError

    # Screens and forms of other rooms

    def show_karte(self, number: int, sought: Sought | None = None) -> None:
        """Open one group on one page, over the screen that shows; at what was `sought`, where it was searched for."""
        raise NotImplementedError

    def show_attendance(self, session: str) -> None:
        """Open who came to the session of this key, over the screen that shows."""
        raise NotImplementedError

    def show_matrix(self, milestone: str) -> None:
        """Go to every group against every milestone, with the cursor on the column of this one."""
        raise NotImplementedError

    def show_weights(self) -> None:
        """Open what weighs how much in attention, over the screen that shows."""
        raise NotImplementedError

    def correct(self, thing: Thing) -> None:
        """Open the form in which the thing is put right; says why where it stays as it was recorded."""
        raise NotImplementedError

    def open_draft(self, key: str) -> None:
        """Open the form of a draft as it was left, in the year in which it was typed, or show what was typed."""
        raise NotImplementedError

    def assign_staff(self) -> None:
        """Open the form that gives the groups that one is looking at their staff."""
        raise NotImplementedError

    def extend_due(self) -> None:
        """Open the form that extends a milestone of the group that one is looking at."""
        raise NotImplementedError

    def export_calendar(self) -> None:
        """Open the form that hands the year's days out."""
        raise NotImplementedError

    def make_group_beside(self) -> GroupBeside:
        """The panel that shows the group under the cursor beside a list."""
        raise NotImplementedError


def desk_app_of(node: DOMNode) -> DeskApp:
    """The app in which a screen or widget lives."""
    return cast(DeskApp, node.app)
