-- The days that today does not move: of each duty and of each group's next check-in (DESIGN, laws 2 to 4). They follow
-- from the rows beside them by the rules of the program, are worked out again before every commit, and stand outside the
-- log and the versions. `stamp` says by which rules and holidays; under another stamp they count for nothing.
CREATE TABLE duty_day (
    milestone_id INTEGER PRIMARY KEY REFERENCES milestone (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id) ON DELETE CASCADE,
    -- The effective due date, and the day that counts for whoever holds it.
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
    counts_on TEXT NOT NULL CHECK (counts_on IS date(counts_on)),
    holder TEXT,
    act TEXT,
    -- Before this day it is nobody's move; empty where it is somebody's at once.
    opens_on TEXT CHECK (opens_on IS date(opens_on)),
    -- The last day in time; empty where nobody can be late.
    late_after TEXT CHECK (late_after IS date(late_after)),
    since TEXT CHECK (since IS date(since)),
    waits_for TEXT,
    ends_as TEXT
) STRICT;
CREATE INDEX duty_day_of_group ON duty_day (group_id);
CREATE INDEX duty_day_late ON duty_day (late_after) WHERE late_after IS NOT NULL;

CREATE TABLE checkin_day (
    group_id INTEGER PRIMARY KEY REFERENCES adopted_group (id) ON DELETE CASCADE,
    last_checkin_on TEXT CHECK (last_checkin_on IS date(last_checkin_on)),
    agreed_on TEXT CHECK (agreed_on IS date(agreed_on)),
    contract_on TEXT CHECK (contract_on IS date(contract_on)),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
    maximum_on TEXT NOT NULL CHECK (maximum_on IS date(maximum_on))
) STRICT;

CREATE TABLE stored_days (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp TEXT NOT NULL
) STRICT;

-- The groups whose stored days no longer hold. Whatever the days follow from says so, whichever program changes it.
CREATE TABLE days_touched (group_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER days_milestone_insert AFTER INSERT ON milestone BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_milestone_update
AFTER UPDATE OF group_id, plan_id, planned_on, state, state_on, turn_since
ON milestone BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_milestone_delete AFTER DELETE ON milestone BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
END;
CREATE TRIGGER days_checkin_insert AFTER INSERT ON checkin BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_checkin_update AFTER UPDATE OF group_id, held_on, next_on, is_hidden ON checkin BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_checkin_delete AFTER DELETE ON checkin BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
END;
CREATE TRIGGER days_attendance_insert AFTER INSERT ON attendance BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_attendance_update AFTER UPDATE OF group_id, session_id, mark ON attendance BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_attendance_delete AFTER DELETE ON attendance BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
END;
CREATE TRIGGER days_action_insert AFTER INSERT ON action BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_action_update AFTER UPDATE OF group_id, session_id, due_on, done_on, is_hidden ON action BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
CREATE TRIGGER days_action_delete AFTER DELETE ON action BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.group_id);
END;
CREATE TRIGGER days_adopted_group_insert AFTER INSERT ON adopted_group BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.id);
END;
CREATE TRIGGER days_adopted_group_update
AFTER UPDATE OF status, support_tier, own_ideal_days, own_maximum_days, programme_id
ON adopted_group BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.id);
END;
CREATE TRIGGER days_adopted_group_delete AFTER DELETE ON adopted_group BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (old.id);
END;
CREATE TRIGGER days_submission_round_insert AFTER INSERT ON submission_round BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = new.milestone_id;
END;
CREATE TRIGGER days_submission_round_update
AFTER UPDATE OF milestone_id, round, submitted_on, again_by
ON submission_round BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = new.milestone_id;
END;
CREATE TRIGGER days_submission_round_delete AFTER DELETE ON submission_round BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = old.milestone_id;
END;
CREATE TRIGGER days_extension_insert AFTER INSERT ON extension BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = new.milestone_id;
END;
CREATE TRIGGER days_extension_update
AFTER UPDATE OF milestone_id, extended_to, recorded_on, consent_on
ON extension BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = new.milestone_id;
END;
CREATE TRIGGER days_extension_delete AFTER DELETE ON extension BEGIN
    INSERT OR IGNORE INTO days_touched SELECT group_id FROM milestone WHERE id = old.milestone_id;
END;
CREATE TRIGGER days_session_insert AFTER INSERT ON session BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.programme_id;
END;
CREATE TRIGGER days_session_update AFTER UPDATE OF milestone_plan_id, held_on ON session BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.programme_id;
END;
CREATE TRIGGER days_session_delete AFTER DELETE ON session BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = old.programme_id;
END;
CREATE TRIGGER days_milestone_plan_insert AFTER INSERT ON milestone_plan BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.programme_id;
END;
CREATE TRIGGER days_milestone_plan_update
AFTER UPDATE OF key, kind, holiday_policy, review_days, is_internal, after_key
ON milestone_plan BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.programme_id;
END;
CREATE TRIGGER days_milestone_plan_delete AFTER DELETE ON milestone_plan BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = old.programme_id;
END;
CREATE TRIGGER days_programme_update AFTER UPDATE OF starts_on, work_ends_on, opens_days ON programme BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.id;
END;
