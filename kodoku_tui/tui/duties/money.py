"""費用: the money of one group on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say
from kodoku_tui.services.duties.money.page import AuditRow, CostItem, EvidenceRow, GroupMoney, money_of
from kodoku_tui.services.duties.money.sentences import (
    say_audit,
    say_evidence,
    say_finding,
    say_item,
    say_rate,
    say_reallocation,
    say_repayment,
)
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, PageSource, Row
from kodoku_tui.tui.lists.sources import ReadSource

EDIT_COST = Command("edit_cost", ("enter", "f2"), group="money")
ADD_EVIDENCE = Command("add_evidence", ("n", "ctrl+n", "insert"), group="money")
REALLOCATE = Command("reallocate", ("x", "ctrl+x", "f11"), group="money")
RECORD_AUDIT = Command("record_audit", ("v", "f8"), group="money")
RECORD_REPAYMENT = Command("record_repayment", ("y", "f9"), in_footer=False, group="money")


class MoneyScreen(ListScreen):
    """Cost items in front, the sums above them, and below what does not fit and what was recorded."""

    EXPORT_KIND = "expenses"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        EDIT_COST,
        ADD_EVIDENCE,
        REALLOCATE,
        RECORD_AUDIT,
        RECORD_REPAYMENT,
        replace(GO_BACK, in_footer=False),
    )
    SCREEN_NAME = "register"
    SHOWS_GROUPS = False
    DEFAULT_CSS = """
    MoneyScreen {
        & .list-screen--line { height: auto; max-height: 4; color: $text; }
        & .list-screen--body { height: 11; }
        & .list-screen--whole { display: none; }
        & .money--more { height: 1fr; padding: 0 1; border-top: solid $panel; }
        & .money--more:focus { border-top: solid $primary; }
        & .money--more Static { height: auto; }
    }
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._money: GroupMoney | None = None
        self._more = Static(Content(""))

    def compose(self) -> ComposeResult:
        """As every list, with what is recorded below it."""
        yield from super().compose()
        with VerticalScroll(classes="money--more"):
            yield self._more

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("item", say("money.item"), 16, grow=1),
                Column("budget", say("money.budget"), 11, align="right"),
                Column("moved", say("money.moved"), 11, align="right"),
                Column("reported", say("money.reported"), 11, align="right"),
                Column("proper", say("money.proper"), 11, align="right"),
                Column("accepted", say("money.accepted"), 11, align="right"),
            ],
            empty_text=say("money.empty"),
        )

    def make_source(self) -> ReadSource[CostItem]:
        self._money = money_of(self.desk, self._number)
        return ReadSource(
            self._money.items,
            cost_row,
            {
                "item": say_item,
                "budget": lambda item: item.line.budget_now,
                "moved": lambda item: item.line.received - item.line.given,
                "reported": lambda item: item.line.reported,
                "proper": lambda item: item.line.proper,
                "accepted": lambda item: item.line.accepted,
            },
        )

    def line_text(self) -> str:
        if self._money is None:
            return ""
        money = self._money
        return "\n".join(
            [
                f"{money.number}  {short_name(money.group)}",
                say("money.budget_line", budget=money.budget, cap=money.cap, left=money.cap - money.budget),
                say(
                    "money.accepted_line" if money.is_final else "money.expected_line",
                    reported=money.reported,
                    proper=money.proper,
                    accepted=money.accepted,
                    rate=say_rate(money),
                ),
            ]
        )

    def _show_source(self, source: PageSource, line: str) -> None:
        super()._show_source(source, line)
        if self._money is not None:
            self._more.update(_more(self._money, self.desk.today))

    @property
    def group_number(self) -> int | None:
        return self._number

    @property
    def item_at_hand(self) -> int | None:
        """The id of the cost item under the cursor."""
        key = self.table.cursor_key
        return None if key is None else int(key)

    def action_edit_cost(self) -> None:
        """Budget, actual and proper amount of the item under the cursor."""
        from kodoku_tui.tui.duties.money_form import CostForm

        item = self.item_at_hand
        if item is not None:
            self.desk_app.open_form(lambda: CostForm(self.desk, self._number, item))

    def action_reallocate(self) -> None:
        """Move budget out of the item under the cursor."""
        from kodoku_tui.tui.duties.money_form import ReallocationForm

        item = self.item_at_hand
        self.desk_app.open_form(lambda: ReallocationForm(self.desk, self._number, item))

    def action_record_audit(self) -> None:
        """Record how the final audit ended; where there are records, ask whether one of them is to be corrected."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        known = [] if self._money is None else self._money.audits[::-1]
        if not known:
            self._open_audit(None)
            return
        choices = [
            Choice("", say("money.new_audit")),
            *(Choice(one.on, say_audit(one, self.desk.today)) for one in known),
        ]

        def chosen(choice: Choice[str] | None) -> None:
            if choice is not None:
                self._open_audit(next((one for one in known if one.on == choice.key), None))

        self.app.push_screen(ChooseScreen(say("audit.form_title"), choices), chosen)

    def action_record_repayment(self) -> None:
        """Record that the group gave money back."""
        from kodoku_tui.tui.duties.repayment_form import RepaymentForm

        self.desk_app.open_form(lambda: RepaymentForm(self.desk, self._number))

    def action_add_evidence(self) -> None:
        """Record evidence; where the item has some, ask whether one of them is to be completed."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        item = self.item_at_hand
        money = self._money
        known = [] if money is None else [one for one in money.evidence if one.item_id == item]
        if money is None or not known:
            self._open_evidence(item, None)
            return
        choices = [
            Choice(0, say("money.new_evidence")),
            *(Choice(one.id, say_evidence(one, self.desk.today, money.ending)) for one in known),
        ]

        def chosen(choice: Choice[int] | None) -> None:
            if choice is not None:
                self._open_evidence(item, next((one for one in known if one.id == choice.key), None))

        self.app.push_screen(ChooseScreen(say("evidence.form_title"), choices), chosen)

    @on(ListTable.RowSelected)
    def _edit_selected(self) -> None:
        self.action_edit_cost()

    def _open_audit(self, audit: AuditRow | None) -> None:
        from kodoku_tui.tui.duties.money_form import AuditForm

        self.desk_app.open_form(lambda: AuditForm(self.desk, self._number, audit))

    def _open_evidence(self, item: int | None, evidence: EvidenceRow | None) -> None:
        from kodoku_tui.tui.duties.money_form import EvidenceForm

        self.desk_app.open_form(lambda: EvidenceForm(self.desk, self._number, item, evidence))


def cost_row(item: CostItem) -> Row:
    """One cost item as a line; its budget is the one after reallocation."""
    line = item.line
    moved = line.received - line.given
    return Row(
        item.item_id,
        (
            Cell(say_item(item)),
            Cell(f"{line.budget_now:,}" if item.is_recorded else ""),
            Cell(f"{moved:+,}" if moved else "", "muted"),
            Cell("" if line.reported is None else f"{line.reported:,}"),
            Cell("" if line.proper is None else f"{line.proper:,}"),
            Cell("" if line.proper is None else f"{line.accepted:,}", "done"),
        ),
    )


def _more(money: GroupMoney, today: date) -> Content:
    lines = [_head("money.findings", len(money.findings))]
    lines += [Content.styled(say_finding(*found), "$text-warning") for found in money.findings]
    lines.append(_head("money.evidence", len(money.evidence)))
    lines += [
        Content(f"#{one.id}  {say_item(money.item_of(one))}  {say_evidence(one, today, money.ending)}")
        for one in money.evidence
    ]
    lines.append(_head("money.reallocations", len(money.reallocations)))
    lines += [
        Content(money.ending.marked(say_reallocation(moved, today), moved.on))
        for moved in money.reallocations
    ]
    lines.append(_head("money.audits", len(money.audits)))
    lines += [Content(money.ending.marked(say_audit(audit, today), audit.on)) for audit in money.audits]
    lines.append(_head("money.repayments", len(money.repayments)))
    lines += [Content(money.ending.marked(say_repayment(one, today), one.on)) for one in money.repayments]
    return Content("\n").join(lines)


def _head(key: str, count: int) -> Content:
    counted = say("phrase.count", count=count) if count else say("phrase.none")
    return Content.assemble(Content.styled(f" {say(key)} ", "bold on $primary-muted"), f"  {counted}")
