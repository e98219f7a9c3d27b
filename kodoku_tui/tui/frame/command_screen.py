"""The two kinds of screen with commands of their own: one that shows itself whole, and one over another."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ModalScreen, Screen, ScreenResultType

from kodoku_tui.tui.frame.commands import OPEN_PALETTE, SHOW_HELP, Command, CommandHost, offers
from kodoku_tui.tui.frame.desk_app import DeskApp, desk_app_of
from kodoku_tui.tui.frame.desk_screen import DeskScreen


class _ScreenOfDesk(CommandHost, DeskScreen):
    """Knows the desk's app, and tells what can be done. Stands before `Screen` among the bases."""

    @property
    def desk_app(self) -> DeskApp:
        """The app, with all that a screen may ask of it."""
        return desk_app_of(self)

    def action_show_help(self) -> None:
        """Show every command that applies here, with its keys."""
        from kodoku_tui.tui.frame.help import HelpScreen

        self.app.push_screen(HelpScreen(offers(self.screen), self.help_note))


class CommandScreen(_ScreenOfDesk, Screen[ScreenResultType]):
    """A screen that shows itself whole; the commands of the app apply as well."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_HELP, OPEN_PALETTE)

    def action_go_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_open_palette(self) -> None:
        """Let the person find a command by typing part of its name."""
        from kodoku_tui.tui.frame.palette import open_palette

        open_palette(self.app)


class CommandModal(_ScreenOfDesk, ModalScreen[ScreenResultType]):
    """A screen over another one; only its own commands apply."""

    def keep_what_is_typed(self) -> None:
        """Keep now what a moment ago was typed here, where it is kept at all: there may be no next moment."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_HELP,)
