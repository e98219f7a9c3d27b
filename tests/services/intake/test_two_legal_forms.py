"""Two bodies of one name that say different legal forms are two: told in the register, asked about elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kodoku_tui.domain.text.bodies import BodiesByName
from kodoku_tui.services.checkins.checkins import list_checkins
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.imports import plan_import
from kodoku_tui.services.register.finding import group_of
from tests.desks import data_of
from tests.intake_files import bring, counts_of, write_list

ROSTER = ["番号", "団体名", "取組名", "取組対象", "活動地域"]
CHECKINS = ["団体名", "日付", "方法", "面談内容"]
NPO, ASSOCIATION, BARE = "NPO法人 架空のもみじ", "一般社団法人 架空のもみじ", "架空のもみじ"


def with_register(desk: Desk, folder: Path, *names: str) -> list[str]:
    """The groups of these names taken in from a register, from number 201 on; what was remarked."""
    rows = [[201 + at, name, f"取組{at}", "若者", "北海道"] for at, name in enumerate(names)]
    report = bring(desk, "roster", write_list(folder / "名簿.xlsx", ROSTER, *rows))
    assert (counts_of(report), report.errors) == ({"new": len(names)}, [])
    return [remark.key for _, _, remark in report.remarks]


def test_two_new_bodies_of_one_register_are_both_added_and_told(desk: Desk, tmp_path: Path) -> None:
    assert with_register(desk, tmp_path, NPO, ASSOCIATION) == ["import.remark_another_form"]
    first, second = group_of(desk, 201), group_of(desk, 202)
    assert (first["name"], second["name"]) == (NPO, ASSOCIATION)
    assert first["organization_id"] != second["organization_id"]


def test_a_second_body_is_added_beside_one_that_is_registered(desk: Desk, tmp_path: Path) -> None:
    assert with_register(desk, tmp_path, NPO) == []
    row = [301, ASSOCIATION, "別の取組", "若者", "北海道"]
    report = bring(desk, "roster", write_list(tmp_path / "追加.xlsx", ROSTER, row))
    assert (counts_of(report), report.errors) == ({"new": 1}, [])
    again = bring(desk, "roster", tmp_path / "追加.xlsx")
    assert (counts_of(again), again.errors) == ({"unchanged": 1}, [])


@pytest.mark.parametrize(
    "name", [BARE, "特定非営利活動法人 架空のもみじ", "認定NPO法人 架空のもみじ", "（特非）架空のもみじ"]
)
def test_the_same_body_is_not_added_twice(name: str, desk: Desk, tmp_path: Path) -> None:
    with_register(desk, tmp_path, NPO)
    report = bring(
        desk, "roster", write_list(tmp_path / "追加.xlsx", ROSTER, [301, name, "取組", "若者", "北海道"])
    )
    assert [error.message_key for error in report.errors] == ["error.organization_twice"]


def test_a_number_whose_body_is_said_to_be_of_another_form_is_refused(desk: Desk, tmp_path: Path) -> None:
    with_register(desk, tmp_path, NPO)
    before = data_of(desk.connection)
    row = [201, ASSOCIATION, "書き換えた取組", "若者", "北海道"]
    report = bring(desk, "roster", write_list(tmp_path / "追加.xlsx", ROSTER, row))
    assert [error.message_key for error in report.errors] == ["error.number_is_another"]
    assert data_of(desk.connection) == before


@pytest.mark.parametrize(
    ("names", "said", "number"),
    [
        ((NPO,), ASSOCIATION, None),
        ((NPO,), BARE, 201),
        ((NPO,), "認定NPO法人 架空のもみじ", 201),
        ((BARE,), ASSOCIATION, 201),
        ((NPO, ASSOCIATION), ASSOCIATION, 202),
        ((NPO, ASSOCIATION), NPO, 201),
        ((NPO, ASSOCIATION), BARE, None),
    ],
)
def test_a_row_goes_to_the_body_that_it_names_or_is_asked_about(
    names: tuple[str, ...], said: str, number: int | None, desk: Desk, tmp_path: Path
) -> None:
    with_register(desk, tmp_path, *names)
    path = write_list(tmp_path / "面談.xlsx", CHECKINS, [said, date(2025, 12, 1), "電話", "話した"])
    plan = plan_import(desk, "checkins", path)
    (row,) = plan.intake.rows
    if number is None:
        assert row.question is not None
        assert {one.number for one in row.question.candidates} >= {201}
        plan.answer(row, 201)
    assert plan.apply().errors == []
    assert [one.group_no for one in list_checkins(desk)] == [number or 201]


def test_which_bodies_a_name_may_mean() -> None:
    bodies: BodiesByName[int] = BodiesByName()
    bodies.add(NPO, 1)
    bodies.add("架空の もみじ", 1)
    assert (bodies.named(ASSOCIATION), bodies.named(BARE), bodies.alike(ASSOCIATION)) == ([], [1], [1])
    bodies.add(ASSOCIATION, 2)
    assert (bodies.named(ASSOCIATION), bodies.named(NPO), bodies.named(BARE)) == ([2], [1], [1, 2])
