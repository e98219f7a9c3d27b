"""Answers to the survey of a session, as a form hands them out or an export of ours: new ones, and corrections."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.text.names import search_key
from kodoku_tui.excel.recognition.list_reading import ReadRow, folded_word
from kodoku_tui.locale import say
from kodoku_tui.locale.phrases import say_title
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.intake.columns.layouts import SCORE_WORDS, ListLayout, words_in_every_language
from kodoku_tui.services.intake.groups import GroupFinder
from kodoku_tui.services.intake.identity import Identity, Name
from kodoku_tui.services.intake.model import IntakeRow
from kodoku_tui.services.intake.planners.planner import Planner
from kodoku_tui.services.intake.standing.standing import Origin, StandingRows, edited_cells
from kodoku_tui.services.sessions.surveys import refuse_early
from kodoku_tui.store.queries import rows
from kodoku_tui.store.unit import Unit

_SELECT = (
    "SELECT session_survey.* FROM session_survey JOIN session ON session.id = session_id"
    " WHERE programme_id = ? AND session_survey.is_hidden = 0"
)
_NOBODY = 0
_LEVEL_FIRST = re.compile(r"([1-5])(?:[^0-9.,].*)?", re.DOTALL)


class SurveyPlanner(Planner):
    """An answer is the same one by its row key, else by session, group, score and comment: as often as it stands here.

    Where no column says of which session it is, the name of the sheet or of the file does, or what stands above.
    """

    TOLD_BY = "comment"
    NOT_COMPARED = Planner.NOT_COMPARED | {"session"}

    def __init__(self, desk: Desk, layout: ListLayout, origin: Origin, finder: GroupFinder) -> None:
        super().__init__(desk, layout, origin, finder)
        self._rows = StandingRows(self.connection, "session_survey", origin, _SELECT, self.programme["id"])
        found = rows(self.connection, "sessions/sessions", programme_id=self.programme["id"])
        self._sessions = {session["id"]: session for session in found}
        self._named: dict[str, set[int]] = defaultdict(set)
        for session in self._sessions.values():
            for name in (session["key"], session["title_en"], *words_in_every_language(session["title"])):
                if name:
                    self._named[search_key(name)].add(session["id"])
        self._unclaimed: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for row_id, answer in self._rows.now.items():
            self._unclaimed[_sameness(answer)].append(row_id)

    def identities(self) -> Mapping[int, Identity]:
        known = {}
        for row_id, found in self._rows.now.items():
            then = self._rows.then(row_id) or found
            names = tuple(Name(one["group_id"] or _NOBODY, one["session_id"]) for one in (found, then))
            known[row_id] = Identity(names, self._said(found["session_id"]), partial(self._both, found, then))
        return known

    def group_shown(self, read: ReadRow, own: Identity) -> int:
        if own.names[0].group_id != _NOBODY:
            return super().group_shown(read, own)
        number, name = read.values.get("group_no"), read.values.get("group")
        return self.finder.find(number, name).id if number is not None or name else _NOBODY

    def name_shown(self, read: ReadRow, group_id: int, own: Identity | None) -> Name:
        if own is not None and not read.values.get("session"):
            return Name(group_id, own.names[0].place)
        return Name(group_id, self._session_of(read))

    def said_name(self, read: ReadRow) -> str:
        parts = (read.values.get("session"), read.values.get("group"))
        return " ".join(str(part) for part in parts if part) or say("phrase.none")

    def _both(self, found: Mapping[str, Any], then: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [self._shown(found), self._shown(then)]

    def work_out(self, read: ReadRow, row: IntakeRow) -> None:
        self._settle_score(read)
        if (found := self.keyed_row_of(read, self._rows.now)) is not None:
            self._correct(read, row, found)
            return
        is_named = any(read.values.get(key) not in (None, "") for key in ("group_no", "group"))
        group = self.group_of(read, row, active=False) if is_named else None
        session_id = self._session_of(read)
        row.about = " ".join(part for part in (row.about, self._said(session_id)) if part)
        score, comment = read.values.get("score"), read.values.get("comment") or ""
        if not score and not comment:
            raise Refused("error.survey_empty", field="score")
        refuse_early(self._sessions[session_id], self.desk.today)
        values = {
            "session_id": session_id,
            "group_id": None if group is None else group.id,
            "score": int(score) if score else None,
            "comment": comment,
        }
        if group is None and "group" in read.table.positions:
            row.remarks.append(Said("import.remark_no_name", cell=read.table.cell(read.record, "group")))
        if same := self._unclaimed.get(_sameness(values)):
            same.pop()
            if not comment:
                # Nobody can tell it from another one of the same score: that it is taken for known is told.
                row.remarks.append(Said("import.remark_same_answer"))
            return
        row.is_new = True

        def write(unit: Unit, _: Mapping[str, Any]) -> None:
            unit.insert("session_survey", **values)

        row.write = write

    def _correct(self, read: ReadRow, row: IntakeRow, found: Mapping[str, Any]) -> None:
        if (group := self.finder.by_id.get(found["group_id"])) is not None:
            self.say_group(row, group)
        row.about = " ".join(part for part in (row.about, self._said(found["session_id"])) if part)
        if self.comes_again(read, row, found["id"]):
            return
        claimed = self._unclaimed[_sameness(found)]
        if found["id"] in claimed:
            claimed.remove(found["id"])
        here, then = self._shown(found), self._rows.then(found["id"])
        exported = None if then is None else self._shown(then)
        row.cells = edited_cells(read, self.columns, here, exported, leaves_empty=False)
        self.drop_naming(row, "session")
        left = {**here, **{cell.key: cell.workbook for cell in row.cells}}
        if row.cells and not left["score"] and not left["comment"]:
            raise Refused("error.survey_empty", field=row.cells[0].key)

        def write(unit: Unit, taken: Mapping[str, Any]) -> None:
            changes: dict[str, Any] = {}
            if "score" in taken:
                changes["score"] = int(taken["score"]) if taken["score"] else None
            if "comment" in taken:
                changes["comment"] = taken["comment"] or ""
            unit.update("session_survey", found["id"], changes, version=found["version"])

        row.write = write

    def _settle_score(self, read: ReadRow) -> None:
        """The score as a digit: 5, 5点, 5：とても満足, とても満足. Raises `Refused` (`error.score_unfit`)."""
        written = read.values.get("score")
        if not written:
            return
        plain = folded_word(unicodedata.normalize("NFKC", written))
        meant = self.layout.words[SCORE_WORDS].get(plain)
        if meant is None and (match := _LEVEL_FIRST.fullmatch(plain)) is not None:
            meant = match[1]
        if meant is None:
            raise Refused("error.score_unfit", field="score", text=written)
        read.values["score"] = meant

    def _session_of(self, read: ReadRow) -> int:
        """Which session a line is of: what its column says, else the one that is named around the table.

        Raises `Refused` where none is named, or several are.
        """
        if said := read.values.get("session"):
            fitting = self._named.get(search_key(said), set())
            if len(fitting) != 1:
                key = "error.survey_sessions_of_one_name" if fitting else "error.survey_session_unknown"
                raise Refused(key, field="session", title=said, keys="、".join(self._keys()))
            return next(iter(fitting))
        table = read.table.table
        for around in (table.sheet, *(note.text for note in table.notes), self.source_name):
            found = self._named_in(around)
            if len(found) == 1:
                return found.pop()
        raise Refused("error.survey_session_not_named", field="session", keys="、".join(self._keys()))

    def _named_in(self, text: str) -> set[int]:
        """The sessions whose names stand in a text: of names within one another the longest."""
        folded = search_key(text)
        there = [name for name in self._named if name and name in folded]
        longest = [name for name in there if not any(name != other and name in other for other in there)]
        return {session_id for name in longest for session_id in self._named[name]}

    def _keys(self) -> list[str]:
        return [session["key"] for session in self._sessions.values()]

    def _said(self, session_id: int) -> str:
        session = self._sessions[session_id]
        return say_title(session["title"], session["title_en"])

    def _shown(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the file by the columns of the list; empty for a row that was not there."""
        if not found:
            return {}
        group = self.finder.by_id.get(found["group_id"])
        return {
            "session": self._said(found["session_id"]),
            "group_no": group.number if group else None,
            "group": group.name if group else None,
            "score": None if found["score"] is None else str(found["score"]),
            "comment": found["comment"] or None,
        }


def _sameness(values: Mapping[str, Any]) -> tuple[Any, ...]:
    comment = " ".join((values["comment"] or "").split())
    return values["session_id"], values["group_id"], values["score"], comment
