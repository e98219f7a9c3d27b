"""Six invented groups with two contacts, and one of the staff: for what must not be said of real organizations."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.register.register import GroupFacts, adopt_group
from kodoku_tui.services.register.staff import add_staff

NAMES = ["架空の会", "ひなたの家", "ひなた", "さくら団地の会", "みどりの輪", "うみかぜ"]
MAILS = {1: "info@kakuu.example.jp", 2: "hana@hinata.example.jp"}


def settle(desk: Desk) -> None:
    """Put them into the file of a desk without groups."""
    add_staff(desk, "青柳 志穂")
    with desk.writing("unit.import_roster", file="架空") as unit:
        for number, name in enumerate(NAMES, start=1):
            facts = GroupFacts(
                number, f"特定非営利活動法人 {name}", f"{name}の取組", "高齢者", "東京都", False
            )
            adopt_group(unit, desk.programme, facts)
        for number, mail in MAILS.items():
            unit.insert("contact", organization_id=number, name=f"担当 {number}郎", mail=mail)
