-- Every row of the years whose day is over that holds words about persons. A body that takes part in another year, whose
-- day is not over, keeps its people.
WITH over AS (SELECT id FROM programme WHERE keep_until < :today),
gone AS (SELECT id, organization_id FROM adopted_group WHERE programme_id IN (SELECT id FROM over)),
duty AS (SELECT id, uid FROM milestone WHERE group_id IN (SELECT id FROM gone)),
hand_in AS (SELECT id, uid FROM submission_round WHERE milestone_id IN (SELECT id FROM duty)),
promise AS (SELECT id, uid FROM action WHERE group_id IN (SELECT id FROM gone))

SELECT 'contact' AS of_table, uid FROM contact
WHERE organization_id IN (SELECT organization_id FROM gone)
    AND organization_id NOT IN (SELECT organization_id FROM adopted_group WHERE programme_id NOT IN (SELECT id FROM over))
UNION ALL SELECT 'checkin', uid FROM checkin WHERE group_id IN (SELECT id FROM gone)
UNION ALL SELECT 'action', uid FROM promise
UNION ALL SELECT 'postponement', uid FROM postponement WHERE action_id IN (SELECT id FROM promise)
UNION ALL SELECT 'issue', uid FROM issue WHERE group_id IN (SELECT id FROM gone)
UNION ALL SELECT 'attendance', uid FROM attendance WHERE group_id IN (SELECT id FROM gone)
UNION ALL SELECT 'session_survey', uid FROM session_survey
WHERE session_id IN (SELECT id FROM session WHERE programme_id IN (SELECT id FROM over))
UNION ALL SELECT 'linkage_level', uid FROM linkage_level
WHERE linkage_id IN (SELECT id FROM linkage WHERE group_id IN (SELECT id FROM gone))
UNION ALL SELECT 'plan_change', uid FROM plan_change WHERE group_id IN (SELECT id FROM gone)
UNION ALL SELECT 'milestone', uid FROM duty
UNION ALL SELECT 'submission_round', uid FROM hand_in
UNION ALL SELECT 'round_comment', uid FROM round_comment WHERE round_id IN (SELECT id FROM hand_in)
UNION ALL SELECT 'extension', uid FROM extension WHERE milestone_id IN (SELECT id FROM duty)
UNION ALL SELECT 'document', uid FROM document WHERE milestone_id IN (SELECT id FROM duty)
UNION ALL SELECT 'adopted_group', uid FROM adopted_group WHERE id IN (SELECT id FROM gone)
UNION ALL SELECT 'review', uid FROM review WHERE programme_id IN (SELECT id FROM over)
UNION ALL SELECT 'review_group', uid FROM review_group WHERE group_id IN (SELECT id FROM gone)
