-- What tells whether a group can be in trouble. No text is: nobody has said; no number and no day are NULL.
ALTER TABLE adopted_group ADD COLUMN founded_year INTEGER CHECK (founded_year BETWEEN 1800 AND 2200);
ALTER TABLE adopted_group ADD COLUMN staff_count INTEGER CHECK (staff_count >= 0);
ALTER TABLE adopted_group ADD COLUMN own_clerk TEXT NOT NULL DEFAULT '' CHECK (own_clerk IN ('', 'はい', 'いいえ'));
ALTER TABLE adopted_group ADD COLUMN first_public_money TEXT NOT NULL DEFAULT ''
    CHECK (first_public_money IN ('', 'はい', 'いいえ'));
ALTER TABLE adopted_group ADD COLUMN new_theme TEXT NOT NULL DEFAULT '' CHECK (new_theme IN ('', 'はい', 'いいえ'));
ALTER TABLE adopted_group ADD COLUMN vouchers_seen_on TEXT CHECK (vouchers_seen_on IS date(vouchers_seen_on));

-- What a group planned for a month and what came of it, a row each.
CREATE TABLE activity_month (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    month TEXT NOT NULL CHECK (month IS strftime('%Y-%m', month || '-01')),
    stage TEXT NOT NULL CHECK (stage IN ('計画', '実績')),
    times INTEGER CHECK (times >= 0),
    people INTEGER CHECK (people >= 0),
    visits INTEGER CHECK (visits >= 0),
    newcomers INTEGER CHECK (newcomers >= 0),
    version INTEGER NOT NULL DEFAULT 1,
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*'),
    UNIQUE (group_id, month, stage)
) STRICT;
CREATE UNIQUE INDEX activity_month_uid ON activity_month (uid);

-- How the plan of a group changed on its way, and what experts from outside advised.
CREATE TABLE plan_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    changed_on TEXT NOT NULL CHECK (changed_on IS date(changed_on)),
    change_kind TEXT NOT NULL CHECK (change_kind IN ('軌道修正', '専門家助言')),
    note TEXT NOT NULL CHECK (note <> ''),
    adviser TEXT NOT NULL DEFAULT '',
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    moment TEXT NOT NULL CHECK (length(moment) = 26),
    uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX plan_change_group ON plan_change (group_id);
CREATE UNIQUE INDEX plan_change_uid ON plan_change (uid);
