"""Every column of text is either one of words or one of codes: a new one is missed by no erasure."""

from __future__ import annotations

from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.store.tables import TABLES, TableKind
from kodoku_tui.store.written_words import CODES, holds_words, tables_with_words

# What people write, table by table. Whoever adds a column of text writes it here, or into `CODES`.
WORDS = """
programme name name_en | milestone_plan title title_en | staff name reading | organization name name_key reading
organization_alias name name_key | adopted_group project targets_text area status_reason search_text
group_target label | session title title_en place | attendance names note | checkin note named | issue title note
action title | unit by what_params | merged_unit by what_params
erasure by reason | cost_item title title_en | reallocation recorded_by reason
evidence payee note | final_audit held_by findings corrections | repayment note recorded_by | milestone note
submission_round comment | extension recorded_by reason asked_by approved_by | round_comment by text
plan_document title title_en | document place note | contact name role phone mail note reading
postponement recorded_by reason | remedy text result_note
linkage counterpart role_split counterpart_benefit gap | linkage_level note recorded_by
indicator name unit narrative | indicator_actual note | plan_change note adviser | review present staff
review_group terms decided | session_survey comment | column_map columns | saved_view name name_key words
"""


def test_every_column_of_text_was_thought_of(desk: Desk) -> None:
    listed = {
        part.split()[0]: set(part.split()[1:]) for part in WORDS.replace("\n", "|").split("|") if part.strip()
    }
    assert {table: set(columns) for table, columns in tables_with_words(desk.connection)} == listed


def test_codes_name_columns_that_there_are(desk: Desk) -> None:
    for table, columns in CODES.items():
        there = {found["name"] for found in desk.connection.execute(f"PRAGMA main.table_info({table})")}
        assert set(columns) <= there and TABLES[table].kind in (TableKind.DATA, TableKind.LOG)
        assert not any(holds_words(table, column) for column in columns)
