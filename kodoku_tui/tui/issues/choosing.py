"""What the board, the list and the trend of issues share: one filter, and the issue under the cursor.

What they offer of it stands with the trend, to which all of them lead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.issues.commands import (
    ADD_REMEDY,
    ALL_ISSUES,
    EDIT_ISSUE,
    ONLY_MINE,
    OPEN_ISSUE,
    OPEN_KARTE,
)

_OF_AN_ISSUE = (OPEN_ISSUE.name, EDIT_ISSUE.name, ADD_REMEDY.name, OPEN_KARTE.name)


class ChoosesIssues(CommandScreen[None]):
    """Stands behind another class of screen, whose reading it uses. The filter stays from view to view."""

    def show_others(self) -> None:
        """Read what is to show now in place of what shows."""
        raise NotImplementedError

    @property
    def issue_id(self) -> int | None:
        """The issue under the cursor, if any."""
        return None

    def command_applies(self, name: str) -> bool:
        """What is about one issue needs one; what is mine needs somebody."""
        if name in _OF_AN_ISSUE:
            return self.issue_id is not None
        if name == ONLY_MINE.name:
            return bool(self.desk_app.desk.staff)
        if name == ALL_ISSUES.name:
            return self.desk_app.issue_filter != IssueFilter()
        return super().command_applies(name)

    def action_open_issue(self) -> None:
        """Open the issue on one page."""
        from kodoku_tui.tui.issues.issue import IssueScreen

        if self.issue_id is not None:
            self.app.push_screen(IssueScreen(self.issue_id, self.group_number))

    def action_open_karte(self) -> None:
        """Open the group that has the issue."""
        if self.group_number is not None:
            self.desk_app.show_karte(self.group_number)

    def action_edit_issue(self) -> None:
        """Change what is recorded of the issue, or close it."""
        from kodoku_tui.tui.issues.edit_form import IssueEditForm

        issue_id = self.issue_id
        if issue_id is not None:
            self.desk_app.open_form(lambda: IssueEditForm(self.desk_app.desk, issue_id))

    def action_add_remedy(self) -> None:
        """Record what was tried for the issue."""
        from kodoku_tui.tui.issues.remedy_form import RemedyForm

        issue_id = self.issue_id
        if issue_id is not None:
            self.desk_app.open_form(lambda: RemedyForm(self.desk_app.desk, issue_id))

    def action_filter_issues(self) -> None:
        """Choose staff, block, category and severity."""
        from kodoku_tui.tui.issues.filter_form import IssueFilterForm

        def chosen(found: Any) -> None:
            if found is not None:
                self.apply_filter(found)

        self.desk_app.open_form(
            lambda: IssueFilterForm(self.desk_app.desk, self.desk_app.issue_filter), chosen
        )

    def action_only_mine(self) -> None:
        """Only those of my groups, or of everybody's again."""
        chosen = self.desk_app.issue_filter
        me = self.desk_app.desk.staff
        self.apply_filter(replace(chosen, staff=None if chosen.staff == me else me))

    def action_all_issues(self) -> None:
        """Take the filter away."""
        self.apply_filter(IssueFilter())

    def apply_filter(self, chosen: IssueFilter) -> None:
        """Show what this filter leaves, on every view."""
        self.desk_app.issue_filter = chosen
        self.refresh_bindings()
        self.show_others()
