-- The plans that ship gave the final audit 7 days until audits were judged by their own rule (0023), and give it 10 working
-- days since. A plan that nobody has touched follows what ships; what a person changed, added or brought in stays.
UPDATE milestone_plan SET review_days = 10
WHERE key = 'final_audit'
    AND kind = 'audit'
    AND review_days = 7
    AND EXISTS (SELECT 1 FROM programme WHERE id = milestone_plan.programme_id AND fiscal_year IN (2025, 2026))
    AND EXISTS (
        SELECT 1 FROM change JOIN unit ON unit.id = change.unit_id
        WHERE change.table_name = 'milestone_plan'
            AND change.row_id = milestone_plan.id
            AND unit.what_key IN ('unit.begin_programme', 'unit.begin_next_programme', 'unit.demonstration')
    )
    AND NOT EXISTS (
        SELECT 1 FROM change
        WHERE change.table_name = 'milestone_plan' AND change.row_id = milestone_plan.id AND change.before IS NOT NULL
    );
