-- The attention of each group on each Monday of its year, as it is known today (store/attention_weeks.py). It follows
-- from the rows and the log, is worked out within acts, and stands outside the log and the versions: it may be dropped.
CREATE TABLE attention_week (
    group_id INTEGER NOT NULL REFERENCES adopted_group (id) ON DELETE CASCADE,
    monday TEXT NOT NULL CHECK (monday IS date(monday) AND strftime('%w', monday) = '1'),
    score INTEGER NOT NULL,
    own_lateness INTEGER NOT NULL,
    PRIMARY KEY (group_id, monday)
) STRICT, WITHOUT ROWID;

-- Of these groups the weeks from this Monday on do not hold as yet.
CREATE TABLE attention_pending (
    group_id INTEGER PRIMARY KEY REFERENCES adopted_group (id) ON DELETE CASCADE,
    from_monday TEXT NOT NULL CHECK (from_monday IS date(from_monday))
) STRICT;

-- By which rules and weights the weeks were worked out, up to which act, and up to which Monday.
CREATE TABLE attention_weeks (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stamp TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    through_on TEXT NOT NULL CHECK (through_on IS date(through_on))
) STRICT;
