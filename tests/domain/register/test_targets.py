"""Target texts of the report and of people as tags."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.targets import TargetCodes, TargetTag, split_targets

HOME = Path(__file__).parents[3]
SEED: dict[str, Any] = tomllib.loads((HOME / "db" / "seeds" / "targets.toml").read_text("utf-8"))
CODES = TargetCodes.from_seed(SEED)


def codes_in(text: str) -> list[str]:
    return [tag.code for tag in split_targets(text, CODES)]


def targets_of_the_report() -> list[str]:
    sheet = load_workbook(HOME / "imports" / "rosters" / "r7_adopted_groups.xlsx")["採択団体"]
    return [str(row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("text", targets_of_the_report())
def test_every_target_of_the_report_has_a_code(text: str) -> None:
    tags = split_targets(text, CODES)
    assert len(tags) == text.count("、") + 1
    assert "other" not in {tag.code for tag in tags}


def test_the_report_is_counted_by_tag_however_it_spells_children() -> None:
    counted = [code for text in targets_of_the_report() for code in codes_in(text)]
    assert counted.count("multi_generation") == 34
    assert counted.count("elderly") == 28
    assert counted.count("children_youth") == 27 + 22
    assert counted.count("single_parents") == 7 + 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("高齢者、こども・若者", ["elderly", "children_youth"]),
        ("子ども・若者", ["children_youth"]),
        ("ひとり親世代", ["single_parents"]),
        ("DV 等の被害者、ＤＶ等の被害者", ["violence_victims"]),
        (
            "高齢者、多 世代、中高 年者、子育 て世帯",
            ["elderly", "multi_generation", "middle_aged", "parenting_households"],
        ),
        ("高齢者，障害者,女性\n学生／外国人", ["elderly", "disabled", "women", "students", "foreign"]),
        ("高齢者・障害者", ["elderly", "disabled"]),
        ("こども・若者、子ども・若者", ["children_youth"]),
        ("ACEサバイバー（こども期に虐待や逆境を経験した人）、女性", ["childhood_adversity", "women"]),
        ("独居高齢者", ["elderly_alone"]),
        ("", []),
        (" 、\n", []),
    ],
)
def test_a_target_text_becomes_its_tags(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


def test_a_tag_carries_the_label_that_all_its_writings_share() -> None:
    assert split_targets("子ども・若者", CODES) == (TargetTag("children_youth", "こども・若者"),)
    assert CODES.english["children_youth"] == "Children and young people"


def test_a_target_without_a_code_keeps_its_words() -> None:
    assert split_targets("漁師・高齢者、 猟師（冬、夏）", CODES) == (
        TargetTag("other", "漁師・高齢者"),
        TargetTag("other", "猟師（冬、夏）"),
    )


def test_every_code_has_both_labels_and_stands_once() -> None:
    codes = [entry["code"] for entry in SEED["target"]]
    assert len(codes) == len(set(codes))
    assert "other" not in codes
    assert all(entry["ja"] and entry["en"].isascii() for entry in SEED["target"])


def test_a_writing_under_two_codes_is_refused() -> None:
    twice = {
        "target": [
            *SEED["target"],
            {"code": "minors", "ja": "未成年", "en": "Minors", "variants": ["子ども"]},
        ]
    }
    with pytest.raises(Refused) as refusal:
        TargetCodes.from_seed(twice)
    assert refusal.value.params == {"word": "子ども", "first": "children_youth", "second": "minors"}


WORDS = st.sampled_from(
    [word for entry in SEED["target"] for word in (entry["ja"], *entry.get("variants", ()))] + ["漁師"]
)


@given(words=st.lists(WORDS, max_size=8), separator=st.sampled_from(["、", "，", ", ", "\n", "／", "、\n"]))
def test_any_list_of_targets_comes_apart_into_its_tags_each_once(words: list[str], separator: str) -> None:
    tags = split_targets(separator.join(words), CODES)
    assert len(set(tags)) == len(tags)
    assert set(tags) == {tag for word in words for tag in split_targets(word, CODES)}


@given(text=st.text(st.sampled_from("高齢者、・（）()，\n こども若者漁師"), max_size=40))
def test_any_text_is_split_without_an_empty_tag(text: str) -> None:
    assert all(tag.label.strip() for tag in split_targets(text, CODES))
