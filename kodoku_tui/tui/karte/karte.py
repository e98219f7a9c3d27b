"""団体カルテ: one group on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.attention.history import attention_history
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.reading_screen import RELOAD, ScrolledScreen
from kodoku_tui.tui.frame.shared_commands import ADD_CONTACT, EDIT_FACTS, GO_BACK, SET_INDICATOR, SET_LINKAGE
from kodoku_tui.tui.frame.sought import Sought
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.karte.page import left_of, right_of
from kodoku_tui.tui.karte.sought import lit, place_of

OPEN_ISSUES = Command("open_issues", ("p", "shift+f4", "ctrl+u"), in_footer=False, group="group")
OPEN_RECORDS = Command("open_records", ("h", "shift+f9"), group="group")
END_GROUP = Command("end_group", ("shift+f2", "ctrl+x"), in_footer=False, group="group")
SHOW_MONEY = Command("show_money", ("y", "f8"), group="group")
RECEIVE_DOCUMENT = Command("receive_document", ("d", "ctrl+d", "f11"), group="group")
OPEN_DOCUMENT = Command("open_document", ("o", "ctrl+e", "alt+o"), in_footer=False, group="group")
RECORD_ACTIVITY = Command("record_activity", ("j", "alt+j"), in_footer=False, group="group")
ADD_PLAN_CHANGE = Command("add_plan_change", ("k", "shift+f12"), in_footer=False, group="group")
ADD_COMMENT = Command("add_comment", ("n", "ctrl+n", "insert"), in_footer=False, group="group")

WIDE = 110


class KarteScreen(ScrolledScreen):
    """Facts, milestones and what is next on the left; check-ins, issues and attendance on the right."""

    EXPORT_KIND = "group"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        GO_BACK,
        OPEN_RECORDS,
        EDIT_FACTS,
        SHOW_MONEY,
        RECEIVE_DOCUMENT,
        OPEN_DOCUMENT,
        ADD_COMMENT,
        ADD_CONTACT,
        OPEN_ISSUES,
        SET_LINKAGE,
        SET_INDICATOR,
        RECORD_ACTIVITY,
        ADD_PLAN_CHANGE,
        END_GROUP,
        RELOAD,
    )
    DEFAULT_CSS = """
    KarteScreen {
        & VerticalScroll { height: 1fr; }
        & Horizontal { height: auto; }
        & .karte--left { width: 1fr; height: auto; padding: 0 1; }
        & .karte--right { width: 1fr; height: auto; padding: 0 1; }
        & Horizontal.-narrow { layout: vertical; & > Static { width: 100%; } }
    }
    """

    def __init__(self, number: int, sought: Sought | None = None) -> None:
        super().__init__()
        self._number = number
        self._sought = sought
        self._is_to_be_found = sought is not None
        self._left = Static(Content(say("karte.loading")), classes="karte--left")
        self._right = Static(Content(""), classes="karte--right")

    @property
    def group_number(self) -> int:
        return self._number

    def compose(self) -> ComposeResult:
        """The page scrolls as one."""
        yield TitleBar(self.desk_app.main_screens.here)
        with VerticalScroll(), Horizontal():
            yield self._left
            yield self._right
        yield CommandFooter()

    def on_resize(self, event: events.Resize) -> None:
        """Two columns where there is room."""
        self.query_one(Horizontal).set_class(event.size.width < WIDE, "-narrow")

    def action_open_records(self) -> None:
        """The check-ins, promises and people of the group as a list: to read, correct or withdraw one."""
        from kodoku_tui.tui.karte.records import RecordsScreen

        self.app.push_screen(RecordsScreen(self.group_number))

    def action_add_contact(self) -> None:
        """Record a person of this group."""
        from kodoku_tui.tui.register.contact_form import ContactForm

        self.desk_app.open_form(lambda: ContactForm(self.desk, self.group_number))

    def action_edit_facts(self) -> None:
        """Correct name, project, area, targets, tier."""
        from kodoku_tui.tui.register.facts_form import FactsForm

        self.desk_app.open_form(lambda: FactsForm(self.desk, self.group_number))

    def action_end_group(self) -> None:
        """Record that the group withdraws, is stopped or completes; of one that did, that it takes part again."""
        from kodoku_tui.tui.register.facts_form import ending_form

        self.desk_app.open_form(lambda: ending_form(self.desk, self.group_number))

    def action_receive_document(self) -> None:
        """Record that a document came and where it is kept."""
        from kodoku_tui.tui.duties.round_forms import DocumentForm

        self.desk_app.open_form(lambda: DocumentForm(self.desk, self.group_number))

    def action_open_document(self) -> None:
        """Open the file or the address of a document that came."""
        from kodoku_tui.tui.duties.open_document import choose_and_open

        choose_and_open(self.desk_app, self.group_number)

    def action_add_comment(self) -> None:
        """Say something on a round of a deliverable."""
        from kodoku_tui.tui.duties.round_forms import CommentForm

        self.desk_app.open_form(lambda: CommentForm(self.desk, self.group_number))

    def action_open_issues(self) -> None:
        """Open one of the group's issues, with what was tried for it."""
        from kodoku_tui.tui.issues.choose_issue import choose_issue

        choose_issue(self.desk_app, self.group_number)

    def action_set_linkage(self) -> None:
        """Record how things stand with a counterpart."""
        from kodoku_tui.tui.linkages.choose_linkage import choose_linkage

        choose_linkage(self.desk_app, self.group_number)

    def action_set_indicator(self) -> None:
        """Record what was measured, or what the group set out to reach."""
        from kodoku_tui.tui.linkages.choose_linkage import choose_indicator

        choose_indicator(self.desk_app, self.group_number)

    def action_record_activity(self) -> None:
        """Write down the numbers of a month."""
        from kodoku_tui.tui.register.activity_form import ActivityForm

        self.desk_app.open_form(lambda: ActivityForm(self.desk, self.group_number))

    def action_add_plan_change(self) -> None:
        """Write down how the plan changed, or what was advised."""
        from kodoku_tui.tui.register.activity_form import PlanChangeForm

        self.desk_app.open_form(lambda: PlanChangeForm(self.desk, self.group_number))

    def action_show_money(self) -> None:
        """Open the money of the group."""
        from kodoku_tui.tui.duties.money import MoneyScreen

        self.app.push_screen(MoneyScreen(self.group_number))

    def read_file(self) -> Callable[[], None]:
        """The group as it stands, or why there is none."""
        try:
            karte = group_karte(self.desk, self.group_number)
            weeks = attention_history(self.desk, self.group_number)
        except Refused as error:
            reason = error
            return lambda: self._show_trouble(reason)
        today, sought = self.desk.today, self._sought
        pages = [left_of(karte, weeks, today), right_of(karte, today)]
        if sought is None:
            return lambda: self._show(pages)
        # Letter by letter over all that is known of a group: not on the thread that draws.
        at = [place_of(page.plain, sought) for page in pages]
        pages = [lit(page, sought.words) for page in pages]
        return lambda: self._show(pages, at)

    def _show_trouble(self, error: Refused) -> None:
        """Say in place of the page why there is none, for example when an import was taken back."""
        self._left.update(Content(say_refused(error)))
        self._right.update(Content(""))

    def _show(self, pages: Sequence[Content], found_at: Sequence[int | None] = ()) -> None:
        self._left.update(pages[0])
        self._right.update(pages[1])
        if self._is_to_be_found:
            self._is_to_be_found = False
            parts = zip((self._left, self._right), pages, found_at, strict=True)
            for part, page, at in parts:
                if at is not None:
                    self.call_after_refresh(self._go_to, part, page[: at + 1])
                    break

    def _go_to(self, part: Static, above: Content) -> None:
        """Scroll so that the last line of this text, of one of the two columns, stands in view."""
        page = self.query_one(VerticalScroll)
        line = above.get_height({}, part.content_size.width) - 1
        top = part.content_region.y - page.content_region.y + page.scroll_offset.y
        page.scroll_to(y=top + line - page.content_size.height // 3, animate=False)
