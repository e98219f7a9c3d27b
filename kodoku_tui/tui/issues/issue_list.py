"""課題の一覧: the issues of all groups by category, or by any other column."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.words import Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day
from kodoku_tui.services.issues.board import IssueRow
from kodoku_tui.services.issues.words import subcategory_word
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK, SWITCH_VIEW
from kodoku_tui.tui.issues.commands import OPEN_ISSUE
from kodoku_tui.tui.issues.filter_words import issue_filter_words
from kodoku_tui.tui.issues.source import IssueSource
from kodoku_tui.tui.issues.trend import IssueView
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row


class IssueListScreen(ListScreen, IssueView):
    """Lies over the board; both show what the same filter leaves."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (OPEN_ISSUE, SWITCH_VIEW, GO_BACK)
    SCREEN_NAME = "issues"

    def __init__(self) -> None:
        super().__init__()
        self._issues: dict[int, IssueRow] = {}
        self._line = ""

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("category", say("cli.column.category"), 12),
                Column("subcategory", say("issues.subcategory"), 16, grow=1, sortable=False),
                Column("severity", say("cli.column.severity"), wide_enough(4, map(say_word, Severity))),
                Column("state", say("cli.column.state"), 8),
                Column("title", say("cli.column.title"), 24, grow=3),
                Column("group_no", say("register.number"), 4, align="right"),
                Column("group", say("register.name"), 14, grow=2),
                Column("opened", say("cli.column.opened"), 10, dated=10),
                Column("remedies", say("issues.remedies"), 6, align="right"),
                Column("staff", say("register.staff"), 11),
            ],
            empty_text=say("issues.empty"),
        )

    def make_source(self) -> IssueSource:
        today = self.desk.today
        chosen = self.desk_app.issue_filter
        source = IssueSource(self.desk, chosen, lambda issue: issue_row(issue, today), self._see)
        self._line = say("issues.list_line", count=source.total, filter=issue_filter_words(chosen))
        return source

    def line_text(self) -> str:
        return self._line

    @property
    def issue_id(self) -> int | None:
        """The issue under the cursor."""
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else int(key)

    @property
    def group_number(self) -> int | None:
        issue = None if self.issue_id is None else self._issues.get(self.issue_id)
        return None if issue is None else issue.group_no

    def whole_text(self, row: Row) -> str:
        issue = self._issues.get(int(row.key))
        if issue is None:
            return ""
        return "  ".join([f"#{issue.id} {issue.title}", f"{issue.group_no} {issue.group}"])

    def action_switch_view(self) -> None:
        """Back to the board."""
        self.dismiss()

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_issue()

    def _see(self, issue: IssueRow) -> None:
        self._issues[issue.id] = issue


def issue_row(issue: IssueRow, today: date) -> Row:
    """One issue as a line of the list."""
    is_open = issue.closed is None
    heavy = "late" if is_open and issue.severity == "重" else ""
    look = "" if is_open else "muted"
    age = say_ago((today - date.fromisoformat(issue.opened)).days)
    tried = say("phrase.count", count=issue.remedies) if issue.remedies else say("phrase.none")
    return Row(
        issue.id,
        (
            Cell(say_word(issue.category), look),
            Cell(subcategory_word(issue.subcategory), look),
            Cell(say_word(issue.severity), heavy or look),
            Cell(say_word(issue.state), look),
            Cell(issue.title, look),
            Cell(str(issue.group_no), look),
            Cell(short_name(issue.group), look),
            Cell(age if is_open else say_day(issue.closed, today=today), look),
            Cell(tried, "" if issue.remedies else "muted"),
            Cell(issue.staff or say("phrase.nobody"), look if issue.staff else "muted"),
        ),
    )
