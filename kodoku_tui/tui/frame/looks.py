"""How things look that Textual brings along: without signs that some Japanese fonts draw two cells wide.

Lines and blocks (U+2500 to U+259F) are of ambiguous width: a terminal set to Japanese may give them two cells,
and whatever stands behind them is shifted.
"""

from __future__ import annotations

from textual.scrollbar import ScrollBar, ScrollBarRender

WIDE = 120
"""From this width on the screens have their whole names, and the earlier notes a place beside a form."""

BESIDE_A_LIST = 136
"""From this width on the group shows beside a list, which then has no fewer cells than on a screen of 100."""

LOOKS = """
Toast {
    max-width: 100%;
    padding: 1 2;
    &.-information, &.-warning, &.-error { border-left: none; }
    &.-warning { background: $warning-muted; }
    &.-error { background: $error-muted; }
}
/* A notice must not lie across the edge of the panel below it: Textual drops the wide character there. */
.-wide Toast { width: 28%; }
CommandPalette {
    & #--input, & #--input.--list-visible { border: none; padding: 1 1; background: $panel; }
    & #--input SearchIcon { display: none; }
    & LoadingIndicator { display: none; }
    & CommandList, & CommandList:focus { border: none; }
}
"""


class _PlainScrollBar(ScrollBarRender):
    """A bar whose ends fall on whole cells."""

    VERTICAL_BARS = [" "]  # noqa: RUF012 - Textual declares it as a list
    HORIZONTAL_BARS = [" "]  # noqa: RUF012


def draw_scrollbars_plainly() -> None:
    """Draw scroll bars as coloured spaces."""
    ScrollBar.renderer = _PlainScrollBar
