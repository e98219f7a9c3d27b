-- The register, the year's duties and what is recorded about them.
-- Dates are ISO text (YYYY-MM-DD); money is integer yen; words are the words of the screen.
-- Every row that a person changes carries a version, which each change raises by one.
-- Ids are never given twice (AUTOINCREMENT): the change log and exported workbooks refer to them.

CREATE TABLE programme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fiscal_year INTEGER NOT NULL UNIQUE CHECK (fiscal_year BETWEEN 2000 AND 2100),
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on)),
    work_ends_on TEXT NOT NULL CHECK (work_ends_on IS date(work_ends_on)),
    cap_yen INTEGER NOT NULL CHECK (cap_yen > 0),
    due_soon_days INTEGER NOT NULL DEFAULT 14 CHECK (due_soon_days >= 0),
    is_demonstration INTEGER NOT NULL DEFAULT 0 CHECK (is_demonstration IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE milestone_plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('contract', 'session', 'deliverable', 'audit')),
    planned_on TEXT NOT NULL CHECK (planned_on IS date(planned_on)),
    holiday_policy TEXT NOT NULL DEFAULT '据置' CHECK (holiday_policy IN ('据置', '前営業日', '翌営業日')),
    review_days INTEGER NOT NULL DEFAULT 7 CHECK (review_days >= 0),
    required INTEGER NOT NULL DEFAULT 1 CHECK (required IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (programme_id, key)
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE organization (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    legal_form TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE organization_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id INTEGER NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    UNIQUE (organization_id, name)
) STRICT;
CREATE INDEX organization_alias_name_key ON organization_alias (name_key);

CREATE TABLE adopted_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    organization_id INTEGER NOT NULL REFERENCES organization (id),
    number INTEGER NOT NULL CHECK (number > 0),
    project TEXT NOT NULL,
    targets_text TEXT NOT NULL,
    area TEXT NOT NULL,
    adopted_last_year INTEGER NOT NULL DEFAULT 0 CHECK (adopted_last_year IN (0, 1)),
    status TEXT NOT NULL DEFAULT '実施中' CHECK (status IN ('実施中', '辞退', '中止', '完了')),
    status_on TEXT CHECK (status_on IS date(status_on)),
    status_reason TEXT NOT NULL DEFAULT '',
    main_staff_id INTEGER REFERENCES staff (id),
    deputy_staff_id INTEGER REFERENCES staff (id),
    support_tier TEXT NOT NULL DEFAULT '標準' CHECK (support_tier IN ('手厚い', '標準', '見守り')),
    own_ideal_days INTEGER CHECK (own_ideal_days > 0),
    own_maximum_days INTEGER CHECK (own_maximum_days >= own_ideal_days),
    search_text TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (programme_id, number),
    UNIQUE (programme_id, organization_id),
    CHECK (status = '実施中' OR status_on IS NOT NULL)
) STRICT;
CREATE INDEX adopted_group_organization ON adopted_group (organization_id);
CREATE INDEX adopted_group_main_staff ON adopted_group (main_staff_id);

CREATE TABLE group_target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    UNIQUE (group_id, position)
) STRICT;
CREATE INDEX group_target_code ON group_target (code);

CREATE TABLE group_prefecture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    position INTEGER NOT NULL,
    prefecture TEXT NOT NULL,
    UNIQUE (group_id, position)
) STRICT;

CREATE TABLE group_block (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    position INTEGER NOT NULL,
    block TEXT NOT NULL,
    UNIQUE (group_id, position)
) STRICT;
CREATE INDEX group_block_block ON group_block (block);

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
    -- The milestone that a group fulfils by coming; an open session fulfils none.
    milestone_plan_id INTEGER UNIQUE REFERENCES milestone_plan (id),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (programme_id, key)
) STRICT;

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id),
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    mark TEXT NOT NULL DEFAULT '未確認' CHECK (mark IN (
        '出席(会場)', '出席(オンライン)', '録画視聴', '欠席(連絡あり)', '欠席(連絡なし)', '未確認')),
    heads INTEGER CHECK (heads >= 0),
    names TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (session_id, group_id)
) STRICT;
CREATE INDEX attendance_group ON attendance (group_id);

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    plan_id INTEGER NOT NULL REFERENCES milestone_plan (id),
    planned_on TEXT NOT NULL CHECK (planned_on IS date(planned_on)),
    state TEXT NOT NULL DEFAULT '未着手' CHECK (state IN (
        '未着手', '提出', '確認中', '差戻し', '受理', '免除', '対象外')),
    state_on TEXT CHECK (state_on IS date(state_on)),
    -- Since when it has been the move of whoever holds it; empty while nothing has been handed in.
    turn_since TEXT CHECK (turn_since IS date(turn_since)),
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (group_id, plan_id),
    CHECK (state = '未着手' OR state_on IS NOT NULL)
) STRICT;
CREATE INDEX milestone_plan_state ON milestone (plan_id, state);

CREATE TABLE submission_round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    milestone_id INTEGER NOT NULL REFERENCES milestone (id),
    round INTEGER NOT NULL CHECK (round > 0),
    submitted_on TEXT NOT NULL CHECK (submitted_on IS date(submitted_on)),
    decision TEXT CHECK (decision IN ('受理', '差戻し', '引戻し')),
    decided_on TEXT CHECK (decided_on IS date(decided_on)),
    comment TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (milestone_id, round),
    CHECK ((decision IS NULL) = (decided_on IS NULL))
) STRICT;

-- Append-only: an earlier due date stays readable under the newer one.
CREATE TABLE extension (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    milestone_id INTEGER NOT NULL REFERENCES milestone (id),
    extended_to TEXT NOT NULL CHECK (extended_to IS date(extended_to)),
    recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on)),
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX extension_milestone ON extension (milestone_id);

CREATE TABLE checkin (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
    channel TEXT NOT NULL CHECK (channel IN ('訪問', 'オンライン', '電話', 'メール', '来訪')),
    staff_id INTEGER REFERENCES staff (id),
    condition TEXT NOT NULL CHECK (condition IN ('順調', '注意', '支援要')),
    note TEXT NOT NULL,
    next_on TEXT CHECK (next_on IS date(next_on)),
    is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX checkin_group_held ON checkin (group_id, held_on);

CREATE TABLE issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    category TEXT NOT NULL CHECK (category IN ('outreach', 'needs', 'admin', 'management', 'government',
        'partners', 'network', 'dissemination', 'people', 'funding', 'other')),
    severity TEXT NOT NULL CHECK (severity IN ('軽', '中', '重')),
    state TEXT NOT NULL DEFAULT '新規' CHECK (state IN ('新規', '対応中', '経過観察', '解決', '取下げ')),
    noticed TEXT NOT NULL CHECK (noticed IN ('予防', '顕在')),
    title TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    opened_on TEXT NOT NULL CHECK (opened_on IS date(opened_on)),
    closed_on TEXT CHECK (closed_on IS date(closed_on)),
    checkin_id INTEGER REFERENCES checkin (id),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((state IN ('解決', '取下げ')) = (closed_on IS NOT NULL))
) STRICT;
CREATE INDEX issue_group ON issue (group_id);

CREATE TABLE action (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    checkin_id INTEGER REFERENCES checkin (id),
    issue_id INTEGER REFERENCES issue (id),
    title TEXT NOT NULL,
    turn TEXT NOT NULL CHECK (turn IN ('group', 'secretariat')),
    staff_id INTEGER REFERENCES staff (id),
    due_on TEXT CHECK (due_on IS date(due_on)),
    done_on TEXT CHECK (done_on IS date(done_on)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX action_group ON action (group_id);

-- The change log. A unit is one act of one person; its changes are whole rows before and after.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    -- A sentence of the catalogue and what fills it, so that the log reads in the reader's language.
    what_key TEXT NOT NULL,
    what_params TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(what_params)),
    undoes_unit_id INTEGER REFERENCES unit (id),
    -- The undo that stands on this unit, while it stands.
    taken_back_by INTEGER REFERENCES unit (id)
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_unit ON change (unit_id);
CREATE INDEX change_row ON change (table_name, row_id);
