"""To which session: from the register, for the groups that it shows or that are marked there."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_session_day, say_title
from kodoku_tui.services.sessions.invitations import groups_to_invite
from kodoku_tui.services.sessions.sessions import list_sessions
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.sessions.invite_form import ask_and_invite
from kodoku_tui.tui.sessions.sessions import coming_first


def choose_session_and_invite(app: DeskApp, marked: Sequence[int]) -> None:
    """Ask for the session, those to come first, and then whether to invite so many to it."""
    today = app.desk.today
    sessions = coming_first(list_sessions(app.desk))
    if not sessions:
        app.tell_saved(say("sessions.empty"))
        return
    choices = [
        Choice(
            each.key,
            f"{say_title(each.title, each.title_en)}  {say_session_day(each.on, each.is_day_open, today=today)}",
        )
        for each in sessions
    ]
    numbers = list(marked) or groups_to_invite(app.desk, app.selection.filter)
    if not numbers:
        app.tell_saved(say("error.nobody_to_invite"))
        return

    def chosen(choice: Choice[str] | None) -> None:
        if choice is not None:
            ask_and_invite(app, choice.key, numbers)

    app.push_screen(ChooseScreen(say("invite.to_which", count=len(numbers)), choices), chosen)
