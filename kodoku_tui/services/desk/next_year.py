"""What beginning the next year in the same file carries over, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.store.queries import row
from kodoku_tui.store.seeds import programme_seed, programme_years


@dataclass(frozen=True, slots=True)
class NextYear:
    """The year that can be begun, the one before it, what stays at hand, and how many milestones its plan has.

    `is_draft` is a plan that rests on no report yet: its dates have to be looked at.
    """

    year: int
    from_year: int
    name: str
    name_en: str
    starts_on: str
    milestones: int
    is_draft: bool
    organizations: int
    aliases: int
    contacts: int
    staff: int


def next_year(desk: Desk) -> NextYear:
    """What can be begun after the newest year of the file.

    Raises `Refused` (`error.no_plan`) when no plan of that year ships.
    """
    with desk.reading() as connection:
        found = row(connection, "checkins/carried_over")
    assert found is not None
    year = found["newest_year"] + 1
    if year not in programme_years():
        raise Refused("error.no_plan", year=year, years="、".join(map(str, programme_years())))
    seed = programme_seed(year)
    return NextYear(
        year=year,
        from_year=found["newest_year"],
        name=seed["name"],
        name_en=seed["name_en"],
        starts_on=seed["starts_on"].isoformat(),
        milestones=len(seed["milestones"]),
        is_draft=bool(seed.get("is_draft", False)),
        organizations=found["organizations"],
        aliases=found["aliases"],
        contacts=found["contacts"],
        staff=found["staff"],
    )


def begin_next_year(desk: Desk, coming: NextYear) -> Outcome:
    """Begin the year as it was told, in the desk's file; one unit that can be taken back."""
    with desk.reading() as connection:
        desk.refuse_another_file(connection)
    return begin_next_programme(
        desk.path,
        coming.year,
        clock=desk.clock,
        wall=lambda: desk.moment_of_act,
        staff=desk.staff,
        from_year=coming.from_year,
    )
