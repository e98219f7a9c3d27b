"""Which group of the register a row means: by number, by name in whatever spelling, else asked.

A number and a name that disagree are asked about, and so is a name that several groups bear; nothing is guessed.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.register.status import GroupStatus
from kodoku_tui.domain.text.bodies import BodiesByName
from kodoku_tui.domain.text.names import name_key
from kodoku_tui.locale import say
from kodoku_tui.services.intake.model import Candidate, GroupQuestion

_MOST_CANDIDATES = 5
_LEAST_LIKENESS = 40


Answers = dict[tuple[int | None, str], int]
"""The groups that a person named, by the number and name that were asked about."""


class KnownGroup(NamedTuple):
    """One group of the programme."""

    id: int
    number: int
    name: str
    status: str
    organization_id: int


class Asked(Refused):
    """It has to be asked which group is meant; carries the question."""

    def __init__(self, key: str, question: GroupQuestion, *, field: str, **params: object) -> None:
        super().__init__(key, field=field, **params)
        self.question = question


class GroupFinder:
    """The groups of one programme, read once for a whole workbook."""

    def __init__(
        self, connection: sqlite3.Connection, programme_id: int, answers: Answers | None = None
    ) -> None:
        found = connection.execute(
            "SELECT adopted_group.id, number, organization.name, status, organization_id FROM adopted_group"
            " JOIN organization ON organization.id = organization_id WHERE programme_id = ? ORDER BY number",
            (programme_id,),
        )
        self.groups = [KnownGroup(*group) for group in found]
        self.by_number = {group.number: group for group in self.groups}
        self.by_id = {group.id: group for group in self.groups}
        self._names: dict[int, list[str]] = defaultdict(list)
        of_organization = {group.organization_id: group for group in self.groups}
        self._by_name: BodiesByName[KnownGroup] = BodiesByName()
        for group in self.groups:
            self._add(group, group.name)
        for organization_id, name in connection.execute(
            "SELECT organization_id, name FROM organization_alias"
        ):
            if (group_of := of_organization.get(organization_id)) is not None:
                self._add(group_of, name)
        self.answers: Answers = {} if answers is None else answers

    def find(self, number: int | None, name: str | None) -> KnownGroup:
        """The group that a row means. Raises `Asked` where that cannot be told, `Refused` where nothing is said."""
        name = name or ""
        if number is None and not name:
            raise Refused("error.group_not_named", field="group_no")
        answer = self.answers.get((number, name))
        if answer is not None and answer in self.by_number:
            return self.by_number[answer]
        numbered = None if number is None else self.by_number.get(number)
        named = self.named(name) if name else []
        if numbered is not None:
            if not name or numbered in named:
                return numbered
            first = [numbered, *named]
            raise self._asked("error.group_disagrees", "group", number, name, first, known=numbered.name)
        if number is not None:
            key = "error.group_number_unknown" if name else "error.no_such_group"
            raise self._asked(key, "group_no", number, name, named)
        if len(named) == 1:
            return named[0]
        key = "error.group_ambiguous" if named else "error.group_name_unknown"
        raise self._asked(key, "group", number, name, named)

    def named(self, name: str) -> list[KnownGroup]:
        """The groups that bear a name, in whatever spelling; one that says another legal form is another body."""
        return self._by_name.named(name)

    def active(self, number: int | None, name: str | None) -> KnownGroup:
        """As `find`; raises `Refused` for a group that is no longer accompanied."""
        return refuse_inactive(self.find(number, name))

    def _add(self, group: KnownGroup, name: str) -> None:
        self._names[group.id].append(name)
        self._by_name.add(name, group)

    def _asked(
        self, key: str, column: str, number: int | None, name: str, first: list[KnownGroup], **more: str
    ) -> Asked:
        candidates = self._candidates(name, first)
        listed = [f"{one.number} {one.name}" for one in candidates]
        question = GroupQuestion(number, name, candidates)
        said = {"number": number or "", "name": name, "candidates": "、".join(listed) or say("phrase.none")}
        return Asked(key, question, field=column, **said, **more)

    def _candidates(self, name: str, first: list[KnownGroup]) -> tuple[Candidate, ...]:
        """Those at hand first, then the groups whose names are most like it."""
        found = {group.id: Candidate(group.number, group.name, 100) for group in first}
        if name:
            from rapidfuzz import fuzz, process

            keys = {
                (group.id, place): name_key(known)
                for group in self.groups
                for place, known in enumerate(self._names[group.id])
            }
            likest = process.extract(
                name_key(name),
                keys,
                scorer=fuzz.WRatio,
                limit=_MOST_CANDIDATES * 2,
                score_cutoff=_LEAST_LIKENESS,
            )
            for _, likeness, (group_id, _) in likest:
                group = self.by_id[group_id]
                found.setdefault(group_id, Candidate(group.number, group.name, round(likeness)))
        return tuple(list(found.values())[:_MOST_CANDIDATES])


def refuse_inactive(group: KnownGroup) -> KnownGroup:
    """The group; raises `Refused` when it is no longer accompanied."""
    if group.status != GroupStatus.ACTIVE:
        raise Refused(
            "error.group_left", field="group_no", number=group.number, name=group.name, status=group.status
        )
    return group
