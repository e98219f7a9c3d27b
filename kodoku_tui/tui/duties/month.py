"""期日カレンダー: a month with what falls due on each day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_holiday, say_title
from kodoku_tui.services.duties.month import DayEntry, closed_days_between, duties_between, entries_by_day
from kodoku_tui.tui.duties.month_grid import DayLine, MonthGrid, MonthSheet, weeks_of
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.cut_lines import CutLines
from kodoku_tui.tui.frame.reading_screen import RELOAD, ReadingScreen
from kodoku_tui.tui.frame.shared_commands import EXPORT_STATUS
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.lists.copying import COPY_ROWS, copy_table

OPEN_DAY = Command("open_day", ("enter",), group="list")
PREVIOUS_MONTH = Command("previous_month", ("pageup",), group="list")
NEXT_MONTH = Command("next_month", ("pagedown",), group="list")
GO_TO_TODAY = Command("go_to_today", ("home",), group="list")

_SATURDAY = 5

Days = dict[date, list[DayEntry]]


class MonthScreen(ReadingScreen):
    """Arrows move the day, PageUp and PageDown the month; Enter lists what falls due on the day."""

    # 書き出し is the same key everywhere; here it hands out what the screen shows, the days.
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_DAY,
        PREVIOUS_MONTH,
        NEXT_MONTH,
        GO_TO_TODAY,
        EXPORT_STATUS,
        COPY_ROWS,
        RELOAD,
    )
    AUTO_FOCUS = ""
    WHY_NOT_CORRECT = "month.correct_on_the_day"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "step(-7)", show=False),
        Binding("down", "step(7)", show=False),
    ]
    DEFAULT_CSS = """
    MonthScreen {
        & .month--line { height: 1; padding: 0 1; color: $text-muted; }
        & .month--whole { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._day = self.desk.today
        self._days: Days = {}
        self._closed_days: dict[date, str] = {}
        self._grid = MonthGrid(self._day, self.desk.today)
        self._line = Static(Content(""), classes="month--line")
        self._whole = CutLines(Content(""), classes="month--whole")

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._day

    def compose(self) -> ComposeResult:
        """Title, the month in words, the days, the day in full, the keys."""
        yield TitleBar("month")
        yield self._line
        yield self._grid
        yield self._whole
        yield CommandFooter()

    def action_step(self, days: int) -> None:
        self._go_to(self._day + timedelta(days=days))

    def action_previous_month(self) -> None:
        self._go_to(self._day - relativedelta(months=1))

    def action_next_month(self) -> None:
        self._go_to(self._day + relativedelta(months=1))

    def action_go_to_today(self) -> None:
        self._go_to(self.desk.today)

    def action_open_day(self) -> None:
        """List what falls due on the day."""
        from kodoku_tui.tui.duties.day import DayScreen

        self.app.push_screen(DayScreen(self._day))

    def action_copy_rows(self) -> None:
        """What falls due on the day, group by group, for Excel."""
        self.desk_app.in_thread(lambda: self._copy(self._day), group="copy", exclusive=True)

    def action_export_status(self) -> None:
        """Hand the days out as a calendar."""
        self.desk_app.export_calendar()

    @on(MonthGrid.Clicked)
    def _clicked(self, message: MonthGrid.Clicked) -> None:
        if message.day == self._day:
            self.action_open_day()
        else:
            self._go_to(message.day)

    def _copy(self, day: date) -> None:
        from kodoku_tui.tui.duties.day import day_columns, day_row

        today = self.desk.today
        rows = [day_row(duty, today) for duty in duties_between(self.desk, day, day)]
        titles = [say("search.date"), *(column.title for column in day_columns())]
        when = say_day(day, today=today)
        lines = [[when, *(cell.text for cell in row.cells)] for row in rows]
        self.app.call_from_thread(copy_table, self.desk_app, titles, lines)

    def _go_to(self, day: date) -> None:
        is_other_month = (day.year, day.month) != (self._day.year, self._day.month)
        self._day = day
        self._grid.show(day, self.desk.today)
        self._tell()
        if is_other_month:
            self.reload()

    def read_file(self) -> Callable[[], None]:
        """The weeks that the month of the day under the cursor shows."""
        weeks = weeks_of(self._day)
        first, last = weeks[0][0], weeks[-1][-1]
        days = entries_by_day(duties_between(self.desk, first, last))
        closed = closed_days_between(first, last)
        return lambda: self._show(days, closed)

    def _show(self, days: Days, closed: dict[date, str]) -> None:
        self._days = days
        self._closed_days = {
            day: say_holiday(name) if name else _reason_to_close(day) for day, name in closed.items()
        }
        lines = {
            day: tuple(line for entry in entries for line in day_lines(entry))
            for day, entries in days.items()
        }
        self._grid.show(self._day, self.desk.today, MonthSheet(self._closed_days, lines))
        self._tell()

    def _tell(self) -> None:
        of_month = [
            entry
            for day, entries in self._days.items()
            if (day.year, day.month) == (self._day.year, self._day.month)
            for entry in entries
        ]
        self._line.update(
            Content(
                say(
                    "month.line",
                    day=self._day,
                    open=sum(entry.open for entry in of_month),
                    late=sum(entry.late for entry in of_month),
                    sessions=sum(entry.what == "session" for entry in of_month),
                )
            )
        )
        self._whole.update(Content(self._whole_text()))

    def _whole_text(self) -> str:
        head = say_day(self._day, today=self.desk.today)
        if self._day in self._closed_days:
            name = self._closed_days[self._day]
            head += f"  {say('month.closed_named', name=name) if name else say('month.closed')}"
        return f"{head}  {whole_day(self._days.get(self._day, ()))}"


def _reason_to_close(day: date) -> str:
    """Why offices are closed on a day that is no national holiday; a weekend needs no reason."""
    return say("month.year_end") if day.weekday() < _SATURDAY else ""


def day_lines(entry: DayEntry) -> list[DayLine]:
    """One title on a day: how many are open, else that all is done; how many of them are late."""
    title = say_title(entry.title, entry.title_en)
    if entry.what == "session":
        return [DayLine(title, "session")]
    if not entry.open:
        return [DayLine(say("month.done", title=title), "done")]
    late = [DayLine(say("month.late", count=entry.late), "late")] if entry.late else []
    return [DayLine(say("month.open", count=entry.open, title=title), "open"), *late]


def whole_day(entries: Sequence[DayEntry]) -> str:
    """All that stands on a day, with every count."""
    if not entries:
        return say("month.nothing")
    said = []
    for entry in entries:
        title = say_title(entry.title, entry.title_en)
        if entry.what == "session":
            said.append(title)
        else:
            said.append(say("month.whole", title=title, count=entry.count, open=entry.open, late=entry.late))
    return say("month.between").join(said)
