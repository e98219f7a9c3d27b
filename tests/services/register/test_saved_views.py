"""Saved views: a filter with its order under a name, for everybody on the file; never silently another one."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.filters import GroupFilter, Selection
from kodoku_tui.locale.phrases import say_refused
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.register.choices import selection_words
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.saved_views import (
    LONGEST_NAME,
    list_views,
    rename_view,
    save_view,
    take_view_back,
    view_named,
)
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.services.register.view_words import shown_words
from kodoku_tui.services.work.worklist import worklist
from kodoku_tui.store.unit import StaleVersion

LATE_IN_KANTO = Selection(GroupFilter(block="関東", only_overdue=True), "overdue", is_reversed=True)


def test_what_is_saved_is_what_everybody_gets(lively_desk: Desk) -> None:
    everything = Selection(
        GroupFilter(
            text="居場所　子ども",
            staff=list_staff(lively_desk)[0].name,
            block="近畿",
            target="elderly",
            status=None,
            only_overdue=True,
            only_checkin_due=True,
        ),
        "last_checkin_on",
        is_reversed=True,
    )
    somebody_else = Desk(lively_desk.path, clock=lively_desk.clock)
    for name, selection in (
        ("すべて", everything),
        ("遅れ", LATE_IN_KANTO),
        ("担当なし", Selection(GroupFilter(staff=""))),
    ):
        save_view(lively_desk, name, selection)
        assert view_named(somebody_else, name).usable() == selection
    somebody_else.close()


def test_a_name_is_cleaned_and_taken_once_however_it_is_written(lively_desk: Desk) -> None:
    kept = save_view(lively_desk, " 遅れ\x1bＡ ", LATE_IN_KANTO)
    assert kept.view.name == "遅れＡ"
    with pytest.raises(Refused) as refusal:
        save_view(lively_desk, "遅れ a", Selection())
    assert refusal.value.key == "error.view_exists"
    assert view_named(lively_desk, "遅れ ａ").usable() == LATE_IN_KANTO


@pytest.mark.parametrize("name", ["", " \u3000", "\x1b\u200b", "あ" * (LONGEST_NAME + 1)])
def test_a_name_that_says_nothing_or_too_much_is_refused_at_its_field(lively_desk: Desk, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        save_view(lively_desk, name, LATE_IN_KANTO)
    assert refusal.value.field == "name"
    assert list_views(lively_desk) == []


def test_an_unknown_name_is_answered_with_the_names_there_are(lively_desk: Desk) -> None:
    with pytest.raises(Refused) as refusal:
        view_named(lively_desk, "遅れ")
    assert refusal.value.key == "error.no_views"
    save_view(lively_desk, "関東", LATE_IN_KANTO)
    save_view(lively_desk, "近畿", LATE_IN_KANTO)
    with pytest.raises(Refused) as refusal:
        view_named(lively_desk, "遅れ")
    assert "近畿、関東" in say_refused(refusal.value)


def test_saving_replacing_renaming_and_taking_back_are_each_undone(lively_desk: Desk) -> None:
    save_view(lively_desk, "関東", LATE_IN_KANTO)
    first = view_named(lively_desk, "関東")
    replaced = save_view(lively_desk, "関東", Selection(), replaces=first.version)
    assert view_named(lively_desk, "関東").usable() == Selection()
    undo(lively_desk, replaced.unit)
    assert view_named(lively_desk, "関東").usable() == LATE_IN_KANTO
    renamed = rename_view(lively_desk, view_named(lively_desk, "関東"), "関東の遅れ")
    undo(lively_desk, renamed.unit)
    taken_back = take_view_back(lively_desk, view_named(lively_desk, "関東"))
    assert list_views(lively_desk) == []
    undo(lively_desk, taken_back.unit)
    assert [view.name for view in list_views(lively_desk)] == ["関東"]


def test_a_name_of_a_view_that_was_taken_back_is_free_and_then_keeps_the_old_one_away(
    lively_desk: Desk,
) -> None:
    taken_back = take_view_back(lively_desk, save_view(lively_desk, "関東", LATE_IN_KANTO).view).unit
    save_view(lively_desk, "関東", Selection())
    with pytest.raises(Refused) as refusal:
        undo(lively_desk, taken_back)
    assert refusal.value.key == "error.later_changes"
    assert view_named(lively_desk, "関東").usable() == Selection()


def test_whoever_replaces_what_somebody_else_changed_meanwhile_is_told(lively_desk: Desk) -> None:
    seen = save_view(lively_desk, "関東", LATE_IN_KANTO).view
    save_view(lively_desk, "関東", Selection(), replaces=seen.version)
    with pytest.raises(StaleVersion):
        save_view(lively_desk, "関東", Selection(GroupFilter(block="近畿")), replaces=seen.version)
    with pytest.raises(StaleVersion):
        take_view_back(lively_desk, seen)
    assert view_named(lively_desk, "関東").usable() == Selection()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("UPDATE staff SET is_active = 0", "error.view_staff_gone"),
        ("UPDATE saved_view SET block = '東西'", "error.view_block_gone"),
        ("UPDATE saved_view SET target_code = 'gone'", "error.view_target_gone"),
        ("UPDATE saved_view SET order_by = 'telegraph'", "error.view_order_gone"),
    ],
)
def test_a_view_that_names_what_is_gone_says_so_and_shows_nothing(
    lively_desk: Desk, change: str, key: str
) -> None:
    member = list_staff(lively_desk)[0].name
    save_view(lively_desk, "私の団体", Selection(GroupFilter(staff=member, block="関東", target="elderly")))
    lively_desk.connection.execute(change)
    with pytest.raises(Refused) as refusal:
        view_named(lively_desk, "私の団体").usable()
    assert refusal.value.key == key


def test_a_person_who_is_renamed_stays_in_the_view_under_the_new_name(lively_desk: Desk) -> None:
    member = list_staff(lively_desk)[0]
    save_view(lively_desk, "私の団体", Selection(GroupFilter(staff=member.name)))
    lively_desk.connection.execute("UPDATE staff SET name = '架空 花子' WHERE id = ?", (member.id,))
    selection = view_named(lively_desk, "私の団体").usable()
    assert "架空 花子" in selection_words(selection)
    assert register_page(lively_desk, selection.chosen).total == member.main_groups + member.deputy_groups


def test_the_words_say_which_view_shows_and_whether_it_was_changed(lively_desk: Desk) -> None:
    view = save_view(lively_desk, "関東の遅れ", LATE_IN_KANTO).view
    assert (
        shown_words(view, LATE_IN_KANTO)
        == "保存した条件「関東の遅れ」: 実施中か完了・関東・期限超過あり・期限超過の降順"
    )
    other_order = Selection(LATE_IN_KANTO.chosen)
    assert (
        shown_words(view, other_order)
        == "保存した条件「関東の遅れ」から変更: 実施中か完了・関東・期限超過あり"
    )
    assert shown_words(None, other_order) == "実施中か完了・関東・期限超過あり"


def test_the_work_list_of_a_view_is_that_of_its_groups(lively_desk: Desk) -> None:
    in_kanto = GroupFilter(block="関東", status=None)
    numbers = {group.number for group in register_page(lively_desk, in_kanto).rows}
    whole, narrowed = worklist(lively_desk), worklist(lively_desk, among=in_kanto)
    assert narrowed == [item for item in whole if item.group_no is None or item.group_no in numbers]
    assert 0 < len(narrowed) < len(whole)
