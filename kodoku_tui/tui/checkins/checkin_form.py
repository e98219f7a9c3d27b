"""Logging a contact with a group while still on the phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult

from kodoku_tui.domain.checkins.entries import CheckinEntry
from kodoku_tui.domain.checkins.fields import ASKED, FIELDS, RecordedCheckin
from kodoku_tui.domain.checkins.promise_lines import as_promise_line, line_of, with_promises
from kodoku_tui.domain.checkins.promises import Promise, promises_in
from kodoku_tui.domain.checkins.readers import as_stored, names_in
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import Answer, Channel, Occasion, Reader
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.checkins.checkins import list_checkins, log_checkin
from kodoku_tui.services.checkins.templates import all_templates, suggested_occasion, template_of
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.register.contacts import list_contacts
from kodoku_tui.tui.checkins.past_notes import PastNotes
from kodoku_tui.tui.checkins.promise_note_field import PromiseNoteField
from kodoku_tui.tui.forms.column_field import column_field
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.group_form import CHANGES_GROUP, GroupForm
from kodoku_tui.tui.forms.people_field import PeopleField
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.looks import WIDE
from kodoku_tui.tui.frame.shared_commands import MAKE_PROMISE

INSERT_TEMPLATE = Command("insert_template", ("f8",), group="form")
NOT_REACHED = Command("not_reached", ("f9",), group="form")
# Not in the footer, where Esc would have no room at 80 columns: the field says what it does.
CHANGE_READER = Command("change_reader", ("shift+f8",), in_footer=False, group="form")
SHOW_PAST = Command("show_past", ("f3", "alt+p"), group="form")

_PAST_NOTES = 3
# What most contacts are. How a group seems is nobody's usual: it begins as it was said last, or unsaid.
_USUAL: dict[str, Any] = {"channel": Channel.PHONE, "reader": Reader.OFFICE}
# As the key goes through them: what is chosen most after the usual one comes first.
_NEXT_READER = {Reader.OFFICE: Reader.NAMED, Reader.NAMED: Reader.SHARED, Reader.SHARED: Reader.OFFICE}


@dataclass(frozen=True)
class _Known:
    """What the file knows of a group that helps to fill the form in."""

    occasion: Occasion
    past: list[RecordedCheckin]
    people: list[Choice[str]]


def _read_known(desk: Desk, number: int) -> _Known:
    people = [
        Choice(
            contact.name,
            f"{contact.name}  {contact.role}".strip(),
            f"{contact.reading}\n{contact.phone} {contact.mail}",
        )
        for contact in list_contacts(desk, number)
    ]
    return _Known(suggested_occasion(desk, number), list_checkins(desk, number, limit=_PAST_NOTES), people)


class CheckinForm(GroupForm):
    """The note first; everything else is filled in with what is likely. Beside it the last notes."""

    TAKES_WHAT_WAS = True
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        INSERT_TEMPLATE,
        NOT_REACHED,
        CHANGE_READER,
        SHOW_PAST,
        *CHANGES_GROUP,
        MAKE_PROMISE,
    )
    DEFAULT_CSS = """
    CheckinForm {
        & > PastNotes { dock: right; height: 100%; margin: 0 0 1 0; }
    }
    """

    def __init__(
        self, desk: Desk, number: int | None, *, kind: str = "checkin", about: Sequence[str] = ()
    ) -> None:
        super().__init__(desk, number, kind=kind, about=about)
        self._known = _Known(Occasion.REGULAR, [], [])
        self._has_occasion = False
        self._shown_number = number
        if number is not None:
            self._known = _read_known(desk, number)
            self._has_occasion = True
        self._past = PastNotes()

    @property
    def help_note(self) -> str:
        """How a promise is written in the note."""
        return say("checkin.promise_help")

    def compose(self) -> ComposeResult:
        """The form, and the last notes where there is room."""
        yield from super().compose()
        yield self._past

    def on_mount(self) -> None:
        """Show the last notes."""
        self._past.show(self._known.past, self.today)
        self._arrange(self.app.size.width)
        self._suggest_template()
        note = self._field("note").area
        note.move_cursor(note.document.end)

    def on_resize(self, event: events.Resize) -> None:
        """The notes beside the form need room."""
        self._arrange(event.size.width)

    def fields(self) -> list[Field[Any]]:
        own: dict[str, Callable[[], Field[Any]]] = {
            "note": self._note_field,
            "next_on": lambda: self.date_field(
                "next_on",
                say("field.next_on"),
                self._day("next_on"),
                direction=Direction.FUTURE,
                hint=say("field.date_hint"),
            ),
            "held_on": self._held_on_field,
            "participants": self._participants_field,
            "staff": self.staff_field,
            "named": self._named_field,
        }
        plain = {field.key: field for field in FIELDS}
        return [
            *self.group_fields(),
            *(
                own[key]() if key in own else column_field(self, plain[key], self._known_of(key))
                for key in ASKED
            ),
        ]

    def _held_on_field(self) -> DateField:
        """Today, but for a group that has left or completed: then the day up to which something can be recorded."""
        usual = self._day("held_on") or self.usual_day
        return self.date_field(
            "held_on", say("field.held_on"), usual, direction=Direction.PAST, required=True
        )

    @property
    def logged(self) -> RecordedCheckin | None:
        """What is being corrected; None while a new one is written."""
        return None

    def entry_of(self, values: Mapping[str, Any]) -> CheckinEntry:
        """What is typed, as an entry. Raises `Refused` while the note is still the template."""
        if values["note"].strip() in {text.strip() for text in all_templates()}:
            raise Refused("error.note_is_template", field="note")
        given = {key: values[key] for key in ASKED if values[key] is not None}
        given["named"] = as_stored(given.get("named") or ())
        return CheckinEntry.model_validate(
            {"group_no": self.number_of(values), "channel": _USUAL["channel"], **given}
        )

    def save(self, values: Mapping[str, Any]) -> str:
        return outcome_sentences(log_checkin(self.desk, self.entry_of(values)), self.today)

    def action_insert_template(self) -> None:
        """Put what there is to ask on the chosen occasion into the note, once; after what is typed already."""
        note, occasion = self._field("note"), self._field("occasion")
        template = template_of(occasion.typed)
        if not template:
            occasion.focus_control()
            return
        if template.strip() in str(note.typed):
            note.focus_control()
            return
        typed = "" if self._is_untouched_template(note.typed) else str(note.typed).rstrip()
        note.restore(f"{typed}\n\n{template}" if typed else template)
        note.area.move_cursor(_first_gap(note.area.text, after=len(typed)))
        note.focus_control()

    def action_not_reached(self) -> None:
        """Nobody answered, and an empty note says so; once more: somebody did."""
        note, answer = self._field("note"), self._field("answer")
        said = say_word(Answer.NOT_REACHED)
        if not answer.is_empty:
            answer.restore(None)
            if str(note.typed).strip() == said:
                note.restore("")
            return
        answer.restore(Answer.NOT_REACHED)
        answer.scroll_visible()
        if self._is_untouched_template(note.typed):
            note.restore(said)

    def action_change_reader(self) -> None:
        """The next of who may read the note; for named people the cursor goes to their names."""
        reader, named = self._field("reader"), self._field("named")
        reader.restore(_NEXT_READER[Reader(reader.typed or Reader.OFFICE)])
        reader.scroll_visible()
        if reader.typed == Reader.NAMED:
            named.focus_control()
        else:
            self._field("note").focus_control()

    def action_show_past(self) -> None:
        """The last notes over the form."""
        from kodoku_tui.tui.checkins.past_notes_screen import PastNotesScreen

        self.app.push_screen(PastNotesScreen(self._known.past, self.today), self._promise_of_old)

    def action_make_promise(self) -> None:
        """What is selected in the note, or its line with the cursor, becomes a promise; or words of an old note."""
        if old := self.get_selected_text():
            self.clear_selection()
            self._promise_of_old(old)
            return
        note = self._field("note")
        area = note.area
        made = with_promises(area.text, *area.selection)
        if made != area.text:
            at = area.selection.end
            area.replace(made, (0, 0), area.document.end)
            area.move_cursor((at[0], len(area.document.get_line(at[0]))))
        note.focus_control()

    def _promise_of_old(self, words: str | None) -> None:
        """Add to the note what was promised in an old one, with the day that was meant then."""
        if not words or not words.strip():
            return
        first = words.strip().split("\n", 1)[0].strip()
        said_on = next((one.held_on for one in self._known.past if first in one.note), None)
        held_on = self.today if said_on is None else date.fromisoformat(said_on)
        lines = "\n".join(as_promise_line(line) for line in words.split("\n"))
        promises = self._promises_of(lines, held_on)
        note = self._field("note")
        typed = str(note.typed).rstrip()
        if promises:
            note.restore("\n".join([*([typed] if typed else []), *map(line_of, promises)]))
        note.focus_control()

    @on(Field.Changed)
    def _follow(self, message: Field.Changed) -> None:
        field = message.field
        if field.field_name == "group_no":
            self._group_chosen(self.number_chosen)
        elif field.field_name == "reader" and field.typed != Reader.NAMED:
            self._field("named").restore(((), ""))
        elif field.field_name == "named" and not field.is_empty:
            self._field("reader").restore(Reader.NAMED)
        elif field.field_name == "occasion":
            self._suggest_template()
            note = self._field("note")
            if field.control.has_focus and self._is_untouched_template(note.typed):
                note.restore(template_of(str(field.typed or "")))

    def _group_chosen(self, number: int | None) -> None:
        if number is None or number == self._shown_number:
            return
        self._shown_number = number
        app = self.desk_app

        def read() -> None:
            known = _read_known(self.desk, number)
            if number == self._shown_number:
                app.call_from_thread(self._show_known, known)

        app.in_thread(read, group="known")

    def _show_known(self, known: _Known) -> None:
        if not self.is_attached:
            return
        self._known = known
        self._past.show(known.past, self.today)
        self._field("participants").set_known(known.people)
        occasion = self._field("occasion")
        if occasion.is_empty:
            occasion.restore(known.occasion)
        self._suggest_template()

    def _is_untouched_template(self, note: object) -> bool:
        text = str(note).strip()
        return not text or text in {one.strip() for one in all_templates()}

    def _suggest_template(self) -> None:
        occasion = self._field("occasion").typed
        hint = say("checkin.template_hint", occasion=say_word(str(occasion))) if occasion else ""
        self._field("note").area.placeholder = hint

    def _promises(self, note: str) -> list[Promise]:
        held_on = self.today
        # Of a date that cannot be read yet, the field itself complains.
        with suppress(Refused):
            held_on = self._field("held_on").understand() or self.today
        return self._promises_of(note, held_on)

    def _promises_of(self, note: str, held_on: date) -> list[Promise]:
        names = [one.key for one in self.staff]
        return promises_in(note, held_on=held_on, staff=names, year_starts_on=self.year_starts_on)

    def _known_of(self, key: str) -> Any:
        """What stands in the field to begin with: as it was logged, else what is likely."""
        if self.logged is not None:
            return getattr(self.logged, key)
        if key == "occasion":
            return self._known.occasion if self._has_occasion else None
        if key == "condition":
            return next((one.condition for one in self._known.past if one.condition), None)
        return _USUAL.get(key)

    def _day(self, key: str) -> date | None:
        known = self._known_of(key)
        return date.fromisoformat(known) if known else None

    def _note_field(self) -> Field[Any]:
        return PromiseNoteField("note", say("field.note"), self._known_of("note") or "", read=self._promises)

    def _participants_field(self) -> Field[Any]:
        return PeopleField(
            "participants",
            say("field.participants"),
            self._known.people,
            self._known_of("participants") or (),
            hint=say("field.people_hint"),
        )

    def _named_field(self) -> Field[Any]:
        """Who of the secretariat reads a note for named people; whoever writes it does so anyhow."""
        return PeopleField(
            "named",
            say("heading.named"),
            self.staff,
            names_in(self._known_of("named") or ""),
            hint=say("field.named_hint"),
        )

    def _field(self, name: str) -> Any:
        return next(field for field in self._fields if field.field_name == name)

    def _arrange(self, width: int) -> None:
        self._past.display = width >= WIDE


def _first_gap(text: str, *, after: int) -> tuple[int, int]:
    """Where the first line that asks for something ends."""
    at = text.find(":", after)
    before = text[: at + 1 if at >= 0 else len(text)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1
