"""Two people change one note at the same time: mine, theirs or both, by a digit."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.checkins.checkins import checkin_of, correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.issues.issues import change_issue
from kodoku_tui.services.issues.page import issue_of
from kodoku_tui.tui.forms.conflict_screen import ConflictScreen
from kodoku_tui.tui.frame.thing import Thing
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import Sitting, foot_of, sitting_at

ENTRY = CheckinEntry(
    group_no=1, held_on=date(2025, 12, 14), channel=Channel.PHONE, note="会場は未定", condition=Condition.GOOD
)


def logged(desk: Desk) -> int:
    return log_checkin(desk, ENTRY).row_id


def add_meanwhile(desk: Desk, checkin_id: int, **changed: object) -> None:
    """Somebody else corrects the check-in."""
    other = ENTRY.model_copy(update=changed)
    correct_checkin(desk, checkin_id, other, version=checkin_of(desk, checkin_id).version)


async def correct_and_add(sitting: Sitting, words: str) -> None:
    """Add a line to the note of the first check-in of the first group, without saving."""
    await sitting.press("2", "enter", "h", "f2")
    await sitting.sees("面談記録を訂正")
    await sitting.press("ctrl+end", "enter")
    await sitting.type(words)


@pytest.mark.parametrize(
    ("digit", "note"),
    [
        ("3", "会場は未定\n見積を依頼\n次回は電話"),
        ("1", "会場は未定\n次回は電話"),
        ("2", "会場は未定\n見積を依頼"),
    ],
)
async def test_a_digit_says_which_note_stands(desk: Desk, digit: str, note: str) -> None:
    checkin_id = logged(desk)
    async with sitting_at(desk) as sitting:
        await correct_and_add(sitting, "次回は電話")
        add_meanwhile(desk, checkin_id, note="会場は未定\n見積を依頼")
        await sitting.press("ctrl+s")
        await sitting.sees(
            "自分の入力にする", "ほかの人のもの", "3 両方を合わせる", "見積を依頼", "次回は電話"
        )
        await sitting.press(digit)
        await sitting.until(lambda: not isinstance(sitting.app.screen, ConflictScreen), "it asks on in")
        await sitting.rest()
    # In the order of the file the additions are mine and then theirs, each of them once.
    now = checkin_of(desk, checkin_id).note
    assert sorted(now.split("\n")) == sorted(note.split("\n"))
    assert now.startswith("会場は未定\n")


async def test_both_is_one_act_that_can_be_taken_back(desk: Desk) -> None:
    checkin_id = logged(desk)
    async with sitting_at(desk) as sitting:
        await correct_and_add(sitting, "次回は電話")
        add_meanwhile(desk, checkin_id, note="会場は未定\n見積を依頼")
        before = len(list_units(desk))
        await sitting.press("ctrl+s", "3")
        await sitting.is_told("面談記録を訂正しました")
        assert len(list_units(desk)) == before + 1
        await sitting.press("u", "y")
        await sitting.is_told("取り消しました")
    assert checkin_of(desk, checkin_id).note == "会場は未定\n見積を依頼"


async def test_both_is_not_offered_where_one_took_something_away_and_undecided_is_no_answer(
    desk: Desk,
) -> None:
    checkin_id = logged(desk)
    async with sitting_at(desk) as sitting:
        await correct_and_add(sitting, "次回は電話")
        add_meanwhile(desk, checkin_id, note="会場は公民館")
        await sitting.press("ctrl+s")
        await sitting.sees("合わせられません")
        assert "両方を合わせる" not in sitting.flat
        await sitting.press("3", "escape")
        assert "ファイルの値" in foot_of(sitting)
        assert checkin_of(desk, checkin_id).note == "会場は公民館"
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    assert list_checkins(desk)[0].note == "会場は未定\n次回は電話"


async def test_what_only_the_other_changed_stays_as_they_left_it_without_a_question(desk: Desk) -> None:
    checkin_id = logged(desk)
    async with sitting_at(desk) as sitting:
        await correct_and_add(sitting, "次回は電話")
        add_meanwhile(desk, checkin_id, condition=Condition.CAUTION, next_on=date(2026, 1, 9))
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    now = checkin_of(desk, checkin_id)
    assert (now.note, now.condition, now.next_on) == (
        "会場は未定\n次回は電話",
        Condition.CAUTION,
        "2026-01-09",
    )


async def test_a_draft_that_is_older_than_what_stands_in_the_file_writes_nothing_over(desk: Desk) -> None:
    checkin_id = logged(desk)
    async with sitting_at(desk) as sitting:
        await correct_and_add(sitting, "次回は電話")
        await sitting.press("escape", "l")
        sitting.app.drafts.flush()
    add_meanwhile(desk, checkin_id, note="会場は未定\n見積を依頼")
    async with sitting_at(desk) as sitting:
        await sitting.press("full_stop", "enter")
        await sitting.sees("次回は電話", "前に入力した途中の内容を戻しました。")
        await sitting.press("ctrl+s")
        await sitting.sees("3 両方を合わせる", "見積を依頼")
        await sitting.press("3")
        await sitting.is_told("面談記録を訂正しました")
    assert sorted(checkin_of(desk, checkin_id).note.split("\n")) == sorted(
        ["会場は未定", "次回は電話", "見積を依頼"]
    )


async def test_the_description_of_an_issue_is_joined_as_well(desk: Desk) -> None:
    row = fill(desk)["flyer"]
    change_issue(desk, row, IssueChange(note="印刷が遅い"))
    async with sitting_at(desk) as sitting:
        sitting.app.correct(Thing("issue", row_id=row))
        await sitting.sees("印刷が遅い")
        for _ in range(20):
            if sitting.app.screen.query_one("CleanTextArea").has_focus:
                break
            await sitting.press("tab")
        await sitting.press("ctrl+end", "enter")
        await sitting.type("三月まで")
        change_issue(desk, row, IssueChange(note="印刷が遅い\n部数も足りない"))
        await sitting.press("ctrl+s", "3")
        await sitting.rest()
    assert issue_of(desk, row).note == "印刷が遅い\n三月まで\n部数も足りない"
