"""The rounds of a milestone with the thread of each: how often it went back and forth, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from kodoku_tui.domain.duties.milestones import MilestoneState, shown_decision, shown_state
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.duties.rounds import CommentEntry, RoundEntry
from kodoku_tui.services.register.ending import Ending
from kodoku_tui.tui.lists.page_lines import Line, readable


def round_lines(rounds: Sequence[RoundEntry], kind: str, today: date, ending: Ending) -> list[Line]:
    """A line a round, oldest first, each comment below it; nothing of a single round on which nothing was said.

    What happened after the group's leaving (`ending`) is marked as such.
    """
    if len(rounds) == 1 and not rounds[0].comments:
        return []
    lines: list[Line] = []
    for one in rounds:
        said = ending.marked(_round(one, kind, today), one.submitted, one.decided)
        lines.append(Content.styled(f"    {said}", "$text-muted"))
        lines += [
            Content.styled(f"      {line}", "$text-muted")
            for comment in one.comments
            for line in _comment(comment, today).splitlines()
        ]
    return lines


def _round(one: RoundEntry, kind: str, today: date) -> str:
    words = [
        say("karte.round", round=one.round),
        f"{say_word(shown_state(MilestoneState.SUBMITTED, kind))} {say_day(one.submitted, today=today)}",
    ]
    if one.decision is not None:
        decision = say_word(shown_decision(one.decision, kind))
        words.append(f"{decision} {say_day(one.decided, today=today)}" if one.decided else decision)
    if one.again_by is not None:
        words.append(say("karte.again_by", day=say_day(one.again_by, today=today)))
    return "  ".join(words)


def _comment(comment: CommentEntry, today: date) -> str:
    return say(
        "karte.comment",
        day=say_day(comment.at[:10], today=today),
        by=comment.by or say("phrase.nobody"),
        text=readable(comment.text),
    )
