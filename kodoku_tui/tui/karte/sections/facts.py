"""What the register says of the group."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.register.fact_words import known_facts
from kodoku_tui.tui.lists.page_lines import Line, padded


def facts_lines(karte: Karte, today: date) -> list[Line]:
    """Name, project, status and the facts of the adoption."""
    entry = karte.entry
    none = say("phrase.none")
    lines: list[Line] = [
        Content.styled(f"{entry.group_no}  {entry.group}", "bold"),
        Content.styled(entry.project, "bold"),
    ]
    if entry.status != "実施中":
        ended = say(
            "karte.ended",
            status=say_word(entry.status),
            date=say_day(karte.status_on, today=today),
            reason=karte.status_reason or none,
        )
        lines.append(Content.styled(ended, "bold $text-error"))
    named = [
        ("karte.legal_form", say_word(entry.legal_form)),
        ("karte.targets", "、".join(entry.targets) or none),
        ("karte.area", entry.area or none),
        ("karte.prefectures", "、".join(entry.prefectures) or none),
        ("karte.blocks", "、".join(map(say_word, entry.blocks)) or none),
        ("karte.adopted_last_year", say("karte.yes") if entry.r6 else none),
        ("karte.staff", say("karte.staff_line", main=entry.staff or none, deputy=karte.deputy or none)),
        ("karte.cadence", say_word(karte.support_tier)),
    ]
    if entry.reading:
        named.insert(0, ("karte.reading", entry.reading))
    facts = [(say(key), value) for key, value in named]
    facts += known_facts(karte.facts, today)
    if karte.aliases:
        facts.append((say("karte.aliases"), "、".join(karte.aliases)))
    width = max(cell_len(label) for label, _ in facts)
    lines += [
        Content.assemble(Content.styled(padded(label, width + 2), "$text-muted"), value)
        for label, value in facts
    ]
    return [*lines, ""]
