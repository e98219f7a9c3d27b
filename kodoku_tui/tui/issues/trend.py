"""課題の推移: opened, closed and open at month's end, by category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.domain.linkages.progress import spark
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.issues.board import MonthCount, Trend, issue_trend
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.issues.choosing import ChoosesIssues
from kodoku_tui.tui.issues.commands import (
    ADD_REMEDY,
    ALL_ISSUES,
    EDIT_ISSUE,
    FILTER_ISSUES,
    ONLY_MINE,
    OPEN_KARTE,
    SHOW_TREND,
)
from kodoku_tui.tui.issues.filter_words import issue_filter_words
from kodoku_tui.tui.lists.page_lines import Line, joined, padded
from kodoku_tui.tui.lists.text_page import TextPage

_MONTH_WIDTH = 6
_WORD_GAP = 2


class IssueView(ChoosesIssues):
    """A view of the issues that the filter leaves; from each of them one goes to their trend."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        EDIT_ISSUE,
        ADD_REMEDY,
        FILTER_ISSUES,
        ONLY_MINE,
        SHOW_TREND,
        OPEN_KARTE,
        ALL_ISSUES,
    )

    def action_show_trend(self) -> None:
        """How the number of these issues goes month by month."""
        self.app.push_screen(IssueTrendScreen())


class IssueTrendScreen(TextPage, IssueView):
    """Three lines a category: opened, closed, open at the month's end with its picture."""

    SCREEN_NAME = "issues"

    def __init__(self) -> None:
        super().__init__()
        self._trend = Trend((), ())
        self._words = ""

    def read(self) -> None:
        chosen = self.desk_app.issue_filter
        self._trend = issue_trend(self.desk, chosen)
        self._words = issue_filter_words(chosen)

    def text(self) -> Content:
        heading = Content.styled(say("issues.trend_title", filter=self._words), "bold")
        if not self._trend.months:
            return joined([heading, "", say("issues.empty")])
        return joined([heading, "", *trend_lines(self._trend, self.size.width - 4)])

    def on_resize(self) -> None:
        """As many months as there is room for."""
        if self._trend.months:
            self._text.update(self.text())


def trend_lines(trend: Trend, width: int) -> list[Line]:
    """The newest months that fit, all categories together first."""
    words = [say(f"issues.trend_{name}") for name in ("opened", "closed", "open")]
    label = max(map(cell_len, words)) + _WORD_GAP
    room = width - label - len(trend.months) - _WORD_GAP
    shown = max(1, min(len(trend.months), room // _MONTH_WIDTH))
    firsts = [date.fromisoformat(f"{month}-01") for month in trend.months[-shown:]]
    months = "".join(_right(say("issues.month", day=first)) for first in firsts)
    lines: list[Line] = []
    for category in (None, *trend.categories):
        counts = trend.of(category)
        title = say("issues.all_categories") if category is None else say_word(category)
        lines += [
            Content.styled(f"{title}", "bold"),
            Content.styled(f"{' ' * label}{months}", "$text-muted"),
            *_three_lines(words, label, counts, shown),
            "",
        ]
    return lines


def _three_lines(words: Sequence[str], label: int, counts: Sequence[MonthCount], shown: int) -> list[Line]:
    opened, closed, still_open = (
        [getattr(count, name) for count in counts] for name in ("opened", "closed", "open")
    )
    lines: list[Line] = []
    for word, numbers in zip(words, (opened, closed, still_open), strict=True):
        text = padded(word, label) + "".join(_right(str(number)) for number in numbers[-shown:])
        # The picture shows every month, also where the numbers have no room.
        picture = f"  {spark(numbers)}" if numbers is still_open else ""
        lines.append(Content.assemble(text, Content.styled(picture, "$text-accent")))
    return lines


def _right(text: str) -> str:
    return " " * (_MONTH_WIDTH - cell_len(text)) + text
