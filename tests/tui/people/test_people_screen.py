"""担当者: who carries what, and handing groups over, retiring and renaming by keys."""

from __future__ import annotations

from kodoku_tui.locale import set_language
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.people.workload import Workload, Workloads, workloads
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.register.staff import StaffMember, list_staff
from kodoku_tui.tui.people.people import PeopleScreen, groups_words, people_line, person_row
from kodoku_tui.tui.register.register import RegisterScreen
from tests.tui.sitting import NARROW, Sitting, sitting_at

AOKI, ISHII = "青木 一", "石井 二"
CARRIES = Workload(
    StaffMember(1, AOKI, False, (1, 2, 3, 12), (7,)),
    late=3,
    oldest_days=12,
    watched=4,
    kept=3,
    held=5,
    attention=140,
    own_lateness=35,
)
NOTHING = Workload(StaffMember(2, ISHII, True, (), ()), late=0, oldest_days=None, watched=0, kept=0, held=0)


def words(one: Workload) -> list[str]:
    return [cell.text for cell in person_row(one).cells]


def test_a_row_says_what_somebody_carries_and_nothing_is_said_as_such() -> None:
    assert words(CARRIES) == [AOKI, "4団体", "1団体", "140点", "35点", "3件", "12日", "3/4団体", "5件"]
    assert words(NOTHING) == ["石井 二（退任）", "なし", "なし", "なし", "なし", "なし", "", "なし", "なし"]
    assert [cell.style for cell in person_row(CARRIES).cells[5:8]] == ["late", "late", "late"]
    assert groups_words(CARRIES) == "青木 一  主担当 1-3, 12  副担当 7"
    set_language("en")
    assert words(NOTHING)[0] == "石井 二 (retired)"


def test_the_line_tells_what_nobody_has_and_which_groups_were_marked() -> None:
    assert people_line(Workloads((CARRIES, NOTHING), 0, 0)) == "担当者 1人"
    line = people_line(Workloads((CARRIES,), 2, 5), [3, 1])
    assert "主担当のいない団体 2・だれのものでもない遅れ 5件" in line
    assert "印をつけた団体: 1, 3" in line


async def open_people(sitting: Sitting, name: str) -> None:
    await sitting.press("alt+a")
    assert isinstance(sitting.app.screen, PeopleScreen)
    member = next(one for one in list_staff(sitting.app.desk, with_retired=True) if one.name == name)
    sitting.table.cursor_row = [one.member.id for one in workloads(sitting.app.desk).people].index(member.id)
    await sitting.stands_on(member.id)


async def test_marked_groups_are_handed_over_after_a_look(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await sitting.press("2", "space")
        await open_people(sitting, AOKI)
        await sitting.sees("印をつけた団体: 1")
        await sitting.press("a")
        await sitting.sees("担当を引き継ぐ", "主担当 1, 2")
        await sitting.type("石井")
        await sitting.press("enter", "ctrl+s")
        await sitting.sees("青木 一 → 石井 二: 1団体・対応事項 0件", "1 架空の会 主担当 青木 一 → 石井 二")
        assert group_entry(small_desk, 1).staff == AOKI
        await sitting.press("y")
        await sitting.is_told("青木 一さんから石井 二さんへ引き継ぎました: 1団体")
        assert [group_entry(small_desk, n).staff for n in (1, 2)] == [ISHII, AOKI]
        # One undo brings it back.
        await sitting.press("u", "y")
        assert group_entry(small_desk, 1).staff == AOKI


async def test_who_says_no_to_what_is_shown_hands_nothing_over(small_desk: Desk) -> None:
    before = len(list_units(small_desk))
    async with sitting_at(small_desk) as sitting:
        await open_people(sitting, AOKI)
        await sitting.press("a")
        await sitting.type("石井")
        await sitting.press("enter", "ctrl+s")
        await sitting.sees("2団体")
        await sitting.press("n")
        assert isinstance(sitting.app.screen, PeopleScreen)
    assert len(list_units(small_desk)) == before


async def test_what_cannot_be_handed_over_is_said_in_the_form(small_desk: Desk) -> None:
    async with sitting_at(small_desk, NARROW) as sitting:
        await open_people(sitting, AOKI)
        await sitting.press("a")
        await sitting.type("石井")
        await sitting.press("enter")
        await sitting.type("3")
        await sitting.press("ctrl+s")
        await sitting.sees("番号 3 は「青木 一」さんの担当ではありません")
        await sitting.press("backspace")
        await sitting.type("x")
        await sitting.press("ctrl+s")
        await sitting.sees("番号として読めません")


async def test_somebody_retires_and_their_groups_go_over(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await open_people(sitting, ISHII)
        await sitting.press("delete", "ctrl+s")
        # Somebody who has groups cannot leave them with nobody.
        await sitting.sees("引き継ぐ相手を指定してください")
        await sitting.type("青木")
        await sitting.press("enter", "ctrl+s")
        await sitting.sees("石井 二さんの退任を記録します", "2団体")
        await sitting.press("y")
        await sitting.is_told("退任を記録しました")
        await sitting.sees("石井 二（退任）")
    assert [one.name for one in list_staff(small_desk)] == [AOKI]
    assert group_entry(small_desk, 3).staff == AOKI


async def test_who_renames_themselves_sits_on_under_the_new_name(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await open_people(sitting, AOKI)
        await sitting.press("f2", "ctrl+u")
        await sitting.type("新木 一")
        await sitting.press("ctrl+s")
        await sitting.is_told("青木 一 → 新木 一")
        await sitting.sees("新木 一")
        assert sitting.app.desk.staff == "新木 一"
        await sitting.press("escape", "2", "c")
        await sitting.type("架空の記録")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")


async def test_enter_opens_the_groups_of_the_person(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await open_people(sitting, ISHII)
        await sitting.press("enter")
        assert isinstance(sitting.app.screen, RegisterScreen)
        await sitting.sees("担当 石井 二", "架空こども塾", "架空農園")
        assert sitting.table.total == 2


async def test_somebody_new_is_registered(small_desk: Desk) -> None:
    async with sitting_at(small_desk) as sitting:
        await open_people(sitting, ISHII)
        await sitting.press("n")
        await sitting.type("上野 三")
        await sitting.press("ctrl+s")
        await sitting.is_told("担当者を登録しました: 上野 三")
        await sitting.sees("上野 三")
