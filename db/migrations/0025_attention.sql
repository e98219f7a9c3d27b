-- An attempt to reach a group that was not answered is recorded with the check-ins and counts for no cadence; no text is:
-- somebody answered.
ALTER TABLE checkin ADD COLUMN answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'つながらず'));
CREATE INDEX checkin_attempt ON checkin (group_id, held_on) WHERE answer <> '';

-- How many people of the group can settle its money; NULL is: nobody has said.
ALTER TABLE adopted_group ADD COLUMN settlers INTEGER CHECK (settlers >= 0);

-- How heavily something weighs in a year where that differs from what ships (db/seeds/attention.toml), by its name there
-- (group.silence.rate); NULL is: as it ships, again.
CREATE TABLE attention_weight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    name TEXT NOT NULL CHECK (name <> ''),
    value REAL CHECK (value >= 0),
    version INTEGER NOT NULL DEFAULT 1,
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (programme_id, name)
) STRICT;
CREATE UNIQUE INDEX attention_weight_uid ON attention_weight (uid);
