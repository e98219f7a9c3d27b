"""Saved views as a script uses them: kept once, then given to every list and every export."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Kodoku


@pytest.fixture(autouse=True)
def _a_view(kodoku: Kodoku) -> None:
    assert kodoku("view", "save", "関東", "--block", "関東", "--order", "団体名", "--reverse").code == 0


def numbers_in(path: Path) -> set[object]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {row[0] for row in sheet.iter_rows(min_row=4, values_only=True)}


def test_a_view_is_data_of_stable_names(kodoku: Kodoku) -> None:
    in_block = kodoku("group", "list", "--block", "関東", "--json").document
    assert kodoku("view", "list", "--json").document == [
        {
            "name": "関東",
            "text": "",
            "staff": None,
            "block": "関東",
            "target": None,
            "status": None,
            "overdue": False,
            "checkin_due": False,
            "order": "name",
            "reversed": True,
            "without_left": True,
            "groups": len(in_block),
            "trouble": None,
        }
    ]


@pytest.mark.parametrize("words", [("group", "list"), ("status",)])
def test_a_list_shows_the_groups_of_a_view_in_its_order(kodoku: Kodoku, words: tuple[str, ...]) -> None:
    of_view = [group["group_no"] for group in kodoku(*words, "--view", "関東", "--json").document]
    of_block = [group["group_no"] for group in kodoku(*words, "--block", "関東", "--json").document]
    assert sorted(of_view) == of_block
    assert of_view != of_block


@pytest.mark.parametrize("words", ["today", "overdue"])
def test_what_needs_somebody_keeps_to_the_groups_of_a_view(kodoku: Kodoku, words: str) -> None:
    assert (
        kodoku(words, "--view", "関東", "--json").document
        == kodoku(words, "--block", "関東", "--json").document
    )
    assert kodoku(words, "--view", "関東", "--json").document != kodoku(words, "--json").document


@pytest.mark.a_few(3)
@pytest.mark.parametrize(
    "kind", ["status", "milestones", "checkins", "issues", "attendance", "expenses", "forms", "figures"]
)
def test_every_export_of_groups_takes_a_view_and_says_which(
    kodoku: Kodoku, tmp_path: Path, kind: str
) -> None:
    by_view, by_block = tmp_path / "保存した条件.xlsx", tmp_path / "ブロック.xlsx"
    assert kodoku("export", kind, str(by_view), "--view", "関東").code == 0
    assert kodoku("export", kind, str(by_block), "--block", "関東").code == 0
    assert numbers_in(by_view) == numbers_in(by_block)
    if kind not in ("forms", "figures"):
        assert "保存した条件「関東」: 実施中か完了・関東" in str(
            openpyxl.load_workbook(by_view).worksheets[0]["A2"].value
        )


def test_a_condition_beside_a_view_takes_the_place_of_its_own(kodoku: Kodoku) -> None:
    elsewhere = kodoku("group", "list", "--view", "関東", "--block", "近畿", "--json").document
    assert {group["group_no"] for group in elsewhere} == {
        group["group_no"] for group in kodoku("group", "list", "--block", "近畿", "--json").document
    }
    everybody = kodoku("group", "list", "--view", "関東", "--all", "--json").document
    assert {group["group_no"] for group in everybody} == {
        group["group_no"] for group in kodoku("group", "list", "--block", "関東", "--all", "--json").document
    }


@pytest.mark.parametrize(
    "arguments",
    [("status",), ("overdue",), ("today",), ("group", "list"), ("export", "status", "x.xlsx")],
)
def test_an_unknown_view_is_refused_with_those_there_are(kodoku: Kodoku, arguments: tuple[str, ...]) -> None:
    ended = kodoku(*arguments, "--view", "関西")
    assert (ended.code, ended.out) == (1, "")
    assert "関西" in ended.err and "関東" in ended.err


def test_a_name_that_is_taken_is_replaced_only_when_that_is_said(kodoku: Kodoku) -> None:
    refused = kodoku("view", "save", "関 東", "--block", "近畿")
    assert refused.code == 1 and "--replace" in refused.err
    assert kodoku("view", "save", "関 東", "--block", "近畿", "--replace").code == 0
    assert [view["block"] for view in kodoku("view", "list", "--json").document] == ["近畿"]


def test_a_view_is_renamed_and_withdrawn_by_its_name_and_comes_back(kodoku: Kodoku) -> None:
    assert kodoku("view", "rename", "関東", "首都圏").code == 0
    assert kodoku("view", "delete", "首都圏").code == 0
    assert kodoku("view", "list", "--json").document == []
    assert kodoku("undo").code == 0
    assert [view["name"] for view in kodoku("view", "list", "--json").document] == ["首都圏"]
