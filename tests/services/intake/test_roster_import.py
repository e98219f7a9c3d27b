"""Bringing the register in from a workbook: what changes, what does not, and what is never half done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import list_units, undo
from kodoku_tui.services.duties.milestones import list_milestones
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.services.intake.imports import ImportReport, import_roster, plan_import
from kodoku_tui.services.register.groups import group_entry, list_groups
from kodoku_tui.services.register.register import set_facts
from kodoku_tui.services.register.register_list import register_page
from kodoku_tui.services.register.staff import add_staff, list_staff
from tests.desks import HEADINGS, ROSTER, data_of, go_to, write_roster
from tests.lively import invented_roster

EVERYBODY = GroupFilter(status=None)
STAFF_HEADINGS = [*HEADINGS, "主担当", "副担当", "契約日"]


def group(number: object, name: str = "NPO法人 見本", *more: object, **changed: object) -> list[object]:
    row = {"project": "居場所づくり", "targets": "高齢者", "area": "東京都", "mark": ""}
    return [number, name, *(row | changed).values(), *more]


def bring(
    desk: Desk, folder: Path, *rows: list[object], dry_run: bool = False, partial: bool = False
) -> ImportReport:
    path = write_roster(folder / "名簿.xlsx", *rows, headings=STAFF_HEADINGS)
    report = import_roster(desk, path, dry_run=dry_run, partial=partial)
    counted = report.new + report.changed + report.unchanged + report.skipped + report.rows_with_errors
    assert counted == report.rows == len(rows)
    assert (report.unit is None) or list_units(desk, limit=1)[0].id == report.unit
    return report


def test_the_register_of_the_report_gives_96_groups_each_with_what_follows_from_it(new_desk: Desk) -> None:
    report = import_roster(new_desk, ROSTER)
    assert (report.rows, report.new, report.errors) == (96, 96, [])
    groups = list_groups(new_desk, EVERYBODY)
    assert [entry.group_no for entry in groups] == list(range(1, 97))
    assert sum(entry.r6 for entry in groups) == 43
    assert [entry.group_no for entry in groups if not entry.blocks or not entry.targets] == []
    assert {entry.legal_form for entry in groups} > {"特定非営利活動法人", "一般社団法人", "社会福祉法人"}
    for number in (1, 41, 96):
        keys = [(duty.key, duty.planned) for duty in list_milestones(new_desk, number)]
        assert keys == [
            ("contract", "2025-06-30"),
            ("training_1", "2025-08-31"),
            ("midterm_meeting", "2025-10-31"),
            ("training_2", "2025-12-31"),
            ("outcome_report", "2026-01-31"),
            ("expense_report", "2026-02-10"),
            ("final_audit", "2026-02-10"),
            ("final_meeting", "2026-03-31"),
        ]


def test_the_same_register_again_changes_nothing_and_leaves_no_trace(register_desk: Desk) -> None:
    desk = register_desk
    before, log = data_of(desk.connection), list_units(desk)
    report = import_roster(desk, ROSTER)
    assert (report.unchanged, report.new, report.changed, report.unit) == (96, 0, 0, None)
    assert (data_of(desk.connection), list_units(desk)) == (before, log)


def test_a_withdrawn_group_stays_withdrawn_when_the_register_comes_again(desk: Desk, tmp_path: Path) -> None:
    end_group(desk, 41, GroupStatus.WITHDRAWN, on=date(2025, 8, 1), reason="都合")
    assert import_roster(desk, invented_roster(tmp_path / "again.xlsx")).unchanged == 96
    assert register_page(desk, GroupFilter()).total == 95


def test_a_changed_area_and_target_bring_their_prefectures_blocks_and_tags(
    new_desk: Desk, tmp_path: Path
) -> None:
    bring(new_desk, tmp_path, group(1, area="東京都、大阪府", targets="高齢者、こども・若者"))
    report = bring(new_desk, tmp_path, group(1, area="全国（特に沖縄県）", targets="不登校"))
    assert (report.changed, report.new) == (1, 0)
    entry = group_entry(new_desk, 1)
    assert (entry.prefectures, entry.blocks) == (["沖縄県"], ["九州・沖縄", "全国"])
    assert len(entry.targets) == 1
    assert [one.number for one in register_page(new_desk, GroupFilter(block="近畿")).rows] == [1]
    assert register_page(new_desk, GroupFilter(text="大阪")).total == 0
    undo(new_desk)
    assert group_entry(new_desk, 1).prefectures == ["東京都", "大阪府"]


def test_a_target_that_holds_a_comma_within_brackets_stays_one(new_desk: Desk, tmp_path: Path) -> None:
    bring(new_desk, tmp_path, group(1, targets="高齢者、見本の当事者（虐待、逆境を経験した人）"))
    assert group_entry(new_desk, 1).targets == ["高齢者", "見本の当事者（虐待、逆境を経験した人）"]


def test_a_column_that_the_workbook_lacks_leaves_what_is_known(new_desk: Desk, tmp_path: Path) -> None:
    bring(new_desk, tmp_path, group(1, mark="○"))
    without_mark = write_roster(tmp_path / "続き.xlsx", group(1)[:5], headings=HEADINGS[:5])
    assert import_roster(new_desk, without_mark).unchanged == 1
    assert group_entry(new_desk, 1).r6


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("一般社団法人 まったく別の会", "error.number_is_another"),
        ("特定非営利活動法人　見　本", None),
        ("見本", None),
    ],
)
def test_a_number_belongs_to_one_organization_however_its_name_is_written(
    new_desk: Desk, tmp_path: Path, name: str, key: str | None
) -> None:
    bring(new_desk, tmp_path, group(12))
    report = bring(new_desk, tmp_path, group(12, name))
    assert [error.message_key for error in report.errors] == ([key] if key else [])
    for error in report.errors:
        assert (error.cell, error.value) == ("B2", name)
        assert "「NPO法人 見本」" in error.sentence()


def test_an_organization_stands_under_one_number(new_desk: Desk, tmp_path: Path) -> None:
    report = bring(new_desk, tmp_path, group(1), group(2, "（特非）見本"), group(3, "別の会"))
    (error,) = report.errors
    assert (error.message_key, error.cell) == ("error.organization_twice", "B3")
    assert "番号 1" in error.sentence()
    assert register_page(new_desk, EVERYBODY).total == 0


def test_a_former_name_is_still_the_same_organization(new_desk: Desk, tmp_path: Path) -> None:
    bring(new_desk, tmp_path, group(1))
    set_facts(new_desk, 1, name="一般社団法人 新しい名前")
    assert bring(new_desk, tmp_path, group(1)).unchanged == 1
    assert group_entry(new_desk, 1).group == "一般社団法人 新しい名前"


BAD = [group(1), group("十二", "番号のない会"), group(3, "良い会"), group(1, "番号の重なる会")]


def test_any_error_applies_nothing(new_desk: Desk, tmp_path: Path) -> None:
    before = data_of(new_desk.connection)
    report = bring(new_desk, tmp_path, *BAD)
    assert (report.rows_with_errors, report.unit) == (2, None)
    assert data_of(new_desk.connection) == before


def test_partial_applies_the_good_rows_as_one_act(new_desk: Desk, tmp_path: Path) -> None:
    before = data_of(new_desk.connection)
    report = bring(new_desk, tmp_path, *BAD, partial=True)
    assert (report.new, report.rows_with_errors) == (2, 2)
    assert [one.number for one in register_page(new_desk, EVERYBODY).rows] == [1, 3]
    undo(new_desk)
    assert data_of(new_desk.connection) == before


@pytest.mark.parametrize("partial", [False, True])
def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    new_desk: Desk, tmp_path: Path, partial: bool
) -> None:
    before, log = data_of(new_desk.connection), list_units(new_desk)
    row = group(1, "NPO法人 見本", "佐藤", "", "2025/06/20")
    report = bring(new_desk, tmp_path, row, dry_run=True, partial=partial)
    assert (report.new, report.new_staff, report.unit) == (1, ["佐藤"], None)
    assert (data_of(new_desk.connection), list_units(new_desk)) == (before, log)


def test_staff_named_in_the_workbook_are_registered_once_and_assigned(new_desk: Desk, tmp_path: Path) -> None:
    add_staff(new_desk, "佐藤 花子")
    report = bring(
        new_desk,
        tmp_path,
        group(1, "一の会", "佐藤花子", "田中", ""),
        group(2, "二の会", "田中", "", ""),
        group(3, "三の会", "", "", ""),
    )
    assert report.new_staff == ["田中"]
    counts = {person.name: (person.main_groups, person.deputy_groups) for person in list_staff(new_desk)}
    assert counts == {"佐藤 花子": (1, 0), "田中": (1, 1)}
    # An empty cell leaves who is assigned.
    assert bring(new_desk, tmp_path, group(2, "二の会", "", "", "")).unchanged == 1
    assert group_entry(new_desk, 2).staff == "田中"


def test_a_person_whom_somebody_registers_between_preview_and_import_is_not_registered_twice(
    new_desk: Desk, tmp_path: Path
) -> None:
    row: list[object] = [1, "架空の会", "居場所", "高齢者", "東京都", "", "佐藤 花子"]
    path = write_roster(tmp_path / "名簿.xlsx", row, headings=[*HEADINGS, "主担当"])
    plan = plan_import(new_desk, "roster", path)
    add_staff(new_desk, "佐藤花子")
    assert plan.apply().errors == []
    assert [(one.name, one.main_groups) for one in list_staff(new_desk)] == [("佐藤花子", 1)]


def test_one_person_is_not_main_and_deputy_of_a_group(new_desk: Desk, tmp_path: Path) -> None:
    report = bring(new_desk, tmp_path, group(1, "一の会", "佐藤", "佐藤", ""))
    assert [(error.cell, error.message_key) for error in report.errors] == [("H2", "error.main_is_deputy")]
    bring(new_desk, tmp_path, group(1, "一の会", "佐藤", "田中", ""))
    report = bring(new_desk, tmp_path, group(1, "一の会", "田中", "", ""))
    assert [(error.cell, error.message_key) for error in report.errors] == [("G2", "error.main_is_deputy")]


def contract(desk: Desk) -> tuple[str, str | None, str, int]:
    duty = list_milestones(desk, 1)[0]
    return duty.state, duty.state_on, duty.standing, duty.round


def test_a_contract_date_closes_the_duty_to_contract_whenever_it_comes(
    new_desk: Desk, tmp_path: Path
) -> None:
    bring(new_desk, tmp_path, group(1, "一の会", "", "", ""))
    assert contract(new_desk) == ("未着手", None, "事務局遅れ", 0)
    assert bring(new_desk, tmp_path, group(1, "一の会", "", "", date(2025, 6, 20))).changed == 1
    assert contract(new_desk) == ("受理", "2025-06-20", "済", 1)
    # What is recorded stays when another date comes.
    assert bring(new_desk, tmp_path, group(1, "一の会", "", "", date(2025, 6, 25))).unchanged == 1
    assert contract(new_desk) == ("受理", "2025-06-20", "済", 1)


def test_a_contract_of_tomorrow_is_refused_at_its_cell(new_desk: Desk, tmp_path: Path) -> None:
    go_to(new_desk, date(2025, 6, 19))
    report = bring(new_desk, tmp_path, group(1, "一の会", "", "", date(2025, 6, 20)))
    assert [(error.cell, error.message_key) for error in report.errors] == [("I2", "error.date_in_future")]


def test_the_act_in_the_log_names_the_file(new_desk: Desk, tmp_path: Path) -> None:
    bring(new_desk, tmp_path, group(1))
    assert list_units(new_desk, limit=1)[0].what_params == {"file": "名簿.xlsx"}
