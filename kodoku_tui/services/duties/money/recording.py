"""Recording the money of a group: budget, actuals, reallocations, evidence, and the final audit (確定検査).

A group that withdrew before it had a contract has no money to settle; one that left later or is complete still has.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from kodoku_tui.domain.duties.milestones import MilestoneKind, MilestoneState, shown_state
from kodoku_tui.domain.duties.money import AuditResult, CostLine, check_budget, check_reallocation
from kodoku_tui.domain.duties.money_entries import AuditEntry, EvidenceEntry, ExpenseChange, ReallocationEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.money.audits import follow_audit
from kodoku_tui.services.duties.money.page import (
    CostItem,
    cost_item_named,
    cost_items,
    evidence_entry_of,
)
from kodoku_tui.services.duties.money.passing import AuditDoubted, audit_doubts
from kodoku_tui.services.register.finding import (
    active_group_of,
    check_after_contract,
    closing,
    group_of,
    said_after_ending,
)
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit


def group_with_money(desk: Desk, number: int) -> sqlite3.Row:
    """The group with this number; raises `Refused` for one that does not exist, or withdrew before it had a contract.

    Whoever had one settles, and returns what was too much, also after it left.
    """
    group = group_of(desk, number)
    has_nothing = group["status"] == GroupStatus.WITHDRAWN and not rows(
        desk.connection, "duties/contract_of", group_id=group["id"]
    )
    return active_group_of(desk, number) if has_nothing else group


def set_expense(
    desk: Desk, number: int, item: str, change: ExpenseChange, *, version: int | None = None
) -> Outcome:
    """Set the budget, the reported actual and the proper amount of one cost item, in one unit.

    `version` is that of the item as the person saw it, 0 while nothing was recorded under it. Raises
    `Refused` when nothing is given, for budgets that together pass the cap, for a budget below what was moved
    out of it already; `StaleVersion` when somebody else changed the item first.
    """
    group = group_with_money(desk, number)
    values = change.values()
    if not values:
        raise Refused("error.nothing_to_change")
    named = cost_item_named(cost_items(desk, group["id"]), item, field="item")
    with desk.writing("unit.set_expense", **_about(group, named), **closing(group, desk.today)) as unit:
        write_expense(desk, unit, group["id"], named, values, version)
    saved = Said("saved.expense", title=named.title, title_en=named.title_en)
    return Outcome.of(unit, saved, followed=said_after_ending(group))


def write_expense(
    desk: Desk,
    unit: Unit,
    group_id: int,
    item: CostItem,
    values: dict[str, int | None],
    version: int | None = None,
) -> None:
    """Write amounts of one cost item within an act; raises `Refused` as `set_expense`."""
    if "budget_yen" in values:
        _check_budget(desk, group_id, item, values["budget_yen"] or 0)
    _write_cost(unit, group_id, item, values, version)


def reallocate(desk: Desk, number: int, entry: ReallocationEntry) -> Outcome:
    """Move part of the budget of one cost item to another; earlier moves stay readable.

    Raises `Refused` without a reason, for a day before the contract, for one and the same item, for more than is
    there or than the cap, and without approval for more than the programme's limit.
    """
    group = group_with_money(desk, number)
    entry.check(desk.today)
    check_after_contract(desk, group["id"], entry.on)
    items = cost_items(desk, group["id"])
    source = cost_item_named(items, entry.source, field="source")
    target = cost_item_named(items, entry.target, field="target")
    if source.item_id == target.item_id:
        raise Refused("error.same_cost_item", field="target")
    with desk.writing(
        "unit.reallocate",
        number=number,
        name=group["name"],
        source=source.title,
        target=target.title,
        amount=f"{entry.amount:,}",
        **closing(group, entry.on),
    ) as unit:
        programme = desk.programme
        # Read again: only inside the unit nobody else can spend what is moved here.
        check_reallocation(
            _line_of(desk, group["id"], source),
            entry.amount,
            cap=programme["cap_yen"],
            limit_percent=programme["reallocation_limit_percent"],
            is_approved=entry.approved_on is not None,
        )
        row_id = unit.insert(
            "reallocation",
            from_cost_id=_cost_id(unit, group["id"], source),
            to_cost_id=_cost_id(unit, group["id"], target),
            amount_yen=entry.amount,
            recorded_on=entry.on.isoformat(),
            recorded_by=desk.staff,
            reason=entry.reason,
            approved_on=entry.approved_on.isoformat() if entry.approved_on else None,
        )
    saved = Said("saved.reallocation", source=source.title, target=target.title, amount=entry.amount)
    return Outcome.of(unit, saved, row_id=row_id, followed=said_after_ending(group))


def add_evidence(desk: Desk, number: int, entry: EvidenceEntry) -> Outcome:
    """Record the papers of one purchase; what does not fit is a finding, no refusal."""
    group = group_with_money(desk, number)
    entry.check()
    item = cost_item_named(cost_items(desk, group["id"]), entry.item, field="item")
    about = _about(group, item) | closing(group, desk.today)
    with desk.writing("unit.add_evidence", payee=entry.payee, **about) as unit:
        row_id = unit.insert("evidence", cost_id=_cost_id(unit, group["id"], item), **entry.values())
    saved = Said("saved.evidence", payee=entry.payee, amount=entry.amount)
    return Outcome.of(unit, saved, row_id=row_id, followed=said_after_ending(group))


def change_evidence(
    desk: Desk, number: int, evidence_id: int, entry: EvidenceEntry, *, version: int | None = None
) -> Outcome:
    """Correct or complete the papers of one purchase: an invoice comes weeks after the order.

    Raises `Refused` for evidence that this group does not have, `StaleVersion` when somebody changed it first.
    """
    group = group_with_money(desk, number)
    entry.check()
    evidence_entry_of(desk, number, evidence_id)
    item = cost_item_named(cost_items(desk, group["id"]), entry.item, field="item")
    about = _about(group, item) | closing(group, desk.today)
    with desk.writing("unit.change_evidence", payee=entry.payee, **about) as unit:
        values = {"cost_id": _cost_id(unit, group["id"], item)} | entry.values()
        unit.update("evidence", evidence_id, values, version=version)
    saved = Said("saved.evidence", payee=entry.payee, amount=entry.amount)
    return Outcome.of(unit, saved, row_id=evidence_id, followed=said_after_ending(group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Outcome):
    """A final audit, with the state that its milestone has come to; None where that stays."""

    state: MilestoneState | None


def record_audit(
    desk: Desk,
    number: int,
    entry: AuditEntry,
    *,
    version: int | None = None,
    moves_milestone: bool = True,
    insists: bool = False,
) -> Audited:
    """Record how a final audit (確定検査) ended; the record of the same day is corrected.

    In the same unit the milestone of the audit follows the newest record (`domain.audits`): accepted when it
    passed, else returned with what is to be corrected; `moves_milestone` False leaves it. Raises `Refused` for a date
    in the future or before the contract, for one that passes over what is left to check (`AuditDoubted`) unless
    the person `insists`, `StaleVersion` when somebody changed that day's record first.
    """
    group = group_with_money(desk, number)
    entry.check(desk.today)
    check_after_contract(desk, group["id"], entry.on)
    if entry.result is AuditResult.PASSED and not insists and (doubts := audit_doubts(desk, number)):
        raise AuditDoubted(doubts, field="result")
    on = entry.on.isoformat()
    about = {"number": number, "name": group["name"], "date": on, "status": entry.result.value}
    with desk.writing("unit.record_audit", **about, **closing(group, entry.on)) as unit:
        standing = unit.connection.execute(
            "SELECT id FROM final_audit WHERE group_id = ? AND held_on = ?", (group["id"], on)
        ).fetchone()
        if standing is None:
            unit.insert("final_audit", group_id=group["id"], held_on=on, held_by=desk.staff, **entry.values())
        else:
            unit.update("final_audit", standing["id"], entry.values(), version=version)
        state = follow_audit(desk, unit, group, entry) if moves_milestone else None
    saved = Said("saved.audit", group=f"{number} {group['name']}", result=entry.result)
    followed = (
        ()
        if state is None
        else (Said("audit.milestone_moved", state=shown_state(state, MilestoneKind.AUDIT)),)
    )
    return Audited.of(unit, saved, followed=(*followed, *said_after_ending(group)), state=state)


def _about(group: sqlite3.Row, item: CostItem) -> dict[str, object]:
    return {
        "number": group["number"],
        "name": group["name"],
        "title": item.title,
        "title_en": item.title_en,
    }


def _line_of(desk: Desk, group_id: int, item: CostItem) -> CostLine:
    return next(now.line for now in cost_items(desk, group_id) if now.item_id == item.item_id)


def _check_budget(desk: Desk, group_id: int, item: CostItem, budget: int) -> None:
    items = cost_items(desk, group_id)
    lines = [replace(now.line, budget=budget) if now.item_id == item.item_id else now.line for now in items]
    check_budget(lines, cap=desk.programme["cap_yen"], field="budget")


def _standing_cost(unit: Unit, group_id: int, item: CostItem) -> int | None:
    found = unit.connection.execute(
        "SELECT id FROM group_cost WHERE group_id = ? AND cost_item_id = ?", (group_id, item.item_id)
    ).fetchone()
    return None if found is None else int(found["id"])


def _cost_id(unit: Unit, group_id: int, item: CostItem) -> int:
    standing = _standing_cost(unit, group_id, item)
    if standing is not None:
        return standing
    return unit.insert("group_cost", group_id=group_id, cost_item_id=item.item_id)


def _write_cost(
    unit: Unit, group_id: int, item: CostItem, values: dict[str, int | None], version: int | None
) -> None:
    standing = _standing_cost(unit, group_id, item)
    if standing is not None:
        unit.update("group_cost", standing, values, version=version)
    elif version:
        raise Refused("error.row_gone")
    else:
        unit.insert("group_cost", group_id=group_id, cost_item_id=item.item_id, **values)
