-- How a group's attendance at the session that a duty asks for is marked.
SELECT attendance.mark, session.held_on
FROM milestone
JOIN session ON session.milestone_plan_id = milestone.plan_id
JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = milestone.group_id
WHERE milestone.id = :milestone_id
