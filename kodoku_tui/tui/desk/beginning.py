"""The first run: there is no file yet, and the app asks how to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.services.desk.programmes import begin_programme, years_to_begin
from kodoku_tui.store.written_files import is_there
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command

BEGIN_EMPTY = Command("begin_empty", ("1", "f5", "f2"), group="beginning")
BEGIN_REGISTER = Command("begin_register", ("2", "f6", "f4"), group="beginning")
BEGIN_DEMONSTRATION = Command("begin_demonstration", ("3", "f7"), group="beginning")


class BeginningScreen(CommandScreen[None]):
    """A new file for the programme, with the register that ships with the program, or invented data to try."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (BEGIN_EMPTY, BEGIN_REGISTER, BEGIN_DEMONSTRATION)
    DEFAULT_CSS = """
    BeginningScreen {
        align: center middle;
        & > Vertical { width: 90%; max-width: 84; height: auto; padding: 1 2; background: $panel; }
        & Static { height: auto; margin-bottom: 1; }
        & .beginning--title { text-style: bold; }
        & .beginning--state { color: $text-accent; margin-bottom: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._state = Static(Content(""), classes="beginning--state")
        self._is_busy = False

    def compose(self) -> ComposeResult:
        path = self.desk_app.desk.path
        with Vertical():
            yield Static(Content(say("beginning.title")), classes="beginning--title")
            yield Static(Content(say("beginning.where", path=path)))
            for number, name in enumerate(("begin_empty", "begin_register", "begin_demonstration"), 1):
                yield Static(
                    Content(f"{number}  {say(f'command.{name}.title')}\n   {say(f'command.{name}.help')}")
                )
            yield self._state
        yield CommandFooter()

    def command_applies(self, name: str) -> bool:
        return not self._is_busy

    def action_begin_empty(self) -> None:
        self._begin(with_register=False)

    def action_begin_register(self) -> None:
        self._begin(with_register=True)

    def action_begin_demonstration(self) -> None:
        """A file of invented groups beside the place of the real one, so that the two never mix."""
        app = self.desk_app
        path = app.desk.path.with_name("demo.db")

        def work() -> None:
            from kodoku_tui.services.demonstration.demonstration import make_demonstration

            if not is_there(path):
                make_demonstration(path, clock=app.desk.clock)
            app.desk.path = path

        self._run(work)

    def _begin(self, *, with_register: bool) -> None:
        app = self.desk_app

        def work() -> None:
            year = years_to_begin()[-1]
            begin_programme(app.desk.path, year, clock=app.desk.clock, staff=app.desk.staff)
            if with_register:
                from kodoku_tui.services.intake.imports import import_roster, shipped_register

                import_roster(app.desk, shipped_register())

        self._run(work)

    def _run(self, work: Callable[[], None]) -> None:
        self._is_busy = True
        self._state.update(Content(say("beginning.working")))
        self.refresh_bindings()

        def guarded() -> None:
            app = self.desk_app
            try:
                work()
                app.surroundings.look()
            except Exception:
                app.call_from_thread(self._failed)
                raise
            app.call_from_thread(app.main_screens.show, "work")

        self.desk_app.in_thread(guarded, group="begin")

    def _failed(self) -> None:
        """Offer the ways to begin again; a file that was made on the way is begun already."""
        self._is_busy = False
        self._state.update(Content(""))
        self.refresh_bindings()
        app = self.desk_app
        if is_there(app.desk.path):
            app.main_screens.show("work")
