"""With whom the group works, and the two measures of report section 7(3)."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.linkages.linkages import RecordedLinkage
from kodoku_tui.services.linkages.words import early_word, level_word
from kodoku_tui.tui.lists.page_lines import Line, head, readable

_BODY = "    "


def linkage_lines(karte: Karte, today: date) -> list[Line]:
    """Each counterpart with its level, its history where there is one, roles, benefit and what is lacking."""
    lines: list[Line] = [head("karte.linkages", len(karte.linkages))]
    if not karte.linkages:
        return [*lines, say("linkage.none_of_group"), ""]
    measure = karte.linkage_measure
    early = early_word(measure.early, measure.gaps)
    improved = say(f"linkage.improved_{str(measure.improved).lower()}")
    lines.append(say("linkage.measures_of_group", early=early, improved=improved))
    for linkage in karte.linkages:
        lines += _one(linkage, today)
    return [*lines, ""]


def _one(linkage: RecordedLinkage, today: date) -> list[Line]:
    since = say_day(linkage.since, today=today)
    lines: list[Line] = [
        Content.styled(
            f"{say_word(linkage.kind)}  {linkage.counterpart}  {level_word(linkage.level)}  {since}", "bold"
        )
    ]
    if len(linkage.history) > 1:
        steps = (f"{say_day(step.on, today=today)} {level_word(step.level)}" for step in linkage.history)
        lines.append(Content.styled(_BODY + " -> ".join(steps), "$text-muted"))
    lines += [
        Content.styled(f"{_BODY}{say_day(step.on, today=today)} {readable(step.note)}", "$text-muted")
        for step in linkage.history
        if step.note
    ]
    if linkage.gap or linkage.identified:
        named = (
            say_day(linkage.identified, today=today) if linkage.identified else say("linkage.not_identified")
        )
        lines.append(
            f"{_BODY}{say('linkage.gap', gap=readable(linkage.gap) or say('phrase.none'), day=named)}"
        )
    for key, text in (("linkage.role", linkage.role), ("linkage.benefit", linkage.benefit)):
        if text:
            lines.append(Content.styled(f"{_BODY}{say(key, text=readable(text))}", "$text-muted"))
    return lines
