"""The people of groups and what they said of a session, as lists that go out and come back."""

from __future__ import annotations

from kodoku_tui.domain.columns import CellKind, Goes, ListColumn
from kodoku_tui.domain.exports.list_kind import ListKind

_GROUP_NO = ListColumn("group_no", CellKind.NUMBER)
_GROUP = ListColumn("group", CellKind.TEXT)

CONTACTS = ListKind(
    "contacts",
    "contact",
    (
        _GROUP_NO,
        _GROUP,
        ListColumn("person", CellKind.TEXT, is_personal=True),
        ListColumn("reading", CellKind.TEXT, is_personal=True),
        ListColumn("role", CellKind.TEXT),
        ListColumn("phone", CellKind.TEXT, is_personal=True),
        ListColumn("mail", CellKind.TEXT, is_personal=True),
        ListColumn("primary", CellKind.MARK),
        ListColumn("contact_note", CellKind.LONG_TEXT, is_personal=True),
    ),
    needs=(("person",), ("phone", "mail", "role")),
)

SURVEYS = ListKind(
    "surveys",
    "session_survey",
    (
        ListColumn("session", CellKind.TEXT),
        _GROUP_NO,
        _GROUP,
        ListColumn("score", CellKind.TEXT),
        ListColumn("comment", CellKind.LONG_TEXT, goes=Goes.INSIDE),
    ),
    needs=(("score", "comment"),),
    names_group=False,
)
