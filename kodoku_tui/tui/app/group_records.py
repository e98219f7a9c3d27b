"""What is recorded of a group from every screen, for the group and the milestone that the person is looking at."""

from __future__ import annotations

from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.desk_screen import told_by


class GroupRecords:
    """Opens the forms that every screen opens by the same key."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app

    @property
    def group_at_hand(self) -> int | None:
        """The number of the group that the person is looking at, if any."""
        return told_by(self._app.screen).group_number

    @property
    def milestone_at_hand(self) -> str | None:
        """The key of the milestone that the person is looking at, if any."""
        return told_by(self._app.screen).milestone_key

    def log_checkin(self) -> None:
        """Log a contact."""
        from kodoku_tui.tui.checkins.checkin_form import CheckinForm

        desk, number = self._app.desk, self.group_at_hand
        self._app.open_form(lambda: CheckinForm(desk, number))

    def add_issue(self) -> None:
        """Record a difficulty."""
        from kodoku_tui.tui.issues.issue_form import IssueForm

        desk, number = self._app.desk, self.group_at_hand
        self._app.open_form(lambda: IssueForm(desk, number))

    def move_milestone(self) -> None:
        """Hand in, return, accept … a milestone."""
        from kodoku_tui.tui.duties.milestone_form import MilestoneForm

        desk, number, key = self._app.desk, self.group_at_hand, self.milestone_at_hand
        self._app.open_form(lambda: MilestoneForm(desk, number, key))

    def extend_due(self) -> None:
        """Give a milestone a later due date."""
        from kodoku_tui.tui.duties.milestone_form import ExtensionForm

        desk, number, key = self._app.desk, self.group_at_hand, self.milestone_at_hand
        self._app.open_form(lambda: ExtensionForm(desk, number, key))

    def assign_staff(self) -> None:
        """Give the marked groups, else the one that one is looking at, their staff."""
        from kodoku_tui.tui.register.assign_form import AssignForm

        desk, number = self._app.desk, self.group_at_hand
        numbers = told_by(self._app.screen).marked_groups or ([] if number is None else [number])
        self._app.open_form(lambda: AssignForm(desk, numbers))
