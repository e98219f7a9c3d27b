"""担当者: who carries what, a row a person, and where groups are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_said, say_with_reading
from kodoku_tui.services.people.workload import Workload, Workloads, workloads
from kodoku_tui.services.register.staff import registered_in_words
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_cells import wide_enough
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

OPEN_GROUPS_OF = Command("open_groups_of", ("enter",), group="list")
HAND_OVER = Command("hand_over", ("a", "f9"), group="list")
RENAME_STAFF = Command("rename_staff", ("f2",), group="list")
RETIRE_STAFF = Command("retire_staff", ("delete",), group="list")
ADD_STAFF = Command("add_staff", ("n", "ctrl+n", "insert"), group="list")

# The columns of numbers, with what they need in Japanese; all of them show at 80 columns.
_WIDTHS = {
    "main": 6,
    "deputy": 6,
    "attention": 8,
    "own_lateness": 8,
    "late": 5,
    "oldest": 6,
    "kept": 9,
    "held": 8,
}
_NEED_A_PERSON = (OPEN_GROUPS_OF.name, HAND_OVER.name, RENAME_STAFF.name, RETIRE_STAFF.name)


class PeopleScreen(ListScreen):
    """Whoever works first, by name; the retired after them. `marked` are the groups that were marked before."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_GROUPS_OF,
        HAND_OVER,
        RENAME_STAFF,
        RETIRE_STAFF,
        ADD_STAFF,
        GO_BACK,
    )
    SCREEN_NAME = "people"
    SHOWS_GROUPS = False

    def __init__(self, marked: Sequence[int] = ()) -> None:
        super().__init__()
        self._marked = tuple(marked)
        self._people: dict[int, Workload] = {}
        self._line = ""

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("name", say("people.name"), 11, grow=1),
                *(_number(key, least) for key, least in _WIDTHS.items()),
            ],
            empty_text=say("people.empty"),
        )

    def make_source(self) -> ReadSource[Workload]:
        found = workloads(self.desk)
        self._people = {one.member.id: one for one in found.people}
        self._line = people_line(found, self._marked)
        return ReadSource(
            found.people,
            person_row,
            {
                "name": lambda one: one.member.name,
                "main": lambda one: one.member.main_groups,
                "deputy": lambda one: one.member.deputy_groups,
                "attention": lambda one: one.attention,
                "own_lateness": lambda one: one.own_lateness,
                "late": lambda one: one.late,
                "oldest": lambda one: one.oldest_days,
                "kept": lambda one: one.kept / one.watched if one.watched else None,
                "held": lambda one: one.held,
            },
        )

    def line_text(self) -> str:
        return self._line

    def whole_text(self, row: Row) -> str:
        one = self._people.get(int(row.key))
        return "" if one is None else groups_words(one)

    @property
    def person(self) -> Workload | None:
        """Whoever is under the cursor."""
        key = self.table.cursor_key if self.is_mounted else None
        return None if key is None else self._people.get(int(key))

    def command_applies(self, name: str) -> bool:
        person = self.person
        if name == RETIRE_STAFF.name:
            return person is not None and not person.member.is_retired
        return name not in _NEED_A_PERSON or person is not None

    def action_open_groups_of(self) -> None:
        """The register with the groups of the person."""
        person = self.person
        if person is None:
            return
        self.desk_app.selection.take_off_filter()
        self.desk_app.selection.filter = GroupFilter(staff=person.member.name)
        self.app.pop_screen()
        self.desk_app.main_screens.show("register")

    def action_hand_over(self) -> None:
        """Hand the person's groups over: those that were marked, else all."""
        from kodoku_tui.tui.people.staff_forms import hand_over

        person = self.person
        if person is not None:
            hand_over(self.desk_app, person.member, self._marked, self.reload)

    def action_rename_staff(self) -> None:
        """Give the person another name."""
        from kodoku_tui.tui.people.staff_forms import RenameForm

        person = self.person
        if person is not None:
            self.desk_app.open_form(lambda: RenameForm(self.desk, person.member))

    def action_retire_staff(self) -> None:
        """The person gives the work up; what goes on is handed over."""
        from kodoku_tui.tui.people.staff_forms import retire

        person = self.person
        if person is not None:
            retire(self.desk_app, person.member, self.reload)

    def action_add_staff(self) -> None:
        """Register somebody, or somebody who is back."""
        from kodoku_tui.tui.register.staff_form import StaffForm

        def registered(name: str | None) -> None:
            if name:
                self.desk_app.tell_saved(say_said(registered_in_words(name)))

        self.desk_app.open_form(lambda: StaffForm(self.desk), registered)

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_groups_of()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()


def _number(key: str, least: int) -> Column:
    title = say(f"people.{key}")
    return Column(key, title, wide_enough(least, (title,)), align="right")


def person_row(one: Workload) -> Row:
    """One person as a line."""
    member = one.member
    gone = "muted" if member.is_retired else ""
    name = say("people.retired", name=member.name) if member.is_retired else member.name
    behind = one.kept < one.watched
    return Row(
        member.id,
        (
            Cell(say_with_reading(name, member.reading), gone, shorter=(name,)),
            _count("people.groups", member.main_groups),
            _count("people.groups", member.deputy_groups),
            _count("people.points", one.attention),
            _count("people.points", one.own_lateness),
            Cell(say("phrase.count", count=one.late), "late") if one.late else _none(),
            Cell(say("people.days", days=one.oldest_days), "late") if one.oldest_days else Cell("", "muted"),
            Cell(say("people.kept_of", kept=one.kept, watched=one.watched), "late" if behind else "")
            if one.watched
            else _none(),
            _count("phrase.count", one.held),
        ),
    )


def groups_words(one: Workload) -> str:
    """Which groups the person accompanies, by their numbers."""
    none = say("phrase.none")
    member = one.member
    return say(
        "people.groups_of",
        name=member.name,
        main=number_ranges(member.main) or none,
        deputy=number_ranges(member.deputy) or none,
    )


def people_line(found: Workloads, marked: Sequence[int] = ()) -> str:
    """How many people there are, what nobody has, and which groups were marked for handing over."""
    working = sum(not one.member.is_retired for one in found.people)
    parts = [say("people.line", count=working)]
    if found.unassigned or found.late_with_nobody:
        parts.append(say("people.nobody", groups=found.unassigned, late=found.late_with_nobody))
    if marked:
        parts.append(say("people.marked", groups=number_ranges(sorted(marked))))
    return "  ".join(parts)


def _count(key: str, count: int) -> Cell:
    return Cell(say(key, count=count)) if count else _none()


def _none() -> Cell:
    return Cell(say("phrase.none"), "muted")
