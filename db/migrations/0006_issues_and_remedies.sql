-- The second level of an issue's category (codes in db/seeds/codes), and what was tried for it.
ALTER TABLE issue ADD COLUMN subcategory TEXT NOT NULL DEFAULT '';

CREATE TABLE remedy (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    tried_on TEXT NOT NULL CHECK (tried_on IS date(tried_on)),
    text TEXT NOT NULL CHECK (text <> ''),
    result TEXT NOT NULL DEFAULT '試行中' CHECK (result IN ('試行中', '効果あり', '一部効果', '効果なし')),
    result_note TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff (id),
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX remedy_issue ON remedy (issue_id);
CREATE INDEX issue_category ON issue (category, subcategory);
CREATE INDEX issue_checkin ON issue (checkin_id);
