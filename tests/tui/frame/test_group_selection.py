"""Which view is on: what a thread asks of the file meanwhile changes nothing that a person chose."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.saved_views import SavedView, save_view, take_view_back, view_of_id
from kodoku_tui.tui.frame import group_selection
from kodoku_tui.tui.frame.group_selection import GroupSelection

OVERDUE = Selection(GroupFilter(only_overdue=True))


@pytest.fixture
def selecting(desk: Desk) -> GroupSelection:
    """Somebody who has a view on."""
    selecting = GroupSelection(desk)
    selecting.put_on(save_view(desk, "遅れ", OVERDUE).view)
    return selecting


def test_a_view_that_somebody_withdrew_is_on_no_longer(desk: Desk, selecting: GroupSelection) -> None:
    assert selecting.view is not None
    take_view_back(desk, selecting.view)
    selecting.look_at_view()
    assert selecting.view is None
    assert selecting.filter == OVERDUE.chosen


def test_a_view_taken_off_while_the_file_is_asked_stays_off(
    selecting: GroupSelection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(desk: Desk, view_id: int) -> SavedView | None:
        found = view_of_id(desk, view_id)
        selecting.take_off_filter()
        return found

    monkeypatch.setattr(group_selection, "view_of_id", asked)
    selecting.look_at_view()
    assert selecting.view is None
