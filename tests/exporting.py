"""A file of invented groups with something in every list, for the tests of what goes out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from kodoku_tui.domain.exports.copies import COPIES, Copy
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.exports.source import ExportRequest
from tests.desks import MONDAY_IN_DECEMBER, morning_of

# A group of the demonstration with issues and a long history.
RICH_GROUP = 16
PHONE = "000-1234-5678"
CONTACT = "架空 花子"
LONG_NOTE = "＝合計は別紙\n" + "長い記録です。😀" * 6_000
NASTY = (
    "=1+1",
    "+81",
    "-5",
    "@sum",
    "\t=tab",
    "＝全角",
    "＋全角",
    "－全角",
    "＠全角",
    "_x000D_",
    "一行目\n二行目",
    '"引用","符"',
    "〔つづき1〕",
    "\\逆斜線",
    "😀👨‍👩‍👧",
)


def make_rich_file(demonstration_file: Path, path: Path) -> None:
    """Write the file: the demonstration, and remedies, linkage, contacts, money and texts that are hard to carry."""
    clock = morning_of(MONDAY_IN_DECEMBER)
    shutil.copyfile(demonstration_file, path)
    desk = Desk(path, clock=clock, staff="青柳 志穂")
    try:
        with desk.writing("unit.add_issue", number=RICH_GROUP, name="", title="") as unit:
            group = unit.connection.execute(
                "SELECT * FROM adopted_group WHERE number = ?", (RICH_GROUP,)
            ).fetchone()
            issue = unit.connection.execute(
                "SELECT id FROM issue WHERE group_id = ? ORDER BY id", (group["id"],)
            ).fetchone()["id"]
            unit.insert(
                "remedy",
                issue_id=issue,
                tried_on="2025-10-01",
                text="手書きのチラシを配った",
                result="効果あり",
                result_note="参加者が増えた",
            )
            linkage = unit.insert(
                "linkage", group_id=group["id"], counterpart_kind="社協", counterpart="架空町社協"
            )
            unit.insert(
                "linkage_level", linkage_id=linkage, level=2, reached_on="2025-09-10", note="月例の会"
            )
            first = unit.connection.execute(
                "SELECT id FROM contact WHERE organization_id = ? AND is_primary", (group["organization_id"],)
            )
            for (contact_id,) in first.fetchall():
                unit.update("contact", contact_id, {"is_primary": 0})
            contact = unit.insert(
                "contact",
                organization_id=group["organization_id"],
                name=CONTACT,
                role="代表",
                phone=PHONE,
                mail="hanako@example.jp",
                is_primary=1,
            )
            for position, budget in ((0, 150_000), (1, 90_000)):
                item = unit.connection.execute(
                    "SELECT id FROM cost_item WHERE programme_id = ? AND position = ?",
                    (group["programme_id"], position),
                ).fetchone()["id"]
                # The demonstration may have given the group a budget and indicators of its own.
                amounts = {"budget_yen": budget, "proper_yen": budget - 10_000}
                standing = unit.connection.execute(
                    "SELECT id FROM group_cost WHERE group_id = ? AND cost_item_id = ?", (group["id"], item)
                ).fetchone()
                if standing is None:
                    unit.insert("group_cost", group_id=group["id"], cost_item_id=item, **amounts)
                else:
                    unit.update("group_cost", standing["id"], amounts)
            review = unit.insert(
                "review",
                programme_id=group["programme_id"],
                started_on="2025-12-08",
                ended_on="2025-12-08",
                present="青柳",
            )
            line = unit.insert(
                "review_group",
                review_id=review,
                group_id=group["id"],
                position=1,
                terms='{"score": 40, "own_lateness": 0, "terms": []}',
                looked_on="2025-12-08",
                decided="帳簿を一緒に見る",
                due_on="2025-12-20",
            )
            (uid,) = unit.connection.execute("SELECT uid FROM unit WHERE id = ?", (unit.id,)).fetchone()
            unit.insert("review_act", review_group_id=line, unit_uid=uid)
            measured = {"name": "参加者数", "baseline": 12.5, "target": 0.1 + 0.2}
            indicator = unit.connection.execute(
                "SELECT id FROM indicator WHERE group_id = ? ORDER BY position", (group["id"],)
            ).fetchone()
            if indicator is None:
                unit.insert("indicator", group_id=group["id"], position=1, **measured)
            else:
                unit.update("indicator", indicator["id"], measured)
            for note in (*NASTY, LONG_NOTE):
                checkin = unit.insert(
                    "checkin",
                    group_id=group["id"],
                    held_on="2025-12-01",
                    held_at="14:30",
                    channel="電話",
                    condition="要対応",
                    note=note,
                )
            unit.insert("checkin_contact", checkin_id=checkin, contact_id=contact)
    finally:
        desk.close()


def fullest_copy(kind: str) -> Copy:
    """The copy of a kind that holds most: what comes back of it is compared with what stands here."""
    return max(COPIES[kind], key=list(Copy).index)


def to_work_on(kind: str, **request: Any) -> ExportRequest:
    """A request for the copy of a kind that holds most."""
    return ExportRequest(**{"copy": fullest_copy(kind)} | request)
