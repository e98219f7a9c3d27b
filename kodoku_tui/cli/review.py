"""The review: begun, decided in, ended, its minutes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting
from kodoku_tui.cli.frame.output import Table, give, give_json, give_lines, tell
from kodoku_tui.cli.frame.parts import (
    FileToWrite,
    Group,
    Whole,
    as_data,
    as_json,
    command,
    day_option,
    number_argument,
    option,
    replacing,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day

if TYPE_CHECKING:
    from kodoku_tui.domain.review.minutes import GroupMinutes, Minutes
    from kodoku_tui.services.review.reviews import ReviewStanding

REVIEW_FIELDS = (
    "review",
    "started",
    "ended",
    "present",
    "staff",
    "block",
    "groups",
    "looked",
    "decided",
    "acted",
    "skipped",
    "next_group_no",
)


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(review)


@click.group(cls=Group, help="cli.help.review")
def review() -> None:
    """Walking through the groups in the order of attention."""


@command(review, "start", "cli.help.review_start")
@option("--staff", metavar="NAME", default="", help="cli.option.of_staff")
@option("--block", metavar="BLOCK", default="", help="cli.option.block")
@option("--present", metavar="NAMES", default="", help="cli.option.present")
@pass_setting
def review_start(setting: Setting, staff: str, block: str, present: str) -> None:
    """Begin a review."""
    from kodoku_tui.domain.review.entries import ReviewEntry
    from kodoku_tui.services.review.reviews import start_review

    desk = setting.writing_desk()
    entry = ReviewEntry(present=present or desk.staff, staff=staff, block=block)
    setting.tell(start_review(desk, entry))


@command(review, "list", "cli.help.review_list")
@as_data
@pass_setting
def review_list(setting: Setting, form: str | None) -> None:
    """The reviews of the year and where each stands."""
    from kodoku_tui.services.review.reviews import standings

    found = standings(setting.reading_desk())
    names = ("id", "started", "ended", "present", "groups", "looked", "decided", "skipped", "goes_on_at")
    give(
        form,
        REVIEW_FIELDS,
        [_record(each) for each in found],
        lambda: Table(
            [say(f"cli.column.{name}") for name in names],
            [
                [
                    each.review.id,
                    say_day(each.review.started_on, today=setting.today),
                    say_day(each.review.ended_on, today=setting.today) if each.review.ended_on else None,
                    each.review.present,
                    each.counts.groups,
                    each.counts.looked,
                    each.counts.decided,
                    each.counts.skipped,
                    _goes_on_at(each),
                ]
                for each in found
            ],
        ),
        empty="cli.empty.reviews",
    )


@command(review, "decide", "cli.help.review_decide")
@number_argument
@click.argument("text", metavar="TEXT")
@option("--by", "staff", metavar="NAME", help="cli.option.decision_by")
@option("--by-group", is_flag=True, help="cli.option.decision_by_group")
@day_option("--due", help="cli.option.decision_due")
@option("--promise", is_flag=True, help="cli.option.decision_promise")
@option("--review", "review_id", type=Whole(), metavar="ID", help="cli.option.review")
@pass_setting
def review_decide(
    setting: Setting,
    number: int,
    text: str,
    staff: str | None,
    by_group: bool,
    due: str | None,
    promise: bool,
    review_id: int | None,
) -> None:
    """Write down what was decided for a group."""
    from kodoku_tui.domain.review.entries import DecisionEntry
    from kodoku_tui.services.review.decisions import decide
    from kodoku_tui.services.review.reviews import review_of

    desk = setting.writing_desk()
    entry = DecisionEntry(
        decision=text,
        by_group=by_group,
        staff=staff,
        due_on=setting.optional_day(desk, due, Direction.FUTURE),
    )
    entry.check()
    meant = review_of(desk, review_id).id
    setting.tell(decide(desk, meant, number, entry, promises=promise))


@command(review, "seen", "cli.help.review_seen")
@number_argument
@option("--review", "review_id", type=Whole(), metavar="ID", help="cli.option.review")
@pass_setting
def review_seen(setting: Setting, number: int, review_id: int | None) -> None:
    """Write down that a group was looked at and there is nothing to decide."""
    from kodoku_tui.services.review.decisions import mark_looked_at
    from kodoku_tui.services.review.reviews import review_of

    desk = setting.writing_desk()
    setting.tell(mark_looked_at(desk, review_of(desk, review_id).id, number))


@command(review, "end", "cli.help.review_end")
@option("--review", "review_id", type=Whole(), metavar="ID", help="cli.option.review")
@pass_setting
def review_end(setting: Setting, review_id: int | None) -> None:
    """End a review."""
    from kodoku_tui.services.review.reviews import end_review, review_of

    desk = setting.writing_desk()
    setting.tell(end_review(desk, review_of(desk, review_id).id))


@command(review, "minutes", "cli.help.review_minutes")
@click.argument("file", type=FileToWrite(), metavar="[FILE.xlsx|FILE.md]", required=False)
@option("--review", "review_id", type=Whole(), metavar="ID", help="cli.option.review")
@as_json
@replacing
@pass_setting
def review_minutes(
    setting: Setting, file: Path | None, review_id: int | None, form: str | None, replaces: bool
) -> None:
    """The minutes of a review: for people, as data, or written to a file."""
    from kodoku_tui.reports.minutes import minutes_lines
    from kodoku_tui.services.review.minutes import minutes_of, minutes_written, write_minutes

    desk = setting.reading_desk()
    minutes = minutes_of(desk, review_id)
    if file is not None:
        tell(minutes_written(file, write_minutes(desk, file, minutes.review, replaces=replaces)))
    if form == "json":
        give_json(_document(minutes))
    elif file is None:
        give_lines([line.text for line in minutes_lines(minutes)])


def _goes_on_at(each: ReviewStanding) -> str | None:
    line = each.goes_on_at
    return None if line is None or each.review.ended_on else f"{line.group_no} {line.group}"


def _record(each: ReviewStanding) -> dict[str, Any]:
    found, counts = each.review, each.counts
    return {
        "review": found.id,
        "started": found.started_on,
        "ended": found.ended_on,
        "present": found.present,
        "staff": found.staff or None,
        "block": found.block or None,
        "groups": counts.groups,
        "looked": counts.looked,
        "decided": counts.decided,
        "acted": counts.acted,
        "skipped": counts.skipped,
        "next_group_no": None if each.goes_on_at is None or found.ended_on else each.goes_on_at.group_no,
    }


def _document(minutes: Minutes) -> dict[str, Any]:
    counts = minutes.counts
    return {
        "review": minutes.review,
        "started": minutes.started_on,
        "ended": minutes.ended_on,
        "present": minutes.present,
        "staff": minutes.staff or None,
        "block": minutes.block or None,
        "groups": counts.groups,
        "looked": counts.looked,
        "decided": counts.decided,
        "acted": counts.acted,
        "skipped": counts.skipped,
        "items": [_item(group, minutes.started_on) for group in minutes.groups],
    }


def _item(group: GroupMinutes, started_on: str) -> dict[str, Any]:
    from datetime import date

    from kodoku_tui.reports.minutes import acts_words, say_frozen

    day = date.fromisoformat(started_on)
    frozen = group.frozen
    return {
        "position": group.position,
        "group_no": group.group_no,
        "group": group.group,
        "staff": group.staff,
        "standing": group.standing.value,
        "score": frozen.score,
        "own_lateness": frozen.own_lateness,
        "reasons": [say_frozen(term.reason, day) for term in frozen.terms],
        "own_reasons": [say_frozen(term.reason, day) for term in frozen.own_terms],
        "decision": group.decision,
        "turn": group.turn or None,
        "by": group.by,
        "due": group.due_on,
        "promised": group.is_promised,
        "acts": acts_words(group, day),
        "left": group.left,
    }
