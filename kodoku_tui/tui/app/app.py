"""The app: four main screens over one desk, and what can be done from each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.binding import Binding

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.locale import say, set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.register.staff import is_registered
from kodoku_tui.store.connection import sentences_for_sqlite
from kodoku_tui.tui.app.commands import EVERYWHERE, QUIT
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS, MainScreens
from kodoku_tui.tui.app.records_of_groups import RecordsOfGroups
from kodoku_tui.tui.frame.column_words import say_failure
from kodoku_tui.tui.frame.commands import OPEN_PALETTE, SHOW_HELP, CommandHost
from kodoku_tui.tui.frame.desk_screen import told_by
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.looks import LOOKS, WIDE, draw_scrollbars_plainly
from kodoku_tui.tui.frame.lost_terminal import end_with_the_terminal
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.settings import remembered_staff
from kodoku_tui.tui.frame.watching import FileWatch
from kodoku_tui.tui.views.group_selection import SelectsGroups

if TYPE_CHECKING:
    from textual.screen import Screen

_KEYS_WITHOUT_ROWS = frozenset(
    binding.key
    for command in (*(screen.command for screen in MAIN_SCREENS), QUIT, SHOW_HELP, OPEN_PALETTE)
    for binding in command.bindings()
) | {"escape"}


class KodokuApp(SelectsGroups, CommandHost, MainScreens, RecordsOfGroups):
    """The accompaniment desk on the screen. Everything is read and written through `desk`."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "kodoku"
    CSS = LOOKS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - so declared by Textual
    # Also over a form, where only the form's own commands apply.
    # F2 comes here where a screen has nothing to put right.
    BINDINGS = [  # noqa: RUF012 - so declared by Textual
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("f2", "tell_why_not_correct", show=False),
    ]
    OWN_COMMANDS = EVERYWHERE

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.drafts = KeptDrafts()
        self.issue_filter = IssueFilter()
        self.failure: Exception | None = None
        self.is_demonstration = False
        self.unknown_staff = ""
        self.file_watch = FileWatch(self)
        self.add_mode("beginning", self._beginning_screen)

    def _handle_exception(self, error: Exception) -> None:
        """End the app with what failed; `run_app` says it as a sentence, never as a traceback."""
        if self.failure is None:
            self.failure = error
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self._close_messages_no_wait()

    def on_mount(self) -> None:
        """Begin with what needs somebody; without a file, with how to begin."""
        draw_scrollbars_plainly()
        self.switch_mode("work" if self.desk.path.exists() else "beginning")
        self.file_watch.start()
        end_with_the_terminal(self)

    @property
    def shows_the_register(self) -> bool:
        """Whether the register shows, as a main screen or over another one to search in."""
        return self.current_mode == "register" or told_by(self.screen).SCREEN_NAME == "register"

    def goes_at_once(self, event: events.Event) -> bool:
        """Going to another screen, help and leaving need no rows; in a search line their keys are text."""
        if not isinstance(event, events.Key):
            return False
        is_text = self.screen.AUTO_FOCUS == "CleanInput"
        return event.key == "ctrl+q" or (event.key in _KEYS_WITHOUT_ROWS and not is_text)

    def command_applies(self, name: str) -> bool:
        """Only leaving applies before there is a file."""
        return self.current_mode != "beginning" or name == QUIT.name

    # The main screens

    def action_show_plan(self) -> None:
        """Open the year's plan over the screen that shows."""
        from kodoku_tui.tui.duties.plan import PlanScreen

        if not isinstance(self.screen, PlanScreen):
            self.push_screen(PlanScreen())

    def action_show_settings(self) -> None:
        """Open the year's settings over the screen that shows."""
        from kodoku_tui.tui.desk.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def action_search(self) -> None:
        """Find a group in the register, which lies over the screen that shows and leaves it as it is."""
        from kodoku_tui.tui.register.find_group import FindGroupScreen

        self.open_form(lambda: FindGroupScreen(self.groups_chosen))

    def show_karte(self, number: int) -> None:
        """Open one group on one page, over the screen that shows."""
        from kodoku_tui.tui.karte.karte import KarteScreen

        self.push_screen(KarteScreen(number))

    def tell_saved(self, sentence: str | None) -> None:
        """Say what was saved and how to take it back; nothing for a form that was left."""
        if sentence:
            notify_plain(self, sentence)

    # The file

    def action_export_status(self) -> None:
        from kodoku_tui.tui.exports.export_form import ExportForm

        groups = self.groups_at_hand
        kind, number = told_by(self.screen).EXPORT_KIND, self.group_at_hand
        self.open_form(lambda: ExportForm(self.desk, groups, kind=kind, group_no=number))

    def action_export_calendar(self) -> None:
        from kodoku_tui.tui.exports.calendar_form import CalendarForm

        groups = self.groups_at_hand
        self.open_form(lambda: CalendarForm(self.desk, groups))

    def action_begin_next_year(self) -> None:
        from kodoku_tui.tui.desk.beginning_year import ask_and_begin

        ask_and_begin(self)

    def action_import_roster(self) -> None:
        from kodoku_tui.tui.intake.file import ImportFileScreen
        from kodoku_tui.tui.intake.journey import ImportJourney

        if not isinstance(self.screen, ImportFileScreen):
            self.push_screen(ImportFileScreen(ImportJourney(self.desk)))

    def action_undo(self) -> None:
        from kodoku_tui.tui.desk.undoing import ask_and_undo

        ask_and_undo(self)

    def action_choose_me(self) -> None:
        from kodoku_tui.tui.desk.choosing import choose_me

        choose_me(self)

    async def action_quit(self) -> None:
        """Leave; asks first when something that was typed is not saved."""
        unsaved = self.drafts.unsaved
        if not unsaved:
            self.exit()
            return
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        if isinstance(self.screen, ConfirmScreen):
            return
        question = say("quit.question_kept" if self.drafts.are_kept else "quit.question", count=len(unsaved))
        self.push_screen(
            ConfirmScreen(question, yes=say("quit.yes"), no=say("form.discard_no")), self._leave_if
        )

    def _leave_if(self, certain: bool | None) -> None:
        if certain:
            self.exit()

    def action_tell_why_not_correct(self) -> None:
        """Say why F2 changes nothing here."""
        notify_plain(self, say(told_by(self.screen).WHY_NOT_CORRECT))

    def action_help_quit(self) -> None:
        """Whoever presses ctrl+c to leave learns what leaves."""
        notify_plain(self, say("quit.how"))

    def look_around(self) -> None:
        """Read what stands above every screen. Called in a worker thread, or before there is a screen.

        A person whom the file does not know (a file was exchanged, a registration taken back) is nobody.
        """
        self.is_demonstration = bool(self.desk.programme["is_demonstration"])
        self.look_at_view()
        self.drafts.open_for(file_code(self.desk))
        if self.desk.staff and not is_registered(self.desk, self.desk.staff):
            self.unknown_staff, self.desk.staff = self.desk.staff, ""

    def tell_surroundings(self) -> None:
        """Show what `look_around` found."""
        from kodoku_tui.tui.frame.title_bar import TitleBar

        for title_bar in self.screen.query(TitleBar):
            title_bar.refresh()
        if self.unknown_staff:
            notify_plain(self, say("staff.unknown", name=self.unknown_staff), severity="warning")
            self.unknown_staff = ""
        if self.drafts.found:
            notify_plain(self, say("draft.found", count=len(self.drafts.found)))
            self.drafts.found.clear()

    def reload(self) -> None:
        """Read the file again for whatever shows."""
        told_by(self.screen).reload()

    def unexpected(self, error: Exception) -> None:
        """Say that something failed, without losing what is on the screen."""
        try:
            with sentences_for_sqlite(self.desk.path):
                raise error
        except Refused as refused:
            sentence = say_failure(refused)
        except Exception:
            sentence = say("error.unexpected", reason=f"{type(error).__name__}: {error}")
        self.tell_failure(sentence)

    def prepare_first_frame(self) -> None:
        """Read the work list before the terminal is taken over: the first frame then has data."""
        from kodoku_tui.tui.work.work import WorkScreen

        self.look_around()
        screen = WorkScreen()
        screen.prepare(screen.read(self.desk), screen.line_text())
        self.prepare_main_screen("work", screen)

    def _beginning_screen(self) -> Screen[Any]:
        from kodoku_tui.tui.desk.beginning import BeginningScreen

        return BeginningScreen()


def run_app(path: Path, clock: Callable[[], datetime], staff: str, language: str) -> None:
    """Open the app on the file at `path`, in a real terminal, until the person leaves.

    Raises `Refused` when there is a file but it cannot be opened.
    """
    set_language(language)
    desk = Desk(path, clock=clock, staff=staff or remembered_staff())
    app = KodokuApp(desk)
    try:
        if path.exists():
            if not staff and not is_registered(desk, desk.staff):
                # Remembered from another file.
                desk.staff = ""
            app.prepare_first_frame()
        app.run()
    finally:
        app.drafts.flush()
        desk.close()
    if app.failure is not None:
        reason = f"{type(app.failure).__name__}: {app.failure}"
        raise Refused("error.unexpected", reason=reason) from app.failure
