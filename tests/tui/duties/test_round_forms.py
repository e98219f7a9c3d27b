"""From the page of a group: a document that came, an address asked about, a comment, a group that comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.documents import document_of, receive_document
from kodoku_tui.services.duties.milestone_page import add_comment, milestone_page
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.tui.duties.round_forms import CommentForm, DocumentForm
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from kodoku_tui.tui.register.facts_form import EndForm, ReactivationForm
from tests.tui.sitting import Sitting, sitting_at

REPORT = "outcome_report"


@asynccontextmanager
async def page_of(desk: Desk, number: int) -> AsyncIterator[Sitting]:
    async with sitting_at(desk, (140, 60)) as sitting:
        sitting.app.show_karte(number)
        await sitting.rest()
        yield sitting


async def test_the_page_shows_whose_turn_it_is_and_which_documents_are_missing(desk: Desk) -> None:
    move_milestone(desk, 12, "contract", Move.SEND, on=date(2025, 12, 3))
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=date(2025, 12, 12))
    async with page_of(desk, 12) as sitting:
        text = sitting.text
    assert "書類送付" in text and "団体対応待ち 12日" in text
    assert "事務局対応待ち 3日" in text
    assert "未着" in next(line for line in text.splitlines() if "成果報告書" in line and "未着" in line)


async def test_a_document_is_recorded_and_a_path_that_is_away_is_told(desk: Desk) -> None:
    async with page_of(desk, 12) as sitting:
        await sitting.press("d")
        await sitting.until(lambda: isinstance(sitting.app.screen, DocumentForm))
        await sitting.press("enter", "enter")
        await sitting.press(*"x.pdf")
        await sitting.press("ctrl+s")
        await sitting.is_told("x.pdf はいま見つかりません")
        await sitting.until(lambda: isinstance(sitting.app.screen, KarteScreen))
    entry = document_of(desk, 12, REPORT, REPORT)
    assert (entry.received, entry.place) == ("2025-12-15", "x.pdf")


async def test_a_web_address_is_named_before_it_is_opened(desk: Desk) -> None:
    receive_document(desk, 12, REPORT, REPORT, on=desk.today, place="https://files.example.jp/12")
    async with page_of(desk, 12) as sitting:
        await sitting.press("o")
        await sitting.until(lambda: isinstance(sitting.app.screen, ConfirmScreen))
        assert "https://files.example.jp/12" in sitting.text
        await sitting.press("n")
        await sitting.until(lambda: isinstance(sitting.app.screen, KarteScreen))


async def test_a_comment_is_added_to_the_newest_round(desk: Desk) -> None:
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=desk.today)
    async with page_of(desk, 12) as sitting:
        await sitting.press("n")
        await sitting.until(lambda: isinstance(sitting.app.screen, CommentForm))
        await sitting.press(*"tel")
        await sitting.press("ctrl+s")
        await sitting.until(lambda: isinstance(sitting.app.screen, KarteScreen))
        await sitting.until(lambda: "tel" in sitting.text)
    (first,) = milestone_page(desk, 12, REPORT).rounds
    assert [comment.text for comment in first.comments] == ["tel"]


async def test_the_page_shows_every_round_with_its_thread_and_says_a_reason_once(desk: Desk) -> None:
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=date(2025, 12, 1))
    add_comment(desk, 12, REPORT, "様式は足りています")
    move_milestone(desk, 12, REPORT, Move.RETURN, on=date(2025, 12, 3), comment="押印がない")
    move_milestone(desk, 12, REPORT, Move.SUBMIT, on=date(2025, 12, 5))
    add_comment(desk, 12, REPORT, "写真を確かめる")
    async with page_of(desk, 12) as sitting:
        text = sitting.text
    told = [
        "1回目 提出 12/1(月) 差戻し 12/3(水)",
        "様式は足りています",
        "押印がない",
        "2回目 提出 12/5(金)",
        "写真を確かめる",
    ]
    flat = " ".join(text.split())
    assert [words for words in told if words not in flat] == []
    assert sorted(told, key=flat.index) == told
    assert flat.count("押印がない") == 1


async def test_a_group_that_left_comes_back_from_its_page_and_an_active_one_ends_there(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    async with page_of(desk, 41) as sitting:
        await sitting.press("shift+f2")
        await sitting.until(lambda: isinstance(sitting.app.screen, ReactivationForm))
        await sitting.press(*"again")
        await sitting.press("ctrl+s")
        await sitting.until(lambda: isinstance(sitting.app.screen, KarteScreen))
        assert group_karte(desk, 41).entry.status == "実施中"
        await sitting.press("shift+f2")
        await sitting.until(lambda: isinstance(sitting.app.screen, EndForm))
