"""課題: every issue as a card in the column of its state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.issues.entries import IssueChange
from kodoku_tui.domain.text.names import short_name
from kodoku_tui.domain.words import IssueState
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_ago, say_day
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.issues.board import BOARD_STATES, BoardColumn, Card, issue_board
from kodoku_tui.services.issues.issues import change_issue
from kodoku_tui.services.issues.words import say_kind, subcategory_word
from kodoku_tui.tui.frame.command_footer import CommandFooter
from kodoku_tui.tui.frame.commands import Command
from kodoku_tui.tui.frame.cut_lines import CutLines
from kodoku_tui.tui.frame.notices import notify_plain
from kodoku_tui.tui.frame.reading_screen import RELOAD, ReadingScreen
from kodoku_tui.tui.frame.shared_commands import SWITCH_VIEW
from kodoku_tui.tui.frame.title_bar import TitleBar
from kodoku_tui.tui.issues.commands import CARD_BACK, CARD_ON, OPEN_ISSUE
from kodoku_tui.tui.issues.filter_words import issue_filter_words
from kodoku_tui.tui.issues.trend import IssueView
from kodoku_tui.tui.lists.card_board import BoardCard, CardBoard, Stack
from kodoku_tui.tui.lists.copying import COPY_ROWS, copy_table

_TITLES = (
    "cli.column.category",
    "issues.subcategory",
    "cli.column.severity",
    "cli.column.state",
    "cli.column.title",
    "register.number",
    "register.name",
    "cli.column.opened",
)


class IssueBoardScreen(ReadingScreen, IssueView):
    """Arrows move between cards, shift and an arrow moves the card to the next or the previous state."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (
        OPEN_ISSUE,
        CARD_ON,
        CARD_BACK,
        SWITCH_VIEW,
        COPY_ROWS,
        RELOAD,
    )
    AUTO_FOCUS = "CardBoard"
    DEFAULT_CSS = """
    IssueBoardScreen {
        & .issue-board--line { height: 1; padding: 0 1; color: $text-muted; }
        & .issue-board--whole { height: 2; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[int, Card] = {}
        self._line = Static(Content(""), classes="issue-board--line")
        self._whole = CutLines(Content(""), classes="issue-board--whole")
        self._board = CardBoard()

    @property
    def issue_id(self) -> int | None:
        """The issue under the cursor."""
        return self._board.key

    @property
    def group_number(self) -> int | None:
        """The number of the group under the cursor."""
        card = self._card
        return None if card is None else card.group_no

    def compose(self) -> ComposeResult:
        """Title, the filter in words, the board, the card in full, the keys."""
        yield TitleBar("issues")
        yield self._line
        yield self._board
        yield self._whole
        yield CommandFooter()

    def command_applies(self, name: str) -> bool:
        """A card moves as far as there are columns."""
        card = self._card
        if name == CARD_ON.name:
            return card is not None and card.state != BOARD_STATES[-1]
        if name == CARD_BACK.name:
            return card is not None and card.state != BOARD_STATES[0]
        return super().command_applies(name)

    def action_switch_view(self) -> None:
        """The same issues as a list by category."""
        from kodoku_tui.tui.issues.issue_list import IssueListScreen

        self.app.push_screen(IssueListScreen())

    def action_card_on(self) -> None:
        """To the next state; solving asks for the remedy that worked."""
        self._move(1)

    def action_card_back(self) -> None:
        """To the previous state."""
        self._move(-1)

    def action_copy_rows(self) -> None:
        """The card under the cursor, for Excel."""
        card = self._card
        lines = [] if card is None else [_values(card, self.desk.today)]
        copy_table(self.desk_app, [say(title) for title in _TITLES], lines)

    def _move(self, step: int) -> None:
        card = self._card
        if card is None:
            return
        state = BOARD_STATES[BOARD_STATES.index(IssueState(card.state)) + step]
        if state is IssueState.SOLVED:
            from kodoku_tui.tui.issues.edit_form import IssueEditForm

            self.desk_app.open_form(lambda: IssueEditForm(self.desk, card.id, state=state))
        else:
            self.desk_app.in_thread(lambda: self._write(card, state), group="move", exclusive=True)

    def _write(self, card: Card, state: IssueState) -> None:
        try:
            outcome = change_issue(self.desk, card.id, IssueChange(state=state), version=card.version)
        finally:
            self.app.call_from_thread(self.reload)
        self.app.call_from_thread(notify_plain, self.app, outcome_sentences(outcome, self.desk.today))

    @on(CardBoard.Selected)
    def _open_selected(self) -> None:
        self.action_open_issue()

    @on(CardBoard.Highlighted)
    def _tell_whole(self) -> None:
        card = self._card
        self._whole.update(Content("" if card is None else whole_card(card, self.desk.today)))
        self.refresh_bindings()

    @property
    def _card(self) -> Card | None:
        return None if self._board.key is None else self._cards.get(self._board.key)

    def read_file(self) -> Callable[[], None]:
        """The cards that the filter leaves; the cursor stays on its card."""
        chosen = self.desk_app.issue_filter
        columns = issue_board(self.desk, chosen)
        return lambda: self._show(columns, issue_filter_words(chosen))

    def _show(self, columns: list[BoardColumn], words: str) -> None:
        today = self.desk.today
        self._cards = {card.id: card for column in columns for card in column.cards}
        total = sum(column.total for column in columns if column.state != IssueState.SOLVED)
        self._line.update(Content(say("issues.board_line", count=total, filter=words)))
        self._board.show([_stack(column, today) for column in columns])


def whole_card(card: Card, today: date) -> str:
    """The card in full."""
    since = say("issue.opened_on", day=say_day(card.opened, today=today), ago=_age(card, today))
    parts = [
        f"#{card.id} {card.title}",
        f"{card.group_no} {card.group}",
        say_kind(card.category, card.subcategory),
        say("issue.severity_of", severity=say_word(card.severity)),
        since,
    ]
    return "  ".join(parts)


def _values(card: Card, today: date) -> list[str]:
    """The card as a line under `_TITLES`."""
    return [
        say_word(card.category),
        subcategory_word(card.subcategory),
        say_word(card.severity),
        say_word(card.state),
        card.title,
        str(card.group_no),
        card.group,
        say_day(card.opened, today=today),
    ]


def _stack(column: BoardColumn, today: date) -> Stack:
    count = say("phrase.count", count=column.total) if column.total else say("phrase.none")
    hidden = column.total - len(column.cards)
    return Stack(
        f"{say_word(column.state)} {count}",
        tuple(_board_card(card, today) for card in column.cards),
        say("issues.more", count=hidden) if hidden else "",
    )


def _board_card(card: Card, today: date) -> BoardCard:
    is_open = card.closed is None
    style = "late" if is_open and card.severity == "重" else "" if is_open else "muted"
    return BoardCard(
        card.id,
        f"{say_word(card.severity)} {card.title}",
        f"{card.group_no} {short_name(card.group)}  {_age(card, today)}",
        style,
    )


def _age(card: Card, today: date) -> str:
    return say_ago((today - date.fromisoformat(card.closed or card.opened)).days)
