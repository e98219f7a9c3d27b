"""What is said of a session in a few words."""

from __future__ import annotations

from kodoku_tui.locale import say
from kodoku_tui.services.sessions.sessions import SessionEntry


def invited_words(session: SessionEntry) -> str:
    """How many are invited, and for how many there is room; 全団体 and 自由参加 where nobody is invited by name."""
    who = (
        say("sessions.invited_count", count=session.invited)
        if session.invited
        else say("sessions.everybody" if session.is_duty else "sessions.open_to_all")
    )
    room = say("sessions.capacity", count=session.capacity) if session.capacity else ""
    return " ".join(filter(None, (who, room)))


def say_percent(rate: float | None) -> str:
    """A rate with one decimal; nothing where there is none."""
    return "" if rate is None else f"{rate:.1f}%"


def survey_words(mean: float | None, count: int) -> str:
    """The mean of the scores and how many they are; nothing where there are none."""
    return "" if mean is None else say("sessions.survey_mean", mean=mean, count=count)


def say_absences(count: int) -> str:
    """How often in a row a group was absent: 連続欠席 2回."""
    return say("attendance.absences", count=count)
