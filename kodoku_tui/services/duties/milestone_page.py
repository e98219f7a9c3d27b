"""One milestone of one group with all that happened to it."""

from __future__ import annotations

from dataclasses import dataclass

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.documents import DocumentEntry, list_documents
from kodoku_tui.services.duties.milestones import MilestoneEntry, list_milestones
from kodoku_tui.services.duties.moves import milestone_of
from kodoku_tui.services.duties.rounds import RoundEntry, StepEntry, list_rounds, list_steps, write_comment
from kodoku_tui.services.register.ending import Ending, ending_of
from kodoku_tui.services.register.finding import active_group_of, group_of
from kodoku_tui.store.queries import rows


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """A milestone, its steps and rounds oldest first, and its documents."""

    entry: MilestoneEntry
    steps: list[StepEntry]
    rounds: list[RoundEntry]
    documents: list[DocumentEntry]
    ending: Ending


def milestone_page(desk: Desk, number: int, key: str) -> MilestonePage:
    """Everything about one milestone of a group; raises `Refused` when there is none of that key."""
    with desk.reading():
        group = group_of(desk, number)
        milestone = milestone_of(desk, group["id"], key)
        return MilestonePage(
            entry=next(one for one in list_milestones(desk, number) if one.key == key),
            steps=list_steps(desk, milestone["id"]),
            rounds=list_rounds(desk, milestone["id"]),
            documents=list_documents(desk, number, milestone=key),
            ending=ending_of(desk, group),
        )


def add_comment(desk: Desk, number: int, key: str, text: str, *, round_no: int | None = None) -> Outcome:
    """Say something about a round, the newest unless another is named; what was said stays.

    Raises `Refused` for an empty comment, a group that is not active, a milestone that was never handed in, or
    a round that there is not.
    """
    text = clean_text(text, multiline=True).text.strip()
    if not text:
        raise Refused("error.note_empty", field="text")
    group = active_group_of(desk, number)
    milestone = milestone_of(desk, group["id"], key)
    titles = {"title": milestone["title"], "title_en": milestone["title_en"]}
    found = {
        each["round"]: each["id"]
        for each in rows(desk.connection, "duties/rounds", milestone_id=milestone["id"])
    }
    if not found:
        raise Refused("error.no_round_yet", field="key", **titles)
    chosen = max(found) if round_no is None else round_no
    if chosen not in found:
        raise Refused("error.no_such_round", field="round", round=chosen, newest=max(found), **titles)
    with desk.writing("unit.add_comment", number=number, name=group["name"], round=chosen, **titles) as unit:
        write_comment(desk, unit, found[chosen], text)
    return Outcome.of(
        unit, Said("saved.comment", group=f"{number} {group['name']}", **titles), row_id=milestone["id"]
    )
