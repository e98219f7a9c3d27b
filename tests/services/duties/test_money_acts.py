"""What staff record of a group's money, and what its page then says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money import AuditResult, CostLine
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange, ReallocationEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.locale.phrases import say_refused, say_with
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.history import undo, unit_to_undo
from kodoku_tui.services.duties.milestones import move_milestone
from kodoku_tui.services.duties.money.page import CostItem, money_of
from kodoku_tui.services.duties.money.recording import (
    add_evidence,
    change_evidence,
    reallocate,
    record_audit,
    set_expense,
)
from kodoku_tui.services.endings.endings import end_group
from kodoku_tui.store.connection import open_file
from kodoku_tui.store.migrations import migrate
from kodoku_tui.store.unit import StaleVersion
from tests.desks import MONDAY_IN_DECEMBER, data_of, desk_on_copy

HONORARIA, TRAVEL = "謝金", "旅費"


def item(desk: Desk, title: str, number: int = 12) -> CostItem:
    return next(item for item in money_of(desk, number).items if item.title == title)


def budget(desk: Desk, title: str, amount: int, number: int = 12) -> None:
    set_expense(desk, number, title, ExpenseChange(budget=amount))


def moving(amount: int, *, approved_on: date | None = None, reason: str = "講師の変更") -> ReallocationEntry:
    return ReallocationEntry(
        source=TRAVEL,
        target=HONORARIA,
        amount=amount,
        reason=reason,
        on=MONDAY_IN_DECEMBER,
        approved_on=approved_on,
    )


def paper(**given: object) -> EvidenceEntry:
    return EvidenceEntry(**{"item": HONORARIA, "payee": "講師", "amount": 30_000} | given)  # type: ignore[arg-type]


def refused(desk: Desk, act: Callable[[], object]) -> tuple[str, str | None]:
    """The key and field of the refusal; nothing has changed, and it can be said."""
    before = data_of(desk.connection)
    with pytest.raises(Refused) as found:
        act()
    assert data_of(desk.connection) == before
    assert say_refused(found.value)
    return found.value.key, found.value.field


@pytest.fixture(scope="module")
def money_desk(invented_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_on_copy(invented_file, tmp_path_factory.mktemp("money")) as desk:
        yield desk


def test_a_page_says_what_was_recorded_and_what_is_accepted_of_it(desk: Desk) -> None:
    set_expense(desk, 12, HONORARIA, ExpenseChange(budget=300_000, reported=290_000, proper=280_000))
    set_expense(desk, 12, TRAVEL, ExpenseChange(budget=100_000, proper=150_000))
    money = money_of(desk, 12)
    assert (money.cap, money.budget, money.accepted, money.rate) == (2_000_000, 400_000, 380_000, 95.0)
    assert (money.reported, money.proper) == (290_000, 430_000)
    assert [one.title for one in money.items if one.is_recorded] == [HONORARIA, TRAVEL]
    assert money_of(desk, 13).rate is None
    set_expense(desk, 12, HONORARIA, ExpenseChange(proper=None))
    assert item(desk, HONORARIA).line == CostLine(300_000, reported=290_000)
    undo(desk)
    assert item(desk, HONORARIA).line.proper == 280_000


def test_budgets_over_the_cap_are_refused_at_the_field_and_others_groups_do_not_count(desk: Desk) -> None:
    budget(desk, HONORARIA, 2_000_000, number=13)
    budget(desk, TRAVEL, 500_000)
    assert refused(desk, lambda: budget(desk, HONORARIA, 1_500_001)) == ("error.over_cap", "budget")
    budget(desk, HONORARIA, 1_500_000)
    budget(desk, HONORARIA, 1_400_000)
    assert refused(desk, lambda: set_expense(desk, 12, HONORARIA, ExpenseChange())) == (
        "error.nothing_to_change",
        None,
    )


@pytest.mark.parametrize("amount", [-1, "▲5", "1.5", "多め"])
def test_an_amount_that_is_no_whole_yen_never_reaches_the_file(amount: object) -> None:
    with pytest.raises(Refused) as found:
        ExpenseChange(proper=amount)  # type: ignore[arg-type]
    assert found.value.field == "proper"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("会場費", "会場費(借料)"),
        ("会場費（借料）", "会場費(借料)"),
        ("借料", "会場費(借料)"),
        ("travel", TRAVEL),
    ],
)
def test_an_item_is_known_by_a_part_of_its_name(desk: Desk, text: str, title: str) -> None:
    budget(desk, text, 1)
    assert item(desk, title).line.budget == 1


def test_a_name_that_several_items_or_none_have_is_refused_with_the_choices(desk: Desk) -> None:
    for text in ("費", "交際費", " "):
        assert refused(desk, lambda text=text: budget(desk, text, 1)) == ("error.no_such_cost_item", "item")  # type: ignore[misc]


def test_a_reallocation_moves_budget_within_the_limit_and_stays_readable(desk: Desk) -> None:
    budget(desk, TRAVEL, 300_000)
    reallocate(desk, 12, moving(50_000))
    assert item(desk, TRAVEL).line.budget_now == 250_000
    assert item(desk, HONORARIA).line.budget_now == 50_000
    assert money_of(desk, 12).budget == 300_000
    assert refused(desk, lambda: reallocate(desk, 12, moving(10_001))) == (
        "error.over_reallocation_limit",
        "amount",
    )
    reallocate(desk, 12, moving(200_000, approved_on=MONDAY_IN_DECEMBER))
    assert refused(desk, lambda: reallocate(desk, 12, moving(50_001))) == ("error.not_that_much", "amount")
    assert [moved.amount for moved in money_of(desk, 12).reallocations] == [50_000, 200_000]
    assert refused(desk, lambda: budget(desk, TRAVEL, 249_999)) == ("error.budget_moved_already", "budget")


def test_a_programme_without_a_limit_asks_for_no_approval(desk: Desk) -> None:
    budget(desk, TRAVEL, 300_000)
    desk.connection.execute("UPDATE programme SET reallocation_limit_percent = NULL")
    reallocate(desk, 12, moving(300_000))
    assert item(desk, TRAVEL).line.budget_now == 0


def test_a_reallocation_needs_a_reason_another_item_and_a_day_that_has_come(desk: Desk) -> None:
    budget(desk, TRAVEL, 300_000)
    entry = moving(1)
    for changed, expected in (
        ({"reason": " "}, ("error.reason_empty", "reason")),
        ({"target": TRAVEL}, ("error.same_cost_item", "target")),
        ({"on": date(2025, 12, 16)}, ("error.date_in_future", "on")),
        ({"amount": 0}, ("error.amount_zero", "amount")),
        ({"amount": 2_000_001}, ("error.amount_over_cap", "amount")),
    ):
        wrong = ReallocationEntry(**entry.model_dump() | changed)
        assert refused(desk, lambda wrong=wrong: reallocate(desk, 12, wrong)) == expected  # type: ignore[misc]


def test_nothing_about_money_is_dated_before_the_contract(desk: Desk) -> None:
    budget(desk, TRAVEL, 300_000)
    for move, day in ((Move.SUBMIT, 20), (Move.ACCEPT, 25)):
        move_milestone(desk, 12, "contract", move, on=date(2025, 6, day))
    early = date(2025, 6, 24)
    moved = ReallocationEntry(**moving(1).model_dump() | {"on": early})
    audit = AuditEntry(on=early, result=AuditResult.PASSED)
    for act in (lambda: reallocate(desk, 12, moved), lambda: record_audit(desk, 12, audit)):
        assert refused(desk, act) == ("error.before_contract", "on")


def test_taking_back_an_act_never_leaves_less_than_nothing_or_more_than_the_cap(desk: Desk) -> None:
    budget(desk, HONORARIA, 1)
    budget(desk, TRAVEL, 10_000)
    budget(desk, TRAVEL, 300_000)
    raised = unit_to_undo(desk).id
    reallocate(desk, 12, moving(50_000))
    assert refused(desk, lambda: undo(desk, raised))[0] == "error.later_changes"
    moved = unit_to_undo(desk).id
    back = ReallocationEntry(
        source=HONORARIA, target=TRAVEL, amount=20_000, reason="戻す", on=MONDAY_IN_DECEMBER
    )
    reallocate(desk, 12, back)
    assert refused(desk, lambda: undo(desk, moved))[0] == "error.later_changes"
    undo(desk)
    undo(desk)
    assert item(desk, HONORARIA).line == CostLine(1)

    budget(desk, HONORARIA, 1_700_000)
    budget(desk, HONORARIA, 0)
    lowered = unit_to_undo(desk).id
    budget(desk, "人件費", 1_000_000)
    assert refused(desk, lambda: undo(desk, lowered))[0] == "error.later_changes"


def test_whoever_saw_an_older_amount_is_refused_and_nothing_is_overwritten(desk: Desk) -> None:
    budget(desk, HONORARIA, 100)
    seen = item(desk, HONORARIA).version
    budget(desk, HONORARIA, 200)
    for version in (seen, 0):
        with pytest.raises(StaleVersion):
            set_expense(desk, 12, HONORARIA, ExpenseChange(budget=300), version=version)
    assert item(desk, HONORARIA).line.budget == 200
    number = add_evidence(desk, 12, paper()).row_id
    change_evidence(desk, 12, number, paper(amount=40_000), version=1)
    with pytest.raises(StaleVersion):
        change_evidence(desk, 12, number, paper(amount=50_000), version=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from((HONORARIA, TRAVEL)), st.integers(0, 1_000_000), st.integers(0, 1_200_000)),
        max_size=5,
    ),
    moves=st.lists(st.tuples(st.booleans(), st.integers(1, 300_000)), max_size=3),
    order=st.permutations((HONORARIA, TRAVEL)),
)
def test_the_same_facts_give_the_same_final_amount_in_whatever_order_they_are_recorded(
    money_desk: Desk,
    acts: list[tuple[str, int, int]],
    moves: list[tuple[bool, int]],
    order: list[str],
) -> None:
    desk = money_desk
    # The desk serves every example: whatever one that broke off has left would be a fault of the next.
    while unit_to_undo(desk).what_key in ("unit.set_expense", "unit.reallocate"):
        undo(desk)
    assert money_of(desk, 12).budget == money_of(desk, 12).accepted == 0
    # The last word on each item counts; the order in which the items, their amounts and the moves come does not.
    amounts = {title: (planned, proper) for title, planned, proper in acts}
    desk.connection.execute("UPDATE programme SET reallocation_limit_percent = NULL")
    for title in (HONORARIA, TRAVEL):
        budget(desk, title, amounts.get(title, (0, 0))[0])
    possible = []
    for forth, amount in moves:
        entry = ReallocationEntry(
            source=TRAVEL if forth else HONORARIA,
            target=HONORARIA if forth else TRAVEL,
            amount=amount,
            reason="変更",
            on=MONDAY_IN_DECEMBER,
        )
        with suppress(Refused):
            reallocate(desk, 12, entry)
            possible.append((entry.source, amount))
    totals = set()
    for titles in (order, order[::-1]):
        for title in (title for title in titles if title in amounts):
            set_expense(desk, 12, title, ExpenseChange(proper=None))
            set_expense(desk, 12, title, ExpenseChange(proper=amounts[title][1]))
        money = money_of(desk, 12)
        totals.add((money.budget, money.accepted, money.rate))
    given = Counter[str]()
    for source, amount in possible:
        given[source] += amount
        given[HONORARIA if source == TRAVEL else TRAVEL] -= amount
    accepted = sum(min(planned - given[title], proper) for title, (planned, proper) in amounts.items())
    planned_in_all = sum(planned for planned, _ in amounts.values())
    ((found_budget, found, rate),) = totals
    assert (found_budget, found) == (planned_in_all, min(2_000_000, accepted))
    assert (rate is None) == (planned_in_all == 0)
    assert rate is None or (rate == 100) == (found == planned_in_all)


def test_a_group_that_withdrew_has_no_money_to_settle_but_one_that_ended_has(desk: Desk) -> None:
    end_group(
        desk, 12, GroupStatus.COMPLETED, on=MONDAY_IN_DECEMBER, reason="報告会を待たず完了", leaves_open=True
    )
    budget(desk, HONORARIA, 100)
    end_group(desk, 13, GroupStatus.WITHDRAWN, on=MONDAY_IN_DECEMBER, reason="辞退届")
    for act in (
        lambda: budget(desk, HONORARIA, 100, number=13),
        lambda: reallocate(desk, 13, moving(1)),
        lambda: add_evidence(desk, 13, paper()),
        lambda: record_audit(
            desk, 13, AuditEntry(on=MONDAY_IN_DECEMBER, result=AuditResult.PASSED), insists=True
        ),
    ):
        assert refused(desk, act) == ("error.group_not_active", "group_no")
    assert money_of(desk, 13).budget == 0


def test_evidence_is_recorded_as_it_is_and_what_does_not_fit_is_said(desk: Desk) -> None:
    move_milestone(desk, 12, "contract", Move.SUBMIT, on=date(2025, 7, 1))
    dates = {EvidenceStep.ORDER: date(2025, 6, 20), EvidenceStep.DELIVERY: date(2025, 6, 19)}
    number = add_evidence(desk, 12, paper(dates=dates)).row_id
    keys = [finding.key for _, finding in money_of(desk, 12).findings]
    assert keys == ["finding.no_contract", "finding.out_of_order"]
    move_milestone(desk, 12, "contract", Move.ACCEPT, on=date(2025, 7, 1))
    said = [say_with(finding.key, finding.params) for _, finding in money_of(desk, 12).findings]
    assert said == [
        "発注（2025/6/20）が納品（2025/6/19）より後の日付です。",
        "発注（2025/6/20）が契約日（2025/7/1）より前です。",
        "納品（2025/6/19）が契約日（2025/7/1）より前です。",
    ]
    change_evidence(desk, 12, number, paper(dates={EvidenceStep.PAYMENT: date(2025, 9, 1)}))
    assert money_of(desk, 12).findings == ()
    assert money_of(desk, 12).evidence[0].dates[EvidenceStep.ORDER] is None
    assert refused(desk, lambda: change_evidence(desk, 13, number, paper())) == (
        "error.no_such_evidence",
        "evidence",
    )
    assert refused(desk, lambda: add_evidence(desk, 12, paper(payee=" "))) == ("error.payee_empty", "payee")


def test_an_audit_of_the_same_day_is_corrected_and_one_of_another_day_stands_beside_it(desk: Desk) -> None:
    day = date(2025, 12, 10)
    record_audit(desk, 12, AuditEntry(on=day, result=AuditResult.CONDITIONAL, findings="領収書の不足"))
    record_audit(
        desk,
        12,
        AuditEntry(on=day, result=AuditResult.PASSED, corrections="再提出済み"),
        version=1,
        insists=True,
    )
    record_audit(desk, 12, AuditEntry(on=MONDAY_IN_DECEMBER, result=AuditResult.PASSED), insists=True)
    first, second = money_of(desk, 12).audits
    assert (first.result, first.findings, first.corrections) == ("適", "領収書の不足", "再提出済み")
    assert (second.on, second.result) == ("2025-12-15", "適")
    future = AuditEntry(on=date(2025, 12, 16), result=AuditResult.PASSED)
    assert refused(desk, lambda: record_audit(desk, 12, future)) == ("error.date_in_future", "on")
    with pytest.raises(StaleVersion):
        record_audit(desk, 12, AuditEntry(on=day, result=AuditResult.FAILED), version=0)


def test_a_year_begun_before_there_was_money_has_the_usual_items(
    new_desk: Desk, new_file: Path, tmp_path: Path
) -> None:
    import sqlite3

    path = tmp_path / "earlier.kodoku"
    earlier = sqlite3.connect(path, isolation_level=None)
    earlier.row_factory = sqlite3.Row
    (application,) = new_desk.connection.execute("PRAGMA application_id").fetchone()
    earlier.execute(f"PRAGMA application_id = {application}")
    earlier.execute("PRAGMA journal_mode = WAL")
    migrate(earlier, stop_before="0002_money")
    earlier.execute(
        "INSERT INTO programme (fiscal_year, name, name_en, starts_on, work_ends_on, cap_yen)"
        " VALUES (2025, 'a', 'a', '2025-06-01', '2026-02-10', 2000000)"
    )
    earlier.close()
    upgraded = open_file(path, today=lambda: MONDAY_IN_DECEMBER)
    query = "SELECT position, title, title_en FROM cost_item ORDER BY position"
    limit = "SELECT reallocation_limit_percent FROM programme"
    for text in (query, limit):
        assert [tuple(row) for row in upgraded.execute(text)] == [
            tuple(row) for row in new_desk.connection.execute(text)
        ]
    upgraded.close()
