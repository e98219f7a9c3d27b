SELECT
    milestone_plan.*,
    coalesce((SELECT max(is_day_open) FROM session WHERE milestone_plan_id = milestone_plan.id), 0) AS is_day_open
FROM milestone_plan
WHERE programme_id = :programme_id
ORDER BY position
