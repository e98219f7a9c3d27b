"""Handing lists out as workbooks and as a calendar."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.filters import GroupFilter
from kodoku_tui.services.deadlines import deadline_calendar
from kodoku_tui.services.desk import Desk
from kodoku_tui.services.status import status_list


def export_status(
    desk: Desk,
    path: Path,
    chosen: GroupFilter,
    *,
    filter_words: str,
    in_english: bool = False,
    order: str = "number",
    is_reversed: bool = False,
) -> int:
    """Write the status list as of today to `path`; returns how many groups it holds.

    Raises `Refused` when the file cannot be written, for example because Excel holds it open.
    """
    from kodoku_tui.excel.status_list import write_status_list

    listed = status_list(
        desk,
        chosen,
        filter_words=filter_words,
        in_english=in_english,
        order=order,
        is_reversed=is_reversed,
    )
    write_status_list(path, listed)
    return len(listed.rows)


def export_calendar(desk: Desk, path: Path, chosen: GroupFilter, *, in_english: bool = False) -> int:
    """Write due dates of the groups that the filter leaves, and the sessions, to an iCalendar file.

    Returns how many days stand in it; what is done or has fallen away is in the file as cancelled. Raises
    `Refused` when the file cannot be written.
    """
    from kodoku_tui.reports.calendar import write_calendar

    listed = deadline_calendar(desk, chosen, in_english=in_english)
    write_calendar(path, listed)
    return sum(deadline.is_open for deadline in listed.deadlines)
