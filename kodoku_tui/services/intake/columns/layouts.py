"""What the columns and the words of a list are called: in our exports, in offices, by the programme."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kodoku_tui.domain.columns import CellKind, ListColumn
from kodoku_tui.domain.days.direction import Direction
from kodoku_tui.domain.duties.milestones import STATES_SHOWN, MilestoneState, SessionWord, Standing
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.exports.exchange import ATTENDANCE_MARKS
from kodoku_tui.domain.exports.intake_lists import INTAKE_KINDS
from kodoku_tui.domain.exports.list_kind import ListKind
from kodoku_tui.domain.words import AttendanceMark
from kodoku_tui.excel.reading.headings import plain_heading
from kodoku_tui.excel.recognition.list_reading import Words, folded_word
from kodoku_tui.locale import LANGUAGES, family, sentence
from kodoku_tui.resources import resource_folder
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.queries import rows

SESSION = "session:"
SCORE_WORDS = "score_words"
"""Under which a list of answers has the words for its scores: a cell may hold more than such a word."""
SCORES = ("1", "2", "3", "4", "5")
MILESTONE_STATE = "milestone_state:"
MILESTONE_DATE = "milestone_date:"
STANDING_WORDS = (
    *(Standing.OVERDUE, Standing.DUE_SOON, Standing.REVIEW_LATE, Standing.OURS_LATE),
    *(Standing.MINISTRY, Standing.WAITS_FOR, Standing.NONE),
    # What a duty to attend has come to stands in the columns of attendance, and comes back there.
    *SessionWord,
    AttendanceMark.UNKNOWN,
)
"""What a status list may say in place of a state."""


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of a list with every heading it goes by, the usual one first.

    `parts` are words by which a question of a form is told from others.
    """

    column: ListColumn
    names: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its key."""
        return self.column.key

    @property
    def title(self) -> str:
        """What the screens call it."""
        return sentence(f"heading.{self.key}") or (self.names[0] if self.names else self.key)


@dataclass(frozen=True, slots=True)
class ListLayout:
    """A list as it may come in: its columns with their names, and its words with theirs."""

    kind: ListKind
    columns: tuple[NamedColumn, ...]
    words: Words
    known_headings: frozenset[str] = frozenset()
    """Headings of columns that such a list has and that are not read in, reduced."""

    def column(self, key: str) -> NamedColumn:
        """The column of this key."""
        return next(one for one in self.columns if one.key == key)

    @property
    def sessions(self) -> tuple[NamedColumn, ...]:
        """The columns of a grid that each stand for a session."""
        return tuple(one for one in self.columns if one.key.startswith(SESSION))


def layout_of(desk: Desk, list_name: str, profile: str | None = None) -> ListLayout:
    """How the list `list_name` may look; `profile` names another file of headings than its own.

    Raises `Refused` for a list that is not taken in, and for a profile that does not exist.
    """
    if list_name not in INTAKE_KINDS:
        raise Refused(
            "error.no_such_import", kind=list_name, kinds="、".join([*INTAKE_KINDS, "book", "auto"])
        )
    kind = INTAKE_KINDS[list_name]
    written = _profile(profile or list_name)
    columns = [
        NamedColumn(
            column,
            _names(column.key, written["columns"].get(column.key, {})),
            tuple(written["columns"].get(column.key, {}).get("parts", ())),
        )
        for column in kind.columns
    ]
    words = {column.key: _words_of(column, written) for column in kind.columns if column.words}
    known: Iterable[str] = written.get("known", {}).get("headings", ())
    if list_name == "milestones":
        words["state"] = _called([*MilestoneState, *STATES_SHOWN], written.get("words", {}).get("state", {}))
    elif list_name == "surveys":
        words[SCORE_WORDS] = _called(SCORES, written.get("words", {}).get("score", {}))
    elif list_name in ("attendance", "status"):
        if list_name == "status":
            duties = _columns_of_milestones(desk)
            columns += duties
            words |= dict.fromkeys((one.key for one in duties if one.column.words), _words_of_duties())
            known = _headings_of_status()
        marks = _called(ATTENDANCE_MARKS, _profile("attendance").get("words", {}).get("mark", {}))
        for session in rows(desk.connection, "sessions/sessions", programme_id=desk.programme["id"]):
            column = ListColumn(f"{SESSION}{session['key']}", CellKind.WORD, ATTENDANCE_MARKS)
            columns.append(NamedColumn(column, _names_of_session(session)))
            words[column.key] = marks
    return ListLayout(kind, tuple(columns), words, frozenset(map(plain_heading, known)))


def profiles_there_are() -> list[str]:
    """The names of the files of headings."""
    return sorted(found.stem for found in (resource_folder("imports") / "profiles").glob("*.toml"))


def words_in_every_language(word: str) -> list[str]:
    """A word of the file as each language says it."""
    return [word, *(said for tongue in LANGUAGES if (said := sentence(f"word.{word}", tongue)))]


def _profile(name: str) -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    path = resource_folder("imports") / "profiles" / f"{name}.toml"
    if name not in profiles_there_are():
        raise Refused(
            "error.no_such_profile", field="profile", profile=name, profiles="、".join(profiles_there_are())
        )
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _names(key: str, written: Mapping[str, list[str]]) -> tuple[str, ...]:
    ours = [heading for tongue in LANGUAGES if (heading := sentence(f"heading.{key}", tongue))]
    return tuple(dict.fromkeys([*written.get("names", ()), *ours]))


def _names_of_session(session: sqlite3.Row) -> tuple[str, ...]:
    names = [session["title"], session["title_en"], session["key"]]
    headings = ("excel.attendance_of", "excel.session_heading", "excel.session_heading_open")
    of_lists = [
        pattern.format(session=said, title=said, day=date.fromisoformat(session["held_on"]))
        for tongue in LANGUAGES
        for heading in headings
        if (pattern := sentence(heading, tongue))
        for said in dict.fromkeys([*words_in_every_language(session["title"]), session["title_en"]])
    ]
    return tuple(dict.fromkeys([*names, *words_in_every_language(session["title"]), *of_lists]))


def _words_of(
    column: ListColumn, written: Mapping[str, Mapping[str, Mapping[str, list[str]]]]
) -> dict[str, str]:
    return _called(column.words, written.get("words", {}).get(column.key, {}))


def _called(words: Iterable[str], also: Mapping[str, list[str]]) -> dict[str, str]:
    """Every way to write the words, folded; what a language says wins over what offices write."""
    called: dict[str, str] = {}
    known = [str(word) for word in words]
    for word in known:
        for said in words_in_every_language(word):
            called.setdefault(folded_word(said), word)
    for word in words:
        if isinstance(word, StrEnum):
            called.setdefault(folded_word(word.name), str(word))
    for word, writings in also.items():
        for writing in writings:
            called.setdefault(folded_word(writing), word)
    return called


def _columns_of_milestones(desk: Desk) -> list[NamedColumn]:
    """The state and the date of every milestone that a status list shows."""
    columns = []
    for plan in rows(desk.connection, "duties/plan", programme_id=desk.programme["id"]):
        for start, heading, kind, words in (
            (MILESTONE_STATE, "excel.milestone_state", CellKind.WORD, tuple(MilestoneState)),
            (MILESTONE_DATE, "excel.milestone_date", CellKind.DATE, ()),
        ):
            names = [
                pattern.format(title=title)
                for tongue in LANGUAGES
                if (pattern := sentence(heading, tongue))
                for title in (*words_in_every_language(plan["title"]), plan["title_en"])
            ]
            columns.append(
                NamedColumn(
                    ListColumn(f"{start}{plan['key']}", kind, words, direction=Direction.OF_YEAR),
                    tuple(dict.fromkeys(names)),
                )
            )
    return columns


def _words_of_duties() -> dict[str, str]:
    """States by every name, and how pressing a milestone is: a status list says that in their place."""
    called = _called(
        [*MilestoneState, *STATES_SHOWN], _profile("milestones").get("words", {}).get("state", {})
    )
    for tongue in LANGUAGES:
        returned = sentence(f"word.{MilestoneState.RETURNED}", tongue) or MilestoneState.RETURNED
        for standing in STANDING_WORDS:
            said = sentence(f"word.{standing}", tongue) or standing.value
            both = (sentence("excel.word_with_state", tongue) or "").format(word=said, state=returned)
            for word in (said, both):
                called.setdefault(folded_word(word), standing.value)
    return called


def _headings_of_status() -> Iterable[str]:
    """The headings of a status list that follow from what is recorded elsewhere."""
    for tongue in LANGUAGES:
        said = family(tongue, "excel")
        for name in (
            "blocks",
            "status",
            "overdue",
            "oldest_overdue",
            "oldest_overdue_on",
            "last_checkin",
            "days_since",
            "next_checkin",
            "checkin",
            "issues_total",
        ):
            yield said[f"excel.{name}"]
        for category in INTAKE_KINDS["issues"].columns[2].words:
            yield said["excel.issues_of"].format(category=sentence(f"word.{category}", tongue) or category)
