"""The third step of an import: what every row comes to, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.intake_lists import INTAKE_KINDS
from kodoku_tui.locale import say
from kodoku_tui.services.intake.account import account_of, in_order_of_the_file, left_rows
from kodoku_tui.services.intake.model import ASKED_ABOUT, Account, IntakeCancelled, IntakeRow, RowState
from kodoku_tui.services.intake.outcome_words import account_line, suspicion_lines
from kodoku_tui.store.written_files import WORKBOOK, is_there
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.intake.journey import ImportJourney, step_line
from kodoku_tui.tui.intake.words import (
    details_of,
    preview_row,
    row_state_word,
    several_lists_row,
    warning_lines,
)
from kodoku_tui.tui.lists.list_screen import SORT, ListScreen
from kodoku_tui.tui.lists.list_table import Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

APPLY_IMPORT = Command("apply_import", ("ctrl+s", "f12"), group="import")
SHOW_CELLS = Command("show_cells", ("enter",), group="import")
FILTER_ROWS = Command("filter_rows", ("f", "f8"), group="list")
KEEP_HERE = Command("keep_here", ("h", "f5", "ctrl+d"), group="import")
TAKE_FILE = Command("take_file", ("t", "f6", "ctrl+u"), group="import")
INSIST = Command("insist_on_days", ("d", "f9"), group="import")
EXPORT_FAILED = Command("export_failed", ("e", "f7"), group="import")

_ORDER = (
    RowState.ERROR,
    RowState.CONFLICT,
    RowState.NEW,
    RowState.CHANGED,
    RowState.SKIPPED,
    RowState.UNCHANGED,
)


class ImportPreviewScreen(ListScreen):
    """Rows that are marked are taken, else all that can be. Esc stops what takes long, then goes back.

    Behind the rows of the lists stand the other filled rows of the file, each with why it is left out.
    """

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        APPLY_IMPORT,
        SHOW_CELLS,
        FILTER_ROWS,
        KEEP_HERE,
        TAKE_FILE,
        INSIST,
        EXPORT_FAILED,
        GO_BACK,
    )
    SCREEN_NAME = "import"
    SHOWS_GROUPS = False
    DEFAULT_CSS = """
    ImportPreviewScreen .list-screen--line { max-height: 6; }
    """

    def __init__(self, journey: ImportJourney) -> None:
        super().__init__()
        # Within an import, only what belongs to it can be done.
        self._modal = True
        self._journey = journey
        self._shown_state: RowState | None = None
        self._rows: dict[int, IntakeRow] = {}
        self._account = Account()
        self._line = ""
        self._is_working = True

    def make_table(self) -> ListTable:
        kinds = [Column("list", say("import.list"), 10)] if self._journey.together else []
        return ListTable(
            [
                *kinds,
                Column("row", say("import.row"), 6, align="right"),
                Column("state", say("import.state"), 8),
                Column("about", say("import.about"), 30, grow=1),
                Column("details", say("import.details"), 40, grow=3, sortable=False),
            ],
            empty_text=say("import.nothing_here"),
        )

    def compose_above(self) -> ComposeResult:
        """Where one is on the way."""
        yield Static(Content(step_line("preview")), classes="list-screen--line")

    def make_source(self) -> ReadSource[IntakeRow]:
        self._is_working = True
        try:
            intake = self._journey.work_out(self._tell_progress)
        except IntakeCancelled:
            self.app.call_from_thread(self._stopped)
            raise Refused("error.import_stopped") from None
        finally:
            self._is_working = False
        self._account = account_of(intake.reasons, intake.rows, is_applied=False)
        rows = [*intake.rows, *left_rows(self._account, intake.rows)]
        self._rows = {row.position: row for row in rows}
        self.app.call_from_thread(self.refresh_bindings)
        self._line = account_line(self._account)
        if intake.not_taken:
            self._line += f"  {say('import.columns_left', count=len(intake.not_taken))}"
        if intake.left_tables:
            self._line += f"  {say('import.tables_left', count=len(intake.left_tables))}"
        if self._shown_state is not None:
            self._line += f"  {say('import.only', state=row_state_word(self._shown_state))}"
        self._line = "\n".join([self._line, *warning_lines(intake)])
        shown = [row for row in rows if self._shown_state in (None, row.state)]
        if self._shown_state is RowState.SKIPPED:
            shown = in_order_of_the_file(self._account, shown)
        return ReadSource(
            shown,
            several_lists_row if self._journey.together else preview_row,
            {
                "list": lambda row: list(INTAKE_KINDS).index(row.list_name) if row.list_name else None,
                "row": lambda row: (row.sheet, row.row),
                "state": lambda row: _ORDER.index(row.state),
                "about": lambda row: row.about or None,
            },
        )

    def line_text(self) -> str:
        return self._line

    def whole_text(self, row: Row) -> str:
        found = self._rows.get(int(row.key))
        return "" if found is None else details_of(found, whole=True)

    def command_applies(self, name: str) -> bool:
        if self._is_working:
            return name == GO_BACK.name
        if name in (KEEP_HERE.name, TAKE_FILE.name):
            return any(cell.is_conflict for row in self._rows.values() for cell in row.cells)
        if name == INSIST.name:
            return any(
                error.message_key in ASKED_ABOUT for row in self._rows.values() for error in row.errors
            )
        if name == EXPORT_FAILED.name:
            return any(row.state in (RowState.ERROR, RowState.CONFLICT) for row in self._rows.values())
        if name == APPLY_IMPORT.name:
            return any(row.is_to_be_written for row in self._rows.values())
        return name != SORT.name or bool(self._rows)

    def action_go_back(self) -> None:
        """Stop what is going on, with nothing applied; else back to the columns."""
        if self._is_working:
            self._journey.is_stopped = True
            return
        self.dismiss()

    def action_filter_rows(self) -> None:
        """Only the rows of one state."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        counts = Counter(row.state for row in self._rows.values())
        choices: list[Choice[RowState | None]] = [Choice(None, say("import.all_rows", count=len(self._rows)))]
        choices += [Choice(state, f"{row_state_word(state)} {counts[state]}") for state in _ORDER]

        def chosen(choice: Choice[RowState | None] | None) -> None:
            if choice is not None:
                self._shown_state = choice.key
                self.show_others()

        self.app.push_screen(
            ChooseScreen(say("import.which_rows"), choices, chosen=self._shown_state), chosen
        )

    def action_show_cells(self) -> None:
        """The cells of the row, old and new; where it is not clear which group is meant, the groups."""
        row = self._row
        if row is None or self._is_working:
            return
        if row.question is not None:
            self._ask_group(row)
            return
        from kodoku_tui.tui.intake.row import ImportRowScreen

        self.app.push_screen(ImportRowScreen(row))

    def action_keep_here(self) -> None:
        """What stands here stays, in every conflict of these rows."""
        self._decide(takes_workbook=False)

    def action_take_file(self) -> None:
        """What the file says is taken, in every conflict of these rows."""
        self._decide(takes_workbook=True)

    def action_insist_on_days(self) -> None:
        """Days of another year are meant: the rows that bring them are worked out anew."""
        self._is_working = True
        self.refresh_bindings()
        self.desk_app.in_thread(self._insist, group="answer")

    def _insist(self) -> None:
        try:
            self._journey.insist(self._tell_progress)
        finally:
            self._is_working = False
            self.app.call_from_thread(self.reload)

    def action_export_failed(self) -> None:
        """Write the rows that cannot be taken to a workbook beside the file."""
        opened = self._journey.opened
        assert opened is not None
        path = failed_path(opened.path)

        def write() -> None:
            assert self._journey.plan is not None
            written = self._journey.desk.written_path(path, ending=WORKBOOK)
            count = self._journey.plan.write_failed_rows(written)
            self.app.call_from_thread(
                self.desk_app.tell_saved, say("import.failed_written", count=count, path=path)
            )

        self.desk_app.in_thread(write, group="failed")

    def action_apply_import(self) -> None:
        """Ask, with how many rows it touches, then write them as one act."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        chosen = {int(key) for key in self.table.marked_keys}
        rows = self._journey.intake.rows
        for row in rows:
            row.is_chosen = not chosen or row.position in chosen
        taken = [row for row in rows if row.is_to_be_written]
        if not taken:
            notify_plain(self.app, say("import.nothing_chosen"), severity="warning")
            return
        counts = self._journey.intake.counts()
        new = sum(row.state is RowState.NEW for row in taken)
        lines = [say("import.will", new=new, changed=len(taken) - new)]
        if left := counts[RowState.ERROR] + counts[RowState.CONFLICT]:
            lines.append(say("import.will_leave", count=left))
        if self._journey.intake.handed_out:
            lines.append(say("import.handed_out"))
        lines += suspicion_lines(self._journey.intake.suspicions)
        if self._journey.intake.new_staff:
            lines.append(say("import.will_register", names="、".join(self._journey.intake.new_staff)))
        question = ConfirmScreen(
            say("import.question", count=len(taken), file=self._journey.intake.file_name), lines
        )
        self.app.push_screen(question, self._apply_if)

    @on(ListTable.RowSelected)
    def _selected(self) -> None:
        self.action_show_cells()

    def _apply_if(self, certain: bool | None) -> None:
        if certain:
            self._is_working = True
            self.refresh_bindings()
            self.desk_app.in_thread(self._apply, group="apply")

    def _apply(self) -> None:
        then: Callable[[], None] = self.reload
        try:
            self._journey.apply(self._tell_progress)
            then = self._show_done
        except IntakeCancelled:
            self.app.call_from_thread(notify_plain, self.app, say("error.import_stopped"))
        finally:
            self._is_working = False
            self.app.call_from_thread(then)

    def _show_done(self) -> None:
        from kodoku_tui.tui.intake.done import ImportDoneScreen

        self.app.push_screen(ImportDoneScreen(self._journey), lambda _: self.dismiss())

    def _stopped(self) -> None:
        if self.is_attached:
            self.dismiss()

    def _tell_progress(self, done: int, total: int) -> None:
        said = say("import.progress", done=f"{done:,}", total=f"{total:,}")
        self.app.call_from_thread(self.line.update, Content(said))

    def _decide(self, *, takes_workbook: bool) -> None:
        marked = [int(key) for key in self.table.marked_keys]
        for position in marked or ([int(self.table.cursor_key)] if self.table.cursor_key is not None else []):
            for cell in self._rows[position].cells:
                if cell.is_conflict:
                    cell.takes_workbook = takes_workbook
        self.reload()

    def _ask_group(self, row: IntakeRow) -> None:
        from kodoku_tui.tui.forms.choose import ChooseScreen

        assert row.question is not None
        assert self._journey.plan is not None
        choices = [
            Choice(number, f"{number} {name}") for number, name in self._journey.plan.groups_to_choose(row)
        ]

        def chosen(choice: Choice[int] | None) -> None:
            if choice is not None:
                # What is marked and decided meanwhile would be about rows that are worked out anew.
                self._is_working = True
                self.refresh_bindings()
                self.desk_app.in_thread(lambda: self._answer(row, choice.key), group="answer")

        said = " ".join(str(part) for part in (row.question.number, row.question.name) if part)
        self.app.push_screen(ChooseScreen(say("import.which_group", said=said), choices), chosen)

    def _answer(self, row: IntakeRow, number: int) -> None:
        try:
            self._journey.answer(row, number)
        finally:
            self._is_working = False
            self.app.call_from_thread(self.reload)

    @property
    def _row(self) -> IntakeRow | None:
        key = self.table.cursor_key
        return None if key is None else self._rows.get(int(key))


def failed_path(file: Path) -> Path:
    """Where the rows that cannot be taken go: beside the file, under a name that is free."""
    first = file.with_name(say("import.failed_name", file=file.stem))
    place, number = first, 2
    while is_there(place):
        place = first.with_stem(f"{first.stem}{number}")
        number += 1
    return place
