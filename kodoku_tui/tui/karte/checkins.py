"""The contacts with the group."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.groups import Karte
from kodoku_tui.tui.karte.lines import Line, head


def checkin_lines(karte: Karte, today: date) -> list[Line]:
    """Newest first."""
    lines: list[Line] = [head("karte.checkins", len(karte.checkins))]
    if not karte.checkins:
        lines.append(say("karte.no_checkins"))
    for checkin in karte.checkins:
        when_and_how = (
            f"{say_day(checkin.on, today=today)}  {say_word(checkin.channel)}  "
            f"{checkin.staff or say('phrase.nobody')}  {say_word(checkin.condition)}"
        )
        if checkin.next:
            when_and_how += "  " + say("karte.next_on", date=say_day(checkin.next, today=today))
        lines += [Content.styled(when_and_how, "bold"), checkin.note, ""]
    return lines if karte.checkins else [*lines, ""]
