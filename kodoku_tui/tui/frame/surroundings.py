"""What stands above every screen: the year, whether the data is invented, who sits here, which view is on, drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.desk.years import YearOfFile, other_years
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.tui.frame.draft_words import say_found
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.group_selection import GroupSelection
from kodoku_tui.tui.frame.notices import notify_plain


class Surroundings:
    """Read with each reading of the file, and told when the screen shows what was read.

    `at_another_year` shows the year that the desk has gone to by itself, and says the sentence.
    """

    def __init__(
        self,
        desk: Desk,
        drafts: KeptDrafts,
        selection: GroupSelection,
        at_another_year: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._at_another_year = at_another_year
        self._drafts = drafts
        self._selection = selection
        self._unknown_staff = ""
        self._lost_year: int | None = None
        self._was_exchanged = False
        self._told_damaged = 0
        self.is_demonstration = False
        self.other_years: list[YearOfFile] = []
        """The years of the file beside the one at hand, newest first."""

    def look(self) -> None:
        """Read them. Called in a worker thread, or before there is a screen.

        Acts are held to the file that is read here. A person whom the file does not know (a file was exchanged, a
        registration taken back) is nobody.
        """
        self._was_exchanged |= self._desk.stay_at_file()
        self._look_at_year()
        self.is_demonstration = bool(self._desk.programme["is_demonstration"])
        self._selection.look_at_view()
        if self._desk.staff and not is_registered(self._desk, self._desk.staff):
            self._unknown_staff, self._desk.staff = self._desk.staff, ""
        code, year = file_code(self._desk), self._desk.programme["fiscal_year"]
        self._drafts.open_for(code, year, self._desk.staff)

    def _look_at_year(self) -> None:
        """The year that was at hand first stays while the app is open: no midnight and no act takes it away unasked.

        One that went away (its beginning was taken back, a file was exchanged) gives way to the usual one.
        """
        desk = self._desk
        if desk.year is not None:
            try:
                desk.programme  # noqa: B018 - asked for what it refuses
            except Refused as error:
                if error.key != "error.year_not_there":
                    raise
                self._lost_year, desk.year = desk.year, None
        if desk.year is None:
            desk.year = desk.programme["fiscal_year"]
        self.other_years = other_years(desk)

    def tell(self, app: App[Any]) -> None:
        """Show what `look` found."""
        if self._was_exchanged:
            self._was_exchanged = False
            notify_plain(app, say("file.exchanged", name=self._desk.path.name), severity="warning")
        if self._lost_year is not None:
            lost, self._lost_year = self._lost_year, None
            self._at_another_year(say("year.lost", lost=lost, year=self._desk.year))
            return
        for title_bar in app.screen.query("TitleBar"):
            title_bar.refresh()
        if self._unknown_staff:
            notify_plain(app, say("staff.unknown", name=self._unknown_staff), severity="warning")
            self._unknown_staff = ""
        if self._drafts.found:
            notify_plain(app, say_found(self._drafts.found, self._drafts.year))
            self._drafts.found.clear()
        damaged = self._drafts.damaged
        if len(damaged) > self._told_damaged:
            told = say("drafts.damaged", count=len(damaged), path=str(damaged[0].parent))
            notify_plain(app, told, severity="warning")
        self._told_damaged = len(damaged)
