-- The months of one group, or of all that have not left, oldest first; planned before actual.
SELECT
    activity_month.id,
    activity_month.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    activity_month.month,
    activity_month.stage,
    activity_month.times,
    activity_month.people,
    activity_month.visits,
    activity_month.newcomers
FROM activity_month
JOIN group_now ON group_now.id = activity_month.group_id
WHERE group_now.programme_id = :programme_id
    AND (:group_id IS NULL OR activity_month.group_id = :group_id)
    AND (:group_id IS NOT NULL OR group_now.status IN (SELECT status FROM status_in_figures))
ORDER BY group_now.number, activity_month.month, activity_month.stage = '実績'
