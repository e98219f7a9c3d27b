"""Search over everything that was written down, from notes and issues to what was said of a session."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.checkins.fields import noun_of
from kodoku_tui.domain.text.search_words import SearchWord, as_json, words_in
from kodoku_tui.domain.text.snippets import snippet
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows

KINDS = (
    "checkin",
    "issue",
    "remedy",
    "action",
    "linkage",
    "indicator",
    "contact",
    "comment",
    "attendance",
    "survey",
    "extension",
    "plan_change",
    "review",
    "group",
)

MOST_FOUND = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that holds the words. `date` is ISO text, None for what has no day; `text` is what was written.

    `fiscal_year` is the year whose group or session it belongs to.
    `group_no` is None and `group` empty for an answer without a name to a session.
    """

    kind: str
    row_id: int
    group_no: int | None
    group: str
    date: str | None
    heading: str
    text: str
    fiscal_year: int

    @property
    def noun(self) -> str:
        """What it is called: its kind, and of a contact by mail that it is a message (`heading` is the channel)."""
        return noun_of(self.heading) if self.kind == "checkin" else self.kind

    def around(self, words: list[SearchWord], length: int = 80) -> str:
        """The words in what stands around them."""
        return snippet(self.text, words, length=length)


def search(desk: Desk, text: str, *, kind: str | None = None, limit: int = MOST_FOUND) -> list[Found]:
    """Everything of every year in the file that holds every word of `text`, each at least one itself; newest first.

    Words of two letters and of one are found like any other, telephone numbers by their digits. Nothing for no word.
    """
    words = words_in(text)
    if not words:
        return []
    with desk.reading() as connection:
        found = rows(
            connection,
            "desk/search",
            words=as_json(words),
            kind=kind,
            number=int(words[0].key) if len(words) == 1 and words[0].is_number else None,
            limit=limit,
        )
        return [Found(**one) for one in found]
