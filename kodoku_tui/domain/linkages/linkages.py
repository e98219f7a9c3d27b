"""With whom a group works (連携): kinds of counterparts, the levels, and what is handed in about one."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from kodoku_tui.domain.entry import Entry, Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.text.lengths import check_length
from kodoku_tui.domain.words import as_word


class CounterpartKind(StrEnum):
    """With what kind of counterpart a group works (report section 7(3))."""

    MUNICIPALITY = "自治体"
    WELFARE_COUNCIL = "社協"
    SCHOOL = "学校・教育委員会"
    COMPANY = "企業"
    NPO = "NPO"
    COMMUNITY = "地域"
    OTHER = "その他"


class LinkageLevel(StrEnum):
    """How far a linkage has come; the file holds the number."""

    NONE = "なし"
    CONTACT = "接触"
    SHARING = "情報共有"
    ROLES = "役割分担"
    SETTLED = "協働定着"

    @property
    def number(self) -> int:
        """0 to 4."""
        return list(LinkageLevel).index(self)

    @classmethod
    def of(cls, number: int) -> LinkageLevel:
        """The level of a number from the file."""
        return list(cls)[number]

    @classmethod
    def meant(cls, text: str) -> LinkageLevel:
        """The level that a person meant by its number or its word; raises `Refused` naming the choices."""
        written = text.strip()
        if len(written) == 1 and written.isdecimal() and int(written) < len(cls):
            return cls.of(int(written))
        return as_word(cls, text, field="level")


class LinkageEntry(Entry):
    """One counterpart of a group as it stands on a day; what is None stays as it was.

    A level of an earlier day than the newest belongs into the history and does not change where things stand.
    """

    group_no: int
    kind: Annotated[
        CounterpartKind, BeforeValidator(lambda text: as_word(CounterpartKind, text, field="kind"))
    ]
    counterpart: Line
    level: LinkageLevel | None = None
    reached_on: date
    level_note: Line = ""
    role_split: Text | None = None
    benefit: Text | None = None
    gap: Text | None = None
    identified_on: date | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for a missing or long name and for days in the future."""
        if not self.counterpart:
            raise Refused("error.name_empty", field="counterpart")
        check_length(self.counterpart, field="counterpart")
        for field, day in (("reached_on", self.reached_on), ("identified_on", self.identified_on)):
            if day is not None and day > today:
                raise Refused("error.date_in_future", field=field, date=day)
