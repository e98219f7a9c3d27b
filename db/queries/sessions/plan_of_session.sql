SELECT milestone_plan.* FROM milestone_plan
JOIN session ON session.milestone_plan_id = milestone_plan.id
WHERE session.id = :session_id
