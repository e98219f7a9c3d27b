"""What was begun in a form is found again: the list of drafts, by keys."""

from __future__ import annotations

from pathlib import Path

from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.issues.issues import list_issues
from tests.tui.sitting import NARROW, Sitting, sitting_at


async def begin_a_note(sitting: Sitting, *words: str) -> None:
    """Begin a check-in of the first group of the register, and go on later."""
    await sitting.press("2", "c")
    for word in words:
        await sitting.type(word)
        await sitting.press("enter")
    await sitting.press("escape", "l")


async def test_a_form_that_is_left_for_later_is_listed_and_opens_as_it_was(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "会場の相談", "二行目")
        await sitting.press("1")
        await sitting.sees("途中の入力 1件")
        await sitting.press("full_stop")
        await sitting.sees("途中の入力 1件", "面談を記録", "会場の相談")
        assert "二行目" not in sitting.flat
        await sitting.press("enter")
        await sitting.sees("会場の相談", "二行目", "前に入力した途中の内容を戻しました。")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.sees("途中の入力はありません")
    assert list_checkins(desk)[0].note == "会場の相談\n二行目"


async def test_a_draft_becomes_one_of_another_group_with_all_that_was_typed(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        group = sitting.app.screen.about_words  # type: ignore[attr-defined]
        await sitting.type("隣の団体の話")
        await sitting.press("escape", "l", "full_stop", "g")
        await sitting.type("2")
        await sitting.press("enter")
        await sitting.is_told("の途中の入力にしました")
        await sitting.press("enter")
        await sitting.sees("隣の団体の話")
        assert sitting.app.screen.about_words != group  # type: ignore[attr-defined]
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    (logged,) = list_checkins(desk)
    assert (logged.group_no, logged.note) == (2, "隣の団体の話")


async def test_what_is_thrown_away_comes_back_until_the_list_closes(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "大事な話")
        await sitting.press("full_stop", "delete")
        await sitting.sees("この途中の入力を破棄しますか。", "大事な話")
        await sitting.press("y")
        await sitting.sees("途中の入力はありません")
        await sitting.press("u")
        await sitting.is_told("破棄した途中の入力を戻しました。")
        await sitting.sees("大事な話")
        sitting.app.drafts.flush()
    async with sitting_at(desk) as sitting:
        await sitting.press("full_stop")
        await sitting.sees("大事な話")
        await sitting.press("delete", "y", "escape", "full_stop")
        await sitting.sees("途中の入力はありません")


async def test_leaving_later_asks_nothing_more_when_the_app_is_left(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "続きは明日")
        assert sitting.app.drafts.unsaved == []
        assert len(sitting.app.drafts.to_go_on_with) == 1


async def test_a_draft_of_a_group_that_left_says_why_it_cannot_go_on_and_shows_what_was_typed(
    desk: Desk,
) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "n")
        await sitting.type("担い手の不足")
        await sitting.press("escape", "l")
        end_group(desk, 1, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
        await sitting.press("full_stop", "enter")
        await sitting.sees("辞退", "入力した内容は残っています", "担い手の不足")
        await sitting.press("escape")
        assert len(sitting.app.drafts.to_go_on_with) == 1
        # For another group it can go on.
        await sitting.press("g")
        await sitting.type("2")
        await sitting.press("enter")
        await sitting.is_told("の途中の入力にしました")
        await sitting.press("enter", "ctrl+s")
        await sitting.is_told("対応事項を保存しました")
        assert sitting.app.drafts.to_go_on_with == []


async def test_a_file_of_drafts_that_is_damaged_is_told_and_stays(desk: Desk, tmp_path: Path) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "読めなくなる話")
        sitting.app.drafts.flush()
    (path,) = (tmp_path / "settings").rglob("drafts/**/*.json")
    path.write_text('{"key": "checkin', encoding="utf-8")
    async with sitting_at(desk) as sitting:
        await sitting.is_told("読み取れない途中の入力のファイルが1件あります")
        # The same form is begun again: what cannot be read is not written over.
        await begin_a_note(sitting, "新しい話")
        await sitting.press("full_stop")
        await sitting.sees("新しい話", "読み取れない途中の入力のファイルが1件あります")
        sitting.app.drafts.flush()
    assert path.read_text(encoding="utf-8") == '{"key": "checkin'
    async with sitting_at(desk) as sitting:
        await sitting.press("full_stop")
        await sitting.sees("新しい話")


async def test_a_draft_of_a_form_that_had_another_field_keeps_what_was_typed_there(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "会場の相談")
        (key,) = sitting.app.drafts.to_go_on_with
        draft = sitting.app.drafts[key]
        typed = {**draft.typed, "venue": "駅前の会館", "condition": ("なにか",)}
        sitting.app.drafts.put_back(key, draft._replace(typed=typed), None)
        await sitting.press("full_stop", "enter")
        await sitting.sees("会場の相談", "いまの画面に欄がないもの: 駅前の会館")
        await sitting.type("続き")
        assert sitting.app.drafts[key].typed["venue"] == "駅前の会館"


async def test_what_another_window_saved_or_began_is_met_when_the_list_opens(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await begin_a_note(sitting, "一つ目")
        sitting.app.drafts.flush()
        await sitting.press("full_stop")
        await sitting.sees("一つ目")
        await sitting.press("escape")
        (key,) = sitting.app.drafts.to_go_on_with
        path = sitting.app.drafts.home_of(key)
        assert path is not None
        for one in path.glob("*.json"):
            one.unlink()
        await sitting.press("full_stop")
        await sitting.sees("途中の入力はありません")


async def test_the_list_fits_where_there_is_little_room(desk: Desk) -> None:
    async with sitting_at(desk, NARROW) as sitting:
        await begin_a_note(sitting, "会場の相談")
        await sitting.press("full_stop")
        await sitting.sees("面談を記録", "会場の相談", "Enter 続ける")


async def test_an_issue_that_was_begun_for_the_wrong_group_is_moved_and_saved_there(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "i")
        await sitting.type("チラシが届かない")
        await sitting.press("f4")
        await sitting.type("2")
        await sitting.press("enter")
        await sitting.is_told("の入力に変えました")
        await sitting.sees("チラシが届かない", "2 ")
        await sitting.press("tab", "enter", "ctrl+s")
        await sitting.is_told("課題を保存しました")
    (issue,) = list_issues(desk)
    assert (issue.group_no, issue.title) == (2, "チラシが届かない")
