"""The app: the main screens over one desk, what they may ask of it, and what can be done from each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.binding import Binding
from textual.filter import LineFilter
from textual.screen import Screen

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.written_files import is_there
from kodoku_tui.tui.app.after_acts import AfterActs
from kodoku_tui.tui.app.commands import EVERYWHERE, QUIT
from kodoku_tui.tui.app.group_records import GroupRecords
from kodoku_tui.tui.app.handing_out import HandingOut
from kodoku_tui.tui.app.keymap import ALWAYS, QUIT_ALWAYS, keys_as_they_come, textual_keymap, use_chosen_keys
from kodoku_tui.tui.app.looking import Looking
from kodoku_tui.tui.app.main_screens import MAIN_SCREENS
from kodoku_tui.tui.frame.clean_lines import CleanLines
from kodoku_tui.tui.frame.clipboard import Clipboard, Reached
from kodoku_tui.tui.frame.commands import OPEN_PALETTE, SHOW_HELP, CommandHost
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.desk_screen import told_by
from kodoku_tui.tui.frame.draft_words import draft_lines, line_with_drafts
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.failures import Failures
from kodoku_tui.tui.frame.group_beside import GroupBeside
from kodoku_tui.tui.frame.group_selection import GroupSelection
from kodoku_tui.tui.frame.held_keys import HeldKeys
from kodoku_tui.tui.frame.keys_chosen import chosen_keys
from kodoku_tui.tui.frame.looks import LOOKS, WIDE, draw_scrollbars_plainly
from kodoku_tui.tui.frame.lost_terminal import end_with_the_terminal
from kodoku_tui.tui.frame.main_screens import MainScreens
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.sought import Sought
from kodoku_tui.tui.frame.surroundings import Surroundings
from kodoku_tui.tui.frame.terminal_bytes import bear_any_bytes
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.frame.watching import FileWatch

if TYPE_CHECKING:
    from kodoku_tui.domain.duties.late_start import FirstSight

_NAMES_STAY_SECONDS = 60.0
_WITHOUT_ROWS = (*(screen.command for screen in MAIN_SCREENS), QUIT, SHOW_HELP, OPEN_PALETTE)


class KodokuApp(CommandHost, DeskApp):
    """The accompaniment desk on the screen. Everything is read and written through `desk`; its parts do the work."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "kodoku"
    CSS = LOOKS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - so declared by Textual
    # Also over a form, where only the form's own commands apply.
    # F2 and x come here where a screen has nothing to put right, or no promise under the cursor.
    BINDINGS = [  # noqa: RUF012 - so declared by Textual
        Binding(QUIT_ALWAYS, "quit", show=False, priority=True, id=ALWAYS),
        Binding("f2", "tell_why_not_correct", show=False),
        Binding("x,ctrl+x,ｘ", "tell_why_not_finish", show=False),
    ]
    OWN_COMMANDS = EVERYWHERE

    def __init__(self, desk: Desk, *, asks_about_late_start: bool = False) -> None:
        super().__init__()
        bear_any_bytes(self.driver_class)
        self._key_problems = use_chosen_keys()
        self.set_keymap(textual_keymap(chosen_keys()))
        self._keys_without_rows = keys_as_they_come(_WITHOUT_ROWS) | {"escape"}
        self._asks_about_late_start = asks_about_late_start
        self._asked_of_years: set[str] = set()
        self.desk = desk
        self.drafts = KeptDrafts(lambda: desk.moment_of_act)
        self.selection = GroupSelection(desk)
        self.issue_filter = IssueFilter()
        self.main_screens = MainScreens(self, MAIN_SCREENS)
        self.surroundings = Surroundings(desk, self.drafts, self.selection, self.show_others_of_year)
        self.failures = Failures(self, desk)
        self.keys = HeldKeys(self, super().on_event, self._goes_at_once)
        self.group_records = GroupRecords(self)
        self.handing_out = HandingOut(self)
        self.file_watch = FileWatch(self)
        self.copied = Clipboard(self, self._copy_in_thread, super().copy_to_clipboard)
        self.after_acts = AfterActs(self, desk)
        self.looking = Looking(self)
        self.failure: Exception | None = None
        self._clean_lines = CleanLines()
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
        self.switch_mode("work" if is_there(self.desk.path) else "beginning")
        self.file_watch.start()
        self._look_at_the_start()
        for problem in self._key_problems:
            notify_plain(self, problem, severity="warning")
        self._tell_who_came_to_meet()
        end_with_the_terminal(self)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each drawn line goes through; last of all, nothing that a terminal would obey is left in it."""
        return [*super().get_line_filters(), self._clean_lines]

    async def on_event(self, event: events.Event) -> None:
        """What is typed stands in a line."""
        await self.keys.take(event)

    @property
    def is_waiting_for_nothing(self) -> bool:
        """Whether no form is on its way, and every key has acted."""
        return self.keys.is_empty

    def _goes_at_once(self, event: events.Event) -> bool:
        """Going to another screen, help and leaving need no rows; in a search line their keys are text."""
        if not isinstance(event, events.Key):
            return False
        is_text = self.screen.AUTO_FOCUS == "CleanInput"
        return event.key == QUIT_ALWAYS or (event.key in self._keys_without_rows and not is_text)

    def command_applies(self, name: str) -> bool:
        """Only leaving applies before there is a file; what a look into a backup is for applies within one."""
        if self.current_mode == "beginning":
            return name == QUIT.name
        return self.looking.applies(name)

    # What screens ask

    def in_thread(self, work: Callable[[], None], *, group: str, exclusive: bool = False) -> None:
        guarded = self.failures.guarding(work)
        self.run_worker(guarded, thread=True, group=group, exclusive=exclusive, exit_on_error=False)

    def open_form(self, make: Callable[[], Screen[Any]], then: Callable[[Any], None] | None = None) -> None:
        self.keys.open_form(self.looking.refusing_forms(make), then or self.tell_saved)

    def rows_are_there(self) -> None:
        self.keys.rows_are_there()

    def saving_ended(self, *, is_saved: bool) -> None:
        self.keys.saving_ended(is_saved=is_saved)

    def look_into(self, backup: Path) -> None:
        self.looking.begin(backup)

    async def action_back_to_today(self) -> None:
        """Leave the backup that one looks into."""
        await self.looking.end()

    def copy(self, text: str, then: Callable[[Reached], None]) -> None:
        self.copied.copy(text, then)

    def _copy_in_thread(self, work: Callable[[], None]) -> None:
        self.in_thread(work, group="clipboard")

    def copy_to_clipboard(self, text: str) -> None:
        """What is selected in a field or on the screen, which Textual copies by itself."""
        self.copied.copy(text)

    @property
    def clipboard(self) -> str:
        """What was copied last within the app."""
        return self.copied.text

    def reload(self) -> None:
        told_by(self.screen).reload()

    def show_year(self, year: int, then: Callable[[], None] | None = None) -> None:
        def choose() -> None:
            self.desk.choose_year(year)
            self.surroundings.look()
            self.call_from_thread(self.show_others_of_year, say("year.chosen", year=year), then)

        self.in_thread(choose, group="choose_year", exclusive=True)

    def show_others_of_year(self, sentence: str, then: Callable[[], None] | None = None) -> None:
        """As `show_year`, where the desk is at another year already; says so."""
        self.run_worker(self._begin_anew(sentence, then), group="begin_anew", exclusive=True)

    async def _begin_anew(self, sentence: str, then: Callable[[], None] | None) -> None:
        await self.main_screens.begin_anew()
        notify_plain(self, sentence)
        self._look_at_the_start()
        if then is not None:
            then()

    def _look_at_the_start(self) -> None:
        """Of a year that was started late, ask what becomes of what lies in its past: once, and not as a list."""

        def look() -> None:
            from kodoku_tui.services.duties.plan.late_start import asks_about_late_start

            year = self.desk.programme["uid"]
            if year in self._asked_of_years or (sight := asks_about_late_start(self.desk)) is None:
                return
            self._asked_of_years.add(year)
            self.call_from_thread(self._ask_about_late_start, sight)

        if self._asks_about_late_start and is_there(self.desk.path):
            self.in_thread(look, group="late_start")

    def _tell_who_came_to_meet(self) -> None:
        """Of names that count as the same since the file was opened: once, and until somebody takes the notice away."""

        def look() -> None:
            from kodoku_tui.services.desk.same_names import came_to_meet_words

            with self.desk.reading():
                told = came_to_meet_words(self.desk.take_newly_met())
            if told is not None:
                self.call_from_thread(notify_plain, self, say_said(told), lasts=_NAMES_STAY_SECONDS)

        if is_there(self.desk.path):
            self.in_thread(look, group="same_names")

    def _ask_about_late_start(self, sight: FirstSight) -> None:
        from kodoku_tui.tui.duties.settle_form import ask_about_late_start

        ask_about_late_start(self, sight)

    def tell_saved(self, sentence: str | None) -> None:
        if sentence:
            notify_plain(self, sentence)

    def tell_failure(self, sentence: str) -> None:
        self.failures.tell(sentence)

    def unexpected(self, error: Exception) -> None:
        self.failures.unexpected(error)

    def show_karte(self, number: int, sought: Sought | None = None) -> None:
        from kodoku_tui.tui.karte.karte import KarteScreen

        self.push_screen(KarteScreen(number, sought))

    def show_attendance(self, session: str) -> None:
        from kodoku_tui.tui.sessions.attendance import AttendanceScreen

        self.push_screen(AttendanceScreen(session))

    def show_matrix(self, milestone: str) -> None:
        self.wanted_milestone = milestone
        self.main_screens.show("matrix")

    def correct(self, thing: Thing) -> None:
        from kodoku_tui.tui.app.editing import form_of

        self.open_form(lambda: form_of(self.desk, thing))

    def open_draft(self, key: str) -> None:
        from kodoku_tui.tui.app.opening_drafts import open_draft

        open_draft(self, key)

    def assign_staff(self) -> None:
        self.group_records.assign_staff()

    def extend_due(self) -> None:
        self.group_records.extend_due()

    def export_calendar(self) -> None:
        self.handing_out.export_calendar()

    def make_group_beside(self) -> GroupBeside:
        from kodoku_tui.tui.register.group_summary import GroupSummary

        return GroupSummary()

    # What is done from every screen

    def action_log_checkin(self) -> None:
        self.group_records.log_checkin()

    def action_add_issue(self) -> None:
        self.group_records.add_issue()

    def action_move_milestone(self) -> None:
        self.group_records.move_milestone()

    def action_extend_due(self) -> None:
        self.extend_due()

    def action_assign_staff(self) -> None:
        self.group_records.assign_staff()

    def action_export_status(self) -> None:
        self.handing_out.export_list()

    def action_export_calendar(self) -> None:
        self.export_calendar()

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

    def action_show_drafts(self) -> None:
        """Open what was begun in forms and not saved, over the screen that shows."""
        from kodoku_tui.tui.desk.drafts import DraftsScreen

        if not isinstance(self.screen, DraftsScreen):
            self.push_screen(DraftsScreen())

    async def action_show_backups(self) -> None:
        """Open the copies of the file over the screen that shows; from one that is looked into, back to them."""
        if self.desk.is_beside_today:
            await self.looking.end()
            return
        from kodoku_tui.tui.keeping.backups import BackupsScreen

        if not isinstance(self.screen, BackupsScreen):
            self.push_screen(BackupsScreen())

    def action_erase_words(self) -> None:
        from kodoku_tui.tui.keeping.erase_forms import ask_and_erase

        ask_and_erase(self)

    def action_show_people(self) -> None:
        """Open who carries what over the screen that shows; the groups that are marked there can be handed over."""
        from kodoku_tui.tui.people.people import PeopleScreen

        if not isinstance(self.screen, PeopleScreen):
            self.push_screen(PeopleScreen(told_by(self.screen).marked_groups))

    def show_weights(self) -> None:
        from kodoku_tui.tui.attention.weights import WeightsScreen

        if not isinstance(self.screen, WeightsScreen):
            self.push_screen(WeightsScreen())

    def action_show_weights(self) -> None:
        """Open what weighs how much in attention over the screen that shows."""
        self.show_weights()

    def action_show_review(self) -> None:
        """Walk through the groups in the order of attention, over the screen that shows."""
        from kodoku_tui.tui.review.opening import open_the_review

        if told_by(self.screen).SCREEN_NAME != "review":
            open_the_review(self)

    def action_search(self) -> None:
        """Find a group in the register, which lies over the screen that shows and leaves it as it is."""
        from kodoku_tui.tui.register.find_group import FindGroupScreen

        self.open_form(lambda: FindGroupScreen(self.selection.groups))

    def action_begin_next_year(self) -> None:
        from kodoku_tui.tui.desk.beginning_year import ask_and_begin

        ask_and_begin(self)

    def action_import_roster(self) -> None:
        from kodoku_tui.tui.intake.file import ImportFileScreen
        from kodoku_tui.tui.intake.journey import ImportJourney

        if self.desk.looked_into:
            self.looking.tell_only_a_look()
        elif not isinstance(self.screen, ImportFileScreen):
            self.push_screen(ImportFileScreen(ImportJourney(self.desk)))

    def action_undo(self) -> None:
        from kodoku_tui.tui.desk.undoing import ask_and_undo

        ask_and_undo(self)

    def action_choose_year(self) -> None:
        from kodoku_tui.tui.desk.choosing_year import ask_for_year

        ask_for_year(self)

    def action_choose_me(self) -> None:
        from kodoku_tui.tui.desk.choose_me import choose_me

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
        lines = draft_lines(unsaved, self.drafts.year)
        self.push_screen(
            ConfirmScreen(question, lines, yes=say("quit.yes"), no=say("form.discard_no")), self._leave_if
        )

    def _leave_if(self, certain: bool | None) -> None:
        if certain:
            self.exit()

    def action_tell_why_not_correct(self) -> None:
        """Say why F2 changes nothing here."""
        notify_plain(self, say(told_by(self.screen).WHY_NOT_CORRECT))

    def action_tell_why_not_finish(self) -> None:
        """Say why x finishes nothing here."""
        notify_plain(self, say("list.nothing_to_finish"))

    def action_help_quit(self) -> None:
        """Whoever presses ctrl+c to leave learns what leaves."""
        notify_plain(self, say("quit.how"))

    def prepare_first_frame(self) -> None:
        """Read the work list before the terminal is taken over: the first frame then has data."""
        from kodoku_tui.tui.work.work import WorkScreen

        self.surroundings.look()
        screen = WorkScreen()
        source = screen.read(self.desk)
        screen.prepare(source, line_with_drafts(screen.line_text(), self.drafts))
        self.main_screens.prepare("work", screen)

    def _beginning_screen(self) -> Screen[Any]:
        from kodoku_tui.tui.desk.beginning import BeginningScreen

        return BeginningScreen()


def _going_to(name: str) -> Callable[[KodokuApp], None]:
    return lambda app: app.main_screens.show(name)


for _screen in MAIN_SCREENS:
    # Textual looks an action up by the name of its method.
    setattr(KodokuApp, f"action_{_screen.command.name}", _going_to(_screen.name))
