"""団体: the register as a table that is searched, filtered and sorted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from kodoku_tui.domain.sessions.attending import is_signal
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due, say_title, say_with_reading
from kodoku_tui.services.register.register_list import RegisterRow, register_page
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import EDIT_FACTS, OPEN_GROUP, SEARCH
from kodoku_tui.tui.lists.list_cells import SortOrder
from kodoku_tui.tui.lists.list_table import Cell, Column, Key, ListTable, Row
from kodoku_tui.tui.lists.sources import RegisterSource
from kodoku_tui.tui.sessions.words import say_absences
from kodoku_tui.tui.views.commands import FILTER, ONLY_OVERDUE, SHOW_ALL
from kodoku_tui.tui.views.group_list_screen import GroupListScreen

END_GROUPS = Command("end_groups", ("x", "ctrl+x", "shift+f2"), in_footer=False, group="group")
INVITE = Command("invite_shown", ("g", "shift+f8"), in_footer=False, group="list")

_CHECKIN_STYLES = {"overdue": "late", "due": "soon", "ok": "", "none": "muted"}


class GroupsToSearchScreen(GroupListScreen):
    """Every group, narrowed by what is typed and chosen; what shows here is what is exported."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        SEARCH,
        FILTER,
        ONLY_OVERDUE,
        replace(EDIT_FACTS, in_footer=False),
        INVITE,
        END_GROUPS,
        replace(OPEN_GROUP, in_footer=False),
    )
    SCREEN_NAME = "register"
    DEFAULT_CSS = """
    GroupsToSearchScreen CleanInput { margin: 0 1; background: $boost; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._known_order: SortOrder | None = None
        self.row_before: Key | None = None

    def compose_above(self) -> ComposeResult:
        yield CleanInput("", placeholder=say("register.search_hint"))

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("number", say("register.number"), 4, align="right"),
                Column("name", say("register.name"), 22, grow=3),
                Column("overdue", say("register.overdue"), 8, align="right"),
                Column("checkin_standing", say("register.checkin"), 8),
                Column("main_staff", say("register.staff"), 11),
                Column("next_due_on", say("register.next_due"), 34, grow=1, dated=20),
                Column("last_checkin_on", say("register.last_checkin"), 18, dated=18),
                Column("open_issues", say("register.issues"), 6, align="right"),
                Column("area", say("register.area"), 20, grow=1),
                Column("targets", say("register.targets"), 24, grow=1),
                Column("project", say("register.project"), 40, grow=2),
                Column("status", say("register.status"), 8),
                Column("absences", say("register.absences"), 12),
            ],
            frozen=2,
            empty_text=say("register.empty"),
            sort=self.desk_app.selection.order,
        )

    def make_source(self) -> RegisterSource:
        today = self.desk.today
        chosen = self.desk_app.selection.filter
        self._total = register_page(self.desk, chosen, limit=0).total
        return RegisterSource(self.desk, chosen, lambda group: register_row(group, today))

    def line_text(self) -> str:
        return self.line_of(self._total)

    def on_mount(self) -> None:
        """The search line shows what is being searched for."""
        self.query_one(CleanInput).value = self.desk_app.selection.filter.text

    def whole_text(self, row: Row) -> str:
        cells = dict(zip((column.key for column in self.table.columns), row.cells, strict=True))
        known = (cells[key].text for key in ("number", "name", "project", "area", "next_due_on"))
        return "  ".join(text for text in known if text)

    def on_screen_resume(self) -> None:
        """The filter and the order may have been chosen on another screen."""
        for search_line in self.query(CleanInput):
            search_line.value = self.desk_app.selection.filter.text
        # Not whenever one comes back: an order that was chosen just now is still on its way to the app.
        order = self.desk_app.selection.order
        for table in self.query(ListTable):
            if order != self._known_order:
                self._known_order = table.sort = order

    @property
    def group_number(self) -> int | None:
        key = self.table.cursor_key
        return None if key is None else int(key)

    @property
    def marked_groups(self) -> list[int]:
        """The numbers of the marked groups."""
        return [int(key) for key in self.table.marked_keys]

    @property
    def is_searching(self) -> bool:
        """Whether the cursor is in the search line."""
        return isinstance(self.focused, CleanInput)

    def action_search(self) -> None:
        if not self.is_searching:
            self.row_before = self.table.cursor_key
        self.query_one(CleanInput).focus()

    def action_edit_facts(self) -> None:
        """Correct the group under the cursor: F2 edits a row, as it edits a cell in Excel."""
        from kodoku_tui.tui.register.facts_form import FactsForm

        number = self.group_number
        if number is not None:
            self.desk_app.open_form(lambda: FactsForm(self.desk, number))

    def action_invite_shown(self) -> None:
        """Invite the marked groups, else all that the list shows, to a session."""
        from kodoku_tui.tui.sessions.choose_session import choose_session_and_invite

        choose_session_and_invite(self.desk_app, self.marked_groups)

    def action_end_groups(self) -> None:
        """The marked groups complete; without marks, how the group under the cursor ends."""
        numbers = sorted(self.marked_groups)
        if numbers:
            from kodoku_tui.tui.duties.bulk_changes import change_marked
            from kodoku_tui.tui.endings.completion_form import CompletionForm

            change_marked(self.desk_app, lambda: CompletionForm(self.desk, numbers), self._ended)
            return
        from kodoku_tui.tui.register.facts_form import ending_form

        number = self.group_number
        if number is not None:
            self.desk_app.open_form(lambda: ending_form(self.desk, number))

    def _ended(self) -> None:
        """The marks have done their work."""
        self.table.action_clear_marks()
        self.reload()

    def action_open_group(self) -> None:
        self.open_group(self.group_number)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_group()

    @on(ListTable.SortChanged)
    def _sorted(self, message: ListTable.SortChanged) -> None:
        self.desk_app.selection.order = self._known_order = (message.key, message.descending)
        if self.desk_app.selection.view is not None:
            # The line says that the view was changed, or that it is as it was.
            self.reload()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if message.value != self.desk_app.selection.filter.text:
            self.apply_filter(replace(self.desk_app.selection.filter, text=message.value))

    @on(Input.Submitted)
    def _to_the_list(self) -> None:
        self.table.focus()

    def key_down(self, event: events.Key) -> None:
        """From the search line straight into the list."""
        if self.is_searching:
            self.table.focus()
            # Else the list would take the key as well, and step over its first row.
            event.stop()


class RegisterScreen(GroupsToSearchScreen):
    """The main screen."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_ALL,)

    def command_applies(self, name: str) -> bool:
        """Esc has something to do in the search line, and where not every active group shows."""
        return name != SHOW_ALL.name or self.is_searching or not self.shows_all

    def action_show_all(self) -> None:
        """One step back: from the search line into the list, then every active group again."""
        if self.is_searching:
            # Back to the row that the search began on, if what was typed had taken it away.
            self.stand_on(self.row_before)
            self.apply_filter(replace(self.desk_app.selection.filter, text=""))
            self.query_one(CleanInput).value = ""
            self.table.focus()
            return
        self.show_every_group()
        self.query_one(CleanInput).value = ""


def register_row(group: RegisterRow, today: date) -> Row:
    """One group as a line of the register."""
    next_due = say("phrase.none")
    if group.next_due_on:
        title = say_title(group.next_title, group.next_title_en)
        next_due = f"{say_day(group.next_due_on, today=today)} {say_due(group.next_due_on, today)} {title}"
    late = "late" if group.overdue else ""
    return Row(
        group.number,
        (
            Cell(str(group.number)),
            named_cell(group),
            Cell(
                say("phrase.count", count=group.overdue) if group.overdue else say("phrase.none"),
                late or "muted",
            ),
            Cell(say(f"standing.{group.checkin_standing}"), _CHECKIN_STYLES[group.checkin_standing]),
            Cell(group.main_staff or say("phrase.nobody"), "" if group.main_staff else "muted"),
            Cell(next_due, late),
            _last_checkin(group, today),
            Cell(say("phrase.count", count=group.open_issues) if group.open_issues else say("phrase.none")),
            Cell(group.area),
            Cell(group.targets or ""),
            Cell(group.project),
            Cell(say_word(group.status)),
            Cell(say_absences(group.absences), "late") if is_signal(group.absences) else Cell("", "muted"),
        ),
    )


def named_cell(group: RegisterRow) -> Cell:
    """The name with its reading where there is room for both."""
    name = short_name(group.name)
    return Cell(say_with_reading(name, group.reading), shorter=(name,) if group.reading else ())


def _last_checkin(group: RegisterRow, today: date) -> Cell:
    """The day of the last check-in and how long ago it was; where it is narrow, how long ago."""
    if group.last_checkin_on is None:
        return Cell(say("phrase.none"))
    ago = say_ago((today - date.fromisoformat(group.last_checkin_on)).days)
    return Cell(f"{say_day(group.last_checkin_on, today=today)} {ago}", shorter=(ago,))
