"""Giving groups their staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups
from kodoku_tui.services.register.assignments import assign_staff
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.staff import list_staff
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField

# Keys of choices that are not names.
_NOBODY = "\x00nobody"


class AssignForm(FormScreen[str]):
    """Main and deputy staff of one group, or of all that are marked; somebody new is registered on the way."""

    def __init__(self, desk: Desk, numbers: Sequence[int]) -> None:
        if not numbers:
            raise Refused("error.choose_group_first")
        groups = [group_of(desk, number) for number in numbers]
        held = HeldGroups.of(desk, numbers)
        first = f"{groups[0]['number']} {groups[0]['name']}"
        super().__init__(
            title=say("assign.form_title"),
            subtitle=first if len(groups) == 1 else say("assign.several", first=first, count=len(groups)),
            kind="assign",
            about=sorted(held.uids.values()),
            groups=held,
        )
        self._desk = desk
        self._numbers = numbers
        nobody = Choice(_NOBODY, say("assign.nobody"))
        alone = groups[0] if len(groups) == 1 else None
        self._main = alone["main_staff"] if alone is not None else None
        self._deputy = alone["deputy_staff"] if alone is not None else None
        # Who accompanies the group stays to choose, retired or not.
        shown = [
            member
            for member in list_staff(desk, with_retired=True)
            if not member.is_retired or member.name in (self._main, self._deputy)
        ]
        self._staff = [
            *(Choice(member.name, self._words(member), member.reading) for member in shown),
            nobody,
        ]

    def fields(self) -> list[Field[Any]]:
        return [
            SearchChoiceField("main", say("field.main_staff"), self._staff, self._main),
            SearchChoiceField("deputy", say("field.deputy_staff"), self._staff, self._deputy),
            TextField("new_name", say("field.new_staff"), hint=say("assign.new_hint")),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        outcome = assign_staff(
            self._desk,
            self._numbers,
            main=self._meant(values["main"], self._main),
            deputy=self._meant(values["deputy"], self._deputy),
            new_name=values["new_name"],
        )
        return outcome_sentences(outcome, self._desk.today)

    def _meant(self, chosen: str | None, standing: str | None) -> str | None:
        """The name to assign, empty for nobody, None to leave as it is."""
        if chosen == _NOBODY:
            return ""
        return chosen if chosen is not None else (None if standing is None else "")

    @staticmethod
    def _words(member: Any) -> str:
        return say(
            "assign.staff_line", name=member.name, main=member.main_groups, deputy=member.deputy_groups
        )
