"""Beginning a review, writing a decision down, and handing the minutes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import Turn
from kodoku_tui.domain.review.entries import DecisionEntry, ReviewEntry
from kodoku_tui.locale import say, say_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.desk.outcome_words import outcome_sentences
from kodoku_tui.services.identity import HeldGroups, programme_uid, uid_of
from kodoku_tui.services.register.choices import blocks
from kodoku_tui.services.review.decisions import decide, line_of_group
from kodoku_tui.services.review.minutes import minutes_written, write_minutes
from kodoku_tui.services.review.reviews import review_of, start_review
from kodoku_tui.store.written_files import MARKDOWN, WORKBOOK
from kodoku_tui.tui.exports import export_form
from kodoku_tui.tui.exports.file_form import FileForm
from kodoku_tui.tui.forms.choice_field import ChoiceField
from kodoku_tui.tui.forms.date_field import DateField
from kodoku_tui.tui.forms.fields import Field, TextField
from kodoku_tui.tui.forms.form import FormScreen
from kodoku_tui.tui.forms.note_field import NoteField
from kodoku_tui.tui.forms.search_choice_field import SearchChoiceField
from kodoku_tui.tui.forms.staff_choices import staff_choices

_ALL = "all"


class StartReviewForm(FormScreen[Outcome]):
    """Who is there, and whose groups of which block are walked through."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._staff = staff_choices(desk)
        super().__init__(title=say("review.start_title"), kind="review", about=[programme_uid(desk)])

    def fields(self) -> list[Field[Any]]:
        return [
            TextField("present", say("field.present"), self._desk.staff, hint=say("review.present_hint")),
            SearchChoiceField("staff", say("field.review_staff"), self._staff, hint=say("review.all_hint")),
            ChoiceField(
                "block",
                say("field.block"),
                [(_ALL, say("filter.any")), *((name, say_word(name)) for name in blocks())],
                _ALL,
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> Outcome:
        block = values["block"]
        entry = ReviewEntry(
            present=values["present"] or "",
            staff=values["staff"] or "",
            block="" if block in (None, _ALL) else block,
        )
        return start_review(self._desk, entry)


class DecisionForm(FormScreen[str]):
    """What was decided for one group of a review; who does it by when, where that was said."""

    def __init__(self, desk: Desk, review_id: int, number: int) -> None:
        self._desk = desk
        self._review = review_id
        self._number = number
        self._line = dict(line_of_group(desk, review_id, number))
        self._staff = staff_choices(desk, self._line["staff"])
        super().__init__(
            title=say("review.decision_title"),
            subtitle=f"{number} {self._line['group']}",
            kind="decision",
            about=[uid_of(desk, "review_group", self._line["id"])],
            groups=HeldGroups.of(desk, [number]),
        )
        self.version = self._line["version"]

    def fields(self) -> list[Field[Any]]:
        line = self._line
        turns = [(turn.value, say(f"standing.{turn.value}")) for turn in (Turn.SECRETARIAT, Turn.GROUP)]
        return [
            NoteField("decision", say("field.decision"), line["decided"], required=True),
            ChoiceField("turn", say("field.turn"), turns, line["turn"] or Turn.SECRETARIAT.value),
            SearchChoiceField("staff", say("field.staff"), self._staff, line["staff"]),
            DateField(
                "due_on",
                say("field.due_on"),
                date.fromisoformat(line["due_on"]) if line["due_on"] else None,
                today=self._desk.today,
                year_starts_on=self._desk.year_starts_on,
                direction=Direction.FUTURE,
                hint=say("field.date_hint"),
            ),
        ]

    def save(self, values: Mapping[str, Any]) -> str:
        entry = DecisionEntry(
            decision=values["decision"],
            by_group=values["turn"] == Turn.GROUP,
            staff=values["staff"],
            due_on=values["due_on"],
        )
        outcome = decide(self._desk, self._review, self._number, entry, version=self.version)
        return outcome_sentences(outcome, self._desk.today)


class MinutesForm(FileForm):
    """Where to write the minutes: a workbook, or Markdown where the name says so."""

    def __init__(self, desk: Desk, review_id: int) -> None:
        self._desk = desk
        self._review = review_of(desk, review_id)
        super().__init__(
            title=say("review.minutes_form"),
            subtitle=say("review.inside"),
            kind="minutes",
            about=[uid_of(desk, "review", review_id)],
        )

    def fields(self) -> list[Field[Any]]:
        name = say("review.file_name", day=self._review.started_on)
        path = export_form.default_folder() / f"{name}{WORKBOOK}"
        return [TextField("path", say("field.path"), str(path), required=True, hint=say("review.path_hint"))]

    def ending(self, values: Mapping[str, Any]) -> str:
        is_markdown = Path(values["path"].strip("\"'")).suffix.lower() == MARKDOWN
        return MARKDOWN if is_markdown else WORKBOOK

    def write(self, values: Mapping[str, Any], path: Path, *, replaces: bool) -> str:
        return minutes_written(path, write_minutes(self._desk, path, self._review.id, replaces=replaces))
