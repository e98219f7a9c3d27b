"""The minutes of a review, made from its rows whenever somebody asks, and handed out."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.review.frozen import thaw
from kodoku_tui.domain.review.minutes import GroupMinutes, Minutes
from kodoku_tui.domain.review.progress import counts_of
from kodoku_tui.domain.said import Said
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.review.reviews import lines_of_review, review_of
from kodoku_tui.store.queries import rows
from kodoku_tui.store.written_files import MARKDOWN, WORKBOOK

_ENDINGS = (WORKBOOK, MARKDOWN)


def minutes_of(desk: Desk, review_id: int | None = None) -> Minutes:
    """The minutes of a review as of now; without a number those of the one that goes on, else of the newest.

    What was taken back is not in them. Raises `Refused` where there is no such review.
    """
    with desk.reading() as connection:
        review = review_of(desk, review_id)
        lines = {line.id: line for line in lines_of_review(desk, review.id)}
        acts: dict[int, list[Said]] = defaultdict(list)
        for act in rows(connection, "review/acts", review_id=review.id):
            acts[act["review_group_id"]].append(Said(act["what_key"], **json.loads(act["what_params"])))
        groups = tuple(
            GroupMinutes(
                id=one["id"],
                position=one["position"],
                group_no=one["group_no"],
                group=one["group"],
                staff=one["main_staff"],
                standing=lines[one["id"]].standing,
                frozen=thaw(one["terms"]),
                decision=one["decision"],
                turn=one["turn"],
                by=one["by"],
                due_on=one["due_on"],
                is_promised=one["promise_id"] is not None,
                acts=tuple(acts[one["id"]]),
                left=one["status"] if GroupStatus(one["status"]).has_left else None,
                left_on=one["status_on"] if GroupStatus(one["status"]).has_left else None,
            )
            for one in rows(connection, "review/minutes", review_id=review.id)
        )
        programme = desk.programme
        return Minutes(
            review=review.id,
            programme=programme["name"],
            programme_en=programme["name_en"],
            is_demonstration=bool(programme["is_demonstration"]),
            started_on=review.started_on,
            ended_on=review.ended_on,
            present=review.present,
            staff=review.staff,
            block=review.block,
            counts=counts_of(lines.values()),
            groups=groups,
        )


def write_minutes(desk: Desk, path: Path, review_id: int | None = None, *, replaces: bool = False) -> int:
    """Write the minutes: Markdown where the name says so (.md), else a workbook. Returns how many groups they hold.

    What is at `path` is replaced only where `replaces`. Raises `Refused` for another ending, and as `WrittenPath` does.
    """
    ending = path.suffix.casefold()
    if ending not in _ENDINGS:
        raise _wrong_ending(desk, path)
    written = desk.written_path(path, ending=ending, replaces=replaces)
    minutes = minutes_of(desk, review_id)
    if ending == MARKDOWN:
        from kodoku_tui.reports.minutes import write_minutes_markdown

        write_minutes_markdown(written, minutes)
    else:
        from kodoku_tui.excel.writing.list_writer import write_lists
        from kodoku_tui.reports.minutes import minutes_title
        from kodoku_tui.services.review.minutes_sheets import minutes_sheets

        write_lists(written, minutes_sheets(minutes), title=minutes_title(minutes), created=desk.today)
    return len(minutes.groups)


def minutes_written(path: Path, groups: int) -> str:
    """What is said once the minutes were written."""
    return say("review.written", path=path, groups=groups)


def _wrong_ending(desk: Desk, path: Path) -> Refused:
    """Both endings, unless the gate has a graver reason: the path is the database in use."""
    try:
        desk.written_path(path, ending=_ENDINGS[0])
    except Refused as refused:
        if refused.key != "error.wrong_ending":
            return refused
    return Refused("error.wrong_ending", path=path, ending=_ENDINGS)
