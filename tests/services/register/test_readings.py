"""How names read (よみ): kept as typed, found by either kana and by parts, sorted by sound, taken back with its act."""

from __future__ import annotations

import pytest

from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.desk.search import search
from kodoku_tui.services.register.contacts import add_contact, change_contact, list_contacts
from kodoku_tui.services.register.groups import group_entry
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff, list_staff, rename_staff, staff_id_of
from kodoku_tui.services.work.worklist import worklist


def numbers(desk: Desk, text: str, order: str = "number") -> list[int]:
    return [one.number for one in register_page(desk, GroupFilter(text=text), order=order).rows]


@pytest.mark.parametrize(
    "typed", ["ゆきあかり", "ユキアカリ", "ﾕｷｱｶﾘ", "きあか", "ゆき　あかり", "ユキ あかり"]
)
def test_a_group_is_found_by_its_reading(typed: str, desk: Desk) -> None:
    set_facts(desk, 7, reading="ユキ あかり坂")
    assert group_entry(desk, 7).reading == "ユキ あかり坂"
    assert numbers(desk, typed) == [7]
    assert [(one.kind, one.group_no) for one in search(desk, typed)] == [("group", 7)]
    undo(desk)
    assert numbers(desk, typed) == []


@pytest.mark.parametrize(
    "typed",
    ["03-1234-5678", "0312345678", "（０３）１２３４ー５６７８", "+81 3 1234 5678", "1234-5678", "5678"],
)
def test_a_group_is_found_by_the_number_of_its_contact(typed: str, desk: Desk) -> None:
    add_contact(desk, 9, ContactEntry(name="鈴木 花", reading="すずき はな", phone="03(1234)5678"))
    add_contact(desk, 10, ContactEntry(name="別 人", phone="03-9999-0000"))
    assert numbers(desk, typed) == [9]
    assert [(one.kind, one.group_no) for one in search(desk, typed)] == [("contact", 9)]
    assert {item.group_no for item in worklist(desk, text=typed)} <= {9}


def test_a_group_is_found_by_the_name_and_the_reading_of_its_contact(desk: Desk) -> None:
    add_contact(desk, 9, ContactEntry(name="鈴木 花", reading="すずき はな"))
    assert numbers(desk, "スズキ") == numbers(desk, "鈴木花") == [9]
    (contact,) = list_contacts(desk, 9)
    change_contact(desk, contact.id, ContactEntry(name="鈴木 花"))
    assert list_contacts(desk, 9)[0].reading == ""
    assert numbers(desk, "スズキ") == []


def test_the_group_of_a_number_comes_first(desk: Desk) -> None:
    for typed in ("12", "１２", "2"):
        assert numbers(desk, typed)[0] == int(typed)
        assert search(desk, typed)[0].group_no == int(typed)


def test_groups_and_people_stand_in_the_order_of_their_sound(desk: Desk) -> None:
    for number, reading in ((1, "がく"), (2, "かき"), (3, "ガア"), (4, "あ")):
        set_facts(desk, number, reading=reading)
    assert [one for one in numbers(desk, "", order="name") if one <= 4] == [4, 3, 2, 1]
    for name, reading in (("上野 三", "うえの"), ("青木 一", "アオキ"), ("石井 二", "いしい")):
        add_staff(desk, name, reading=reading)
    assert [one.name for one in list_staff(desk)] == ["青木 一", "石井 二", "上野 三"]


def test_a_person_is_meant_by_the_beginning_of_the_reading(desk: Desk) -> None:
    for name, reading in (("青木 一", "アオキ はじめ"), ("青山 二", "あおやま")):
        add_staff(desk, name, reading=reading)
    meant = staff_id_of(desk.connection, "あおき")
    assert [one.name for one in list_staff(desk) if one.id == meant] == ["青木 一"]
    assert rename_staff(desk, "青木 一", "青木 一", reading="").unit is not None
    assert {one.reading for one in list_staff(desk)} == {"", "あおやま"}
