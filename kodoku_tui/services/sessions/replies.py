"""Recording what groups say before the day of a session (出欠の返事), and counting it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.replies import Difference, SessionDifference, differences
from kodoku_tui.domain.words import Reply
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.register.finding import active_group_of
from kodoku_tui.services.sessions.announcements import session_named
from kodoku_tui.services.sessions.sessions import AttendanceRow
from kodoku_tui.store.queries import row


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """The reply of one group. `version` is what the person saw: 0 for a first reply, None for whatever stands."""

    group_no: int
    reply: Reply
    version: int | None = None


def record_replies(desk: Desk, key: str, entries: Sequence[ReplyEntry]) -> Outcome:
    """Record what groups said of a session, all in one unit; also on its day and later, as what they said before it.

    Raises `Refused` for an unknown session, nobody named, and a group that is not at work any more; `StaleVersion` for
    a reply that somebody else changed first.
    """
    session = session_named(desk, key)
    if not entries:
        raise Refused("error.nobody_replied", field="numbers")
    numbers = number_ranges([entry.group_no for entry in entries])
    titles = {"title": session["title"], "title_en": session["title_en"]}
    with desk.writing("unit.record_replies", groups=numbers, **titles) as unit:
        for entry in entries:
            group = active_group_of(desk, entry.group_no)
            place = {"session_id": session["id"], "group_id": group["id"]}
            standing = row(unit.connection, "sessions/reply", **place)
            values = {"reply": entry.reply.value, "replied_on": desk.today.isoformat()}
            if standing is None:
                unit.insert("session_reply", **place, **values)
            elif standing["reply"] != entry.reply:
                unit.update("session_reply", standing["id"], values, version=entry.version or None)
    if len(entries) == 1:
        words = f"{group['number']} {group['name']}"
        return Outcome.of(
            unit, Said("saved.reply_of", group=words, reply=entries[0].reply), row_id=group["id"]
        )
    counts = Counter(entry.reply for entry in entries)
    each = tuple(Said("saved.marks_of", mark=reply, count=count) for reply, count in counts.items())
    return Outcome.of(unit, Said("saved.replies", replies=each), row_id=session["id"])


def has_replies(desk: Desk, key: str) -> bool:
    """Whether anybody said before the day whether it would come."""
    found = desk.connection.execute(
        "SELECT 1 FROM session_reply WHERE session_id = ? AND reply <> '未回答' LIMIT 1",
        (session_named(desk, key)["id"],),
    )
    return found.fetchone() is not None


def reply_counts(rows: Iterable[AttendanceRow]) -> Counter[str]:
    """How many groups of a session's page gave each reply; empty where nobody did."""
    counts = Counter(one.reply for one in rows)
    return counts if any(reply != Reply.UNANSWERED for reply in counts) else Counter()


def told_differences(pairs: Iterable[tuple[str, str]]) -> tuple[Said, ...]:
    """How many groups did otherwise than they had said, a sentence each; of pairs of a reply and a mark."""
    return tuple(
        Said("attendance.difference", difference=one, count=count)
        for one, count in sorted(differences(pairs).items())
    )


def told_difference_numbers(found: Iterable[tuple[int, Difference]]) -> tuple[Said, ...]:
    """As `told_differences`, of numbered groups, which are named."""
    pairs = list(found)
    by_kind = {one: [number for number, told in pairs if told is one] for one in Difference}
    return tuple(
        Said("attendance.difference_of", difference=one, count=len(numbers), numbers=number_ranges(numbers))
        for one, numbers in by_kind.items()
        if numbers
    )


def told_differences_at(found: Iterable[tuple[int, SessionDifference]]) -> tuple[Said, ...]:
    """As `told_difference_numbers`, of several sessions, each by its title."""
    by_place: dict[SessionDifference, list[int]] = {}
    for number, one in found:
        by_place.setdefault(one, []).append(number)
    sessions = list(dict.fromkeys(one.session for one in by_place))
    kinds = list(Difference)
    return tuple(
        Said(
            "attendance.difference_at",
            title=one.title,
            title_en=one.title_en,
            difference=one.told,
            count=len(by_place[one]),
            numbers=number_ranges(sorted(by_place[one])),
        )
        for one in sorted(by_place, key=lambda one: (sessions.index(one.session), kinds.index(one.told)))
    )
