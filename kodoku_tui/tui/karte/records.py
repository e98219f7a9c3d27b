"""面談・対応・連絡先 of one group as a list: to read one whole, correct it, or withdraw it from view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, get_args

from textual import on

from kodoku_tui.domain.checkins.fields import RecordedCheckin, noun_of
from kodoku_tui.domain.days.nearness import Nearness
from kodoku_tui.domain.words import Reader
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_with_reading
from kodoku_tui.services.checkins.actions import RecordedAction, finish_action, hide_action
from kodoku_tui.services.checkins.checkins import hide_checkin
from kodoku_tui.services.checkins.words import how_it_seemed, more_lines
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.karte.karte import Karte, group_karte
from kodoku_tui.services.register.contacts import Contact, hide_contact
from kodoku_tui.services.register.fact_words import change_words
from kodoku_tui.services.register.plan_changes import PlanChange, hide_plan_change
from kodoku_tui.tui.checkins.lines import checkin_head, done_places
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import (
    ADD_ACTION,
    ADD_CONTACT,
    CORRECT,
    EXTEND_DUE,
    FINISH_ACTION,
    GO_BACK,
)
from kodoku_tui.tui.frame.thing import Thing
from kodoku_tui.tui.karte.sections.actions import postponed_words, when_of, who_of
from kodoku_tui.tui.karte.sections.contacts import contact_words
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

READ_RECORD = Command("read_record", ("enter",), group="list")
HIDE = Command("hide", ("delete",), group="list")

RecordKind = Literal["action", "checkin", "contact", "plan_change"]
_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)


@dataclass(frozen=True)
class _Record:
    """One line: what it is, and the row of the file."""

    kind: RecordKind
    on: str
    what: RecordedAction | RecordedCheckin | Contact | PlanChange

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.what.id}"


class RecordsScreen(ListScreen):
    """Open promises first, then check-ins newest first, kept promises, changes of plan, people."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        READ_RECORD,
        replace(CORRECT, in_footer=True),
        FINISH_ACTION,
        replace(EXTEND_DUE, in_footer=False, group="list"),
        HIDE,
        ADD_ACTION,
        ADD_CONTACT,
        GO_BACK,
    )
    SCREEN_NAME = "records"
    SHOWS_GROUPS = False

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._karte: Karte | None = None
        self._records: dict[str, _Record] = {}

    @property
    def group_number(self) -> int | None:
        return self._number

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("kind", say("records.kind"), 8),
                Column("on", say("records.on"), 12, dated=12),
                Column("who", say("records.who"), 16, grow=1),
                Column("text", say("records.text"), 30, grow=4, sortable=False),
                Column("state", say("records.state"), 20),
            ],
            empty_text=say("records.empty"),
        )

    def make_source(self) -> ReadSource[_Record]:
        karte = group_karte(self.desk, self._number)
        today = self.desk.today
        actions = [_Record("action", action.due or "", action) for action in karte.actions]
        records = [
            *(record for record in actions if not _done(record)),
            *(_Record("checkin", checkin.held_on, checkin) for checkin in karte.checkins),
            *(record for record in actions if _done(record)),
            *(_Record("plan_change", change.changed_on, change) for change in karte.plan_changes),
            *(_Record("contact", contact.last_on or "", contact) for contact in karte.contacts),
        ]
        self._karte = karte
        self._records = {record.key: record for record in records}
        return ReadSource(
            records,
            lambda record: record_row(record, today),
            {
                "kind": lambda record: _KINDS.index(record.kind),
                "on": lambda record: record.on or None,
                "who": lambda record: record_row(record, today).cells[2].text,
                "state": lambda record: record_row(record, today).cells[4].text,
            },
        )

    def line_text(self) -> str:
        name = self._karte.entry.group if self._karte else ""
        return say("records.line", group=f"{self._number} {name}", count=len(self._records))

    def command_applies(self, name: str) -> bool:
        record = self._record
        if name in (READ_RECORD.name, CORRECT.name, HIDE.name):
            return record is not None
        if name == FINISH_ACTION.name:
            return record is not None and record.kind == "action" and not _done(record)
        return True

    def action_read_record(self) -> None:
        """The line in full."""
        from kodoku_tui.tui.checkins.old_note import OldNoteScreen
        from kodoku_tui.tui.lists.note_screen import NoteScreen

        record, karte, today = self._record, self._karte, self.desk.today
        if record is None or karte is None:
            return
        what = record.what
        if isinstance(what, RecordedCheckin):
            headed = karte.ending.marked_as_written(checkin_head(what, today), what.moment)
            told = [headed, "、".join(what.participants), *more_lines(what, today)]
            title = "  ".join(filter(None, told))
            self.app.push_screen(OldNoteScreen(title, what, done=done_places(karte, what.id)))
        elif isinstance(what, Contact):
            self.app.push_screen(NoteScreen(contact_words(what, today), what.note))
        elif isinstance(what, PlanChange):
            self.app.push_screen(NoteScreen(change_words(what, today), what.note))
        else:
            history = [postponed_words(one, today) for one in karte.postponements if one.action_id == what.id]
            title = f"{who_of(what)}  {what.title}  {when_of(what, today)}"
            self.app.push_screen(NoteScreen(title, "\n".join(history)))

    def action_correct(self) -> None:
        """Correct the line under the cursor."""
        record = self._record
        if record is not None:
            self.desk_app.correct(Thing(record.kind, self._number, record.what.id))

    def action_extend_due(self) -> None:
        """Put the promise under the cursor off; on another line, extend a milestone as everywhere."""
        record = self._record
        if record is None or record.kind != "action":
            self.desk_app.extend_due()
            return
        from kodoku_tui.tui.checkins.action_forms import PostponeForm

        self.desk_app.open_form(lambda: PostponeForm(self.desk, record.what.id))

    def action_finish_action(self) -> None:
        """The promise under the cursor was kept."""
        record = self._record
        if record is not None and isinstance(record.what, RecordedAction):
            self._do(lambda: finish_action(self.desk, record.what.id, on=self.desk.today))

    def action_hide(self) -> None:
        """Withdraw the line from view, after asking."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        record = self._record
        if record is None:
            return
        words = "  ".join(cell.text for cell in record_row(record, self.desk.today).cells if cell.text)
        hide: Callable[[], Outcome] = {
            "checkin": lambda: hide_checkin(self.desk, record.what.id),
            "action": lambda: hide_action(self.desk, record.what.id),
            "contact": lambda: hide_contact(self.desk, record.what.id),
            "plan_change": lambda: hide_plan_change(self.desk, record.what.id),
        }[record.kind]

        def answered(certain: bool | None) -> None:
            if certain:
                self._do(hide)

        lines = [words] + ([say("records.hide_promises")] if self._has_promises(record) else [])
        question = ConfirmScreen(
            say("records.hide_question"), lines, yes=say("records.hide_yes"), no=say("form.discard_no")
        )
        self.app.push_screen(question, answered)

    def action_add_action(self) -> None:
        """Write a promise of this group down."""
        from kodoku_tui.tui.checkins.action_forms import ActionForm

        self.desk_app.open_form(lambda: ActionForm(self.desk, self._number))

    def action_add_contact(self) -> None:
        """Record a person of this group."""
        from kodoku_tui.tui.register.contact_form import ContactForm

        self.desk_app.open_form(lambda: ContactForm(self.desk, self._number))

    @on(ListTable.RowSelected)
    def _read_selected(self) -> None:
        self.action_read_record()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @property
    def _record(self) -> _Record | None:
        return self._records.get(str(self.table.cursor_key))

    def _has_promises(self, record: _Record) -> bool:
        actions = self._karte.actions if self._karte else []
        return record.kind == "checkin" and any(
            action.checkin_id == record.what.id and action.note_line is not None for action in actions
        )

    def _do(self, act: Callable[[], Outcome]) -> None:
        def work() -> None:
            told = outcome_sentences(act(), self.desk.today)
            self.app.call_from_thread(self.desk_app.tell_saved, told)
            self.app.call_from_thread(self.reload)

        self.desk_app.in_thread(work, group="record")


def record_row(record: _Record, today: date) -> Row:
    """One record as a line: of a note what stands in its first lines."""
    what = record.what
    noun = noun_of(what.channel) if isinstance(what, RecordedCheckin) else record.kind
    kind = Cell(say(f"records.{noun}"))
    if isinstance(what, RecordedCheckin):
        cells = (
            Cell(say_day(what.held_on, today=today)),
            Cell("、".join([what.staff or say("phrase.nobody"), *what.participants])),
            Cell(" ".join(what.note[:400].split())),
            Cell(" ".join([say_word(what.channel), how_it_seemed(what), *_chosen_reader(what)])),
        )
    elif isinstance(what, RecordedAction):
        style = {"done": "muted", Nearness.OVERDUE.value: "late"}.get(what.nearness, "")
        put_off = f" {say('records.postponed', count=what.postponed)}" if what.postponed else ""
        cells = (
            Cell(say_day(what.due, today=today) if what.due else "", style),
            Cell(who_of(what), style),
            Cell(what.title, style),
            Cell(f"{when_of(what, today)}{put_off}", style),
        )
    elif isinstance(what, PlanChange):
        cells = (
            Cell(say_day(what.changed_on, today=today)),
            Cell(what.adviser),
            Cell(" ".join(what.note[:400].split())),
            Cell(say_word(what.kind)),
        )
    else:
        cells = (
            Cell(say_day(what.last_on, today=today) if what.last_on else ""),
            Cell(say_with_reading(what.name, what.reading), shorter=(what.name,)),
            Cell("  ".join(part for part in (what.role, what.phone, what.mail) if part)),
            Cell(say("karte.primary") if what.primary else ""),
        )
    return Row(record.key, (kind, *cells))


def _chosen_reader(checkin: RecordedCheckin) -> list[str]:
    """Who may read the note, where that is not as usual."""
    return [] if checkin.reader == Reader.OFFICE else [say_word(checkin.reader)]


def _done(record: _Record) -> bool:
    return isinstance(record.what, RecordedAction) and record.what.done is not None
