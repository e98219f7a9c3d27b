"""Choosing which issues the board, the list and the trend show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.words import IssueCategory, Severity
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.identity import programme_uid
from kodoku_tui.services.register.choices import blocks
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.fields import Field
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices

_ANY = "any"


class IssueFilterForm(FormScreen[IssueFilter]):
    """What is left empty lets every issue pass."""

    def __init__(self, desk: Desk, chosen: IssueFilter) -> None:
        super().__init__(title=say("issues.filter_title"), kind="issue_filter", about=[programme_uid(desk)])
        self._chosen = chosen
        self._staff = staff_choices(desk, chosen.staff)

    def fields(self) -> list[Field[Any]]:
        chosen = self._chosen
        return [
            SearchChoiceField(
                "staff", say("field.staff"), self._staff, chosen.staff, hint=say("filter.empty_is_any")
            ),
            ChoiceField(
                "category", say("field.category"), _with_any(list(IssueCategory)), chosen.category or _ANY
            ),
            ChoiceField(
                "severity", say("field.severity"), _with_any(list(Severity)), chosen.severity or _ANY
            ),
            ChoiceField("block", say("field.block"), _with_any(blocks()), chosen.block or _ANY),
            ChoiceField(
                "closed",
                say("field.closed"),
                [
                    ("open", say("issues.only_open")),
                    ("untried", say("issues.without_remedy")),
                    ("all", say("issues.with_closed")),
                ],
                "untried" if chosen.without_remedy else "all" if chosen.with_closed else "open",
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> IssueFilter:
        return IssueFilter(
            staff=values["staff"],
            block=_chosen(values["block"]),
            category=_chosen(values["category"]),
            severity=_chosen(values["severity"]),
            with_closed=values["closed"] == "all",
            without_remedy=values["closed"] == "untried",
        )


def _with_any(words: list[Any]) -> list[tuple[str, str]]:
    return [(_ANY, say("filter.any")), *((str(word), say_word(str(word))) for word in words)]


def _chosen(value: str | None) -> str | None:
    return None if value in (None, _ANY) else value
