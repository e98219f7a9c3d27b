"""Issues on the screen: from the phone call to what worked, without leaving the keyboard."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.words import IssueState, Severity
from kodoku_tui.locale import set_language
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.issues.issues import change_issue, list_issues
from kodoku_tui.services.issues.page import issue_of
from kodoku_tui.services.issues.remedies import list_remedies
from kodoku_tui.tui.issues.issue import IssueScreen
from kodoku_tui.tui.lists.card_board import CardBoard
from tests.tui.issues_and_linkages import fill
from tests.tui.sitting import NARROW, Sitting, foot_of, sitting_at

MOST_KEYS_FOR_AN_ISSUE = 5


def board_of(sitting: Sitting) -> CardBoard:
    return sitting.app.screen.query_one(CardBoard)


async def test_a_new_issue_right_after_a_checkin_takes_at_most_five_keys_besides_its_text(
    small_desk: Desk,
) -> None:
    fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("チラシの反応がない")
        await sitting.press("ctrl+s")
        keys: list[str] = []

        async def press(*names: str) -> None:
            keys.extend(names)
            await sitting.press(*names)

        await press("i")
        await sitting.type("チラシを配っても反応がない")
        # What helped others is in view by now, without a key.
        await sitting.sees(
            "同じ分類の課題を解決した団体 1", "2 架空ともしび: 薬局に手渡しを頼んだ（効果あり）"
        )
        await press("enter")
        # The title has put the likeliest kind first: one more Enter takes it.
        await press("enter", "ctrl+s")
        await sitting.is_told("課題を保存しました: 1 架空の会", "広報・集客/告知方法", "u で取り消せます")
    assert len(keys) <= MOST_KEYS_FOR_AN_ISSUE
    issue = next(one for one in list_issues(small_desk, 1) if one.title == "チラシを配っても反応がない")
    checkin = small_desk.connection.execute(
        "SELECT note FROM checkin WHERE id = ?", (issue.checkin,)
    ).fetchone()
    assert checkin["note"] == "チラシの反応がない"


async def test_the_kind_is_found_by_a_part_of_its_name(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "i")
        await sitting.type("困りごと")
        await sitting.press("enter")
        await sitting.type("経費")
        await sitting.press("enter", "ctrl+s")
        await sitting.is_told("事務負担/経費管理")
    assert [(one.category, one.subcategory) for one in list_issues(small_desk)] == [("admin", "経費管理")]


async def test_a_promise_is_recorded_with_the_issue_and_taken_back_with_it(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "i")
        await sitting.type("領収書の宛名")
        await sitting.press("enter", "enter", "tab", "tab", "tab")
        await sitting.type("見本を送る")
        await sitting.press("enter")
        await sitting.type("12/20")
        await sitting.press("ctrl+s")
        await sitting.is_told("課題を保存しました")
    assert [(one.title, one.due) for one in list_actions(small_desk)] == [("見本を送る", "2025-12-20")]
    undo(small_desk)
    assert list_actions(small_desk) == [] and list_issues(small_desk) == []


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "i")
        await sitting.type("困りごと")
        await sitting.press("enter")
        await sitting.type("お天気")
        await sitting.press("ctrl+s")
        await sitting.sees("お天気")
        assert "1件" in foot_of(sitting)
        # Esc asks before it throws anything away, and a second one goes back to what is typed.
        await sitting.press("escape", "escape")
        await sitting.sees("困りごと", "お天気")
    assert list_issues(small_desk) == []


async def test_cards_move_between_states_and_the_cursor_goes_along(small_desk: Desk) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7")
        await sitting.sees("新規 2件", "対応中 1件", "経過観察 なし", "解決 1件", "未解決 3件")
        # The heavy one stands first.
        assert board_of(sitting).key == ids["receipt"]
        await sitting.press("shift+right")
        await sitting.is_told("課題を更新しました: 2「領収書の宛名が個人名」（対応中）", "u で取り消せます")
        assert board_of(sitting).key == ids["receipt"]
        assert issue_of(small_desk, ids["receipt"]).state == "対応中"
        await sitting.press("left")
        assert board_of(sitting).key == ids["flyer"]
        await sitting.press("right", "down", "right")
        assert board_of(sitting).key == ids["solved"]
        await sitting.press("left", "home", "shift+left")
        assert issue_of(small_desk, ids["receipt"]).state == "新規"
        await sitting.press("ctrl+z", "y")
        await sitting.is_told("取り消しました")
        assert issue_of(small_desk, ids["receipt"]).state == "対応中"


async def test_solving_on_the_board_asks_what_worked(small_desk: Desk) -> None:
    ids = fill(small_desk)
    change_issue(small_desk, ids["flyer"], IssueChange(state=IssueState.WATCHING))
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "right", "right")
        assert board_of(sitting).key == ids["flyer"]
        units = len(list_units(small_desk))
        await sitting.press("shift+right")
        await sitting.sees("課題の変更", "効いた対応策", "公民館に置いた")
        await sitting.press("down", "up", "enter", "ctrl+s")
        await sitting.is_told("（解決）")
    assert len(list_units(small_desk)) == units + 1
    assert issue_of(small_desk, ids["flyer"]).state == "解決"


async def test_an_issue_page_shows_everything_and_esc_leads_back_to_the_same_card(
    small_desk: Desk,
) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "down", "enter")
        await sitting.sees(
            "チラシを配っても申込みがない", "広報・集客/告知方法", "公民館に置いた", "試行中",
            "同じ分類の課題を解決した団体 1", "薬局に手渡しを頼んだ", "次の回の新規が7人",
            "近い点: 小分類・分類・取組対象", "気づいた面談", "チラシの相談", "経過", "記録（新規）",
        )  # fmt: skip
        await sitting.press("p")
        await sitting.type("薬局に頼んだ")
        await sitting.press("ctrl+s")
        await sitting.is_told("対応策を保存しました", "試行中")
        await sitting.sees("薬局に頼んだ", "対応策 2件")
        await sitting.press("enter")
        await sitting.sees("どの対応策ですか")
        await sitting.press("enter")
        await sitting.press("2", "enter")
        await sitting.type("5人が来た")
        await sitting.press("ctrl+s")
        await sitting.sees("結果: 5人が来た")
        await sitting.press("escape")
        assert board_of(sitting).key == ids["flyer"]
    newest = list_remedies(small_desk, issue_id=ids["flyer"])[0]
    assert (newest.text, newest.result, newest.staff) == ("薬局に頼んだ", "効果あり", "青木 一")


async def test_a_remedy_can_be_withdrawn(small_desk: Desk) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "down", "enter", "enter")
        await sitting.sees("対応策の変更")
        await sitting.press("tab", "tab", "tab", "tab", "2", "ctrl+s")
        await sitting.sees("まだありません。pで記録できます。")
    assert list_remedies(small_desk, issue_id=ids["flyer"]) == []


async def test_the_karte_opens_an_issue_and_shows_its_remedies(small_desk: Desk) -> None:
    fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "enter")
        await sitting.sees("公民館に置いた")
        await sitting.press("p")
        assert isinstance(sitting.app.screen, IssueScreen)
        await sitting.press("f2")
        await sitting.sees("課題の変更", "1 架空の会")
        await sitting.press("escape", "escape")
        await sitting.sees("面談記録")


async def test_somebody_else_was_first_both_values_show_and_other_fields_are_met(small_desk: Desk) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "down", "enter", "f2")
        change_issue(small_desk, ids["flyer"], IssueChange(severity=Severity.HEAVY))
        await sitting.press("2", "ctrl+s")
        await sitting.is_told("（対応中）")
        issue = issue_of(small_desk, ids["flyer"])
        assert (issue.state, issue.severity) == ("対応中", "重")
        await sitting.press("f2")
        change_issue(small_desk, ids["flyer"], IssueChange(state=IssueState.DROPPED))
        await sitting.press("3", "ctrl+s")
        await sitting.sees("状態 取下げ", "状態 経過観察")
        assert issue_of(small_desk, ids["flyer"]).state == "取下げ"
        await sitting.press("ctrl+s")
        assert issue_of(small_desk, ids["flyer"]).state == "経過観察"


async def test_one_filter_for_board_list_and_trend(small_desk: Desk) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "o")
        await sitting.sees("担当 青木 一", "未解決 2件", "対応中 なし")
        await sitting.press("v")
        await sitting.sees("2件 担当 青木 一", "告知方法")
        assert sitting.table.cursor_key == ids["flyer"]
        await sitting.press("f")
        await sitting.press("tab", "4", "ctrl+s")
        await sitting.sees("1件", "事務負担")
        await sitting.stands_on(ids["receipt"])
        await sitting.press("h")
        await sitting.sees("課題の推移 担当 青木 一・事務負担", "12月", "月末の残り")
        assert "広報" not in sitting.text
        await sitting.press("escape", "escape")
        await sitting.sees("新規 1件")
        await sitting.press("delete")
        await sitting.sees("全団体", "新規 2件")


async def test_the_list_keeps_its_row_over_an_issue_page(small_desk: Desk) -> None:
    ids = fill(small_desk)
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "v", "down", "enter")
        await sitting.sees("領収書の宛名が個人名")
        await sitting.press("escape")
        await sitting.stands_on(ids["receipt"])
        await sitting.press("7")
        assert board_of(sitting).key is not None


async def test_an_empty_board_says_so_and_its_keys_do_no_harm(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7", "right", "down", "enter", "shift+right", "f2", "p", "end")
        await sitting.sees("新規 なし", "未解決 0件")
        await sitting.press("v")
        await sitting.sees("この条件の課題はありません")
        await sitting.press("h")
        await sitting.sees("この条件の課題はありません")


async def test_text_like_markup_and_a_very_long_note_show_as_written(small_desk: Desk) -> None:
    ids = fill(small_desk)
    change_issue(
        small_desk, ids["receipt"], IssueChange(title="[/重要][@click=app.quit]宛名", note="🌱" * 100_000)
    )
    async with sitting_at(small_desk) as sitting:
        await sitting.press("7")
        await sitting.sees("[/重要][@click=app.quit]宛名")
        await sitting.press("enter")
        await sitting.sees("[/重要][@click=app.quit]宛名", "🌱🌱")
        await sitting.press("escape", "v", "s", "enter")
        await sitting.sees("[/重要]")


@pytest.mark.long
@pytest.mark.parametrize("way", [["7"], ["7", "v"], ["7", "h"], ["7", "enter"], ["9"], ["9", "v"]])
async def test_every_screen_of_matters_speaks_english_at_eighty_columns(
    small_desk: Desk, way: list[str]
) -> None:
    fill(small_desk)
    set_language("en")
    async with sitting_at(small_desk, NARROW) as sitting:
        await sitting.press(*way)
        shown = (
            "\n".join(str(line.render()) for line in sitting.app.screen.query(Static))
            + sitting.text.splitlines()[0]
        )
        assert "課題" not in shown and "連携" not in shown
