"""A row of 今日 in words, as the screen and the command line say it."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.work.rows import Reason, Standing, TodayRow
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_due, say_said, say_title

_NAMED = 3


def say_why(row: TodayRow, today: date) -> str:
    """The gravest reason and how many there are besides; of a fold, what is alike and of how many groups."""
    if row.is_fold:
        return f"{_folded(row, today)} {say_groups(row)}{_names(row)}"
    return " ".join(part for part in (say_headline(row, today), say_more(row)) if part)


def say_headline(row: TodayRow, today: date) -> str:
    """The gravest reason; of a fold, what is alike and the first three that it is said of."""
    return f"{_folded(row, today)}{_names(row)}" if row.is_fold else say_said(row.head.said, today)


def say_more(row: TodayRow) -> str:
    """How many reasons there are besides the gravest; nothing for none."""
    return say("why.more", count=row.more) if row.more else ""


def say_groups(row: TodayRow) -> str:
    """How many groups a fold is of, or has left."""
    key = "why.groups_left" if row.head.what == "attendance" else "phrase.groups"
    return say(key, count=len(row.groups))


def _folded(row: TodayRow, today: date) -> str:
    return say_said(row.head.said_folded or row.head.said, today)


def _names(row: TodayRow) -> str:
    names = say("phrase.and").join(short_name(group.name) for group in row.groups[:_NAMED])
    return say("why.names_more" if len(row.groups) > _NAMED else "why.names", names=names)


def say_reasons(row: TodayRow, today: date) -> list[str]:
    """Every reason of a row that is of one group, the gravest first."""
    return [say_said(reason.said, today) for reason in row.reasons]


def say_when(row: TodayRow, today: date) -> str:
    """How far off the day of a row is: only what is late is over its day (超過); a time that has come is not."""
    due = row.head.due_on
    if due is None:
        return ""
    days = (today - date.fromisoformat(due)).days
    if days > 0 and row.head.urgency != "overdue":
        return say("why.days_passed", days=days)
    return say_due(due, today)


def say_group(group: Standing) -> str:
    """A group of a row that is of many, with both of its figures."""
    return say(
        "why.group",
        number=group.number,
        name=short_name(group.name),
        score=group.score,
        own_lateness=group.own_lateness,
    )


def say_act(row: TodayRow) -> str:
    """What settles the row."""
    return say(f"why.act.{row.head.act}")


def title_of(reason: Reason) -> str:
    """What a reason is about: a duty, a session, a promise or an issue by its title, else the check-in."""
    return say_title(reason.title, reason.title_en) or say("cli.what_checkin")
