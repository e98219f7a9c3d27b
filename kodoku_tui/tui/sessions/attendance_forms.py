"""What is asked on the attendance page: many marks in one line, where all others were, follow-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.sessions.attending import parse_marks
from kodoku_tui.domain.sessions.entries import AttendanceEntry
from kodoku_tui.domain.sessions.replies import reply_meant
from kodoku_tui.domain.sessions.sessions import FollowUp, SessionFormat
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, group_uids, session_uid
from kodoku_tui.services.sessions.followups import add_followups, followup_due
from kodoku_tui.services.sessions.replies import ReplyEntry, record_replies
from kodoku_tui.services.sessions.sessions import (
    AttendanceRow,
    list_attendance,
    mark_attendance,
    not_yet,
    number_of_mark,
    session_named,
)
from kodoku_tui.store.unit import StaleVersion
from kodoku_tui.tui.forms.choice_field import ChoiceField, words_to_choose
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen

_THESE, _ALL = "these", "all"


def _named_of(groups: HeldGroups | None, numbers: Sequence[int]) -> HeldGroups | None:
    return None if groups is None else groups.only(numbers)


class MarksForm(FormScreen[str]):
    """Marks by number: 「12,20-25 x」; before the day replies. `rows` is the page on which the numbers are read."""

    def __init__(self, desk: Desk, session: str, rows: Mapping[int, AttendanceRow]) -> None:
        found = session_named(desk, session)
        super().__init__(
            title=say("marks.form_title"),
            subtitle=say_title(found["title"], found["title_en"]),
            kind="marks",
            about=[session_uid(desk, session)],
            groups=HeldGroups(desk, {number: row.group_uid for number, row in rows.items()}),
        )
        self._desk = desk
        self._session = session
        self._takes_replies = not_yet(found, desk.today) is not None
        self._versions = {number: row.version for number, row in rows.items()}
        self._reply_versions = {number: row.reply_version for number, row in rows.items()}

    def fields(self) -> list[Field[Any]]:
        return [TextField("marks", say("marks.label"), required=True, hint=say("marks.hint"))]

    def groups_meant(self, values: Mapping[str, Any]) -> HeldGroups | None:
        return _named_of(self.groups, [number for number, _ in parse_marks(values["marks"])])

    def save(self, values: Mapping[str, Any]) -> str:
        marks = parse_marks(values["marks"])
        if self._takes_replies:
            replies = [
                ReplyEntry(number, reply_meant(mark), self._reply_versions.get(number))
                for number, mark in marks
            ]
            return outcome_sentences(record_replies(self._desk, self._session, replies), self._desk.today)
        entries = [
            AttendanceEntry(
                session=self._session, group_no=number, mark=mark, version=self._versions.get(number)
            )
            for number, mark in marks
        ]
        return outcome_sentences(mark_attendance(self._desk, entries), self._desk.today)

    def has_seen(self, stale: StaleVersion, values: Mapping[str, Any]) -> None:
        if self._takes_replies:
            page = list_attendance(self._desk, self._session)
            self._reply_versions = {row.group_no: row.reply_version for row in page}
            return
        self._versions[number_of_mark(self._desk, stale.row_id)] = stale.version


class FollowUpForm(FormScreen[str]):
    """What follows an absence: of these groups (`numbers`), or of all that were absent. Without these it asks whose."""

    def __init__(self, desk: Desk, session: str, numbers: Sequence[int], absent: Sequence[int]) -> None:
        found = session_named(desk, session)
        super().__init__(
            title=say("followup.form_title"),
            subtitle=say_title(found["title"], found["title_en"]),
            kind="followup",
            about=[session_uid(desk, session), *group_uids(desk, numbers)],
            groups=HeldGroups.of(desk, {*numbers, *absent}),
        )
        self._desk = desk
        self._session = session
        self._numbers = numbers
        self._absent = absent
        self.first_field = "what" if numbers else "whose"
        self._today = desk.today
        self._year_starts_on = desk.year_starts_on

    def fields(self) -> list[Field[Any]]:
        these = ", ".join(map(str, self._numbers))
        ways = [(_ALL, say("followup.all", count=len(self._absent)))]
        if self._numbers:
            ways.insert(0, (_THESE, say("followup.these", numbers=these)))
        return [
            ChoiceField(
                "whose", say("followup.whose"), ways, _THESE if self._numbers else None, required=True
            ),
            ChoiceField(
                "what", say("followup.what"), words_to_choose(FollowUp), FollowUp.MATERIALS, required=True
            ),
            DateField(
                "due_on",
                say("followup.due"),
                followup_due(self._today),
                today=self._today,
                year_starts_on=self._year_starts_on,
                direction=Direction.FUTURE,
                required=True,
                hint=say("field.date_hint"),
            ),
        ]

    def groups_meant(self, values: Mapping[str, Any]) -> HeldGroups | None:
        return _named_of(self.groups, self._whose(values))

    def save(self, values: Mapping[str, Any]) -> str:
        numbers, what = self._whose(values), FollowUp(values["what"])
        outcome = add_followups(self._desk, self._session, numbers, what, due_on=values["due_on"])
        return outcome_sentences(outcome, self._today)

    def _whose(self, values: Mapping[str, Any]) -> Sequence[int]:
        return self._numbers if values["whose"] == _THESE else self._absent


class OthersScreen(ModalScreen[AttendanceMark]):
    """Where all those were who are not marked yet: at the place, or online. Enter takes what the session suggests."""

    DEFAULT_CSS = """
    OthersScreen {
        align: center middle;
        & > Vertical { width: 80%; max-width: 76; height: auto; padding: 1 2; background: $panel; }
        & .others--sentence { text-style: bold; height: auto; }
        & Horizontal { height: auto; margin-top: 1; align-horizontal: center; }
        & Button { margin: 0 1; width: auto; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,P,ｐ,Ｐ,f6", "answer('ON_SITE')", show=False),
        Binding("o,O,ｏ,Ｏ,f7", "answer('ONLINE')", show=False),
        Binding("n,N,ｎ,Ｎ,escape", "leave", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, count: int, session_format: str) -> None:
        super().__init__()
        self._count = count
        suggested = (
            AttendanceMark.ONLINE if session_format == SessionFormat.ONLINE else AttendanceMark.ON_SITE
        )
        self._suggested = f".others--{suggested.name}"

    def compose(self) -> ComposeResult:
        """The question and the answers."""
        with Vertical():
            yield Static(
                Content(say("attendance.others_question", count=self._count)), classes="others--sentence"
            )
            with Horizontal():
                for mark, key in ((AttendanceMark.ON_SITE, "P"), (AttendanceMark.ONLINE, "O")):
                    label = Content(f"{say_word(mark)} ({key})")
                    yield Button(label, classes=f"others--{mark.name}", compact=True)
                yield Button(Content(f"{say('confirm.no')} (N)"), classes="others--leave", compact=True)

    def on_mount(self) -> None:
        """Begin on the answer that the session suggests."""
        self.query_one(self._suggested, Button).focus()

    def action_answer(self, name: str) -> None:
        """Give the mark back."""
        self.dismiss(AttendanceMark[name])

    def action_leave(self) -> None:
        """Mark nobody."""
        self.dismiss(None)

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        message.stop()
        for mark in (AttendanceMark.ON_SITE, AttendanceMark.ONLINE):
            if message.button.has_class(f"others--{mark.name}"):
                self.dismiss(mark)
                return
        self.dismiss(None)
