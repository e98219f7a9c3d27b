"""Beside a list on wide terminals: the group under the cursor in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due, say_title
from kodoku_tui.services.checkins.words import how_it_seemed
from kodoku_tui.tui.checkins.lines import done_places
from kodoku_tui.tui.frame.group_beside import GroupBeside
from kodoku_tui.tui.lists.note_text import part_of
from kodoku_tui.tui.sessions.words import say_absences

if TYPE_CHECKING:
    from kodoku_tui.services.karte.karte import Karte


class GroupSummary(GroupBeside, can_focus=False):
    """What is late, what comes next, the last note and the open issues of one group."""

    DEFAULT_CSS = """
    GroupSummary {
        width: 30%; min-width: 36; max-width: 64; padding: 0 1 0 2; background: $surface;
        & > Static { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = Static(Content(""))

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        yield self._text

    def show(self, karte: Karte | None, today: date, lines: Sequence[str] = ()) -> None:
        """Show this group and why it is in the list, else what the list has to say."""
        if karte is None:
            self._text.update(Content("\n").join(map(Content, lines)))
        else:
            self._text.update(summary_of(karte, today, lines))
        self.scroll_home(animate=False)


def summary_of(karte: Karte, today: date, reasons: Sequence[str] = ()) -> Content:
    """The summary as text: names and notes as they are written."""
    entry = karte.entry
    lines: list[Content | str] = [
        Content.styled(f"{entry.group_no} {entry.group}", "bold"),
        entry.project,
        Content.styled(
            say(
                "summary.staff",
                main=entry.staff or say("phrase.none"),
                deputy=karte.deputy or say("phrase.none"),
            ),
            "$text-muted",
        ),
        "",
    ]
    if reasons:
        lines += [Content.styled(say("summary.reasons"), "bold"), *reasons, ""]
    if karte.attending.is_signal:
        absences = say_absences(karte.attending.absences)
        lines += [Content.styled(absences, "bold $text-error"), ""]
    lines += _late(karte, today)
    lines += _contact(karte, today)
    lines += _issues(karte)
    return Content("\n").join(line if isinstance(line, Content) else Content(line) for line in lines)


def _late(karte: Karte, today: date) -> list[Content | str]:
    late = [milestone for milestone in karte.milestones if milestone.overdue]
    lines: list[Content | str] = [Content.styled(say("summary.late"), "bold")]
    if not late:
        lines.append(say("phrase.none"))
    lines += [
        Content.styled(
            f"{say_title(milestone.title, milestone.title_en)} "
            f"{say_day(milestone.due, today=today)} {say_due(milestone.due, today)}",
            "$text-error",
        )
        for milestone in late
    ]
    coming = [step for step in karte.next_steps if step.urgency in ("due", "waiting", "soon")]
    if coming:
        lines += ["", Content.styled(say("summary.next"), "bold")]
        lines += [
            f"{say_title(step.title, step.title_en) or say('what.checkin')} "
            f"{say_day(step.due_on, today=today)} {say_due(step.due_on, today)}"
            for step in coming
        ]
    return [*lines, ""]


def _contact(karte: Karte, today: date) -> list[Content | str]:
    due = karte.checkin_due
    lines: list[Content | str] = [
        Content.styled(say("summary.contact"), "bold"),
        say(
            "summary.contact_line",
            last=say_day(due.last_on, today=today),
            ago=say_ago(due.days_since),
            next=say_day(due.agreed_on or due.due_on, today=today),
        ),
    ]
    attempts = list(takewhile(lambda one: one.answer, karte.checkins))
    if attempts:
        newest = say_day(attempts[0].held_on, today=today)
        lines.append(say("checkin.attempts", count=len(attempts), date=newest))
    # The last contact that was answered tells how the group is.
    for last in karte.checkins[len(attempts) : len(attempts) + 1]:
        head = f"{how_it_seemed(last)}・{say_word(last.channel)}・{last.staff or say('phrase.none')}"
        note, left = part_of(last.note, done=done_places(karte, last.id))
        lines += [Content.styled(head, "$text-muted"), note]
        if left:
            lines.append(Content.styled(say("karte.note_goes_on", count=left), "$text-accent"))
    return [*lines, ""]


def _issues(karte: Karte) -> list[Content | str]:
    lines: list[Content | str] = [Content.styled(say("summary.issues"), "bold")]
    opened = [issue for issue in karte.issues if issue.closed is None]
    if not opened:
        lines.append(say("phrase.none"))
    lines += [f"{say_word(issue.severity)} {say_word(issue.category)}: {issue.title}" for issue in opened]
    return lines
