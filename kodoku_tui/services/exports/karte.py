"""The karte of one group as a book to print: facts, duties, check-ins, issues, linkage, attendance, money."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from kodoku_tui.domain.columns import CellKind, Goes
from kodoku_tui.domain.exports.sheets import FactPart, FactSheet, ListSheet, SheetColumn, SheetRow, Shown
from kodoku_tui.domain.register.activity import COUNTS
from kodoku_tui.domain.register.facts import FACTS
from kodoku_tui.domain.words import Stage
from kodoku_tui.excel.writing.text_width import pieces
from kodoku_tui.locale import say, say_word
from kodoku_tui.locale.phrases import say_day, say_open_month, say_title, say_with_reading
from kodoku_tui.services.duties.money.page import GroupMoney, money_of
from kodoku_tui.services.exports.record_lists import checkins_sheet, issues_sheets, milestones_sheet
from kodoku_tui.services.exports.source import ExportSource
from kodoku_tui.services.register.activity import list_activity
from kodoku_tui.services.register.fact_words import known_facts
from kodoku_tui.services.register.finding import group_of
from kodoku_tui.services.register.plan_changes import list_plan_changes


class Part(NamedTuple):
    """A column of a page: its heading, what it holds, its value of a line, and how far that may go."""

    heading: str
    kind: CellKind
    value: Callable[[Any], Shown]
    goes: Goes = Goes.OUT
    is_personal: bool = False


_LONG_WIDTH = 52.0


def karte_sheets(source: ExportSource, number: int) -> Iterator[ListSheet | FactSheet]:
    """The pages of a group's karte. Raises `Refused` when there is no group of that number."""
    group = group_of(source.desk, number)
    own = source.only(group["id"])
    money = money_of(source.desk, number)
    name = say("karte_book.group", number=number, name=group["name"])
    book = _Book(own, name)
    pages = (
        book.listed(milestones_sheet(own)),
        book.page("rounds", _ROUNDS, own.rows("rounds")),
        book.listed(checkins_sheet(own)),
        *([book.page("actions", _ACTIONS, own.rows("actions"))] if own.shows(Goes.INSIDE) else []),
        book.listed(issues_sheets(own)[0]),
        book.page("linkages", _LINKAGES, own.rows("linkages")),
        book.page("indicators", _INDICATORS, own.rows("indicators")),
        book.page("activity", _ACTIVITY, _activity(source, number)),
        book.page("plan_changes", _PLAN_CHANGES, list_plan_changes(source.desk, number)),
        book.page("attendance", _ATTENDANCE, own.rows("attendance_of_group")),
        book.page("surveys", _SURVEYS, own.rows("surveys")),
        book.page("money", _MONEY, _money_lines(money)),
    )
    yield _facts(own, money, name, pages)
    yield from (page for page in pages if page.rows)


class _Book:
    def __init__(self, source: ExportSource, group: str) -> None:
        self._source = source
        self._group = group

    def listed(self, listed: ListSheet) -> ListSheet:
        """One of the lists of the file, without the columns that say which group it is."""
        rows = (SheetRow(row.values[2:]) for row in listed.rows)
        return self._sheet(listed.name, listed.columns[2:], rows)

    def page(self, name: str, parts: tuple[Part, ...], found: Iterable[Any]) -> ListSheet:
        """A list that only the karte has, with the columns that go so far."""
        shown = [part for part in parts if self._source.shows(part.goes, is_personal=part.is_personal)]
        columns = tuple(
            SheetColumn(
                say(part.heading), part.kind, most=_LONG_WIDTH if part.kind is CellKind.LONG_TEXT else 0
            )
            for part in shown
        )
        rows = (SheetRow(tuple(part.value(line) for part in shown)) for line in found)
        return self._sheet(say(f"karte_book.{name}"), columns, rows)

    def _sheet(self, name: str, columns: tuple[SheetColumn, ...], rows: Iterable[SheetRow]) -> ListSheet:
        return ListSheet(
            name=name,
            title=say("karte_book.title", group=self._group, page=name),
            about=say("excel.between_facts").join((self._source.programme_name, self._source.as_of())),
            columns=columns,
            rows=tuple(_printable(columns, rows)),
            nobody=say("excel.nothing_listed"),
            is_demonstration=self._source.is_demonstration,
            frozen_columns=1,
        )


def _printable(columns: tuple[SheetColumn, ...], rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """The rows, each long text going on in rows below: on paper nothing can be scrolled."""
    long = [place for place, column in enumerate(columns) if column.kind is CellKind.LONG_TEXT]
    for row in rows:
        parts = {
            place: list(pieces(str(row.values[place] or ""), columns[place].most or _LONG_WIDTH))
            for place in long
        }
        for number in range(max((len(part) for part in parts.values()), default=1)):
            values: list[Shown] = list(row.values) if number == 0 else [None] * len(row.values)
            for place, part in parts.items():
                values[place] = part[number] if number < len(part) else None
            yield SheetRow(tuple(values))


def _facts(source: ExportSource, money: GroupMoney, name: str, pages: Iterable[ListSheet]) -> FactSheet:
    (facts,) = source.rows("groups")
    register: tuple[tuple[str, str], ...] = (
        ("heading.group_no", str(facts["number"])),
        ("heading.group", facts["name"]),
        ("karte_book.legal_form", say_word(facts["legal_form"])),
        ("excel.project", facts["project"]),
        ("karte_book.targets", facts["targets_text"]),
        ("karte_book.area", facts["area"]),
        (
            "excel.blocks",
            say("excel.list_separator").join(map(say_word, (facts["blocks"] or "").split("、"))),
        ),
        ("karte_book.last_year", say("karte_book.yes" if facts["took_part_last_year"] else "karte_book.no")),
        ("excel.status", _status(facts, with_reason=source.shows(Goes.INSIDE))),
        ("excel.staff", facts["main_staff"] or say("phrase.none")),
        ("excel.deputy", facts["deputy_staff"] or say("phrase.none")),
    )
    known: tuple[tuple[str, str], ...] = ()
    if source.shows(Goes.INSIDE):
        # How closely we look after them, and what we know of their strength, is between us.
        register += (("karte_book.tier", say_word(facts["support_tier"])),)
        known = tuple(known_facts({column.key: facts[column.key] for column in FACTS}, source.desk.today))
    sums = (
        ("karte_book.cap", _yen(money.cap)),
        ("karte_book.budget", _yen(money.budget)),
        ("karte_book.reported", _yen(money.reported)),
        ("karte_book.proper", _yen(money.proper)),
        ("karte_book.accepted" if money.is_final else "karte_book.expected", _yen(money.accepted)),
        ("karte_book.rate", say("phrase.none") if money.rate is None else f"{money.rate}%"),
        *(("karte_book.audit", _audit(audit, source)) for audit in money.audits),
    )
    parts = [FactPart(say("karte_book.register"), _said(register) + known)]
    if source.request.with_personal:
        contacts = tuple(map(_contact, source.rows("contacts")))
        nobody = ((say("phrase.none"), ""),)
        parts.append(FactPart(say("karte_book.contacts"), contacts or nobody))
    parts.append(FactPart(say("karte_book.sums"), _said(sums)))
    # What nothing is recorded of has no page.
    missing = tuple((page.name, say("excel.nothing_listed")) for page in pages if not page.rows)
    if missing:
        parts.append(FactPart(say("karte_book.missing"), missing))
    return FactSheet(
        name=say("karte_book.facts"),
        title=say("karte_book.title", group=name, page=say("karte_book.facts")),
        about=say("excel.between_facts").join((source.programme_name, source.as_of())),
        parts=tuple(parts),
        is_demonstration=source.is_demonstration,
    )


def _said(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((say(key), text) for key, text in lines)


def _status(facts: sqlite3.Row, *, with_reason: bool) -> str:
    parts = [say_word(facts["status"])]
    if facts["status_on"]:
        parts.append(facts["status_on"].replace("-", "/"))
    if with_reason and facts["status_reason"]:
        parts.append(facts["status_reason"])
    return say("excel.between_facts").join(parts)


def _contact(found: sqlite3.Row) -> tuple[str, str]:
    told = (found["role"], found["phone"], found["mail"], found["note"])
    name = say_with_reading(found["name"], found["reading"])
    return name, "\n".join(part for part in told if part)


def _audit(audit: Any, source: ExportSource) -> str:
    told: tuple[str, ...] = (say_day(audit.on), say_word(audit.result))
    if source.shows(Goes.INSIDE):
        told += (audit.by,)
    if source.shows(Goes.INNER):
        told += (audit.findings, audit.corrections)
    return "\n".join(part for part in told if part)


def _yen(amount: int) -> str:
    return say("karte_book.yen", amount=f"{amount:,}")


def _money_lines(
    money: GroupMoney,
) -> Iterator[tuple[Shown, ...]]:
    for item in money.items:
        line = item.line
        yield (
            say_title(item.title, item.title_en),
            line.budget if item.is_recorded else None,
            line.received or None,
            line.given or None,
            line.reported,
            line.proper,
            None if line.proper is None else line.accepted,
        )
    moved = sum(item.line.received for item in money.items)
    total = say("karte_book.total")
    yield total, money.budget, moved, moved, money.reported, money.proper, money.accepted


def _activity(source: ExportSource, number: int) -> Iterator[tuple[Shown, ...]]:
    for month in list_activity(source.desk, number):
        for stage, counts in ((Stage.PLANNED, month.planned), (Stage.ACTUAL, month.actual)):
            if counts is not None:
                yield month.month, say_word(stage), *(getattr(counts, name) for name in COUNTS)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _of(name: str) -> Callable[[Any], Shown]:
    return lambda found: found[name] or None


def _day_of(name: str) -> Callable[[Any], Shown]:
    return lambda found: _day(found[name])


def _held_on(found: Any) -> Shown:
    return say_open_month(found["held_on"]) if found["is_day_open"] else _day(found["held_on"])


def _word_of(name: str) -> Callable[[Any], Shown]:
    return lambda found: say_word(found[name]) or None


def _titled(found: Any) -> Shown:
    return say_title(found["title"], found["title_en"])


def _at(place: int) -> Callable[[Any], Shown]:
    return lambda line: line[place]


_ROUNDS: tuple[Part, ...] = (
    Part("heading.milestone", CellKind.TEXT, _titled),
    Part("karte_book.happened_on", CellKind.DATE, _day_of("happened_on")),
    Part("heading.round", CellKind.NUMBER, _of("round")),
    Part("karte_book.decision", CellKind.WORD, _word_of("decision")),
    Part("karte_book.decided_on", CellKind.DATE, _day_of("decided_on")),
    Part("heading.extended_to", CellKind.DATE, _day_of("extended_to")),
    Part("karte_book.recorded_by", CellKind.WORD, _of("recorded_by"), Goes.INSIDE),
    Part("karte_book.words", CellKind.LONG_TEXT, _of("words"), Goes.INNER),
)
_ACTIONS: tuple[Part, ...] = (
    Part(
        "karte_book.action", CellKind.LONG_TEXT, lambda found: found["title"] or say("note.withheld_promise")
    ),
    Part("heading.turn", CellKind.WORD, lambda found: say(f"standing.{found['turn']}")),
    Part("heading.staff", CellKind.WORD, _of("staff")),
    Part("heading.due_on", CellKind.DATE, _day_of("due_on")),
    Part("karte_book.done_on", CellKind.DATE, _day_of("done_on")),
    Part("karte_book.postponements", CellKind.LONG_TEXT, _of("postponements"), Goes.INNER),
)
_LINKAGES: tuple[Part, ...] = (
    Part("karte_book.counterpart", CellKind.TEXT, _of("counterpart")),
    Part("karte_book.counterpart_kind", CellKind.WORD, _word_of("counterpart_kind")),
    Part("karte_book.level", CellKind.NUMBER, lambda found: found["level"]),
    Part("karte_book.steps", CellKind.LONG_TEXT, _of("steps"), Goes.INNER),
    Part("karte_book.role_split", CellKind.TEXT, _of("role_split"), Goes.INSIDE),
    Part("karte_book.benefit", CellKind.TEXT, _of("counterpart_benefit"), Goes.INSIDE),
    Part("karte_book.gap", CellKind.TEXT, _of("gap"), Goes.INSIDE),
    Part("karte_book.identified_on", CellKind.DATE, _day_of("identified_on")),
)
_INDICATORS: tuple[Part, ...] = (
    Part("karte_book.indicator", CellKind.TEXT, _of("name")),
    Part("karte_book.unit", CellKind.WORD, _of("unit")),
    Part("karte_book.baseline", CellKind.TEXT, lambda found: found["baseline"]),
    Part("karte_book.target", CellKind.TEXT, lambda found: found["target"]),
    Part("karte_book.actuals", CellKind.LONG_TEXT, _of("measured")),
    Part("karte_book.actual_notes", CellKind.LONG_TEXT, _of("actual_notes"), Goes.INNER),
    Part("karte_book.narrative", CellKind.LONG_TEXT, _of("narrative"), Goes.INSIDE),
)
_ATTENDANCE: tuple[Part, ...] = (
    Part("karte_book.session", CellKind.TEXT, _titled),
    Part("karte_book.session_on", CellKind.DATE, _held_on),
    Part("karte_book.mark", CellKind.WORD, _word_of("mark")),
    Part("karte_book.heads", CellKind.NUMBER, _of("heads")),
    Part("karte_book.attendance_note", CellKind.LONG_TEXT, _of("note"), Goes.INNER),
    Part("karte_book.names", CellKind.TEXT, _of("names"), is_personal=True),
)
_ACTIVITY: tuple[Part, ...] = (
    Part("column.month", CellKind.TEXT, _at(0)),
    Part("column.stage", CellKind.WORD, _at(1)),
    Part("column.times", CellKind.NUMBER, _at(2)),
    Part("column.people", CellKind.NUMBER, _at(3)),
    Part("column.visits", CellKind.NUMBER, _at(4)),
    Part("column.newcomers", CellKind.NUMBER, _at(5)),
)
_PLAN_CHANGES: tuple[Part, ...] = (
    Part("column.changed_on", CellKind.DATE, lambda one: _day(one.changed_on)),
    Part("column.change_kind", CellKind.WORD, lambda one: say_word(one.kind)),
    Part("column.adviser", CellKind.TEXT, lambda one: one.adviser or None, is_personal=True),
    Part("karte_book.change_note", CellKind.LONG_TEXT, lambda one: one.note, Goes.INNER),
)
_SURVEYS: tuple[Part, ...] = (
    Part("karte_book.session", CellKind.TEXT, _titled),
    Part("karte_book.session_on", CellKind.DATE, _day_of("held_on")),
    Part("survey.score", CellKind.NUMBER, _of("score")),
    Part("survey.comment", CellKind.LONG_TEXT, _of("comment"), Goes.INSIDE),
)
_MONEY: tuple[Part, ...] = (
    Part("heading.item", CellKind.TEXT, _at(0)),
    Part("heading.budget", CellKind.YEN, _at(1)),
    Part("karte_book.received", CellKind.YEN, _at(2)),
    Part("karte_book.given", CellKind.YEN, _at(3)),
    Part("heading.reported", CellKind.YEN, _at(4)),
    Part("heading.proper", CellKind.YEN, _at(5)),
    Part("heading.accepted", CellKind.YEN, _at(6)),
)
