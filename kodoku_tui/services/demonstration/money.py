"""The money of the invented year: budgets, what was moved, what was spent, its papers, and the final audits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from kodoku_tui.domain.duties.evidence import EvidenceStep
from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.domain.duties.money import AuditResult
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange, ReallocationEntry
from kodoku_tui.services.demonstration.cast import Cast, Member, material
from kodoku_tui.services.demonstration.papers import beside
from kodoku_tui.services.demonstration.story import Story, days, open_day, open_days_after
from kodoku_tui.services.duties.money.recording import add_evidence, reallocate, record_audit, set_expense

_SMALLEST, _LARGEST, _STEP = 800_000, 2_000_000, 50_000
_THOUSAND = 1_000
# Groups that told at the midterm what they had spent, and of how many of them it has been looked at.
_HALFWAY_GROUPS, _LOOKED_AT = 14, 6
_HALFWAY = (11, 10)
_WITH_EVIDENCE = 10
_DISALLOWED_SHARE = 0.25

Budget = dict[str, int]


def tell_money(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """The money of every group, from the budget in its contract to the amount that is settled."""
    told = beside(story, "money")
    budgets = {member.number: _budget(told) for member in cast.members}
    lasting = [member for member in cast.members if member.ends_on > date(plan["fiscal_year"], 12, 1)]
    for member in cast.members:
        _tell_budget(told, member, budgets[member.number])
    moved = told.random.sample(lasting, len(material("money")["reallocation"]))
    for member, reallocation in zip(moved, material("money")["reallocation"], strict=True):
        _tell_reallocation(told, member, budgets[member.number], reallocation, plan["fiscal_year"])
    halfway = told.random.sample([one for one in lasting if one not in moved], _HALFWAY_GROUPS)
    for position, member in enumerate(halfway):
        _tell_halfway(told, member, budgets[member.number], plan, looked_at=position < _LOOKED_AT)
    for position, member in enumerate(halfway[:_WITH_EVIDENCE]):
        _tell_evidence(told, member, budgets[member.number], position)
    for member in lasting:
        _tell_settlement(told, member, budgets[member.number])
        _tell_audit(told, member)


def _budget(story: Story) -> Budget:
    """A budget in whole thousands within the cap."""
    whole = story.random.randrange(_SMALLEST, _LARGEST + 1, _STEP)
    shares = story.random.choice(material("money")["profile"])["shares"]
    return {item: whole * share // 100 // _THOUSAND * _THOUSAND for item, share in shares.items()}


def _set(story: Story, member: Member, on: date, changes: Mapping[str, ExpenseChange]) -> None:
    """Record several cost items one after the other."""
    moment = None
    for item, change in changes.items():
        record = partial(set_expense, number=member.number, item=item, change=change)
        moment = story.tell(on, member.main, record, after=moment)


def _tell_budget(story: Story, member: Member, budget: Budget) -> None:
    on = open_days_after(member.contract_on, 1)
    if on < member.ends_on:
        _set(story, member, on, {item: ExpenseChange(budget=amount) for item, amount in budget.items()})


def _tell_reallocation(
    story: Story, member: Member, budget: Budget, told: Mapping[str, Any], year: int
) -> None:
    source, *_, target = budget
    on = open_day(date(year, told["month"], told["day"]))
    entry = ReallocationEntry(
        source=source,
        target=target,
        amount=budget[source] * told["percent"] // 100,
        reason=told["reason"],
        on=on,
        approved_on=on if told["approved"] else None,
    )
    story.tell(on, member.main, partial(reallocate, number=member.number, entry=entry))


def _tell_halfway(
    story: Story, member: Member, budget: Budget, plan: Mapping[str, Any], *, looked_at: bool
) -> None:
    on = open_days_after(date(plan["fiscal_year"], *_HALFWAY), story.random.randint(0, 6))
    spent = {item: int(amount * story.random.uniform(0.25, 0.6)) for item, amount in budget.items()}
    _set(story, member, on, {item: ExpenseChange(reported=amount) for item, amount in spent.items()})
    if looked_at:
        _set(
            story,
            member,
            open_days_after(on, 8),
            {item: ExpenseChange(proper=amount) for item, amount in list(spent.items())[:2]},
        )


def _tell_evidence(story: Story, member: Member, budget: Budget, position: int) -> None:
    papers = material("money")["evidence"]
    items = list(budget)
    for paper in (papers[position % len(papers)], papers[(position + 1) % len(papers)]):
        dates = {
            step: None if after < 0 else member.contract_on + days(after)
            for step, after in zip(EvidenceStep, paper["after"], strict=True)
        }
        entry = EvidenceEntry(
            item=items[paper["item"]],
            payee=paper["payee"],
            amount=paper["amount"],
            dates=dates,
            note=paper["note"],
        )
        known_on = open_days_after(max(day for day in dates.values() if day is not None), 3)
        story.tell(known_on, member.main, partial(add_evidence, number=member.number, entry=entry))


def _tell_settlement(story: Story, member: Member, budget: Budget) -> None:
    """With its accepted expense report a group's amounts are settled: what was reported, what of it is proper."""
    accepted_on = _day_of(member, "expense_report", Move.ACCEPT)
    if accepted_on is None:
        return
    changes = {}
    for item, amount in budget.items():
        reported = int(amount * story.random.uniform(0.86, 1.03))
        proper = reported - (story.random.randrange(500, 9_000, 10) if story.chance(_DISALLOWED_SHARE) else 0)
        changes[item] = ExpenseChange(reported=reported, proper=max(0, proper))
    _set(story, member, accepted_on, changes)


def _tell_audit(story: Story, member: Member) -> None:
    """The audits as their milestone was moved: 条件付適 where it came back, 適 in the end."""
    words = material("money")["audit"]
    for move, on, comment in member.steps.get("final_audit", ()):
        if move is Move.RETURN:
            entry = AuditEntry(
                on=on, result=AuditResult.CONDITIONAL, findings=words["findings"], corrections=comment
            )
        elif move is Move.ACCEPT:
            entry = AuditEntry(on=on, result=AuditResult.PASSED, findings=words["passed"])
        else:
            continue
        # The milestone is moved by the steps that the story tells.
        record = partial(record_audit, number=member.number, entry=entry, moves_milestone=False, insists=True)
        story.tell(on, member.main, record)


def _day_of(member: Member, key: str, wanted: Move) -> date | None:
    return next((on for move, on, _ in member.steps.get(key, ()) if move is wanted), None)
