-- So many working days after a session its attendance is to be recorded, and an absence followed up: settings of the year.
ALTER TABLE programme ADD COLUMN recording_days INTEGER NOT NULL DEFAULT 3 CHECK (recording_days BETWEEN 0 AND 365);
ALTER TABLE programme ADD COLUMN followup_days INTEGER NOT NULL DEFAULT 7 CHECK (followup_days BETWEEN 0 AND 365);

DROP TRIGGER days_programme_update;
CREATE TRIGGER days_programme_update
AFTER UPDATE OF starts_on, work_ends_on, opens_days, recording_days, followup_days ON programme BEGIN
    INSERT OR IGNORE INTO days_touched SELECT id FROM adopted_group WHERE programme_id = new.id;
END;
