"""The last line of a screen: what can be done here, and by which key."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from kodoku_tui.tui.frame.commands import SHOW_HELP, Offer, key_that_works, offers
from kodoku_tui.tui.frame.key_names import key_name

_GAP = 1


class FooterItem(NamedTuple):
    """A command in the footer, and the cells where it stands."""

    offer: Offer
    key: str
    title: str
    start: int
    end: int


class CommandFooter(Widget):
    """Keys and titles of the commands that apply now, as many as fit; help always does, at the right end.

    While one types, only keys that do not type are shown. A click does what the key does.
    """

    DEFAULT_CSS = """
    CommandFooter {
        dock: bottom; height: 1; width: 100%; background: $footer-background; color: $footer-foreground;
        & > .command-footer--key { color: $footer-key-foreground; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"command-footer--key"}

    def on_mount(self) -> None:
        """Follow the focus and whatever else changes what applies."""
        self.screen.bindings_updated_signal.subscribe(self, self._what_applies_may_differ)

    def items(self) -> list[FooterItem]:
        """What the footer shows, from left to right."""
        width = self.size.width
        shown: list[FooterItem] = []
        help_item: FooterItem | None = None
        column = _GAP
        for offer in offers(self.screen):
            item = self._item(offer)
            if item is None:
                continue
            if offer.command.name == SHOW_HELP.name:
                help_item = item._replace(start=width - item.end - _GAP, end=width - _GAP)
            else:
                shown.append(item._replace(start=column, end=column + item.end))
                column += item.end + 2 * _GAP
        room = width if help_item is None else help_item.start - _GAP
        fitting = [item for item in shown if item.end <= room]
        return fitting if help_item is None else [*fitting, help_item]

    def render(self) -> Content:
        """The line."""
        key_style = self.get_visual_style("command-footer--key", partial=True)
        parts: list[Content] = []
        column = 0
        for item in self.items():
            parts.append(Content(" " * (item.start - column)))
            parts.append(Content.styled(item.key, key_style))
            parts.append(Content(f" {item.title}"))
            column = item.end
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what stands under the mouse."""
        for item in self.items():
            if item.start <= event.x < item.end:
                await item.offer.run(self.app)
                return

    def _item(self, offer: Offer) -> FooterItem | None:
        """The command with its width as `end`, unless it has no place or no key here."""
        command = offer.command
        key = key_that_works(command, self.screen) if command.in_footer else None
        if key is None:
            return None
        name, title = key_name(key), command.title
        return FooterItem(offer, name, title, 0, cell_len(name) + 1 + cell_len(title))

    def _what_applies_may_differ(self, _screen: Screen[Any]) -> None:
        self.refresh()
