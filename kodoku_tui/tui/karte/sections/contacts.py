"""The people of the group's organization."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day, say_with_reading
from kodoku_tui.services.karte.karte import Karte
from kodoku_tui.services.register.contacts import Contact
from kodoku_tui.tui.lists.page_lines import Line, head


def contact_lines(karte: Karte, today: date) -> list[Line]:
    """Whom to call first, then the others."""
    lines: list[Line] = [head("karte.contacts", len(karte.contacts))]
    if not karte.contacts:
        lines.append(say("karte.no_contacts"))
    for contact in karte.contacts:
        lines.append(Content.styled(contact_words(contact, today), "bold" if contact.primary else ""))
        if contact.note:
            lines.append(Content.styled(f"    {contact.note}", "$text-muted"))
    return [*lines, ""]


def contact_words(contact: Contact, today: date) -> str:
    """Name, role, how to reach them, and their last check-in."""
    words = [
        say_with_reading(contact.name, contact.reading),
        contact.role,
        say("karte.primary") if contact.primary else "",
        contact.phone,
        contact.mail,
        say("karte.last_checkin", date=say_day(contact.last_on, today=today)) if contact.last_on else "",
    ]
    return "  ".join(word for word in words if word)
