"""Who and until when in the words of a promise, wherever they stand: 12/20までに @佐藤さんが見積を送る。

- Who: `@` and a name of the staff, whole or the family name, with or without さん, 様, 氏; the first one that is known.
  `@団体` makes it the group's.
- Until when: a day with まで, 〆切, 期限 and the like, else one that stands by itself. A day that only belongs to what
  is to be done (12/20 の会場) is none, nor is a bare number.

Whatever looks like one of these and could not be taken stays among the words, and is told (`unread`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.days.dates import parse_date
from kodoku_tui.domain.days.direction import Direction, is_far_off
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.names import search_key

_GROUP = ("団体", "group")
_HONORIFIC = r"(?:さん|さま|様|氏|君|くん|先生)"
_BREAKS = r"\s@＠、，,。;；:：（）()\[\]［］"
_MENTION = re.compile(rf"[@＠]([^{_BREAKS}・／/&＆]+)")
_GIVEN_NAME = re.compile(rf"[ 　]([^{_BREAKS}・]+)")
_AFTER_NAME = re.compile(rf"{_HONORIFIC}?(?:が|は|に|へ|と|から|の|も|より|で|まで|[0-9０-９]|$)")
_MORE_NAMES = re.compile(rf"{_HONORIFIC}?[・、，,&＆／/と]\s*[@＠]?([^{_BREAKS}・／/&＆と]+)")

_N = "[0-9０-９]"
_KANJI = "[一二三四五六七八九十]{1,3}"
_WEEKDAY = r"(?:[ 　]?[（(][月火水木金土日](?:曜日?)?(?:・?[祝休])?[）)])?"
_TIME = rf"(?:[ 　]?(?:{_N}{{1,2}}[:：]{_N}{{2}}|(?:午前|午後)?{_N}{{1,2}}時(?:{_N}{{1,2}}分|半)?|正午))?"
_WRITTEN = "|".join(
    (
        rf"{_N}{{1,2}}[/／]{_N}{{1,2}}[/／]20{_N}{{2}}",
        rf"(?:令和|令|[RrＲｒ]){_N}{{1,2}}([./．／-]){_N}{{1,2}}[./．／-]{_N}{{1,2}}",
        rf"(?:(?:令和|令|[RrＲｒ])?(?:{_N}{{1,4}}|元)[年/／-])?{_N}{{1,2}}[月/／-]{_N}{{1,2}}日?",
        rf"{_KANJI}月{_KANJI}日",
        "20[0-9]{6}",
    )
)
_SPOKEN = "|".join(
    (
        "今日|本日|明日|あした|明後日|しあさって|明[々明]後日|あさって|today|tomorrow",
        rf"(?:今|来|翌|再来|翌々)月の?(?:末日?|中|いっぱい|初め|頭|{_N}{{1,2}}日)",
        rf"(?:{_N}{{1,2}}月)?(?:月末|末日?)|{_N}{{1,2}}月中|年度末|年度内|年末|年内",
        r"(?:今|来|翌|再来|翌々)週の?[月火水木金土日](?:曜日?)?|(?:次|今度)の?[月火水木金土日]曜日?",
        r"再来週|翌々週|来週|翌週|[月火水木金土日]曜日?",
        rf"[+＋]{_N}{{1,3}}(?:日|d|週間?|w)?|{_N}{{1,3}}(?:日|週間|[かヶ]月)(?:後|以内)",
        rf"{_N}{{1,2}}日(?=まで|迄|〆|締|必着)",
    )
)
_MARK_BEFORE = r"(?:(?:期限|期日|〆切?|締め?切り?)[:：は]?[ 　]?|[〜~～])"
_MARK_AFTER = r"[ 　]?(?:(?:まで|迄)に?|〆切?|締め?切り?|必着で?|期限|(?<=[中内い])に)"
_AT = re.compile(r"[ 　]?に(?!は)")
_DAY = re.compile(
    rf"(?P<before>{_MARK_BEFORE})?(?<![0-9０-９/／.])(?P<day>(?:{_WRITTEN}|{_SPOKEN}){_WEEKDAY})"
    rf"(?P<time>{_TIME})(?P<after>{_MARK_AFTER})?(?![0-9０-９/／])",
    re.IGNORECASE,
)
_ALONE_BEHIND = re.compile(r"$|[\s、，,。.）)\]］](?!\s*(?:の|は|が|に|から|以降|より|分))")
_ALONE_BEFORE = frozenset(" \t　、，,。（(［[をはへ")
# 12/20の会場, 5日後から: the day belongs to the word behind it, and says nothing of until when.
_OF_THE_NEXT_WORD = re.compile(r"\s*(?:の|から|以降|より|分|は|が)")
_EMPTY_BRACKETS = re.compile(r"[（(][\s、，,・]*[）)]")
_HANGING = " \t　、，,・。"
_JOINING = "、，,・&＆"


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """What the words of a promise say; `unread` are parts that look like a person or a day and were not taken."""

    title: str
    staff: str | None = None
    is_the_groups: bool = False
    due_on: date | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int


def read_words(
    text: str, *, held_on: date, staff: Sequence[str], year_starts_on: date | None
) -> PromiseWords:
    """Take who and until when out of the words; whatever is not taken stays there.

    `staff` are the names that can be meant. Words that hold nothing else stay as they are.
    """
    taken: list[_Part] = []
    unread: list[str] = []
    who, is_the_groups = _take_people(text, staff, taken, unread)
    due_on = _take_day(_masked(text, taken), held_on, year_starts_on, taken, unread)
    title = _left_of(text, taken)
    if not title:
        return PromiseWords(text)
    return PromiseWords(title, who, is_the_groups, due_on, tuple(unread))


def _take_people(
    text: str, staff: Sequence[str], taken: list[_Part], unread: list[str]
) -> tuple[str | None, bool]:
    who: str | None = None
    is_the_groups = False
    for mention in _MENTION.finditer(text):
        found = _named(text, mention, staff)
        if found is None or (found[0] and who):
            unread.append(mention[0])
            continue
        name, end = found
        taken.append(_Part(mention.start(), end))
        if not name:
            is_the_groups = True
            continue
        who = name
        rest = _MORE_NAMES.match(text, end)
        if rest and _known(rest[1], staff):
            unread.append(rest[1])
    return who, is_the_groups


def _named(text: str, mention: re.Match[str], staff: Sequence[str]) -> tuple[str, int] | None:
    """Who is meant (empty for the group) and where the mention ends; None where that is nobody or not one alone."""
    start, run = mention.start(1), mention[1]
    given = _GIVEN_NAME.match(text, mention.end())
    if given:
        whole = re.sub(rf"{_HONORIFIC}$", "", run + given[1])
        exact = [one for one in staff if search_key(one) == search_key(whole)]
        if len(exact) == 1:
            return exact[0], given.end()
    for length in range(len(run), 0, -1):
        if not _AFTER_NAME.match(run[length:]):
            continue
        honorific = re.match(_HONORIFIC, run[length:])
        end = start + length + (honorific.end() if honorific else 0)
        # 佐藤さんが見積を送る: what joins the name to the words goes along.
        end += text[end : end + 1] in ("が", "は")
        if search_key(run[:length]) in _GROUP:
            return "", end
        if name := _known(run[:length], staff):
            return name, end
    return None


def _known(written: str, staff: Sequence[str]) -> str:
    """The one person of the staff whose name begins so, or is so; empty where it is none or several."""
    name = search_key(re.sub(rf"{_HONORIFIC}$", "", written))
    exact = [one for one in staff if search_key(one) == name]
    fitting = exact or [one for one in staff if name and search_key(one).startswith(name)]
    return fitting[0] if len(fitting) == 1 else ""


def _take_day(
    text: str, held_on: date, year_starts_on: date | None, taken: list[_Part], unread: list[str]
) -> date | None:
    """The day until when, if the words name one: marked so (まで), else one alone, else when it is to be (12/25に)."""
    marked: list[tuple[re.Match[str], date | None]] = []
    alone: list[tuple[re.Match[str], date | None]] = []
    at: list[tuple[re.Match[str], date | None]] = []
    unclear: list[str] = []
    for found in _DAY.finditer(text):
        day = _day_of(found["day"], held_on, year_starts_on)
        if found["before"] or found["after"]:
            marked.append((found, day))
        elif _stands_alone(text, found):
            alone.append((found, day))
        elif _AT.match(text, found.end()):
            at.append((found, day))
        elif day is not None and not _OF_THE_NEXT_WORD.match(text, found.end()):
            unclear.append(found[0].strip())
    named = marked or alone or at
    if not named:
        unread += unclear
        return None
    days = {day for _, day in named}
    if len(days) != 1 or None in days:
        unread += [found[0].strip() for found, _ in named]
        return None
    for found, _ in named:
        taken += _parts_of(text, found)
        if time := found["time"].strip():
            unread.append(time)
    return days.pop()


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before = found.start() == 0 or text[found.start() - 1] in _ALONE_BEFORE
    return before and _ALONE_BEHIND.match(text, found.end()) is not None


def _parts_of(text: str, found: re.Match[str]) -> Iterator[_Part]:
    """All but a time, which has no place in a promise and stays among the words."""
    yield _Part(found.start(), found.end("day"))
    if found["after"]:
        yield _Part(*found.span("after"))
    elif particle := _AT.match(text, found.end()):
        yield _Part(*particle.span())


def _day_of(written: str, held_on: date, year_starts_on: date | None) -> date | None:
    try:
        day = parse_date(written, today=held_on, direction=Direction.FUTURE, year_starts_on=year_starts_on)
    except Refused:
        return None
    # A day that is long to come is a slip.
    return None if is_far_off(day, held_on) else day


def _masked(text: str, taken: Sequence[_Part], mask: str = " ") -> str:
    """The text with a mask where something was taken, each character where it was."""
    for part in taken:
        text = text[: part.start] + mask * (part.end - part.start) + text[part.end :]
    return text


def _left_of(text: str, taken: Sequence[_Part]) -> str:
    """What is left of the text, without brackets and signs that have nothing to hold any more."""
    if not taken:
        return " ".join(text.split())
    left = _EMPTY_BRACKETS.sub(" ", _masked(text, taken, "\0").replace("\0", ""))
    return " ".join(word for part in left.split() if (word := part.lstrip(_JOINING))).strip(_HANGING)
