"""A calendar as an iCalendar file (RFC 5545), which Outlook, Google and others read.

Each day is an all-day event that leaves its day free. The UIDs stay the same and the sequence only rises, so that
taking in a newer export moves the events of an older one. A duty that is done or has fallen away is sent as cancelled:
a calendar that knows it takes it off or marks it, one that does not leaves it out.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from kodoku_tui.domain.duties.deadlines import Deadline, DeadlineCalendar
from kodoku_tui.domain.text.obeyed import harmless
from kodoku_tui.locale import language, say, say_word
from kodoku_tui.locale.phrases import say_open_month
from kodoku_tui.store.written_files import WrittenPath

if TYPE_CHECKING:
    from datetime import datetime

    from icalendar import Event


def write_calendar(path: WrittenPath, listed: DeadlineCalendar) -> None:
    """Write the calendar to `path`, in the reader's language, whole or not at all.

    Raises `Refused` as `WrittenPath` does.
    """
    content = calendar_bytes(listed)
    with path.being_written() as beside:
        beside.write_bytes(content)


def calendar_bytes(listed: DeadlineCalendar) -> bytes:
    """The calendar as the bytes of an .ics file: UTF-8, lines of at most 75 octets."""
    # Imported when asked for: it costs more than everything else that a command needs.
    from icalendar import Calendar

    name = say("calendar.name", programme=listed.programme)
    if listed.is_demonstration and say("excel.demonstration") not in name:
        name = f"{say('excel.demonstration')} {name}"
    calendar = Calendar()
    calendar.add("prodid", f"-//kodoku//deadlines//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = harmless(name)
    calendar.add("name", name)
    # What Outlook and Google show as the name.
    calendar.add("x-wr-calname", name)
    stamp = listed.as_of.replace(microsecond=0).astimezone(UTC)
    for deadline in listed.deadlines:
        calendar.add_component(_event(deadline, stamp, is_demonstration=listed.is_demonstration))
    content: bytes = calendar.to_ical()
    return content


def _event(deadline: Deadline, stamp: datetime, *, is_demonstration: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", deadline.revision)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    categories = [_kind(deadline), *([say("excel.demonstration")] if is_demonstration else [])]
    event.add("categories", categories)
    if deadline.group_no is None:
        # A day in a calendar is taken for the day: one that is not fixed is taken back, and its words say so.
        words = deadline.title if deadline.is_open else f"{deadline.title} {say_open_month(deadline.day)}"
        event.add("status", "CONFIRMED" if deadline.is_open else "CANCELLED")
        event.add("summary", harmless(words))
        return event
    # Some calendars show a cancelled event as if it stood: its words must say that nothing is due.
    event.add("status", "CONFIRMED" if deadline.is_open else "CANCELLED")
    event.add(
        "summary",
        _harmlessly(
            "calendar.due" if deadline.is_open else "calendar.closed",
            number=deadline.group_no,
            name=deadline.group,
            title=deadline.title,
        ),
    )
    event.add(
        "description",
        _harmlessly(
            "calendar.details",
            state=say_word(deadline.state),
            staff=deadline.staff or say("phrase.none"),
        ),
    )
    return event


def _kind(deadline: Deadline) -> str:
    """What sort of day it is: a duty's kind is a word of ours, a session's what people called it."""
    kind = say_word(deadline.kind) if deadline.group_no is None else say(f"plan.kind_{deadline.kind}")
    return harmless(kind)


def _harmlessly(key: str, **values: object) -> str:
    return harmless(say(key, **values))
