"""すべて検索: every note, issue, remedy, promise, linkage, person, answer and group that holds what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.text.search_words import SearchWord, words_in
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.services.desk.search import KINDS, MOST_FOUND, Found, search
from kodoku_tui.tui.forms.clean_input import CleanInput
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.shared_commands import CORRECT, OPEN_GROUP, SEARCH
from kodoku_tui.tui.frame.sought import Sought
from kodoku_tui.tui.frame.thing import Thing, ThingKind
from kodoku_tui.tui.lists.line_screen import LineScreen
from kodoku_tui.tui.lists.list_table import Cell, Column, ListTable, PageSource, Row
from kodoku_tui.tui.lists.sources import ReadSource

LEAVE_SEARCH = Command("leave_search", ("escape",), group="list")

_IN_LIST = (90, 64, 46, 34, 24, 16)
_IN_FULL = 240

# Comments, answers and reasons of an extension were said by somebody, once.
_THINGS: dict[str, ThingKind] = {
    "checkin": "checkin",
    "action": "action",
    "contact": "contact",
    "group": "group",
    "issue": "issue",
    "remedy": "remedy",
    "linkage": "linkage",
    "indicator": "indicator",
    "attendance": "attendance",
    "plan_change": "plan_change",
    "review": "decision",
}


class SearchScreen(LineScreen[Found]):
    """One types, and what is found shows; Enter goes into the list and opens the karte, Esc goes back."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (OPEN_GROUP, SEARCH, CORRECT, LEAVE_SEARCH)
    AUTO_FOCUS = "CleanInput"
    SCREEN_NAME = "search_all"
    DEFAULT_CSS = """
    SearchScreen CleanInput { margin: 0 1; background: $boost; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._words: list[SearchWord] = []
        self._found_for = ""
        self._is_to_open_the_only = False
        self._line = say("search.hint")

    def compose_above(self) -> ComposeResult:
        yield CleanInput(self._text, placeholder=say("search.placeholder"))

    def make_table(self) -> ListTable:
        return ListTable(
            [
                Column("kind", say("search.kind"), 8),
                Column("year", say("search.year"), 4),
                Column("date", say("search.date"), 12, dated=12),
                Column("group_no", say("work.number"), 4, align="right"),
                Column("group", say("work.group"), 16, grow=1),
                Column("text", say("search.text"), 30, grow=4, sortable=False),
            ],
            empty_text=say("search.empty"),
        )

    def make_source(self) -> ReadSource[Found]:
        # What is typed meanwhile begins a search of its own; the answer of this one is dropped then.
        text, today = self._text, self.desk.today
        words = words_in(text)
        found = search(self.desk, text)
        if text == self._text:
            self._words = words
            self.keep(found)
            self._found_for = text
            self._line = _line_of(found, words)
        return ReadSource(
            found,
            lambda one: found_row(one, words, today),
            {
                "kind": lambda one: KINDS.index(one.kind),
                "year": lambda one: one.fiscal_year,
                "date": lambda one: one.date,
                "group_no": lambda one: one.group_no,
                "group": lambda one: one.group,
            },
        )

    def line_text(self) -> str:
        return self._line

    def key_of(self, one: Found) -> str:
        return _key(one)

    def whole_of(self, one: Found) -> str:
        whose = one.heading if one.group_no is None else f"{one.group_no} {one.group}"
        return f"{whose}: {one.around(self._words, _IN_FULL)}"

    @property
    def group_number(self) -> int | None:
        # Of another year the same number is another group: what is recorded from here would go there.
        one = self.at_cursor
        return one.group_no if one is not None and one.fiscal_year == self.desk.year else None

    def command_applies(self, name: str) -> bool:
        if name == CORRECT.name:
            return self.at_cursor is not None
        return name != OPEN_GROUP.name or (self.at_cursor is not None and self.at_cursor.group_no is not None)

    def action_correct(self) -> None:
        """Put right what was found."""
        one = self.at_cursor
        if one is not None:
            self._in_its_year(one, lambda: self.desk_app.correct(thing_of(one)))

    def action_search(self) -> None:
        """Type on."""
        self.query_one(CleanInput).focus()

    def action_open_group(self) -> None:
        if self.at_cursor is not None:
            self._open(self.at_cursor)

    def _open(self, one: Found) -> None:
        """The group's page, where what was found stands on it."""
        text = "" if one.kind == "group" else one.text
        sought = Sought(tuple(self._words), text)
        if one.group_no is None:
            self.open_group(None)
        else:
            number = one.group_no
            self._in_its_year(one, lambda: self.desk_app.show_karte(number, sought))

    def _in_its_year(self, one: Found, act: Callable[[], None]) -> None:
        """Do something with what was found in the year that it is of, which then shows everywhere."""
        if one.group_no is None or one.fiscal_year == self.desk.year:
            act()
        else:
            self.desk_app.show_year(one.fiscal_year, act)

    def action_leave_search(self) -> None:
        """From the list to the words; from there back to where one was."""
        if isinstance(self.focused, CleanInput):
            self.desk_app.main_screens.show_the_one_before()
        else:
            self.action_search()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if message.value != self._text:
            self._text = message.value
            self._is_to_open_the_only = False
            self.show_others()

    @on(Input.Submitted)
    def _to_the_list(self) -> None:
        """Into the list; where only one thing was found, to its group at once."""
        self.table.focus()
        self._is_to_open_the_only = True
        self._open_the_only()

    def key_down(self, event: events.Key) -> None:
        """From the words straight into the list."""
        if isinstance(self.focused, CleanInput):
            self.table.focus()
            # Else the list would take the key as well, and step over its first row.
            event.stop()

    def _show_source(self, source: PageSource, line: str) -> None:
        super()._show_source(source, line)
        self._open_the_only()

    def _open_the_only(self) -> None:
        """Once what was found is of the words that stand there: what was found of fewer is something else."""
        if self._is_to_open_the_only and self._found_for == self._text:
            self._is_to_open_the_only = False
            if len(self.told) == 1:
                (one,) = self.told.values()
                self._open(one)


def thing_of(found: Found) -> Thing:
    """What was found, to be put right; an answer without a name belongs to no group and stays as it was said."""
    kind = _THINGS.get(found.kind)
    if kind is None or found.group_no is None:
        return Thing("stays")
    return Thing(kind, found.group_no, found.row_id)


def found_row(one: Found, words: list[SearchWord], today: date) -> Row:
    """What kind of thing, when, whose, and the words in what stands around them."""
    texts = [one.around(words, length) for length in _IN_LIST]
    sought = tuple(words)
    return Row(
        _key(one),
        (
            Cell(say(f"search.{one.noun}")),
            Cell(str(one.fiscal_year), "muted"),
            Cell(say_day(one.date, today=today) if one.date else "", "muted"),
            Cell("" if one.group_no is None else str(one.group_no)),
            Cell(say("survey.nameless") if one.group_no is None else short_name(one.group), sought=sought),
            Cell(texts[0], shorter=tuple(texts[1:]), sought=sought),
        ),
    )


def _line_of(found: list[Found], words: list[SearchWord]) -> str:
    if not words:
        return say("search.hint")
    if not found:
        return say("search.nothing")
    said = [
        f"{say(f'search.{kind}')} {say('phrase.count', count=count)}"
        for kind in KINDS
        if (count := sum(one.kind == kind for one in found))
    ]
    total = say("search.at_least" if len(found) >= MOST_FOUND else "phrase.count", count=len(found))
    return "  ".join([total, *said])


def _key(one: Found) -> str:
    # A person belongs to a group of each year.
    year = f":{one.fiscal_year}" if one.kind == "contact" else ""
    return f"{one.kind}:{one.row_id}:{one.group_no}{year}"
