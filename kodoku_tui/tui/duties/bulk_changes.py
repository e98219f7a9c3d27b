"""Changing all marked cells or groups at once: ask what, show what it would do, do it in one unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from kodoku_tui.domain.register.number_ranges import number_ranges
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_said
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.tui.forms.confirm import ConfirmScreen
from kodoku_tui.tui.frame.desk_app import DeskApp

if TYPE_CHECKING:
    from kodoku_tui.services.duties.bulk import Preview
    from kodoku_tui.tui.duties.bulk_form import Asked, BulkForm

# More groups with the same reason than this are told by their numbers.
_MOST_BY_NAME = 8

MakeForm = Callable[[], "BulkForm"]


class PreviewScreen(ConfirmScreen):
    """A question about many groups: what will change and what not may be more than fits, and scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_lines(-1)", show=False),
        Binding("down", "scroll_lines(1)", show=False),
        Binding("pageup", "scroll_lines(-8)", show=False),
        Binding("pagedown", "scroll_lines(8)", show=False),
    ]

    def action_scroll_lines(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def change_marked(app: DeskApp, make: MakeForm, then: Callable[[], None]) -> None:
    """Ask with the form that `make` makes, show the preview, do it; `then` follows what was done.

    Who says no to the preview is back in the form, with everything as it was typed.
    """
    made: list[BulkForm] = []

    def make_and_keep() -> BulkForm:
        made[:] = [make()]
        return made[0]

    def asked(answer: Asked | None) -> None:
        if answer is not None:
            _show_preview(app, made[0], answer, lambda: change_marked(app, make, then), then)

    app.open_form(make_and_keep, asked)


def preview_lines(preview: Preview) -> list[str]:
    """What to think of first, who is left as it is and why, then who changes, group by group from what to what."""
    lines = [say_said(doubt) for doubt in preview.doubts]
    by_reason = sorted(preview.refused, key=lambda one: one.sentence)
    for reason, left in groupby(by_reason, key=lambda one: one.sentence):
        same = list(left)
        if len(same) > _MOST_BY_NAME:
            numbers = number_ranges(sorted(one.number for one in same))
            lines.append(say("bulk.refused_many", count=len(same), numbers=numbers, reason=reason))
        else:
            names = say("bulk.between").join(f"{one.number} {short_name(one.name)}" for one in same)
            lines.append(say("bulk.refused_names", groups=names, reason=reason))
    by_step = sorted(preview.will, key=lambda one: (one.before, one.after))
    for (before, after), changes in groupby(by_step, key=lambda one: (one.before, one.after)):
        found = sorted(changes, key=lambda one: one.number)
        names = say("bulk.between").join(f"{one.number} {short_name(one.name)}" for one in found)
        lines.append(
            say(
                "bulk.will_line",
                before=_as_read(before),
                after=_as_read(after),
                count=len(found),
                groups=names,
            )
        )
    return lines


def _show_preview(
    app: DeskApp, form: BulkForm, asked: Asked, again: Callable[[], None], then: Callable[[], None]
) -> None:
    preview = asked.preview

    def answered(certain: bool | None) -> None:
        if certain:
            app.in_thread(lambda: _do(app, form, asked, then), group="bulk")
        else:
            app.drafts[asked.draft_key] = asked.draft
            again()

    lines = preview_lines(preview)
    question = PreviewScreen(form.question(preview), lines, yes=say("bulk.yes"), no=say("bulk.no"))
    app.push_screen(question, answered)


def _do(app: DeskApp, form: BulkForm, asked: Asked, then: Callable[[], None]) -> None:
    done = outcome_sentences(form.act(asked.values), app.desk.today)

    def told() -> None:
        app.tell_saved(done)
        then()

    app.call_from_thread(told)


def _as_read(state_or_day: str) -> str:
    try:
        return say_day(date.fromisoformat(state_or_day))
    except ValueError:
        return say_word(state_or_day)
