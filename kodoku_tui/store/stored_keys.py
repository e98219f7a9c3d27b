"""The keys of names that the file keeps, worked out anew where other rules made them; and which names meet by them.

A key follows from the row beside it by the table of letters of the program (`domain/text/variants.py`): outside log and
versions. A file that cannot be written now keeps its keys; whoever looks asks `keys_hold`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kodoku_tui.domain.register.search_words import search_text_of
from kodoku_tui.domain.text.bodies import BodiesByName
from kodoku_tui.domain.text.names import name_key, search_key
from kodoku_tui.domain.text.variants import KEYS_VERSION
from kodoku_tui.store.beginning import begin_writing
from kodoku_tui.store.engine import sqlite3
from kodoku_tui.store.transactions import roll_back

KEY_COLUMNS = {
    "organization": ("name_key",),
    "organization_alias": ("name_key",),
    "saved_view": ("name_key",),
    "adopted_group": ("search_text",),
}
"""What follows in a row from its names, by the rules of the program that wrote it."""

_KEY_OF = {"organization": name_key, "organization_alias": name_key, "saved_view": search_key}


class MetNames(NamedTuple):
    """Rows of one table whose names mean the same: `table`, and each name with its uid, as written."""

    table: str
    names: tuple[str, ...]
    uids: tuple[str, ...]


def keys_hold(connection: sqlite3.Connection) -> bool:
    """Whether the rules of this program made the keys of the file."""
    found = connection.execute("SELECT version FROM main.stored_keys").fetchone()
    return found is not None and found[0] == KEYS_VERSION


def renew_keys(connection: sqlite3.Connection) -> list[MetNames]:
    """Work out all keys anew where other rules made them; the names that came to meet by that.

    Where the file cannot be written now (a look at what others hold or protect), its keys stay, and the next who opens
    it does it.
    """
    if keys_hold(connection):
        return []
    if not _begin_at_once(connection):
        return []
    try:
        met = [] if keys_hold(connection) else _renew_all(connection)
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
    return met


def renew_keys_of(connection: sqlite3.Connection, touched: Iterable[tuple[str, int]]) -> None:
    """Work out the keys of these rows, which came back as they were: other rules may have made theirs."""
    organizations: set[int] = set()
    groups: set[int] = set()
    for table, row_id in touched:
        if table == "adopted_group":
            groups.add(row_id)
        if table not in _KEY_OF:
            continue
        for found in connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchall():
            key = _KEY_OF[table](found["name"])
            connection.execute(f"UPDATE {table} SET name_key = ? WHERE id = ?", (key, row_id))
            if table != "saved_view":
                organizations.add(found["id"] if table == "organization" else found["organization_id"])
    if organizations or groups:
        wanted = json.dumps([*organizations]), json.dumps([*groups])
        _write_search_texts(
            connection,
            "WHERE adopted_group.organization_id IN (SELECT value FROM json_each(?))"
            " OR adopted_group.id IN (SELECT value FROM json_each(?))",
            wanted,
        )


def names_that_meet(connection: sqlite3.Connection) -> list[MetNames]:
    """The bodies, people and saved views of one key: told apart by hand, never by a search."""
    return [*_met_bodies(connection), *_met_others(connection)]


def _begin_at_once(connection: sqlite3.Connection) -> bool:
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        begin_writing(connection)
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY):
            return False
        raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return True


def _renew_all(connection: sqlite3.Connection) -> list[MetNames]:
    known = connection.execute("SELECT met FROM main.stored_keys").fetchone()
    told = (
        {frozenset(uids) for uids in json.loads(known["met"])} if known else _met_by_stored_keys(connection)
    )
    for table, key_of in _KEY_OF.items():
        found = connection.execute(f"SELECT id, name, name_key FROM {table}").fetchall()
        changed = [(key, one["id"]) for one in found if (key := key_of(one["name"])) != one["name_key"]]
        connection.executemany(f"UPDATE {table} SET name_key = ? WHERE id = ?", changed)
    _write_search_texts(connection, "", ())
    met = names_that_meet(connection)
    connection.execute(
        "INSERT OR REPLACE INTO main.stored_keys (id, version, met) VALUES (1, ?, ?)",
        (KEYS_VERSION, json.dumps([sorted(one.uids) for one in met])),
    )
    return [one for one in met if frozenset(one.uids) not in told]


def _write_search_texts(connection: sqlite3.Connection, condition: str, params: tuple[str, ...]) -> None:
    names = defaultdict(list)
    for organization_id, name in connection.execute(
        "SELECT organization_id, name FROM organization_alias ORDER BY id"
    ):
        names[organization_id].append(name)
    groups = connection.execute(
        "SELECT adopted_group.id, organization_id, number, name, reading, project, area, targets_text, search_text"
        f" FROM adopted_group JOIN organization ON organization.id = organization_id {condition}",
        params,
    ).fetchall()
    changed = []
    for group in groups:
        text = search_text_of(
            group["number"],
            [group["name"], *names[group["organization_id"]]],
            group["reading"],
            group["project"],
            group["area"],
            group["targets_text"],
        )
        if text != group["search_text"]:
            changed.append((text, group["id"]))
    connection.executemany("UPDATE adopted_group SET search_text = ? WHERE id = ?", changed)


def _met_by_stored_keys(connection: sqlite3.Connection) -> set[frozenset[str]]:
    """Bodies that met already by the keys that stand in the file."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for key, uid in connection.execute(
        "SELECT name_key, uid FROM organization UNION ALL SELECT organization_alias.name_key, organization.uid"
        " FROM organization_alias JOIN organization ON organization.id = organization_id"
    ):
        by_key[key].add(uid)
    return {frozenset(uids) for uids in by_key.values() if len(uids) > 1}


def _met_bodies(connection: sqlite3.Connection) -> Iterator[MetNames]:
    found = connection.execute(
        "SELECT organization.name, organization.uid, 0 AS rank FROM organization UNION ALL"
        " SELECT organization_alias.name, organization.uid, 1 FROM organization_alias"
        " JOIN organization ON organization.id = organization_id ORDER BY rank"
    ).fetchall()
    bodies: BodiesByName[str] = BodiesByName()
    called: dict[str, str] = {}
    for name, uid, _ in found:
        bodies.add(name, uid)
        called.setdefault(uid, name)
    seen = set()
    for name, _, _ in found:
        uids = tuple(sorted(bodies.named(name)))
        if len(uids) > 1 and uids not in seen:
            seen.add(uids)
            yield MetNames("organization", tuple(called[uid] for uid in uids), uids)


def _met_others(connection: sqlite3.Connection) -> Iterator[MetNames]:
    by_key: dict[tuple[str, int, str], list[tuple[str, str]]] = defaultdict(list)
    for table, place, name, uid in connection.execute(
        "SELECT 'staff', 0, name, uid FROM staff"
        " UNION ALL SELECT 'contact', organization_id, name, uid FROM contact WHERE is_hidden = 0"
        " UNION ALL SELECT 'saved_view', 0, name, uid FROM saved_view WHERE is_hidden = 0"
    ):
        by_key[table, place, search_key(name)].append((uid, name))
    for (table, _, _), found in by_key.items():
        if len(found) > 1:
            found.sort()
            yield MetNames(table, tuple(name for _, name in found), tuple(uid for uid, _ in found))
