"""The papers of the invented year: contracts that were sent out (書類送付), and documents that came in.

Told beside the rest (`beside`), so that what was told before does not fall out differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from random import Random
from typing import Any

from kodoku_tui.domain.duties.milestones import Move
from kodoku_tui.services.demonstration.cast import Cast, Member, material
from kodoku_tui.services.demonstration.story import Story, days, open_day
from kodoku_tui.services.duties.documents import receive_document
from kodoku_tui.services.duties.milestones import move_milestone

# Of the vouchers, some come later than the report, and some have not come when it is looked at.
_VOUCHERS_SHARE = 0.7


def beside(story: Story, name: str) -> Story:
    """A story of the same day with chances of its own; `story` takes its acts in."""
    return Story(story.today, Random(f"{name} {story.today.isoformat()}"), story.acts)


def tell_papers(story: Story, cast: Cast, plan: Mapping[str, Any]) -> None:
    """Every contract goes out before it comes back; every document that is handed in is ticked off."""
    told = beside(story, "papers")
    for member in cast.members:
        _tell_sending(told, member, plan)
        _tell_documents(told, member, plan)


def _tell_sending(story: Story, member: Member, plan: Mapping[str, Any]) -> None:
    returned_on = next((on for move, on, _ in member.steps["contract"] if move is Move.SUBMIT), None)
    if returned_on is None:
        return
    sent_on = open_day(max(plan["starts_on"] + days(1), returned_on - days(story.random.randint(4, 9))))
    if sent_on < returned_on:
        send = partial(move_milestone, number=member.number, key="contract", move=Move.SEND, on=sent_on)
        story.tell(sent_on, member.main, send)


def _tell_documents(story: Story, member: Member, plan: Mapping[str, Any]) -> None:
    for milestone in plan["milestones"]:
        wanted = [document["key"] for document in milestone.get("documents", ())]
        handed_in = [on for move, on, _ in member.steps.get(milestone["key"], ()) if move is Move.SUBMIT]
        for document in wanted if handed_in else ():
            is_first = document == wanted[0]
            on = handed_in[0] if is_first or story.chance(_VOUCHERS_SHARE) else handed_in[-1]
            if not is_first and len(handed_in) == 1 and not story.chance(_VOUCHERS_SHARE):
                continue
            receive = partial(
                receive_document,
                number=member.number,
                milestone=milestone["key"],
                document=document,
                on=on,
                note=story.random.choice(material("money")["documents"]["notes"]),
            )
            if on < member.ends_on:
                story.tell(on, member.main, receive)
