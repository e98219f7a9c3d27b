SELECT session.key FROM session
JOIN milestone_plan ON milestone_plan.id = session.milestone_plan_id
WHERE milestone_plan.programme_id = :programme_id AND milestone_plan.key = :key
