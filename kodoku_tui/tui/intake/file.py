"""The first step of an import: which file, and which of its tables."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.intake.model import IntakeCancelled
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.forms.plain_list import Choice, PlainList
from kodoku_tui.tui.frame.column_words import say_failure
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.command_screen import CommandScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import GO_BACK
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.intake.journey import ImportJourney, step_line
from kodoku_tui.tui.intake.recognised_words import recognised_lines

if TYPE_CHECKING:
    from kodoku_tui.services.intake.columns.maps import ColumnMap

READ_FILE = Command("read_file", ("enter", "f12"), group="import")

FILE_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_MOST_ENTRIES = 500
_ALL = -1
_PASTED = re.compile(r".+[/\\]((?:[A-Za-z]:[/\\]|[/\\~]).*)")


class ImportFileScreen(CommandScreen[None]):
    """A path to type, with what is in its folder below; Enter opens a folder or reads a file."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (READ_FILE, GO_BACK)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ImportFileScreen {
        & .import--step { height: 1; padding: 0 1; color: $text-muted; }
        & > Vertical { height: 1fr; padding: 1 2; }
        & CleanInput { background: $boost; margin-bottom: 1; }
        & PlainList { max-height: 100%; height: 1fr; }
        & .import--remark { height: auto; min-height: 1; max-height: 10; color: $text-muted; margin-bottom: 1; }
        & .import--remark.-refused { color: $text-error; text-style: bold; }
    }
    """
    AUTO_FOCUS = "CleanInput"

    def __init__(self, journey: ImportJourney, folder: Path | None = None) -> None:
        super().__init__()
        self._journey = journey
        self._input = CleanInput(_with_separator(folder or default_folder()))
        self._list = PlainList()
        self._remark = Static(Content(say("import.file_hint")), classes="import--remark")
        self._asked = self._listed = 0
        self._waiting: Callable[[], None] | None = None
        self._is_reading = False
        self._maps: list[ColumnMap] = []

    def compose(self) -> ComposeResult:
        """Where one is, the path, what can be said about it, and what is in the folder."""
        yield TitleBar("import")
        yield Static(Content(step_line("file")), classes="import--step")
        with Vertical():
            yield self._input
            yield self._remark
            yield self._list
        yield CommandFooter()

    def on_mount(self) -> None:
        """Look into the folder, with the cursor at the end of the path."""
        self._input.cursor_position = len(self._input.value)
        self._look()

    def command_applies(self, name: str) -> bool:
        """A file that is being read cannot be read again; one can always leave."""
        return name != READ_FILE.name or not self._is_reading

    def on_unmount(self) -> None:
        """Also when the program ends: it would wait for the file to be read."""
        self._journey.leave_reading()

    def action_move(self, step: int) -> None:
        """Highlight a neighbour."""
        self._list.move(step)

    def action_page(self, pages: int) -> None:
        """Highlight a line a page away."""
        self._list.move_page(pages)

    def action_complete(self) -> None:
        """Put what is highlighted into the path."""
        if self._waits_for_the_list(self.action_complete):
            return
        choice = self._list.choice
        if choice is not None:
            self._put(Path(str(choice.key)))

    def action_read_file(self) -> None:
        """Go into a folder, or read a file."""
        typed = path_of(self._input.value)
        if not typed.is_file() and self._waits_for_the_list(self.action_read_file):
            return
        choice = self._list.choice
        path = typed if typed.is_file() or choice is None else Path(str(choice.key))
        if path.is_dir():
            self._put(path)
            return
        self._put(path)
        self._read(path)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._waiting = None
        self._look()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.command_applies(READ_FILE.name):
            self.action_read_file()

    @on(PlainList.Picked)
    def _picked(self, message: PlainList.Picked) -> None:
        self._put(Path(str(message.choice.key)))

    def _put(self, path: Path) -> None:
        self._input.value = _with_separator(path) if path.is_dir() else str(path)
        self._input.cursor_position = len(self._input.value)

    def _look(self) -> None:
        """List what the path may mean; a folder on a network may take its time."""
        self._asked += 1
        asked, written = self._asked, self._input.value

        def look() -> None:
            choices = entries_at(written)
            self.app.call_from_thread(self._show, asked, choices)

        self.desk_app.in_thread(look, group="look")

    def _show(self, asked: int, choices: Sequence[Choice[str]]) -> None:
        if asked != self._asked:
            return
        self._listed = asked
        self._list.show(choices)
        self._list.display = bool(choices)
        act, self._waiting = self._waiting, None
        if act is not None:
            act()

    def _waits_for_the_list(self, act: Callable[[], None]) -> bool:
        """Whether the list is still that of what was typed before; then `act` follows once it is the right one."""
        is_old = self._listed != self._asked
        self._waiting = act if is_old else None
        return is_old

    def _read(self, path: Path) -> None:
        self._is_reading = True
        self.refresh_bindings()
        self._tell(say("import.reading", file=path.name))

        def read() -> None:
            try:
                maps = self._journey.read(path)
            except IntakeCancelled:
                return
            except Refused as refused:
                self.app.call_from_thread(self._refuse, say_failure(refused))
            else:
                self.app.call_from_thread(self._choose_table, maps)
            finally:
                self._is_reading = False

        self.desk_app.in_thread(read, group="read_file")

    def _refuse(self, sentence: str) -> None:
        self.refresh_bindings()
        self._tell(sentence, refused=True)

    def _choose_table(self, maps: list[ColumnMap]) -> None:
        """Go on with the one table that there is, or with the one that is clear; else ask."""
        self.refresh_bindings()
        if not self.is_active:
            return
        assert self._journey.opened is not None
        self._maps = maps
        self._tell(recognised_lines(self._journey.opened.workbook))
        clear = [found for found in maps if found.is_clear]
        if len(maps) == 1 or len(clear) == 1:
            self._ask_which_copy([(clear or maps)[0]], self._go_on_with_first)
            return
        from kodoku_tui.tui.forms.choose import ChooseScreen

        certain = [found for found in maps if found.is_certain]
        choices = [Choice(place, table_line(found)) for place, found in enumerate(maps)]
        if len(certain) > 1:
            choices.insert(0, Choice(_ALL, all_lists_line(certain)))

        def chosen(choice: Choice[int] | None) -> None:
            if choice is None:
                return
            if choice.key == _ALL:
                self._ask_which_copy(certain, self._go_on_with_all)
            else:
                self._ask_which_copy([maps[choice.key]], self._go_on_with_first)

        self.app.push_screen(ChooseScreen(say("import.which_table"), choices), chosen)

    def _ask_which_copy(
        self, maps: list[ColumnMap], go_on: Callable[[list[ColumnMap]], None], left: tuple[str, ...] = ()
    ) -> None:
        """Go on with these tables, once it is clear which of two sheets counts where one is a copy of the other."""
        from kodoku_tui.services.intake.copies import copied_sheets, without_sheets

        assert self._journey.opened is not None
        sheets = copied_sheets(self._journey.opened, maps, left)
        if not sheets:
            go_on(maps)
            return
        from kodoku_tui.tui.forms.choose import ChooseScreen

        def chosen(choice: Choice[str] | None) -> None:
            if choice is None:
                return
            now_left = (*left, *(sheet for sheet in sheets if sheet != choice.key))
            kept = without_sheets(maps, now_left)
            if not kept:
                # The copy has columns of its own, and is a table of its own.
                kept = [
                    found for found in self._maps if choice.key in {table.sheet for table in found.tables}
                ]
            self._ask_which_copy(kept, go_on, now_left)

        choices = [Choice(sheet, sheet) for sheet in sheets]
        self.app.push_screen(ChooseScreen(say("import.which_copy"), choices), chosen)

    def _go_on_with_first(self, maps: list[ColumnMap]) -> None:
        """To the columns of the tables."""
        from kodoku_tui.tui.intake.columns import ImportColumnsScreen

        self._journey.choose(maps[0])
        self.app.push_screen(ImportColumnsScreen(self._journey), self._came_back)

    def _go_on_with_all(self, maps: list[ColumnMap]) -> None:
        """Straight to the preview: which column is which is certain in each of them."""
        from kodoku_tui.tui.intake.preview import ImportPreviewScreen

        self._journey.choose_all(maps)
        self.app.push_screen(ImportPreviewScreen(self._journey), self._came_back)

    def _came_back(self, _: None) -> None:
        if self._journey.report is not None:
            self.dismiss()

    def _tell(self, sentence: str, *, refused: bool = False) -> None:
        self._remark.update(Content(sentence))
        self._remark.set_class(refused, "-refused")


def default_folder() -> Path:
    """Where workbooks are looked for first: where the program was started."""
    return Path.cwd()


def path_of(written: str) -> Path:
    """What is typed as a path. One that is pasted behind the folder at hand stands for itself.

    Windows puts a path that is copied (パスのコピー) between quotes.
    """
    text = written.strip().rstrip('"')
    text = text.rpartition('"')[2]
    if (pasted := _PASTED.search(text)) is not None:
        text = pasted[1]
    return Path(text.strip().strip("'")).expanduser()


def entries_at(written: str) -> list[Choice[str]]:
    """Folders and workbooks that the path may mean: what is in the folder and begins as typed."""
    path = path_of(written)
    is_folder = written.rstrip().endswith(("/", os.sep)) or not written.strip()
    folder, begins = (path, "") if is_folder else (path.parent, path.name.casefold())
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name.casefold())
    except OSError:
        return []
    found = []
    for entry in entries:
        name = entry.name
        if name.startswith((".", "~$")) or not name.casefold().startswith(begins):
            continue
        try:
            is_dir = entry.is_dir()
        except OSError:
            continue
        if is_dir or Path(name).suffix.casefold() in FILE_ENDINGS:
            found.append((not is_dir, Choice(str(folder / name), f"{name}{os.sep}" if is_dir else name)))
    return [choice for _, choice in sorted(found, key=lambda one: one[0])][:_MOST_ENTRIES]


def table_line(found: ColumnMap) -> str:
    """A table as a line to choose: sheets, rows, and which list it looks like."""
    kind = say(f"import.kind_{found.layout.kind.name}") if found.is_clear else say("import.kind_unknown")
    return say("import.table_line", sheet=found.sheets, count=found.rows, kind=kind)


def all_lists_line(maps: Sequence[ColumnMap]) -> str:
    """All the lists of a file as one line to choose: how many rows, and which lists."""
    kinds = dict.fromkeys(say(f"import.kind_{found.layout.kind.name}") for found in maps)
    return say("import.all_lists", count=sum(found.rows for found in maps), kinds="、".join(kinds))


def _with_separator(folder: Path) -> str:
    text = str(folder)
    return text if text.endswith(os.sep) else f"{text}{os.sep}"
