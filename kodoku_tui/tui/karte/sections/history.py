"""When the group left or came back, and its earlier years."""

from __future__ import annotations

from datetime import date

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.lists.page_lines import Line, head


def status_lines(karte: Karte, today: date) -> list[Line]:
    """Nothing while it has always taken part."""
    if not karte.status_history:
        return []
    return [
        "",
        head("karte.status_history"),
        *(
            f"{say_day(step.on, today=today)}  {say_word(step.status)}  {step.reason}  "
            f"{step.by or say('phrase.nobody')}"
            for step in karte.status_history
        ),
    ]


def earlier_lines(karte: Karte) -> list[Line]:
    """The years before, where the organization took part in any that the file holds."""
    if not karte.earlier:
        return []
    return [
        "",
        head("karte.earlier", len(karte.earlier)),
        *(
            f"{say('karte.earlier_year', year=entry.year)}  {entry.number}  {say_word(entry.status)}  {entry.project}"
            for entry in karte.earlier
        ),
    ]
