"""What is recorded of a group from every screen, for the group and the milestone that the person is looking at."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.tui.frame.desk_screen import told_by
from kodoku_tui.tui.frame.patient_app import PatientApp


class RecordsOfGroups(PatientApp):
    """The forms that every screen opens by the same key."""

    desk: Desk

    @property
    def group_at_hand(self) -> int | None:
        """The number of the group that the person is looking at, if any."""
        return told_by(self.screen).group_number

    @property
    def milestone_at_hand(self) -> str | None:
        """The key of the milestone that the person is looking at, if any."""
        return told_by(self.screen).milestone_key

    def action_log_checkin(self) -> None:
        from kodoku_tui.tui.checkins.checkin_form import CheckinForm

        number = self.group_at_hand
        self.open_form(lambda: CheckinForm(self.desk, number))

    def action_add_issue(self) -> None:
        from kodoku_tui.tui.issues.issue_form import IssueForm

        number = self.group_at_hand
        self.open_form(lambda: IssueForm(self.desk, number))

    def action_move_milestone(self) -> None:
        from kodoku_tui.tui.duties.milestone_form import MilestoneForm

        number, key = self.group_at_hand, self.milestone_at_hand
        self.open_form(lambda: MilestoneForm(self.desk, number, key))

    def action_extend_due(self) -> None:
        from kodoku_tui.tui.duties.milestone_form import ExtensionForm

        number, key = self.group_at_hand, self.milestone_at_hand
        self.open_form(lambda: ExtensionForm(self.desk, number, key))

    def action_assign_staff(self) -> None:
        from kodoku_tui.tui.register.assign_form import AssignForm

        marked = told_by(self.screen).marked_groups
        numbers = marked or ([self.group_at_hand] if self.group_at_hand is not None else [])
        self.open_form(lambda: AssignForm(self.desk, numbers))
