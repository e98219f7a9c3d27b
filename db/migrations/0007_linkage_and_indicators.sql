-- With whom a group works, level by level, and what it set out to reach.
CREATE TABLE linkage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    counterpart_kind TEXT NOT NULL CHECK (counterpart_kind IN (
        '自治体', '社協', '学校・教育委員会', '企業', 'NPO', '地域', 'その他')),
    counterpart TEXT NOT NULL CHECK (counterpart <> ''),
    role_split TEXT NOT NULL DEFAULT '',
    counterpart_benefit TEXT NOT NULL DEFAULT '',
    -- When what was lacking was named; empty while it has not been.
    identified_on TEXT CHECK (identified_on IS date(identified_on)),
    gap TEXT NOT NULL DEFAULT '',
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX linkage_group ON linkage (group_id);

-- Append-only: which level was reached when. The newest by day, then by id, is the one that counts.
CREATE TABLE linkage_level (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    linkage_id INTEGER NOT NULL REFERENCES linkage (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    reached_on TEXT NOT NULL CHECK (reached_on IS date(reached_on)),
    note TEXT NOT NULL DEFAULT '',
    recorded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX linkage_level_linkage ON linkage_level (linkage_id, reached_on);

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 3),
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL DEFAULT '',
    baseline REAL,
    target REAL,
    narrative TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (group_id, position)
) STRICT;

CREATE TABLE indicator_actual (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    measured_on TEXT NOT NULL CHECK (measured_on IS date(measured_on)),
    value REAL NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (indicator_id, measured_on)
) STRICT;
