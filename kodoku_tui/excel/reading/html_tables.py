"""The tables of an HTML page, which many Japanese systems hand out under the name .xls.

Runs in the reading process: only the standard library is imported here.
"""

from __future__ import annotations

from html.parser import HTMLParser

from kodoku_tui.excel.reading.text_sheet import TextSheet

_MOST_SPAN = 1_000
_MOST_TABLES = 200
_UNSEEN = ("script", "style")


def tables_of(text: str) -> list[TextSheet]:
    """Every table that holds something, outer ones without the text of those within them."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [sheet for sheet in parser.finished() if any(any(row) for row in sheet.rows)]


class _Table:
    def __init__(self) -> None:
        self.sheet = TextSheet([])
        self.cell: list[str] | None = None
        self._taken_down_to: dict[int, int] = {}
        self._place = (0, 0)

    def begin_row(self) -> None:
        self.end_cell()
        self.sheet.rows.append([])

    def begin_cell(self, down: int, right: int) -> None:
        self.end_cell()
        if not self.sheet.rows:
            self.begin_row()
        row, line = len(self.sheet.rows) - 1, self.sheet.rows[-1]
        column = len(line)
        while self._taken_down_to.get(column, -1) >= row:
            line.append("")
            column += 1
        self._place = (row, column)
        if down > 1 or right > 1:
            self.sheet.merged.append((row, column, row + down - 1, column + right - 1))
            self._taken_down_to |= dict.fromkeys(range(column, column + right), row + down - 1)
        line += [""] * right
        self.cell = []

    def end_cell(self) -> None:
        if self.cell is not None:
            row, column = self._place
            lines = "".join(self.cell).split("\n")
            self.sheet.rows[row][column] = "\n".join(" ".join(line.split()) for line in lines).strip()
            self.cell = None


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[TextSheet] = []
        self._open: list[_Table] = []
        self._unseen = 0

    def finished(self) -> list[TextSheet]:
        """All tables; what was left open is closed."""
        while self._open:
            self._close()
        return self._done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins, or a line breaks."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table" and len(self._done) < _MOST_TABLES:
            self._open.append(_Table())
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                table.begin_row()
            elif tag in {"td", "th"}:
                values = dict(attrs)
                table.begin_cell(_span(values.get("rowspan")), _span(values.get("colspan")))
            elif tag in {"br", "p", "div"} and table.cell:
                table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A table or cell ends."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in {"td", "th", "tr"}:
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._close()

    def handle_data(self, data: str) -> None:
        """Text within a cell."""
        if self._open and self._open[-1].cell is not None and not self._unseen:
            self._open[-1].cell.append(" ".join(data.split("\n")))

    def _close(self) -> None:
        table = self._open.pop()
        table.end_cell()
        self._done.append(table.sheet)


def _span(written: str | None) -> int:
    digits = (written or "").strip()
    return min(max(int(digits), 1), _MOST_SPAN) if digits.isascii() and digits.isdigit() else 1
