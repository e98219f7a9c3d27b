"""年間計画: the milestones of the year, and changing one of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on

from kodoku_tui.domain.days.closed_days import HolidayPolicy, is_closed
from kodoku_tui.domain.days.dates import fiscal_year_of
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_session_day, say_title
from kodoku_tui.locale.rules import say_rule
from kodoku_tui.services.duties.plan.additions import ADDABLE
from kodoku_tui.services.duties.plan.reading import PlanMilestone, list_plan
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

EDIT_PLAN = Command("edit_plan", ("f2", "enter"), group="list")
ADD_TO_PLAN = Command("add_to_plan", ("n", "ctrl+n", "insert"), group="list")
SETTLE_BEFORE = Command("settle_before", ("z", "f9"), in_footer=False, group="list")


# With its year: a day after New Year, which the year's plan ends with.
_LONG_DAY = date(2026, 2, 28)


class PlanScreen(ListScreen):
    """One line a milestone, in the order of the plan."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (EDIT_PLAN, ADD_TO_PLAN, SETTLE_BEFORE, GO_BACK)
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self._plan: dict[str, PlanMilestone] = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("title", say("plan.title"), 16, grow=1, sortable=False),
                Column(
                    "due",
                    say("plan.due"),
                    wide_enough(13, [say_day(_LONG_DAY, today=date.min)]),
                    sortable=False,
                    dated=13,
                ),
                Column("policy", say("plan.policy"), 12, sortable=False),
                Column("rule", say("plan.rule"), 13, grow=1, sortable=False),
                Column("review_days", say("plan.review_days"), 8, align="right", sortable=False),
                Column("required", say("plan.is_required"), 6, sortable=False),
            ],
            empty_text=say("cli.empty.plan"),
        )

    def make_source(self) -> ReadSource[PlanMilestone]:
        programme = self.desk.programme
        year = say("karte.earlier_year", year=programme["fiscal_year"])
        name = f"{say('command.show_plan.title')}  {year}"
        years = {programme["fiscal_year"], *(one.year for one in self.desk_app.surroundings.other_years)}
        has_none = fiscal_year_of(self.desk.today) not in years
        self._line = f"{name}  {say('plan.not_of_today')}" if has_none else name
        milestones = list_plan(self.desk)
        self._plan = {one.key: one for one in milestones}
        titles = {one.key: say_title(one.title, one.title_en) for one in milestones}
        return ReadSource(milestones, lambda one: self._row(one, titles), {})

    def line_text(self) -> str:
        return self._line

    def command_applies(self, name: str) -> bool:
        if name == EDIT_PLAN.name:
            return self.is_mounted and self.table.cursor_key is not None
        return super().command_applies(name)

    def action_edit_plan(self) -> None:
        """Change the milestone under the cursor."""
        from kodoku_tui.tui.duties.plan_form import PlanForm

        key = str(self.table.cursor_key)
        self.desk_app.open_form(lambda: PlanForm(self.desk, key))

    def action_add_to_plan(self) -> None:
        """An internal check before the milestone under the cursor, or another document or audit."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        here = self._plan.get(str(self.table.cursor_key))
        kinds = [
            Choice(kind.value, say("plan_add.kind", kind=say(f"plan.kind_{kind.value}"))) for kind in ADDABLE
        ]
        checks = (
            []
            if here is None
            else [Choice("check", say("plan_add.check", title=say_title(here.title, here.title_en)))]
        )

        def chosen(choice: Choice[str] | None) -> None:
            if choice is not None:
                self._open_addition(choice.key, here)

        self.app.push_screen(ChooseScreen(say("command.add_to_plan.title"), [*checks, *kinds]), chosen)

    def action_settle_before(self) -> None:
        """Settle what was due before a day and has nothing recorded."""
        from kodoku_tui.tui.duties.settle_form import SettleForm

        self.desk_app.open_form(lambda: SettleForm(self.desk))

    def _open_addition(self, kind: str, here: PlanMilestone | None) -> None:
        from kodoku_tui.tui.duties.plan_add_form import CheckForm, MilestoneAddForm

        if kind == "check" and here is not None:
            self.desk_app.open_form(lambda: CheckForm(self.desk, here))
        else:
            self.desk_app.open_form(lambda: MilestoneAddForm(self.desk, MilestoneKind(kind)))

    @on(ListTable.RowSelected)
    def _edit_selected(self) -> None:
        self.action_edit_plan()

    @on(ListTable.RowHighlighted)
    def _what_applies_differs(self) -> None:
        self.refresh_bindings()

    def _row(self, one: PlanMilestone, titles: dict[str, str]) -> Row:
        is_kept = one.policy == HolidayPolicy.KEEP and not one.day_open
        stays_closed = is_kept and is_closed(date.fromisoformat(one.due))
        internal = f" ({say('plan.internal')})" if one.internal else ""
        return Row(
            one.key,
            (
                Cell(titles[one.key] + internal),
                Cell(say_session_day(one.due, one.day_open, today=self.desk.today)),
                Cell(
                    say_word(one.policy) + (say("plan.closed_day") if stays_closed else ""),
                    "soon" if stays_closed else "",
                ),
                Cell(say_rule(one.rule, titles), "muted"),
                Cell(say("plan.days", count=one.review_days)),
                Cell(say("plan.required") if one.required else say("plan.optional")),
            ),
        )
