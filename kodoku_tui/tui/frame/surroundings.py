"""What stands above every screen: whether the data is invented, who sits here, which view is on, left drafts."""

from __future__ import annotations

from typing import Any

from textual.app import App

from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.tui.frame.draft_words import say_found
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.group_selection import GroupSelection
from kodoku_tui.tui.frame.notices import notify_plain


class Surroundings:
    """Read with each reading of the file, and told when the screen shows what was read."""

    def __init__(self, desk: Desk, drafts: KeptDrafts, selection: GroupSelection) -> None:
        self._desk = desk
        self._drafts = drafts
        self._selection = selection
        self._unknown_staff = ""
        self.is_demonstration = False

    def look(self) -> None:
        """Read them. Called in a worker thread, or before there is a screen.

        A person whom the file does not know (a file was exchanged, a registration taken back) is nobody.
        """
        self.is_demonstration = bool(self._desk.programme["is_demonstration"])
        self._selection.look_at_view()
        self._drafts.open_for(file_code(self._desk), self._desk.programme["fiscal_year"])
        if self._desk.staff and not is_registered(self._desk, self._desk.staff):
            self._unknown_staff, self._desk.staff = self._desk.staff, ""

    def tell(self, app: App[Any]) -> None:
        """Show what `look` found."""
        for title_bar in app.screen.query("TitleBar"):
            title_bar.refresh()
        if self._unknown_staff:
            notify_plain(app, say("staff.unknown", name=self._unknown_staff), severity="warning")
            self._unknown_staff = ""
        if self._drafts.found:
            notify_plain(app, say_found(self._drafts.found, self._drafts.year))
            self._drafts.found.clear()
