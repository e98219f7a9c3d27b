"""One group of the walk as text: where it stands, why, what is open, what was decided."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.frozen import FrozenTerm
from kodoku_tui.domain.review.progress import LineStanding
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day
from kodoku_tui.reports.minutes import decision_words, say_frozen, who_words
from kodoku_tui.services.attention.history import history_words
from kodoku_tui.services.checkins.words import how_it_seemed
from kodoku_tui.services.issues.issues import RecordedIssue
from kodoku_tui.services.issues.words import say_kind
from kodoku_tui.services.review.walk import WalkPage
from kodoku_tui.tui.checkins.lines import checkin_head
from kodoku_tui.tui.karte.sections.actions import when_of, who_of
from kodoku_tui.tui.karte.sections.decisions import earlier_decision
from kodoku_tui.tui.lists.note_text import part_of
from kodoku_tui.tui.lists.page_lines import Line, head, joined, readable

_STANDING_STYLES = {
    LineStanding.DECIDED: "bold $text-accent",
    LineStanding.ACTED: "bold $text-accent",
    LineStanding.LOOKED: "$text-muted",
    LineStanding.SKIPPED: "bold",
}


def place_line(page: WalkPage) -> str:
    """Which group of how many, and what became of the others."""
    counts = page.counts
    return say(
        "review.place",
        position=page.line.position,
        groups=counts.groups,
        looked=counts.looked,
        decided=counts.decided,
        skipped=counts.skipped,
    )


def left_of(page: WalkPage, today: date) -> Content:
    """Whose group, how it was seen last, what was decided now and before, why it stands here."""
    return joined([*_head(page, today), *_decision(page, today), *_before(page, today), *_terms(page)])


def right_of(page: WalkPage, today: date) -> Content:
    """The last two notes, open promises, open issues with what was tried."""
    return joined([*_notes(page, today), *_promises(page, today), *_issues(page, today)])


def _head(page: WalkPage, today: date) -> list[Line]:
    line, none = page.line, say("phrase.none")
    lines: list[Line] = [
        Content.styled(f"{line.group_no}  {line.group}", "bold"),
        page.project,
        say(
            "review.staff_line",
            main=page.main_staff or none,
            deputy=page.deputy_staff or none,
            tier=say_word(page.support_tier),
        ),
    ]
    if not GroupStatus(line.status).is_at_work:
        left = say("review.left", status=say_word(line.status), day=say_day(page.status_on, today=today))
        lines.append(Content.styled(left, "bold $text-error"))
    conditions = say("review.then").join(how_it_seemed(one) for one in page.last) or none
    lines.append(say("review.conditions", conditions=conditions, ago=say_ago(page.due.days_since)))
    if page.due.standing != "none":
        lines.append(
            say("review.next_contact", day=say_day(page.due.agreed_on or page.due.due_on, today=today))
        )
    lines.append(Content.styled(standing_words(page), _STANDING_STYLES[line.standing]))
    if page.review.ended_on is not None:
        ended = say("review.has_ended", day=say_day(page.review.ended_on, today=today))
        lines.append(Content.styled(ended, "bold $text-warning"))
    return [*lines, ""]


def standing_words(page: WalkPage) -> str:
    """What became of the group in this review so far."""
    return say(f"review.standing_{page.line.standing.value}", acts=page.line.acts)


def _decision(page: WalkPage, today: date) -> list[Line]:
    lines: list[Line] = [head("review.decision")]
    if page.decision:
        who = who_words(
            turn=page.turn, by=page.by, due_on=page.due_on, is_promised=page.is_promised, day=today
        )
        lines.append(decision_words(readable(page.decision), who))
    else:
        lines.append(Content.styled(say("review.no_decision"), "$text-muted"))
    return [*lines, ""]


def _before(page: WalkPage, today: date) -> list[Line]:
    if page.before is None:
        return []
    return [head("review.before"), earlier_decision(page.before, today), ""]


def _terms(page: WalkPage) -> list[Line]:
    """The two axes one below the other, never one sum; as they were when the review began."""
    frozen, day = page.frozen, date.fromisoformat(page.review.started_on)
    as_of = say("review.as_of", day=say_day(day))
    lines: list[Line] = [
        Content.assemble(
            head("review.attention_head"), f"  {say('review.points', points=frozen.score)}  {as_of}"
        )
    ]
    if len(page.weeks) > 1:
        lines.append(Content.styled(history_words(page.weeks), "$text-muted"))
    lines += [_term(term, day) for term in frozen.terms] or [say("phrase.none")]
    own = say("review.points", points=frozen.own_lateness)
    lines += ["", Content.assemble(head("review.own_head"), f"  {own}")]
    lines += [_term(term, day) for term in frozen.own_terms] or [say("phrase.none")]
    return [*lines, ""]


def _term(term: FrozenTerm, day: date) -> str:
    return f"{term.points:>4}  {say_frozen(term.reason, day)}"


def _notes(page: WalkPage, today: date) -> list[Line]:
    lines: list[Line] = [head("review.notes")]
    if not page.last:
        lines += [say("karte.no_checkins"), ""]
    for checkin in page.last:
        lines.append(Content.styled(checkin_head(checkin, today), "bold"))
        note, left = part_of(checkin.note)
        lines.append(note)
        if left:
            lines.append(Content.styled(say("review.note_goes_on", count=left), "$text-accent"))
        lines.append("")
    return lines


def _promises(page: WalkPage, today: date) -> list[Line]:
    lines: list[Line] = [head("review.promises", len(page.actions))]
    lines += [
        Content.styled(
            f"{who_of(action)}  {readable(action.title)}  {when_of(action, today)}",
            "$text-error" if action.nearness == "overdue" else "",
        )
        for action in page.actions
    ]
    return [*lines, ""]


def _issues(page: WalkPage, today: date) -> list[Line]:
    lines: list[Line] = [head("review.issues", len(page.issues))]
    for issue in page.issues:
        lines.append(issue_words(issue, today))
        tried = [one for one in page.remedies if one.issue == issue.id]
        lines += [
            Content.styled(
                f"    {say_day(one.tried, today=today)} {say_word(one.result)}  {readable(one.text)}",
                "$text-accent",
            )
            for one in reversed(tried)
        ]
        if not tried:
            lines.append(Content.styled(f"    {say('review.without_remedy')}", "$text-warning"))
    return [*lines, ""]


def issue_words(issue: RecordedIssue, today: date) -> str:
    """How severe an open issue is, of which kind, and for how long it has been known."""
    days = (today - date.fromisoformat(issue.opened)).days
    kind = say_kind(issue.category, issue.subcategory)
    return f"{say_word(issue.severity)}  {kind}  {issue.title}  {say('review.issue_age', days=days)}"
