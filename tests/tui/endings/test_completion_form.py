"""Many groups complete from the register: a look at who would and who not and why, one act, one undo."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units
from kodoku_tui.services.duties.bulk import move_many
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.karte.karte import group_karte
from kodoku_tui.services.register.groups import list_groups
from tests.desks import MONDAY_IN_DECEMBER, data_of
from tests.tui.sitting import NARROW, sitting_at

READY = [1, 2, 4]


@pytest.fixture
def ending_desk(desk: Desk) -> Desk:
    """Three groups have nothing left open, all others still have all of it."""
    for milestone in list_milestones(desk, 1):
        move_many(desk, READY, milestone.key, Move.NOT_APPLICABLE, on=MONDAY_IN_DECEMBER, comment="共同実施")
    return desk


def completed(desk: Desk) -> list[int]:
    return [group.group_no for group in list_groups(desk, GroupFilter(status="完了"))]


@pytest.mark.parametrize("key", ["x", "shift+f2"])
async def test_the_marked_groups_complete_in_one_act_after_a_look_at_it(ending_desk: Desk, key: str) -> None:
    before = data_of(ending_desk.connection)
    async with sitting_at(ending_desk, NARROW) as sitting:
        await sitting.press("2", "space", "down", "space", "down", "space", "down", "space", key)
        await sitting.sees("番号 1-4", "完了にできる団体: 3", "できない団体: 1")
        await sitting.press("tab")
        await sitting.type("事業を終えた")
        await sitting.press("ctrl+s")
        await sitting.sees(
            "3団体を完了にします", "未了の必須事項があります（契約締結", "実施中 -> 完了 3団体"
        )
        assert completed(ending_desk) == []
        await sitting.press("n")
        await sitting.sees("事業を終えた")
        await sitting.press("ctrl+s", "y")
        await sitting.is_told("3団体を完了にしました（1団体はそのまま）")
        assert completed(ending_desk) == READY
        karte = group_karte(ending_desk, 4)
        assert (karte.status_on, karte.status_reason) == ("2025-12-15", "事業を終えた")
        assert list_units(ending_desk, limit=1)[0].change_count == len(READY)
        assert sitting.table.marked_keys == set()
        await sitting.press("u", "y")
        await sitting.is_told("取り消しました")
    assert data_of(ending_desk.connection) == before


async def test_where_none_can_complete_the_form_says_why_and_stays(ending_desk: Desk) -> None:
    async with sitting_at(ending_desk) as sitting:
        await sitting.press("2", "down", "down", "space", "down", "down", "space", "x", "ctrl+s")
        await sitting.sees("2団体のどれも変更できません", "未了の必須事項があります（契約締結")
    assert completed(ending_desk) == []


async def test_many_that_leave_the_same_open_are_told_in_one_line(ending_desk: Desk) -> None:
    async with sitting_at(ending_desk) as sitting:
        await sitting.press("2", "ctrl+a", "x", "ctrl+s")
        await sitting.sees("3団体を完了にします", "そのまま: 93団体")
        assert sitting.flat.count("そのまま:") == 1


async def test_without_marks_it_is_the_group_under_the_cursor_that_ends(ending_desk: Desk) -> None:
    async with sitting_at(ending_desk) as sitting:
        await sitting.press("2", "down", "x")
        await sitting.sees("辞退・中止・完了を記録", "2 ")
        await sitting.press("3", "ctrl+s")
        await sitting.is_told("完了として記録しました")
    assert completed(ending_desk) == [2]
