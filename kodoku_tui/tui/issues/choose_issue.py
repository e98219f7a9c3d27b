"""Which of a group's issues is meant, asked where there is a choice."""

from __future__ import annotations

from kodoku_tui.locale import say, say_word
from kodoku_tui.services.issues.issues import RecordedIssue
from kodoku_tui.services.issues.page import issues_to_open
from kodoku_tui.services.issues.words import say_kind
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


def choose_issue(app: DeskApp, number: int) -> None:
    """Open one of the group's issues on its page."""

    def find() -> None:
        app.call_from_thread(_ask_issue, app, number, issues_to_open(app.desk, number))

    app.in_thread(find, group="choose", exclusive=True)


def _ask_issue(app: DeskApp, number: int, issues: list[RecordedIssue]) -> None:
    from kodoku_tui.tui.issues.issue import IssueScreen

    if not issues:
        notify_plain(app, say("issue.none_of_group"))
        return
    if len(issues) == 1:
        app.push_screen(IssueScreen(issues[0].id, number))
        return
    choices = [
        Choice(one.id, f"{say_word(one.state)}  {one.title}  {say_kind(one.category, one.subcategory)}")
        for one in issues
    ]

    def chosen(choice: Choice[int] | None) -> None:
        if choice is not None:
            app.push_screen(IssueScreen(choice.key, number))

    app.push_screen(ChooseScreen(say("issue.choose"), choices), chosen)
