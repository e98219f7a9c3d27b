"""A text area that stays quick when one line holds a whole report.

Textual styles and cuts up the whole line for each row of it that shows: 60 ms a row for 200,000 letters, at every key
and at every blink of the cursor. Here only what stands in the row is styled.
"""

from __future__ import annotations

from itertools import pairwise

from rich.text import Text
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.strip import Strip
from textual.widgets import TextArea

# Shorter lines cost nothing that anybody would notice.
_LONG = 2_000


class QuickWrappedDocument(WrappedDocument):
    """Cuts a line into its rows without styling it."""

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        line = self.document.get_line(line_index)
        return [line[begin:end] for begin, end in pairwise([0, *self.get_offsets(line_index), len(line)])]

    def row(self, at: int) -> tuple[int, int]:
        """Which line stands in the row, and as which of its rows."""
        return self._offset_to_line_info[at]


class LongLineTextArea(TextArea):
    """The rows of a very long line are drawn one by one, with selection and cursor; nothing else differs."""

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = QuickWrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)

    def _render_line(self, y: int) -> Strip:
        wrapped, at = self.wrapped_document, y + self.scroll_offset.y
        if not isinstance(wrapped, QuickWrappedDocument) or at >= wrapped.height:
            return super()._render_line(y)
        line, place = wrapped.row(at)
        text = self.document.get_line(line)
        # The width of a tab depends on what stands before it in the line.
        if len(text) <= _LONG or "\t" in text:
            return super()._render_line(y)
        # Behind the last letter the cursor needs a place to stand.
        edges = [0, *wrapped.get_offsets(line), len(text) + 1]
        return self._row_of(line, f"{text} "[edges[place] : edges[place + 1]], edges[place])

    def _row_of(self, line: int, words: str, begin: int) -> Strip:
        """One row: `words` stand in `line` from `begin` on."""
        theme = self._theme
        shown = Text(words, end="", no_wrap=True)
        selected, cursor = self._selected_in(line), self.selection.end
        if theme is not None:
            if selected and theme.selection_style is not None:
                low, high = (max(0, edge - begin) for edge in selected)
                if high > low:
                    shown.stylize(theme.selection_style, low, high)
            at = cursor[1] - begin
            if (
                cursor[0] == line
                and 0 <= at < len(words)
                and self._draw_cursor
                and theme.cursor_style is not None
            ):
                shown.stylize(theme.cursor_style, at, at + 1)
        base = theme.base_style if theme is not None and theme.base_style is not None else self.rich_style
        strip = Strip(shown.render(self.app.console), cell_length=shown.cell_len)
        width = self.scrollable_content_region.size.width - self.gutter_width
        return strip.extend_cell_length(width, base).apply_style(base)

    def _selected_in(self, line: int) -> tuple[int, int] | None:
        """From which to which letter of the line is selected; None when nothing is."""
        top, bottom = sorted(self.selection)
        if top == bottom or not top[0] <= line <= bottom[0]:
            return None
        return (
            top[1] if top[0] == line else 0,
            bottom[1] if bottom[0] == line else len(self.document.get_line(line)),
        )
