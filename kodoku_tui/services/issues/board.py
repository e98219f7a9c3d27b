"""Issues of all groups: on a board by state, as a list, and how their number goes month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kodoku_tui.domain.issues.filter import IssueFilter
from kodoku_tui.domain.words import IssueCategory, IssueState
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.staff import staff_id_of
from kodoku_tui.store.queries import query_text

BOARD_STATES = (IssueState.NEW, IssueState.WORKING, IssueState.WATCHING, IssueState.SOLVED)
"""The columns of the board from left to right; what was dropped (取下げ) stands in the list only."""

CARDS_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Card:
    """One issue on the board; dates are ISO text."""

    id: int
    version: int
    state: str
    severity: str
    category: str
    subcategory: str
    title: str
    group_no: int
    group: str
    opened: str
    closed: str | None


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The cards of one state, heaviest and oldest first (solved ones newest first); `total` may be more.

    Of those without a remedy the oldest stand first, however heavy.
    """

    state: str
    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue as a line of the list; dates are ISO text."""

    id: int
    version: int
    state: str
    severity: str
    category: str
    subcategory: str
    noticed: str
    title: str
    group_no: int
    group: str
    opened: str
    closed: str | None
    staff: str | None
    remedies: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One month (2025-10) of one category: opened and closed in it, open at its end (this month: today)."""

    month: str
    category: str
    opened: int
    closed: int
    open: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The months from the programme's start to this one, and the counts of every category that has any."""

    months: tuple[str, ...]
    counts: tuple[MonthCount, ...]

    def of(self, category: str | None) -> list[MonthCount]:
        """The counts of one category month by month; of all of them together without one."""
        found = {
            month: [one for one in self.counts if one.month == month and category in (None, one.category)]
            for month in self.months
        }
        return [
            MonthCount(
                month,
                category or "",
                sum(one.opened for one in some),
                sum(one.closed for one in some),
                sum(one.open for one in some),
            )
            for month, some in found.items()
        ]

    @property
    def categories(self) -> list[str]:
        """The categories that have any issue, in the order of the domain."""
        having = {one.category for one in self.counts}
        return [category.value for category in IssueCategory if category.value in having]


_BY_CATEGORY = " ".join(f"WHEN '{category.value}' THEN {at}" for at, category in enumerate(IssueCategory))
_BY_STATE = " ".join(f"WHEN '{state.value}' THEN {at}" for at, state in enumerate(IssueState))
_HEAVY_FIRST = "CASE issue_now.severity WHEN '重' THEN 1 WHEN '中' THEN 2 ELSE 3 END"


def usual_order(chosen: IssueFilter) -> str:
    """The column by which the list stands while nobody chose one."""
    return "opened" if chosen.without_remedy else "category"


_ORDERS = {
    "category": f"CASE issue_now.category {_BY_CATEGORY} END {{direction}}, issue_now.subcategory,"
    f" issue_now.closed_on IS NOT NULL, {_HEAVY_FIRST}, issue_now.opened_on",
    "severity": f"{_HEAVY_FIRST} {{direction}}, issue_now.opened_on",
    "state": f"CASE issue_now.state {_BY_STATE} END {{direction}}, issue_now.opened_on",
    "group_no": "issue_now.group_no {direction}",
    "group": "issue_now.group_name {direction}",
    "title": "issue_now.title {direction}",
    "opened": "issue_now.opened_on {direction}",
    "staff": "staff IS NULL, staff {direction}",
    "remedies": "remedies {direction}",
}


def issue_board(desk: Desk, chosen: IssueFilter) -> list[BoardColumn]:
    """The board as of now: the columns of `BOARD_STATES`, of each at most `CARDS_AT_MOST` cards."""
    with desk.reading() as connection:
        found = connection.execute(
            _asked("issues/issue_board"), {**_params(desk, chosen), "most": CARDS_AT_MOST}
        ).fetchall()
    totals = {card["state"]: card["total"] for card in found}
    cards = [Card(**{name: card[name] for name in Card.__slots__}) for card in found]
    return [
        BoardColumn(
            state.value,
            tuple(card for card in cards if card.state == state),
            totals.get(state.value, 0),
        )
        for state in BOARD_STATES
    ]


def issue_page(
    desk: Desk,
    chosen: IssueFilter,
    *,
    offset: int = 0,
    limit: int = -1,
    order: str = "category",
    is_reversed: bool = False,
) -> Sequence[IssueRow]:
    """A stretch of the list of issues, in the order of one of its columns."""
    with desk.reading() as connection:
        params = {**_params(desk, chosen), "with_closed": int(chosen.with_closed)}
        found = connection.execute(
            _page_text(order, is_reversed), {**params, "limit": limit, "offset": offset}
        )
        return [IssueRow(**issue) for issue in found]


def count_issues(desk: Desk, chosen: IssueFilter) -> int:
    """How many issues the list has under this filter."""
    with desk.reading() as connection:
        params = {**_params(desk, chosen), "with_closed": int(chosen.with_closed), "limit": -1, "offset": 0}
        text = _page_text("opened", False)
        return int(connection.execute(f"SELECT count(*) FROM ({text})", params).fetchone()[0])


def issue_position(
    desk: Desk, chosen: IssueFilter, issue_id: int, *, order: str = "category", is_reversed: bool = False
) -> int | None:
    """How many issues stand before this one in the list; None when the filter leaves it out."""
    with desk.reading() as connection:
        params = {**_params(desk, chosen), "with_closed": int(chosen.with_closed), "limit": -1, "offset": 0}
        found = connection.execute(f"SELECT id FROM ({_page_text(order, is_reversed)})", params)
        return next((position for position, (found_id,) in enumerate(found) if found_id == issue_id), None)


def issue_trend(desk: Desk, chosen: IssueFilter) -> Trend:
    """Opened, closed and open at month's end from the programme's start to this month, by category."""
    with desk.reading() as connection:
        found = connection.execute(
            _asked("issues/issue_trend"), {**_params(desk, chosen), "from_day": desk.programme["starts_on"]}
        )
        counts = tuple(MonthCount(**count) for count in found)
    return Trend(tuple(dict.fromkeys(count.month for count in counts)), counts)


def _page_text(order: str, is_reversed: bool) -> str:
    direction = "DESC" if is_reversed else "ASC"
    return _asked("issues/issue_page").replace(
        "{order}", f"{_ORDERS[order].format(direction=direction)}, issue_now.moment, issue_now.uid"
    )


def _asked(name: str) -> str:
    """A query over the issues that a filter leaves."""
    return query_text(name).replace("{filter}", query_text("issues/issue_filter"))


def _params(desk: Desk, chosen: IssueFilter) -> dict[str, Any]:
    return {
        "programme_id": desk.programme["id"],
        "staff_id": staff_id_of(desk.connection, chosen.staff, with_retired=True) if chosen.staff else None,
        "block": chosen.block,
        "category": chosen.category,
        "severity": chosen.severity,
        "without_remedy": int(chosen.without_remedy),
    }
