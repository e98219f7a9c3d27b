-- Contracts that were sent (書類送付), rounds closed by a waiver, comments on rounds, received documents.
-- SQLite cannot change a CHECK: milestone and submission_round are made again. What refers to them goes first and
-- comes back last, so that no reference leads nowhere in between.
CREATE TEMP TABLE kept_milestone AS SELECT * FROM milestone;
CREATE TEMP TABLE kept_round AS SELECT * FROM submission_round;
CREATE TEMP TABLE kept_extension AS SELECT * FROM extension;
CREATE TEMP TABLE kept_sequence AS
    SELECT name, seq FROM sqlite_sequence WHERE name IN ('milestone', 'submission_round', 'extension');

DROP TABLE extension;
DROP TABLE submission_round;
DROP TABLE milestone;

CREATE TABLE milestone (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES adopted_group (id),
    plan_id INTEGER NOT NULL REFERENCES milestone_plan (id),
    planned_on TEXT NOT NULL CHECK (planned_on IS date(planned_on)),
    state TEXT NOT NULL DEFAULT '未着手' CHECK (state IN (
        '未着手', '書類送付', '提出', '確認中', '差戻し', '受理', '免除', '対象外')),
    state_on TEXT CHECK (state_on IS date(state_on)),
    -- Since when it has been the move of whoever holds it; empty while nothing has been sent or handed in.
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
    -- The state before this hand-in: what it is pulled back to.
    came_from TEXT NOT NULL DEFAULT '未着手' CHECK (came_from IN ('未着手', '書類送付', '差戻し')),
    decision TEXT CHECK (decision IN ('受理', '差戻し', '引戻し', '免除', '対象外')),
    decided_on TEXT CHECK (decided_on IS date(decided_on)),
    -- The newest of what was said when it was handed in or decided; the whole thread is round_comment.
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

-- Append-only: what was said about a round, in the order in which it was said.
CREATE TABLE round_comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES submission_round (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX round_comment_round ON round_comment (round_id);

-- Which documents a deliverable consists of.
CREATE TABLE plan_document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan_id INTEGER NOT NULL REFERENCES milestone_plan (id),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (plan_id, key)
) STRICT;

-- A document that a group has handed over; place is a path or a web address.
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    milestone_id INTEGER NOT NULL REFERENCES milestone (id),
    plan_document_id INTEGER NOT NULL REFERENCES plan_document (id),
    received_on TEXT NOT NULL CHECK (received_on IS date(received_on)),
    place TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (milestone_id, plan_document_id)
) STRICT;
CREATE INDEX document_plan_document ON document (plan_document_id);

INSERT INTO milestone (id, group_id, plan_id, planned_on, state, state_on, turn_since, note, version)
SELECT id, group_id, plan_id, planned_on, state, state_on, turn_since, note, version FROM kept_milestone;

INSERT INTO submission_round (
    id, milestone_id, round, submitted_on, came_from, decision, decided_on, comment, version)
SELECT
    id,
    milestone_id,
    round,
    submitted_on,
    CASE WHEN EXISTS (
        SELECT 1 FROM kept_round AS earlier
        WHERE earlier.milestone_id = kept_round.milestone_id
            AND earlier.round < kept_round.round
            AND earlier.decision = '差戻し'
    ) THEN '差戻し' ELSE '未着手' END,
    decision,
    decided_on,
    comment,
    version
FROM kept_round;

INSERT INTO extension (id, milestone_id, extended_to, recorded_on, recorded_by, reason)
SELECT id, milestone_id, extended_to, recorded_on, recorded_by, reason FROM kept_extension;

-- Ids are never given twice, not even those of rows that an undo took away.
DELETE FROM sqlite_sequence WHERE name IN ('milestone', 'submission_round', 'extension');
INSERT INTO sqlite_sequence (name, seq) SELECT name, seq FROM kept_sequence;

-- What was said so far begins the threads; who said it stands in the change log.
INSERT INTO round_comment (round_id, at, by, text)
SELECT
    kept_round.id,
    coalesce(unit.at, kept_round.decided_on, kept_round.submitted_on),
    coalesce(unit.by, ''),
    kept_round.comment
FROM kept_round
LEFT JOIN unit ON unit.id = (
    SELECT change.unit_id FROM change
    WHERE change.table_name = 'submission_round'
        AND change.row_id = kept_round.id
        AND json_extract(change.after, '$.comment') = kept_round.comment
    ORDER BY change.id LIMIT 1
)
WHERE kept_round.comment <> ''
ORDER BY kept_round.id;

-- Years that began before: the documents of the report's plan.
INSERT INTO plan_document (plan_id, key, position, title, title_en)
SELECT id, 'outcome_report', 0, '成果報告書', 'Outcome report' FROM milestone_plan WHERE key = 'outcome_report'
UNION ALL
SELECT id, 'expense_report', 0, '実績報告書', 'Expense report' FROM milestone_plan WHERE key = 'expense_report'
UNION ALL
SELECT id, 'evidence', 1, '証憑', 'Vouchers' FROM milestone_plan WHERE key = 'expense_report';

DROP TABLE kept_milestone;
DROP TABLE kept_round;
DROP TABLE kept_extension;
DROP TABLE kept_sequence;
