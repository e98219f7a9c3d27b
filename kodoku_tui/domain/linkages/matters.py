"""Words and entries of remedies (打ち手), linkages (連携) and outcome indicators (成果指標)."""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from kodoku_tui.domain.entry import Line, Text
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.words import as_word

LONGEST_NAME = 200
"""Letters that a title or a name may have: longer text belongs into a note."""

INDICATORS_AT_MOST = 3


class RemedyResult(StrEnum):
    """What came of a remedy."""

    TRYING = "試行中"
    WORKED = "効果あり"
    PARTLY = "一部効果"
    FAILED = "効果なし"

    @property
    def helped(self) -> bool:
        """Whether others may want to try it."""
        return self in (RemedyResult.WORKED, RemedyResult.PARTLY)


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


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RemedyEntry(_Entry):
    """What was tried for an issue. `staff` is who tried it; by default whoever records it."""

    text: Text
    tried_on: date
    result: Annotated[
        RemedyResult, BeforeValidator(lambda text: as_word(RemedyResult, text, field="result"))
    ] = RemedyResult.TRYING
    result_note: Text = ""
    staff: Line | None = None

    def check(self, today: date) -> None:
        """Raise `Refused` for an empty text or a day in the future."""
        if not self.text.strip():
            raise Refused("error.remedy_empty", field="text")
        if self.tried_on > today:
            raise Refused("error.date_in_future", field="tried_on", date=self.tried_on)


class LinkageEntry(_Entry):
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


class IndicatorEntry(_Entry):
    """What a group set out to reach; up to three a group. What is None stays as it was."""

    group_no: int
    position: int
    name: Line | None = None
    unit: Line | None = None
    baseline: float | None = None
    target: float | None = None
    narrative: Text | None = None

    def check(self) -> None:
        """Raise `Refused` for a fourth indicator, an empty or long name, and a number that is none."""
        if not 1 <= self.position <= INDICATORS_AT_MOST:
            raise Refused("error.indicators_at_most", field="position", count=INDICATORS_AT_MOST)
        if self.name == "":
            raise Refused("error.name_empty", field="name")
        check_length(self.name or "", field="name")
        check_length(self.unit or "", field="unit")
        for field, value in (("baseline", self.baseline), ("target", self.target)):
            if value is not None and not math.isfinite(value):
                raise Refused("error.not_a_decimal", field=field, value=value)


def check_length(text: str, *, field: str) -> None:
    """Raise `Refused` for a title or name longer than a list can carry."""
    if len(text) > LONGEST_NAME:
        raise Refused("error.too_long", field=field, count=len(text), most=LONGEST_NAME)
