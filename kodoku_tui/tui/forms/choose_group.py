"""Which group is meant, found by number or by a part of its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kodoku_tui.locale import say
from kodoku_tui.services.identity import uids_of
from kodoku_tui.services.register.choices import active_groups
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp


class ChosenGroup(NamedTuple):
    """A group of the year at hand: its uid, and its number and name."""

    uid: str
    words: str


def choose_group(app: DeskApp, then: Callable[[ChosenGroup], None], *, now: str = "") -> None:
    """Ask for one of the groups that something can be recorded for; `now` is the uid of the one that it is.

    `then` is called with another one than that, and not at all when the person leaves.
    """

    def find() -> None:
        groups = active_groups(app.desk)
        uids = uids_of(app.desk, "adopted_group", [group.id for group in groups])
        choices = [
            Choice(uids[group.id], f"{group.number} {group.name}", group.found_by)
            for group in groups
            if group.id in uids
        ]
        app.call_from_thread(ask, choices)

    def ask(choices: list[Choice[str]]) -> None:
        app.push_screen(ChooseScreen(say("form.which_group"), choices, chosen=now), chosen)

    def chosen(choice: Choice[str] | None) -> None:
        if choice is not None and choice.key != now:
            then(ChosenGroup(choice.key, choice.text))

    app.in_thread(find, group="choose", exclusive=True)
