"""The second level of an issue's category: complete, findable by any of its names, and guessed from a title."""

from __future__ import annotations

from collections import Counter

import pytest

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import IssueCategory
from kodoku_tui.store.seeds import issue_codes


def test_every_category_has_kinds_and_no_name_is_given_twice_within_one() -> None:
    codes = issue_codes()
    assert {one.category for one in codes.subcategories} == {category.value for category in IssueCategory}
    for names in ("label", "code", "english"):
        given = Counter((one.category, getattr(one, names)) for one in codes.subcategories)
        assert [name for name, count in given.items() if count > 1] == []
    assert all(one.english.isascii() for one in codes.subcategories)


@pytest.mark.parametrize(
    ("category", "label"),
    [
        ("outreach", "参加者募集"),
        ("outreach", "告知方法"),
        ("outreach", "企画内容"),
        ("admin", "事業計画"),
        ("admin", "成果指標"),
        ("admin", "事務手続き"),
        ("admin", "報告書作成"),
        ("admin", "経費管理"),
        ("admin", "事務体制"),
        ("government", "関与が消極的"),
        ("government", "役割分担が不明確"),
        ("network", "相談相手がいない"),
    ],
)
def test_what_the_report_names_is_there_with_its_section(category: str, label: str) -> None:
    found = [one for one in issue_codes().of(category) if one.label == label]
    assert len(found) == 1
    assert found[0].section.startswith("7.(")


@pytest.mark.parametrize("written", ["経費管理", " 経費管理 ", "expenses", "EXPENSES", "Managing expenses"])
def test_a_kind_is_meant_by_its_label_its_code_or_its_english_name(written: str) -> None:
    assert issue_codes().named("admin", written) == "経費管理"


def test_no_kind_is_no_kind_and_an_unknown_one_says_the_choices_of_its_category() -> None:
    assert issue_codes().named("admin", "  ") == ""
    with pytest.raises(Refused) as refusal:
        issue_codes().named("government", "経費管理")
    assert refusal.value.field == "subcategory"
    assert "関与が消極的" in str(refusal.value.params["choices"])
    assert "経費管理" not in str(refusal.value.params["choices"])


def test_a_title_puts_the_kinds_that_it_speaks_of_first() -> None:
    assert issue_codes().likely("領収書の宛名が個人名になっている")[0] == ("admin", "経費管理")
    assert issue_codes().likely("チラシの置き場所")[0] == ("outreach", "告知方法")
    assert issue_codes().likely("ｺﾞ") == []
    assert issue_codes().likely("") == []
