"""Reviews: begun with the groups in the order of attention, gone on with, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.review.frozen import freeze
from kodoku_tui.domain.review.progress import ReviewCounts, ReviewLine, counts_of, first_to_look_at
from kodoku_tui.domain.said import Said
from kodoku_tui.services.attention.attention import attention
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.choices import block_named
from kodoku_tui.services.register.staff import name_of, staff_id_of
from kodoku_tui.store.queries import rows

if TYPE_CHECKING:
    from kodoku_tui.domain.review.entries import ReviewEntry


@dataclass(frozen=True, slots=True)
class RecordedReview:
    """One review as it stands in the file; days are ISO text, `ended_on` None while it goes on."""

    id: int
    version: int
    started_on: str
    ended_on: str | None
    present: str
    staff: str
    block: str


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """A review and where it stands; `goes_on_at` is the first group not looked at yet, None where there is none."""

    review: RecordedReview
    counts: ReviewCounts
    goes_on_at: ReviewLine | None


def start_review(desk: Desk, entry: ReviewEntry) -> Outcome:
    """Begin a review of the groups that are accompanied, in the order of attention as of today, which stays.

    Raises `Refused` while another one of the year goes on, and where there is no group to walk through.
    """
    entry.check()
    staff, block = _whose(desk, entry)
    found = attention(desk, chosen=GroupFilter(staff=staff or None, block=block or None))
    if not found:
        raise Refused("error.review_without_groups", field="staff")
    with desk.writing("unit.start_review", groups=len(found), date=desk.today) as unit:
        under_way = open_review(desk)
        if under_way is not None:
            raise Refused("error.review_under_way", number=under_way.id, date=under_way.started_on)
        review_id = unit.insert(
            "review",
            programme_id=desk.programme["id"],
            started_on=desk.today.isoformat(),
            present=entry.present,
            staff=staff,
            block=block,
        )
        unit.insert_many(
            "review_group",
            [
                {
                    "review_id": review_id,
                    "group_id": one.group_id,
                    "position": position,
                    "terms": freeze(one.score, one.own_lateness, one.terms, one.own_terms),
                }
                for position, one in enumerate(found, start=1)
            ],
        )
    return Outcome.of(unit, Said("saved.review_started", groups=len(found)), row_id=review_id)


def end_review(desk: Desk, review_id: int) -> Outcome:
    """End a review. Its minutes and its decisions can still be put right. Raises `Refused` for one that has ended."""
    review = review_of(desk, review_id)
    if review.ended_on is not None:
        raise Refused("error.review_ended", number=review.id, date=review.ended_on)
    counts = counts_of(lines_of_review(desk, review_id))
    # Whoever opened a file of tomorrow by mistake ends it no sooner than it began.
    ended_on = max(desk.today.isoformat(), review.started_on)
    with desk.writing("unit.end_review", date=review.started_on) as unit:
        unit.update("review", review_id, {"ended_on": ended_on}, version=review.version)
    saved = Said("saved.review_ended", looked=counts.looked, decided=counts.decided, skipped=counts.skipped)
    return Outcome.of(unit, saved, row_id=review_id)


def list_reviews(desk: Desk) -> list[RecordedReview]:
    """The reviews of the year, the newest first."""
    with desk.reading() as connection:
        found = rows(connection, "review/reviews", programme_id=desk.programme["id"])
        return [RecordedReview(**one) for one in found]


def standings(desk: Desk) -> list[ReviewStanding]:
    """The reviews of the year with where each stands, the newest first."""
    with desk.reading():
        return [standing_of_review(desk, review) for review in list_reviews(desk)]


def standing_of_review(desk: Desk, review: RecordedReview) -> ReviewStanding:
    """Where a review stands."""
    lines = lines_of_review(desk, review.id)
    return ReviewStanding(review, counts_of(lines), first_to_look_at(lines))


def open_review(desk: Desk) -> RecordedReview | None:
    """The review of the year that goes on, if any."""
    return next((review for review in list_reviews(desk) if review.ended_on is None), None)


def review_of(desk: Desk, review_id: int | None = None) -> RecordedReview:
    """The review of the year with this number; without one the one that goes on, else the newest.

    Raises `Refused` where there is none.
    """
    found = list_reviews(desk)
    if review_id is not None:
        for review in found:
            if review.id == review_id:
                return review
        raise Refused("error.no_such_review", field="review", number=review_id)
    if not found:
        raise Refused("error.no_review_yet", field="review")
    return next((review for review in found if review.ended_on is None), found[0])


def review_of_line(desk: Desk, line_id: int) -> int:
    """The number of the review that a line is of; raises `Refused` where there is no such line."""
    with desk.reading() as connection:
        found = connection.execute("SELECT review_id FROM review_group WHERE id = ?", (line_id,)).fetchone()
    if found is None:
        raise Refused("error.row_gone")
    return int(found["review_id"])


def lines_of_review(desk: Desk, review_id: int) -> list[ReviewLine]:
    """The groups of a review in its order, with what became of each."""
    with desk.reading() as connection:
        return [
            ReviewLine(
                id=one["id"],
                position=one["position"],
                group_no=one["group_no"],
                group=one["group"],
                status=one["status"],
                is_looked_at=bool(one["is_looked_at"]),
                has_decision=bool(one["has_decision"]),
                acts=one["acts"],
            )
            for one in rows(connection, "review/lines", review_id=review_id)
        ]


def _whose(desk: Desk, entry: ReviewEntry) -> tuple[str, str]:
    """Whose groups of which block, as they are registered."""
    with desk.reading() as connection:
        staff = name_of(connection, staff_id_of(connection, entry.staff)) if entry.staff else ""
    return staff, block_named(entry.block) if entry.block else ""
