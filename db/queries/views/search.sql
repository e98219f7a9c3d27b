-- Everything that is found by its words, each with where it belongs and the day that it tells of.
-- `text` is what was written, its parts joined by line ends; `heading` says what it is about. `place` orders what is of
-- one group and day: as it was written down.
CREATE TEMP VIEW searchable AS
SELECT
    'checkin' AS kind, id AS row_id, group_id, NULL AS programme_id, held_on AS day, channel AS heading,
    CASE
        WHEN reader <> '限定' THEN note
        ELSE note_as_read(note, reader, named, (SELECT name FROM staff WHERE staff.id = staff_id))
    END AS text,
    moment || uid AS place
FROM checkin
WHERE is_hidden = 0
UNION ALL
SELECT 'issue', id, group_id, NULL, opened_on, title, title || char(10) || note, moment || uid
FROM issue
UNION ALL
SELECT
    'remedy', remedy.id, issue.group_id, NULL, remedy.tried_on, issue.title,
    remedy.text || char(10) || remedy.result_note, remedy.moment || remedy.uid
FROM remedy
JOIN issue ON issue.id = remedy.issue_id
WHERE remedy.is_hidden = 0
UNION ALL
SELECT
    'action', action.id, action.group_id, NULL, coalesce(action.done_on, action.due_on), '',
    action.title || coalesce((
        SELECT char(10) || group_concat(reason, char(10)) FROM (
            SELECT reason FROM postponement WHERE action_id = action.id ORDER BY moment, uid
        )
    ), ''),
    action.moment || action.uid
FROM action
WHERE action.is_hidden = 0
UNION ALL
SELECT
    'linkage', linkage.id, linkage.group_id, NULL,
    coalesce((SELECT max(reached_on) FROM linkage_level WHERE linkage_id = linkage.id), linkage.identified_on),
    counterpart_kind,
    counterpart || char(10) || role_split || char(10) || counterpart_benefit || char(10) || gap || coalesce((
        SELECT char(10) || group_concat(note, char(10)) FROM (
            SELECT note FROM linkage_level WHERE linkage_id = linkage.id ORDER BY moment, uid
        )
    ), ''),
    linkage.moment || linkage.uid
FROM linkage
WHERE linkage.is_hidden = 0
UNION ALL
SELECT
    'indicator', indicator.id, indicator.group_id, NULL,
    (SELECT max(measured_on) FROM indicator_actual WHERE indicator_id = indicator.id),
    '',
    name || ' ' || unit || char(10) || narrative || coalesce((
        SELECT char(10) || group_concat(note, char(10)) FROM indicator_actual WHERE indicator_id = indicator.id
    ), ''),
    indicator.position
FROM indicator
UNION ALL
SELECT
    'contact', contact.id, adopted_group.id, NULL, NULL, '',
    contact.name || coalesce(' (' || contact.reading || ')', '') || char(10) || contact.role || char(10) || contact.phone || char(10) || contact.mail
        || char(10) || contact.note,
    contact.moment || contact.uid
FROM contact
JOIN adopted_group ON adopted_group.organization_id = contact.organization_id
WHERE contact.is_hidden = 0
UNION ALL
SELECT
    'comment', round_comment.id, milestone.group_id, NULL, date(round_comment.at), milestone_plan.title,
    round_comment.text, round_comment.moment || round_comment.uid
FROM round_comment
JOIN submission_round ON submission_round.id = round_comment.round_id
JOIN milestone ON milestone.id = submission_round.milestone_id
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
UNION ALL
SELECT
    'attendance', attendance.id, attendance.group_id, NULL, session.held_on, session.title,
    attendance.names || char(10) || attendance.note, session.moment || session.uid
FROM attendance
JOIN session ON session.id = attendance.session_id
WHERE attendance.names <> '' OR attendance.note <> ''
UNION ALL
-- An answer without a name belongs to no group, only to the year of its session.
SELECT
    'survey', session_survey.id, session_survey.group_id, session.programme_id, session.held_on, session.title,
    session_survey.comment, session_survey.moment || session_survey.uid
FROM session_survey
JOIN session ON session.id = session_survey.session_id
WHERE session_survey.is_hidden = 0
UNION ALL
SELECT
    'extension', extension.id, milestone.group_id, NULL, extension.recorded_on, milestone_plan.title,
    extension.reason, extension.moment || extension.uid
FROM extension
JOIN milestone ON milestone.id = extension.milestone_id
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
UNION ALL
SELECT
    'plan_change', plan_change.id, plan_change.group_id, NULL, plan_change.changed_on, plan_change.adviser,
    plan_change.note || char(10) || plan_change.adviser, plan_change.moment || plan_change.uid
FROM plan_change
WHERE plan_change.is_hidden = 0
UNION ALL
SELECT
    'review', review_group.id, review_group.group_id, NULL, review_group.looked_on, '', review_group.decided,
    review.moment || review.uid
FROM review_group
JOIN review ON review.id = review_group.review_id
WHERE review_group.decided <> ''
UNION ALL
SELECT
    'group', group_now.id, group_now.id, NULL, NULL, '',
    group_now.number || char(10) || group_now.name || coalesce(' (' || group_now.reading || ')', '') || char(10) || coalesce((
        SELECT group_concat(name, char(10)) FROM (
            SELECT name FROM organization_alias
            WHERE organization_id = group_now.organization_id
            ORDER BY moment, uid
        )
    ), '') || char(10) || group_now.project || char(10) || group_now.targets_text || char(10) || group_now.area,
    NULL
FROM group_now;
