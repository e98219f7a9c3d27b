-- What a group says before the day of a session (出欠の返事), a row each; no row is 未回答. Until `reply_by` the reply is
-- the group's move; NULL where nobody set a day.
ALTER TABLE session ADD COLUMN reply_by TEXT CHECK (reply_by IS date(reply_by));

CREATE TABLE session_reply (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    reply TEXT NOT NULL CHECK (reply IN ('参加予定', '欠席連絡', '未回答')),
    replied_on TEXT NOT NULL CHECK (replied_on IS date(replied_on)),
    version INTEGER NOT NULL DEFAULT 1,
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (session_id, group_id)
) STRICT;
CREATE INDEX session_reply_group ON session_reply (group_id);
CREATE UNIQUE INDEX session_reply_uid ON session_reply (uid);

-- Money that a group gave back (返還), whatever it was: the day it came in, and how much.
CREATE TABLE repayment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    repaid_on TEXT NOT NULL CHECK (repaid_on IS date(repaid_on)),
    amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
    note TEXT NOT NULL DEFAULT '',
    recorded_by TEXT NOT NULL DEFAULT '',
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    moment TEXT NOT NULL CHECK (length(moment) = 26),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX repayment_group ON repayment (group_id);
CREATE UNIQUE INDEX repayment_uid ON repayment (uid);
