"""Looking into a backup beside today: the usual screens on what it holds, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.screen import Screen

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.tui.app.commands import BACK_TO_TODAY
from kodoku_tui.tui.frame.desk_app import DeskApp
from kodoku_tui.tui.frame.notices import notify_plain


class Looking:
    """The desk goes to the backup and back: whoever reads, reads there meanwhile; every act is refused by the file."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app

    def applies(self, name: str) -> bool:
        """Whether a command of the app does: going back, from a screen over which no other lies."""
        return name != BACK_TO_TODAY.name or (
            self._app.desk.is_beside_today and len(self._app.screen_stack) == 1
        )

    def begin(self, backup: Path) -> None:
        """Show what it holds. What cannot be opened is said, and nothing changes."""

        def go() -> None:
            self._app.desk.look_into(backup)
            self._app.surroundings.look()
            self._app.call_from_thread(self._show)

        self._app.in_thread(go, group="looking", exclusive=True)

    async def end(self) -> None:
        """Back to where one was, which is read again."""
        self._app.desk.back_to_today()
        await self._app.main_screens.leave_beside()

    def refusing_forms(self, make: Callable[[], Screen[Any]]) -> Callable[[], Screen[Any]]:
        """As `make`; within a look a form is refused before anything is typed into it."""
        if not self._app.desk.looked_into:
            return make

        def made() -> Screen[Any]:
            from kodoku_tui.tui.forms.form import FormScreen

            form = make()
            if isinstance(form, FormScreen):
                raise self._refused()
            return form

        return made

    def tell_only_a_look(self) -> None:
        """Say why nothing can be taken in here."""
        self._app.tell_failure(say_refused(self._refused()))

    def _show(self) -> None:
        self._app.main_screens.show_beside()
        at = self._app.desk.looked_into
        notify_plain(self._app, say("backup.looking", at=f"{at:%Y-%m-%d %H:%M}"))

    def _refused(self) -> Refused:
        path = self._app.desk.path
        return Refused("error.only_a_look", path=path, name=path.name)
