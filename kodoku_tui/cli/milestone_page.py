"""One milestone of one group with all that happened to it, and commenting on its rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.documents import document_line, document_record
from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import give_json, give_lines
from kodoku_tui.cli.frame.parts import Whole, as_json, command, number_argument, option
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_due, say_title, say_turn

if TYPE_CHECKING:
    from kodoku_tui.services.duties.milestone_page import MilestonePage
    from kodoku_tui.services.duties.milestones import MilestoneEntry
    from kodoku_tui.services.duties.rounds import CommentEntry, RoundEntry, StepEntry


def register_pages(milestone: click.Group, as_record: Callable[[MilestoneEntry], dict[str, Any]]) -> None:
    """Add these commands to the family; `as_record` gives a milestone as data."""

    @command(milestone, "show", "cli.help.milestone_show")
    @number_argument
    @click.argument("key", metavar="KEY")
    @as_json
    @pass_setting
    def show(setting: Setting, number: int, key: str, form: str | None) -> None:
        from kodoku_tui.services.duties.milestone_page import milestone_page

        page = milestone_page(setting.reading_desk(), number, key)
        if form == "json":
            give_json(as_record(page.entry) | _record(page))
        else:
            give_lines(_lines(setting, page))

    @command(milestone, "comment", "cli.help.milestone_comment")
    @number_argument
    @click.argument("key", metavar="KEY")
    @click.argument("text", metavar="TEXT")
    @option("--round", "round_no", type=Whole(), metavar="N", help="cli.option.round")
    @pass_setting
    def comment(setting: Setting, number: int, key: str, text: str, round_no: int | None) -> None:
        from kodoku_tui.services.duties.milestone_page import add_comment

        setting.tell(add_comment(setting.writing_desk(), number, key, text, round_no=round_no))


def _record(page: MilestonePage) -> dict[str, Any]:
    """What the page has beyond the milestone's line in the list."""
    return {
        "word": page.entry.word,
        "state_on": page.entry.state_on,
        "steps": [
            {
                "on": step.on,
                "at": step.at,
                "by": step.by,
                "from": step.before,
                "to": step.after,
                "comment": step.comment,
            }
            for step in page.steps
        ],
        "rounds": [
            {
                "round": each.round,
                "submitted": each.submitted,
                "decision": each.decision,
                "decided": each.decided,
                "again_by": each.again_by,
                "comments": [
                    {"at": comment.at, "by": comment.by, "text": comment.text} for comment in each.comments
                ],
            }
            for each in page.rounds
        ],
        "documents": [document_record(document) for document in page.documents],
    }


def _lines(setting: Setting, page: MilestonePage) -> list[str]:
    entry = page.entry
    due = (
        ""
        if entry.is_settled
        else f"{say_day(entry.counts_on, today=setting.today)} {say_due(entry.counts_on, setting.today)}"
    )
    waits = say("karte.waits_for", title=", ".join(entry.waits_for)) if entry.waits_for else ""
    head = [say_word(entry.word), due, waits, say_turn(entry.turn, entry.days_in_turn)]
    return [
        f"{entry.group_no} {entry.group}",
        f"{say_title(entry.title, entry.title_en)}  {'  '.join(part for part in head if part)}",
        *_part("steps", (page.ending.marked(_step(setting, entry, step), step.on) for step in page.steps)),
        *_part("rounds", (line for each in page.rounds for line in _round(setting, page, each))),
        *_part("extensions", _extensions(setting, entry)),
        *_part(
            "documents",
            (
                page.ending.marked(document_line(setting, document), document.received)
                for document in page.documents
            ),
        ),
    ]


def _part(name: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return ["", say(f"cli.part_{name}"), *(found or [f"  {say('phrase.none')}"])]


def _step(setting: Setting, entry: MilestoneEntry, step: StepEntry) -> str:
    from kodoku_tui.domain.duties.milestones import shown_state

    return say(
        "cli.step",
        on=say_day(step.on or step.at[:10], today=setting.today),
        before=say_word(shown_state(step.before, entry.kind)),
        after=say_word(shown_state(step.after, entry.kind)),
        at=step.at.replace("T", " "),
        by=step.by or say("log.nobody"),
        comment=" ".join(step.comment.split()),
    ).rstrip()


def _round(setting: Setting, page: MilestonePage, each: RoundEntry) -> Iterator[str]:
    from kodoku_tui.domain.duties.milestones import shown_decision

    decision = say("cli.round_open")
    if each.decision is not None:
        decision = say_word(shown_decision(each.decision, page.entry.kind))
    said = say(
        "cli.round",
        round=each.round,
        submitted=say_day(each.submitted, today=setting.today),
        decision=decision,
        decided=say_day(each.decided, today=setting.today) if each.decided else "",
    ).rstrip()
    yield page.ending.marked(said, each.submitted, each.decided)
    if each.again_by is not None:
        yield "  " + say("karte.again_by", day=say_day(each.again_by, today=setting.today))
    yield from (f"  {_comment(comment)}" for comment in each.comments)


def _comment(comment: CommentEntry) -> str:
    return say(
        "cli.comment",
        at=comment.at.replace("T", " "),
        by=comment.by or say("log.nobody"),
        text=" ".join(comment.text.split()),
    )


def _extensions(setting: Setting, entry: MilestoneEntry) -> Iterator[str]:
    yield f"{say('cli.column.planned')} {say_day(entry.planned, today=setting.today)}"
    for extension in entry.extensions:
        yield say(
            "cli.extension",
            to=say_day(extension.to, today=setting.today),
            on=say_day(extension.on, today=setting.today),
            by=extension.by or say("log.nobody"),
            reason=extension.reason,
        )
        said = {
            "cli.extension_asked": {"asked": extension.asked_by},
            "cli.extension_approved": {"approved": extension.approved_by},
            "cli.extension_consent": {
                "day": say_day(extension.consent_on, today=setting.today) if extension.consent_on else ""
            },
        }
        yield from (f"  {say(key, **gap)}" for key, gap in said.items() if any(gap.values()))
