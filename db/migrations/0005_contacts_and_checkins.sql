-- Who belongs to an organization, who took part in a check-in and at what time, and promises that were put off.
CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    mail TEXT NOT NULL DEFAULT '',
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX contact_organization ON contact (organization_id);
-- At most one is the first to call.
CREATE UNIQUE INDEX contact_primary ON contact (organization_id) WHERE is_primary = 1 AND is_hidden = 0;

ALTER TABLE checkin ADD COLUMN held_at TEXT CHECK (held_at IS strftime('%H:%M', held_at));
-- Which template the note began with (初回, 定例 …); empty when it began blank.
ALTER TABLE checkin ADD COLUMN occasion TEXT NOT NULL DEFAULT '';

CREATE TABLE checkin_contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    checkin_id INTEGER NOT NULL REFERENCES checkin (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    UNIQUE (checkin_id, contact_id)
) STRICT;
CREATE INDEX checkin_contact_contact ON checkin_contact (contact_id);

-- Append-only: an earlier due date of a promise stays readable; action.due_on holds the one that counts.
CREATE TABLE postponement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL REFERENCES action (id),
    postponed_from TEXT CHECK (postponed_from IS date(postponed_from)),
    postponed_to TEXT NOT NULL CHECK (postponed_to IS date(postponed_to)),
    recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on)),
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX postponement_action ON postponement (action_id);

CREATE INDEX action_checkin ON action (checkin_id);
CREATE INDEX action_issue ON action (issue_id);
