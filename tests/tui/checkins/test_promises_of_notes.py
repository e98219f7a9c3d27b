"""Words of a note become a promise by a key: where the note is read, corrected, or stands beside a new one."""

from __future__ import annotations

from datetime import date

from textual.widgets import TextArea

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.words import Channel
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.tui.checkins.past_notes import PastNotes
from tests.tui.sitting import NARROW, sitting_at

# A Monday: what was said on it looks ahead from it.
OLD = date(2025, 12, 8)


def log(desk: Desk, note: str) -> int:
    return log_checkin(desk, CheckinEntry(group_no=1, held_on=OLD, channel=Channel.PHONE, note=note)).row_id


async def test_selected_words_of_an_old_note_become_a_promise_in_one_act(desk: Desk) -> None:
    log(desk, "会場は未定\n見積を送る 来週金曜まで。以上")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "enter")
        await sitting.sees("会場は未定", "n で、選んだ文字を対応事項にします")
        # Nothing is selected yet: the key gives a cursor.
        await sitting.press("n", "down", *["shift+right"] * 12, "n")
        await sitting.sees("見積を送る", "2025-12-19")
        before = len(list_units(desk))
        await sitting.press("ctrl+s")
        await sitting.is_told("対応事項を保存しました")
        assert len(list_units(desk)) == before + 1
        (action,) = list_actions(desk, 1)
        assert (action.title, action.due) == ("見積を送る", "2025-12-19")
        assert action.checkin_id == list_checkins(desk, 1)[0].id
        await sitting.press("escape", "u", "y")
        await sitting.is_told("取り消しました")
    assert list_actions(desk, 1) == []


async def test_a_line_of_a_note_that_is_corrected_becomes_its_promise(desk: Desk) -> None:
    log(desk, "会場は未定\n団体: 名簿を直す 12/20まで\n以上")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "f2")
        await sitting.sees("面談記録を訂正")
        await sitting.press("ctrl+home", "down", "f5")
        await sitting.pause()
        await sitting.sees("- [ ] 団体: 名簿を直す", "対応事項 1件")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    (action,) = list_actions(desk, 1)
    assert (action.title, action.turn, action.due) == ("名簿を直す", "group", "2025-12-20")
    assert list_checkins(desk, 1)[0].note == "会場は未定\n- [ ] 団体: 名簿を直す 12/20まで\n以上"


async def test_words_of_the_last_note_become_a_promise_of_the_new_one_with_the_day_that_was_meant(
    desk: Desk,
) -> None:
    log(desk, "会場は未定\n見積を送る 来週金曜まで")
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("2", "c")
        await sitting.type("今日の話")
        await sitting.press("f3", "n")
        area = sitting.app.screen.query_one(TextArea)
        for _ in range(area.document.line_count):
            if "見積" in area.document.get_line(area.cursor_location[0]):
                break
            await sitting.press("down")
        await sitting.press("n")
        await sitting.sees("今日の話", "- [ ] 見積を送る 2025-12-19まで")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    (action,) = list_actions(desk, 1)
    assert (action.title, action.due) == ("見積を送る", "2025-12-19")


async def test_a_selected_part_of_a_line_comes_below_it_and_can_be_typed_away_again(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("会場と見積の話")
        await sitting.press("ctrl+home", "right", "right", "right", *["shift+right"] * 2, "f5")
        area = sitting.app.screen.query_one(TextArea)
        assert area.text == "会場と見積の話\n- [ ] 見積"
        await sitting.press("ctrl+z")
        assert area.text == "会場と見積の話"


async def test_of_an_empty_line_no_promise_is_made_and_of_a_group_that_left_the_reason_is_said(
    desk: Desk,
) -> None:
    log(desk, "\n\n会場は未定")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c", "f5")
        assert sitting.app.screen.query_one(TextArea).text == ""
        await sitting.press("escape", "enter", "h", "enter", "n")
        end_group(desk, 1, GroupStatus.WITHDRAWN, on=desk.today, reason="都合")
        await sitting.press("n")
        await sitting.is_told("選んだところに文字がありません")
        await sitting.press("down", "down", "n")
        await sitting.is_told("辞退")
    assert list_actions(desk, 1) == []


async def test_a_promise_of_a_note_that_was_laid_aside_is_opened_again_with_its_note(desk: Desk) -> None:
    checkin_id = log(desk, "見積を送る")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "enter", "n", "n")
        await sitting.sees("対応事項を追加", "見積を送る")
        await sitting.type("一式を")
        await sitting.press("escape", "l", "escape", "full_stop", "enter")
        await sitting.sees("対応事項を追加", "一式を")
        await sitting.press("ctrl+s")
        await sitting.is_told("対応事項を保存しました")
    (action,) = list_actions(desk, 1)
    assert action.checkin_id == checkin_id


async def test_what_the_mouse_selects_in_the_notes_beside_the_form_becomes_a_promise_of_the_new_one(
    desk: Desk,
) -> None:
    log(desk, "見積を送る 来週金曜まで")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("見積を送る 来週金曜まで")
        await sitting.type("今日の話")
        notes = sitting.app.screen.query_one(PastNotes)
        line = next(at for at in range(notes.region.height) if "見積" in sitting.text.split("\n")[at])
        begin = notes.content_region.x - notes.region.x
        await sitting.pilot.mouse_down(PastNotes, offset=(begin, line))
        await sitting.pilot.hover(PastNotes, offset=(begin + 10, line))
        await sitting.pilot.mouse_up(PastNotes, offset=(begin + 10, line))
        await sitting.press("f5")
        await sitting.sees("今日の話", "- [ ] 見積を送る")
