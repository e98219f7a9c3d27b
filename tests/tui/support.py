"""What tests of screens without a desk share."""

from __future__ import annotations

from textual.app import App

from kodoku_tui.tui.frame.commands import CommandHost
from kodoku_tui.tui.frame.drafts import KeptDrafts


class DeskApp(CommandHost, App[None]):
    """An app with what screens expect of it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.drafts = KeptDrafts()

    def saving_ended(self, *, is_saved: bool) -> None:
        """Nothing waits for it here."""
