"""出欠の取込: what a file would mark, whom it names that nobody knows, who stays 未確認. Nothing is written yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on

from kodoku_tui.domain.sessions.replies import Difference
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import joined, say_said, say_title
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.intake.attendance.account import account_of_attendance
from kodoku_tui.services.intake.attendance.imports import apply_attendance
from kodoku_tui.services.intake.attendance.preview import NOT_A_GROUP, AttendancePreview, Guest, MarkChange
from kodoku_tui.services.intake.model import LeftOut
from kodoku_tui.services.intake.outcome_words import account_line
from kodoku_tui.services.sessions.replies import told_difference_numbers
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.reading_screen import RELOAD
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

APPLY = Command("apply_attendance", ("ctrl+s", "f12"), group="attendance")
CHOOSE_GROUP = Command("choose_guest_group", ("enter", "f2"), group="attendance")
LEAVE_OUT = Command("leave_guest_out", ("x", "f9"), group="attendance")
REMEMBER = Command("remember_guest", ("j", "f8"), group="attendance")

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: somebody to ask about, a group with its mark, an error, or somebody who counts for no group."""

    key: str
    rank: int
    row: Row


class AttendancePreviewScreen(ListScreen):
    """Whoever is unknown stands first; Enter says which group they belong to. Nothing is written until ctrl+s."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (APPLY, CHOOSE_GROUP, LEAVE_OUT, REMEMBER, GO_BACK)
    SCREEN_NAME = "sessions"
    SHOWS_GROUPS = False

    def __init__(self, preview: AttendancePreview) -> None:
        super().__init__()
        self._preview = preview
        self._guests = {guest.key: guest for guest in preview.guests}
        self._is_saving = False

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("state", say("attendance_import.state"), 12, sortable=False),
                Column("names", say("attendance_import.guest"), 20, grow=2, sortable=False),
                Column("group", say("register.name"), 24, grow=2, sortable=False),
                Column("after", say("attendance_import.after"), 34, sortable=False),
                Column("heads", say("attendance.heads"), 6, align="right", sortable=False),
            ],
            empty_text=say("attendance_import.empty"),
        )

    def make_source(self) -> ReadSource[_Line]:
        return ReadSource(preview_lines(self._preview), lambda line: line.row, {})

    def line_text(self) -> str:
        preview = self._preview
        left = preview.left_unconfirmed
        parts = [
            say_title(preview.title, preview.title_en),
            say("attendance_import.counts", groups=len(preview.changes), unknown=len(preview.unknown)),
            account_line(account_of_attendance(preview)),
            say("attendance_import.errors", count=len(preview.errors)) if preview.errors else "",
            say("attendance_import.left", count=len(left)) if left else "",
            say("attendance_import.remembered", count=len(preview.remembered)) if preview.remembered else "",
            *map(say_said, told_difference_numbers(preview.differences)),
            say_said(preview.other_day, self.desk.today) if preview.other_day else "",
        ]
        return "  ".join(filter(None, parts))

    def command_applies(self, name: str) -> bool:
        if name in (CHOOSE_GROUP.name, LEAVE_OUT.name):
            return self.is_mounted and self._guest is not None
        if name == REMEMBER.name:
            return self.is_mounted and self._guest is not None and self._guest.can_be_remembered
        if name == APPLY.name:
            return not self._is_saving
        return name not in (RELOAD.name, "sort")

    def action_choose_guest_group(self) -> None:
        """Say which group a participant belongs to: the likeliest stand first."""
        from kodoku_tui.tui.forms.choose import ChooseScreen

        guest = self._guest
        if guest is None:
            return
        names = self._preview.group_names
        likely = list(dict.fromkeys([*guest.numbers, *guest.candidates]))
        first = [
            Choice[int](number, say("attendance_import.likely", number=number, name=names[number]))
            for number in likely
            if number in names
        ]
        nobody = Choice(NOT_A_GROUP, say("attendance_import.no_group"))
        others = [
            Choice(number, f"{number} {name}") for number, name in names.items() if number not in likely
        ]

        def chosen(choice: Choice[int] | None) -> None:
            if choice is not None:
                self._choose(guest, choice.key)

        title = say("attendance_import.which", name=guest.name, mail=guest.mail)
        chosen_now = guest.number if guest.was_chosen else None
        choices = [*first, nobody, *others]
        self.app.push_screen(
            ChooseScreen(title, choices, chosen=choices[0].key if chosen_now is None else chosen_now), chosen
        )

    def action_leave_guest_out(self) -> None:
        """Somebody of the secretariat, a speaker: counts for no group."""
        if self._guest is not None:
            self._choose(self._guest, NOT_A_GROUP)

    def action_remember_guest(self) -> None:
        """Let the participant become a contact of the group chosen, to be known the next time; or not after all."""
        guest = self._guest
        if guest is not None:
            self._preview.remember(guest.key, wanted=not guest.is_to_be_remembered)
            self.reload()

    def action_apply_attendance(self) -> None:
        """Mark what stands here, as one unit; whoever is unknown is left out, after a question."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        preview = self._preview
        if not preview.changes:
            self.desk_app.tell_saved(say("attendance_import.nothing"))
            return
        unknown = [guest.name for guest in preview.unknown]
        wrong = [error.sentence() for error in preview.errors]
        if not unknown and not wrong and preview.other_day is None:
            self._start_saving()
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self._start_saving()

        named = [*unknown, *wrong]
        key = "attendance_import.question" if named else "attendance_import.question_all"
        question = say(key, groups=len(preview.changes), left=len(named))
        if preview.other_day is not None:
            question = joined(
                [say("attendance_import.day", told=say_said(preview.other_day, self.desk.today)), question]
            )
        more = len(named) - _MOST_NAMED
        lines = named[:_MOST_NAMED] + ([say("import.more_errors", count=more)] if more > 0 else [])
        self.app.push_screen(ConfirmScreen(question, lines), answered)

    def action_go_back(self) -> None:
        """Leave without marking anybody; asks when groups were chosen here."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        if not any(guest.was_chosen for guest in self._preview.guests):
            self.dismiss()
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self.dismiss()

        question = ConfirmScreen(
            say("attendance_import.discard"), yes=say("form.discard_yes"), no=say("form.discard_no")
        )
        self.app.push_screen(question, answered)

    @on(ListTable.RowSelected)
    def _choose_selected(self) -> None:
        self.action_choose_guest_group()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @property
    def _guest(self) -> Guest | None:
        """Whom the line under the cursor asks about, or about whom a person may think again."""
        return self._guests.get(str(self.table.cursor_key))

    def _choose(self, guest: Guest, number: int) -> None:
        self._preview.choose(guest.key, number)
        self.reload()

    def _start_saving(self) -> None:
        self._is_saving = True
        self.refresh_bindings()
        self.desk_app.in_thread(self._apply, group="apply_attendance")

    def _apply(self) -> None:
        try:
            outcome = apply_attendance(self.desk, self._preview)
        finally:
            self._is_saving = False
            self.app.call_from_thread(self.refresh_bindings)
        self.app.call_from_thread(self._finish, outcome_sentences(outcome, self.desk.today))

    def _finish(self, sentence: str) -> None:
        self.desk_app.tell_saved(sentence)
        self.dismiss()


def preview_lines(preview: AttendancePreview) -> list[_Line]:
    """Whom to ask about first, then what cannot be read, then who did otherwise than they had said, then what would be
    marked, then who counts for no group, then the other rows of the file, each with why it is left out."""
    lines = [
        _guest_line(preview, guest) for guest in preview.guests if guest.number is None or guest.was_chosen
    ]
    lines.sort(key=lambda line: line.rank)
    lines += [
        _Line(
            f"error{place}",
            2,
            _row(f"error{place}", say("attendance_import.wrong"), "late", error.sentence()),
        )
        for place, error in enumerate(preview.errors)
    ]
    lines += [_difference_line(preview, number, told) for number, told in preview.differences]
    lines += [_change_line(change) for change in preview.changes if change.changes]
    lines += [_change_line(change) for change in preview.changes if not change.changes]
    lines += [
        _guest_line(preview, guest)
        for guest in preview.guests
        if guest.number == NOT_A_GROUP and not guest.was_chosen
    ]
    shown = {place for guest in preview.guests for place in guest.places}
    left = [one for one in account_of_attendance(preview).left_out if (one.sheet, one.row) not in shown]
    return [*lines, *map(_left_line, left)]


def _left_line(left: LeftOut) -> _Line:
    key = f"left{left.sheet}!{left.row}"
    place = say("attendance_import.place", sheet=left.sheet, row=left.row)
    state, reason = say("import.state_skipped"), say(f"import.left_{left.reason}")
    return _Line(key, 4, _row(key, state, "muted", place, reason))


def _guest_line(preview: AttendancePreview, guest: Guest) -> _Line:
    named = f"{guest.name} {guest.mail}".strip()
    if guest.number is None:
        likely = [
            preview.group_names[one]
            for one in guest.numbers or guest.candidates
            if one in preview.group_names
        ]
        offer = say("attendance_import.maybe", names="、".join(map(short_name, likely))) if likely else ""
        state = "several" if len(guest.numbers) > 1 else "nobody"
        return _Line(guest.key, 0, _row(guest.key, say(f"attendance_import.{state}"), "soon", named, offer))
    if guest.number == NOT_A_GROUP:
        word = say(
            "attendance_import.staff" if guest.is_staff and not guest.was_chosen else "attendance_import.out"
        )
        return _Line(guest.key, 1, _row(guest.key, word, "muted", named))
    group = f"{guest.number} {short_name(preview.group_names[guest.number])}"
    word = say("attendance_import.remembers" if guest.is_to_be_remembered else "attendance_import.chosen")
    return _Line(guest.key, 1, _row(guest.key, word, "accent", named, group))


def _difference_line(preview: AttendancePreview, number: int, told: Difference) -> _Line:
    style = "late" if told is Difference.STAYED_AWAY else "soon"
    key, group = f"reply{number}", f"{number} {short_name(preview.group_names[number])}"
    return _Line(key, 3, _row(key, say("attendance_import.replied"), style, "", group, say_word(told)))


def _change_line(change: MarkChange) -> _Line:
    key = f"group{change.number}"
    group = f"{change.number} {short_name(change.name)}"
    if change.before == change.after and change.changes:
        after, state, style = say_word(change.after), say("attendance_import.updates"), "done"
    elif change.changes:
        after = say("attendance_import.becomes", before=say_word(change.before), after=say_word(change.after))
        state, style = say("attendance_import.marks"), "done"
    else:
        after, state, style = say_word(change.after), say("attendance_import.stays"), "muted"
    heads = "" if change.heads is None else str(change.heads)
    return _Line(key, 3, _row(key, state, style, change.people or change.names or "", group, after, heads))


def _row(
    key: str, state: str, style: str, names: str, group: str = "", after: str = "", heads: str = ""
) -> Row:
    return Row(key, (Cell(state, style), Cell(names), Cell(group), Cell(after), Cell(heads)))
