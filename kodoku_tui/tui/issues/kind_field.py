"""Category and subcategory of an issue as one choice, with what a title speaks of first."""

from __future__ import annotations

from collections.abc import Sequence

from kodoku_tui.domain.issues.codes import Kind
from kodoku_tui.services.issues.words import issue_kinds, say_kind
from kodoku_tui.tui.forms.plain_list import Choice, ChoiceFinder
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField


class KindField(SearchChoiceField[Kind]):
    """Its value is a pair of category and label of the subcategory, "" for the category as a whole."""

    def __init__(self, field_name: str, label: str, value: Kind | None = None, *, hint: str = "") -> None:
        self._in_order = [
            Choice((category, label), say_kind(category, label), search_text)
            for (category, label), _, search_text in issue_kinds()
        ]
        if value is not None and value not in [choice.key for choice in self._in_order]:
            # A subcategory that the seeds no longer have stays what it was.
            self._in_order.insert(0, Choice(value, say_kind(*value)))
        super().__init__(field_name, label, self._in_order, value, required=True, hint=hint)

    def put_first(self, kinds: Sequence[Kind]) -> None:
        """Let these stand before the others."""
        first = [choice for kind in kinds for choice in self._in_order if choice.key == kind]
        rest = [choice for choice in self._in_order if choice not in first]
        self._finder = ChoiceFinder([*first, *rest])
        if self.is_open:
            self.list.show(self._finder.find(self.line.value))
