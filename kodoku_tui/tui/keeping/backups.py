"""バックアップ: the copies beside the file; making one, going back to one, looking whether all is well."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_bytes, say_said
from kodoku_tui.services.keeping.backups import Backup, back_up, backup_folder, list_backups
from kodoku_tui.services.keeping.checking import Problem, check, mend
from kodoku_tui.services.keeping.restoring import RestorePlan, plan_restore, restore
from kodoku_tui.services.keeping.words import differing_lines, made_sentence, restore_lines
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.lists.list_screen import ListScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, Row
from kodoku_tui.tui.lists.sources import ReadSource

RESTORE = Command("restore_backup", ("enter",), group="list")
LOOK_INTO = Command("look_into_backup", ("v", "f8"), group="list")
MAKE_BACKUP = Command("make_backup", ("n", "insert"), group="file")
CHECK_FILE = Command("check_file", ("k", "f9"), group="file")


class BackupsScreen(ListScreen):
    """Newest first. Nothing is laid back before what would change was shown and answered."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (RESTORE, LOOK_INTO, MAKE_BACKUP, CHECK_FILE, GO_BACK)
    SCREEN_NAME = "backups"
    SHOWS_GROUPS = False

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Backup] = {}

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("made_at", say("backup.made_at"), 19),
                Column("reason", say("backup.reason"), 22),
                Column("size", say("backup.size"), 10, align="right"),
                Column("path", say("backup.path"), 36, grow=1, sortable=False),
            ],
            empty_text=say("backup.empty"),
        )

    def make_source(self) -> ReadSource[Backup]:
        # Whoever sees where the file lies may copy it by hand.
        self.desk.make_whole()
        found = list_backups(self.desk)
        self._found = {each.path.name: each for each in found}
        return ReadSource(
            found,
            backup_row,
            {
                "made_at": lambda each: each.made_at.isoformat(),
                "reason": lambda each: each.reason.value,
                "size": lambda each: f"{each.size:020}",
            },
        )

    def line_text(self) -> str:
        size = sum(each.size for each in self._found.values())
        folder = backup_folder(self.desk)
        return say("backup.line", count=len(self._found), size=say_bytes(size), folder=folder.name)

    def command_applies(self, name: str) -> bool:
        return name not in (RESTORE.name, LOOK_INTO.name) or self._path is not None

    def action_make_backup(self) -> None:
        """Copy the file as it is now."""
        self.desk_app.in_thread(self._make, group="keeping", exclusive=True)

    def action_restore_backup(self) -> None:
        """Show what going back would change, and ask."""
        path = self._path
        if path is not None:
            self.desk_app.in_thread(lambda: self._look(path), group="keeping", exclusive=True)

    def action_look_into_backup(self) -> None:
        """Show what the backup holds, beside today."""
        if self._path is not None:
            self.desk_app.look_into(self._path)

    def action_check_file(self) -> None:
        """Look whether the file is whole and true."""
        self.desk_app.in_thread(self._check, group="keeping", exclusive=True)

    def _make(self) -> None:
        made = back_up(self.desk)
        self.app.call_from_thread(self._done, made_sentence(made))

    def _look(self, path: Path) -> None:
        plan = plan_restore(self.desk.path, path)
        self.app.call_from_thread(self._ask, plan)

    def _ask(self, plan: RestorePlan) -> None:
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        if plan.is_the_same:
            notify_plain(self.app, say("restore.same"))
            return

        def answered(certain: bool | None) -> None:
            if certain:
                self.desk_app.in_thread(lambda: self._restore(plan), group="keeping", exclusive=True)

        lines = [*restore_lines(plan), *differing_lines(plan), say("restore.kept_first")]
        question = ConfirmScreen(
            say("restore.question", name=plan.backup.name),
            lines,
            yes=say("restore.yes"),
            no=say("restore.no"),
        )
        self.app.push_screen(question, answered)

    def _restore(self, plan: RestorePlan) -> None:
        kept = restore(plan, clock=lambda: self.desk.moment_of_act)
        self.app.call_from_thread(self._done, say("restore.done_kept", path=plan.path.name, kept=kept))

    def _check(self) -> None:
        self.app.call_from_thread(self._tell_problems, check(self.desk))

    def _tell_problems(self, problems: list[Problem]) -> None:
        from kodoku_tui.tui.forms.confirm import ConfirmScreen

        if not problems:
            notify_plain(self.app, say("check.ok"))
            return

        def answered(certain: bool | None) -> None:
            if certain and any(problem.is_mendable for problem in problems):
                self.desk_app.in_thread(self._mend, group="keeping", exclusive=True)

        can_mend = any(problem.is_mendable for problem in problems)
        question = ConfirmScreen(
            say("check.found", count=len(problems)),
            [say_said(problem.said) for problem in problems],
            yes=say("check.mend") if can_mend else say("check.seen"),
            no=say("check.leave"),
        )
        self.app.push_screen(question, answered)

    def _mend(self) -> None:
        mended = mend(self.desk)
        self.app.call_from_thread(self._done, say("check.mended_count", count=len(mended)))

    def _done(self, sentence: str) -> None:
        notify_plain(self.app, sentence)
        self.reload()

    @on(ListTable.RowSelected)
    def _open_selected(self) -> None:
        self.action_restore_backup()

    @property
    def _path(self) -> Path | None:
        found = self._found.get(str(self.table.cursor_key)) if self.is_mounted else None
        return None if found is None else found.path


def backup_row(each: Backup) -> Row:
    """One backup as a line."""
    return Row(
        each.path.name,
        (
            Cell(f"{each.made_at:%Y-%m-%d %H:%M:%S}"),
            Cell(say(f"backup.reason_{each.reason.value}")),
            Cell(say_bytes(each.size)),
            Cell(each.path.name),
        ),
    )
