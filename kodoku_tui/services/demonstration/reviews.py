"""The reviews (レビュー) of the invented year: whom they looked at, what was decided, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from kodoku_tui.domain.review.entries import DecisionEntry, ReviewEntry
from kodoku_tui.domain.review.frozen import thaw
from kodoku_tui.services.checkins.actions import finish_action
from kodoku_tui.services.demonstration.cast import Cast, material
from kodoku_tui.services.demonstration.story import Story, StoryDesk, open_day, open_days_after
from kodoku_tui.services.review.decisions import decide, line_at, mark_looked_at
from kodoku_tui.services.review.reviews import end_review, lines_of_review, start_review

_BEGINS, _EVENING = time(10, 30), time(17, 40)
_PRESENT, _LOOKED_AT = 4, 16
# Of the promises, every so manyth is kept some days after its day.
_LATE, _DAYS_LATE = 4, 3


def tell_reviews(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Some reviews of the year, each ended within the day; what was promised in it is kept."""
    for one in material("facts")["review"]:
        held_on = open_day(date(plan["fiscal_year"] + (one["month"] < 4), one["month"], one["day"]))
        if held_on > plan["starts_on"]:
            _tell_review(story, cast, held_on)


def _tell_review(story: Story, cast: Cast, held_on: date) -> None:
    decisions: Mapping[str, Mapping[str, Any]] = material("facts")["decision"]
    review: list[int] = []

    def walk(desk: StoryDesk) -> None:
        started = start_review(desk, ReviewEntry(present="、".join(cast.staff[:_PRESENT])))
        assert started.row_id is not None
        review.append(started.row_id)
        for line in lines_of_review(desk, review[0])[:_LOOKED_AT]:
            frozen = line_at(desk, review[0], line.position)
            assert frozen is not None
            told = next(
                (decisions[one.key] for one in thaw(frozen["terms"]).terms if one.key in decisions), None
            )
            if told is None:
                mark_looked_at(desk, review[0], line.group_no)
            else:
                has_day = "days" in told
                entry = DecisionEntry(
                    decision=told["text"],
                    by_group=told.get("by_group", False),
                    due_on=open_days_after(held_on, told["days"]) if has_day else None,
                )
                decide(desk, review[0], line.group_no, entry, promises=has_day)
        end_review(desk, review[0])

    story.tell_at(datetime.combine(held_on, _BEGINS), cast.leader, walk)
    longest = max(told.get("days", 0) for told in decisions.values()) + _DAYS_LATE
    for after in range(1, longest + 1):
        on = open_days_after(held_on, after)
        keep = partial(_keep, review=review, on=on)
        story.tell_at(datetime.combine(on, _EVENING), cast.leader, keep)


def _keep(desk: StoryDesk, review: list[int], on: date) -> None:
    """Keep what is due on a day, and what had been due some days before."""
    promised = desk.connection.execute(
        "SELECT action.id, action.due_on FROM review_group JOIN action ON action.id = action_id"
        " WHERE review_id = ? AND done_on IS NULL ORDER BY action.id",
        review,
    ).fetchall()
    for action_id, due_on in promised:
        due = date.fromisoformat(due_on)
        kept_on = open_days_after(due, _DAYS_LATE) if action_id % _LATE == 0 else due
        if kept_on <= on:
            finish_action(desk, action_id, on=on)
