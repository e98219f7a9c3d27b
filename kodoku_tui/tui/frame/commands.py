"""What a person can do, declared once: key, footer, help and palette are made from it.

Usage::

    CHECKIN = Command("log_checkin", ("c", "f5"), group="group")

    class GroupScreen(CommandScreen[None]):                # frame.command_screen
        OWN_COMMANDS = (CHECKIN,)

        def action_log_checkin(self) -> None: ...

        def command_applies(self, name: str) -> bool:      # cheap: asked at every change of focus
            return name != "log_checkin" or self.group is not None

        def compose(self) -> ComposeResult:
            yield ...
            yield CommandFooter()                          # frame.command_footer

    class KodokuApp(CommandHost, DeskApp):                 # apply on every screen but a modal one
        ENABLE_COMMAND_PALETTE = False                     # CommandScreen brings its own on ctrl+p and F10
        OWN_COMMANDS = (...)

The catalogue holds `command.log_checkin.title`, `command.log_checkin.help` and `command_group.group`. The
name is `OWN_COMMANDS` because Textual gives `COMMANDS` another meaning. Call `refresh_bindings()` when what
applies has changed without a change of focus. `?` and F1 come with `CommandScreen` and `CommandModal`, ctrl+p
and F10 with `CommandScreen`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding
from textual.screen import Screen

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.key_names import (
    as_they_come,
    character_of,
    key_name,
    works_with_an_input_method,
)
from kodoku_tui.tui.frame.keys_chosen import keys_of
from kodoku_tui.tui.frame.terminals import terminal_here

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode

    _HostBase = DOMNode
else:
    _HostBase = object


@dataclass(frozen=True)
class Command:
    """One thing that a person can do.

    `name` leads to the method `action_<name>` of the screen or app that declares it, and to its words in the
    catalogue. `keys` are the usual ones and begin with the one to show; one of them must work while an input method
    is on (a function key, a key with ctrl, Enter, Esc …) in any terminal. `group` is the section of the help screen.
    """

    name: str
    keys: tuple[str, ...]
    in_footer: bool = True
    in_palette: bool = True
    group: str = "general"

    def __post_init__(self) -> None:
        if not any(works_with_an_input_method(key) for key in self.keys):
            raise ValueError(f"{self.name}: no key works while an input method is on")

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return say(f"command.{self.name}.title")

    @property
    def help(self) -> str:
        """One line on what it does, in the reader's language."""
        return say(f"command.{self.name}.help")

    @property
    def key_names(self) -> list[str]:
        """Its keys as people know them."""
        return [key_name(key) for key in self.keys_now]

    @property
    def keys_now(self) -> tuple[str, ...]:
        """Its keys, or those that the person chose in their place."""
        return keys_of(self.name, self.keys)

    def bindings(self) -> Iterator[Binding]:
        """Its keys for Textual, also as an input method in full-width mode sends them."""
        for key in self.keys:
            yield from (Binding(one, self.name, show=False, id=self.name) for one in as_they_come(key))


SHOW_HELP = Command("show_help", ("question_mark", "f1", "alt+h"), in_palette=False)
OPEN_PALETTE = Command("open_palette", ("ctrl+p", "f10"), in_footer=False, in_palette=False)


class CommandHost(_HostBase):
    """A screen or app that declares commands. Stands before `Screen` or `App` among the bases."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        made = [binding for command in vars(cls).get("OWN_COMMANDS", ()) for binding in command.bindings()]
        if made:
            cls.BINDINGS = [*vars(cls).get("BINDINGS", ()), *made]
        super().__init_subclass__(**kwargs)

    @classmethod
    def all_commands(cls) -> tuple[Command, ...]:
        """Its own commands and then those of the classes it is made from."""
        found: dict[str, Command] = {}
        for klass in cls.__mro__:
            for command in vars(klass).get("OWN_COMMANDS", ()):
                found.setdefault(command.name, command)
        return tuple(found.values())

    def command_applies(self, name: str) -> bool:
        """Whether the command can be done now; one that cannot is shown nowhere and its key does nothing."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Textual's question whether an action can be done, answered by `command_applies`."""
        if any(command.name == action for command in self.all_commands()):
            return self.command_applies(action)
        return super().check_action(action, parameters)


class Offer(NamedTuple):
    """A command that can be done now, and who does it."""

    command: Command
    host: DOMNode

    async def run(self, app: App[Any]) -> None:
        """Do it, if it still applies."""
        await app.run_action(self.command.name, self.host)


def offers(screen: Screen[Any]) -> list[Offer]:
    """The commands that apply on `screen` now: its own, then those of the app unless the screen is modal."""
    hosts: list[DOMNode] = [screen] if screen.is_modal else [screen, screen.app]
    found: dict[str, Offer] = {}
    for host in hosts:
        if isinstance(host, CommandHost):
            for command in host.all_commands():
                if command.name not in found and host.command_applies(command.name):
                    found[command.name] = Offer(command, host)
    return list(found.values())


def key_that_works(command: Command, screen: Screen[Any]) -> str | None:
    """The first key of `command` that neither what has the focus nor this terminal takes for itself.

    As Textual spells it. Where the terminal is known to take all that are left, the first of them.
    """
    focused, here = screen.focused, terminal_here(os.environ)
    left = [
        key
        for key in command.keys_now
        if focused is None or not focused.check_consume_key(key, character_of(key))
    ]
    return next((key for key in left if here is None or not here.takes(key)), left[0] if left else None)
