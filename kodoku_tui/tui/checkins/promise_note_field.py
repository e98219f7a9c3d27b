"""The note of a check-in: below it stands which promises its lines make, or how such a line is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kodoku_tui.domain.checkins.promises import Promise
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_day
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.frame.pausing import Pausing

_SHOWN = 3


class PromiseNoteField(NoteField, Pausing):
    """A note; `read` gives the promises that stand in it."""

    DEFAULT_CSS = """
    PromiseNoteField .note--promises { height: auto; max-height: 3; color: $text-muted; }
    """

    def __init__(
        self,
        field_name: str,
        label: str,
        value: str = "",
        *,
        read: Callable[[str], Sequence[Promise]],
        hint: str = "",
    ) -> None:
        super().__init__(field_name, label, value, required=True, hint=hint)
        self._read = read
        self._promises = Static(Content(say("checkin.promise_hint")), classes="note--promises")

    def compose_control(self) -> ComposeResult:
        """The text area, and what its lines promise."""
        yield self.area
        yield self._promises

    def on_mount(self) -> None:
        """Say what the note promises that it begins with."""
        self._tell()

    def _changed(self) -> None:
        super()._changed()
        # A note may be long: it is read when the typing rests.
        self.when_it_rests(self._tell)

    def _tell(self) -> None:
        text = self.area.text
        promises = self._read(text) if "[" in text or "［" in text else []
        sentence = say("checkin.promise_hint") if not promises else promises_in_words(promises)
        self._promises.update(Content(sentence))


def promises_in_words(promises: Sequence[Promise]) -> str:
    """The first promises with whose they are, by whom and until when, and how many there are."""
    said = []
    for promise in promises[:_SHOWN]:
        who = " ".join(part for part in (say(f"standing.{promise.turn}"), promise.staff) if part)
        when = say_day(promise.due_on) if promise.due_on else say("phrase.no_due")
        done = say("checkin.promise_done") if promise.is_done else when
        said.append(say("checkin.promise", who=who, title=promise.title, when=done))
        if promise.unread:
            said[-1] += say("checkin.promise_unread", unread="、".join(promise.unread))
    more = len(promises) - _SHOWN
    if more > 0:
        said.append(say("checkin.promises_more", count=more))
    return say("checkin.promises", count=len(promises), promises=say("checkin.between").join(said))
