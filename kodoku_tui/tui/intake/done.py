"""The last step of an import: what was done, and how to take it back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.services.intake.outcome_words import import_sentences
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.intake.journey import ImportJourney, step_line

CLOSE_IMPORT = Command("close_import", ("enter", "escape"), group="import")


class ImportDoneScreen(CommandScreen[None]):
    """How many rows became what; what was left and why."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (CLOSE_IMPORT,)
    DEFAULT_CSS = """
    ImportDoneScreen {
        & .import--step { height: 1; padding: 0 1; color: $text-muted; }
        & VerticalScroll { height: 1fr; padding: 1 2; }
        & .import--done { text-style: bold; height: auto; margin-bottom: 1; }
        & .import--rest { height: auto; }
    }
    """

    def __init__(self, journey: ImportJourney) -> None:
        super().__init__()
        self._journey = journey

    def compose(self) -> ComposeResult:
        yield TitleBar("import")
        yield Static(Content(step_line("apply")), classes="import--step")
        first, *rest = self._lines()
        with VerticalScroll(can_focus=True):
            yield Static(Content(first), classes="import--done")
            yield Static(Content("\n".join(rest)), classes="import--rest")
        yield CommandFooter()

    def action_close_import(self) -> None:
        """Back to where the import began."""
        self.dismiss()

    def _lines(self) -> list[str]:
        assert self._journey.report is not None
        return import_sentences(self._journey.report)
