"""One group on one page, as data and for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kodoku_tui.cli.actions import ACTION_FIELDS
from kodoku_tui.cli.activity import activity_record, change_record
from kodoku_tui.cli.attendance import MARK_FIELDS
from kodoku_tui.cli.checkins import checkin_record
from kodoku_tui.cli.documents import document_line, document_record
from kodoku_tui.cli.frame.context import Setting
from kodoku_tui.cli.frame.display import display_width, padded
from kodoku_tui.cli.issues import ISSUE_FIELDS
from kodoku_tui.cli.lists import WORK_FIELDS, work_record, work_words
from kodoku_tui.cli.milestones import milestone_record
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_session_day, say_title, say_turn

if TYPE_CHECKING:
    from kodoku_tui.services.karte.karte import Karte

STATUS_STEP_FIELDS = ("on", "status", "reason", "at", "by")
EARLIER_FIELDS = ("year", "number", "project", "status")


def page_record(karte: Karte) -> dict[str, Any]:
    """What the page has beyond the group's line in the register."""
    due = karte.checkin_due
    steps = [work_record(step) for step in karte.next_steps]
    return {
        "deputy": karte.deputy,
        "aliases": karte.aliases,
        "status_on": karte.status_on,
        "status_reason": karte.status_reason,
        "support_tier": karte.support_tier,
        "checkin_due": due.due_on,
        "checkin_maximum": due.maximum_on,
        "checkin_state": due.standing,
        "next_steps": [{field: step[field] for field in WORK_FIELDS} for step in steps],
        "milestones": [milestone_record(entry) for entry in karte.milestones],
        "checkins": [checkin_record(entry) for entry in karte.checkins],
        "issues": _records(karte.issues, ISSUE_FIELDS),
        "actions": _records(karte.actions, ACTION_FIELDS),
        "attendance": _records(karte.attendance, MARK_FIELDS),
        "documents": [document_record(document) for document in karte.documents],
        "status_history": _records(karte.status_history, STATUS_STEP_FIELDS),
        "earlier": _records(karte.earlier, EARLIER_FIELDS),
        **{name: value if value != "" else None for name, value in karte.facts.items()},
        "activity": [activity_record(month) for month in karte.activity],
        "plan_changes": [change_record(change) for change in karte.plan_changes],
    }


def page_lines(setting: Setting, karte: Karte, sessions: Mapping[str, str]) -> list[str]:
    """The page for people: facts, what is next, milestones, check-ins newest first, issues, promises, attendance.

    `sessions` are the titles of the sessions by their key.
    """
    from kodoku_tui.services.register.fact_words import month_words

    entry = karte.entry
    return [
        f"{entry.group_no} {entry.group}",
        *_facts(setting, karte),
        *_part("next_steps", (_step(setting, step) for step in map(work_record, karte.next_steps))),
        *_part("milestones", _milestones(setting, karte)),
        *_part("checkins", _checkins(setting, karte)),
        *_part("issues", _issues(setting, karte)),
        *_part("actions", _actions(setting, karte)),
        *_part("attendance", _attendance(setting, karte, sessions)),
        *_part("activity", map(month_words, karte.activity)),
        *(_part("plan_changes", _plan_changes(setting, karte)) if karte.plan_changes else ()),
        *_part(
            "documents",
            (
                karte.ending.marked(document_line(setting, document), document.received)
                for document in karte.documents
            ),
        ),
        *(_part("status", _status_steps(setting, karte)) if karte.status_history else []),
        *(_part("earlier", _earlier(karte)) if karte.earlier else ()),
    ]


def _records(entries: Iterable[object], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{field: getattr(entry, field) for field in fields} for entry in entries]


def _facts(setting: Setting, karte: Karte) -> list[str]:
    from kodoku_tui.services.register.choices import target_word
    from kodoku_tui.services.register.fact_words import known_facts

    entry, due = karte.entry, karte.checkin_due
    separator = say("cli.separator")
    status = [
        say_word(entry.status),
        say_day(karte.status_on, today=setting.today) if karte.status_on else "",
    ]
    facts = {
        "project": entry.project,
        "legal_form": say_word(entry.legal_form),
        "targets": separator.join(map(target_word, entry.targets)),
        "area": entry.area,
        "blocks": separator.join(map(say_word, entry.blocks)),
        "r6": say("cli.adopted_last_year") if entry.r6 else "",
        "aliases": separator.join(karte.aliases),
        "status": " ".join(part for part in [*status, karte.status_reason] if part),
        "main": entry.staff or "",
        "deputy": karte.deputy or "",
        "tier": say_word(karte.support_tier),
        "last_checkin": say_day(due.last_on, today=setting.today),
        "next_checkin": (
            f"{say_day(due.due_on, today=setting.today)} {say_due(due.due_on, setting.today)}"
            if due.standing != "none"
            else ""
        ),
    }
    lines = [(say(f"cli.column.{name}"), value) for name, value in facts.items()]
    lines += known_facts(karte.facts, setting.today)
    width = max(display_width(label) for label, _ in lines)
    return [f"  {padded(label, width)}  {value or say('phrase.none')}" for label, value in lines]


def _plan_changes(setting: Setting, karte: Karte) -> Iterable[str]:
    from kodoku_tui.services.register.fact_words import change_words

    for change in karte.plan_changes:
        yield change_words(change, setting.today)
        yield from (f"  {line}" for line in change.note.splitlines())


def _part(name: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return ["", say(f"cli.part_{name}"), *(found or [f"  {say('phrase.none')}"])]


def _step(setting: Setting, step: dict[str, Any]) -> str:
    what = work_words(step["what"], step["title"])
    return f"{say('cli.urgency_' + step['urgency'])}  {what}  {say_due(step['due'], setting.today)}"


def _milestones(setting: Setting, karte: Karte) -> Iterable[str]:
    for entry in karte.milestones:
        day = entry.counts_on if not entry.is_settled or entry.state_on is None else entry.state_on
        over = say_due(entry.counts_on, setting.today) if entry.turn == "group" or entry.is_late else ""
        title = say_title(entry.title, entry.title_en)
        closed = say("phrase.on_closed_day") if entry.due_on_closed_day else ""
        when = f"{say_session_day(day, entry.is_day_open, today=setting.today)}{closed}"
        turn = say_turn(entry.turn, entry.days_in_turn) if entry.turn_says_something else ""
        titles = {one.key: say_title(one.title, one.title_en) for one in karte.milestones}
        waited = say("cli.separator").join(titles.get(key, key) for key in entry.waits_for)
        waits = say("karte.waits_for", title=waited) if waited else ""
        words = [title, when, over, turn, waits]
        said = "  ".join([say_word(entry.word), *(word for word in words if word)])
        yield karte.ending.marked(said, entry.state_on)
        for extension in entry.extensions:
            to = say_day(extension.to, today=setting.today)
            on = say_day(extension.on, today=setting.today)
            yield "  " + say(
                "cli.extension", to=to, on=on, by=extension.by or say("log.nobody"), reason=extension.reason
            )


def _checkins(setting: Setting, karte: Karte) -> Iterable[str]:
    from kodoku_tui.services.checkins.words import how_it_seemed, more_lines

    for entry in karte.checkins:
        day = say_day(entry.held_on, today=setting.today)
        said = f"{day}  {say_word(entry.channel)}  {how_it_seemed(entry)}  {entry.staff or ''}".rstrip()
        yield karte.ending.marked_as_written(said, entry.moment)
        if entry.participants:
            yield "  " + say("karte.with", names=say("cli.separator").join(entry.participants))
        yield from (f"  {line}" for line in more_lines(entry, setting.today))
        yield from (f"  {line}" for line in entry.note.splitlines())
        if entry.next_on:
            yield "  " + say("cli.agreed", day=say_day(entry.next_on, today=setting.today))


def _issues(setting: Setting, karte: Karte) -> Iterable[str]:
    for entry in karte.issues:
        words = "  ".join(say_word(word) for word in (entry.category, entry.severity, entry.state))
        yield f"#{entry.id}  {words}  {entry.title}  {say_day(entry.opened, today=setting.today)}"
        yield from (f"  {line}" for line in entry.note.splitlines())


def _actions(setting: Setting, karte: Karte) -> Iterable[str]:
    for entry in karte.actions:
        done = say("cli.done_on", day=say_day(entry.done, today=setting.today)) if entry.done else ""
        standing = done or say_due(entry.due, setting.today)
        said = f"#{entry.id}  {say('standing.' + entry.turn)}  {entry.title}  {standing}"
        yield karte.ending.marked(said, entry.done)


def _status_steps(setting: Setting, karte: Karte) -> Iterable[str]:
    for step in karte.status_history:
        yield say(
            "cli.status_step",
            on=say_day(step.on, today=setting.today),
            status=say_word(step.status),
            at=step.at.replace("T", " "),
            by=step.by or say("log.nobody"),
            reason=step.reason,
        ).rstrip()


def _attendance(setting: Setting, karte: Karte, sessions: Mapping[str, str]) -> Iterable[str]:
    for entry in karte.attendance:
        if entry.is_to_come(setting.today):
            day = say_session_day(entry.on, entry.is_day_open, today=setting.today)
            said = say("karte.reply", reply=say_word(entry.reply))
            yield f"{said}  {sessions[entry.session]}  {day}"
        else:
            yield f"{say_word(entry.mark)}  {sessions[entry.session]}"


def _earlier(karte: Karte) -> Iterable[str]:
    return (
        f"{say('cli.fiscal_year', year=entry.year)}  {entry.number}  {say_word(entry.status)}  {entry.project}"
        for entry in karte.earlier
    )
