-- An attempt to reach a group that was not answered is recorded with the check-ins and counts for no cadence; no text is:
-- somebody answered.
ALTER TABLE checkin ADD COLUMN answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'つながらず'));
