"""The first step of an import: which file, and which of its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kodoku_tui.locale import say
from kodoku_tui.services.intake.model import IntakeCancelled
from kodoku_tui.tui.forms.file_screen import FileScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.intake.journey import ImportJourney, step_line
from kodoku_tui.tui.intake.recognised_words import recognised_lines

if TYPE_CHECKING:
    from kodoku_tui.services.intake.columns.maps import ColumnMap

_ALL = -1


class ImportFileScreen(FileScreen[None]):
    """Which workbook or text file to take in; where it holds several tables, which of them."""

    def __init__(self, journey: ImportJourney, folder: Path | None = None) -> None:
        super().__init__(step_line("file"), say("import.file_hint"), folder)
        self._journey = journey
        self._maps: list[ColumnMap] = []

    def on_unmount(self) -> None:
        """Also when the program ends: it would wait for the file to be read."""
        self._journey.leave_reading()

    def read_file(self, path: Path) -> list[ColumnMap] | None:
        """The tables of the file with their columns."""
        try:
            return self._journey.read(path)
        except IntakeCancelled:
            return None

    def has_read(self, found: list[ColumnMap]) -> None:
        """Go on with the one table that there is, or with the one that is clear; else ask."""
        maps = found
        assert self._journey.opened is not None
        self._maps = maps
        self.tell(recognised_lines(self._journey.opened.workbook))
        clear = [found for found in maps if found.is_clear]
        if len(maps) == 1 or len(clear) == 1:
            self._ask_which_copy([(clear or maps)[0]], self._go_on_with_first)
            return
        from kodoku_tui.tui.forms.choose import ChooseScreen

        certain = [found for found in maps if found.is_certain]
        choices = [Choice(place, table_line(found)) for place, found in enumerate(maps)]
        all_of_them = Choice(_ALL, all_lists_line(certain) if certain else say("import.several_lists"))
        choices.insert(0 if len(certain) > 1 else len(choices), all_of_them)

        def chosen(choice: Choice[int] | None) -> None:
            if choice is None:
                return
            if choice.key == _ALL:
                self._ask_which_copy(certain, self._go_on_with_all) if certain else self._go_on_with_all([])
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
        """To these lists with their columns; the other tables of the file can come in with them."""
        from kodoku_tui.tui.intake.lists import ImportListsScreen

        taken = {id(table) for found in maps for table in found.tables}
        others = [found for found in self._maps if id(found.tables[0]) not in taken]
        self.app.push_screen(ImportListsScreen(self._journey, maps, others), self._came_back)

    def _came_back(self, _: None) -> None:
        if self._journey.report is not None:
            self.dismiss()


def table_line(found: ColumnMap) -> str:
    """A table as a line to choose: sheets, rows, and which list it looks like."""
    kind = say(f"import.kind_{found.layout.kind.name}") if found.is_clear else say("import.kind_unknown")
    return say("import.table_line", sheet=found.sheets, count=found.rows, kind=kind)


def all_lists_line(maps: Sequence[ColumnMap]) -> str:
    """All the lists of a file as one line to choose: how many rows, and which lists."""
    kinds = dict.fromkeys(say(f"import.kind_{found.layout.kind.name}") for found in maps)
    return say("import.all_lists", count=sum(found.rows for found in maps), kinds="、".join(kinds))
