"""The money of a group: budget, actuals, reallocations, evidence, the final audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kodoku_tui.cli.frame.context import Setting, pass_setting, word_of
from kodoku_tui.cli.frame.output import Table, give, give_json, give_lines
from kodoku_tui.cli.frame.parts import (
    Group,
    Whole,
    as_data,
    command,
    day_option,
    insist_option,
    number_argument,
    option,
)
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title

if TYPE_CHECKING:
    from datetime import date

    from kodoku_tui.services.duties.money.page import GroupMoney

FIELDS = ("item", "budget", "proper", "accepted")
STEPS = ("estimate", "order", "delivery", "invoice", "payment")


def register(root: click.Group) -> None:
    """Add these commands to the root."""
    root.add_command(expense)


@click.group(cls=Group, help="cli.help.expense")
def expense() -> None:
    """The money of a group."""


@command(expense, "set", "cli.help.expense_set")
@number_argument
@option("--item", metavar="ITEM", required=True, help="cli.option.cost_item")
@option("--budget", metavar="YEN", help="cli.option.budget")
@option("--reported", metavar="YEN", help="cli.option.reported")
@option("--proper", metavar="YEN", help="cli.option.proper")
@pass_setting
def expense_set(setting: Setting, /, number: int, item: str, **amounts: str | None) -> None:
    """Set the amounts of one cost item; an empty one is taken back."""
    from kodoku_tui.domain.duties.money_entries import ExpenseChange
    from kodoku_tui.services.duties.money.recording import set_expense

    given: dict[str, Any] = {
        name: amount if amount.strip() else None for name, amount in amounts.items() if amount is not None
    }
    desk = setting.writing_desk()
    setting.tell(set_expense(desk, number, item, ExpenseChange(**given)))


@command(expense, "reallocate", "cli.help.expense_reallocate")
@number_argument
@option("--from", "source", metavar="ITEM", required=True, help="cli.option.cost_from")
@option("--to", "target", metavar="ITEM", required=True, help="cli.option.cost_to")
@option("--amount", metavar="YEN", required=True, help="cli.option.moved_amount")
@option("--reason", metavar="TEXT", required=True, help="cli.option.reason")
@day_option("--on", help="cli.option.on")
@day_option("--approved", help="cli.option.approved")
@pass_setting
def expense_reallocate(
    setting: Setting,
    /,
    number: int,
    source: str,
    target: str,
    amount: str,
    reason: str,
    on: str | None,
    approved: str | None,
) -> None:
    """Move budget from one cost item to another."""
    from kodoku_tui.domain.duties.money import parse_yen
    from kodoku_tui.domain.duties.money_entries import ReallocationEntry
    from kodoku_tui.services.duties.money.recording import reallocate

    desk = setting.writing_desk()
    entry = ReallocationEntry(
        source=source,
        target=target,
        amount=parse_yen(amount, field="amount"),
        reason=reason,
        on=setting.day(desk, on, Direction.PAST),
        approved_on=setting.optional_day(desk, approved, Direction.PAST),
    )
    setting.tell(reallocate(desk, number, entry))


@command(expense, "evidence", "cli.help.expense_evidence")
@number_argument
@option("--row", type=Whole(), metavar="ID", help="cli.option.evidence_row")
@option("--item", metavar="ITEM", help="cli.option.cost_item")
@option("--payee", metavar="NAME", help="cli.option.payee")
@option("--amount", metavar="YEN", help="cli.option.evidence_amount")
@day_option("--estimate", help="cli.option.estimate")
@day_option("--order", help="cli.option.order")
@day_option("--delivery", help="cli.option.delivery")
@day_option("--invoice", help="cli.option.invoice")
@day_option("--payment", help="cli.option.payment")
@option("--note", metavar="TEXT", help="cli.option.evidence_note")
@pass_setting
def expense_evidence(setting: Setting, /, number: int, row: int | None, **given: str | None) -> None:
    """Record the papers of one purchase, or complete those recorded before."""
    from kodoku_tui.domain.duties.evidence import EvidenceStep
    from kodoku_tui.domain.duties.money import parse_yen
    from kodoku_tui.domain.duties.money_entries import EvidenceEntry
    from kodoku_tui.services.duties.money.page import evidence_entry_of
    from kodoku_tui.services.duties.money.recording import add_evidence, change_evidence

    desk = setting.writing_desk()
    known = {} if row is None else evidence_entry_of(desk, number, row).model_dump()
    for name in ("item", "payee", "note"):
        if given[name] is not None:
            known[name] = given[name]
    if given["amount"] is not None:
        known["amount"] = parse_yen(given["amount"], field="amount")
    for name in ("item", "payee", "amount"):
        if name not in known:
            raise click.UsageError(say("usage.missing", name=f"--{name}"), click.get_current_context())
    known["dates"] = known.get("dates", {}) | {
        EvidenceStep[name.upper()]: setting.day(desk, given[name], Direction.PAST) if given[name] else None
        for name in STEPS
        if given[name] is not None
    }
    entry = EvidenceEntry(**known)
    if row is None:
        setting.tell(add_evidence(desk, number, entry))
    else:
        setting.tell(change_evidence(desk, number, row, entry))


@command(expense, "audit", "cli.help.expense_audit")
@number_argument
@option("--result", metavar="RESULT", required=True, help="cli.option.audit_result")
@day_option("--on", help="cli.option.on")
@option("--findings", metavar="TEXT", help="cli.option.audit_findings")
@option("--corrections", metavar="TEXT", help="cli.option.audit_corrections")
@option("--keep-milestone", is_flag=True, help="cli.option.keep_milestone")
@insist_option("cli.option.audit_insist")
@pass_setting
def expense_audit(
    setting: Setting,
    /,
    number: int,
    result: str,
    on: str | None,
    findings: str | None,
    corrections: str | None,
    keep_milestone: bool,
) -> None:
    """Record how the final audit ended."""
    from kodoku_tui.domain.duties.money import AuditResult
    from kodoku_tui.domain.duties.money_entries import AuditEntry
    from kodoku_tui.services.duties.money.recording import record_audit

    meant = word_of(AuditResult, result, field="result")
    desk = setting.writing_desk()
    entry = AuditEntry(
        on=setting.day(desk, on, Direction.PAST), result=meant, findings=findings, corrections=corrections
    )
    setting.tell(
        record_audit(desk, number, entry, moves_milestone=not keep_milestone, insists=setting.insists)
    )


@command(expense, "repay", "cli.help.expense_repay")
@number_argument
@option("--amount", metavar="YEN", help="cli.option.repaid_amount")
@day_option("--on", help="cli.option.on")
@option("--note", metavar="TEXT", default="", help="cli.option.repaid_note")
@option("--remove", "row", type=Whole(), metavar="ID", help="cli.option.repaid_remove")
@pass_setting
def expense_repay(
    setting: Setting, number: int, amount: str | None, on: str | None, note: str, row: int | None
) -> None:
    """Record that a group gave money back, or take a record of it out of view."""
    from kodoku_tui.domain.duties.money import parse_yen
    from kodoku_tui.domain.duties.money_entries import RepaymentEntry
    from kodoku_tui.services.duties.money.repayments import hide_repayment, record_repayment

    if (amount is None) == (row is None):
        raise click.UsageError(say("usage.missing", name="--amount"), click.get_current_context())
    desk = setting.writing_desk()
    if row is not None:
        setting.tell(hide_repayment(desk, number, row))
    elif amount is not None:
        entry = RepaymentEntry(
            on=setting.day(desk, on, Direction.PAST), amount=parse_yen(amount, field="amount"), note=note
        )
        setting.tell(record_repayment(desk, number, entry))


@command(expense, "limit", "cli.help.expense_limit")
@click.argument("percent", metavar="PERCENT")
@pass_setting
def expense_limit(setting: Setting, percent: str) -> None:
    """Set how much may be moved without approval."""
    from kodoku_tui.domain.duties.money import parse_percent
    from kodoku_tui.services.duties.money.settings import set_reallocation_limit

    desk = setting.writing_desk()
    setting.tell(set_reallocation_limit(desk, parse_percent(percent, field="percent")))


@command(expense, "item", "cli.help.expense_item")
@click.argument("title", metavar="TITLE")
@option("--rename", "renamed", metavar="ITEM", help="cli.option.rename_item")
@option("--english", metavar="TEXT", default="", help="cli.option.item_english")
@option("--place", type=Whole(), metavar="N", help="cli.option.item_place")
@pass_setting
def expense_item(setting: Setting, title: str, renamed: str | None, english: str, place: int | None) -> None:
    """Add a cost item, give one another name, or another place."""
    from kodoku_tui.services.duties.money.settings import add_cost_item, move_cost_item, rename_cost_item

    if place is not None and (renamed is not None or english):
        raise click.UsageError(say("usage.item_place"), click.get_current_context())
    desk = setting.writing_desk()
    if place is not None:
        setting.tell(move_cost_item(desk, title, to=place))
    elif renamed is None:
        setting.tell(add_cost_item(desk, title, english))
    else:
        setting.tell(rename_cost_item(desk, renamed, title, english))


@command(expense, "list", "cli.help.expense_list")
@option("--group", "number", type=Whole(), metavar="N", required=True, help="cli.option.group")
@as_data
@pass_setting
def expense_list(setting: Setting, number: int, form: str | None) -> None:
    """The money of one group on one page."""
    from kodoku_tui.services.duties.money.page import money_of

    money = money_of(setting.reading_desk(), number)
    records = [
        {
            "item": say_title(item.title, item.title_en),
            "budget": item.line.budget_now,
            "proper": item.line.proper,
            "accepted": item.line.accepted,
        }
        for item in money.items
        if item.is_recorded
    ]
    if form == "json":
        give_json(
            {
                "cap": money.cap,
                "items": records,
                "budget": money.budget,
                "accepted": money.accepted,
                "rate": money.rate,
                "repayments": [
                    {"id": one.id, "on": one.on, "amount": one.amount, "note": one.note}
                    for one in money.repayments
                ],
            }
        )
        return
    give(form, FIELDS, records, lambda: _table(money), empty="cli.empty.expenses")
    if form is None and (records or money.repayments):
        give_lines(_lines(money, setting.today))


def _table(money: GroupMoney) -> Table:
    from kodoku_tui.services.duties.money.sentences import say_item

    names = ("cost_item", "budget_first", "budget_now", "reported", "proper", "accepted")
    return Table(
        [say(f"cli.column.{name}") for name in names],
        [
            [
                say_item(item),
                item.line.budget,
                item.line.budget_now,
                item.line.reported,
                item.line.proper,
                None if item.line.proper is None else item.line.accepted,
            ]
            for item in money.items
            if item.is_recorded
        ],
    )


def _lines(money: GroupMoney, today: date) -> list[str]:
    from kodoku_tui.services.duties.money.sentences import (
        say_audit,
        say_evidence,
        say_finding,
        say_item,
        say_rate,
        say_reallocation,
        say_repayment,
    )

    lines = [
        "",
        say(
            "cli.money_sums" if money.is_final else "cli.money_sums_expected",
            budget=money.budget,
            cap=money.cap,
            accepted=money.accepted,
            rate=say_rate(money),
        ),
    ]
    lines += [say("cli.money_finding", line=say_finding(item, finding)) for item, finding in money.findings]
    lines += [
        say(
            "cli.money_evidence",
            id=evidence.id,
            item=say_item(money.item_of(evidence)),
            line=say_evidence(evidence, today, money.ending),
        )
        for evidence in money.evidence
    ]
    lines += [
        say("cli.money_reallocation", line=money.ending.marked(say_reallocation(moved, today), moved.on))
        for moved in money.reallocations
    ]
    lines += [
        say("cli.money_audit", line=money.ending.marked(say_audit(audit, today), audit.on))
        for audit in money.audits
    ]
    lines += [
        say("cli.money_repayment", id=one.id, line=money.ending.marked(say_repayment(one, today), one.on))
        for one in money.repayments
    ]
    return lines
