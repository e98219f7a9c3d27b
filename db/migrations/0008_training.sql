-- How a session is held, who is invited, what follows an absence, and what those who came said.
ALTER TABLE session ADD COLUMN format TEXT NOT NULL DEFAULT '' CHECK (format IN ('', '会場', 'オンライン', '併用'));
ALTER TABLE session ADD COLUMN capacity INTEGER CHECK (capacity > 0);
ALTER TABLE session ADD COLUMN starts_at TEXT CHECK (starts_at IS strftime('%H:%M', starts_at));
ALTER TABLE session ADD COLUMN place TEXT NOT NULL DEFAULT '';

-- An open session without invitations is open to every group.
CREATE TABLE session_invitation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    UNIQUE (session_id, group_id)
) STRICT;
CREATE INDEX session_invitation_group ON session_invitation (group_id);

-- A promise that follows an absence: 資料送付, 録画視聴, 個別補講.
ALTER TABLE action ADD COLUMN session_id INTEGER REFERENCES session (id);
CREATE INDEX action_session ON action (session_id);

CREATE TABLE session_survey (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    -- Empty for an answer without a name.
    group_id INTEGER REFERENCES adopted_group (id),
    score INTEGER CHECK (score BETWEEN 1 AND 5),
    comment TEXT NOT NULL DEFAULT '',
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (score IS NOT NULL OR comment <> '')
) STRICT;
CREATE INDEX session_survey_session ON session_survey (session_id);
CREATE INDEX session_survey_group ON session_survey (group_id);
