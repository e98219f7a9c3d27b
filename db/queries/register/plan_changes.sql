-- How plans changed and what was advised, of one group or of all that have not left, newest first.
SELECT
    plan_change.id,
    plan_change.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    plan_change.changed_on,
    plan_change.change_kind AS kind,
    plan_change.note,
    plan_change.adviser
FROM plan_change
JOIN group_now ON group_now.id = plan_change.group_id
WHERE group_now.programme_id = :programme_id
    AND plan_change.is_hidden = 0
    AND (:group_id IS NULL OR plan_change.group_id = :group_id)
    AND (:group_id IS NOT NULL OR group_now.status IN (SELECT status FROM status_in_figures))
ORDER BY plan_change.changed_on DESC, plan_change.moment DESC, plan_change.uid DESC
