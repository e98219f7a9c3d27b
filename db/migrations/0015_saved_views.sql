-- A filter of the register with its order, kept under a name for everybody on the file. It belongs to no year: the
-- words, people and places that it names outlast one. NULL lets every group pass; whether there is a main staff
-- member at all is `is_without_staff`.
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL CHECK (name_key <> ''),
    words TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff (id),
    is_without_staff INTEGER NOT NULL DEFAULT 0 CHECK (is_without_staff IN (0, 1)),
    block TEXT,
    target_code TEXT,
    status TEXT CHECK (status IN ('実施中', '辞退', '中止', '完了')),
    only_overdue INTEGER NOT NULL DEFAULT 0 CHECK (only_overdue IN (0, 1)),
    only_checkin_due INTEGER NOT NULL DEFAULT 0 CHECK (only_checkin_due IN (0, 1)),
    order_by TEXT NOT NULL DEFAULT 'number' CHECK (order_by <> ''),
    is_reversed INTEGER NOT NULL DEFAULT 0 CHECK (is_reversed IN (0, 1)),
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (staff_id IS NULL OR is_without_staff = 0)
) STRICT;

-- One that was taken back leaves its name free.
CREATE UNIQUE INDEX saved_view_name ON saved_view (name_key) WHERE is_hidden = 0;
CREATE INDEX saved_view_staff ON saved_view (staff_id);
