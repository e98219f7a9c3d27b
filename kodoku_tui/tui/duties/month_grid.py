"""A month as weeks and weekdays, each day with a few lines; one day has the cursor."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kodoku_tui.locale import say
from kodoku_tui.tui.frame.cut_text import CUT_SIGN, fit
from kodoku_tui.tui.lists.list_paint import readable

_WEEKDAYS = 7
_LOOKS = ("head", "day", "closed", "outside", "cursor", "late", "open", "done", "session")


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day; `look` is late, open, done or session."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What stands on the days of a month: names of closed days (empty where there is none) and lines."""

    closed: Mapping[date, str] = field(default_factory=dict)
    lines: Mapping[date, tuple[DayLine, ...]] = field(default_factory=dict)


class MonthGrid(Widget):
    """Draws the month of `day`; the owner moves the day and gives what stands on the days."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MonthGrid {
        width: 1fr; height: 1fr; padding: 0 1;
        & > .month-grid--head { background: $panel; text-style: bold; }
        & > .month-grid--day { background: $surface-lighten-1; text-style: bold; }
        & > .month-grid--closed { background: $surface; color: $text-muted; }
        & > .month-grid--outside { color: $text-muted; }
        & > .month-grid--cursor { background: $primary; text-style: bold reverse; }
        & > .month-grid--late { color: $text-error; }
        & > .month-grid--done { color: $text-muted; }
        & > .month-grid--session { color: $text-accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"month-grid--{name}" for name in _LOOKS}

    class Clicked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.day = day
        self.today = today
        self._sheet = MonthSheet()
        self._styles: dict[str, RichStyle] = {}

    def show(self, day: date, today: date, sheet: MonthSheet | None = None) -> None:
        """Put the cursor on `day`; with a sheet, what stands on the days is another."""
        self.day, self.today = day, today
        if sheet is not None:
            self._sheet = sheet
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        widths = self._widths()
        if y == 0:
            names = (say(f"phrase.weekday_{number}") for number in range(_WEEKDAYS))
            return self._strip((f" {name}", "head", width) for name, width in zip(names, widths, strict=True))
        weeks = weeks_of(self.day)
        height = self._week_height(len(weeks))
        week, line = divmod(y - 1, height)
        if week >= len(weeks):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strip(
            (*self._line_of(day, line, height), width) for day, width in zip(weeks[week], widths, strict=True)
        )

    def on_click(self, event: events.Click) -> None:
        """The day under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y == 0:
            return
        weeks = weeks_of(self.day)
        week = (offset.y - 1) // self._week_height(len(weeks))
        ends = [sum(self._widths()[: number + 1]) for number in range(_WEEKDAYS)]
        weekday = next((number for number, end in enumerate(ends) if offset.x < end), _WEEKDAYS - 1)
        if week < len(weeks):
            self.post_message(self.Clicked(weeks[week][weekday]))

    def _line_of(self, day: date, line: int, height: int) -> tuple[str, str]:
        """The text and the look of one line of a day: number and name first, then what stands on it."""
        is_outside = day.month != self.day.month
        if line == 0:
            name = self._sheet.closed.get(day, "")
            words = [say("month.other_day", day=day) if is_outside else str(day.day)]
            words += [say("month.today")] if day == self.today else []
            words += [name] if name else []
            look = "closed" if day in self._sheet.closed else "outside" if is_outside else "day"
            return f" {' '.join(words)}", "cursor" if day == self.day else look
        found = self._sheet.lines.get(day, ())
        room = height - 1
        if len(found) > room and line == room:
            # The last line must not promise that it is the last thing.
            return f" {say('month.more', count=len(found) - room + 1)}", "outside" if is_outside else "open"
        if line - 1 >= len(found):
            return "", "open"
        return f" {found[line - 1].text}", "outside" if is_outside else found[line - 1].look

    def _widths(self) -> list[int]:
        each, spare = divmod(self.size.width, _WEEKDAYS)
        return [each + (1 if number < spare else 0) for number in range(_WEEKDAYS)]

    def _week_height(self, weeks: int) -> int:
        return max(2, (self.size.height - 1) // weeks)

    def _strip(self, fields: Iterable[tuple[str, str, int]]) -> Strip:
        segments: list[Segment] = []
        for text, look, width in fields:
            # One cell stays free between two days.
            body, was_cut = fit(text, width - 1)
            segments.append(Segment(body + (CUT_SIGN if was_cut else ""), self._style(look)))
            segments.append(Segment(" ", self._style("head" if look == "head" else "open")))
        return Strip(segments)

    def _style(self, look: str) -> RichStyle:
        if look not in self._styles:
            self._styles[look] = readable(self.get_visual_style(f"month-grid--{look}")).rich_style
        return self._styles[look]


def weeks_of(day: date) -> list[list[date]]:
    """The weeks that the month of `day` lies in, from Monday to Sunday."""
    return Calendar().monthdatescalendar(day.year, day.month)
