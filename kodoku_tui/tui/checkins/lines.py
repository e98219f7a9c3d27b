"""The contacts with the group."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.domain.checkins.fields import RecordedCheckin
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.checkins.words import how_it_seemed, more_lines
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.lists.note_text import part_of
from kodoku_tui.tui.lists.page_lines import Line, head


def checkin_lines(karte: Karte, today: date) -> list[Line]:
    """Newest first; of a very long note the beginning, with how to see it whole."""
    lines: list[Line] = [head("karte.checkins", len(karte.checkins))]
    if not karte.checkins:
        lines.append(say("karte.no_checkins"))
    for checkin in karte.checkins:
        said = karte.ending.marked_as_written(checkin_head(checkin, today), checkin.moment)
        lines.append(Content.styled(said, "bold"))
        if checkin.participants:
            lines.append(
                Content.styled(say("karte.with", names="、".join(checkin.participants)), "$text-muted")
            )
        lines += (Content.styled(line, "$text-muted") for line in more_lines(checkin, today))
        note, left = part_of(checkin.note, done=done_places(karte, checkin.id))
        lines.append(note)
        if left:
            lines.append(Content.styled(say("karte.note_goes_on", count=left), "$text-accent"))
        lines.append("")
    return lines if karte.checkins else [*lines, ""]


def checkin_head(checkin: RecordedCheckin, today: date) -> str:
    """When, how, by whom, on which occasion, how the group was, and when next."""
    words = [
        f"{say_day(checkin.held_on, today=today)} {checkin.held_at or ''}".rstrip(),
        say_word(checkin.channel),
        checkin.staff or say("phrase.nobody"),
        say_word(checkin.occasion),
        how_it_seemed(checkin),
        say("karte.next_on", date=say_day(checkin.next_on, today=today)) if checkin.next_on else "",
    ]
    return "  ".join(word for word in words if word)


def done_places(karte: Karte, checkin_id: int) -> set[int]:
    """Which promises of a note were kept meanwhile."""
    return {
        action.note_line
        for action in karte.actions
        if action.checkin_id == checkin_id and action.note_line is not None and action.done
    }
