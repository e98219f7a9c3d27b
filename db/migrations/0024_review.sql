-- A manager's walk through the groups in the order of attention. Minutes are made from these rows whenever somebody
-- asks for them: they are stored nowhere as text.
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS date(ended_on) AND ended_on >= started_on),
    -- Who was there, as it was typed; whose groups and of which block, empty for all.
    present TEXT NOT NULL DEFAULT '',
    staff TEXT NOT NULL DEFAULT '',
    block TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    moment TEXT NOT NULL CHECK (length(moment) = 26),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX review_programme ON review (programme_id);
-- One at a time: a second one would ask of the same groups again.
CREATE UNIQUE INDEX review_under_way ON review (programme_id) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX review_uid ON review (uid);

-- The groups of a review in the order in which they stood when it began, with what was shown of their attention then
-- (terms: an open shape, since terms come and go), and what was decided. turn, staff_id and due_on say who does it by when.
CREATE TABLE review_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review_id INTEGER NOT NULL REFERENCES review (id),
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    position INTEGER NOT NULL CHECK (position > 0),
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    looked_on TEXT CHECK (looked_on IS date(looked_on)),
    decided TEXT NOT NULL DEFAULT '',
    turn TEXT NOT NULL DEFAULT '' CHECK (turn IN ('', 'group', 'secretariat')),
    staff_id INTEGER REFERENCES staff (id),
    due_on TEXT CHECK (due_on IS date(due_on)),
    -- The promise that the decision became.
    action_id INTEGER REFERENCES action (id),
    version INTEGER NOT NULL DEFAULT 1,
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    CHECK (decided = '' OR looked_on IS NOT NULL),
    UNIQUE (review_id, group_id),
    UNIQUE (review_id, position)
) STRICT;
CREATE INDEX review_group_group ON review_group (group_id);
CREATE INDEX review_group_staff ON review_group (staff_id);
CREATE INDEX review_group_action ON review_group (action_id);
CREATE UNIQUE INDEX review_group_uid ON review_group (uid);

-- What was done for a group while the review was at it. The row is written within the act and goes when that is taken back.
CREATE TABLE review_act (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review_group_id INTEGER NOT NULL REFERENCES review_group (id),
    unit_uid TEXT NOT NULL CHECK (length(unit_uid) = 32 AND unit_uid NOT GLOB '*[^0-9a-f]*'),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (review_group_id, unit_uid)
) STRICT;
CREATE UNIQUE INDEX review_act_uid ON review_act (uid);
