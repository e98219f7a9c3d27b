-- Whose move it is, by kind of duty (kodoku_tui/domain/duties/judgement.py): what a duty rests on, by when what was
-- returned is to be handed in again, who asked for and agreed to another day, and when a hand-in becomes anybody's move.
ALTER TABLE programme ADD COLUMN opens_days INTEGER NOT NULL DEFAULT 30 CHECK (opens_days BETWEEN 0 AND 365);

-- The key of the duty of the same plan that has to be in first; empty where there is none.
ALTER TABLE milestone_plan ADD COLUMN after_key TEXT NOT NULL DEFAULT '' CHECK (after_key <> key);

-- By when a returned round is to be handed in again (再提出期限); empty where nobody said, and before there was this column.
ALTER TABLE submission_round ADD COLUMN again_by TEXT CHECK (again_by IS date(again_by));

ALTER TABLE extension ADD COLUMN asked_by TEXT NOT NULL DEFAULT '';
ALTER TABLE extension ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
-- The day of the ministry's consent, which a day past the end of the work needs.
ALTER TABLE extension ADD COLUMN consent_on TEXT CHECK (consent_on IS date(consent_on));

-- The final audit rests on the expense report, as in the plans that ship. The days that its plan says stay as they stand.
UPDATE milestone_plan SET after_key = 'expense_report'
WHERE key = 'final_audit'
    AND kind = 'audit'
    AND EXISTS (
        SELECT 1 FROM milestone_plan AS report
        WHERE report.programme_id = milestone_plan.programme_id AND report.key = 'expense_report'
    );
