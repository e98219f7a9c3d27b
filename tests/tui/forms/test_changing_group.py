"""A form that was begun for the wrong group becomes one of another by a key, with what was typed."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.words import Channel, Condition
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.linkages.linkages import list_linkages
from kodoku_tui.tui.checkins.checkin_form import CheckinForm
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.linkages.linkage_form import LinkageForm
from tests.tui.sitting import NARROW, Sitting, foot_of, sitting_at


async def change_to(sitting: Sitting, number: int) -> None:
    """Choose the group of this number in the finder."""
    await sitting.press("f4")
    await sitting.sees("どの団体の入力にしますか")
    await sitting.type(str(number))
    await sitting.press("enter")
    await sitting.is_told("の入力に変えました")


async def test_a_checkin_goes_over_with_its_note_and_without_what_the_old_group_suggested(desk: Desk) -> None:
    seemed = CheckinEntry(
        group_no=1,
        held_on=date(2025, 12, 10),
        channel=Channel.PHONE,
        note="前の話",
        condition=Condition.NEEDS_SUPPORT,
    )
    log_checkin(desk, seemed)
    async with sitting_at(desk, NARROW) as sitting:
        await sitting.press("2", "c")
        await sitting.type("本当は隣の団体の話")
        await change_to(sitting, 2)
        form = sitting.app.screen
        assert isinstance(form, CheckinForm)
        assert form.number == 2
        await sitting.sees("本当は隣の団体の話")
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
    (logged,) = list_checkins(desk, 2)
    # How group 1 seemed says nothing of group 2.
    assert (logged.note, logged.condition) == ("本当は隣の団体の話", "")
    assert [one.note for one in list_checkins(desk, 1)] == ["前の話"]


async def test_what_was_chosen_by_hand_goes_over_and_nothing_is_left_behind(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "c")
        await sitting.type("話")
        await sitting.press("tab", "2")
        await change_to(sitting, 2)
        await sitting.press("ctrl+s")
        await sitting.is_told("面談を保存しました")
        assert sitting.app.drafts == {}
    assert [(one.group_no, one.condition) for one in list_checkins(desk)] == [(2, "注意")]


async def test_a_new_counterpart_goes_over_and_one_that_is_recorded_stays(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        sitting.app.open_form(lambda: LinkageForm(desk, 1))
        await sitting.sees("連携の記録", "連携先 *")
        await sitting.type("架空の薬局")
        await change_to(sitting, 2)
        await sitting.sees("架空の薬局")
        await sitting.press("tab", "1", "ctrl+s")
        await sitting.is_told("保存しました")
        (known,) = list_linkages(desk, 2)
        sitting.app.open_form(lambda: LinkageForm(desk, 2, known.id))
        await sitting.sees("架空の薬局")
        await sitting.press("f4")
        assert "団体は変えられません" in foot_of(sitting)


async def test_what_is_recorded_of_a_group_stays_with_it(desk: Desk) -> None:
    log_checkin(
        desk, CheckinEntry(group_no=1, held_on=date(2025, 12, 10), channel=Channel.PHONE, note="前の話")
    )
    async with sitting_at(desk) as sitting:
        sitting.app.correct(Thing("last_checkin", 1))
        await sitting.sees("面談記録を訂正")
        await sitting.press("f4")
        assert "団体は変えられません" in foot_of(sitting)
        await sitting.press("escape", "2", "m")
        await sitting.press("f4")
        assert "団体は変えられません" in foot_of(sitting)


async def test_where_the_group_is_asked_for_the_key_goes_to_that_field(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("3", "c", "down", "down", "tab")
        await sitting.press("f4")
        await sitting.type("2")
        await sitting.press("enter")
        form = sitting.app.screen
        assert isinstance(form, CheckinForm)
        assert form.number_chosen == 2


async def test_what_was_begun_for_the_other_group_is_not_written_over(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "down", "c")
        form = sitting.app.screen
        assert isinstance(form, CheckinForm)
        number = form.number
        assert number is not None
        await sitting.type("先に書いた話")
        await sitting.press("escape", "l", "home", "c")
        await sitting.type("あとの話")
        await sitting.press("f4")
        await sitting.type(str(number))
        await sitting.press("enter")
        assert "途中のものが別にあります" in foot_of(sitting)
        await sitting.sees("あとの話")
        assert sorted(draft.first_line for draft in sitting.app.drafts.values()) == [
            "あとの話",
            "先に書いた話",
        ]


async def test_a_form_in_which_nothing_was_typed_is_simply_that_of_the_other_group(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("2", "i")
        await change_to(sitting, 2)
        await sitting.press("escape")
        assert sitting.app.drafts == {}
