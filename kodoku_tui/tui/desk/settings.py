"""設定: what holds for every group of the year, and the cost items."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_title
from kodoku_tui.services.desk.file_settings import allow_personal_data, personal_data_allowed
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.desk.programme_settings import ProgrammeSettings, programme_settings
from kodoku_tui.services.duties.money.page import CostItem, cost_items
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

EDIT_SETTING = Command("edit_setting", ("enter", "f2"), group="list")
ADD_COST_ITEM = Command("add_cost_item", ("n", "ctrl+n", "insert"), group="list")
MOVE_ITEM_UP = Command("move_item_up", ("minus", "ctrl+up", "ctrl+u"), group="list")
MOVE_ITEM_DOWN = Command("move_item_down", ("plus", "ctrl+down", "ctrl+d"), group="list")

SETTINGS = ("cap", "due_soon_days", "opens_days", "recording_days", "followup_days", "limit_percent")
PERSONAL_DATA = "personal_data"
WEIGHTS = "weights"


class SettingsScreen(ListScreen):
    """The settings first, then the cost items in their order."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        EDIT_SETTING,
        ADD_COST_ITEM,
        MOVE_ITEM_UP,
        MOVE_ITEM_DOWN,
        GO_BACK,
    )
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self._items: dict[str, CostItem] = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("what", say("setting.what"), 24, sortable=False),
                Column("value", say("setting.value"), 14, align="right", sortable=False),
                Column("meaning", say("setting.meaning"), 30, grow=1, sortable=False),
            ],
            empty_text=say("money.empty"),
        )

    def make_source(self) -> ReadSource[Row]:
        now = programme_settings(self.desk)
        self._line = say(
            "setting.line",
            year=now.fiscal_year,
            start=say_day(now.starts_on, today=self.desk.today),
            end=say_day(now.work_ends_on, today=self.desk.today),
        )
        items = cost_items(self.desk, None)
        self._items = {str(item.item_id): item for item in items}
        lines = [setting_row(name, now) for name in SETTINGS]
        lines.append(personal_data_row(personal_data_allowed(self.desk)))
        lines.append(weights_row())
        lines += [item_row(position, item) for position, item in enumerate(items, 1)]
        return ReadSource(lines, lambda line: line, {})

    def line_text(self) -> str:
        return self._line

    @property
    def item_at_hand(self) -> CostItem | None:
        """The cost item under the cursor."""
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else self._items.get(str(key))

    def command_applies(self, name: str) -> bool:
        if name in (MOVE_ITEM_UP.name, MOVE_ITEM_DOWN.name):
            return self.item_at_hand is not None
        return super().command_applies(name)

    def action_edit_setting(self) -> None:
        """Change the settings, or the cost item under the cursor."""
        from kodoku_tui.tui.desk.settings_form import CostItemForm, SettingsForm

        key, item = self.table.cursor_key, self.item_at_hand
        if item is not None:
            self.desk_app.open_form(lambda: CostItemForm(self.desk, item))
        elif key == PERSONAL_DATA:
            self.desk_app.in_thread(self._switch_personal_data, group="personal_data")
        elif key == WEIGHTS:
            self.desk_app.show_weights()
        else:
            self.desk_app.open_form(lambda: SettingsForm(self.desk, str(key)))

    def action_add_cost_item(self) -> None:
        """One more cost item, at the end."""
        from kodoku_tui.tui.desk.settings_form import CostItemForm

        self.desk_app.open_form(lambda: CostItemForm(self.desk, None))

    def action_move_item_up(self) -> None:
        """Let the cost item stand one line higher."""
        self._move(-1)

    def action_move_item_down(self) -> None:
        """Let the cost item stand one line lower."""
        self._move(1)

    @on(ListTable.RowSelected)
    def _edit_selected(self) -> None:
        self.action_edit_setting()

    @on(ListTable.RowHighlighted)
    def _what_applies_differs(self) -> None:
        self.refresh_bindings()

    def _switch_personal_data(self) -> None:
        allowed = not personal_data_allowed(self.desk)
        told = outcome_sentences(allow_personal_data(self.desk, allowed), self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, told)
        self.app.call_from_thread(self.reload)

    def _move(self, step: int) -> None:
        item = self.item_at_hand
        if item is not None:
            self.desk_app.in_thread(lambda: self._move_in_thread(item, step), group="move_item")

    def _move_in_thread(self, item: CostItem, step: int) -> None:
        from kodoku_tui.services.duties.money.settings import move_cost_item

        told = outcome_sentences(move_cost_item(self.desk, item.title, step=step), self.desk.today)
        self.app.call_from_thread(self.desk_app.tell_saved, told)
        self.app.call_from_thread(self.reload)


def setting_row(name: str, now: ProgrammeSettings) -> Row:
    """One setting with its value and what it does."""
    values = {
        "cap": say("phrase.yen", amount=now.cap),
        "due_soon_days": say("plan.days", count=now.due_soon_days),
        "opens_days": say("plan.days", count=now.opens_days),
        "recording_days": say("setting.working_days", count=now.recording_days),
        "followup_days": say("setting.working_days", count=now.followup_days),
        "limit_percent": say("setting.no_limit") if now.limit_percent is None else f"{now.limit_percent}%",
    }
    gaps = {"largest": now.largest_budget} if name == "cap" else {}
    meaning = say(f"setting.{name}_meaning", **gaps)
    return Row(name, (Cell(say(f"setting.{name}")), Cell(values[name]), Cell(meaning, "muted")))


def personal_data_row(allowed: bool) -> Row:
    """Whether exports show personal data unless an export says otherwise."""
    value = say("setting.personal_data_on" if allowed else "setting.personal_data_off")
    meaning = say("setting.personal_data_meaning")
    return Row(PERSONAL_DATA, (Cell(say("setting.personal_data")), Cell(value), Cell(meaning, "muted")))


def weights_row() -> Row:
    """Where the weights of attention are: a page of their own."""
    meaning = say("setting.weights_meaning")
    return Row(
        WEIGHTS, (Cell(say("setting.weights")), Cell(say("setting.weights_page")), Cell(meaning, "muted"))
    )


def item_row(position: int, item: CostItem) -> Row:
    """One cost item with its place."""
    english = item.title_en if item.title_en != item.title else ""
    name = say("setting.item", title=say_title(item.title, item.title_en))
    return Row(
        str(item.item_id),
        (Cell(name), Cell(say("setting.place", position=position)), Cell(english, "muted")),
    )
