"""Which of a group's linkages or indicators is meant, asked where there is a choice."""

from __future__ import annotations

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.linkages.indicator_words import say_progress
from kodoku_tui.services.linkages.indicators import RecordedIndicator, list_indicators
from kodoku_tui.services.linkages.linkages import RecordedLinkage, list_linkages
from kodoku_tui.services.linkages.words import level_word
from kodoku_tui.tui.forms.choose import ChooseScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.frame.desk_app import DeskApp

_NEW = 0


def choose_linkage(app: DeskApp, number: int) -> None:
    """Record how things stand with a counterpart that is known, or with a new one."""

    def find() -> None:
        app.call_from_thread(_ask_linkage, app, number, list_linkages(app.desk, number))

    app.in_thread(find, group="choose", exclusive=True)


def correct_linkage(app: DeskApp, number: int) -> None:
    """Change what is recorded of a counterpart, asked for where there are several."""

    def find() -> None:
        linkages = list_linkages(app.desk, number)
        if not linkages:
            raise Refused("linkage.none_to_correct")
        app.call_from_thread(_ask_linkage, app, number, linkages, with_new=False)

    app.in_thread(find, group="choose", exclusive=True)


def choose_indicator(app: DeskApp, number: int, position: int | None = None) -> None:
    """Record what was measured, change an indicator, or set a new one; begins on the one at `position`."""

    def find() -> None:
        app.call_from_thread(_ask_indicator, app, number, list_indicators(app.desk, number), position)

    app.in_thread(find, group="choose", exclusive=True)


def _ask_linkage(
    app: DeskApp, number: int, linkages: list[RecordedLinkage], *, with_new: bool = True
) -> None:
    from kodoku_tui.tui.linkages.linkage_form import LinkageForm

    if not linkages:
        app.open_form(lambda: LinkageForm(app.desk, number))
        return
    if len(linkages) == 1 and not with_new:
        app.open_form(lambda: LinkageForm(app.desk, number, linkages[0].id))
        return
    choices = [
        Choice(one.id, f"{one.counterpart}  {say_word(one.kind)}  {level_word(one.level)}")
        for one in linkages
    ]

    def chosen(choice: Choice[int] | None) -> None:
        if choice is not None:
            app.open_form(lambda: LinkageForm(app.desk, number, choice.key or None))

    if with_new:
        choices.append(Choice(_NEW, say("linkage.new")))
    app.push_screen(ChooseScreen(say("linkage.choose"), choices), chosen)


def _ask_indicator(
    app: DeskApp, number: int, indicators: list[RecordedIndicator], position: int | None
) -> None:
    from kodoku_tui.tui.linkages.indicator_form import ActualForm, IndicatorForm

    if not indicators:
        app.open_form(lambda: IndicatorForm(app.desk, number))
        return
    # Measuring is what is done often: it comes first. A change has the same number below zero.
    choices = [
        *(
            Choice(one.position, say("indicator.measure", name=one.name, progress=say_progress(one)))
            for one in indicators
        ),
        *(Choice(-one.position, say("indicator.change", name=one.name)) for one in indicators),
        Choice(_NEW, say("indicator.new")),
    ]

    def chosen(choice: Choice[int] | None) -> None:
        if choice is None:
            return
        if choice.key > 0:
            app.open_form(lambda: ActualForm(app.desk, number, choice.key))
        else:
            app.open_form(lambda: IndicatorForm(app.desk, number, -choice.key or None))

    app.push_screen(ChooseScreen(say("indicator.choose"), choices, chosen=position), chosen)
