"""The minutes of a review on the screen, made anew whenever they are read."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from kodoku_tui.domain.review.minutes import Minutes
from kodoku_tui.domain.review.progress import LineStanding
from kodoku_tui.locale import say
from kodoku_tui.reports.minutes import LineKind, minutes_lines, numbers_words
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.review.minutes import minutes_of
from kodoku_tui.services.review.reviews import end_review
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import EXPORT_STATUS, GO_BACK
from kodoku_tui.tui.lists.page_lines import Line, joined, readable
from kodoku_tui.tui.lists.text_page import TextPage

END_REVIEW = Command("end_review", ("x", "ctrl+x"), group="list")

_STYLES = {
    LineKind.TITLE: "bold",
    LineKind.WARNING: "$text-warning",
    LineKind.HEAD: "bold on $primary-muted",
    LineKind.GROUP: "bold",
    LineKind.ITEM: "",
}


class MinutesScreen(TextPage):
    """What was decided and done, group by group; from here it goes out, and from here a review is ended."""

    SCREEN_NAME = "review"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (GO_BACK, EXPORT_STATUS, END_REVIEW)

    def __init__(self, review_id: int) -> None:
        super().__init__()
        self._review = review_id
        self._minutes: Minutes | None = None

    def read(self) -> None:
        self._minutes = None
        self._minutes = minutes_of(self.desk, self._review)

    def text(self) -> Content:
        assert self._minutes is not None
        return minutes_text(self._minutes)

    def command_applies(self, name: str) -> bool:
        if name == END_REVIEW.name:
            return self._minutes is not None and self._minutes.ended_on is None
        return name != EXPORT_STATUS.name or self._minutes is not None

    def action_export_status(self) -> None:
        """Write the minutes to a workbook or as Markdown."""
        from kodoku_tui.tui.review.forms import MinutesForm

        self.desk_app.open_form(lambda: MinutesForm(self.desk, self._review))

    def action_end_review(self) -> None:
        """End the review, once the groups that nobody looked at were told."""
        minutes = self._minutes
        if minutes is None:
            return
        skipped = minutes.of(LineStanding.SKIPPED)
        told = (
            [say("review.still_skipped", count=len(skipped), numbers=numbers_words(skipped))]
            if skipped
            else []
        )
        question = ConfirmScreen(
            say("review.end_question"), told, yes=say("review.end_yes"), no=say("review.end_no")
        )
        self.app.push_screen(question, self._end_if)

    def _end_if(self, certain: bool | None) -> None:
        if certain:
            self.desk_app.in_thread(self._end, group="end_review")

    def _end(self) -> None:
        outcome = end_review(self.desk, self._review)
        self.app.call_from_thread(self.desk_app.tell_saved, outcome_sentences(outcome, self.desk.today))
        self.app.call_from_thread(self.reload)


def minutes_text(minutes: Minutes) -> Content:
    """The minutes as a page: headings stand out, each group apart from the one before."""
    lines: list[Line] = []
    for line in minutes_lines(minutes):
        if line.kind in (LineKind.HEAD, LineKind.GROUP):
            lines.append("")
        before = "  " if line.kind is LineKind.ITEM else ""
        shown = before + readable(line.text).replace("\n", "\n    ")
        lines.append(
            Content.styled(f" {shown} " if line.kind is LineKind.HEAD else shown, _STYLES[line.kind])
        )
    return joined([*lines, ""])
