"""Recording a person of a group's organization, and correcting what is known of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, uid_of
from kodoku_tui.services.register.contacts import Contact, add_contact, change_contact, list_contacts
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField


class ContactForm(FormScreen[str]):
    """Name, role and how to reach them. Without `contact_id` a new person of the group `number`.

    Raises `Refused` for a person who was withdrawn from view meanwhile.
    """

    def __init__(self, desk: Desk, number: int, contact_id: int | None = None) -> None:
        self._desk = desk
        self._number = number
        known = list_contacts(desk, number)
        self._contact: Contact | None = next((one for one in known if one.id == contact_id), None)
        if contact_id is not None and self._contact is None:
            raise Refused("error.no_such_contact", field="contact", number=contact_id)
        self._is_first = not known
        groups = HeldGroups.of(desk, [number])
        super().__init__(
            title=say("contact.change_title" if self._contact else "contact.form_title"),
            subtitle=f"{number} {group_of(desk, number)['name']}",
            kind="contact",
            about=[
                *groups.uids.values(),
                *([] if contact_id is None else [uid_of(desk, "contact", contact_id)]),
            ],
            groups=groups,
        )
        self.version = self._contact.version if self._contact else None

    def fields(self) -> list[Field[Any]]:
        contact = self._contact
        is_primary = contact.primary if contact else self._is_first
        return [
            TextField("name", say("field.person"), contact.name if contact else "", required=True),
            TextField(
                "reading",
                say("field.reading"),
                contact.reading if contact else "",
                hint=say("field.reading_hint"),
            ),
            TextField(
                "role", say("field.role"), contact.role if contact else "", hint=say("field.role_hint")
            ),
            TextField("phone", say("field.phone"), contact.phone if contact else ""),
            TextField("mail", say("field.mail"), contact.mail if contact else ""),
            ChoiceField(
                "is_primary",
                say("field.is_primary"),
                [("yes", say("contact.primary_yes")), ("no", say("contact.primary_no"))],
                "yes" if is_primary else "no",
            ),
            NoteField("note", say("field.contact_note"), contact.note if contact else ""),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = ContactEntry(
            name=values["name"],
            reading=values["reading"] or "",
            role=values["role"] or "",
            phone=values["phone"] or "",
            mail=values["mail"] or "",
            is_primary=values["is_primary"] == "yes",
            note=values["note"] or "",
        )
        if self._contact is None:
            outcome = add_contact(self._desk, self._number, entry)
        else:
            outcome = change_contact(self._desk, self._contact.id, entry, version=self.version)
        return outcome_sentences(outcome, self._desk.today)
