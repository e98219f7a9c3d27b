"""A few lines of text that end in a sign where they hold no more."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from kodoku_tui.tui.frame.cut_text import CUT_SIGN


class CutLines(Static):
    """Text on as many lines as its style allows (`max-height`, else `height`); what is cut ends in a sign."""

    def render(self) -> RenderResult:
        """As much of the text as the lines hold."""
        whole = self.visual
        most = self.styles.max_height or self.styles.height
        if not isinstance(whole, Content) or most is None or most.cells is None:
            return whole
        return cut_to_lines(whole, self.content_size.width, most.cells)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of the whole text: the one before it, or another width, is not what counts."""
        whole = self.visual
        if isinstance(whole, Content):
            return len(whole.wrap(max(1, width)))
        return super().get_content_height(container, viewport, width)


def cut_to_lines(text: Content, width: int, most_lines: int) -> Content:
    """The text, or its longest beginning that ends in the sign and still fits on so many lines of this width."""
    if width < 1 or len(text.wrap(width)) <= most_lines:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(_begun(text, middle).wrap(width)) <= most_lines:
            fits = middle
        else:
            too_long = middle
    return _begun(text, fits)


def _begun(text: Content, letters: int) -> Content:
    return Content(text.plain[:letters].rstrip() + CUT_SIGN)
