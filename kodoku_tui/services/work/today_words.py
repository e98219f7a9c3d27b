"""A row of 今日 in words, as the screen and the command line say it."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.work.rows import Reason, TodayRow
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_due, say_said, say_title

_NAMED = 3


def say_why(row: TodayRow, today: date) -> str:
    """The gravest reason and how many there are besides; of a fold, what is alike and whose it is."""
    head = row.head
    if row.is_fold:
        folded = say_said(head.said_folded or head.said, today)
        names = say("phrase.and").join(short_name(group.name) for group in row.groups[:_NAMED])
        key = "why.fold_more" if len(row.groups) > _NAMED else "why.fold"
        return f"{folded} {say(key, groups=len(row.groups), names=names)}"
    why = say_said(head.said, today)
    return f"{why} {say('why.more', count=row.more)}" if row.more else why


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


def say_act(row: TodayRow) -> str:
    """What settles the row."""
    return say(f"why.act.{row.head.act}")


def title_of(reason: Reason) -> str:
    """What a reason is about: a duty, a session, a promise or an issue by its title, else the check-in."""
    return say_title(reason.title, reason.title_en) or say("cli.what_checkin")
