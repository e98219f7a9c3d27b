"""The last notes of a group, to read while the next one is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.checkins.words import how_it_seemed, more_lines

# Of a longer note the beginning shows here; the karte shows the whole.
_LONGEST_NOTE = 1_200


class PastNotes(VerticalScroll, can_focus=False):
    """The newest check-ins, each with when, how, with whom and what was noted."""

    DEFAULT_CSS = """
    PastNotes {
        width: 42; padding: 1 2; background: $surface;
        & > Static { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = Static(Content(""))

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        yield self._text

    def show(self, checkins: Sequence[RecordedCheckin], today: date) -> None:
        """Show these, newest first."""
        self._text.update(past_notes(checkins, today))
        self.scroll_home(animate=False)


def past_notes(checkins: Sequence[RecordedCheckin], today: date) -> Content:
    """The notes as one text."""
    lines: list[Content | str] = [Content.styled(say("past.title"), "bold"), ""]
    if not checkins:
        lines.append(say("past.none"))
    for checkin in checkins:
        at = f" {checkin.held_at}" if checkin.held_at else ""
        lines.append(
            Content.styled(
                f"{say_day(checkin.held_on, today=today)}{at}  {say_word(checkin.channel)}  "
                f"{how_it_seemed(checkin)}",
                "bold",
            )
        )
        who = "、".join([checkin.staff or say("phrase.nobody"), *checkin.participants])
        lines.append(Content.styled(who, "$text-muted"))
        lines += (Content.styled(line, "$text-muted") for line in more_lines(checkin, today))
        note = checkin.note
        lines.append(note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}..")
        if checkin.next_on:
            next_on = say("karte.next_on", date=say_day(checkin.next_on, today=today))
            lines.append(Content.styled(next_on, "$text-muted"))
        lines.append("")
    return Content("\n").join(line if isinstance(line, Content) else Content(line) for line in lines)
