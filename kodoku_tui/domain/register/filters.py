"""Which groups a person wants to see; the same for the register, the lists and the exports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kodoku_tui.domain.register.status import SHOWN
from kodoku_tui.domain.text.search_words import SearchWord, words_in


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Every part that is set must hold. `status` None means whatever the status, `SHOWN` that the group has not left.

    `text` is what was typed: its words, in any order, occur in number, names, reading, project, area or targets, or in
    the name, reading or telephone number of a contact.
    `block` lets groups pass that work nationwide (全国).
    """

    text: str = ""
    staff: str | None = None
    block: str | None = None
    target: str | None = None
    status: str | None = SHOWN
    only_overdue: bool = False
    only_checkin_due: bool = False

    @property
    def words(self) -> list[SearchWord]:
        """The words of `text`, as a search takes them."""
        return words_in(self.text)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which groups, and in which order: that of a column of the register, `is_reversed` from its other end."""

    chosen: GroupFilter = field(default_factory=GroupFilter)
    order: str = "number"
    is_reversed: bool = False

    def shows_the_same_as(self, other: Selection) -> bool:
        """Whether both leave the same groups in the same order, however the words to search for are written."""
        return self._without_text() == other._without_text() and self.chosen.words == other.chosen.words

    def _without_text(self) -> Selection:
        return replace(self, chosen=replace(self.chosen, text=""))
