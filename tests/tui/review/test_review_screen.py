"""レビュー by keys: group after group, decided, left and gone on with, its minutes handed out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.issues.entries import IssueEntry
from kodoku_tui.domain.review.entries import DecisionEntry, ReviewEntry
from kodoku_tui.domain.words import IssueCategory, Severity
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.issues.issues import add_issue
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.review.decisions import decide
from kodoku_tui.services.review.minutes import minutes_of
from kodoku_tui.services.review.reviews import end_review, list_reviews, start_review
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.review.minutes import MinutesScreen
from kodoku_tui.tui.review.review import ReviewScreen
from tests.desks import go_to
from tests.tui.sitting import NARROW, sitting_at

ISHII = "石井 二"


def trouble(desk: Desk, number: int) -> None:
    """A group that stands first."""
    issue = IssueEntry(
        group_no=number,
        category=IssueCategory.PEOPLE,
        severity=Severity.HEAVY,
        title="担い手がいない",
        opened_on=date(2025, 11, 1),
    )
    add_issue(desk, issue)


async def test_a_walk_from_the_first_group_to_the_minutes(small_desk: Desk) -> None:
    trouble(small_desk, 3)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r")
        await sitting.type("青木、石井")
        await sitting.press("ctrl+s")
        await sitting.sees("1 / 4", "3  架空こども塾", "担い手がいない", "対応策なし", "まだ見ていません")
        await sitting.press("d")
        await sitting.type("訪問して帳簿を見る")
        await sitting.press("ctrl+s")
        await sitting.is_told("3 架空こども塾 の決定を保存しました")
        # The walk stays at the group; one key makes it a promise.
        await sitting.sees("1 / 4", "訪問して帳簿を見る", "決定済")
        await sitting.press("n")
        await sitting.sees("対応事項に記録")
        assert [one.title for one in list_actions(small_desk, 3)] == ["訪問して帳簿を見る"]
        await sitting.press("right", "space")
        await sitting.sees("3 / 4", "見た 2・決定 1・まだ 2")
        # What is done here stands in the minutes.
        number = sitting.app.screen.group_number  # type: ignore[attr-defined]
        await sitting.press("a")
        await sitting.type(ISHII)
        await sitting.press("enter", "ctrl+s")
        assert group_entry(small_desk, number).staff == ISHII
        await sitting.press("right", "right")
        await sitting.is_told("見ていない団体 1")
        await sitting.press("y")
        await sitting.sees("事務局内", "出席: 青木、石井", "訪問して帳簿を見る", "対応: 主担当")
        assert [(one.decided, one.acted, one.skipped) for one in [minutes_of(small_desk).counts]] == [
            (1, 1, 1)
        ]


async def test_left_and_opened_again_tomorrow_it_goes_on_where_nobody_looked(small_desk: Desk) -> None:
    trouble(small_desk, 3)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "ctrl+s", "space", "space")
        await sitting.sees("3 / 4")
        # The karte lies over it, and Esc comes back to the same group.
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, KarteScreen)
        await sitting.press("escape")
        await sitting.sees("3 / 4")
        await sitting.press("escape", "alt+r")
        await sitting.sees("3 / 4")
    go_to(small_desk, date(2025, 12, 16))
    async with sitting_at(small_desk, NARROW) as sitting:
        await sitting.press("alt+r")
        await sitting.sees("続きから", "このレビューを終えて、新しく始める")
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, ReviewScreen)
        await sitting.sees("3 / 4", "見た 2")
    assert len(list_reviews(small_desk)) == 1


async def test_the_minutes_are_written_and_nothing_is_replaced_unasked(
    small_desk: Desk, tmp_path: Path
) -> None:
    trouble(small_desk, 3)
    review = start_review(small_desk, ReviewEntry(present="青木")).row_id
    decide(small_desk, review, 3, DecisionEntry(decision="=1+1 は式ではない"))
    book, text = tmp_path / "議事録.xlsx", tmp_path / "議事録.md"
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "y", "e", "ctrl+u")
        await sitting.type(str(book))
        await sitting.press("ctrl+s")
        await sitting.is_told("議事録を書き出しました")
        await sitting.press("e", "ctrl+u")
        await sitting.type(str(text))
        await sitting.press("ctrl+s")
        await sitting.is_told("議事録.md")
        before = text.read_bytes()
        await sitting.press("e", "ctrl+u")
        await sitting.type(str(text))
        await sitting.press("ctrl+s")
        await sitting.sees("置き換え")
        await sitting.press("n", "escape", "y")
        assert text.read_bytes() == before
        assert isinstance(sitting.app.screen, MinutesScreen)
        # It ends here, and says which groups nobody looked at.
        await sitting.press("x")
        await sitting.sees("見ていない団体 3")
        await sitting.press("y")
        await sitting.is_told("レビューを終えました")
    sheets = openpyxl.load_workbook(book).worksheets
    cells = [str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line]
    assert sum("事務局内" in cell for cell in cells) == 2
    assert "=1+1 は式ではない" in cells
    assert "> 事務局内" in before.decode()
    assert list_reviews(small_desk)[0].ended_on == "2025-12-15"


async def test_a_past_review_is_read_again_and_its_decisions_stand_on_the_karte(small_desk: Desk) -> None:
    trouble(small_desk, 3)
    review = start_review(small_desk, ReviewEntry()).row_id
    decide(small_desk, review, 3, DecisionEntry(decision="帳簿を一緒に見る[/]", staff=ISHII))
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "y", "x", "y", "escape", "escape", "alt+r")
        await sitting.sees("新しく始める", "議事録: 12/15(月)")
        await sitting.press("down", "enter")
        assert isinstance(sitting.app.screen, MinutesScreen)
        await sitting.press("escape", "2", "down", "down", "enter")
        await sitting.sees("レビューの決定", "帳簿を一緒に見る[/]〔石井 二〕")


async def test_taking_the_beginning_back_leaves_a_sentence_in_place_of_the_walk(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "ctrl+s", "u", "y")
        await sitting.sees("レビュー 1 はありません")
        await sitting.press("space", "d", "right", "escape")
    assert list_reviews(small_desk) == []


async def test_the_walk_names_its_keys_and_says_when_another_seat_has_ended_it(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "ctrl+s")
        await sitting.sees("d 決定", "a 担当", "t 期限延長", "i 課題")
        end_review(small_desk, list_reviews(small_desk)[0].id)
        await sitting.press("right")
        await sitting.sees("2 / 4", "このレビューは 12/15(月) に終わっています")


async def test_a_later_day_is_asked_for_the_duty_that_weighs_most(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("alt+r", "ctrl+s")
        await sitting.sees("「契約締結」")
        number = sitting.app.screen.group_number  # type: ignore[attr-defined]
        await sitting.press("t")
        await sitting.type("12/26")
        await sitting.press("enter")
        await sitting.type("先方の理事会が延びたため")
        await sitting.press("ctrl+s")
        await sitting.is_told("契約締結", "12/26(金)")
        # What is settled since is not asked about: whoever extends something chooses it.
        move_milestone(small_desk, number, "contract", Move.SEND, on=small_desk.today)
        move_milestone(small_desk, number, "contract", Move.SUBMIT, on=small_desk.today)
        move_milestone(small_desk, number, "contract", Move.ACCEPT, on=small_desk.today)
        await sitting.press("r", "t")
        await sitting.sees("期限を延長", "契約締結  締結済")
