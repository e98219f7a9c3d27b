"""What the group set out to reach, and how far it has come."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.domain.linkages.progress import Standing, spark
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.linkages.indicator_words import say_progress, say_value
from kodoku_tui.services.linkages.indicators import RecordedIndicator
from kodoku_tui.tui.lists.page_lines import Line, head, readable

_SHOWN = 6


def indicator_lines(karte: Karte, today: date) -> list[Line]:
    """Name and progress, from where to where with a picture of the actuals, the newest actuals, the narrative."""
    lines: list[Line] = [head("karte.indicators", len(karte.indicators))]
    if not karte.indicators:
        return [*lines, say("indicator.none_of_group"), ""]
    for indicator in karte.indicators:
        lines += _one(indicator, today)
    return [*lines, ""]


def _one(indicator: RecordedIndicator, today: date) -> list[Line]:
    reached = indicator.progress.standing is Standing.REACHED
    lines: list[Line] = [
        Content.styled(
            f"{indicator.position}  {indicator.name}  {say_progress(indicator)}",
            "bold $text-success" if reached else "bold",
        ),
        Content.assemble(
            "    ",
            say(
                "indicator.from_to",
                baseline=say_value(indicator, indicator.baseline),
                target=say_value(indicator, indicator.target),
            ),
            "  ",
            Content.styled(spark([one.value for one in indicator.actuals]), "$text-accent"),
        ),
    ]
    if indicator.actuals:
        newest = indicator.actuals[-_SHOWN:]
        values = (f"{say_day(one.on, today=today)} {say_value(indicator, one.value)}" for one in newest)
        lines.append(Content.styled("    " + say("indicator.between").join(values), "$text-muted"))
    lines += [
        Content.styled(f"      {say_day(one.on, today=today)} {readable(one.note)}", "$text-muted")
        for one in indicator.actuals
        if one.note
    ]
    if indicator.narrative:
        lines.append(Content.styled(f"    {readable(indicator.narrative)}", "$text-muted"))
    return lines
