-- A milestone of the plan may follow a rule (kodoku_tui/domain/duties/plan_rules.py) in place of its fixed day.
-- planned_on stays: it is the rule's day as far as the plan alone can tell, and what stands until a contract is there.
ALTER TABLE milestone_plan ADD COLUMN rule TEXT;
-- A check of our own before a deliverable is due (事前確認); not a duty that the report names.
ALTER TABLE milestone_plan ADD COLUMN is_internal INTEGER NOT NULL DEFAULT 0 CHECK (is_internal IN (0, 1));
