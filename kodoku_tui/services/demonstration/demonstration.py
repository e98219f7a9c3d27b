"""A file of 96 invented groups in the middle of a lively year (架空データ), to look around in and to practise on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta

from kodoku_tui.domain.days.dates import fiscal_year_of
from kodoku_tui.domain.days.eras import era_text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.demonstration.cast import assemble_cast
from kodoku_tui.services.demonstration.checkins import tell_contacts
from kodoku_tui.services.demonstration.duties import tell_duties
from kodoku_tui.services.demonstration.facts import tell_facts
from kodoku_tui.services.demonstration.linkages import tell_linkages
from kodoku_tui.services.demonstration.money import tell_money
from kodoku_tui.services.demonstration.opening import tell_opening
from kodoku_tui.services.demonstration.papers import tell_papers
from kodoku_tui.services.demonstration.people import invent_people, tell_people
from kodoku_tui.services.demonstration.reviews import tell_reviews
from kodoku_tui.services.demonstration.story import Story, StoryDesk
from kodoku_tui.services.desk.programmes import begin_programme, years_to_begin
from kodoku_tui.store.seeds import programme_seed
from kodoku_tui.store.stored_days import FileConnection

# What the file can hold as a fiscal year (db/migrations/0001_foundation.sql).
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def make_demonstration(path: Path, *, clock: Callable[[], datetime], replaces: bool = False) -> None:
    """Make a new file at `path` with an invented year as it stands on the morning of the clock's day.

    The same day gives the same rows; the hour does not matter. The year is the fiscal year of that day, its plan
    the newest that ships, moved by whole years. Everything is written by the acts that people do, at the moments
    of the story, the last one before the day. Raises `Refused` when something is at `path` already, unless `replaces`.
    """
    today = clock().date()
    plan = plan_of(fiscal_year_of(today))
    story = Story(today, Random(today.isoformat()))
    cast = assemble_cast(story.random)
    tell_opening(story, cast, plan)
    tell_duties(story, cast, plan)
    people = invent_people(story, cast)
    tell_people(story, cast, people)
    tell_contacts(story, cast, plan, people)
    tell_papers(story, cast, plan)
    tell_money(story, cast, plan)
    tell_linkages(story, cast, plan)
    tell_facts(story, cast, plan)
    tell_reviews(story, cast, plan)

    def perform(connection: FileConnection) -> None:
        # The file appears only when it is whole, so its single acts need not survive a power cut; what
        # create_file does at the end must.
        connection.execute("PRAGMA synchronous = OFF")
        story.perform(StoryDesk(connection, path))
        connection.execute("PRAGMA synchronous = FULL")

    begin_programme(
        path,
        plan["fiscal_year"],
        clock=lambda: datetime.combine(today, time.min),
        is_demonstration=True,
        replaces=replaces,
        plan=plan,
        and_then=perform,
    )


def plan_of(year: int) -> dict[str, Any]:
    """The newest plan that ships, moved by whole years to fiscal year `year` and named as invented."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused("error.no_plan", year=year, years=f"{_FIRST_YEAR}〜{_LAST_YEAR}")
    shipped = programme_seed(years_to_begin()[-1])
    moved = _moved(shipped, relativedelta(years=year - shipped["fiscal_year"]))
    for milestone in moved["milestones"]:
        # A rule names the year that it was written for; the day that came of it has been moved.
        milestone.pop("rule", None)
    era = era_text(moved["starts_on"]).partition("年")[0]
    return {
        **moved,
        "fiscal_year": year,
        "name": f"架空データ {era}年度モデル事業",
        "name_en": f"Invented data: FY{year} model programme",
    }


def _moved(value: Any, by: relativedelta) -> Any:
    if isinstance(value, date):
        return value + by
    if isinstance(value, list):
        return [_moved(part, by) for part in value]
    if isinstance(value, dict):
        return {name: _moved(part, by) for name, part in value.items()}
    return value
