"""Issues, remedies and what helped others, in lines of text."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day, say_due
from kodoku_tui.services.checkins.actions import RecordedAction
from kodoku_tui.services.issues.page import IssuePage, IssueStep
from kodoku_tui.services.issues.remedies import LikeRemedy, Likes, RecordedRemedy
from kodoku_tui.services.issues.words import say_kind
from kodoku_tui.tui.lists.page_lines import Line, head, joined, readable

_RESULT_STYLES = {"効果あり": "$text-success", "一部効果": "$text-success", "効果なし": "$text-muted"}
_BODY = "    "


def like_heading(likes: Likes) -> str:
    """How many others solved an issue of the kind."""
    return say("like.heading", count=likes.groups)


def like_line(one: LikeRemedy) -> str:
    """What helped another group, on one line."""
    return say(
        "like.line",
        number=one.group_no,
        group=short_name(one.group),
        text=" ".join(one.text[:200].split()),
        result=say_word(one.result),
    )


def remedy_lines(remedy: RecordedRemedy, today: date) -> list[Line]:
    """When, by whom and with what result; what was done; what came of it."""
    who = remedy.staff or say("phrase.nobody")
    heading = f"#{remedy.id}  {say_day(remedy.tried, today=today)}  {say_word(remedy.result)}  {who}"
    lines: list[Line] = [Content.styled(heading, _RESULT_STYLES.get(remedy.result, "$text-accent"))]
    lines += [f"{_BODY}{line}" for line in readable(remedy.text).splitlines()]
    if remedy.result_note:
        note = say("remedy.result_was", text=readable(remedy.result_note))
        lines += [Content.styled(f"{_BODY}{line}", "$text-muted") for line in note.splitlines()]
    return lines


def issue_page_text(page: IssuePage, today: date) -> Content:
    """The whole page of one issue."""
    return joined(
        [
            *_facts(page, today),
            head("issue.remedies", len(page.remedies)),
            *(
                [line for remedy in page.remedies for line in remedy_lines(remedy, today)]
                or [say("issue.no_remedies")]
            ),
            "",
            *_likes(page),
            head("karte.actions", len(page.actions)),
            *(_action(action, today) for action in page.actions),
            "",
            *_found_in(page, today),
            head("issue.history"),
            *(_step(step, today) for step in page.history),
        ]
    )


def _facts(page: IssuePage, today: date) -> list[Line]:
    issue = page.issue
    is_heavy = issue.severity == "重" and issue.closed is None
    state = [say_word(issue.state), say("issue.severity_of", severity=say_word(issue.severity))]
    state += [say_word(issue.noticed), say_kind(issue.category, issue.subcategory)]
    days = (today - date.fromisoformat(issue.opened)).days
    since = say("issue.opened_on", day=say_day(issue.opened, today=today), ago=say_ago(days))
    if issue.closed:
        since += "  " + say("issue.closed_on", day=say_day(issue.closed, today=today))
    return [
        Content.styled(f"#{issue.id}  {issue.title}", "bold"),
        f"{issue.group_no}  {issue.group}",
        Content.styled("  ".join(state), "bold $text-error" if is_heavy else "bold"),
        since,
        *([readable(issue.note)] if issue.note else []),
        "",
    ]


def _likes(page: IssuePage) -> list[Line]:
    lines: list[Line] = [Content.styled(f" {like_heading(page.likes)} ", "bold on $primary-muted")]
    if not page.likes.remedies:
        return [*lines, say("like.none"), ""]
    for one in page.likes.remedies:
        why = say("filter.between").join(say(f"like.{reason}") for reason in one.reasons)
        lines.append(Content.styled(f"{one.group_no} {one.group}  {one.issue_title}", "$text-accent"))
        lines.append(f"{_BODY}{say_word(one.result)}  {' '.join(readable(one.text).split())}")
        if one.result_note:
            lines.append(
                Content.styled(f"{_BODY}{' '.join(readable(one.result_note).split())}", "$text-muted")
            )
        lines.append(Content.styled(f"{_BODY}{say('like.because', reasons=why)}", "$text-muted"))
    return [*lines, ""]


def _action(action: RecordedAction, today: date) -> Line:
    whose = action.staff or say(f"standing.{action.turn}")
    if action.done:
        when = say("karte.done", date=say_day(action.done, today=today))
    elif action.due:
        when = f"{say_day(action.due, today=today)} {say_due(action.due, today)}"
    else:
        when = say("phrase.no_due")
    return Content.styled(f"{whose}  {action.title}  {when}", "$text-muted" if action.done else "")


def _found_in(page: IssuePage, today: date) -> list[Line]:
    found = page.found_in
    if found is None:
        return []
    words = [say_day(found.on, today=today), say_word(found.channel), found.staff or say("phrase.nobody")]
    return [head("issue.found_in"), Content.styled("  ".join(words), "bold"), readable(found.note), ""]


def _step(step: IssueStep, today: date) -> Line:
    who = step.by or say("phrase.nobody")
    day = say_day(step.at[:10], today=today)
    if step.state_before is None:
        return f"{day}  {say('issue.recorded', state=say_word(step.state))}  {who}"
    return f"{day}  {say_word(step.state_before)} -> {say_word(step.state)}  {who}"
