"""Whatever can be written can be read: on every screen, in every form and list, in every file that is handed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.duties.milestones import MilestoneKind, Move, RoundDecision
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import LANGUAGES, set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.rounds import RoundEntry
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.exports.exports import EXPORT_KINDS
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.keeping.backups import back_up
from kodoku_tui.services.keeping.checking import check
from kodoku_tui.services.keeping.restoring import plan_restore
from kodoku_tui.services.register.ending import Ending
from kodoku_tui.services.register.saved_views import save_view
from kodoku_tui.services.register.staff import add_staff
from kodoku_tui.tui.duties.cell_forms import CellMoveForm
from kodoku_tui.tui.duties.round_lines import round_lines
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import desk_on_copy, go_to, write_roster
from tests.reliability.histories import ACTS, GROUPS, HISTORIES, STAFF, Told, live
from tests.reliability.readings import (
    OF_THE_WHOLE_FILE,
    READ_A_FILE,
    forms_there_are,
    read_command_line,
    read_exports,
    read_forms,
    read_screens,
    reading_commands,
    screens_there_are,
    surroundings,
)

BEGINNING = date(2025, 9, 1)
# The long battery is parted, so that several processes share it.
PARTS = range(8)


@pytest.fixture(scope="module")
def beginning(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three invented groups, two of them with a contract, so that everything may happen to these."""
    folder = tmp_path_factory.mktemp("beginning")
    with desk_on_copy(new_file, folder, staff=STAFF[0]) as desk:
        rows: list[list[object]] = [
            [number, f"架空の会{number}", "取組", "高齢者", "東京都", ""] for number in GROUPS
        ]
        import_roster(desk, write_roster(folder / "名簿.xlsx", *rows))
        for name in STAFF:
            add_staff(desk, name)
        for number in (1, 2):
            move_milestone(desk, number, "contract", Move.SUBMIT, on=date(2025, 6, 2))
            move_milestone(desk, number, "contract", Move.ACCEPT, on=date(2025, 6, 9))
        return desk.path


@contextmanager
def lived(beginning: Path, history: Sequence[Told]) -> Iterator[Desk]:
    """A desk on a file to which all of this happened."""
    with TemporaryDirectory() as folder, desk_on_copy(beginning, Path(folder), staff=STAFF[0]) as desk:
        go_to(desk, BEGINNING)
        live(desk, history)
        yield desk


@pytest.mark.parametrize("key", ["outcome_report", "final_audit"])
async def test_what_was_handed_in_pulled_back_and_handed_in_again_opens(key: str, beginning: Path) -> None:
    with lived(beginning, []) as desk:
        for move in (Move.SUBMIT, Move.PULL_BACK, Move.SUBMIT):
            move_milestone(desk, 1, key, move, on=desk.today)
        async with surroundings(desk):
            KarteScreen(1).read_file()()
            assert CellMoveForm(desk, 1, key).fields()


@pytest.mark.parametrize("kind", MilestoneKind)
@pytest.mark.parametrize("decision", RoundDecision)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_in_which_a_round_ends_has_its_words(
    decision: RoundDecision, kind: MilestoneKind, language: str
) -> None:
    set_language(language)
    ended = RoundEntry(1, "2025-12-01", decision.value, "2025-12-02", ())
    still_open = RoundEntry(2, "2025-12-03", None, None, ())
    first, second = map(str, round_lines([ended, still_open], kind, date(2025, 12, 15), Ending()))
    assert len(first) > len(second)


@pytest.mark.long
async def test_after_a_long_life_every_screen_form_list_and_file_is_there(
    beginning: Path, tmp_path: Path
) -> None:
    drawn = Random(4)
    life = [
        (place, drawn.choice((1, 1, *GROUPS)), drawn.randrange(2**31), int(drawn.random() < 0.3))
        for _ in range(8)
        for place in drawn.sample(range(len(ACTS)), len(ACTS))
    ]
    with lived(beginning, life) as desk:
        with suppress(Refused):
            end_group(desk, 3, GroupStatus.STOPPED, on=desk.today, reason="休止", leaves_open=True)
        save_view(desk, "長い年の終わりに", Selection(GroupFilter(text="架空")))
        async with surroundings(desk) as app:
            assert read_screens(app, desk) == screens_there_are()
            assert read_forms(desk) == forms_there_are()
        assert read_command_line(desk) == reading_commands().keys() - READ_A_FILE - OF_THE_WHOLE_FILE
        assert read_exports(desk, tmp_path) == set(EXPORT_KINDS)
        # Whatever was written, the log says of every row what stands in it.
        assert check(desk) == []
        assert plan_restore(desk.path, back_up(desk).path).is_the_same


async def every_screen_and_form(beginning: Path, history: Sequence[Told]) -> None:
    """Read the screens and forms of a file to which this happened."""
    with lived(beginning, history) as desk:
        async with surroundings(desk) as app:
            read_screens(app, desk)
            read_forms(desk)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES, language=st.sampled_from(LANGUAGES))
async def test_whatever_happened_every_screen_and_form_shows_it(
    beginning: Path, history: list[Told], language: str
) -> None:
    set_language(language)
    await every_screen_and_form(beginning, history)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES, language=st.sampled_from(LANGUAGES))
async def test_whatever_happened_in_many_histories_every_screen_and_form_shows_it(
    part: int, beginning: Path, history: list[Told], language: str
) -> None:
    set_language(language)
    await every_screen_and_form(beginning, history)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=HISTORIES, language=st.sampled_from(LANGUAGES))
def test_whatever_happened_in_many_histories_every_list_and_file_tells_it(
    part: int, beginning: Path, history: list[Told], language: str
) -> None:
    set_language(language)
    with lived(beginning, history) as desk, TemporaryDirectory() as folder:
        read_command_line(desk)
        read_exports(desk, Path(folder))
