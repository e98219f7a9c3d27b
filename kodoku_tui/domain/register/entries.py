"""What is handed in of a person of a group (連絡先)."""

from __future__ import annotations

import re
import unicodedata

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused

# No more than: something on either side of one @, without spaces.
_PHONE = re.compile(r"[0-9+()\-‐ー−\s]{6,}")
_BETWEEN_DIGITS = re.compile(r"[()\-‐ー−–―\s]")
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
        is_phone = any(sign.isdigit() for sign in self.phone) and not _MAIL.search(self.phone)
        if self.phone and not is_phone:
            raise Refused("error.no_phone_number", field="phone", text=self.phone)

    def check_places(self) -> None:
        """Raise `Refused` where the name or the role is a telephone number or a mail address: cells that slid along."""
        for field, text in (("name", self.name), ("role", self.role)):
            if text and (_MAIL.search(text) or _PHONE.fullmatch(unicodedata.normalize("NFKC", text))):
                key = "error.no_name_of_person" if field == "name" else "error.no_role_of_person"
                raise Refused(key, field=field, text=text)


def digits_of_phone(text: str) -> str:
    """A telephone number by what counts when two are compared."""
    return _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text)).casefold()
