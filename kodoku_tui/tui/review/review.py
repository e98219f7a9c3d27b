"""レビュー: group by group in the order of attention, with what is done on the spot linked to the group that shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.review.progress import LineStanding, first_to_look_at
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.review.acts import link_acts
from kodoku_tui.services.review.decisions import mark_looked_at, promise_decision
from kodoku_tui.services.review.reviews import lines_of_review
from kodoku_tui.services.review.walk import WalkPage, walk_page
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.reading_screen import RELOAD, ScrolledScreen
from kodoku_tui.tui.frame.shared_commands import (
    ASSIGN_STAFF,
    EDIT_FACTS,
    EXTEND_DUE,
    GO_BACK,
    OPEN_GROUP,
)
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.review.page import left_of, place_line, right_of

WRITE_DECISION = Command("write_decision", ("d", "ctrl+d"), group="list")
MARK_LOOKED = Command("mark_looked", ("space", "f8"), group="list")
NEXT_GROUP = Command("next_group", ("right",), group="list")
PREVIOUS_GROUP = Command("previous_group", ("left",), group="list")
NEXT_WAITING = Command("next_waiting", ("g", "ctrl+u"), in_footer=False, group="list")
PROMISE_DECISION = Command("promise_decision", ("n", "ctrl+n", "insert"), group="group")
SHOW_MINUTES = Command("show_minutes", ("y", "f3", "shift+f9"), group="list")

WIDE = 110


class ReviewScreen(ScrolledScreen):
    """One group at a time. Opened again it goes on at the first group that nobody looked at yet."""

    SCREEN_NAME = "review"
    EXPORT_KIND = "group"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        GO_BACK,
        NEXT_GROUP,
        PREVIOUS_GROUP,
        MARK_LOOKED,
        WRITE_DECISION,
        PROMISE_DECISION,
        ASSIGN_STAFF,
        EXTEND_DUE,
        SHOW_MINUTES,
        NEXT_WAITING,
        OPEN_GROUP,
        EDIT_FACTS,
        RELOAD,
    )
    DEFAULT_CSS = """
    ReviewScreen {
        & > .review--place { height: 1; padding: 0 1; background: $boost; text-style: bold; }
        & VerticalScroll { height: 1fr; }
        & Horizontal { height: auto; }
        & .review--left { width: 1fr; height: auto; padding: 0 1; }
        & .review--right { width: 1fr; height: auto; padding: 0 1; }
        & Horizontal.-narrow { layout: vertical; & > Static { width: 100%; } }
    }
    """

    def __init__(self, review_id: int) -> None:
        super().__init__()
        self._review = review_id
        self._position: int | None = None
        self._page: WalkPage | None = None
        self._place = Static(Content(""), classes="review--place")
        self._left = Static(Content(say("karte.loading")), classes="review--left")
        self._right = Static(Content(""), classes="review--right")

    @property
    def group_number(self) -> int | None:
        return None if self._page is None else self._page.line.group_no

    @property
    def milestone_key(self) -> str | None:
        """The duty that weighs most: what m and t begin with."""
        return None if self._page is None else self._page.duty

    def compose(self) -> ComposeResult:
        """Where one is, the page, the keys."""
        yield TitleBar(self.desk_app.main_screens.here)
        yield self._place
        with VerticalScroll(can_focus=False), Horizontal():
            yield self._left
            yield self._right
        yield CommandFooter()

    def on_resize(self, event: events.Resize) -> None:
        """Two columns where there is room."""
        self.query_one(Horizontal).set_class(event.size.width < WIDE, "-narrow")

    def on_unmount(self) -> None:
        """What is done from now on belongs to no review."""
        link_acts(self.desk, None)

    def command_applies(self, name: str) -> bool:
        page = self._page
        if name in (GO_BACK.name, RELOAD.name):
            return True
        if page is None:
            return False
        if name == PREVIOUS_GROUP.name:
            return page.line.position > 1
        if name == PROMISE_DECISION.name:
            return bool(page.decision) and not page.is_promised
        return True

    def read_file(self) -> Callable[[], None]:
        """One group, or why there is none."""
        try:
            page = walk_page(self.desk, self._review, self._position)
        except Refused as error:
            reason = error
            return lambda: self._show_trouble(reason)
        return lambda: self._show(page)

    def action_next_group(self) -> None:
        """To the next group; behind the last one stands which were left out."""
        page = self._page
        if page is None:
            return
        if page.line.position < page.counts.groups:
            self._go_to(page.line.position + 1)
        else:
            self._tell_the_end()

    def action_previous_group(self) -> None:
        """To the group before."""
        if self._page is not None and self._page.line.position > 1:
            self._go_to(self._page.line.position - 1)

    def action_next_waiting(self) -> None:
        """To the next group that nobody looked at yet, from the beginning again where there is none behind."""
        page = self._page
        if page is None:
            return

        def find() -> Callable[[], None]:
            found = first_to_look_at(lines_of_review(self.desk, self._review), page.line.position)
            return self._tell_the_end if found is None else lambda: self._go_to(found.position)

        self._doing(find)

    def action_mark_looked(self) -> None:
        """Looked at, nothing to decide: on to the next one."""
        page = self._page
        if page is None:
            return
        number = page.line.group_no

        def mark() -> Callable[[], None]:
            outcome = mark_looked_at(self.desk, self._review, number)
            if outcome.unit is not None:
                self._saved(outcome)
            return self.action_next_group

        self._doing(mark)

    def action_write_decision(self) -> None:
        """Write down what was decided; the walk stays at the group."""
        from kodoku_tui.tui.review.forms import DecisionForm

        number = self.group_number
        if number is not None:
            self.desk_app.open_form(lambda: DecisionForm(self.desk, self._review, number))

    def action_promise_decision(self) -> None:
        """Make the decision a promise."""
        page = self._page
        if page is None:
            return

        def promise() -> Callable[[], None]:
            self._saved(promise_decision(self.desk, self._review, page.line.group_no))
            return self.reload

        self._doing(promise)

    def action_assign_staff(self) -> None:
        """Give the group its staff."""
        self.desk_app.assign_staff()

    def action_extend_due(self) -> None:
        """A later day for one of its duties."""
        self.desk_app.extend_due()

    def action_show_minutes(self) -> None:
        """The minutes as they stand."""
        from kodoku_tui.tui.review.minutes import MinutesScreen

        self.app.push_screen(MinutesScreen(self._review))

    def action_open_group(self) -> None:
        """The whole karte."""
        if self.group_number is not None:
            self.desk_app.show_karte(self.group_number)

    def action_edit_facts(self) -> None:
        """Correct what the register says of the group, its tier above all."""
        from kodoku_tui.tui.register.facts_form import FactsForm

        number = self.group_number
        if number is not None:
            self.desk_app.open_form(lambda: FactsForm(self.desk, number))

    def _go_to(self, position: int) -> None:
        self._position = position
        self.show_others()

    def _doing(self, act: Callable[[], Callable[[], None]]) -> None:
        """Act in a thread, then do what it gives; what is typed meanwhile is about what shows afterwards."""
        self._shows_others = True

        def guarded() -> None:
            try:
                then = act()
            except Exception:
                self.app.call_from_thread(self._reading_ended)
                raise
            self.app.call_from_thread(then)

        self.desk_app.in_thread(guarded, group="review")

    def _saved(self, outcome: Outcome) -> None:
        # Of one group after another: what was said of the one before would lie over this one.
        self.app.call_from_thread(self.app.clear_notifications)
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))

    def _tell_the_end(self) -> None:
        """Say which groups were left out; what shows is read again, with what became of it."""

        def find() -> None:
            lines = lines_of_review(self.desk, self._review)
            skipped = [line.group_no for line in lines if line.standing is LineStanding.SKIPPED]
            told = (
                say("review.end_skipped", count=len(skipped), numbers=number_ranges(sorted(skipped)))
                if skipped
                else say("review.end_reached")
            )
            self.app.call_from_thread(notify_plain, self.app, told)

        self.reload()
        self.desk_app.in_thread(find, group="review")

    def _show_trouble(self, error: Refused) -> None:
        """Say in place of the page why there is none: its beginning was taken back."""
        self._page = None
        link_acts(self.desk, None)
        self._place.update(Content(""))
        self._left.update(Content(say_refused(error)))
        self._right.update(Content(""))
        self.refresh_bindings()

    def _show(self, page: WalkPage) -> None:
        is_another = self._page is None or self._page.line.id != page.line.id
        self._page = page
        self._position = page.line.position
        today = self.desk.today
        self._place.update(Content(place_line(page)))
        self._left.update(left_of(page, today))
        self._right.update(right_of(page, today))
        if self.is_attached:
            link_acts(self.desk, page.line.id)
            if is_another:
                self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()
