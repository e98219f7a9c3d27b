"""The terms of attention, one by one: what counts, how much, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodoku_tui.domain.attention.facts import (
    AttendingFact,
    CadenceFact,
    ConditionFact,
    DutyFact,
    GroupFacts,
    IssueFact,
    PromiseFact,
    SpendingFact,
)
from kodoku_tui.domain.attention.terms import Figures, figures_of
from kodoku_tui.domain.attention.weights import weights_from
from kodoku_tui.domain.duties.judgement import FOLLOWUP_DAYS, RECORDING_DAYS, working_days_after
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale.phrases import say_said
from kodoku_tui.store.seeds import attention_weights

TODAY = date(2025, 12, 15)
QUIET = GroupFacts(1, TODAY, starts_on=date(2025, 6, 1), work_ends_on=date(2026, 2, 10))
WEIGHTS = attention_weights()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def duty(**more: Any) -> DutyFact:
    usual: dict[str, Any] = {
        "id": 5,
        "key": "outcome_report",
        "title": "成果報告書",
        "title_en": "Outcome report",
        "kind": "deliverable",
        "state": "未着手",
        "standing": "期限超過",
        "turn": "group",
        "act": "hand_in",
        "counts_on": more.get("late_after") or ago(3),
        "late_after": ago(3),
        "turn_since": None,
    }
    return DutyFact(**usual | more)


def session(mark: str, days: int = 20, **more: Any) -> AttendingFact:
    """As law 3 judges it, with nothing seen to yet."""
    act = {"未確認": "attendance", "欠席(連絡あり)": "followup", "欠席(連絡なし)": "followup"}.get(mark)
    days_for_it = RECORDING_DAYS if act == "attendance" else FOLLOWUP_DAYS
    usual = {"act": act, "late_after": working_days_after(ago(days), days_for_it)}
    return AttendingFact(days, "training_1", "研修", "Training", ago(days), mark, **usual | more)


def figures(**facts: Any) -> Figures:
    return figures_of(replace(QUIET, **facts), WEIGHTS)


def keys(**facts: Any) -> tuple[list[str], list[str]]:
    found = figures(**facts)
    return [term.key for term in found.terms], [term.key for term in found.own_terms]


@pytest.mark.parametrize(("returns", "said"), [(1, "returned"), (2, "returned_again"), (4, "returned_again")])
def test_what_was_returned_twice_weighs_more_and_says_how_often(returns: int, said: str) -> None:
    def back(times: int) -> Figures:
        return figures(duties=(duty(state="差戻し", standing="予定", turn_since=ago(1), returns=times),))

    (term,) = back(returns).terms
    assert (term.key, term.reason.key, term.reason.params.get("times", 1)) == (
        "returned",
        f"attention.{said}",
        returns,
    )
    assert back(returns).score < back(max(2, returns + 1)).score
    # As heavy on its first day as one return without an answer for the days that it has.
    assert back(2).score >= WEIGHTS.group["returned"].points(10)


def test_of_a_quiet_group_there_is_nothing() -> None:
    assert keys() == ([], [])


# What is known, then the terms of the group, then ours.
CASES: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({"duties": (duty(key="expense_report"),)}, ["money_late"], []),
    ({"duties": (duty(),)}, ["handin_late"], []),
    ({"duties": (duty(state="差戻し", standing="予定", turn_since=ago(9)),)}, ["returned"], []),
    ({"duties": (duty(state="差戻し", turn_since=ago(1)),)}, ["handin_late", "returned"], []),
    ({"duties": (duty(standing="期限間近", late_after=TODAY),)}, [], []),
    ({"duties": (duty(state="提出", standing="事務局対応待ち", turn="secretariat"),)}, [], []),
    (
        {
            "duties": (
                duty(state="提出", standing="確認遅れ", turn="secretariat", turn_since=ago(9)),
            )
        },
        [],
        ["review_late"],
    ),
    # What we have to do ourselves: papers to send, to sign, an audit.
    *(
        ({"duties": (duty(kind=kind, standing="事務局遅れ", turn="secretariat", act=act),)}, [], ["review_late"])
        for kind, act in (("contract", "send"), ("contract", "conclude"), ("audit", "audit"))
    ),
    # A session is never late of a group, and an audit only once it found something.
    ({"duties": (duty(kind="session"),)}, [], []),
    ({"duties": (duty(kind="audit"),)}, [], []),
    ({"duties": (duty(kind="audit", state="差戻し", turn_since=ago(2)),)}, ["handin_late", "returned"], []),
    ({"duties": (duty(kind="contract"),)}, ["contract_unsigned"], []),
    ({"duties": (duty(kind="contract"),), "starts_on": ago(30)}, [], []),
    ({"promises": (PromiseFact(1, "資料", "group", ago(1)),)}, ["promise_broken"], []),
    ({"promises": (PromiseFact(1, "資料", "secretariat", ago(1)),)}, [], ["own_promise"]),
    ({"promises": (PromiseFact(1, "資料", "group", TODAY),)}, [], []),
    ({"checkins": (ConditionFact(1, ago(3), "要対応"),)}, ["condition"], []),
    ({"checkins": (ConditionFact(1, ago(3), "順調"),)}, [], []),
    ({"issues": (IssueFact(1, "人手", ago(3), True),)}, ["severe_issue"], []),
    ({"cadence": CadenceFact(True, ago(4), 49)}, ["silence"], ["cadence_missed"]),
    ({"cadence": CadenceFact(False, ago(-4), 20)}, [], []),
    # Absence with notice is about nothing, but ours until it is followed up.
    ({"attending": (session("欠席(連絡あり)"),)}, [], ["followup_undone"]),
    ({"attending": (session("欠席(連絡あり)", act=None),)}, [], []),
    ({"attending": (session("欠席(連絡なし)"),)}, ["absence"], ["followup_undone"]),
    ({"attending": (session("欠席(連絡なし)", act=None),)}, [], []),
    ({"attending": (session("欠席(連絡あり)", late_after=TODAY),)}, [], []),
    ({"attending": (session("欠席(連絡あり)", days=2, late_after=ago(1)),)}, [], ["followup_undone"]),
    ({"attending": (session("未確認"),)}, [], ["attendance_unrecorded"]),
    ({"attending": (session("未確認", days=1),)}, [], []),
    ({"attending": (session("出席(会場)"),)}, [], []),
    ({"spending": SpendingFact(1_000_000, 100_000), "has_vouchers": True}, ["spending"], []),
    ({"spending": SpendingFact(1_000_000, 600_000)}, [], []),
    # Nothing recorded is not little.
    ({"spending": SpendingFact(1_000_000, None)}, [], []),
    ({"spending": SpendingFact(1_000_000, 0), "today": date(2025, 7, 1)}, [], []),
    ({"first_training_on": ago(90), "has_government_gap": False}, ["no_government"], []),
    ({"first_training_on": ago(-1), "has_government_gap": False}, [], []),
    ({"is_first_time": True}, ["first_time"], []),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "terms", "own_terms"), CASES)
def test_a_fact_is_a_term_of_one_axis_or_of_none(
    facts: dict[str, Any], terms: list[str], own_terms: list[str]
) -> None:
    assert keys(**facts) == (terms, own_terms)
    assert figures(**facts).score == sum(term.points for term in figures(**facts).terms)


def test_absences_in_a_row_are_those_without_notice_since_the_group_last_came() -> None:
    def in_a_row(*marks: str) -> bool:
        held = tuple(session(mark, days=90 - at, act=None) for at, mark in enumerate(marks))
        return "absences_in_a_row" in keys(attending=held)[0]

    without, with_notice, came, unknown = "欠席(連絡なし)", "欠席(連絡あり)", "録画視聴", "未確認"
    assert in_a_row(without, without)
    assert in_a_row(without, with_notice, unknown, without)
    assert not in_a_row(without, came, without)
    assert not in_a_row(with_notice, with_notice, with_notice)


def test_money_that_is_late_weighs_more_every_week_of_the_year_and_other_hand_ins_do_not() -> None:
    def points(key: str, days: int) -> int:
        return figures(duties=(duty(key=key, late_after=ago(days)),)).score

    weekly = [points("expense_report", days) for days in range(1, 365, 7)]
    assert weekly == sorted(set(weekly))
    assert points("outcome_report", 100) == points("outcome_report", 300)
    assert all(points("expense_report", days) > points("outcome_report", days) for days in range(1, 365))


def test_an_issue_weighs_more_with_age_and_more_again_while_nothing_was_tried() -> None:
    def points(days: int, *, has_remedy: bool) -> int:
        return figures(issues=(IssueFact(1, "人手", ago(days), has_remedy),)).score

    assert points(60, has_remedy=True) > points(1, has_remedy=True)
    assert points(1, has_remedy=False) > points(1, has_remedy=True)


def test_the_condition_counts_the_newest_most_and_one_that_went_well_again_least() -> None:
    def points(*conditions: str) -> int:
        held = tuple(ConditionFact(at, ago(at * 20 + 1), one) for at, one in enumerate(conditions))
        return figures(checkins=held).score

    falling = [points("要対応", "要対応"), points("要対応"), points("順調", "要対応"), points("順調", "注意")]
    assert falling == sorted(set(falling), reverse=True)
    assert points("順調", "順調", "要対応") == 0
    assert points("注意") < points("要対応")


@pytest.mark.parametrize(
    ("newest", "before", "words"),
    [
        ("要対応", "要対応", "2回続けて要対応（3日前の面談）"),
        ("要対応", "注意", "様子は要対応、その前は注意（3日前の面談）"),
        ("要対応", "順調", "様子は要対応（3日前の面談）"),
        ("注意", "要対応", "様子は注意、その前は要対応（3日前の面談）"),
        ("注意", "注意", "2回続けて注意（3日前の面談）"),
        ("順調", "要対応", "前々回の面談で要対応"),
    ],
)
def test_the_condition_says_each_check_in_that_adds_points(newest: str, before: str, words: str) -> None:
    held = (ConditionFact(1, ago(3), newest), ConditionFact(2, ago(23), before))
    (term,) = figures(checkins=held).terms
    assert say_said(term.reason, TODAY) == words


@given(
    st.lists(st.sampled_from(list(AttendanceMark)), max_size=4),
    st.lists(st.integers(-20, 60), max_size=4),
    st.integers(0, 60),
)
def test_what_we_are_late_with_never_raises_the_figure_of_the_group(
    marks: list[AttendanceMark], promised: list[int], reviewed: int
) -> None:
    facts = replace(
        QUIET,
        attending=tuple(session(mark, days=80 - at, act=None) for at, mark in enumerate(marks)),
    )
    with_ours = replace(
        facts,
        duties=(duty(state="提出", standing="確認遅れ", turn="secretariat", late_after=ago(reviewed)),),
        promises=tuple(PromiseFact(at, "資料", "secretariat", ago(days)) for at, days in enumerate(promised)),
    )
    before, after = figures_of(facts, WEIGHTS), figures_of(with_ours, WEIGHTS)
    assert after.score == before.score
    assert after.own_lateness > before.own_lateness


def seed() -> dict[str, Any]:
    import tomllib

    from kodoku_tui.resources import resource_folder

    return tomllib.loads((resource_folder("db") / "seeds" / "attention.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("value", ["重い", True, float("nan"), float("inf"), -1, None, [1], 10**400])
@pytest.mark.parametrize(("axis", "name"), [("group", "money_late"), ("own", "review_late")])
def test_a_weight_that_is_no_number_is_refused_by_its_name(axis: str, name: str, value: object) -> None:
    written = seed()
    written[axis][name]["rate"] = value
    with pytest.raises(Refused, match="weight_not_a_number") as refused:
        weights_from(written)
    assert refused.value.params["name"] == f"{axis}.{name}.rate"


def test_a_curve_too_steep_to_reckon_with_is_refused() -> None:
    written = seed()
    written["group"]["silence"]["power"] = 900
    with pytest.raises(Refused, match="weight_not_a_number"):
        weights_from(written)


def test_weights_that_are_missing_or_unknown_are_refused() -> None:
    for axis, name in (("group", "silence"), ("own", "own_promise"), ("settings", "unsigned_days")):
        written = seed()
        del written[axis][name]
        with pytest.raises(Refused, match="weight_missing"):
            weights_from(written)
    for axis in ("group", "own", "settings"):
        written = seed()
        written[axis]["気分"] = {"first": 1}
        with pytest.raises(Refused, match="weight_unknown"):
            weights_from(written)
    with pytest.raises(Refused, match="weight_missing"):
        weights_from({"group": 3})
