"""Money that a group gave back (返還), also after it left: recorded as it came in, and taken out of view again."""

from __future__ import annotations

from kodoku_tui.domain.duties.money_entries import RepaymentEntry
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.money.recording import group_with_money
from kodoku_tui.services.register.finding import check_after_contract, closing, said_after_ending


def record_repayment(desk: Desk, number: int, entry: RepaymentEntry) -> Outcome:
    """Record that a group gave money back.

    Raises `Refused` for nothing or less, a day in the future or before the contract, and a group that withdrew before
    it had one.
    """
    group = group_with_money(desk, number)
    entry.check(desk.today)
    check_after_contract(desk, group["id"], entry.on)
    about = {"number": number, "name": group["name"], "amount": f"{entry.amount:,}"}
    with desk.writing("unit.record_repayment", **about, **closing(group, entry.on)) as unit:
        row_id = unit.insert(
            "repayment",
            group_id=group["id"],
            repaid_on=entry.on.isoformat(),
            amount_yen=entry.amount,
            note=entry.note,
            recorded_by=desk.staff,
        )
    saved = Said("saved.repayment", group=f"{number} {group['name']}", amount=entry.amount)
    return Outcome.of(unit, saved, row_id=row_id, followed=said_after_ending(group))


def hide_repayment(desk: Desk, number: int, repayment_id: int) -> Outcome:
    """Take a repayment out of view that was recorded by mistake; raises `Refused` where the group has no such one."""
    group = group_with_money(desk, number)
    found = desk.connection.execute(
        "SELECT * FROM repayment WHERE id = ? AND group_id = ? AND is_hidden = 0", (repayment_id, group["id"])
    ).fetchone()
    if found is None:
        raise Refused("error.no_such_repayment", field="row", number=repayment_id, group_no=number)
    about = {"number": number, "name": group["name"], "amount": f"{found['amount_yen']:,}"}
    with desk.writing("unit.hide_repayment", **about) as unit:
        unit.update("repayment", repayment_id, {"is_hidden": 1}, version=found["version"])
    return Outcome.of(unit, Said("saved.repayment_hidden", amount=found["amount_yen"]), row_id=repayment_id)
