-- What the plan asks of the groups that take part and they do not have yet; of one milestone or one group where named.
SELECT
    adopted_group.id AS group_id,
    milestone_plan.id AS plan_id,
    milestone_plan.key,
    milestone_plan.planned_on
FROM adopted_group
JOIN milestone_plan ON milestone_plan.programme_id = adopted_group.programme_id
WHERE adopted_group.programme_id = :programme_id
    AND adopted_group.status IN (SELECT status FROM status_at_work)
    AND (:plan_id IS NULL OR milestone_plan.id = :plan_id)
    AND (:group_id IS NULL OR adopted_group.id = :group_id)
    AND NOT EXISTS (
        SELECT 1 FROM milestone WHERE group_id = adopted_group.id AND plan_id = milestone_plan.id
    )
ORDER BY adopted_group.number, milestone_plan.position
