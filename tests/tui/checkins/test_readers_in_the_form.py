"""Who may read a note is chosen in the form by one key, and seen wherever the note would be."""

from __future__ import annotations

from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import add_staff
from tests.tui.sitting import WIDE, sitting_at

AUTHOR, NAMED, OTHER = "架空 書子", "架空 読男", "架空 外太"
WORDS = "限定の記録（架空 書子・架空 読男）"


def staffed(desk: Desk) -> Desk:
    for name in (AUTHOR, NAMED, OTHER):
        add_staff(desk, name)
    desk.staff = AUTHOR
    return desk


async def test_a_note_for_named_people_is_written_read_and_opened_again(desk: Desk) -> None:
    async with sitting_at(staffed(desk), WIDE) as sitting:
        await sitting.press("2", "c")
        await sitting.type("内輪の争い")
        await sitting.press("shift+f8")
        await sitting.sees("限定の相手")
        await sitting.type("架空 読")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        await sitting.press("enter")
        await sitting.sees("共有の範囲: 限定（架空 書子・架空 読男）", "内輪の争い")
        # One more act opens it: the key goes on to everybody, and names nobody any more.
        await sitting.press("h")
        await sitting.sees("様子の記録なし 限定")
        await sitting.press("f2", "shift+f8", "ctrl+s")
        await sitting.is_told("面談記録を訂正しました")
    (one,) = list_checkins(desk)
    assert (one.reader, one.named) == ("共有可", "")


async def test_whoever_is_not_named_sees_for_whom_it_is_and_cannot_open_it(desk: Desk) -> None:
    async with sitting_at(staffed(desk), WIDE) as sitting:
        await sitting.press("2", "c")
        await sitting.type("内輪の争い")
        await sitting.press("shift+f8")
        await sitting.type("架空 読、")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        desk.staff = OTHER
        # On the register beside the list, on the karte, among its records, and beside the next note.
        await sitting.press("enter")
        await sitting.sees(WORDS)
        assert "内輪の争い" not in sitting.text
        await sitting.press("c")
        await sitting.sees(WORDS)
        assert "内輪の争い" not in sitting.text
        await sitting.press("escape", "h", "f2")
        await sitting.is_told("名前の挙がっている人だけが訂正")


async def test_what_nobody_chose_costs_no_key(desk: Desk) -> None:
    async with sitting_at(staffed(desk), WIDE) as sitting:
        await sitting.press("2", "c")
        await sitting.type("ふだんの話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    assert [(one.reader, one.named) for one in list_checkins(desk)] == [("事務局内", "")]
