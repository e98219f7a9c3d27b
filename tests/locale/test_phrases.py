"""Dates, counts and refusals as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from kodoku_tui.domain.duties.milestones import MilestoneState, Move
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale import say, say_word, set_language
from kodoku_tui.locale.phrases import say_ago, say_day, say_due, say_refused, say_title, say_with

MONDAY = date(2025, 12, 15)


@pytest.mark.parametrize(
    ("language", "day", "today", "said"),
    [
        ("ja", MONDAY, MONDAY, "12/15(月)"),
        ("ja", "2025-12-15", None, "12/15(月)"),
        ("ja", date(2026, 1, 4), MONDAY, "2026/1/4(日)"),
        ("ja", None, MONDAY, "なし"),
        ("en", MONDAY, MONDAY, "Mon 15 Dec"),
        ("en", date(2026, 1, 4), MONDAY, "Sun 4 Jan 2026"),
        ("en", None, None, "none"),
    ],
)
def test_a_day_is_said_with_its_weekday_and_the_year_only_when_it_is_another(
    language: str, day: date | str | None, today: date | None, said: str
) -> None:
    set_language(language)
    assert say_day(day, today=today) == said


@pytest.mark.parametrize(
    ("due", "japanese", "english"),
    [
        ("2025-12-18", "あと3日", "3 d left"),
        ("2025-12-16", "あと1日", "1 d left"),
        ("2025-12-15", "本日まで", "due today"),
        ("2025-12-14", "1日超過", "1 d over"),
        ("2025-12-10", "5日超過", "5 d over"),
        (None, "期限なし", "no due date"),
    ],
)
def test_a_due_date_says_how_far_off_it_is(due: str | None, japanese: str, english: str) -> None:
    assert say_due(due, MONDAY) == japanese
    set_language("en")
    assert say_due(due, MONDAY) == english


def test_how_long_ago_a_contact_was() -> None:
    assert [say_ago(days) for days in (None, 0, 12)] == ["なし", "本日", "12日前"]


def test_a_refusal_says_words_and_dates_in_the_readers_language() -> None:
    refused = Refused(
        "error.group_not_active",
        field="group_no",
        number=41,
        name="見本の会",
        status=GroupStatus.WITHDRAWN.value,
        date="2025-08-01",
    )
    assert say_refused(refused) == "41 見本の会 は辞退（2025/8/1）のため、記録できません。"
    set_language("en")
    assert "(Withdrawn, 1 Aug 2025)" in say_refused(refused)

    illegal = Refused("error.illegal_move", state=MilestoneState.ACCEPTED, move=Move.SUBMIT)
    assert "“Accepted”" in say_refused(illegal)
    assert "“Hand in”" in say_refused(illegal)
    set_language("ja")
    assert "「受理」なので、「提出」" in say_refused(illegal)


def test_what_people_wrote_is_said_as_they_wrote_it() -> None:
    braces = {"number": 12, "name": "{name} [/重要]", "title": "{0}"}
    assert say_with("unit.add_issue", braces) == "課題を追加: 12 {name} [/重要]「{0}」"
    set_language("en")
    # A name that happens to be a word of the domain is still a name.
    assert say_with("unit.add_staff", {"name": "完了"}) == "Registered staff: 完了"
    assert say_with("unit.assign_staff", {"groups": "1", "main": "佐藤", "deputy": None}).endswith(
        "deputy none)"
    )


@pytest.mark.parametrize("typed", ["2025-02-30", "9999-01-01", "2025-13-01"])
def test_what_was_typed_is_quoted_as_it_was_even_when_it_looks_like_a_date(typed: str) -> None:
    assert f"「{typed}」" in say_refused(Refused("error.date_impossible", text=typed))
    assert f"「{typed}」" in say_refused(Refused("error.cell_date", value=typed))


def test_words_and_titles_in_either_language() -> None:
    assert (say_word("辞退"), say_word("自由な文"), say_word(None)) == ("辞退", "自由な文", "")
    assert say_title("中間報告会", "Midterm meeting") == "中間報告会"
    set_language("en")
    assert (say_word("辞退"), say_word("自由な文")) == ("Withdrawn", "自由な文")
    assert say_title("中間報告会", "Midterm meeting") == "Midterm meeting"
    assert say_title("勉強会", None) == "勉強会"


def test_an_unknown_language_or_key_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")
    with pytest.raises(KeyError):
        say("error.no_such_sentence")
