"""The two kinds of screen with commands of their own: one that shows itself whole, and one over another."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ModalScreen, Screen, ScreenResultType

from kodoku_tui.tui.frame.commands import OPEN_PALETTE, SHOW_HELP, Command, CommandHost, offers
from kodoku_tui.tui.frame.desk_screen import DeskScreen


class _HelpedScreen(CommandHost, DeskScreen):
    """Tells what can be done on it. Stands before `Screen` among the bases."""

    def action_show_help(self) -> None:
        """Show every command that applies here, with its keys."""
        from kodoku_tui.tui.frame.help import HelpScreen

        self.app.push_screen(HelpScreen(offers(self.screen), self.help_note))


class CommandScreen(_HelpedScreen, Screen[ScreenResultType]):
    """A screen that shows itself whole; the commands of the app apply as well."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_HELP, OPEN_PALETTE)

    def action_open_palette(self) -> None:
        """Let the person find a command by typing part of its name."""
        from kodoku_tui.tui.frame.palette import open_palette

        open_palette(self.app)


class CommandModal(_HelpedScreen, ModalScreen[ScreenResultType]):
    """A screen over another one; only its own commands apply."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (SHOW_HELP,)
