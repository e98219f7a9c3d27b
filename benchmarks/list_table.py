"""How much slower a list of 100,000 rows opens and pages than one of 96: `python benchmarks/list_table.py`.

One JSON line: medians in seconds, spread, and the ratios of large to small, for
- `first_data_frame`: from making the table to the frame that shows its rows, fetched by its worker;
- `page_down`: from the act to the frame with the next page;
- `jump_to_end`: the same for the last row, which the large list has to fetch;
- `row_line`: one call of `render_line` for a row that was not drawn before.
Small and large take turns in one process, so that what else the machine does touches both alike.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from textual.app import App
from textual.geometry import Region
from textual.strip import Strip

from kodoku_tui.tui.lists.list_table import Cell, Column, Key, ListTable, Page, Row, SortOrder

SMALL, LARGE = 96, 100_000
RUNS = 7
PATIENCE = 30.0
SIZE = (140, 42)
COLUMNS = (
    Column("number", "番号", 6, "right"),
    Column("name", "団体名", 28),
    Column("project", "取組名", 30, grow=1),
    Column("due", "期限", 18),
    Column("staff", "担当者", 12),
    Column("state", "状態", 10),
)


class Register:
    """Rows made when they are asked for, with Japanese text, some of it too long for its column."""

    def __init__(self, total: int) -> None:
        self.total = total

    def in_order(self, sort: SortOrder | None) -> range:
        return range(self.total)[::-1] if sort is not None and sort[1] else range(self.total)

    def fetch(self, offset: int, limit: int, sort: SortOrder | None) -> Page:
        numbers = self.in_order(sort)[offset : offset + limit]
        return Page(offset, tuple(self.row(number) for number in numbers), self.total)

    def position_of(self, key: Key, sort: SortOrder | None) -> int | None:
        numbers = self.in_order(sort)
        return numbers.index(int(key)) if key in numbers else None

    @staticmethod
    def row(number: int) -> Row:
        late = "late" if number % 7 == 0 else ""
        texts = (f"{number}", f"架空の団体 第{number}号", f"居場所と見守りの取組{number}を地域で続ける試み")
        rest = (Cell(f"12/15(月) {number % 30}日超過", late), Cell("佐藤", "muted"), Cell("実施中"))
        return Row(number, (*(Cell(text) for text in texts), *rest))


class ClockedTable(ListTable):
    """Notes when a frame was drawn in which every row was there, by the first row on the screen."""

    def __init__(self, total: int) -> None:
        super().__init__(COLUMNS, frozen=2)
        self.drawn: dict[int, float] = {}
        self.set_source(Register(total))

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        top = self.scroll_offset.y
        last = min(top + self.rows_in_view, self.total or 0) - 1
        if self.row_key_at(top) is not None and self.row_key_at(last) is not None:
            self.drawn.setdefault(top, perf_counter())
        return strips


async def seconds_until(started: float, table: ClockedTable, top: int) -> float:
    """From `started` to the frame that begins with the row `top`."""
    while top not in table.drawn:
        if perf_counter() - started > PATIENCE:
            raise RuntimeError(f"the row {top} was never drawn")
        await asyncio.sleep(0.0005)
    return table.drawn[top] - started


async def one_run(total: int) -> dict[str, float]:
    """Open a table of so many rows, turn a page, jump to the end, draw lines that no cache knows."""
    app: App[None] = App()
    async with app.run_test(size=SIZE) as pilot:
        started = perf_counter()
        table = ClockedTable(total)
        await app.mount(table)
        figures = {"first_data_frame": await seconds_until(started, table, 0)}
        await pilot.pause()
        started = perf_counter()
        table.action_turn_page(1)
        figures["page_down"] = await seconds_until(started, table, table.rows_in_view)
        await pilot.pause()
        started = perf_counter()
        table.action_last_row()
        figures["jump_to_end"] = await seconds_until(started, table, total - table.rows_in_view)
        await pilot.pause()
        table.show_rows_anew()
        started = perf_counter()
        for y in range(1, 1 + table.rows_in_view):
            table.render_line(y)
        figures["row_line"] = (perf_counter() - started) / table.rows_in_view
    return figures


def summary(small: list[float], large: list[float]) -> dict[str, float]:
    """Medians, spread of the large one, and how many times the small one it takes."""
    low, _, high = quantiles(large, n=4)
    return {
        "small": round(median(small), 6),
        "large": round(median(large), 6),
        "large_iqr": round(high - low, 6),
        "ratio": round(median(large) / median(small), 3),
    }


async def measure() -> dict[str, object]:
    """All runs, small and large in turn, after one of each that does not count."""
    runs: dict[int, list[dict[str, float]]] = {SMALL: [], LARGE: []}
    for number in range(RUNS + 1):
        for total in (SMALL, LARGE) if number % 2 else (LARGE, SMALL):
            figures = await one_run(total)
            if number:
                runs[total].append(figures)
    names = runs[SMALL][0]
    figures_by_name = {
        name: summary([run[name] for run in runs[SMALL]], [run[name] for run in runs[LARGE]])
        for name in names
    }
    return {"benchmark": "list_table", "rows": [SMALL, LARGE], "runs": RUNS, "seconds": figures_by_name}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure()), ensure_ascii=False))
