-- A session whose month is known and whose day is not: `held_on` is then the last day of that month, and is shown nowhere.
ALTER TABLE session ADD COLUMN is_day_open INTEGER NOT NULL DEFAULT 0 CHECK (is_day_open IN (0, 1));

-- Whether the day is known moves the days of the groups as the day itself does.
DROP TRIGGER days_session_update;
CREATE TRIGGER days_session_update AFTER UPDATE OF milestone_plan_id, held_on, is_day_open ON session BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.programme_id;
END;
