-- An attempt to reach a group that was not answered is recorded with the check-ins and counts for no cadence; no text is:
-- somebody answered.
ALTER TABLE checkin ADD COLUMN answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'つながらず'));
CREATE INDEX checkin_attempt ON checkin (group_id, held_on) WHERE answer <> '';

-- How many people of the group can settle its money; NULL is: nobody has said.
ALTER TABLE adopted_group ADD COLUMN settlers INTEGER CHECK (settlers >= 0);
