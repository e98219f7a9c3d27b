-- Acts that came in with another copy of the file, by the act (a merge) that brought them, and what each had changed in
-- its own copy. The merge itself stands in `unit` and `change` like every act and holds what came of it here; it alone
-- can be taken back, and while it is, these count as unknown. Rows are told by their uids: the ids are the other copy's.
CREATE TABLE merged_unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    merge_unit_id INTEGER NOT NULL REFERENCES unit (id),
    uid TEXT NOT NULL CHECK (length(uid) = 32),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    by_staff_uid TEXT,
    what_key TEXT NOT NULL,
    what_params TEXT NOT NULL CHECK (json_valid(what_params)),
    moment TEXT NOT NULL,
    is_taken_back INTEGER NOT NULL CHECK (is_taken_back IN (0, 1)),
    UNIQUE (merge_unit_id, uid)
) STRICT;
CREATE INDEX merged_unit_uid ON merged_unit (uid);

CREATE TABLE merged_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    merged_unit_id INTEGER NOT NULL REFERENCES merged_unit (id),
    table_name TEXT NOT NULL,
    row_uid TEXT NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX merged_change_unit ON merged_change (merged_unit_id);
