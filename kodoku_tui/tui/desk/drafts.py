"""途中の入力: what was begun in forms and neither saved nor thrown away, of this person at this file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on

from kodoku_tui.locale import say
from kodoku_tui.services.desk.drafts import Draft, can_move, moved, uids_in
from kodoku_tui.services.identity import row_with_uid
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.drafts import KeptDrafts
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK, UNDO
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

OPEN_DRAFT = Command("open_draft", ("enter",), group="list")
CHANGE_GROUP_OF_DRAFT = Command("change_group_of_draft", ("g", "f9"), group="list")
THROW_AWAY = Command("throw_away", ("delete",), group="list")
TAKE_BACK = replace(UNDO, in_footer=False)


class _Line(NamedTuple):
    key: str
    draft: Draft


class _Thrown(NamedTuple):
    """A draft that was thrown away here, and where it was kept."""

    key: str
    draft: Draft
    home: Path | None


class DraftsScreen(ListScreen):
    """Newest first. Enter opens one as it was left; what is thrown away can be taken back until the screen closes."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_DRAFT,
        CHANGE_GROUP_OF_DRAFT,
        THROW_AWAY,
        TAKE_BACK,
        GO_BACK,
    )
    SCREEN_NAME = "drafts"
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, _Line] = {}
        self._movable: set[str] = set()
        self._thrown: list[_Thrown] = []

    @property
    def drafts(self) -> KeptDrafts:
        """All that was begun and is kept."""
        return self.desk_app.drafts

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("at", say("drafts.at"), 16),
                Column("form", say("drafts.form"), 14, grow=1),
                Column("group", say("drafts.group"), 18, grow=2),
                Column("line", say("drafts.line"), 24, grow=4, sortable=False),
            ],
            empty_text=say("drafts.empty"),
        )

    def make_source(self) -> ReadSource[_Line]:
        self.drafts.look_again()
        lines = [_Line(key, self.drafts[key]) for key in self.drafts.to_go_on_with if key in self.drafts]
        # Also of a group that is gone: to go on for another one is what is left.
        self._movable = {
            line.key
            for line in lines
            if can_move(line.key) and row_with_uid(self.desk, "linkage", uids_in(line.key)) is None
        }
        self._lines = {line.key: line for line in lines}
        at_hand = self.drafts.year
        return ReadSource(
            lines,
            lambda line: draft_row(line.key, line.draft, at_hand),
            {
                "at": lambda line: line.draft.at,
                "form": lambda line: line.draft.form_name,
                "group": lambda line: line.draft.group,
            },
        )

    def line_text(self) -> str:
        told = [say("drafts.told", count=len(self._lines))]
        if self.drafts.damaged:
            path = str(self.drafts.damaged[0].parent)
            told.append(say("drafts.damaged", count=len(self.drafts.damaged), path=path))
        return "  ".join(told)

    def whole_text(self, row: Row) -> str:
        line = self._lines.get(str(row.key))
        if line is None:
            return ""
        draft = line.draft
        return "  ".join(part for part in (draft.form_name, draft.group, draft.first_line) if part)

    def command_applies(self, name: str) -> bool:
        if name in (OPEN_DRAFT.name, CHANGE_GROUP_OF_DRAFT.name, THROW_AWAY.name):
            return self._line is not None
        return True

    def action_open_draft(self) -> None:
        """Go on where it was left."""
        line = self._line
        if line is not None:
            self.desk_app.open_draft(line.key)

    def action_change_group_of_draft(self) -> None:
        """What was typed is about another group."""
        from kodoku_tui.tui.forms.choose_group import ChosenGroup, choose_group

        line = self._line
        if line is None:
            return
        if line.key not in self._movable:
            notify_plain(self.app, say("form.group_fixed"), severity="warning")
            return

        def move(group: ChosenGroup) -> None:
            key, draft = moved(line.key, line.draft, group.uid, group.words)
            if key in self.drafts:
                notify_plain(self.app, say("drafts.another_there", group=group.words), severity="warning")
                return
            self.drafts.pop(line.key, None)
            self.drafts[key] = draft
            self.drafts.lay_aside(key)
            self.stand_on(key)
            self.reload()
            notify_plain(self.app, say("drafts.moved", group=group.words))

        choose_group(self.desk_app, move, now=uids_in(line.key)[0])

    def action_throw_away(self) -> None:
        """Ask, then forget what was typed."""
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        line = self._line
        if line is None:
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self._thrown.append(_Thrown(line.key, line.draft, self.drafts.home_of(line.key)))
                self.drafts.pop(line.key, None)
                self.reload()
                notify_plain(self.app, say("drafts.thrown"))

        words = [f"{line.draft.form_name}  {line.draft.group}".strip(), line.draft.first_line]
        question = ConfirmScreen(
            say("drafts.throw_question"),
            [part for part in words if part],
            yes=say("form.discard_yes"),
            no=say("drafts.keep"),
        )
        self.app.push_screen(question, answered)

    async def action_undo(self) -> None:
        """Take back what was thrown away here last; else what was done last, as everywhere."""
        if not self._thrown:
            await self.app.run_action("undo")
            return
        key, draft, home = self._thrown.pop()
        if key in self.drafts:
            # Something else was begun in the same form meanwhile.
            self._thrown.append(_Thrown(key, draft, home))
            notify_plain(self.app, say("drafts.another_there", group=draft.group), severity="warning")
            return
        self.drafts.put_back(key, draft, home)
        self.stand_on(key)
        self.reload()
        notify_plain(self.app, say("drafts.taken_back"))

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_open_draft()

    @on(ListTable.RowHighlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @property
    def _line(self) -> _Line | None:
        return self._lines.get(str(self.table.cursor_key)) if self.is_mounted else None


def draft_row(key: str, draft: Draft, year: int | None) -> Row:
    """One draft as a line; one of another year than that at hand says so."""
    group = draft.group
    if draft.year not in (None, year):
        group = say("draft.of_year", what=group, year=draft.year)
    return Row(
        key,
        (
            Cell(draft.at[:16].replace("T", " ")),
            Cell(draft.form_name),
            Cell(group),
            Cell(draft.first_line),
        ),
    )
