"""Choosing which groups the register shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.domain.register.status import SHOWN, GroupStatus
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.services.register.choices import blocks, targets
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.plain_list import Choice
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices

_ANY = "any"
_NOBODY = ""


class FilterForm(FormScreen[GroupFilter]):
    """Staff, block, target, status and what is late; what is left empty lets every group pass."""

    def __init__(self, desk: Desk, chosen: GroupFilter) -> None:
        super().__init__(title=say("filter.form_title"), kind="filter", about=[programme_uid(desk)])
        self._chosen = chosen
        self._staff = [
            *staff_choices(desk, chosen.staff),
            Choice(_NOBODY, say("phrase.nobody")),
        ]

    def fields(self) -> list[Field[Any]]:
        chosen = self._chosen
        late = "overdue" if chosen.only_overdue else "checkin" if chosen.only_checkin_due else _ANY
        return [
            SearchChoiceField(
                "staff", say("field.staff"), self._staff, chosen.staff, hint=say("filter.empty_is_any")
            ),
            ChoiceField(
                "block",
                say("field.block"),
                [(_ANY, say("filter.any")), *((name, say_word(name)) for name in blocks())],
                chosen.block or _ANY,
            ),
            SearchChoiceField(
                "target",
                say("field.target"),
                [Choice(code, label) for code, label in targets()],
                chosen.target,
                hint=say("filter.empty_is_any"),
            ),
            ChoiceField(
                "status",
                say("field.status"),
                [
                    *((status.value, say_word(status)) for status in GroupStatus),
                    (_ANY, say("filter.any_status")),
                    # Last, so that every digit goes on meaning what it did.
                    (SHOWN, say_word(SHOWN)),
                ],
                chosen.status or _ANY,
            ),
            ChoiceField(
                "late",
                say("field.late"),
                [
                    (_ANY, say("filter.any_late")),
                    ("overdue", say("filter.only_overdue")),
                    ("checkin", say("filter.only_checkin_due")),
                ],
                late,
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> GroupFilter:
        status, block = values["status"], values["block"]
        return replace(
            self._chosen,
            staff=values["staff"],
            block=None if block in (None, _ANY) else block,
            target=values["target"],
            status=None if status in (None, _ANY) else status,
            only_overdue=values["late"] == "overdue",
            only_checkin_due=values["late"] == "checkin",
        )
