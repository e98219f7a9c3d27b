-- What was erased for good: who, when, why, how much, never the words. Not logged and not taken back: `store/erasing.py`.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('words', 'record', 'retention')),
    -- The records that were emptied, [table, uid] each: a copy of before can be emptied again.
    rows TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rows)),
    -- Two hexadecimal digits of a digest of the words: enough to notice other words, too little to find these.
    mark TEXT NOT NULL DEFAULT '',
    -- begun: the words may still stand somewhere; written: what is left is to give free pages back; done.
    state TEXT NOT NULL CHECK (state IN ('begun', 'written', 'done')),
    places INTEGER NOT NULL DEFAULT 0 CHECK (places >= 0),
    unit_id INTEGER REFERENCES unit (id),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*')
) STRICT;

CREATE UNIQUE INDEX erasure_uid ON erasure (uid);

-- Up to when what is personal of the year is kept (保存期限); it goes only when somebody says so.
ALTER TABLE programme ADD COLUMN keep_until TEXT CHECK (keep_until IS date(keep_until));
