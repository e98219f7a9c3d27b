"""The group's duties with their states, dates and extensions."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.domain.duties.milestones import MilestoneState, Standing
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_session_day, say_title, say_turn
from kodoku_tui.services.duties.milestones import ExtensionEntry
from kodoku_tui.services.duties.money.audits import AuditStanding
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.tui.duties.matrix_words import waited_for
from kodoku_tui.tui.duties.round_lines import round_lines
from kodoku_tui.tui.lists.page_lines import Line, head, padded

_MILESTONE_STYLES = {
    "期限超過": "$text-error",
    "期限間近": "$text-warning",
    "済": "$text-success",
    "確認遅れ": "$text-error",
    "事務局遅れ": "$text-error",
}


def milestone_lines(karte: Karte, today: date) -> list[Line]:
    """One line a duty; its rounds with what was said on them, and its extensions, below it."""
    lines: list[Line] = [head("karte.milestones")]
    title_width = max(cell_len(say_title(one.title, one.title_en)) for one in karte.milestones)
    state_width = max(cell_len(say_word(one.word)) for one in karte.milestones)
    for milestone in karte.milestones:
        title = say_title(milestone.title, milestone.title_en)
        if milestone.is_settled:
            # An absence that was followed up has no day of its own but the session's.
            is_dated = milestone.state_on is not None or milestone.standing == Standing.NONE
            when = say_day(milestone.state_on if is_dated else milestone.due, today=today)
        else:
            closed = say("phrase.on_closed_day") if milestone.due_on_closed_day else ""
            when = f"{say_session_day(milestone.due, milestone.is_day_open, today=today)}{closed}"
            if milestone.state == MilestoneState.RETURNED and milestone.counts_on != milestone.due:
                when += f"  {say('karte.again_by', day=say_day(milestone.counts_on, today=today))}"
            has_day = not milestone.waits_for and not milestone.is_day_open
            if has_day and milestone.standing != Standing.MINISTRY:
                when += f" {say_due(milestone.counts_on, today)}"
        late = say_word(milestone.standing) if milestone.is_late else ""
        words = [
            padded(title, title_width),
            padded(say_word(milestone.word), state_width),
            when,
            *([late] if late else []),
        ]
        if milestone.waits_for:
            titles = {one.key: say_title(one.title, one.title_en) for one in karte.milestones}
            words.append(say("karte.waits_for", title=waited_for(milestone.waits_for, titles)))
        if milestone.turn_says_something:
            words.append(say_turn(milestone.turn, milestone.days_in_turn))
        if milestone.round > 1:
            words.append(say("karte.round", round=milestone.round))
        said = karte.ending.marked("  ".join(words), milestone.state_on)
        lines.append(Content.styled(said, _MILESTONE_STYLES.get(milestone.standing, "")))
        if karte.audit is not None and karte.audit.key == milestone.key:
            lines += _audit_lines(karte, karte.audit, today)
        rounds = karte.rounds.get(milestone.key, [])
        lines += round_lines(rounds, milestone.kind, today, karte.ending)
        # What was said with the last move stands in the thread of its round, where there is one.
        if milestone.note and not any(said.text == milestone.note for one in rounds for said in one.comments):
            lines.append(Content.styled(f"    {milestone.note}", "$text-muted"))
        lines += [
            Content.styled(f"    {_extension(extension, today)}", "$text-muted")
            for extension in milestone.extensions
        ]
    return [*lines, ""]


def _extension(extension: ExtensionEntry, today: date) -> str:
    words = [
        say(
            "karte.extension",
            to=say_day(extension.to, today=today),
            on=say_day(extension.on, today=today),
            by=extension.by or say("phrase.nobody"),
            reason=extension.reason,
        )
    ]
    if extension.asked_by:
        words.append(say("karte.asked_by", name=extension.asked_by))
    if extension.approved_by:
        words.append(say("karte.approved_by", name=extension.approved_by))
    if extension.consent_on:
        words.append(say("karte.consent_on", day=say_day(extension.consent_on, today=today)))
    return "  ".join(words)


def _audit_lines(karte: Karte, audit: AuditStanding, today: date) -> list[Line]:
    """How the newest final audit ended; an accepted one without a record says so."""
    if audit.result is not None:
        said = say("karte.audit", day=say_day(audit.on, today=today), result=say_word(audit.result))
        return [Content.styled(f"    {karte.ending.marked(said, audit.on)}", "$text-muted")]
    if audit.state == MilestoneState.ACCEPTED:
        return [Content.styled(f"    {say('karte.audit_unrecorded')}", "$text-warning")]
    return []
