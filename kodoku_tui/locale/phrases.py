"""How dates, counts and refusals are said: one way for the screens, the command line and the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.locale import language, say, say_word, sentence

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WORD_PARAMS = frozenset({"state", "move", "status", "era", "tier", "tier_before"})
_QUOTED_PARAMS = frozenset({"text", "value"})


def say_day(day: date | str | None, *, today: date | None = None) -> str:
    """A day as people say it: 12/15(月), with the year when it is not the one of `today`."""
    if not day:
        return say("phrase.none")
    if isinstance(day, str):
        day = date.fromisoformat(day)
    weekday = say(f"phrase.weekday_{day.weekday()}")
    with_year = today is not None and day.year != today.year
    return say("phrase.day_with_year" if with_year else "phrase.day", day=day, weekday=weekday)


def say_full_day(day: date) -> str:
    """A day that a person is about to write down, so that no year is taken for another: 2025/12/15(月)."""
    return say("phrase.day_with_year", day=day, weekday=say(f"phrase.weekday_{day.weekday()}"))


def say_open_month(day: date | str | None) -> str:
    """The month of a session whose day is not fixed yet: 8月（日未定）."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return say("phrase.open_month", day=day) if day else say("phrase.none")


def say_session_day(on: date | str, is_day_open: bool, *, today: date) -> str:
    """When a session is held, as people say it; of one whose day is not fixed yet its month."""
    return say_open_month(on) if is_day_open else say_day(on, today=today)


def say_due(day: date | str | None, today: date) -> str:
    """How far off a due date is: あと3日, 本日, 5日超過."""
    if not day:
        return say("phrase.no_due")
    if isinstance(day, str):
        day = date.fromisoformat(day)
    days = (day - today).days
    if days == 0:
        return say("phrase.due_today")
    return say("phrase.days_left", days=days) if days > 0 else say("phrase.days_over", days=-days)


def say_ago(days: int | None) -> str:
    """How long ago something was: 本日, 12日前; なし for never."""
    if days is None:
        return say("phrase.none")
    return say("phrase.today") if days == 0 else say("phrase.days_ago", days=days)


def say_turn(turn: str | None, days: int | None) -> str:
    """Whose move it is and since when: 事務局対応待ち 3日目; nothing when it is nobody's."""
    if turn is None:
        return ""
    if not days:
        # Since today, or since a day that nobody recorded.
        return say(f"phrase.turn_{turn}_today") if days == 0 else say(f"phrase.turn_{turn}_unknown")
    return say(f"phrase.turn_{turn}", days=days)


def say_title(japanese: str | None, english: str | None) -> str:
    """A title that the file holds in both languages."""
    return (english if language() == "en" and english else japanese) or ""


def say_holiday(name: str) -> str:
    """A national holiday by the name that the law gives it, followed by 振替休日 where it is only moved to a day."""
    return " ".join(sentence(f"holiday.{part}") or part for part in name.split())


def say_refused(error: Refused) -> str:
    """A refusal as a sentence."""
    return say_with(error.key, error.params)


def say_with_reading(name: str, reading: str | None) -> str:
    """A name with its reading (よみ) behind it, where there is one."""
    return say("phrase.with_reading", name=name, reading=reading) if reading else name


def say_said(told: Said, today: date | None = None) -> str:
    """A sentence as `say_with`; with `today` its days are said as people say them near that day."""
    return say_with(told.key, told.params, today=today)


def say_with(key: str, params: Mapping[str, Any], *, today: date | None = None) -> str:
    """A sentence whose gaps hold domain words, dates and titles as data.

    A `title` that comes with a `title_en` is said in the reader's language. Dates are said in full, with `today` as
    people say them near that day.
    """
    if "title_en" in params:
        params = {**params, "title": say_title(params["title"], params["title_en"])}
    return say(
        key,
        **{
            name: say_day(value, today=today) if today and isinstance(value, date) else _said(name, value)
            for name, value in params.items()
        },
    )


def say_unit(what_key: str, what_params: Mapping[str, Any], *, today: date | None = None) -> str:
    """What an act was; of one that closes what a group left behind, also that it is a record of after its leaving."""
    what = say_with(what_key, what_params, today=today)
    status = what_params.get("after_ending")
    return say("unit.after_ending", what=what, status=_said("status", status)) if status else what


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, as the reader's language sets them."""
    return (" " if language() == "en" else "").join(sentences)


def say_column(name: str) -> str:
    """A field of the file by the name that the screens give it, else by its heading in the lists, else by its own."""
    return sentence(f"column.{name}") or sentence(f"heading.{name}") or name


def say_any_column(name: str) -> str:
    """The same for what no screen shows: then as a book heads it."""
    named = say_column(name)
    return (sentence(f"book_column.{name}") or name) if named == name else named


def say_table(name: str) -> str:
    """A table of the file by the name that the screens give its rows; one without by its own."""
    return sentence(f"table.{name}") or name


def say_any_table(name: str) -> str:
    """The same for what no screen shows: then as a book heads it."""
    named = say_table(name)
    return (sentence(f"book_table.{name}") or name) if named == name else named


def say_bytes(count: int) -> str:
    """The size of a file."""
    megabytes = count / 1_000_000
    return f"{megabytes:,.1f} MB" if megabytes >= 0.1 else f"{-(-count // 1_000)} kB"


def _said(name: str, value: Any) -> Any:
    if name in ("of_table", "target_table"):
        return say_table(value)
    if name == "of_column":
        return say_column(value)
    if isinstance(value, Said):
        return say_said(value)
    if isinstance(value, tuple) and all(isinstance(part, Said) for part in value):
        return say("phrase.and").join(say_said(part) for part in value)
    if isinstance(value, Enum):
        return say_word(str(value.value))
    if isinstance(value, tuple | list):
        return say("phrase.or").join(say_word(str(choice)) for choice in value)
    if name == "open_month":
        return say_open_month(value)
    if isinstance(value, Mapping):
        return say("phrase.and").join(
            f"{say_column(field)} {_said(field, part)}" for field, part in value.items()
        )
    if isinstance(value, date):
        return say("phrase.full_day", day=value)
    if isinstance(value, str):
        if name in _WORD_PARAMS:
            return say_word(value)
        # What somebody typed is quoted as it was, also when it only looks like a date (2025-02-30).
        if name not in _QUOTED_PARAMS and _ISO_DATE.fullmatch(value):
            return say("phrase.full_day", day=date.fromisoformat(value))
    return say("phrase.none") if value is None else value
