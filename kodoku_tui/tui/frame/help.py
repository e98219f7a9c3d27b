"""Everything that can be done on the screen below, with its keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Offer


class HelpScreen(ModalScreen[None]):
    """The commands of `offers` by group, the `note` of the screen below, how keys and an input method get along."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 100%; max-width: 100; height: auto; max-height: 100%; padding: 1 2;
            background: $panel;
        }
        & Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,f1", "leave", show=False),
    ]

    def __init__(self, offers: Sequence[Offer], note: str = "") -> None:
        super().__init__()
        self._note = note
        self._commands = [offer.command for offer in offers]

    def compose(self) -> ComposeResult:
        """The groups in the order in which they first occur, and the explanation."""
        with VerticalScroll():
            yield Static(Text(say("help.title"), style="bold"))
            yield Static(self._table())
            if self._note:
                yield Static(Text(f"\n{self._note}"))
            hints = [say(f"help.{name}") for name in ("list", "input_method", "mouse")]
            yield Static(Text("\n".join(["", *hints, "", say("help.leave")])))

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        order = list(dict.fromkeys(command.group for command in self._commands))
        by_group = sorted(self._commands, key=lambda command: order.index(command.group))
        for group, commands in groupby(by_group, key=lambda command: command.group):
            table.add_row("")
            table.add_row(Text(say(f"command_group.{group}"), style="bold underline"))
            for command in commands:
                table.add_row(
                    Text(" / ".join(command.key_names)), Text(command.title, style="bold"), Text(command.help)
                )
        return table
