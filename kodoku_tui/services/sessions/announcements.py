"""Announcing a session (研修・会議), changing what is said of it, and setting its day."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from kodoku_tui.domain.days.times import parse_time
from kodoku_tui.domain.duties.milestones import MilestoneKind
from kodoku_tui.domain.errors import Refused
from kodoku_tui.domain.said import Said
from kodoku_tui.domain.sessions.sessions import SessionFormat, checked_capacity, kind_meant, month_of_session
from kodoku_tui.domain.text.clean import clean_text
from kodoku_tui.domain.words import as_word
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.outcome import Outcome
from kodoku_tui.services.duties.plan.changes import hold_on
from kodoku_tui.store.queries import row, rows
from kodoku_tui.store.unit import Unit


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is said of a session; None leaves a part as it stands (for a new one: empty).

    `time` and `capacity` are as people write them; an empty text takes them away, and so it does the day for replies.
    With `is_day_open` only the month of `on` is known; a day without it is fixed.
    """

    title: str | None = None
    kind: str | None = None
    on: date | None = None
    is_day_open: bool | None = None
    time: str | None = None
    place: str | None = None
    format: str | None = None
    capacity: str | int | None = None
    reply_by: date | str | None = None


def add_session(
    desk: Desk,
    key: str,
    title: str,
    kind: str,
    *,
    on: date,
    facts: SessionFacts | None = None,
    is_duty: bool = False,
) -> Outcome:
    """Announce a session. Without a key it gets one of its day.

    One that is a duty becomes a milestone of every active group, planned for its day. Raises `Refused` for a key
    that is unfit or taken, an empty title, a day for replies after the session, and what `SessionFacts` cannot mean.
    """
    key, title = clean_text(key).text, clean_text(title).text
    if key and not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise Refused("error.key_unfit", field="key", key=key)
    if not title:
        raise Refused("error.title_empty", field="title")
    facts = facts or SessionFacts()
    on = month_of_session(on) if facts.is_day_open else on
    columns = _columns_of(facts) | {
        "title": title,
        "kind": kind_meant(clean_text(kind).text),
        "held_on": on.isoformat(),
        "is_day_open": int(bool(facts.is_day_open)),
    }
    _check_reply_by(columns.get("reply_by"), on.isoformat())
    with desk.writing("unit.add_session", title=title) as unit:
        programme_id = desk.programme["id"]
        key = key or _free_key(unit, programme_id, on)
        if _key_is_taken(unit, programme_id, key, is_duty=is_duty):
            raise Refused("error.session_exists", field="key", key=key)
        plan_id = _plan_duty(unit, programme_id, key, title, on) if is_duty else None
        session_id = unit.insert(
            "session",
            programme_id=programme_id,
            key=key,
            title_en=title,
            milestone_plan_id=plan_id,
            **columns,
        )
    return Outcome.of(unit, Said("saved.session", title=title), row_id=session_id)


def change_session(desk: Desk, key: str, facts: SessionFacts, *, version: int | None = None) -> Outcome:
    """Change what is said of a session, in one unit; another day moves the duties of the groups along.

    Raises `Refused` for an empty title, a day for replies after the session, and what cannot be meant;
    `StaleVersion` when somebody else was quicker.
    """
    session = session_named(desk, key)
    columns = _columns_of(facts)
    if facts.title is not None:
        columns["title"] = clean_text(facts.title).text
        if not columns["title"]:
            raise Refused("error.title_empty", field="title")
        if session["title_en"] == session["title"]:
            columns["title_en"] = columns["title"]
    if not columns and facts.on is None and facts.is_day_open is None:
        raise Refused("error.nothing_to_change", field="title")
    day = _day_meant(session, facts.on, facts.is_day_open)
    held_on = day.on.isoformat()
    if "reply_by" in columns:
        _check_reply_by(columns["reply_by"], held_on)
    with desk.writing("unit.change_session", title=session["title"], title_en=session["title_en"]) as unit:
        if columns:
            unit.update(
                "session", session["id"], columns, version=session["version"] if version is None else version
            )
        if "title" in columns and session["milestone_plan_id"] is not None:
            titles: dict[str, Any] = {
                name: columns[name] for name in ("title", "title_en") if name in columns
            }
            unit.update("milestone_plan", session["milestone_plan_id"], titles)
        if day.differs_from(session):
            _check_unmarked(session, unit, day)
            _move(desk, unit, session, day)
    titles = {name: columns.get(name, session[name]) for name in ("title", "title_en")}
    return Outcome.of(unit, Said("saved.session_changed", **titles), row_id=session["id"])


def move_session(desk: Desk, key: str, *, on: date, is_day_open: bool = False) -> Outcome:
    """Set the day of a session; the duties of the groups that are to attend it, and what counts from it, move along.

    With `is_day_open` only the month of `on` is known. Raises `Refused` (`error.session_was_marked`) where somebody was
    marked already, who came on some day.
    """
    session = session_named(desk, key)
    day = _day_meant(session, on, is_day_open)
    what, when = (
        ("session_day_open", {"open_month": day.on.isoformat()})
        if day.is_open
        else ("move_session", {"date": day.on})
    )
    titles = {"title": session["title"], "title_en": session["title_en"]}
    with desk.writing(f"unit.{what}", **titles, **when) as unit:
        _check_unmarked(session, unit, day)
        _move(desk, unit, session, day, version=session["version"])
    saved = Said("saved.session_day_open" if day.is_open else "saved.session_moved", **titles, **when)
    return Outcome.of(unit, saved, row_id=session["id"])


def session_named(desk: Desk, key: str) -> sqlite3.Row:
    """The session with this key; raises `Refused` naming the keys there are."""
    found = row(desk.connection, "sessions/session", programme_id=desk.programme["id"], key=key)
    if found is None:
        keys = ", ".join(
            session["key"]
            for session in rows(desk.connection, "sessions/sessions", programme_id=desk.programme["id"])
        )
        raise Refused("error.no_such_session", field="session", key=key, keys=keys)
    return found


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of a session; an open one stands for its month."""

    on: date
    is_open: bool

    def differs_from(self, session: sqlite3.Row) -> bool:
        return (self.on.isoformat(), int(self.is_open)) != (session["held_on"], session["is_day_open"])


def _day_meant(session: sqlite3.Row, on: date | None, is_open: bool | None) -> _Day:
    """The day that is wanted: what is not said stays, and whoever says another day says a day."""
    held_on = date.fromisoformat(session["held_on"])
    if is_open is None:
        is_open = bool(session["is_day_open"]) and on in (None, held_on)
    on = on or held_on
    return _Day(month_of_session(on) if is_open else on, is_open)


def _check_unmarked(session: sqlite3.Row, unit: Unit, day: _Day) -> None:
    """Whoever came came on a day."""
    marked = "SELECT 1 FROM attendance WHERE session_id = ? AND mark <> '未確認' LIMIT 1"
    if day.is_open and unit.connection.execute(marked, (session["id"],)).fetchone() is not None:
        titles = {"title": session["title"], "title_en": session["title_en"]}
        raise Refused("error.session_was_marked", field="on", **titles)


def _move(desk: Desk, unit: Unit, session: sqlite3.Row, day: _Day, *, version: int | None = None) -> None:
    """Another day for a session, the duties of the groups that are to attend it, and what counts from it."""
    held = {"held_on": day.on.isoformat(), "is_day_open": int(day.is_open)}
    unit.update("session", session["id"], held, version=version)
    if session["milestone_plan_id"] is None:
        return
    plan = row(unit.connection, "sessions/plan_of_session", session_id=session["id"])
    assert plan is not None
    hold_on(desk, unit, plan["key"], day.on)


def _columns_of(facts: SessionFacts) -> dict[str, Any]:
    """The parts that are said, as they stand in the file; the title and the day are checked by whoever writes them."""
    columns: dict[str, Any] = {}
    if facts.kind is not None:
        columns["kind"] = kind_meant(clean_text(facts.kind).text)
    if facts.time is not None:
        columns["starts_at"] = parse_time(facts.time).strftime("%H:%M") if facts.time.strip() else None
    if facts.place is not None:
        columns["place"] = clean_text(facts.place).text
    if facts.format is not None:
        columns["format"] = as_word(SessionFormat, facts.format, field="format").value if facts.format else ""
    if facts.capacity is not None:
        columns["capacity"] = checked_capacity(facts.capacity)
    if facts.reply_by is not None:
        columns["reply_by"] = facts.reply_by.isoformat() if isinstance(facts.reply_by, date) else None
    return columns


def _check_reply_by(reply_by: str | None, held_on: str) -> None:
    if reply_by is not None and reply_by > held_on:
        raise Refused("error.reply_by_after_session", field="reply_by", date=reply_by, held=held_on)


def _key_is_taken(unit: Unit, programme_id: int, key: str, *, is_duty: bool) -> bool:
    if row(unit.connection, "sessions/session", programme_id=programme_id, key=key) is not None:
        return True
    found = unit.connection.execute(
        "SELECT 1 FROM milestone_plan WHERE programme_id = ? AND key = ?", (programme_id, key)
    ).fetchone()
    return is_duty and found is not None


def _free_key(unit: Unit, programme_id: int, on: date) -> str:
    """A key made of the day, with a number where several sessions fall on it."""
    stem = f"session_{on:%Y%m%d}"
    key, count = stem, 1
    while _key_is_taken(unit, programme_id, key, is_duty=True):
        count += 1
        key = f"{stem}_{count}"
    return key


def _plan_duty(unit: Unit, programme_id: int, key: str, title: str, on: date) -> int:
    """A line of the plan for a session that everybody has to attend, and the duty of every active group."""
    (position,) = unit.connection.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM milestone_plan WHERE programme_id = ?", (programme_id,)
    ).fetchone()
    plan_id = unit.insert(
        "milestone_plan",
        programme_id=programme_id,
        key=key,
        position=position,
        title=title,
        title_en=title,
        kind=MilestoneKind.SESSION.value,
        planned_on=on.isoformat(),
    )
    groups = unit.connection.execute(
        "SELECT id FROM adopted_group"
        " WHERE programme_id = ? AND status IN (SELECT status FROM status_at_work)",
        (programme_id,),
    )
    for group in groups.fetchall():
        unit.insert("milestone", group_id=group["id"], plan_id=plan_id, planned_on=on.isoformat())
    return plan_id
