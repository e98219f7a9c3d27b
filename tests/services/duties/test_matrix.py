"""The matrix says of every group and milestone what the other lists say of them."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.duties.milestones import SETTLEMENT
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.duties.matrix import matrix_columns, matrix_page, matrix_position
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.work.worklist import overdue_list
from tests.desks import go_to


def test_every_cell_says_what_the_list_of_milestones_says(lively_desk: Desk) -> None:
    in_matrix = {
        (row.number, key): (cell.state, cell.due_on, cell.standing, cell.turn, cell.days_in_turn, cell.round)
        for row in matrix_page(lively_desk, GroupFilter()).rows
        for key, cell in row.cells.items()
    }
    in_list = {
        (one.group_no, one.key): (one.state, one.due, one.standing, one.turn, one.days_in_turn, one.round)
        for one in list_milestones(lively_desk)
    }
    # What the two that left after their contract still owe stands under their own filter.
    in_matrix |= {
        (row.number, key): (cell.state, cell.due_on, cell.standing, cell.turn, cell.days_in_turn, cell.round)
        for status in (GroupStatus.WITHDRAWN, GroupStatus.STOPPED)
        for row in matrix_page(lively_desk, GroupFilter(status=status.value)).rows
        for key, cell in row.cells.items()
        if key in SETTLEMENT
    }
    assert in_matrix == in_list


def test_what_is_late_in_the_matrix_is_what_the_overdue_list_names(lively_desk: Desk) -> None:
    in_matrix = {
        (row.number, key, cell.days_late)
        for row in matrix_page(lively_desk, GroupFilter()).rows
        for key, cell in row.cells.items()
        # Attendance to be recorded is one line a session in that list, and a follow-up that was promised is a promise.
        if cell.days_late and cell.kind != "session"
    }
    in_list = {
        (item.group_no, item.key, item.days_over)
        for item in overdue_list(lively_desk)
        if item.what in ("milestone", "review")
    }
    assert in_matrix == in_list
    assert in_matrix


def test_pages_of_the_matrix_are_the_register_under_the_same_filter(lively_desk: Desk) -> None:
    for chosen in (
        GroupFilter(),
        GroupFilter(status=None),
        GroupFilter(status=GroupStatus.WITHDRAWN.value),
        GroupFilter(text="子ども", status=None),
        GroupFilter(only_overdue=True),
        GroupFilter(staff="青木 一"),
    ):
        register = [group.number for group in register_page(lively_desk, chosen).rows]
        pages = [matrix_page(lively_desk, chosen, offset, 7) for offset in range(0, len(register), 7)]
        assert [row.number for page in pages for row in page.rows] == register
        assert all(page.total == len(register) for page in pages)


def test_the_place_of_a_group_is_found_under_a_filter(lively_desk: Desk) -> None:
    active = [group.number for group in register_page(lively_desk, GroupFilter()).rows]
    assert 41 not in active
    assert matrix_position(lively_desk, GroupFilter(), 41) is None
    assert matrix_position(lively_desk, GroupFilter(), 42) == active.index(42)


def test_of_a_group_that_left_only_its_settlement_can_be_late(lively_desk: Desk) -> None:
    go_to(lively_desk, date(2026, 3, 31))
    (withdrawn,) = matrix_page(lively_desk, GroupFilter(status=GroupStatus.WITHDRAWN.value)).rows
    late = {key for key, cell in withdrawn.cells.items() if cell.days_late}
    assert late == {"outcome_report", "expense_report"}
    others = {cell.standing for key, cell in withdrawn.cells.items() if key not in SETTLEMENT}
    assert others == {"対象なし"}


def test_a_session_column_knows_the_session_that_fulfils_it(desk: Desk) -> None:
    columns = {column.key: column for column in matrix_columns(desk)}
    assert columns["training_1"].session == "training_1"
    assert columns["outcome_report"].session is None
