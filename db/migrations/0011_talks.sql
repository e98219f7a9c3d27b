-- A promise can be withdrawn from view, and knows which line of its check-in's note it was written in
-- (the first line that is a promise is 0; empty for one that was written down by itself).
ALTER TABLE action ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1));
ALTER TABLE action ADD COLUMN note_line INTEGER CHECK (note_line >= 0);

-- What everybody on this file agreed on, as key and value: personal_data_in_exports (yes or no).
CREATE TABLE file_setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
