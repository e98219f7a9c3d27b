"""団体個票: one group on one page, and everything that is recorded of it from there."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.checkins.entries import ActionEntry
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.checkins.actions import add_action
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.duties.milestones import list_milestones, move_milestone
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import list_issues
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.karte.karte import KarteScreen
from tests.desks import morning_of
from tests.tui.sitting import Sitting, foot_of, sitting_at


async def open_karte(sitting: Sitting, number: int) -> None:
    await sitting.press("2")
    sitting.table.cursor_row = number - 1
    await sitting.press("enter")
    await sitting.sees("手続・行事")
    assert isinstance(sitting.app.screen, KarteScreen)
    assert sitting.app.screen.group_number == number


async def test_the_page_holds_everything_about_the_group(lively_desk: Desk) -> None:
    number = next(n for n in range(1, 40) if len(list_checkins(lively_desk, n)) == 2)
    karte = group_karte(lively_desk, number)
    async with sitting_at(lively_desk, (200, 60)) as sitting:
        await open_karte(sitting, number)
        await sitting.sees(karte.entry.group, karte.entry.project, karte.entry.area)
        await sitting.sees(*(milestone.title for milestone in karte.milestones))
        await sitting.sees("面談記録 2件", "課題", "対応事項", "出欠", "次にすること")
        days = [
            f"{day.month}/{day.day}(" for day in map(date.fromisoformat, (c.held_on for c in karte.checkins))
        ]
        assert sitting.flat.index(days[0]) >= 0


async def test_an_issue_with_its_category_shows_on_the_page(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("i")
        await sitting.type("参加者が集まらない")
        # What the title speaks of is the first to choose.
        await sitting.press("tab", "enter", "ctrl+s")
        await sitting.is_told(
            "課題を保存しました", "「参加者が集まらない」（広報・集客/参加者募集）", "u で取り消せます"
        )
        await sitting.sees("新規 中 広報・集客/参加者募集 参加者が集まらない")
    assert [(issue.category, issue.subcategory) for issue in list_issues(desk, 5)] == [
        ("outreach", "参加者募集")
    ]


async def test_a_report_goes_back_and_forth_until_it_is_accepted(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        # Enter takes the first milestone; its likely move is chosen already; only a return needs a reason.
        await sitting.press("m", "enter", "ctrl+s")
        await sitting.is_told("「契約締結」は返送になりました")
        await sitting.press("m", "enter", "3", "tab", "tab")
        await sitting.type("押印がない")
        await sitting.press("ctrl+s")
        await sitting.is_told("「契約締結」は差戻しになりました")
        await sitting.press("m", "enter", "ctrl+s", "m", "enter", "4", "ctrl+s")
        await sitting.is_told("「契約締結」は締結済になりました")
        await sitting.sees("契約締結", "締結済", "2回目")
    assert [found.round for found in list_milestones(desk, 5) if found.key == "contract"] == [2]


async def test_a_return_without_a_reason_says_so_and_keeps_the_form(desk: Desk) -> None:
    move_milestone(desk, 5, "contract", Move.SUBMIT, on=desk.today)
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("m", "enter", "3", "ctrl+s")
        await sitting.sees("理由を入力してください。", "手続・行事の状態を変更")


async def test_another_milestone_brings_its_likely_move(desk: Desk) -> None:
    move_milestone(desk, 5, "contract", Move.SUBMIT, on=desk.today)
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("m", "home", "shift+end", "delete")
        await sitting.type("成果報告書")
        await sitting.press("enter", "ctrl+s")
        await sitting.is_told("「成果報告書」は提出になりました")


async def test_a_later_due_date_with_its_reason(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("t", "enter")
        await sitting.type("R8.1.10")
        await sitting.press("tab")
        await sitting.type("理事会が1月のため")
        await sitting.press("ctrl+s")
        await sitting.is_told("期限を延長しました", "2026/1/10(土) まで", "u で取り消せます")
        await sitting.sees("延長 2026/1/10(土) まで", "理事会が1月のため")


async def test_correcting_the_facts(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("f2", "end")
        await sitting.type("改")
        await sitting.press("ctrl+s")
        await sitting.is_told("団体情報を保存しました", "改")
        await sitting.sees("別名")


async def test_leaving_needs_a_reason_and_takes_the_group_out_of_the_counts(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 41)
        await sitting.press("shift+f2", "1", "ctrl+s")
        await sitting.sees("理由を入力してください。")
        await sitting.type("団体の都合")
        await sitting.press("ctrl+s")
        await sitting.is_told("辞退として記録しました")
        await sitting.sees("辞退（12/15(月)）: 団体の都合")
        await sitting.press("escape")
        await sitting.sees("95団体")


async def test_esc_asks_before_throwing_away_and_comes_back_to_what_was_typed(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("c")
        await sitting.type("大事な話")
        await sitting.press("escape")
        assert isinstance(sitting.app.screen, ConfirmScreen)
        await sitting.press("n")
        await sitting.sees("大事な話")
        await sitting.press("escape", "y")
        await sitting.sees("手続・行事")
        assert not list_checkins(desk)


async def test_quitting_with_something_typed_asks_first(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("大事な話")
        await sitting.press("ctrl+q")
        await sitting.sees("入力の途中のものが1件あります。この端末に残り")
        await sitting.press("n")
        await sitting.sees("大事な話")
        await sitting.press("ctrl+q", "y")
        assert not sitting.app.is_running


@pytest.mark.a_few(1)
@pytest.mark.parametrize("typed", ["2025-12-01", "12/1", "R7.12.1", "令和7年12月1日", "１２／１"])
async def test_dates_are_taken_as_people_write_them(desk: Desk, typed: str) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 4, "home", "shift+end", "delete")
        await sitting.type(typed)
        await sitting.sees("12/1(月)")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(desk)[0].held_on == "2025-12-01"


async def test_what_cannot_be_a_date_is_said_beside_the_field(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press("tab", "tab", "tab")
        await sitting.type("そのうち")
        await sitting.press("tab")
        await sitting.sees("「そのうち」を日付として読めません。")
        await sitting.press("ctrl+s")
        await sitting.sees("まだ保存していません。")
        assert not list_checkins(desk)


async def test_facts_that_somebody_else_changed_show_both_values_and_wait_for_a_choice(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("f2", "tab", "tab", "end")
        await sitting.type("(私の案)")
        set_facts(desk, 5, project="ほかの人の案")
        await sitting.press("ctrl+s")
        await sitting.sees("ほかの人が先に変更しました", "取組名 ほかの人の案", "(私の案)")
        assert group_karte(desk, 5).entry.project == "ほかの人の案"
        await sitting.press("ctrl+s")
        await sitting.is_told("団体情報を保存しました")
    assert group_karte(desk, 5).entry.project.endswith("(私の案)")


async def test_a_change_elsewhere_in_the_group_does_not_stop_the_form(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("f2", "tab", "tab", "end")
        await sitting.type("(私の案)")
        set_facts(desk, 5, area="東京都")
        await sitting.press("ctrl+s")
        await sitting.is_told("団体情報を保存しました")
        # What the other changed stands, and so does what was typed here.
        await sitting.sees("東京都", "(私の案)")
    assert group_karte(desk, 5).entry.project.endswith("(私の案)")


async def test_a_milestone_that_somebody_else_moved_shows_both_values(desk: Desk) -> None:
    move_milestone(desk, 5, "contract", Move.SUBMIT, on=desk.today)
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.press("m", "enter", "4", "tab", "tab")
        await sitting.type("確認しました")
        move_milestone(desk, 5, "contract", Move.REVIEW, on=desk.today)
        await sitting.press("ctrl+s")
        await sitting.sees("ほかの人が先に変更しました", "状態 確認中", "状態 受理", "確認しました")
        await sitting.press("ctrl+s")
        await sitting.is_told("締結済になりました")


async def test_a_locked_file_is_a_sentence_and_what_was_typed_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kodoku_tui.store.connection.BUSY_SECONDS", 0.05)
    other_desk = Desk(desk.path, clock=morning_of(desk.today))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("大事な話")
        other_desk.connection.execute("BEGIN IMMEDIATE")
        await sitting.press("ctrl+s")
        await sitting.sees("書き込み中です", "大事な話")
        other_desk.connection.execute("ROLLBACK")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    other_desk.close()


async def test_a_group_whose_import_was_taken_back_is_a_sentence(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        undo(desk)
        await sitting.press("r")
        await sitting.sees("番号 5 の団体はありません")
        await sitting.press("escape")
        await sitting.sees("0団体")


async def test_of_a_group_that_left_every_form_says_until_when_things_can_be_recorded(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "f", *["tab"] * 3, "5", "ctrl+s")
        sitting.table.cursor_row = 40
        for key in ("i", "m", "t"):
            await sitting.press(key)
            await sitting.sees(
                "41 一般社団法人 米どころ寄り道舎", "辞退のため、8/1(金)までのことだけを記録できます。"
            )
            await sitting.press("escape")


async def test_a_call_before_a_group_left_is_written_down_after_it(desk: Desk) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="団体の都合")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "f", *["tab"] * 3, "5", "ctrl+s")
        sitting.table.cursor_row = 40
        await sitting.press("c")
        await sitting.sees("2025-08-01", "までのことだけを記録できます")
        await sitting.type("前日の電話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert [one.held_on for one in list_checkins(desk, 41)] == ["2025-08-01"]


async def test_what_is_typed_while_the_form_opens_goes_into_the_form(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2")
        await sitting.begin("c")
        await sitting.type("cimue")
        await sitting.sees("面談を記録", "cimue")
        assert foot_of(sitting)


async def test_a_promise_without_a_day_says_so_once(desk: Desk) -> None:
    add_action(desk, ActionEntry(group_no=5, title="議事録を送る"))
    async with sitting_at(desk) as sitting:
        await open_karte(sitting, 5)
        await sitting.sees("期限なし", "議事録を送る")
        assert "なし期限なし" not in sitting.flat
