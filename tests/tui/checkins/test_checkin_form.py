"""The form of a check-in: occasions and their templates, promises, people, the last notes, corrections."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

import pytest
from textual.widgets import TextArea

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.checkins.actions import list_actions
from kodoku_tui.services.checkins.checkins import correct_checkin, list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.staff import add_staff
from tests.desks import MONDAY_IN_DECEMBER
from tests.tui.sitting import LIKE_MARKUP, NARROW, WIDE, Sitting, sitting_at


def log(desk: Desk, note: str, days_ago: int = 1, **changed: object) -> int:
    values = {
        "group_no": 1,
        "held_on": MONDAY_IN_DECEMBER - timedelta(days=days_ago),
        "channel": Channel.PHONE,
        "note": note,
    }
    return log_checkin(desk, CheckinEntry.model_validate(values | changed)).row_id


def note_of(sitting: Sitting) -> str:
    return sitting.app.screen.query_one(TextArea).text


async def test_boxes_in_the_note_become_promises_and_show_while_typing(desk: Desk) -> None:
    add_staff(desk, "佐藤 花子")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("「- [ ] 依頼: 内容 @担当 12/20」の行は対応事項になります")
        await sitting.type("- [ ] 依頼: 見積 @佐藤 12/20")
        await sitting.sees("対応事項 1件: 団体 佐藤 花子 見積（12/20(土)）")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました", "対応事項 1件を登録しました")
    assert [(one.title, one.due) for one in list_actions(desk, 1)] == [("見積", "2025-12-20")]


async def test_nobody_who_says_nothing_says_that_it_goes_well(desk: Desk) -> None:
    log(desk, "前回", condition=Condition.CAUTION)
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("[注意]")
        await sitting.type("その後")
        await sitting.press("ctrl+s", "down", "c")
        assert "[順調]" not in sitting.text
        await sitting.type("初めて")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(desk, 1)[0].condition == "注意"
    assert list_checkins(desk, 2)[0].condition == ""


async def test_the_template_is_put_in_by_a_key_and_typed_text_stays(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("F8 で「初回」の型（聞くこと）を入れられます。")
        await sitting.type("先に一言")
        await sitting.press("f8")
        assert note_of(sitting).startswith("先に一言\n\n## 体制\n- 窓口と決める人:")
        # The cursor stands where the first answer goes.
        await sitting.type(" 代表")
        assert "窓口と決める人: 代表\n" in note_of(sitting)
        await sitting.press(*["tab"] * 7, "2")
        assert note_of(sitting).startswith("先に一言")
        assert "前回から" not in note_of(sitting)
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(desk)[0].occasion == "定例"


async def test_the_key_of_the_template_struck_twice_puts_it_in_once(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("先に一言")
        await sitting.press("f8", "f8")
        assert note_of(sitting).count("窓口と決める人:") == 1


async def test_choosing_an_occasion_fills_an_empty_note_and_a_bare_template_is_not_saved(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c", *["tab"] * 7, "2")
        assert note_of(sitting).startswith("## 前回から")
        await sitting.press("5")
        assert note_of(sitting).startswith("## まず聞く")
        await sitting.press("ctrl+s")
        await sitting.sees("型のままです。聞いたことを書き足してください。")
    assert list_checkins(desk) == []


async def test_who_took_part_is_picked_or_added(desk: Desk) -> None:
    add_contact(desk, 1, ContactEntry(name="山田 太郎", role="代表", is_primary=True))
    add_contact(desk, 1, ContactEntry(name=f"山本 {LIKE_MARKUP}"))
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 6)
        await sitting.type("山")
        await sitting.sees("山田 太郎 代表", f"山本 {LIKE_MARKUP}", "「山」を新しく加える")
        await sitting.press("enter")
        await sitting.type("新人")
        await sitting.press("enter")
        await sitting.type("まちがい、")
        await sitting.sees("山田 太郎、新人、まちがい")
        await sitting.press("backspace")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert list_checkins(desk)[0].participants == ["山田 太郎", "新人"]
    assert "新人" in {contact.name for contact in list_contacts(desk, 1)}


async def test_the_last_three_notes_stand_beside_the_form(desk: Desk) -> None:
    for days in (30, 20, 10, 5):
        log(desk, f"{days}日前の話 {LIKE_MARKUP}", days, condition=Condition.CAUTION)
    async with sitting_at(desk, WIDE) as sitting:
        await sitting.press("2", "c")
        await sitting.sees("これまでの記録", "5日前の話", "10日前の話", "20日前の話")
        assert "30日前の話" not in sitting.flat


async def test_at_eighty_columns_a_key_shows_the_last_notes(desk: Desk) -> None:
    log(desk, "前に聞いた話")
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("2", "c")
        assert "前に聞いた話" not in sitting.flat
        await sitting.type("書きかけ")
        await sitting.press("f3")
        await sitting.sees("これまでの記録", "前に聞いた話")
        await sitting.press("escape")
        await sitting.sees("書きかけ")


async def test_a_group_that_is_chosen_in_the_form_brings_its_notes_and_people(desk: Desk) -> None:
    log(desk, "1番の前の話")
    add_contact(desk, 1, ContactEntry(name="山田 太郎"))
    async with sitting_at(desk) as sitting:
        await sitting.press("4", "c")
        await sitting.type("1 ")
        await sitting.press("enter")
        await sitting.sees("1番の前の話")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 6)
        await sitting.type("山")
        await sitting.sees("山田 太郎")


@pytest.mark.parametrize("typed", ["25時", "昼ごろ"])
async def test_a_time_that_is_none_is_said_beside_the_field(desk: Desk, typed: str) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 5)
        await sitting.type(typed)
        await sitting.press("ctrl+s")
        await sitting.sees(f"「{typed}」を時刻として読めません。")


async def test_a_checkin_in_the_future_is_refused_and_the_text_stays(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話した")
        await sitting.press(*["tab"] * 4, "home", "shift+end", "delete")
        await sitting.type("明日")
        await sitting.press("ctrl+s")
        await sitting.sees("2025/12/16", "話した")
    assert list_checkins(desk) == []


async def test_the_form_stays_quick_with_a_note_of_two_hundred_thousand_letters(desk: Desk) -> None:
    line = "広報と会場の話。" * 10 + "\n"
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        sitting.app.screen.query_one(TextArea).load_text(line * 2_500)
        await sitting.rest()
        began = process_time()
        await sitting.type("終わりに一言")
        # Work, not waiting: other programs on the machine do not count.
        assert process_time() - began < 4
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.press("enter", "pagedown", "pagedown")
        await sitting.sees("文字。h で面談・対応・連絡先を開き")
        await sitting.press("h", "enter")
        await sitting.sees("文字。Esc で戻ります。")
    (logged,) = list_checkins(desk)
    assert len(logged.note) > 200_000
    assert "終わりに一言" in logged.note


async def test_a_checkin_is_corrected_from_the_karte(desk: Desk) -> None:
    log(desk, "違う話\n- [ ] 送る", held_at="14:30", participants=("山田",), occasion="定例")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "down", "f2")
        await sitting.sees("面談記録を訂正", "違う話", "14:30", "山田")
        await sitting.press("ctrl+home")
        await sitting.type("本当は")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました", "u で取り消せます")
    (logged,) = list_checkins(desk)
    assert (logged.note, logged.held_at, logged.participants) == (
        "本当は違う話\n- [ ] 送る",
        "14:30",
        ["山田"],
    )
    assert len(list_actions(desk, 1)) == 1


async def test_a_correction_that_meets_another_shows_both_values(desk: Desk) -> None:
    checkin_id = log(desk, "はじめの話")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "f2")
        await sitting.sees("面談記録を訂正")
        other = CheckinEntry(
            group_no=1, held_on=date(2025, 12, 14), channel=Channel.PHONE, note="ほかの人が直した話"
        )
        correct_checkin(desk, checkin_id, other, version=1)
        await sitting.press("ctrl+end")
        await sitting.type("（私の追記）")
        await sitting.press("ctrl+s")
        await sitting.sees("ほかの人が直した話", "はじめの話（私の追記）")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    assert list_checkins(desk)[0].note == "はじめの話（私の追記）"


async def test_a_correction_that_changes_nothing_offers_no_undo_of_something_else(desk: Desk) -> None:
    log(desk, "話した")
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "enter", "h", "f2")
        await sitting.sees("面談記録を訂正")
        await sitting.press("ctrl+s")
        await sitting.is_told("すでにそのとおりなので、何も変更していません。")


async def test_one_key_says_that_nobody_answered_and_once_more_takes_it_back(desk: Desk) -> None:
    log(desk, "前の話", days_ago=3)
    async with sitting_at(desk, WIDE) as sitting:
        await sitting.press("2", "c", "f9")
        assert note_of(sitting) == "つながらず"
        await sitting.press("f9")
        assert note_of(sitting) == ""
        await sitting.press("f9", "ctrl+s")
        await sitting.is_told("つながらなかった連絡を記録しました")
        await sitting.sees("つながらず 1回（最後は 12/15(月)）", "前の話")
    assert [one.answer for one in list_checkins(desk, 1)] == ["つながらず", ""]
