"""What a command works with: which file, what day it is, who acts, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from kodoku_tui.cli.frame.output import tell
from kodoku_tui.cli.frame.parts import INSISTS
from kodoku_tui.locale import say, say_word

if TYPE_CHECKING:
    from kodoku_tui.domain.days.direction import Direction
    from kodoku_tui.domain.register.filters import GroupFilter, Selection
    from kodoku_tui.services.desk.desk import Desk
    from kodoku_tui.services.desk.outcome import Outcome
    from kodoku_tui.services.register.saved_views import SavedView

WordT = TypeVar("WordT", bound=StrEnum)


@dataclass(frozen=True)
class Setting:
    """What the options before the command, or the environment, say.

    `clock` says which day is today, `wall` when something is really done; there is no other source of the time.
    `path` is None where no file was named: then it is the one in the person's own data folder. `year` is None where
    none was chosen.
    """

    path: Path | None
    clock: Callable[[], datetime]
    wall: Callable[[], datetime]
    year: int | None
    staff: str
    language: str
    open_app: Callable[[Setting, Path], None]
    list_keys: Callable[[], tuple[Path, list[dict[str, Any]], list[str]]]

    @property
    def today(self) -> date:
        """The day that every rule is asked about."""
        return self.clock().date()

    def file(self, name: str = "kodoku.db") -> Path:
        """The file to work on; `name` is what it is called where none was named."""
        if self.path is not None:
            return self.path
        from platformdirs import user_data_path

        return user_data_path("kodoku", appauthor=False) / name

    def desk(self) -> Desk:
        """The desk to read at; closed when the command ends. SQLite's own errors are said as sentences until then.

        Raises `Refused` for a chosen year that the file does not hold, whatever the command wants of it.
        """
        from kodoku_tui.services.desk.desk import Desk

        desk = Desk(self.file(), clock=self.clock, wall=self.wall, staff=self.staff)
        context = click.get_current_context()
        context.call_on_close(desk.close)
        context.with_resource(desk.reading())
        if met := desk.take_newly_met():
            from kodoku_tui.locale.phrases import say_said
            from kodoku_tui.services.desk.same_names import came_to_meet_words

            if told := came_to_meet_words(met):
                tell(say_said(told))
        if self.year is not None:
            desk.choose_year(self.year)
        return desk

    def reading_desk(self) -> Desk:
        """As `desk`, for people: says when what they will read is invented, and what other years still hold.

        Whoever chose a year knows that there are others. Whoever reads is named as they are registered.
        """
        desk = self.desk()
        if self.staff:
            from kodoku_tui.services.register.staff import registered_name

            desk.staff = registered_name(desk, self.staff)
        if desk.looked_into:
            tell(say("cli.a_look", at=f"{desk.looked_into:%Y-%m-%d %H:%M}"))
        if desk.programme["is_demonstration"]:
            tell(say("cli.invented"))
        if self.year is None:
            from kodoku_tui.services.desk.years import other_years

            for other in other_years(desk):
                if other.open:
                    tell(say("cli.other_year", year=other.year, count=other.open))
        return desk

    def writing_desk(self) -> Desk:
        """As `desk`, with whoever acts named as they are registered."""
        from kodoku_tui.services.register.staff import registered_name

        desk = self.desk()
        desk.staff = registered_name(desk, self.staff)
        desk.after_acts = lambda: _keep_daily(desk)
        return desk

    def tell(self, outcome: Outcome) -> None:
        """Say what came of an act and how to take it back."""
        from kodoku_tui.services.desk.outcome_words import outcome_lines

        for line in outcome_lines(outcome, self.today):
            tell(line)

    @property
    def insists(self) -> bool:
        """Whether the command was given `--insist`."""
        return bool(click.get_current_context().meta.get(INSISTS))

    def day(self, desk: Desk, text: str | None, direction: Direction) -> date:
        """The day that `text` means, looking this way; today when nothing was said.

        Raises `Refused` as `parse_date` does, and `error.date_far_off` unless the command was given `--insist`.
        """
        if text is None:
            return self.today
        from kodoku_tui.domain.days.direction import is_slip, months_off
        from kodoku_tui.domain.errors import Refused

        day = self.day_looked_for(desk, text, direction)
        if not self.insists and is_slip(day, self.today, direction, desk.year_starts_on):
            raise Refused("error.date_far_off", field="date", day=day, months=months_off(day, self.today))
        return day

    def optional_day(self, desk: Desk, text: str | None, direction: Direction) -> date | None:
        """As `day`, but nothing when nothing was said."""
        return None if text is None else self.day(desk, text, direction)

    def day_looked_for(self, desk: Desk, text: str, direction: Direction) -> date:
        """The day that `text` means, however far off: nothing is written down under it."""
        from kodoku_tui.domain.days.dates import parse_date

        return parse_date(text, today=self.today, direction=direction, year_starts_on=desk.year_starts_on)


def _keep_daily(desk: Desk) -> None:
    """The day's backup, once something was done on it; where it fails, the act stands and it is said."""
    from kodoku_tui.locale.phrases import say_refused
    from kodoku_tui.services.keeping.backups import back_up_daily

    refused = back_up_daily(desk)
    if refused is not None:
        tell(say("backup.failed", reason=say_refused(refused)))


pass_setting = click.make_pass_decorator(Setting)


def word_of(kind: type[WordT], text: str, *, field: str) -> WordT:
    """The word of a closed list that was meant: as the reader reads it, as the file has it, or its English name."""
    from kodoku_tui.domain.words import as_word

    read = text.strip().casefold()
    for word in kind:
        if say_word(word.value).casefold() == read:
            return word
    return as_word(kind, text, field=field)


def optional_word_of(kind: type[WordT], text: str | None, *, field: str) -> WordT | None:
    """As `word_of`, but nothing when nothing was said."""
    return None if text is None else word_of(kind, text, field=field)


class Selected(NamedTuple):
    """Which groups the options leave in which order, and the view that was named."""

    selection: Selection
    view: SavedView | None

    @property
    def of_view(self) -> GroupFilter | None:
        """The filter of the view, whatever other options say."""
        return None if self.view is None else self.view.selection.chosen

    def words(self, *, with_order: bool) -> str:
        """How that reads."""
        from kodoku_tui.services.register.view_words import shown_words

        return shown_words(self.view, self.selection, with_order=with_order)


def selected(desk: Desk, *, view: str | None = None, **options: Any) -> Selected:
    """What a saved view shows, where one is named, narrowed by the options of `group_filter`.

    Raises `Refused` for a view that there is not, and for one that names what is no longer there.
    """
    from kodoku_tui.domain.register.filters import Selection
    from kodoku_tui.services.register.saved_views import view_named

    saved = None if view is None else view_named(desk, view)
    usual = Selection() if saved is None else saved.usable()
    selection = replace(usual, chosen=group_filter(usual.chosen, **options))
    return Selected(selection, saved)


def group_filter(
    usual: GroupFilter | None = None,
    *,
    staff: str | None = None,
    block: str | None = None,
    target: str | None = None,
    status: str | None = None,
    text: str | None = None,
    only_overdue: bool = False,
    only_checkin_due: bool = False,
    with_all: bool = False,
) -> GroupFilter:
    """Which groups the options leave, `usual` where they say nothing: those that have not left."""
    from kodoku_tui.domain.register.filters import GroupFilter
    from kodoku_tui.domain.register.status import GroupStatus
    from kodoku_tui.services.register.choices import block_named, target_named

    given: dict[str, Any] = {}
    if staff is not None:
        given["staff"] = staff
    if block is not None:
        given["block"] = block_named(block)
    if target is not None:
        given["target"] = target_named(target)
    chosen_status = optional_word_of(GroupStatus, status, field="status")
    if chosen_status is not None or with_all:
        given["status"] = None if chosen_status is None else chosen_status.value
    if text is not None:
        given["text"] = text
    if only_overdue:
        given["only_overdue"] = True
    if only_checkin_due:
        given["only_checkin_due"] = True
    return replace(GroupFilter() if usual is None else usual, **given)
