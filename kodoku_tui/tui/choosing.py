"""Saying who sits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.staff import list_staff
from kodoku_tui.tui.notices import notify_plain
from kodoku_tui.tui.settings import remember_staff
from kodoku_tui.tui.widgets.plain_list import Choice

if TYPE_CHECKING:
    from kodoku_tui.tui.app import KodokuApp


def choose_me(app: KodokuApp) -> None:
    """Ask who acts from now on; the app remembers it at this machine."""

    def find() -> None:
        try:
            names = [member.name for member in list_staff(app.desk)]
        except Refused as error:
            app.call_from_thread(notify_plain, app, say_refused(error), severity="error")
            return
        app.call_from_thread(_ask, app, names)

    app.run_worker(find, thread=True, group="choose_me", exclusive=True)


def _ask(app: KodokuApp, names: list[str]) -> None:
    from kodoku_tui.tui.screens.choose import ChooseScreen

    if not names:
        notify_plain(app, say("staff.nobody_yet"), severity="warning")
        return
    choices = [Choice("", say("staff.nobody")), *(Choice(name, name) for name in names)]

    def chosen(choice: Choice[str] | None) -> None:
        if choice is not None:
            app.desk.staff = choice.key
            remember_staff(choice.key)
            app.reload()

    app.push_screen(ChooseScreen(say("staff.who_are_you"), choices, chosen=app.desk.staff), chosen)
