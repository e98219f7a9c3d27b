"""The command palette: find a command by typing part of its name."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import Any

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.commands import Offer, offers


def open_palette(app: App[Any]) -> None:
    """Open the palette over the active screen, unless it is open already."""
    if not CommandPalette.is_open(app):
        app.push_screen(CommandPalette(providers=[CommandProvider], placeholder=say("palette.placeholder")))


class CommandProvider(Provider):
    """The commands of the active screen and the app, found by title or by (English) name."""

    async def discover(self) -> Hits:
        """All of them, in the order in which they are declared."""
        for offer in self._offers():
            yield DiscoveryHit(offer.command.title, partial(offer.run, self.app), help=_keys_and_help(offer))

    async def search(self, query: str) -> Hits:
        """Those that match, best first; one that does nothing says that none does."""
        matcher = self.matcher(unicodedata.normalize("NFKC", query))
        nothing_found = True
        for offer in self._offers():
            command = offer.command
            score = max(matcher.match(text) for text in (command.title, command.name.replace("_", " ")))
            if score > 0:
                nothing_found = False
                run = partial(offer.run, self.app)
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    run,
                    text=command.title,
                    help=_keys_and_help(offer),
                )
        if nothing_found:
            said = say("palette.nothing_found")
            yield Hit(0, Content(said), _do_nothing, text=said)

    def _offers(self) -> list[Offer]:
        return [offer for offer in offers(self.screen) if offer.command.in_palette]


def _keys_and_help(offer: Offer) -> str:
    return f"{' / '.join(offer.command.key_names)}  {offer.command.help}"


def _do_nothing() -> None:
    """What Enter does on the line that says nothing was found."""
