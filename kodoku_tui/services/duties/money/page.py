"""The money of one group on one page: every cost item, the sums, and what does not fit."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import date

from kodoku_tui.domain.duties.evidence import EvidenceStep, Period, amount_findings, date_findings
from kodoku_tui.domain.duties.money import AuditResult, CostLine, accepted_total, execution_rate
from kodoku_tui.domain.duties.money_entries import EvidenceEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.ending import Ending, ending_of
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.store.queries import row, rows


@dataclass(frozen=True, slots=True)
class CostItem:
    """One cost item of a group; `version` is 0 and `is_recorded` false while nothing is recorded under it."""

    item_id: int
    title: str
    title_en: str
    version: int
    is_recorded: bool
    line: CostLine


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The papers of one purchase with what does not fit about their dates."""

    id: int
    version: int
    item_id: int
    payee: str
    amount: int
    dates: dict[EvidenceStep, date | None]
    note: str
    findings: tuple[Said, ...]
    moment: str = ""


@dataclass(frozen=True, slots=True)
class ReallocationRow:
    """Budget that was moved: amount in yen, recorded when, by whom, why; dates are ISO text."""

    amount: int
    on: str
    by: str
    reason: str
    approved_on: str | None
    source: str
    source_en: str
    target: str
    target_en: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One final audit; `on` is ISO text."""

    id: int
    version: int
    on: str
    by: str
    findings: str
    corrections: str
    result: str


@dataclass(frozen=True, slots=True)
class RepaymentRow:
    """Money that came back (返還), in yen; `on` is ISO text."""

    id: int
    on: str
    amount: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class GroupMoney:
    """The money of one group. `cap`, the sums and all amounts are yen; `limit_percent` None is no limit.

    `budget` is the sum of the budgets (which reallocation keeps), `accepted` the final amount (確定額) as it
    stands, `rate` accepted of budget in percent, rounded down, None without a budget. `findings` are those of
    the whole, each with the title of the item it is about, empty where it is about all of them.
    """

    number: int
    group: str
    cap: int
    limit_percent: int | None
    items: tuple[CostItem, ...]
    evidence: tuple[EvidenceRow, ...]
    reallocations: tuple[ReallocationRow, ...]
    audits: tuple[AuditRow, ...]
    budget: int
    reported: int
    proper: int
    accepted: int
    rate: float | None
    findings: tuple[tuple[CostItem | None, Said], ...]
    # What is dated or written down after the group left or completed closes what it left.
    ending: Ending
    repayments: tuple[RepaymentRow, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether `accepted` stands: an audit passed. Until then it is what is to be expected (確定見込額)."""
        newest = max(self.audits, key=lambda audit: audit.on, default=None)
        return newest is not None and newest.result == AuditResult.PASSED

    def item_of(self, evidence: EvidenceRow) -> CostItem:
        """The cost item that evidence belongs to."""
        return next(item for item in self.items if item.item_id == evidence.item_id)


def money_of(desk: Desk, number: int) -> GroupMoney:
    """Everything about the money of a group, also of one that is no longer accompanied."""
    with desk.reading() as connection:
        group = group_of(desk, number)
        programme = desk.programme
        period = Period(_contract_on(connection, group["id"]), date.fromisoformat(programme["work_ends_on"]))
        items = cost_items(desk, group["id"])
        found = rows(connection, "duties/group_evidence", group_id=group["id"])
        evidence = tuple(_evidence_row(each, period) for each in found)
        moved = rows(connection, "duties/group_reallocations", group_id=group["id"])
        audits = connection.execute(
            "SELECT * FROM final_audit WHERE group_id = ? ORDER BY held_on", (group["id"],)
        )
        lines = [item.line for item in items]
        budget = sum(line.budget_now for line in lines)
        accepted = accepted_total(lines, programme["cap_yen"])
        return GroupMoney(
            number=number,
            group=group["name"],
            cap=programme["cap_yen"],
            limit_percent=programme["reallocation_limit_percent"],
            items=items,
            evidence=evidence,
            reallocations=tuple(ReallocationRow(**each) for each in moved),
            audits=tuple(_audit_row(audit) for audit in audits),
            budget=budget,
            reported=sum(line.reported or 0 for line in lines),
            proper=sum(line.proper or 0 for line in lines),
            accepted=accepted,
            rate=execution_rate(accepted, budget),
            findings=_findings(items, evidence, period),
            repayments=tuple(
                RepaymentRow(one["id"], one["repaid_on"], one["amount_yen"], one["recorded_by"], one["note"])
                for one in connection.execute(
                    "SELECT * FROM repayment WHERE group_id = ? AND is_hidden = 0 ORDER BY repaid_on, moment, uid",
                    (group["id"],),
                )
            ),
            ending=ending_of(desk, group),
        )


def cost_items(desk: Desk, group_id: int | None) -> tuple[CostItem, ...]:
    """Every cost item of the programme with what is recorded under it for a group, with nothing for None."""
    found = rows(desk.connection, "duties/expenses", programme_id=desk.programme["id"], group_id=group_id)
    return tuple(_cost_item(each) for each in found)


def cost_item_named(items: tuple[CostItem, ...], text: str, *, field: str) -> CostItem:
    """The item that `text` means: its title in either language, or a part that only one title has.

    Raises `Refused` (`error.no_such_cost_item`) naming the items to choose from.
    """
    wanted = _folded(text)
    titles = {item: (_folded(item.title), _folded(item.title_en)) for item in items}
    exact = [item for item, names in titles.items() if wanted in names]
    partly = [item for item, names in titles.items() if any(wanted in name for name in names)]
    found = exact or (partly if wanted else [])
    if len(found) != 1:
        choices = "・".join(item.title for item in found or items)
        raise Refused("error.no_such_cost_item", field=field, value=text, choices=choices)
    return found[0]


def evidence_entry_of(desk: Desk, number: int, evidence_id: int) -> EvidenceEntry:
    """Evidence of a group as it was handed in; raises `Refused` when the group has none of that number."""
    money = money_of(desk, number)
    for evidence in money.evidence:
        if evidence.id == evidence_id:
            return EvidenceEntry(
                item=money.item_of(evidence).title,
                payee=evidence.payee,
                amount=evidence.amount,
                dates=evidence.dates,
                note=evidence.note,
            )
    raise Refused("error.no_such_evidence", field="evidence", number=evidence_id, group_no=number)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _contract_on(connection: sqlite3.Connection, group_id: int) -> date | None:
    found = row(connection, "duties/contract_day", group_id=group_id)
    return None if found is None else date.fromisoformat(found["state_on"])


def _cost_item(found: sqlite3.Row) -> CostItem:
    return CostItem(
        item_id=found["item_id"],
        title=found["title"],
        title_en=found["title_en"],
        version=found["version"],
        is_recorded=found["cost_id"] is not None,
        line=CostLine(
            budget=found["budget"],
            received=found["received"],
            given=found["given"],
            given_unapproved=found["given_unapproved"],
            reported=found["reported"],
            proper=found["proper"],
        ),
    )


def _evidence_row(found: sqlite3.Row, period: Period) -> EvidenceRow:
    dates = {step: _day(found[f"{step.name.lower()}_on"]) for step in EvidenceStep}
    return EvidenceRow(
        id=found["id"],
        version=found["version"],
        item_id=found["item_id"],
        payee=found["payee"],
        amount=found["amount_yen"],
        dates=dates,
        note=found["note"],
        findings=tuple(date_findings(dates, period)),
        moment=found["moment"],
    )


def _audit_row(found: sqlite3.Row) -> AuditRow:
    return AuditRow(
        id=found["id"],
        version=found["version"],
        on=found["held_on"],
        by=found["held_by"],
        findings=found["findings"],
        corrections=found["corrections"],
        result=found["result"],
    )


def _findings(
    items: tuple[CostItem, ...], evidence: tuple[EvidenceRow, ...], period: Period
) -> tuple[tuple[CostItem | None, Said], ...]:
    found: list[tuple[CostItem | None, Said]] = []
    if evidence and period.contract_on is None:
        found.append((None, Said("finding.no_contract")))
    for item in items:
        own = [each for each in evidence if each.item_id == item.item_id]
        found += [(item, finding) for finding in amount_findings(item.line, [each.amount for each in own])]
        found += [(item, finding) for each in own for finding in each.findings]
    return tuple(found)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
