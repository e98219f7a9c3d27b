"""Both figures of every active group as of today: 要注意度, and what we are late with (事務局の遅れ).

Each kind of fact is read once for all groups, so that a longer register takes longer queries and not more of them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kodoku_tui.domain.attention.facts import AttendingFact, GroupFacts
from kodoku_tui.domain.attention.term import Term
from kodoku_tui.domain.attention.terms import figures_of
from kodoku_tui.domain.attention.weights import Weights
from kodoku_tui.domain.register.filters import GroupFilter
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register_list import group_ids
from kodoku_tui.store.attention_facts import AttentionFacts, weights_of_programme


@dataclass(frozen=True, slots=True)
class GroupAttention:
    """One active group with both figures and what they are made of, the heaviest first.

    `attending` is the group at the sessions that were its duty and are over.
    """

    group_id: int
    group_no: int
    group: str
    staff: str | None
    score: int
    own_lateness: int
    terms: tuple[Term, ...]
    own_terms: tuple[Term, ...]
    attending: tuple[AttendingFact, ...] = ()


def attention(
    desk: Desk,
    *,
    chosen: GroupFilter | None = None,
    among: GroupFilter | None = None,
    weights: Weights | None = None,
) -> list[GroupAttention]:
    """Every active group, the one that matters most first; equal ones by our own lateness, then by number.

    `chosen` and `among` leave the groups that both filters of the register leave. Of a group that left there is none.
    """
    with desk.reading() as connection:
        weights = weights_of(desk) if weights is None else weights
        facts = AttentionFacts(connection, desk.programme, desk.today)
        wanted = facts.group_ids
        if chosen is not None or among is not None:
            wanted = groups_left(desk, chosen, among)
        found = [
            _of(group, facts.of_group(group), weights) for group in facts.groups if group["id"] in wanted
        ]
    return sorted(found, key=lambda one: (-one.score, -one.own_lateness, one.group_no))


def weights_of(desk: Desk) -> Weights:
    """How heavily everything weighs in the year at hand: as shipped, save what was changed for it."""
    with desk.reading() as connection:
        return weights_of_programme(connection, desk.programme["id"])


def groups_left(desk: Desk, *filters: GroupFilter | None) -> set[int]:
    """The ids of the groups that all these filters of the register leave."""
    with desk.reading() as connection:
        left = [set(group_ids(desk, connection, one)) for one in filters if one is not None]
    return set.intersection(*left) if left else set()


def _of(group: sqlite3.Row, facts: GroupFacts, weights: Weights) -> GroupAttention:
    figures = figures_of(facts, weights)
    return GroupAttention(
        group["id"],
        group["number"],
        group["name"],
        group["main_staff"],
        figures.score,
        figures.own_lateness,
        figures.terms,
        figures.own_terms,
        facts.attending,
    )
