"""Another year of the file: what it still holds is said in the first line, and every screen goes to it."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.words import IssueCategory
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.programmes import begin_next_programme
from kodoku_tui.services.duties.plan.changes import list_plan
from kodoku_tui.services.intake.imports import import_roster
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import MONDAY_IN_DECEMBER, go_to, morning_of, write_roster
from tests.tui.sitting import NARROW, sitting_at


@pytest.fixture
def in_spring(desk: Desk, tmp_path: object) -> Desk:
    """Ten days into 2026, where group 12 is another one than in 2025."""
    add_issue(
        desk,
        IssueEntry(
            group_no=12, category=IssueCategory.OUTREACH, title="広報が届かない", opened_on=MONDAY_IN_DECEMBER
        ),
    )
    begin_next_programme(desk.path, 2026, clock=morning_of(date(2026, 3, 25)), from_year=2025)
    go_to(desk, date(2026, 4, 10))
    book = write_roster(
        desk.path.parent / "r8.xlsx", [12, "架空のあたらしい会", "あたらしい取組", "高齢者", "大阪府", ""]
    )
    assert import_roster(desk, book).new == 1
    return desk


async def test_the_header_says_what_last_year_still_holds_and_goes_there(in_spring: Desk) -> None:
    async with sitting_at(in_spring) as person:
        await person.press("2")
        await person.sees("2026年度", "2025年度 残り769件 ▸", "架空のあたらしい会")
        await person.press("alt+y")
        await person.sees("どの年度を開きますか", "2026年度", "残り769件（手続・行事 768、対応 0、課題 1）")
        await person.press("down", "enter")
        await person.is_told("2025年度を開きました")
        await person.sees("2026年度 残り8件 ▸", "実施中", "96団体")
        await person.press("5")
        await person.sees("96団体")


@pytest.mark.parametrize(
    ("width", "screens"),
    [
        (80, "4567890"),
        (100, "4567890"),
        (120, "4履歴5進捗6カレンダー7課題8面談9連携0検索"),
        (140, "4履歴5進捗6カレンダー7課題8面談9連携0検索"),
        (170, "4操作履歴5進捗表6カレンダー7課題8面談・対応9連携・指標0検索"),
    ],
)
async def test_every_screen_the_year_who_and_the_day_stand_in_the_header_at_every_width(
    in_spring: Desk, width: int, screens: str
) -> None:
    async with sitting_at(in_spring, (width, 24)) as person:
        header = person.text.splitlines()[0].replace(" ", "")
        places = [header.index(word) for word in (screens, "2026年度", "▸", "未選択(w)", "4/10(金)")]
        assert places == sorted(places)
        # What another year still holds is said before the names of the other screens.
        assert "2025年度残り769件▸" in header


async def test_marked_groups_are_not_carried_to_others_of_the_same_number(in_spring: Desk) -> None:
    async with sitting_at(in_spring) as person:
        await person.press("2", "space")
        assert list(person.table.marked_keys)
        await person.press("alt+y", "down", "enter")
        assert not list(person.table.marked_keys)


async def test_what_lay_over_a_screen_is_closed(in_spring: Desk) -> None:
    async with sitting_at(in_spring, NARROW) as person:
        await person.press("2", "enter")
        assert isinstance(person.app.screen, KarteScreen)
        await person.press("alt+y", "down", "enter")
        assert not isinstance(person.app.screen, KarteScreen)
        await person.sees("2025年度  2026年度 残り8件 ▸")


async def test_a_hit_of_another_year_opens_in_its_year(in_spring: Desk) -> None:
    async with sitting_at(in_spring) as person:
        await person.press("0")
        await person.type("広報が届かない")
        await person.sees("2025", "課題 1件")
        await person.press("enter")
        await person.is_told("2025年度を開きました")
        assert isinstance(person.app.screen, KarteScreen)
        await person.sees("広報が届かない")
        await person.press("escape")
        await person.sees("課題 1件")


async def test_what_is_recorded_beside_a_hit_of_another_year_does_not_go_to_its_number(
    in_spring: Desk,
) -> None:
    more = write_roster(
        in_spring.path.parent / "more.xlsx", [13, "架空のつぎの会", "つぎの取組", "高齢者", "東京都", ""]
    )
    assert import_roster(in_spring, more).new == 1
    async with sitting_at(in_spring) as person:
        await person.press("0")
        await person.type("広報が届かない")
        await person.press("down", "f4")
        # It asks which group is meant.
        await person.sees("課題を追加", "団体 *")


async def test_a_file_with_one_year_says_how_the_next_begins(desk: Desk) -> None:
    async with sitting_at(desk) as person:
        assert "年度" not in person.text.splitlines()[0]
        await person.press("alt+y")
        await person.is_told("2025年度だけです")


async def test_the_plan_of_the_year_to_come_is_looked_at_before_april(desk: Desk) -> None:
    begin_next_programme(desk.path, 2026, clock=desk.clock, from_year=2025)
    async with sitting_at(desk) as person:
        await person.sees("2025年度 ▸")
        await person.press("alt+y")
        await person.sees("2026年度", "団体はまだありません")
        await person.press("up", "enter", "b")
        await person.sees("2026年度")
        # The file does hold the plan of the year that today lies in; this one was chosen.
        assert "今日の年度の計画はこのファイルにありません" not in person.flat
        assert list_plan(desk)[0].planned.startswith("2026")


async def test_a_year_that_went_away_gives_way_to_the_usual_one(in_spring: Desk) -> None:
    async with sitting_at(in_spring) as person:
        await person.press("2")
        undo(in_spring)
        undo(in_spring)
        await person.press("r")
        await person.is_told("2026年度はこのファイルにありません。2025年度を開きました")
        await person.sees("96団体")
