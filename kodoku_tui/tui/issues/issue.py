"""課題: one issue on one page, with what was tried for it and what helped others."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.services.issues.page import IssuePage, issue_page_of
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.issues.commands import ADD_REMEDY, CHANGE_REMEDY, EDIT_ISSUE, OPEN_KARTE
from kodoku_tui.tui.issues.lines import issue_page_text
from kodoku_tui.tui.lists.text_page import TextPage


class IssueScreen(TextPage):
    """Facts, remedies, what helped others, promises, where it was found, and its history."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (EDIT_ISSUE, ADD_REMEDY, CHANGE_REMEDY, OPEN_KARTE)
    SCREEN_NAME = "issues"

    def __init__(self, issue_id: int, group_number: int | None = None) -> None:
        super().__init__()
        self._issue_id = issue_id
        self._group_number = group_number
        self._page: IssuePage | None = None

    def read(self) -> None:
        self._page = issue_page_of(self.desk, self._issue_id)
        self._group_number = self._page.issue.group_no

    @property
    def group_number(self) -> int | None:
        return self._group_number

    def text(self) -> Content:
        return Content("") if self._page is None else issue_page_text(self._page, self.desk.today)

    def command_applies(self, name: str) -> bool:
        """A remedy can be changed where there is one."""
        if name == CHANGE_REMEDY.name:
            return self._page is not None and bool(self._page.remedies)
        return super().command_applies(name)

    def action_edit_issue(self) -> None:
        """Change what is recorded of the issue, or close it."""
        from kodoku_tui.tui.issues.edit_form import IssueEditForm

        self.desk_app.open_form(lambda: IssueEditForm(self.desk, self._issue_id))

    def action_add_remedy(self) -> None:
        """Record what was tried."""
        from kodoku_tui.tui.issues.remedy_form import RemedyForm

        self.desk_app.open_form(lambda: RemedyForm(self.desk, self._issue_id))

    def action_change_remedy(self) -> None:
        """Say what came of a remedy; asks which where there are several."""
        remedies = [] if self._page is None else self._page.remedies
        if len(remedies) == 1:
            self._change(remedies[0].id)
            return
        from kodoku_tui.tui.forms.choose import ChooseScreen

        choices = [
            Choice(one.id, f"{say_word(one.result)}  {' '.join(one.text.split())}") for one in remedies[::-1]
        ]

        def chosen(choice: Choice[int] | None) -> None:
            if choice is not None:
                self._change(choice.key)

        self.app.push_screen(ChooseScreen(say("remedy.choose"), choices), chosen)

    def action_open_karte(self) -> None:
        """Open the group that has the issue."""
        if self.group_number is not None:
            self.desk_app.show_karte(self.group_number)

    def _change(self, remedy_id: int) -> None:
        from kodoku_tui.tui.issues.remedy_form import RemedyForm

        self.desk_app.open_form(lambda: RemedyForm(self.desk, self._issue_id, remedy_id))
