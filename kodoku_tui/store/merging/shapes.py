"""What makes rows of two copies one row though each made its own, and which rows are taken together or not at all."""

from __future__ import annotations

SAME_BY: dict[str, tuple[str, ...]] = {
    "programme": ("fiscal_year",),
    "milestone_plan": ("programme_id", "key"),
    "organization_alias": ("organization_id", "name"),
    "adopted_group": ("programme_id", "organization_id"),
    "session": ("programme_id", "key"),
    "attendance": ("session_id", "group_id"),
    "cost_item": ("programme_id", "title"),
    "group_cost": ("group_id", "cost_item_id"),
    "final_audit": ("group_id", "held_on"),
    "milestone": ("group_id", "plan_id"),
    "submission_round": ("milestone_id", "round"),
    "plan_document": ("plan_id", "key"),
    "document": ("milestone_id", "plan_document_id"),
    "checkin_contact": ("checkin_id", "contact_id"),
    "indicator_actual": ("indicator_id", "measured_on"),
    "activity_month": ("group_id", "month", "stage"),
    "review_group": ("review_id", "group_id"),
    "review_act": ("review_group_id", "unit_uid"),
    "session_invitation": ("session_id", "group_id"),
    "session_reply": ("session_id", "group_id"),
    "file_setting": ("key",),
    "column_map": ("list_name", "shape"),
    "attention_weight": ("programme_id", "name"),
}
"""What a table holds once: two rows that agree in these columns are one, whichever copy made them.

Numbers and names are none (laws 9 and 10 of the words): two groups 97 and two people called 佐藤 are two.
"""

COUNTED_ON: dict[str, tuple[str, str]] = {
    "adopted_group": ("programme_id", "number"),
    "indicator": ("group_id", "position"),
}
"""Numbers that are given within something: the row that comes in gets the next one where its own is taken."""

ALIKE: dict[str, str] = {"staff": "name", "organization": "name"}
"""Columns that may be the same in two rows, which is told: it can be one person that both copies wrote down."""

FOLLOWING = ("group_target", "group_prefecture", "group_block")
"""What follows from the words of the group: as theirs has it, where the words are as theirs has them."""

WORDS_OF_GROUP = ("targets_text", "area")

PART_OF: dict[str, tuple[str, str]] = {
    "submission_round": ("milestone", "milestone_id"),
    "extension": ("milestone", "milestone_id"),
    "document": ("milestone", "milestone_id"),
    "round_comment": ("submission_round", "round_id"),
    "checkin_contact": ("checkin", "checkin_id"),
    "action": ("checkin", "checkin_id"),
    "postponement": ("action", "action_id"),
}
"""A part and what it belongs to (where the column is filled): a milestone and its rounds, a check-in and its promises.

Half of one copy's and half of the other's would be a state that nobody saw.
"""

WHOLES = frozenset({"milestone", "checkin"})
"""What is taken as a whole where both copies changed anything in it."""
