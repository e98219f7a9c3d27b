"""The minutes of a review in words: the same lines for the screen, the terminal and a Markdown file.

They are for inside the secretariat (事務局内) and say so at the top. Days are said near the day of the review, not near
today: whoever makes them again next year gets the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.review.frozen import FrozenTerm
from kodoku_tui.domain.review.minutes import GroupMinutes, Minutes
from kodoku_tui.domain.review.progress import LineStanding
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.obeyed import harmless
from kodoku_tui.locale import language, say, say_word
from kodoku_tui.locale.phrases import say_day, say_said, say_unit
from kodoku_tui.store.written_files import WrittenPath


class LineKind(Enum):
    """How a line of the minutes is set."""

    TITLE = "title"
    WARNING = "warning"
    HEAD = "head"
    GROUP = "group"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One line; its text may hold line ends that a person typed."""

    kind: LineKind
    text: str


def minutes_lines(minutes: Minutes) -> list[MinutesLine]:
    """The minutes from top to bottom: what it was, the groups with a decision or an act, the others in a line each."""
    lines = [
        MinutesLine(LineKind.TITLE, minutes_title(minutes)),
        MinutesLine(LineKind.WARNING, say("review.inside")),
    ]
    if minutes.is_demonstration:
        lines.append(MinutesLine(LineKind.WARNING, say("review.invented")))
    lines += _items(f"{name}: {text}" for name, text in minutes_facts(minutes))
    something = [group for group in minutes.groups if group.has_something]
    lines.append(MinutesLine(LineKind.HEAD, say("review.head_decided", count=len(something))))
    if not something:
        lines += _items([say("review.nothing_decided")])
    for group in something:
        lines += _of_group(group, minutes)
    lines += _of_the_others(minutes)
    return lines


def minutes_title(minutes: Minutes) -> str:
    """What it is, of which year, of which day."""
    programme = minutes.programme_en if language() == "en" else minutes.programme
    return say("review.minutes_title", programme=programme, day=_whole_day(minutes.started_on))


def minutes_facts(minutes: Minutes) -> list[tuple[str, str]]:
    """The day, who was there, which groups, and the counts: each a name and what is to be said."""
    counts = minutes.counts
    day = _whole_day(minutes.started_on)
    if minutes.ended_on is None:
        day = say("review.day_goes_on", day=day)
    elif minutes.ended_on != minutes.started_on:
        day = say("review.day_to", day=day, end=_whole_day(minutes.ended_on))
    return [
        (say("review.day"), day),
        (say("review.present"), minutes.present or say("review.present_unknown")),
        (say("review.scope"), scope_words(minutes.staff, minutes.block)),
        (
            say("review.counts"),
            say(
                "review.counts_line",
                groups=counts.groups,
                looked=counts.looked,
                decided=counts.decided,
                acted=counts.acted,
                skipped=counts.skipped,
            ),
        ),
    ]


def scope_words(staff: str, block: str) -> str:
    """Which groups a review walks through."""
    parts = [say("review.scope_staff", name=staff) if staff else "", say_word(block) if block else ""]
    return say("phrase.and").join(part for part in parts if part) or say("review.scope_all")


def why_words(group: GroupMinutes, day: date) -> list[str]:
    """Why it stood there: the group's own 要注意度 and, apart from it, what the secretariat was late with."""
    frozen = group.frozen
    if not frozen.terms and not frozen.own_terms:
        return [say("review.no_reason")]
    lines = []
    if frozen.terms:
        lines.append(say("review.attention", score=frozen.score, terms=terms_words(frozen.terms, day)))
    if frozen.own_terms:
        terms = terms_words(frozen.own_terms, day)
        lines.append(say("review.own_lateness", score=frozen.own_lateness, terms=terms))
    return lines


def terms_words(terms: Iterable[FrozenTerm], day: date) -> str:
    """Terms with their points, the heaviest first."""
    return say("phrase.and").join(term_words(term, day) for term in terms)


def term_words(term: FrozenTerm, day: date) -> str:
    """One term: its reason as it was, and its points."""
    return say("review.term", reason=say_frozen(term.reason, day), points=term.points)


def say_frozen(reason: Said, day: date) -> str:
    """A reason that was kept; one that this version words otherwise, by the words that it was kept with."""
    try:
        return say_said(reason, day)
    except (KeyError, LookupError, ValueError, TypeError):
        return " ".join(str(value) for value in reason.params.values()) or reason.key


def acts_words(group: GroupMinutes, day: date) -> list[str]:
    """What was done on the spot, in the words of the log."""
    return [say_unit(act.key, act.params, today=day) for act in group.acts]


def decision_words(decision: str, who: str) -> str:
    """What was decided and, where that was said, by whom and by when."""
    return say("review.decision_by", decision=decision, who=who) if who else decision


def who_words(*, turn: str, by: str | None, due_on: str | None, is_promised: bool, day: date) -> str:
    """Who does it, by when, and whether it became a promise; nothing where nothing of it was said."""
    if turn == "group":
        who = say("standing.group") if not by else say("review.seen_to", name=by)
    else:
        who = by or (say("standing.secretariat") if turn else "")
    parts = [
        who,
        say("review.until", day=say_day(due_on, today=day)) if due_on else "",
        say("review.promised") if is_promised else "",
    ]
    return say("review.between").join(part for part in parts if part)


def left_words(group: GroupMinutes) -> str:
    """That a group has left since the review began; nothing of others."""
    if group.left is None:
        return ""
    return say("review.left", status=say_word(group.left), day=say_day(group.left_on))


def minutes_markdown(minutes: Minutes) -> str:
    """The minutes as Markdown. What people typed reads as they typed it, whatever it would mean there."""
    before = {
        LineKind.TITLE: "# ",
        LineKind.WARNING: "> ",
        LineKind.HEAD: "## ",
        LineKind.GROUP: "### ",
        LineKind.ITEM: "- ",
    }
    written: list[str] = []
    last: LineKind | None = None
    for line in minutes_lines(minutes):
        if written and not (line.kind is LineKind.ITEM and last is LineKind.ITEM):
            written.append("")
        first, *rest = line.text.splitlines() or [""]
        texts = [before[line.kind] + _plain(first), *(_continued(one) for one in rest if one.strip())]
        # Two spaces at the end keep the line ends of what was typed.
        written += [f"{text}  " for text in texts[:-1]] + texts[-1:]
        last = line.kind
    return "\n".join(written) + "\n"


def write_minutes_markdown(path: WrittenPath, minutes: Minutes) -> None:
    """Write the minutes to `path`, whole or not at all. Raises `Refused` as `WrittenPath` does."""
    content = harmless(minutes_markdown(minutes)).encode("utf-8")
    with path.being_written() as beside:
        beside.write_bytes(content)


def _of_group(group: GroupMinutes, minutes: Minutes) -> Iterator[MinutesLine]:
    day = date.fromisoformat(minutes.started_on)
    yield MinutesLine(
        LineKind.GROUP, f"{group.group_no} {group.group}（{group.staff or say('phrase.none')}）"
    )
    items = why_words(group, day)
    if group.decision:
        who = who_words(
            turn=group.turn, by=group.by, due_on=group.due_on, is_promised=group.is_promised, day=day
        )
        items.append(say("review.item_decision", text=decision_words(group.decision, who)))
    items += [say("review.item_act", text=text) for text in acts_words(group, day)]
    if group.left:
        items.append(left_words(group))
    yield from _items(items)


def _of_the_others(minutes: Minutes) -> Iterator[MinutesLine]:
    for standing, key in ((LineStanding.LOOKED, "looked"), (LineStanding.SKIPPED, "skipped")):
        groups = minutes.of(standing)
        yield MinutesLine(LineKind.HEAD, say(f"review.head_{key}", count=len(groups)))
        yield from _items([numbers_words(groups)])
        yield from _items(
            f"{group.group_no} {group.group}: {left_words(group)}" for group in groups if group.left
        )


def numbers_words(groups: Sequence[GroupMinutes]) -> str:
    """The numbers of groups in one line."""
    return number_ranges(sorted(group.group_no for group in groups)) or say("phrase.none")


def _items(texts: Iterable[str]) -> Iterator[MinutesLine]:
    return (MinutesLine(LineKind.ITEM, text) for text in texts)


def _whole_day(day: str) -> str:
    return say("review.whole_day", day=day.replace("-", "/"), weekday=_weekday(day))


def _weekday(day: str) -> str:
    return say(f"phrase.weekday_{date.fromisoformat(day).weekday()}")


_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|~&$])")
_BEGINS_SOMETHING = re.compile(r"^([#+\-=:])|^(\d+)([.)])")


def _plain(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\1", text)


def _continued(text: str) -> str:
    plain = _plain(text.strip())
    return "  " + _BEGINS_SOMETHING.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", plain
    )
