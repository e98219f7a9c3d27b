"""What is handed in of a person of a group (連絡先)."""

from __future__ import annotations

import re

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused

# No more than: something on either side of one @, without spaces.
_MAIL = re.compile(r"[^\s@＠]+[@＠][^\s@＠]+")


class ContactEntry(Entry):
    """A person of a group's organization, as they are recorded. `reading` is the kana by which the name is found."""

    name: Line
    reading: Line = ""
    role: Line = ""
    phone: Line = ""
    mail: Line = ""
    is_primary: bool = False
    note: Text = ""

    def check(self) -> None:
        """Raise `Refused` for an empty name, or a mail address or telephone number that can be none."""
        if not self.name:
            raise Refused("error.name_empty", field="name")
        if self.mail and not _MAIL.fullmatch(self.mail):
            raise Refused("error.no_mail_address", field="mail", text=self.mail)
        if self.phone and not any(sign.isdigit() for sign in self.phone):
            raise Refused("error.no_phone_number", field="phone", text=self.phone)
