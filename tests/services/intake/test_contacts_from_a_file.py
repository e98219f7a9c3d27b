"""The people of groups (連絡先) from a workbook: recognised, held against who is there, and every way to go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo
from kodoku_tui.services.exports.exports import export
from kodoku_tui.services.exports.source import ExportRequest
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.register.contacts import add_contact, change_contact, list_contacts
from tests.desks import data_of
from tests.intake_files import bring, counts_of, write_list, write_sheets
from tests.services.intake.test_round_trips import edit

HEADINGS = ["番号", "団体名", "担当者氏名", "役職", "電話番号", "メールアドレス"]
TARO = [1, None, "架空 太郎", "事務局長", "03-0000-0001", "taro@example.org"]


def people(desk: Desk, number: int | None = None) -> list[tuple[int, str, str, str]]:
    return [(one.group_no, one.name, one.phone, one.mail) for one in list_contacts(desk, number)]


@pytest.mark.parametrize("kind", ["contacts", "auto"])
def test_people_come_in_as_one_act_and_go_out_with_one(desk: Desk, tmp_path: Path, kind: str) -> None:
    before = data_of(desk.connection)
    path = write_list(tmp_path / "名簿.xlsx", HEADINGS, TARO, [2, None, "架空 花子", "", "090-0000-0002", ""])
    report = bring(desk, kind, path)
    assert (counts_of(report), report.errors, report.list_name) == ({"new": 2}, [], "contacts")
    assert people(desk) == [
        (1, "架空 太郎", "03-0000-0001", "taro@example.org"),
        (2, "架空 花子", "090-0000-0002", ""),
    ]
    again = bring(desk, kind, path)
    assert (counts_of(again), again.unit) == ({"unchanged": 2}, None)
    undo(desk)
    assert data_of(desk.connection) == before


def test_who_is_there_is_found_by_group_and_name_and_only_what_is_said_changes(
    desk: Desk, tmp_path: Path
) -> None:
    note = "午後に電話"
    add_contact(
        desk, 1, ContactEntry(name="架空　太郎", phone="0300000001", mail="TARO@example.org", note=note)
    )
    same = write_list(tmp_path / "同じ.xlsx", HEADINGS, [1, None, "架空太郎", "", "(03)0000-0001", TARO[5]])
    assert counts_of(bring(desk, "contacts", same)) == {"unchanged": 1}
    other = write_list(tmp_path / "別.xlsx", HEADINGS, [1, None, "架空太郎", "理事", "03-0000-0009", ""])
    report = bring(desk, "contacts", other)
    assert [(one.cell.key, one.cell.here, one.cell.workbook) for one in report.changes] == [
        ("role", None, "理事"),
        ("phone", "0300000001", "03-0000-0009"),
    ]
    (known,) = list_contacts(desk)
    assert (known.name, known.mail, known.note) == ("架空　太郎", "TARO@example.org", note)


@pytest.mark.parametrize("heading", ["よみ", "フリガナ", "ふりがな"])
def test_how_a_person_reads_comes_in_and_what_says_that_there_is_nothing_is_nothing(
    desk: Desk, tmp_path: Path, heading: str
) -> None:
    headings = [*HEADINGS[:3], heading, *HEADINGS[3:]]
    path = write_list(
        tmp_path / "名簿.xlsx", headings, [1, None, "架空 太郎", "かくう たろう", "―", "なし", "無し"]
    )
    assert bring(desk, "contacts", path).errors == []
    (known,) = list_contacts(desk)
    assert (known.reading, known.role, known.phone, known.mail) == ("かくう たろう", "", "", "")


BAD: dict[str, tuple[Sequence[object], str, str]] = {
    "unknown number": ([999, None, *TARO[2:]], "A2", "番号 999 の団体はありません"),
    "unknown group": ([None, "どこにもない会", *TARO[2:]], "B2", "登録にありません"),
    "no group": ([None, None, *TARO[2:]], "A2", ""),
    "no name": ([1, None, None, "理事", "03-0000-0001", ""], "C2", "担当者氏名"),
    "a phone for a role": ([1, None, "架空 太郎", "090-0000-0001", "", ""], "D2", "役職ではなく"),
    "a mail for a role": ([1, None, "架空 太郎", "a@example.org", "", ""], "D2", "役職ではなく"),
    "a phone for a name": (
        [1, None, "03-0000-0001", "", "", "a@example.org"],
        "C2",
        "人の名前ではありません",
    ),
    "a mail for a name": ([1, None, "a@example.org", "", "", ""], "C2", "人の名前ではありません"),
    "a phone for a mail": ([1, None, "架空 太郎", "", "", "03-0000-0001"], "F2", "03-0000-0001"),
    "a mail for a phone": (
        [1, None, "架空 太郎", "", "a1@example.org", ""],
        "E2",
        "電話番号の数字がありません",
    ),
    "words for a phone": ([1, None, "架空 太郎", "", "会社", ""], "E2", "電話番号の数字がありません"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_told_at_its_cell_and_the_rest_can_come_in(
    desk: Desk, tmp_path: Path, case: str
) -> None:
    row, cell, said = BAD[case]
    path = write_list(tmp_path / "名簿.xlsx", HEADINGS, row, [2, None, "架空 花子", "", "090-0000-0002", ""])
    report = bring(desk, "contacts", path)
    assert [error.cell for error in report.errors] == [cell]
    assert said in report.errors[0].sentence()
    assert people(desk) == []
    assert counts_of(bring(desk, "contacts", path, partial=True)) == {"new": 1, "errors": 1}


def test_two_people_of_one_name_are_asked_about_and_one_told_twice_is_one(desk: Desk, tmp_path: Path) -> None:
    twice = write_list(tmp_path / "二度.xlsx", HEADINGS, TARO, TARO)
    assert counts_of(bring(desk, "contacts", twice, dry_run=True)) == {"new": 1, "skipped": 1}
    two = write_list(tmp_path / "同姓.xlsx", HEADINGS, TARO, [*TARO[:4], "03-0000-0077", ""])
    report = bring(desk, "contacts", two)
    assert [(error.cell, error.message_key) for error in report.errors] == [
        ("E3", "error.same_record_differs")
    ]
    # Of two groups they are two.
    groups = write_list(tmp_path / "二団体.xlsx", HEADINGS, TARO, [2, *TARO[1:]])
    assert counts_of(bring(desk, "contacts", groups)) == {"new": 2}


def test_a_number_that_lost_its_nought_gets_it_back_and_that_is_told(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "名簿.xlsx", HEADINGS, [1, None, "架空 太郎", "", 9012345678, ""])
    report = bring(desk, "contacts", path)
    assert people(desk) == [(1, "架空 太郎", "09012345678", "")]
    assert "E2（電話番号）は先頭の 0 が落ちています" in say_said(report.remarks[0][2])


def test_whoever_is_to_be_called_first_is_one(desk: Desk, tmp_path: Path) -> None:
    add_contact(desk, 1, ContactEntry(name="架空 花子", phone="03-0000-0009", is_primary=True))
    headings = [*HEADINGS, "主な連絡先"]
    path = write_list(
        tmp_path / "名簿.xlsx", headings, [*TARO, "○"], [1, None, "架空 花子", "監事", "", "", None]
    )
    assert counts_of(bring(desk, "contacts", path)) == {"new": 1, "changed": 1}
    assert [(one.name, one.role, one.primary) for one in list_contacts(desk, 1)] == [
        ("架空 太郎", "事務局長", True),
        ("架空 花子", "監事", False),
    ]
    both = write_list(
        tmp_path / "二人.xlsx", headings, *([2, None, f"架空 {n}郎", "", "", "", "○"] for n in "一二")
    )
    report = bring(desk, "contacts", both)
    assert [(error.cell, error.message_key) for error in report.errors] == [
        ("G3", "error.two_primary_contacts")
    ]


def test_what_an_export_with_personal_data_writes_comes_back(desk: Desk, tmp_path: Path) -> None:
    for number, name in ((1, "架空 太郎"), (1, "架空 花子"), (2, "架空 次郎")):
        add_contact(desk, number, ContactEntry(name=name, phone="03-0000-0001", is_primary=name[-2] == "太"))
    path = tmp_path / "連絡先.xlsx"
    export(desk, "contacts", path, ExportRequest(with_personal=True))
    cells = [cell.value for row in openpyxl.load_workbook(path).worksheets[0] for cell in row]
    assert cells.count("○") == 1
    assert counts_of(bring(desk, "contacts", path)) == {"unchanged": 3}
    edit(path, "氏名", ("氏名", "架空 次郎"), "架空 三郎")
    edit(path, "電話", ("氏名", "架空 花子"), "03-0000-0055")
    first = list_contacts(desk, 2)[0]
    change_contact(desk, first.id, ContactEntry(name=first.name, phone="03-0000-0002"))
    report = bring(desk, "auto", path)
    assert (counts_of(report), report.list_name) == ({"changed": 2, "unchanged": 1}, "contacts")
    assert people(desk) == [
        (1, "架空 太郎", "03-0000-0001", ""),
        (1, "架空 花子", "03-0000-0055", ""),
        (2, "架空 三郎", "03-0000-0002", ""),
    ]


def test_a_conflict_is_told_with_its_three_values(desk: Desk, tmp_path: Path) -> None:
    contact = add_contact(desk, 1, ContactEntry(name="架空 太郎", phone="03-0000-0001")).row_id
    path = tmp_path / "連絡先.xlsx"
    export(desk, "contacts", path, ExportRequest(with_personal=True))
    edit(path, "電話", ("氏名", "架空 太郎"), "03-0000-0002")
    change_contact(desk, contact, ContactEntry(name="架空 太郎", phone="03-0000-0003"))
    plan = plan_import(desk, "contacts", path)
    ((_, cell),) = plan.apply(dry_run=True).conflicts
    assert (cell.exported, cell.here, cell.workbook) == ("03-0000-0001", "03-0000-0003", "03-0000-0002")
    plan.decide_conflicts(takes_workbook=True)
    assert plan.apply().changed == 1
    assert people(desk) == [(1, "架空 太郎", "03-0000-0002", "")]


def test_without_personal_data_nobody_is_named_and_roles_come_back(desk: Desk, tmp_path: Path) -> None:
    add_contact(desk, 1, ContactEntry(name="架空 太郎", phone="03-0000-0001", role="理事"))
    path = tmp_path / "連絡先.xlsx"
    export(desk, "contacts", path, ExportRequest())
    assert b"0000-0001" not in path.read_bytes()
    assert counts_of(bring(desk, "contacts", path)) == {"unchanged": 1}


EMPTY: dict[str, tuple[list[list[object]], str]] = {
    "nothing": ([], "error.workbook_empty"),
    "no people": ([["番号", "団体名"], [1, None]], "error.missing_column"),
    "no way to reach them": ([["番号", "氏名"], [1, "架空 太郎"]], "error.missing_column"),
    "no group": ([["氏名", "電話", "メール"], ["架空 太郎", "03", "a@example.org"]], "error.missing_column"),
}


@pytest.mark.parametrize("case", EMPTY)
def test_what_holds_no_people_is_refused_in_words(desk: Desk, tmp_path: Path, case: str) -> None:
    rows, key = EMPTY[case]
    path = write_sheets(tmp_path / "空.xlsx", {"連絡先": rows})
    with pytest.raises(Refused) as refused:
        bring(desk, "contacts", path)
    assert refused.value.key == key


def test_people_and_calls_of_one_workbook_know_each_other(desk: Desk, tmp_path: Path) -> None:
    """Who took part in a call is the contact that came in beside it."""
    calls: list[list[object]] = [
        ["番号", "日付", "方法", "面談内容", "参加者"],
        [1, "2025/12/01", "電話", "見学", "架空 太郎"],
    ]
    report = bring(
        desk, "auto", write_sheets(tmp_path / "両方.xlsx", {"面談": calls, "人": [HEADINGS, TARO]})
    )
    assert [(one.list_name, one.new) for one in report.lists] == [("contacts", 1), ("checkins", 1)]
    assert len(list_contacts(desk, 1)) == 1
