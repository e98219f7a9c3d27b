-- Every row and every unit gets a uid: 32 lower hexadecimal digits, the same in every copy of the file for good, while
-- an id is that of one file. No column gives one by default: the write path says it (kodoku_tui/store/unit.py), the log
-- keeps it, and undo brings a row back under it.
--
-- Where the order in which rows were written counts, `moment` tells it: ISO text to the millionth of a second, later in
-- each row than in all that the file held when it was written. So it is the same order in every copy.
--
-- Two people of one name and two bodies of one name can be in a file, since copies will be brought together; what an
-- act refuses or asks about stands in services. `reading` is the kana by which a name is sorted and found.
--
-- SQLite adds a column that must be filled only to an empty table: the rows are kept aside meanwhile. Those that refer
-- to others go first and come back last, so that no reference leads nowhere in between.

-- Every row that there is or was.
CREATE TEMP TABLE known_row AS
SELECT 'programme' AS table_name, id AS row_id FROM programme
UNION ALL SELECT 'milestone_plan', id FROM milestone_plan
UNION ALL SELECT 'staff', id FROM staff
UNION ALL SELECT 'organization', id FROM organization
UNION ALL SELECT 'organization_alias', id FROM organization_alias
UNION ALL SELECT 'adopted_group', id FROM adopted_group
UNION ALL SELECT 'group_target', id FROM group_target
UNION ALL SELECT 'group_prefecture', id FROM group_prefecture
UNION ALL SELECT 'group_block', id FROM group_block
UNION ALL SELECT 'session', id FROM session
UNION ALL SELECT 'attendance', id FROM attendance
UNION ALL SELECT 'checkin', id FROM checkin
UNION ALL SELECT 'issue', id FROM issue
UNION ALL SELECT 'action', id FROM action
UNION ALL SELECT 'unit', id FROM unit
UNION ALL SELECT 'cost_item', id FROM cost_item
UNION ALL SELECT 'group_cost', id FROM group_cost
UNION ALL SELECT 'reallocation', id FROM reallocation
UNION ALL SELECT 'evidence', id FROM evidence
UNION ALL SELECT 'final_audit', id FROM final_audit
UNION ALL SELECT 'milestone', id FROM milestone
UNION ALL SELECT 'submission_round', id FROM submission_round
UNION ALL SELECT 'extension', id FROM extension
UNION ALL SELECT 'round_comment', id FROM round_comment
UNION ALL SELECT 'plan_document', id FROM plan_document
UNION ALL SELECT 'document', id FROM document
UNION ALL SELECT 'contact', id FROM contact
UNION ALL SELECT 'checkin_contact', id FROM checkin_contact
UNION ALL SELECT 'postponement', id FROM postponement
UNION ALL SELECT 'remedy', id FROM remedy
UNION ALL SELECT 'linkage', id FROM linkage
UNION ALL SELECT 'linkage_level', id FROM linkage_level
UNION ALL SELECT 'indicator', id FROM indicator
UNION ALL SELECT 'indicator_actual', id FROM indicator_actual
UNION ALL SELECT 'session_invitation', id FROM session_invitation
UNION ALL SELECT 'session_survey', id FROM session_survey
UNION ALL SELECT 'file_setting', id FROM file_setting
UNION ALL SELECT 'column_map', id FROM column_map
UNION ALL SELECT 'saved_view', id FROM saved_view
UNION SELECT table_name, row_id FROM logged_change;

-- The second in which each was first written, as far as the log knows; never before that of a row with a lower id.
CREATE TEMP TABLE first_change AS
SELECT table_name, row_id, unit_id, min(id) FROM logged_change GROUP BY table_name, row_id
UNION ALL
SELECT 'unit', id, id, NULL FROM unit;
CREATE INDEX temp.first_change_row ON first_change (table_name, row_id);

CREATE TEMP TABLE written_row AS
SELECT
    table_name,
    row_id,
    max(coalesce(strftime('%Y-%m-%dT%H:%M:%S', unit.at), '2000-01-01T00:00:00'))
        OVER (PARTITION BY table_name ORDER BY row_id) AS second
FROM known_row
LEFT JOIN first_change USING (table_name, row_id)
LEFT JOIN unit ON unit.id = first_change.unit_id
WHERE table_name IN (
    'staff', 'organization_alias', 'session', 'checkin', 'issue', 'action', 'unit', 'reallocation', 'evidence',
    'extension', 'round_comment', 'contact', 'checkin_contact', 'postponement', 'remedy', 'linkage', 'linkage_level',
    'session_survey');

-- A unit comes after the rows that it wrote.
CREATE TEMP TABLE identity_of AS
SELECT table_name, row_id, moment, lower(hex(randomblob(16))) AS uid
FROM known_row
LEFT JOIN (
    SELECT
        table_name,
        row_id,
        printf('%s.%06d', second, row_number()
            OVER (PARTITION BY second ORDER BY table_name = 'unit', table_name, row_id)) AS moment
    FROM written_row
) USING (table_name, row_id);
CREATE UNIQUE INDEX temp.identity_of_row ON identity_of (table_name, row_id);

-- The log keeps whole rows: what is taken back, or brought back, is the same row.
CREATE TEMP TABLE kept_change AS SELECT * FROM change;
CREATE TEMP TABLE kept_sequence AS SELECT name, seq FROM sqlite_sequence WHERE name IN ('staff', 'organization');

UPDATE kept_change SET
    before = json_insert(before, '$.moment', identity_of.moment),
    after = json_insert(after, '$.moment', identity_of.moment)
FROM identity_of
WHERE identity_of.table_name = kept_change.table_name AND identity_of.row_id = kept_change.row_id
    AND last_row_id IS NULL AND identity_of.moment IS NOT NULL;

UPDATE kept_change SET
    before = json_insert(before, '$.uid', identity_of.uid),
    after = json_insert(after, '$.uid', identity_of.uid)
FROM identity_of
WHERE identity_of.table_name = kept_change.table_name AND identity_of.row_id = kept_change.row_id
    AND last_row_id IS NULL;

-- Where many rows share a line, each has its own among what was given.
UPDATE kept_change SET
    common = json_insert(common, '$.row.moment', identity_of.moment, '$.names[#]', 'moment'),
    after = (
        SELECT json_group_array(json_insert(line.value, '$[#]', own.moment))
        FROM json_each(kept_change.after) AS line
        CROSS JOIN identity_of AS own
        WHERE own.table_name = kept_change.table_name AND own.row_id = kept_change.row_id + line.key
    )
FROM identity_of
WHERE identity_of.table_name = kept_change.table_name AND identity_of.row_id = kept_change.row_id
    AND last_row_id IS NOT NULL AND identity_of.moment IS NOT NULL;

UPDATE kept_change SET
    common = json_insert(common, '$.row.uid', identity_of.uid, '$.names[#]', 'uid'),
    after = (
        SELECT json_group_array(json_insert(line.value, '$[#]', own.uid))
        FROM json_each(kept_change.after) AS line
        CROSS JOIN identity_of AS own
        WHERE own.table_name = kept_change.table_name AND own.row_id = kept_change.row_id + line.key
    )
FROM identity_of
WHERE identity_of.table_name = kept_change.table_name AND identity_of.row_id = kept_change.row_id
    AND last_row_id IS NOT NULL;

CREATE TEMP TABLE kept_programme AS
SELECT programme.*, uid FROM programme JOIN identity_of ON table_name = 'programme' AND row_id = id;
CREATE TEMP TABLE kept_milestone_plan AS
SELECT milestone_plan.*, uid FROM milestone_plan JOIN identity_of ON table_name = 'milestone_plan' AND row_id = id;
CREATE TEMP TABLE kept_staff AS
SELECT staff.*, NULL AS reading, moment, uid FROM staff JOIN identity_of ON table_name = 'staff' AND row_id = id;
CREATE TEMP TABLE kept_organization AS
SELECT organization.*, NULL AS reading, uid FROM organization JOIN identity_of ON table_name = 'organization' AND row_id = id;
CREATE TEMP TABLE kept_organization_alias AS
SELECT organization_alias.*, moment, uid FROM organization_alias JOIN identity_of ON table_name = 'organization_alias' AND row_id = id;
CREATE TEMP TABLE kept_adopted_group AS
SELECT adopted_group.*, uid FROM adopted_group JOIN identity_of ON table_name = 'adopted_group' AND row_id = id;
CREATE TEMP TABLE kept_group_target AS
SELECT group_target.*, uid FROM group_target JOIN identity_of ON table_name = 'group_target' AND row_id = id;
CREATE TEMP TABLE kept_group_prefecture AS
SELECT group_prefecture.*, uid FROM group_prefecture JOIN identity_of ON table_name = 'group_prefecture' AND row_id = id;
CREATE TEMP TABLE kept_group_block AS
SELECT group_block.*, uid FROM group_block JOIN identity_of ON table_name = 'group_block' AND row_id = id;
CREATE TEMP TABLE kept_session AS
SELECT session.*, moment, uid FROM session JOIN identity_of ON table_name = 'session' AND row_id = id;
CREATE TEMP TABLE kept_attendance AS
SELECT attendance.*, uid FROM attendance JOIN identity_of ON table_name = 'attendance' AND row_id = id;
CREATE TEMP TABLE kept_checkin AS
SELECT checkin.*, moment, uid FROM checkin JOIN identity_of ON table_name = 'checkin' AND row_id = id;
CREATE TEMP TABLE kept_issue AS
SELECT issue.*, moment, uid FROM issue JOIN identity_of ON table_name = 'issue' AND row_id = id;
CREATE TEMP TABLE kept_action AS
SELECT action.*, moment, uid FROM action JOIN identity_of ON table_name = 'action' AND row_id = id;
CREATE TEMP TABLE kept_unit AS
SELECT unit.*, NULL AS by_staff_uid, moment, uid FROM unit JOIN identity_of ON table_name = 'unit' AND row_id = id;
CREATE TEMP TABLE kept_cost_item AS
SELECT cost_item.*, uid FROM cost_item JOIN identity_of ON table_name = 'cost_item' AND row_id = id;
CREATE TEMP TABLE kept_group_cost AS
SELECT group_cost.*, uid FROM group_cost JOIN identity_of ON table_name = 'group_cost' AND row_id = id;
CREATE TEMP TABLE kept_reallocation AS
SELECT reallocation.*, moment, uid FROM reallocation JOIN identity_of ON table_name = 'reallocation' AND row_id = id;
CREATE TEMP TABLE kept_evidence AS
SELECT evidence.*, moment, uid FROM evidence JOIN identity_of ON table_name = 'evidence' AND row_id = id;
CREATE TEMP TABLE kept_final_audit AS
SELECT final_audit.*, uid FROM final_audit JOIN identity_of ON table_name = 'final_audit' AND row_id = id;
CREATE TEMP TABLE kept_milestone AS
SELECT milestone.*, uid FROM milestone JOIN identity_of ON table_name = 'milestone' AND row_id = id;
CREATE TEMP TABLE kept_submission_round AS
SELECT submission_round.*, uid FROM submission_round JOIN identity_of ON table_name = 'submission_round' AND row_id = id;
CREATE TEMP TABLE kept_extension AS
SELECT extension.*, moment, uid FROM extension JOIN identity_of ON table_name = 'extension' AND row_id = id;
CREATE TEMP TABLE kept_round_comment AS
SELECT round_comment.*, moment, uid FROM round_comment JOIN identity_of ON table_name = 'round_comment' AND row_id = id;
CREATE TEMP TABLE kept_plan_document AS
SELECT plan_document.*, uid FROM plan_document JOIN identity_of ON table_name = 'plan_document' AND row_id = id;
CREATE TEMP TABLE kept_document AS
SELECT document.*, uid FROM document JOIN identity_of ON table_name = 'document' AND row_id = id;
CREATE TEMP TABLE kept_contact AS
SELECT contact.*, NULL AS reading, moment, uid FROM contact JOIN identity_of ON table_name = 'contact' AND row_id = id;
CREATE TEMP TABLE kept_checkin_contact AS
SELECT checkin_contact.*, moment, uid FROM checkin_contact JOIN identity_of ON table_name = 'checkin_contact' AND row_id = id;
CREATE TEMP TABLE kept_postponement AS
SELECT postponement.*, moment, uid FROM postponement JOIN identity_of ON table_name = 'postponement' AND row_id = id;
CREATE TEMP TABLE kept_remedy AS
SELECT remedy.*, moment, uid FROM remedy JOIN identity_of ON table_name = 'remedy' AND row_id = id;
CREATE TEMP TABLE kept_linkage AS
SELECT linkage.*, moment, uid FROM linkage JOIN identity_of ON table_name = 'linkage' AND row_id = id;
CREATE TEMP TABLE kept_linkage_level AS
SELECT linkage_level.*, moment, uid FROM linkage_level JOIN identity_of ON table_name = 'linkage_level' AND row_id = id;
CREATE TEMP TABLE kept_indicator AS
SELECT indicator.*, uid FROM indicator JOIN identity_of ON table_name = 'indicator' AND row_id = id;
CREATE TEMP TABLE kept_indicator_actual AS
SELECT indicator_actual.*, uid FROM indicator_actual JOIN identity_of ON table_name = 'indicator_actual' AND row_id = id;
CREATE TEMP TABLE kept_session_invitation AS
SELECT session_invitation.*, uid FROM session_invitation JOIN identity_of ON table_name = 'session_invitation' AND row_id = id;
CREATE TEMP TABLE kept_session_survey AS
SELECT session_survey.*, moment, uid FROM session_survey JOIN identity_of ON table_name = 'session_survey' AND row_id = id;
CREATE TEMP TABLE kept_file_setting AS
SELECT file_setting.*, uid FROM file_setting JOIN identity_of ON table_name = 'file_setting' AND row_id = id;
CREATE TEMP TABLE kept_column_map AS
SELECT column_map.*, uid FROM column_map JOIN identity_of ON table_name = 'column_map' AND row_id = id;
CREATE TEMP TABLE kept_saved_view AS
SELECT saved_view.*, uid FROM saved_view JOIN identity_of ON table_name = 'saved_view' AND row_id = id;

-- The limits of an act are none for rows that come back.
DROP TRIGGER group_cost_stays_within_its_cap_when_added;
DROP TRIGGER group_cost_stays_within_its_cap;
DROP TRIGGER group_cost_keeps_what_was_moved;
DROP TRIGGER reallocation_moves_what_is_there;
DROP TRIGGER reallocation_stays_while_it_is_used;
DELETE FROM change;
DELETE FROM saved_view;
DELETE FROM column_map;
DELETE FROM file_setting;
DELETE FROM session_survey;
DELETE FROM session_invitation;
DELETE FROM indicator_actual;
DELETE FROM indicator;
DELETE FROM linkage_level;
DELETE FROM linkage;
DELETE FROM remedy;
DELETE FROM postponement;
DELETE FROM checkin_contact;
DELETE FROM contact;
DELETE FROM document;
DELETE FROM plan_document;
DELETE FROM round_comment;
DELETE FROM extension;
DELETE FROM submission_round;
DELETE FROM milestone;
DELETE FROM final_audit;
DELETE FROM evidence;
DELETE FROM reallocation;
DELETE FROM group_cost;
DELETE FROM cost_item;
DELETE FROM unit;
DELETE FROM action;
DELETE FROM issue;
DELETE FROM checkin;
DELETE FROM attendance;
DELETE FROM session;
DELETE FROM group_block;
DELETE FROM group_prefecture;
DELETE FROM group_target;
DELETE FROM adopted_group;
DELETE FROM organization_alias;
DROP TABLE organization;
DROP TABLE staff;
DELETE FROM milestone_plan;
DELETE FROM programme;

-- A UNIQUE of a column cannot be taken away: these two are made again.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    reading TEXT
) STRICT;
CREATE TABLE organization (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    reading TEXT
) STRICT;
ALTER TABLE contact ADD COLUMN reading TEXT;

-- Who acted, as the uid of that person's row where it is known; the name is what was said then.
ALTER TABLE unit ADD COLUMN by_staff_uid TEXT CHECK (length(by_staff_uid) = 32);

ALTER TABLE staff ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE organization_alias ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE session ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE checkin ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE issue ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE action ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE unit ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE reallocation ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE evidence ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE extension ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE round_comment ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE contact ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE checkin_contact ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE postponement ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE remedy ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE linkage ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE linkage_level ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);
ALTER TABLE session_survey ADD COLUMN moment TEXT NOT NULL CHECK (length(moment) = 26);

ALTER TABLE programme ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE milestone_plan ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE staff ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE organization ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE organization_alias ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE adopted_group ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE group_target ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE group_prefecture ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE group_block ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE session ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE attendance ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE checkin ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE issue ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE action ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE unit ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE cost_item ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE group_cost ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE reallocation ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE evidence ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE final_audit ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE milestone ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE submission_round ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE extension ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE round_comment ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE plan_document ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE document ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE contact ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE checkin_contact ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE postponement ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE remedy ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE linkage ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE linkage_level ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE indicator ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE indicator_actual ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE session_invitation ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE session_survey ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE file_setting ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE column_map ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
ALTER TABLE saved_view ADD COLUMN uid TEXT NOT NULL CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');

INSERT INTO programme SELECT * FROM kept_programme;
INSERT INTO milestone_plan SELECT * FROM kept_milestone_plan;
INSERT INTO staff SELECT * FROM kept_staff;
INSERT INTO organization SELECT * FROM kept_organization;
INSERT INTO organization_alias SELECT * FROM kept_organization_alias;
INSERT INTO adopted_group SELECT * FROM kept_adopted_group;
INSERT INTO group_target SELECT * FROM kept_group_target;
INSERT INTO group_prefecture SELECT * FROM kept_group_prefecture;
INSERT INTO group_block SELECT * FROM kept_group_block;
INSERT INTO session SELECT * FROM kept_session;
INSERT INTO attendance SELECT * FROM kept_attendance;
INSERT INTO checkin SELECT * FROM kept_checkin;
INSERT INTO issue SELECT * FROM kept_issue;
INSERT INTO action SELECT * FROM kept_action;
INSERT INTO unit SELECT * FROM kept_unit;
INSERT INTO cost_item SELECT * FROM kept_cost_item;
INSERT INTO group_cost SELECT * FROM kept_group_cost;
INSERT INTO reallocation SELECT * FROM kept_reallocation;
INSERT INTO evidence SELECT * FROM kept_evidence;
INSERT INTO final_audit SELECT * FROM kept_final_audit;
INSERT INTO milestone SELECT * FROM kept_milestone;
INSERT INTO submission_round SELECT * FROM kept_submission_round;
INSERT INTO extension SELECT * FROM kept_extension;
INSERT INTO round_comment SELECT * FROM kept_round_comment;
INSERT INTO plan_document SELECT * FROM kept_plan_document;
INSERT INTO document SELECT * FROM kept_document;
INSERT INTO contact SELECT * FROM kept_contact;
INSERT INTO checkin_contact SELECT * FROM kept_checkin_contact;
INSERT INTO postponement SELECT * FROM kept_postponement;
INSERT INTO remedy SELECT * FROM kept_remedy;
INSERT INTO linkage SELECT * FROM kept_linkage;
INSERT INTO linkage_level SELECT * FROM kept_linkage_level;
INSERT INTO indicator SELECT * FROM kept_indicator;
INSERT INTO indicator_actual SELECT * FROM kept_indicator_actual;
INSERT INTO session_invitation SELECT * FROM kept_session_invitation;
INSERT INTO session_survey SELECT * FROM kept_session_survey;
INSERT INTO file_setting SELECT * FROM kept_file_setting;
INSERT INTO column_map SELECT * FROM kept_column_map;
INSERT INTO saved_view SELECT * FROM kept_saved_view;
INSERT INTO change SELECT * FROM kept_change;
UPDATE unit SET by_staff_uid = (SELECT uid FROM staff WHERE name = unit.by);

-- Ids are never given twice: the two tables that were made again go on from where they were.
DELETE FROM sqlite_sequence WHERE name IN ('staff', 'organization');
INSERT INTO sqlite_sequence (name, seq) SELECT name, seq FROM kept_sequence;

CREATE UNIQUE INDEX programme_uid ON programme (uid);
CREATE UNIQUE INDEX milestone_plan_uid ON milestone_plan (uid);
CREATE UNIQUE INDEX staff_uid ON staff (uid);
CREATE UNIQUE INDEX organization_uid ON organization (uid);
CREATE UNIQUE INDEX organization_alias_uid ON organization_alias (uid);
CREATE UNIQUE INDEX adopted_group_uid ON adopted_group (uid);
CREATE UNIQUE INDEX group_target_uid ON group_target (uid);
CREATE UNIQUE INDEX group_prefecture_uid ON group_prefecture (uid);
CREATE UNIQUE INDEX group_block_uid ON group_block (uid);
CREATE UNIQUE INDEX session_uid ON session (uid);
CREATE UNIQUE INDEX attendance_uid ON attendance (uid);
CREATE UNIQUE INDEX checkin_uid ON checkin (uid);
CREATE UNIQUE INDEX issue_uid ON issue (uid);
CREATE UNIQUE INDEX action_uid ON action (uid);
CREATE UNIQUE INDEX unit_uid ON unit (uid);
CREATE UNIQUE INDEX cost_item_uid ON cost_item (uid);
CREATE UNIQUE INDEX group_cost_uid ON group_cost (uid);
CREATE UNIQUE INDEX reallocation_uid ON reallocation (uid);
CREATE UNIQUE INDEX evidence_uid ON evidence (uid);
CREATE UNIQUE INDEX final_audit_uid ON final_audit (uid);
CREATE UNIQUE INDEX milestone_uid ON milestone (uid);
CREATE UNIQUE INDEX submission_round_uid ON submission_round (uid);
CREATE UNIQUE INDEX extension_uid ON extension (uid);
CREATE UNIQUE INDEX round_comment_uid ON round_comment (uid);
CREATE UNIQUE INDEX plan_document_uid ON plan_document (uid);
CREATE UNIQUE INDEX document_uid ON document (uid);
CREATE UNIQUE INDEX contact_uid ON contact (uid);
CREATE UNIQUE INDEX checkin_contact_uid ON checkin_contact (uid);
CREATE UNIQUE INDEX postponement_uid ON postponement (uid);
CREATE UNIQUE INDEX remedy_uid ON remedy (uid);
CREATE UNIQUE INDEX linkage_uid ON linkage (uid);
CREATE UNIQUE INDEX linkage_level_uid ON linkage_level (uid);
CREATE UNIQUE INDEX indicator_uid ON indicator (uid);
CREATE UNIQUE INDEX indicator_actual_uid ON indicator_actual (uid);
CREATE UNIQUE INDEX session_invitation_uid ON session_invitation (uid);
CREATE UNIQUE INDEX session_survey_uid ON session_survey (uid);
CREATE UNIQUE INDEX file_setting_uid ON file_setting (uid);
CREATE UNIQUE INDEX column_map_uid ON column_map (uid);
CREATE UNIQUE INDEX saved_view_uid ON saved_view (uid);

CREATE INDEX organization_name_key ON organization (name_key);
CREATE INDEX unit_moment ON unit (moment);

-- The newest comes first out of these without sorting.
DROP INDEX checkin_group_held;
CREATE INDEX checkin_group_held ON checkin (group_id, held_on, moment);
DROP INDEX extension_milestone;
CREATE INDEX extension_milestone ON extension (milestone_id, moment);
DROP INDEX linkage_level_linkage;
CREATE INDEX linkage_level_linkage ON linkage_level (linkage_id, reached_on, moment);

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

DROP TABLE known_row;
DROP TABLE first_change;
DROP TABLE written_row;
DROP TABLE identity_of;
DROP TABLE kept_sequence;
DROP TABLE kept_change;
DROP TABLE kept_programme;
DROP TABLE kept_milestone_plan;
DROP TABLE kept_staff;
DROP TABLE kept_organization;
DROP TABLE kept_organization_alias;
DROP TABLE kept_adopted_group;
DROP TABLE kept_group_target;
DROP TABLE kept_group_prefecture;
DROP TABLE kept_group_block;
DROP TABLE kept_session;
DROP TABLE kept_attendance;
DROP TABLE kept_checkin;
DROP TABLE kept_issue;
DROP TABLE kept_action;
DROP TABLE kept_unit;
DROP TABLE kept_cost_item;
DROP TABLE kept_group_cost;
DROP TABLE kept_reallocation;
DROP TABLE kept_evidence;
DROP TABLE kept_final_audit;
DROP TABLE kept_milestone;
DROP TABLE kept_submission_round;
DROP TABLE kept_extension;
DROP TABLE kept_round_comment;
DROP TABLE kept_plan_document;
DROP TABLE kept_document;
DROP TABLE kept_contact;
DROP TABLE kept_checkin_contact;
DROP TABLE kept_postponement;
DROP TABLE kept_remedy;
DROP TABLE kept_linkage;
DROP TABLE kept_linkage_level;
DROP TABLE kept_indicator;
DROP TABLE kept_indicator_actual;
DROP TABLE kept_session_invitation;
DROP TABLE kept_session_survey;
DROP TABLE kept_file_setting;
DROP TABLE kept_column_map;
DROP TABLE kept_saved_view;
