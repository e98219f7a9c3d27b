-- Both figures of each group on the Mondays of its year, as they are known today (store/attention_weeks.py). They follow
-- from the rows and the log, are worked out within acts, and stand outside the log and the versions: rows, or the table,
-- may be dropped. `rules` says by which rules, holidays and weights; under others they count for nothing.
CREATE TABLE attention_week (
    group_id INTEGER NOT NULL REFERENCES adopted_group (id) ON DELETE CASCADE,
    monday TEXT NOT NULL CHECK (monday IS date(monday) AND strftime('%w', monday) = '1'),
    -- Empty where the group was not active on that Monday.
    score INTEGER,
    own_lateness INTEGER,
    rules INTEGER NOT NULL,
    PRIMARY KEY (group_id, monday),
    CHECK ((score IS NULL) = (own_lateness IS NULL))
) STRICT, WITHOUT ROWID;
