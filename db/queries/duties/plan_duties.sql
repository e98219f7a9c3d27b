-- The duties that follow the plan, of every group of a programme or of one, with what decides whether they can move.
SELECT
    milestone_now.id,
    milestone_now.group_id,
    milestone_now.number,
    milestone_now.group_status,
    milestone_now.key,
    milestone_now.title,
    milestone_now.title_en,
    milestone_now.planned_on,
    milestone_now.due_on,
    milestone_now.is_settled,
    milestone_now.version,
    (
        SELECT extended_to FROM extension
        WHERE milestone_id = milestone_now.id
        ORDER BY moment DESC, uid DESC LIMIT 1
    ) AS extended_to,
    organization.name AS group_name
FROM milestone_now
JOIN adopted_group ON adopted_group.id = milestone_now.group_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE milestone_now.programme_id = :programme_id
    AND (:group_id IS NULL OR milestone_now.group_id = :group_id)
ORDER BY milestone_now.number, milestone_now.position
