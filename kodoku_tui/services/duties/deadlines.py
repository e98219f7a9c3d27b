"""The year's days for a calendar (期限カレンダー)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kodoku_tui.domain.duties.deadlines import Deadline, DeadlineCalendar
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import SHOWN, GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.store.queries import rows


def deadline_calendar(desk: Desk, chosen: GroupFilter, *, in_english: bool = False) -> DeadlineCalendar:
    """Every duty of the groups that the filter leaves, and every session, each on the day that counts.

    Also the duties of a group that has left: they are no longer open.
    """
    title = "title_en" if in_english else "title"
    with desk.reading() as connection:
        programme = desk.programme
        year, is_demonstration = programme["fiscal_year"], bool(programme["is_demonstration"])
        prefix = f"demo-{year}" if is_demonstration else str(year)
        # A group that has left is told as well: a calendar may hold its duties from before.
        whoever = replace(chosen, status=None) if chosen.status in (SHOWN, GroupStatus.ACTIVE) else chosen
        numbers = {group.number for group in register_page(desk, whoever).rows}
        sessions = [
            Deadline(
                uid=f"{prefix}-session-{session['key']}@kodoku",
                day=date.fromisoformat(session["held_on"]),
                title=session[title],
                kind=session["kind"],
                revision=session["version"] - 1,
                is_open=not session["is_day_open"],
            )
            for session in rows(connection, "sessions/sessions", programme_id=programme["id"])
        ]
        duties = [
            Deadline(
                uid=f"{prefix}-{duty['number']}-{duty['key']}@kodoku",
                day=date.fromisoformat(duty["due_on"]),
                title=duty[title],
                kind=duty["kind"],
                revision=duty["revision"],
                group_no=duty["number"],
                group=duty["group_name"],
                state=duty["state"],
                staff=duty["staff"] or "",
                is_open=bool(duty["is_open"]),
            )
            for duty in rows(connection, "duties/deadlines", programme_id=programme["id"])
            if duty["number"] in numbers
        ]
        return DeadlineCalendar(
            programme=programme["name_en" if in_english else "name"],
            is_demonstration=is_demonstration,
            as_of=desk.clock(),
            deadlines=(*sessions, *duties),
        )
