-- The money of a group: budget by cost item, what was moved between items, reported and proper actuals,
-- the evidence for them, and the final audit (確定検査). Integer yen, tax included.

-- How much of an item's budget a group may move to other items without approval, in percent; NULL = no limit.
-- The report on 令和7年度 names no such limit: 20 is a setting, to be set to what the year's contract says.
ALTER TABLE programme ADD COLUMN reallocation_limit_percent INTEGER DEFAULT 20
    CHECK (reallocation_limit_percent BETWEEN 0 AND 100);

CREATE TABLE cost_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    programme_id INTEGER NOT NULL REFERENCES programme (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    title_en TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (programme_id, title)
) STRICT;

-- One cost item of one group. Nothing reported and nothing found proper yet is NULL, which is not zero.
CREATE TABLE group_cost (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    cost_item_id INTEGER NOT NULL REFERENCES cost_item (id),
    budget_yen INTEGER NOT NULL DEFAULT 0 CHECK (budget_yen >= 0),
    reported_yen INTEGER CHECK (reported_yen >= 0),
    proper_yen INTEGER CHECK (proper_yen >= 0),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (group_id, cost_item_id)
) STRICT;

-- Append-only: what an item had before stays readable.
CREATE TABLE reallocation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    from_cost_id INTEGER NOT NULL REFERENCES group_cost (id),
    to_cost_id INTEGER NOT NULL REFERENCES group_cost (id),
    amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
    recorded_on TEXT NOT NULL CHECK (recorded_on IS date(recorded_on)),
    recorded_by TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    -- When it was approved; what was approved does not count toward the limit.
    approved_on TEXT CHECK (approved_on IS date(approved_on)),
    CHECK (from_cost_id <> to_cost_id)
) STRICT;
CREATE INDEX reallocation_from ON reallocation (from_cost_id);
CREATE INDEX reallocation_to ON reallocation (to_cost_id);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cost_id INTEGER NOT NULL REFERENCES group_cost (id),
    payee TEXT NOT NULL CHECK (payee <> ''),
    amount_yen INTEGER NOT NULL CHECK (amount_yen >= 0),
    estimate_on TEXT CHECK (estimate_on IS date(estimate_on)),
    order_on TEXT CHECK (order_on IS date(order_on)),
    delivery_on TEXT CHECK (delivery_on IS date(delivery_on)),
    invoice_on TEXT CHECK (invoice_on IS date(invoice_on)),
    payment_on TEXT CHECK (payment_on IS date(payment_on)),
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX evidence_cost ON evidence (cost_id);

-- An audit that is repeated on another day is another record; the newest counts.
CREATE TABLE final_audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
    held_by TEXT NOT NULL,
    findings TEXT NOT NULL DEFAULT '',
    corrections TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL CHECK (result IN ('適', '条件付', '不適')),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (group_id, held_on)
) STRICT;

-- Taking back an earlier act must not leave an item with less than nothing, nor a group over its cap:
-- the acts refuse both with a sentence, these hold them for every other way of writing.
CREATE TRIGGER group_cost_stays_within_its_cap_when_added AFTER INSERT ON group_cost
WHEN NEW.budget_yen > 0
BEGIN
    SELECT RAISE(ABORT, 'over the cap')
    WHERE (SELECT sum(budget_yen) FROM group_cost WHERE group_id = NEW.group_id)
        > (SELECT cap_yen FROM programme WHERE id
            = (SELECT programme_id FROM adopted_group WHERE id = NEW.group_id));
END;

CREATE TRIGGER group_cost_stays_within_its_cap AFTER UPDATE OF budget_yen ON group_cost
WHEN NEW.budget_yen > OLD.budget_yen
BEGIN
    SELECT RAISE(ABORT, 'over the cap')
    WHERE (SELECT sum(budget_yen) FROM group_cost WHERE group_id = NEW.group_id)
        > (SELECT cap_yen FROM programme WHERE id
            = (SELECT programme_id FROM adopted_group WHERE id = NEW.group_id));
END;

CREATE TRIGGER group_cost_keeps_what_was_moved AFTER UPDATE OF budget_yen ON group_cost
WHEN NEW.budget_yen < OLD.budget_yen
BEGIN
    SELECT RAISE(ABORT, 'less than nothing')
    WHERE NEW.budget_yen
        + coalesce((SELECT sum(amount_yen) FROM reallocation WHERE to_cost_id = NEW.id), 0)
        < coalesce((SELECT sum(amount_yen) FROM reallocation WHERE from_cost_id = NEW.id), 0);
END;

CREATE TRIGGER reallocation_moves_what_is_there AFTER INSERT ON reallocation
BEGIN
    SELECT RAISE(ABORT, 'less than nothing')
    WHERE (SELECT budget_yen FROM group_cost WHERE id = NEW.from_cost_id)
        + coalesce((SELECT sum(amount_yen) FROM reallocation WHERE to_cost_id = NEW.from_cost_id), 0)
        < coalesce((SELECT sum(amount_yen) FROM reallocation WHERE from_cost_id = NEW.from_cost_id), 0);
END;

CREATE TRIGGER reallocation_stays_while_it_is_used AFTER DELETE ON reallocation
BEGIN
    SELECT RAISE(ABORT, 'less than nothing')
    WHERE (SELECT budget_yen FROM group_cost WHERE id = OLD.to_cost_id)
        + coalesce((SELECT sum(amount_yen) FROM reallocation WHERE to_cost_id = OLD.to_cost_id), 0)
        < coalesce((SELECT sum(amount_yen) FROM reallocation WHERE from_cost_id = OLD.to_cost_id), 0);
END;

-- Years begun before this have the usual items too (db/seeds/cost_items.toml as it was when this was written).
INSERT INTO cost_item (programme_id, position, title, title_en)
SELECT programme.id, usual.position, usual.title, usual.title_en
FROM programme
JOIN (
    SELECT 0 AS position, '人件費' AS title, 'Personnel' AS title_en
    UNION ALL SELECT 1, '謝金', 'Honoraria'
    UNION ALL SELECT 2, '旅費', 'Travel'
    UNION ALL SELECT 3, '会場費(借料)', 'Venue and hire'
    UNION ALL SELECT 4, '印刷製本費', 'Printing'
    UNION ALL SELECT 5, '消耗品費', 'Supplies'
    UNION ALL SELECT 6, '通信運搬費', 'Communication and carriage'
    UNION ALL SELECT 7, '委託費(外注費)', 'Subcontracting'
    UNION ALL SELECT 8, 'その他', 'Other costs'
) AS usual
ORDER BY programme.id, usual.position;
