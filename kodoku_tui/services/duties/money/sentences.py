"""What is recorded of a group's money as lines for people: the screen and the command line say the same."""

from __future__ import annotations

from datetime import date

from kodoku_tui.domain.said import Said
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_said, say_title
from kodoku_tui.services.duties.money.page import (
    AuditRow,
    CostItem,
    EvidenceRow,
    GroupMoney,
    ReallocationRow,
    RepaymentRow,
)
from kodoku_tui.services.register.ending import Ending


def say_item(item: CostItem) -> str:
    """The title of a cost item in the reader's language."""
    return say_title(item.title, item.title_en)


def say_rate(money: GroupMoney) -> str:
    """The execution rate, rounded down; なし without a budget."""
    return say("phrase.none") if money.rate is None else say("phrase.percent", rate=money.rate)


def say_finding(item: CostItem | None, finding: Said) -> str:
    """What does not fit, after the cost item that it is about."""
    sentence = say_said(finding)
    return sentence if item is None else f"{say_item(item)}  {sentence}"


def say_evidence(evidence: EvidenceRow, today: date, ending: Ending) -> str:
    """To whom, how much, and the day of each paper; recorded after the group's leaving, marked as such."""
    papers = [
        f"{say_word(step.value)} {say_day(day, today=today)}"
        for step, day in evidence.dates.items()
        if day is not None
    ]
    amount = say("phrase.yen", amount=evidence.amount)
    line = "  ".join([evidence.payee, amount, *papers, *([evidence.note] if evidence.note else [])])
    days = [day.isoformat() for day in evidence.dates.values() if day is not None]
    return ending.marked(line, *days, moment=evidence.moment)


def say_reallocation(moved: ReallocationRow, today: date) -> str:
    """When how much went from where to where, by whom and why, and whether it was approved."""
    line = say(
        "phrase.reallocation",
        on=say_day(moved.on, today=today),
        source=say_title(moved.source, moved.source_en),
        target=say_title(moved.target, moved.target_en),
        amount=moved.amount,
        by=moved.by or say("phrase.nobody"),
        reason=moved.reason,
    )
    if moved.approved_on is None:
        return line
    return f"{line}  {say('phrase.approved', on=say_day(moved.approved_on, today=today))}"


def say_audit(audit: AuditRow, today: date) -> str:
    """When and how a final audit ended, by whom, with what was found and corrected."""
    return say(
        "phrase.audit",
        on=say_day(audit.on, today=today),
        by=audit.by or say("phrase.nobody"),
        result=say_word(audit.result),
        findings=audit.findings or say("phrase.none"),
        corrections=audit.corrections or say("phrase.none"),
    )


def say_repayment(repaid: RepaymentRow, today: date) -> str:
    """When how much came back, and what was said of it."""
    line = say(
        "phrase.repayment",
        on=say_day(repaid.on, today=today),
        amount=repaid.amount,
        by=repaid.by or say("phrase.nobody"),
    )
    return f"{line}  {repaid.note}" if repaid.note else line
