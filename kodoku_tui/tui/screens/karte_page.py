"""The text of a 団体カルテ: names and notes as they are written, never as markup."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.domain.milestones import MilestoneKind, MilestoneState
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due, say_title, say_turn
from kodoku_tui.services.groups import Karte
from kodoku_tui.services.milestones import MilestoneEntry
from kodoku_tui.tui.screens.work_reasons import reason_of

_MILESTONE_STYLES = {
    "期限超過": "$text-error",
    "期限間近": "$text-warning",
    "済": "$text-success",
    "確認遅れ": "$text-error",
}

Line = Content | str


def left_of(karte: Karte, today: date) -> Content:
    """Facts, what is next, milestones."""
    return _joined([*_facts(karte, today), *_next(karte, today), *_milestones(karte, today)])


def right_of(karte: Karte, today: date) -> Content:
    """Check-ins newest first, issues, promises, attendance, documents, and when the group left or came back."""
    return _joined(
        [
            *_checkins(karte, today),
            *_issues(karte, today),
            *_actions(karte, today),
            *_attendance(karte),
            *_documents(karte, today),
            *_status_history(karte, today),
            *_earlier(karte),
        ]
    )


def _joined(lines: list[Line]) -> Content:
    return Content("\n").join(line if isinstance(line, Content) else Content(line) for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _head(key: str, count: int | None = None) -> Content:
    counted = (
        "" if count is None else f"  {say('phrase.count', count=count) if count else say('phrase.none')}"
    )
    return Content.assemble(Content.styled(f" {say(key)} ", "bold on $primary-muted"), counted)


def _facts(karte: Karte, today: date) -> list[Line]:
    entry = karte.entry
    none = say("phrase.none")
    lines: list[Line] = [
        Content.styled(f"{entry.group_no}  {entry.group}", "bold"),
        Content.styled(entry.project, "bold"),
    ]
    if entry.status != "実施中":
        ended = say(
            "karte.ended",
            status=say_word(entry.status),
            date=say_day(karte.status_on, today=today),
            reason=karte.status_reason or none,
        )
        lines.append(Content.styled(ended, "bold $text-error"))
    facts = [
        ("karte.legal_form", say_word(entry.legal_form)),
        ("karte.targets", "、".join(entry.targets) or none),
        ("karte.area", entry.area or none),
        ("karte.prefectures", "、".join(entry.prefectures) or none),
        ("karte.blocks", "、".join(map(say_word, entry.blocks)) or none),
        ("karte.adopted_last_year", say("karte.yes") if entry.r6 else none),
        ("karte.staff", say("karte.staff_line", main=entry.staff or none, deputy=karte.deputy or none)),
        ("karte.cadence", say_word(karte.support_tier)),
    ]
    if karte.aliases:
        facts.append(("karte.aliases", "、".join(karte.aliases)))
    width = max(cell_len(say(key)) for key, _ in facts)
    lines += [
        Content.assemble(Content.styled(_padded(say(key), width + 2), "$text-muted"), value)
        for key, value in facts
    ]
    return [*lines, ""]


def _next(karte: Karte, today: date) -> list[Line]:
    due = karte.checkin_due
    lines: list[Line] = [_head("karte.next", len(karte.next_steps))]
    styles = {"overdue": "$text-error", "due": "$text-warning"}
    lines += [
        Content.styled(
            f"{say(f'urgency.{step.urgency}')}  {say_day(step.due_on, today=today)}"
            f" {say_due(step.due_on, today)}  {reason_of(step, today)}",
            styles.get(step.urgency, ""),
        )
        for step in karte.next_steps
    ]
    if due.standing != "none":
        lines.append(
            say(
                "karte.contact",
                last=say_day(due.last_on, today=today),
                ago=say_ago(due.days_since),
                due=say_day(due.due_on, today=today),
                maximum=say_day(due.maximum_on, today=today),
            )
        )
    return [*lines, ""]


def _state_of(milestone: MilestoneEntry) -> str:
    """Its state in a word; a session that was attended is done rather than accepted."""
    is_attended = milestone.kind == MilestoneKind.SESSION and milestone.state == MilestoneState.ACCEPTED
    return say_word(milestone.standing if is_attended else milestone.word)


def _milestones(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.milestones")]
    title_width = max(cell_len(say_title(one.title, one.title_en)) for one in karte.milestones)
    state_width = max(cell_len(_state_of(one)) for one in karte.milestones)
    for milestone in karte.milestones:
        title = say_title(milestone.title, milestone.title_en)
        if milestone.standing in ("済", "対象なし"):
            when = say_day(milestone.state_on, today=today)
        else:
            closed = say("phrase.on_closed_day") if milestone.due_on_closed_day else ""
            when = f"{say_day(milestone.due, today=today)}{closed} {say_due(milestone.due, today)}"
        late = say_word(milestone.standing) if milestone.standing in ("期限超過", "確認遅れ") else ""
        words = [
            _padded(title, title_width),
            _padded(_state_of(milestone), state_width),
            when,
            *([late] if late else []),
        ]
        if milestone.turn is not None:
            words.append(say_turn(milestone.turn, milestone.days_in_turn))
        if milestone.round > 1:
            words.append(say("karte.round", round=milestone.round))
        lines.append(Content.styled("  ".join(words), _MILESTONE_STYLES.get(milestone.standing, "")))
        if milestone.note:
            lines.append(Content.styled(f"    {milestone.note}", "$text-muted"))
        lines += [
            Content.styled(
                "    "
                + say(
                    "karte.extension",
                    to=say_day(extension.to, today=today),
                    on=say_day(extension.on, today=today),
                    by=extension.by or say("phrase.nobody"),
                    reason=extension.reason,
                ),
                "$text-muted",
            )
            for extension in milestone.extensions
        ]
    return [*lines, ""]


def _checkins(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.checkins", len(karte.checkins))]
    if not karte.checkins:
        lines.append(say("karte.no_checkins"))
    for checkin in karte.checkins:
        head = (
            f"{say_day(checkin.on, today=today)}  {say_word(checkin.channel)}  "
            f"{checkin.staff or say('phrase.nobody')}  {say_word(checkin.condition)}"
        )
        if checkin.next:
            head += "  " + say("karte.next_on", date=say_day(checkin.next, today=today))
        lines += [Content.styled(head, "bold"), checkin.note, ""]
    return lines if karte.checkins else [*lines, ""]


def _issues(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.issues", len(karte.issues))]
    for issue in karte.issues:
        words = [
            f"#{issue.id}",
            say_word(issue.state),
            say_word(issue.severity),
            say_word(issue.category),
            issue.title,
            say_day(issue.opened, today=today),
        ]
        lines.append(Content.styled("  ".join(words), "$text-muted" if issue.closed else ""))
        if issue.note:
            lines.append(Content.styled(f"    {issue.note}", "$text-muted"))
    return [*lines, ""]


def _actions(karte: Karte, today: date) -> list[Line]:
    lines: list[Line] = [_head("karte.actions", len(karte.actions))]
    for action in karte.actions:
        whose = action.staff or say(f"standing.{action.turn}")
        when = (
            say("karte.done", date=say_day(action.done, today=today))
            if action.done
            else f"{say_day(action.due, today=today)} {say_due(action.due, today)}"
            if action.due
            else say("phrase.no_due")
        )
        lines.append(Content.styled(f"{whose}  {action.title}  {when}", "$text-muted" if action.done else ""))
    return [*lines, ""]


def _attendance(karte: Karte) -> list[Line]:
    lines: list[Line] = [_head("karte.attendance")]
    for attendance in karte.attendance:
        words = [say_title(attendance.title, attendance.title_en), say_word(attendance.mark)]
        if attendance.heads is not None:
            words.append(say("karte.heads", heads=attendance.heads))
        if attendance.names:
            words.append(attendance.names)
        lines.append("  ".join(words))
    return [*lines, ""]


def _documents(karte: Karte, today: date) -> list[Line]:
    came = sum(document.received is not None for document in karte.documents)
    lines: list[Line] = [_head("karte.documents", came)]
    for document in karte.documents:
        not_here = say("karte.missing" if document.missing else "karte.not_received")
        when = say_day(document.received, today=today) if document.received else not_here
        words = [say_title(document.title, document.title_en), when, document.place, document.note]
        style = "$text-error" if document.missing else "" if document.received else "$text-muted"
        lines.append(Content.styled("  ".join(word for word in words if word), style))
    return lines


def _status_history(karte: Karte, today: date) -> list[Line]:
    if not karte.status_history:
        return []
    return [
        "",
        _head("karte.status_history"),
        *(
            f"{say_day(step.on, today=today)}  {say_word(step.status)}  {step.reason}  "
            f"{step.by or say('phrase.nobody')}"
            for step in karte.status_history
        ),
    ]


def _earlier(karte: Karte) -> list[Line]:
    """The years before, where the organization took part in any that the file holds."""
    if not karte.earlier:
        return []
    return [
        "",
        _head("karte.earlier", len(karte.earlier)),
        *(
            f"{say('karte.earlier_year', year=entry.year)}  {entry.number}  {say_word(entry.status)}  {entry.project}"
            for entry in karte.earlier
        ),
    ]
